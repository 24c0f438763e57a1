"""The addresses of this room, below a case."""

from __future__ import annotations

from django.urls import path

from qinghuan.web.papers import drafting, issued, moments

urlpatterns = [
    path("", drafting.papers, name="papers"),
    path("write/<str:kind>", drafting.one_paper, name="papers_one"),
    path("issued", issued.issued_papers, name="papers_issued"),
    path("issued/<str:paper>", issued.issued_paper, name="papers_issued_one"),
    path("issued/<str:paper>/<str:ending>", issued.issued_file, name="papers_file"),
    path("timeline", moments.moments, name="papers_timeline"),
    path("timeline/<str:entry>", moments.entry, name="papers_entry"),
]
