"""Plans: what can be offered, what it costs, whether it is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from qinghuan.web.page import case_of, page


def home(request: HttpRequest, case: str) -> HttpResponse:
    """The first page of this room."""
    return page(request, "plans/home.html", case=case_of(case), at="plans")
