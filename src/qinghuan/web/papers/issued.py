"""The papers that were written: what each was, and the very same file again."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from qinghuan import store
from qinghuan.case.entries import DocumentIssued
from qinghuan.documents.versions import versions
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import case_folded
from qinghuan.web.contact.names import debt_names
from qinghuan.web.evidence.drawer import shown_of
from qinghuan.web.page import case_of, page
from qinghuan.web.papers.differing import difference
from qinghuan.web.papers.paging import part_of

TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SHOWN: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For a PDF alone: the browser's own viewer brings its style with it; no script may run."""


def issued_papers(request: HttpRequest, case: str) -> HttpResponse:
    """Every paper that was written, the latest first."""
    summary = case_of(case)
    folded = case_folded(summary)
    part = part_of(tuple(reversed(folded.issued)), request)
    context = {"part": part, "names": debt_names(folded), "versions": versions(folded.issued)}
    return page(request, "papers/issued.html", context, case=summary, at="papers")


def _paper(summary: CaseSummary, named: str) -> DocumentIssued:
    for one in case_folded(summary).issued:
        if one.id == named:
            return one
    raise Http404


def issued_paper(request: HttpRequest, case: str, paper: str) -> HttpResponse:
    """One of them: its number, its digests, the journal it was made from, its files."""
    summary = case_of(case)
    one = _paper(summary, paper)
    folded = case_folded(summary)
    version = versions(folded.issued)[one.id]
    kept = [(end, digest) for end, digest in one.digests.items() if digest in one.files]
    context = {
        "paper": one,
        "kept": [end for end, digest in kept if _there(digest)],
        "lost": bool(kept) and not all(_there(digest) for _, digest in kept),
        "names": debt_names(folded),
        "version": version,
        "difference": difference(version.before, one) if version.before else None,
        "originals": shown_of(summary, paper),
    }
    return page(request, "papers/issued_one.html", context, case=summary, at="papers")


def _there(digest: str) -> bool:
    """Whether the very same bytes are still kept."""
    try:
        store.file(digest)
    except store.StoreRefused:
        return False
    return True


def issued_file(request: HttpRequest, case: str, paper: str, ending: str) -> HttpResponse:
    """The file as it was written, byte for byte; a PDF may be looked at in the browser."""
    one = _paper(case_of(case), paper)
    digest = one.digests.get(ending, "")
    if digest not in one.files or ending not in TYPES or not _there(digest):
        raise Http404
    response = HttpResponse(store.file(digest), content_type=TYPES[ending])
    look = ending == "pdf" and "look" in request.GET
    how = "inline" if look else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{one.number}-{one.paper}.{ending}"'
    if look:
        response["Content-Security-Policy"] = SHOWN
    return response
