"""Lines that wait, one tap each; a word sorted once for always."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.household.categories import CATEGORIES
from qinghuan.household.entries import BillCategoriesSet, IncomeSource
from qinghuan.household.months import UnsortedWord
from qinghuan.imports.entries import LineDecision, LinesSorted
from qinghuan.imports.lines import Line, review_text
from qinghuan.money import ZERO, Yuan, total
from qinghuan.store.bill_lines import KeptLine
from qinghuan.store.reading import CaseSummary
from qinghuan.store.waiting import ToSort
from qinghuan.web.answers import assessed
from qinghuan.web.bills.answering import answering, asked_by_part, done_of, faulty
from qinghuan.web.bills.facts import debts_of, waiting_of
from qinghuan.web.form_tokens import form_token
from qinghuan.web.page import case_of, day_of, page
from qinghuan.web.recording import SEQUENCE, record, sequence_of
from qinghuan.words import Text

A_PAGE: Final = 5
SOURCES: Final[tuple[str, ...]] = get_args(IncomeSource)
_STUCK: Final = frozenset({"failed", "closed"})
_NAME: Final = 200
Choice = tuple[str, Text | str]


@dataclass(frozen=True, slots=True)
class Card:
    """What one tap decides about: a line, or lines of one shop under one word."""

    first: KeptLine
    ids: str
    """Of all its lines, apart by spaces."""
    count: int
    amount: Yuan
    why: Text | None
    """Why it waits; None: the word says nothing."""
    spending: Sequence[Choice]
    incomes: Sequence[Choice]
    others: Sequence[Choice]
    token: str
    """Of the form of this card alone."""

    @property
    def coming(self) -> bool:
        """Whether the money came in."""
        return self.first.line.direction == "in" and self.first.line.kind != "refund"

    @property
    def going(self) -> bool:
        """Whether the money went out, or came back of what went out."""
        return self.first.line.direction == "out" or self.first.line.kind == "refund"


@answering
def waiting(request: HttpRequest, case: str) -> HttpResponse:
    """The lines that wait, the largest first; and where a tap is recorded."""
    summary = case_of(case)
    return _decide(request, summary) if request.method == "POST" else _list(request, summary)


def _list(request: HttpRequest, case: CaseSummary, fault: Text | None = None) -> HttpResponse:
    groups = waiting_of(case)
    start = _start(request, len(groups))
    shown = groups[start : start + A_PAGE]
    firsts = store.lines_named(case.id, (one.lines[0] for one in shown))
    context = {
        "cards": [
            card_of(case, one, firsts[one.lines[0]]) for one in shown if one.lines[0] in firsts
        ],
        "start": start,
        "next": start + A_PAGE,
        "more": max(0, len(groups) - start - A_PAGE),
        "left": sum(len(one.lines) for one in groups),
        "words": words_of(case),
        "categories": _choices("expense", "household.category", CATEGORIES),
        "sequence": sequence_of(case.id),
        "fault": fault,
        "done": done_of(request),
    }
    return page(request, "bills/sort.html", context, case=case, status=409 if fault else 200)


def _start(request: HttpRequest, count: int) -> int:
    """Where the list begins: those before were left for later."""
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isdecimal() and len(asked) < len("1000000") else 0
    return start if start < count else 0


def words_of(case: CaseSummary) -> list[tuple[UnsortedWord, str]]:
    """Words of expenses that one answer can sort for always, each with a token of its own."""
    return [
        (word, form_token())
        for word in assessed(case).household.unsorted
        if word.direction == "out" and 0 < len(word.word) <= _NAME
    ]


def card_of(case: CaseSummary, group: ToSort, first: KeptLine) -> Card:
    """The card of ``group``."""
    return Card(
        first=first,
        ids=" ".join(group.lines),
        count=len(group.lines),
        amount=group.amount,
        why=review_text(first.line),
        spending=_choices("expense", "household.category", CATEGORIES),
        incomes=_choices("income", "household.source", SOURCES),
        others=_others(case, first.line),
        token=form_token(),
    )


def _choices(kind: str, words: str, names: Iterable[str]) -> list[Choice]:
    return [(f"{kind}/{name}", Text(f"{words}.{name}")) for name in names]


def _others(case: CaseSummary, line: Line) -> list[Choice]:
    way = "drawn" if line.direction == "in" else "repaid"
    found: list[Choice] = [
        (f"debt/{debt}", Text(f"web_bills.as.{way}", debt=name)) for debt, name in debts_of(case)
    ]
    found.append(("transfer", Text("web_bills.as.transfer")))
    if line.review:
        found.append(("as_it_is", Text("web_bills.as.as_it_is")))
    return [*found, ("left_out", Text("web_bills.as.left_out"))]


def decision(line: KeptLine, chosen: str) -> LineDecision:
    """What ``chosen`` (``expense/housing``, ``debt/ID``, ``left_out``, …) says of ``line``."""
    kind, _, what = chosen.partition("/")
    if kind == "expense":
        stays = "refund" if line.line.kind == "refund" else "expense"
        return LineDecision(line=line.id, kind=stays, category=what)
    if kind == "income":
        return LineDecision(line=line.id, kind="income", category=what)
    if kind == "debt":
        went = "debt_draw" if line.line.direction == "in" else "debt_repay"
        tried = line.line.status_class in _STUCK  # which says nothing of money that went
        return LineDecision(line=line.id, kind="" if tried else went, debt=what)
    if kind == "transfer":
        return LineDecision(line=line.id, kind="transfer")
    return LineDecision(line=line.id, left_out=kind == "left_out")


def _decide(request: HttpRequest, case: CaseSummary) -> HttpResponse:
    chosen = request.POST.get("as", "")
    ids = request.POST.get("lines", "").split()
    kept = store.lines_named(case.id, ids)
    fault = _fault(request, case, chosen, ids, kept)
    if fault is None:
        lines = [decision(kept[line], chosen) for line in ids]
        return decide(request, case, lines, "bills_sort")
    return _again(request, case, fault, ids, kept)


def _fault(
    request: HttpRequest, case: CaseSummary, chosen: str, ids: list[str], kept: Any
) -> Text | None:
    known = {name for name, _ in _choices("expense", "", CATEGORIES)}
    known |= {name for name, _ in _choices("income", "", SOURCES)}
    known |= {f"debt/{debt}" for debt, _ in debts_of(case)} | {"transfer", "as_it_is", "left_out"}
    if not ids or set(ids) - set(kept):
        return Text("web_bills.fault.lines_gone")
    if chosen not in known:
        return Text("web.fault.invalid_choice")
    return changed(request, case.id, ids)


def changed(request: HttpRequest, case: str, ids: Iterable[str]) -> Text | None:
    """That somebody (another tab) decided about these lines since the page was made."""
    since = request.POST.get(SEQUENCE, "")
    if not since.isdecimal():
        return None
    decided = store.decisions(case)
    later = any(line in decided and decided[line].sequence > int(since) for line in ids)
    return Text("web_bills.fault.decided_meanwhile") if later else None


def _again(
    request: HttpRequest, case: CaseSummary, fault: Text, ids: list[str], kept: Any
) -> HttpResponse:
    """The same card once more with a fresh sequence, and why."""
    if not asked_by_part(request):
        return _list(request, case, fault)
    if not kept:
        return faulty(request, case, fault)
    present = [kept[line] for line in ids if line in kept]
    context = {"card": card_for(case, present), "fault": fault, "sequence": sequence_of(case.id)}
    return page(request, "bills/card.html", context, case=case)


def card_for(case: CaseSummary, kept: Sequence[KeptLine]) -> Card:
    """A card for lines that need not wait any more."""
    first = kept[0].line
    amount = total(one.line.amount or ZERO for one in kept)
    ids = tuple(one.id for one in kept)
    group = ToSort(ids, first.kind, first.category_raw, first.counterparty, amount, first.review)
    return card_of(case, group, kept[0])


def decide(
    request: HttpRequest, case: CaseSummary, lines: Sequence[LineDecision], then: str
) -> HttpResponse:
    """Record what was decided, and say so in place of the card or at the head of the list."""
    fact = LinesSorted(id=store.mint(), on=day_of(case), decisions=tuple(lines))
    done = record(request, case.id, [fact])
    if not done.done:
        raise store.StoreRefused(*done.problems)
    if not asked_by_part(request):
        return HttpResponseRedirect(f"{reverse(then, args=[case.id])}?done={fact.id}")
    context = {"entry": fact.id, "count": len(lines), "said": said(case, lines[0])}
    return page(request, "bills/sorted.html", context, case=case)


def said(case: CaseSummary, one: LineDecision) -> Text:
    """A decision in words."""
    if one.left_out:
        return Text("web_bills.as.left_out")
    if one.debt:
        name = dict(debts_of(case)).get(one.debt, "")
        way = "drawn" if one.kind == "debt_draw" else "repaid"
        return Text(f"web_bills.as.{way}", debt=name)
    if one.category in CATEGORIES and one.kind != "income":
        return Text(f"household.category.{one.category}")
    if one.category in SOURCES:
        return Text(f"household.source.{one.category}")
    return Text("web_bills.as.transfer" if one.kind == "transfer" else "web_bills.as.as_it_is")


@answering
def word(request: HttpRequest, case: str) -> HttpResponse:
    """A rule: this word of the bills always belongs there."""
    summary = case_of(case)
    asked, category = request.POST.get("word", ""), request.POST.get("category", "")
    known = {one.word for one, _ in words_of(summary)}
    if request.method != "POST":
        return HttpResponseRedirect(reverse("bills_sort", args=[case]))
    if category not in CATEGORIES or asked not in known:
        return _list(request, summary, Text("web.fault.invalid_choice"))
    rule = BillCategoriesSet(id=store.mint(), on=day_of(summary), categories={asked: category})
    done = record(request, case, [rule])
    if not done.done:
        raise store.StoreRefused(*done.problems)
    return HttpResponseRedirect(f"{reverse('bills_sort', args=[case])}?done={rule.id}")
