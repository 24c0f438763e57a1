"""Repayments that the bills show: proposed one by one, recorded by a tap, never silently."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.debts.entries import PaymentMade
from qinghuan.household.bills import DebtLine
from qinghuan.money import ZERO
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import case_folded
from qinghuan.web.bills.answering import answering, asked_by_part, done_of, faulty
from qinghuan.web.bills.facts import debts_of
from qinghuan.web.form_tokens import form_token
from qinghuan.web.memory import head_of, remembered
from qinghuan.web.page import case_of, page
from qinghuan.web.recording import made_at, record, sequence_of
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line that shows a repayment nobody recorded."""

    debt: str
    name: Text | str
    line: DebtLine
    counted: bool
    """Whether the ledger counts it already because the bill says that it went through."""


def proposals(case: CaseSummary) -> list[Proposal]:
    """The latest first."""
    key = ("bills payments", case.id, head_of(case.id))
    return remembered(key, lambda: _proposals(case))


def _proposals(case: CaseSummary) -> list[Proposal]:
    names = dict(debts_of(case))
    found = []
    for debt in case_folded(case).debts:
        recorded = {payment.line for payment in debt.payments if payment.entry}
        found += [
            Proposal(debt.id, names[debt.id], line, line.status == "done")
            for line in debt.lines
            if line.kind == "debt_repay"
            and line.status in {"done", "unknown"}
            and line.amount > ZERO
            and line.id not in recorded
        ]
    return sorted(found, key=lambda one: (one.line.on, one.line.id), reverse=True)


@answering
def found(request: HttpRequest, case: str) -> HttpResponse:
    """The proposals, and where one is recorded."""
    summary = case_of(case)
    open_now = proposals(summary)
    fault = None
    if request.method == "POST":
        line = request.POST.get("line", "")
        chosen = next((one for one in open_now if one.line.id == line), None)
        if chosen is not None:
            return _recorded(request, summary, chosen)
        fault = Text("web_bills.fault.paid_already")
    return _list(request, summary, fault)


def _list(request: HttpRequest, case: CaseSummary, fault: Text | None = None) -> HttpResponse:
    if fault is not None and asked_by_part(request):
        return faulty(request, case, fault)
    context = {
        "proposals": [(one, form_token()) for one in proposals(case)],
        "sequence": sequence_of(case.id),
        "fault": fault,
        "done": done_of(request),
    }
    return page(request, "bills/payments.html", context, case=case, status=409 if fault else 200)


def _recorded(request: HttpRequest, case: CaseSummary, chosen: Proposal) -> HttpResponse:
    fact = PaymentMade(
        id=store.mint(),
        on=chosen.line.on,
        debt=chosen.debt,
        amount=chosen.line.amount,
        line=chosen.line.id,
        origin="bill",
    )
    done = record(request, case.id, [fact], looked_at=_looked_at(request, case))
    if done.changed:
        return _list(request, case, Text("web_bills.fault.changed_meanwhile"))
    if not done.done:
        raise store.StoreRefused(*done.problems)
    if asked_by_part(request):
        context = {"entry": fact.id, "count": 1, "said": Text("web_bills.payment.recorded")}
        return page(request, "bills/sorted.html", context, case=case)
    return HttpResponseRedirect(f"{reverse('bills_payments', args=[case.id])}?done={fact.id}")


def _looked_at(request: HttpRequest, case: CaseSummary) -> int | None:
    """What the person knows of: the page, and the other proposals of it that were recorded.

    They touch the same debt, but each is a line of its own, so none stands in another's way.
    """
    since = made_at(request)
    if since is None:
        return None
    facts = [recorded.fact for recorded in store.facts(case.id)]
    taps = {fact.id for fact in facts if isinstance(fact, PaymentMade) and fact.line}
    later = store.entries(case.id, after=since)
    return later[-1].sequence if later and all(one.id in taps for one in later) else since
