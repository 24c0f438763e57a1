"""The drawer: what is kept, by debt and by what it shows; one original, and its file again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from qinghuan import store
from qinghuan.case.fold import Case
from qinghuan.evidence.names import original_path
from qinghuan.store.files import path_of
from qinghuan.store.reading import CaseSummary
from qinghuan.store.vault import Kept
from qinghuan.web.answers import case_folded
from qinghuan.web.contact.names import debt_names
from qinghuan.web.memory import as_written
from qinghuan.web.page import case_of, page
from qinghuan.words import Language, Text, say, written_date

KEPT_ONLY = "made"
"""How papers of ours came about; they stand in the drawer of papers."""


@dataclass(frozen=True, slots=True)
class Group:
    """The originals of one debt; of none where ``name`` is."""

    name: Text | str | None
    items: Sequence[Kept]


def kept_in(summary: CaseSummary) -> list[Kept]:
    """Everything that can go into a bundle."""
    return as_written(("evidence", summary.id), lambda: store.evidence(summary.id))


def originals(summary: CaseSummary) -> list[Kept]:
    """The originals, without papers of ours."""
    return [one for one in kept_in(summary) if one.item.how != KEPT_ONLY]


def shown_of(summary: CaseSummary, entry: str) -> list[Kept]:
    """The originals that show ``entry``: a contact, or the delivery of a paper."""
    return [one for one in originals(summary) if one.about == entry]


def about_of(case: Case, kept: Sequence[Kept]) -> Mapping[str, Text]:
    """Entry an original shows → how that entry is called."""
    named = shown_by(case)
    return {one.about: named[one.about] for one in kept if one.about in named}


def shown_by(case: Case) -> dict[str, Text]:
    """What an original can show, newest first: contacts, papers that went out, payments."""
    contacts = [
        (one.on, one.id, Text("web_evidence.about.contact", day=one.on, who=one.institution))
        for one in case.contacts
    ]
    papers = [
        (
            one.on,
            one.id,
            Text("web_evidence.about.paper", day=one.on, paper=Text(f"timeline.paper.{one.paper}")),
        )
        for one in case.issued
        if one.recipient
    ]
    payments = [
        (one.on, one.entry, Text("web_evidence.about.payment", day=one.on, amount=one.amount))
        for debt in case.debts
        for one in debt.payments
        if one.entry
    ]
    found = sorted([*contacts, *papers, *payments], key=lambda row: row[0], reverse=True)
    return {entry: words for _, entry, words in found}


def drawer(request: HttpRequest, case: str) -> HttpResponse:
    """What is kept, and what stands beside it."""
    summary = case_of(case)
    folded, kept = case_folded(summary), originals(summary)
    names = debt_names(folded)
    groups = [
        Group(name, items)
        for debt, name in [*names.items(), ("", None)]
        if (items := [one for one in kept if one.debt == debt])
    ]
    context: dict[str, Any] = {
        "groups": groups,
        "about": about_of(folded, kept),
        "kept": kept,
        "issued": [one for one in folded.issued if one.recipient],
        "court": folded.court_papers,
        "bills": len(folded.imports),
    }
    return page(request, "evidence/home.html", context, case=summary, at="evidence")


def one(request: HttpRequest, case: str, entry: str) -> HttpResponse:
    """One original: whence, where the first is, what it shows, its digest."""
    summary = case_of(case)
    kept, folded = _kept(summary, entry), case_folded(summary)
    context = {
        "one": kept,
        "done": "kept" in request.GET,
        "about": shown_by(folded).get(kept.about),
        "contact": any(contact.id == kept.about for contact in folded.contacts),
        "issued": any(paper.id == kept.about for paper in folded.issued),
        "name": debt_names(folded).get(kept.debt),
        "heading": Text(f"timeline.evidence.{kept.item.sort}"),
        "got": Text(f"evidence.got.{kept.item.how}"),
    }
    return page(request, "evidence/one.html", context, case=summary, at="evidence")


def original(request: HttpRequest, case: str, entry: str) -> HttpResponseBase:  # noqa: ARG001
    """The file as it came, to be saved; it is never shown here, so that nothing in it runs."""
    kept = _kept(case_of(case), entry)
    if not kept.there:
        raise Http404
    name = original_path(1, kept.item.title, kept.item.name).partition("-")[2]
    opened = path_of(kept.item.digest).open("rb")
    return FileResponse(
        opened, as_attachment=True, filename=name, content_type="application/octet-stream"
    )


def _kept(summary: CaseSummary, entry: str) -> Kept:
    for one in originals(summary):
        if one.item.entry == entry:
            return one
    raise Http404


def said_day(one: Kept, language: Language) -> str:
    """Title and day of an original, for a tick."""
    sort = say(Text(f"timeline.evidence.{one.item.sort}"), language)
    return f"{one.item.title} · {sort} · {written_date(one.item.on, language)}"
