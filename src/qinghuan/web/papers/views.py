"""Papers and the timeline: what left the house, and everything recorded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from qinghuan.web.page import case_of, page


def home(request: HttpRequest, case: str) -> HttpResponse:
    """The first page of this room."""
    return page(request, "papers/home.html", case=case_of(case), at="papers")
