"""The lines of a month, searched and turned page by page; one line and what it was sorted as."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse

from qinghuan import store
from qinghuan.imports.lines import review_text
from qinghuan.store.bill_lines import KeptLine
from qinghuan.store.reading import CaseSummary
from qinghuan.web.bills.answering import answering
from qinghuan.web.bills.facts import imports_of
from qinghuan.web.bills.months import months_of
from qinghuan.web.bills.sorting import card_for, said
from qinghuan.web.page import case_of, page
from qinghuan.web.recording import sequence_of
from qinghuan.words import Text

MONTH: Final = re.compile(r"\d{4}-\d{2}")
_LONGEST: Final = 100


@answering
def listed(request: HttpRequest, case: str) -> HttpResponse:
    """A page of lines."""
    summary = case_of(case)
    month = request.GET.get("month", "")
    words = request.GET.get("words", "").strip()[:_LONGEST]
    number = request.GET.get("page", "")
    found = store.line_page(
        case,
        month=month if MONTH.fullmatch(month) else "",
        imported_by=request.GET.get("file", ""),
        words=words,
        number=int(number) if number.isdecimal() and len(number) < len("1000000") else 1,
    )
    context = {
        "found": found,
        "rows": _rows(summary, found.lines),
        "months": list(reversed(months_of(summary))),
        "month": month,
        "words": words,
        "file": request.GET.get("file", ""),
        "before": _link(request, found.number - 1) if found.number > 1 else "",
        "after": _link(request, found.number + 1) if found.number < found.pages else "",
    }
    return page(request, "bills/lines.html", context, case=summary)


def _link(request: HttpRequest, number: int) -> str:
    asked = {name: request.GET.get(name, "") for name in ("month", "words", "file")}
    return "?" + urlencode({**{n: v for n, v in asked.items() if v}, "page": number})


def _rows(case: CaseSummary, lines: tuple[KeptLine, ...]) -> list[tuple[KeptLine, Text]]:
    """Each line with what it counts as."""
    decided = store.decisions(case.id)
    return [
        (
            kept,
            said(case, decided[kept.id].says)
            if kept.id in decided
            else Text(f"imports.kind.{kept.line.kind}"),
        )
        for kept in lines
    ]


@answering
def one(request: HttpRequest, case: str, line: str) -> HttpResponse:
    """One line: what the bill says of it, where it came from, and sorting it anew."""
    summary = case_of(case)
    kept = store.lines_named(case, [line]).get(line)
    if kept is None:
        raise Http404
    decided = store.decisions(case).get(line)
    context = {
        "kept": kept,
        "why": review_text(kept.line),
        "brought_by": next((f for f in imports_of(case) if f.id == kept.imported_by), None),
        "counts_as": _rows(summary, (kept,))[0][1],
        "decided": decided,
        "card": card_for(summary, [kept]),
        "sequence": sequence_of(case),
    }
    return page(request, "bills/line.html", context, case=summary)
