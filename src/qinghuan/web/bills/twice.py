"""Pairs of lines that may be one movement: asked, never decided by the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from qinghuan import store
from qinghuan.imports.entries import LineDecision
from qinghuan.imports.match import KnownLine, suspected
from qinghuan.store.decided import Decided
from qinghuan.store.reading import CaseSummary
from qinghuan.web.bills.answering import answering, asked_by_part, done_of, faulty
from qinghuan.web.bills.sorting import changed, decide
from qinghuan.web.form_tokens import form_token
from qinghuan.web.memory import head_of, remembered
from qinghuan.web.page import case_of, page
from qinghuan.web.recording import sequence_of
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Pair:
    """The line that stays, and the one that may be too much."""

    keep: KnownLine
    extra: KnownLine


def suspects(case: CaseSummary) -> list[Pair]:
    """The pairs nobody answered about."""
    key = ("bills twice", case.id, head_of(case.id))
    return remembered(key, lambda: _open(case.id))


def _open(case: str) -> list[Pair]:
    kept = store.lines_of_equal_days(case)
    found = suspected((one.imported_by, KnownLine(one.id, one.line)) for one in kept)
    decided = store.decisions(case)
    sizes = Counter(one.entry for one in decided.values())
    return [
        Pair(keep, extra)
        for keep, extra in found
        if not _answered(decided, sizes, keep.id, extra.id)
    ]


def _answered(
    decided: Mapping[str, Decided], sizes: Mapping[str, int], keep: str, extra: str
) -> bool:
    """Whether one of them was left out, or both stand together in an answer about two."""
    one, other = decided.get(keep), decided.get(extra)
    if any(each is not None and each.says.left_out for each in (one, other)):
        return True
    together = one is not None and other is not None and one.entry == other.entry
    return together and one is not None and sizes[one.entry] == len((keep, extra))


@answering
def pairs(request: HttpRequest, case: str) -> HttpResponse:
    """The pairs, and where an answer is recorded."""
    summary = case_of(case)
    found = suspects(summary)
    fault = None
    if request.method == "POST":
        asked = (request.POST.get("keep", ""), request.POST.get("extra", ""))
        pair = next((one for one in found if (one.keep.id, one.extra.id) == asked), None)
        fault = changed(request, case, asked)
        if pair is not None and fault is None:
            return decide(request, summary, _answer(case, pair, request), "bills_twice")
        fault = fault or Text("web_bills.fault.lines_gone")
    if fault is not None and asked_by_part(request):
        return faulty(request, summary, fault)
    context = {
        "pairs": [(pair, form_token()) for pair in found],
        "sequence": sequence_of(case),
        "fault": fault,
        "done": done_of(request),
    }
    return page(request, "bills/twice.html", context, case=summary, status=409 if fault else 200)


def _answer(case: str, pair: Pair, request: HttpRequest) -> list[LineDecision]:
    if request.POST.get("as") == "same":
        return [LineDecision(line=pair.extra.id, left_out=True)]
    decided = store.decisions(case)  # what was said of them before goes on holding
    return [
        decided[line].says if line in decided else LineDecision(line=line)
        for line in (pair.keep.id, pair.extra.id)
    ]
