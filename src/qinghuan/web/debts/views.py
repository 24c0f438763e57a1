"""Debts: what is owed, beside what is claimed, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from qinghuan.web.page import case_of, page


def home(request: HttpRequest, case: str) -> HttpResponse:
    """The first page of this room."""
    return page(request, "debts/home.html", case=case_of(case), at="debts")
