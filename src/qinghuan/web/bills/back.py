"""Taking back: what was recorded stays visible, and a correcting entry says it holds no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.debts.entries import PaymentFailed, PaymentMade
from qinghuan.household.entries import BillCategoriesSet
from qinghuan.imports.entries import LinesSorted, StatementImported
from qinghuan.journal.fact import Fact
from qinghuan.store.reading import CaseSummary
from qinghuan.web.bills.answering import answering
from qinghuan.web.bills.bringing import read_again, to_read_again
from qinghuan.web.bills.sorting import said
from qinghuan.web.page import case_of, choices, day_of, page
from qinghuan.web.recording import record, sequence_of
from qinghuan.words import Text
from qinghuan.words import say as say_words

A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Done:
    """Something the person did on these pages, that can be taken back."""

    entry: str
    on: date
    says: Text


@answering
def decided(request: HttpRequest, case: str) -> HttpResponse:
    """What was sorted, ruled and recorded here, the latest first."""
    summary = case_of(case)
    found = [_done(summary, fact) for fact in reversed(_facts(case))]
    known = [one for one in found if one is not None]
    context = {"done": known[:A_PAGE], "more": max(0, len(known) - A_PAGE)}
    return page(request, "bills/decided.html", context, case=summary)


def _facts(case: str) -> list[Fact]:
    return [item.fact for item in store.facts(case)]


def _done(case: CaseSummary, fact: Fact) -> Done | None:
    if isinstance(fact, LinesSorted) and fact.decisions:
        count, what = len(fact.decisions), said(case, fact.decisions[0])
        return Done(fact.id, fact.on, Text("web_bills.done.lines", count=count, what=what))
    if isinstance(fact, BillCategoriesSet) and fact.categories:
        word, category = next(iter(fact.categories.items()))
        name = Text(f"household.category.{category}")
        return Done(fact.id, fact.on, Text("web_bills.done.word", word=word, what=name))
    if isinstance(fact, PaymentMade) and fact.line:
        return Done(fact.id, fact.on, Text("web_bills.done.payment", amount=fact.amount))
    if isinstance(fact, StatementImported):
        return Done(fact.id, fact.on, Text("web_bills.done.file", name=fact.name))
    return None


@answering
def take_back(request: HttpRequest, case: str, entry: str) -> HttpResponse:
    """Ask once, then record the correction."""
    summary = case_of(case)
    facts = _facts(case)
    fact = next((one for one in facts if one.id == entry), None)
    done = _done(summary, fact) if fact is not None else None
    if fact is None or done is None:
        return page(request, "bills/gone.html", case=summary, status=404)
    beside = _resting_on(fact, facts)
    fault = None
    if request.method == "POST":
        if isinstance(fact, StatementImported):
            to_read_again(case, fact)
        result = record(request, case, _corrections(summary, [*beside, fact]))
        if result.done:
            return _after(request, summary, fact)
        if not result.changed:
            raise store.StoreRefused(*result.problems)
        fault = Text("web_bills.fault.changed_meanwhile")
    context = {
        "done": done,
        "payments": len(beside),
        "is_file": isinstance(fact, StatementImported),
        "sequence": sequence_of(case),
        "fault": fault,
    }
    return page(request, "bills/back.html", context, case=summary, status=409 if fault else 200)


def _resting_on(fact: Fact, facts: list[Fact]) -> list[Fact]:
    """Payments that name a line of the file: they go with it, and nothing counts twice."""
    if not isinstance(fact, StatementImported):
        return []
    return [
        one
        for one in facts
        if isinstance(one, PaymentMade | PaymentFailed) and one.line.startswith(f"{fact.id}-")
    ]


def _corrections(case: CaseSummary, wrong: list[Fact]) -> list[Fact]:
    reason = say_words(Text("web_bills.back.reason"), choices().language)
    return [
        KINDS.correction(fact, None, id=store.mint(), on=day_of(case), reason=reason)
        for fact in wrong
    ]


def _after(request: HttpRequest, case: CaseSummary, fact: Fact) -> HttpResponse:
    if not isinstance(fact, StatementImported):
        return HttpResponseRedirect(reverse("bills_decided", args=[case.id]))
    context = {"name": fact.name, "results": read_again(case.id)}
    return page(request, "bills/taken_back.html", context, case=case)
