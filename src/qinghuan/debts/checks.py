"""Problems in what was recorded about debts: collected, never thrown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from qinghuan import policy
from qinghuan.debts.allocation import ordering
from qinghuan.debts.changes import DebtChanged, PaymentReversed
from qinghuan.debts.entries import OfDebt
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.replay import rows_missing
from qinghuan.errors import Problem, Severity
from qinghuan.money import ZERO, total
from qinghuan.policy import Sourced
from qinghuan.words import Parameter, Text

_AMOUNTS: Final = ("principal", "interest", "instalment_fee", "amount", "total", "not_yet_due")


def check(debt: DebtFacts, today: date) -> list[Problem]:
    """Everything doubtful in the facts of ``debt`` on ``today``.

    Facts that name a debt nobody disclosed are found by
    :func:`qinghuan.debts.facts.fold_debts`.
    """
    return [
        *_names(debt),
        *_dates(debt, today),
        *_claims(debt),
        *_payments(debt),
        *_old_payments(debt),
        *_changes(debt),
    ]


def absurd_amounts(fact: OfDebt, today: date) -> list[Problem]:
    """Amounts of ``fact`` beyond many years of a person's income: probably noughts too many."""
    mean = policy.look_up("national.income_per_person_year", today)
    if not isinstance(mean, Sourced):
        return []
    most = mean.table["all"] * policy.assumption("household.absurd_multiple").central
    named = {name: getattr(fact, name, None) for name in _AMOUNTS}
    return [
        _problem("absurd", f"/{name}", "warning", amount=amount)
        for name, amount in named.items()
        if amount is not None and amount > most
    ]


def _old_payments(debt: DebtFacts) -> Iterator[Problem]:
    """Payments before the first day of the rule of order that stands in for them."""
    rule = ordering(debt)
    for payment in debt.payments:
        source = rule(payment.on, 0).source
        since = source.since if source is not None else None
        if since is not None and payment.on < since:
            where = payment.entry or payment.line
            yield _problem("before_the_rule", where, "notice", day=payment.on, since=since)
            return


def _changes(debt: DebtFacts) -> Iterator[Problem]:
    """Changes that find nothing to change; the ledger leaves them out."""
    known = {source for payment in debt.payments for source in payment.sources}
    for fact in debt.changes:
        if isinstance(fact, DebtChanged) and rows_missing(debt, fact):
            yield _problem("no_rows", fact.id, "warning")
        if isinstance(fact, PaymentReversed) and fact.payment not in known:
            yield _problem("no_payment", fact.id, "warning")


def _names(debt: DebtFacts) -> Iterator[Problem]:
    if not debt.disclosed.creditor:
        yield _problem("unknown_creditor", debt.id, "warning")
    if debt.disclosed.lender == "unknown":
        yield _problem("unknown_lender", debt.id, "notice")
    if not debt.disclosed.automatic_debit:
        named = debt.disclosed.product_name or debt.disclosed.creditor
        name = named or Text(f"view.product.{debt.disclosed.product}")
        yield _problem("debit_not_known", debt.id, "notice", debt=name)


def _dates(debt: DebtFacts, today: date) -> Iterator[Problem]:
    for due in debt.due:
        if due.on > today:
            yield _problem("due_in_future", due.id, "warning", day=due.on)
        if not due.stated and not (due.interest is None and debt.started):
            yield _problem("nothing_due", due.id, "warning", day=due.on)
    for claim in debt.claims:
        oldest = claim.oldest_unpaid_due
        if oldest is not None and oldest > claim.on:
            yield _problem("due_after_claim", claim.id, day=oldest)
        elif oldest is not None and claim.days_overdue not in {None, (claim.on - oldest).days}:
            days = (claim.on - oldest).days
            theirs = claim.days_overdue or 0
            yield _problem("days_and_date", claim.id, "notice", days=days, theirs=theirs)


def _claims(debt: DebtFacts) -> Iterator[Problem]:
    for claim in debt.claims:
        if not claim.lines:
            continue
        summed = total(line.amount for line in claim.lines)
        if claim.total not in {summed, summed + (claim.not_yet_due or ZERO)}:
            yield _problem("claim_sum", claim.id, "notice", stated=claim.total, summed=summed)


def _payments(debt: DebtFacts) -> Iterator[Problem]:
    """A payment above everything that ever fell due or was claimed is a slip of the pen.

    Where interest is left to the ledger, what fell due is more than what was stated.
    """
    if debt.started and any(due.interest is None for due in debt.due):
        return
    most = total(due.stated for due in debt.due)
    most = max([most, *(claim.total + (claim.not_yet_due or ZERO) for claim in debt.claims)])
    first = debt.first_due
    for payment in debt.payments:
        if first is not None and payment.on >= first and payment.amount > most:
            where = payment.entry or payment.line
            yield _problem("payment_too_large", where, amount=payment.amount, most=most)


def _problem(code: str, where: str, severity: Severity = "error", **values: Parameter) -> Problem:
    return Problem(
        code=f"debts.{code}",
        what=Text(f"debts.problem.{code}", **values),
        where=where,
        mend=Text(f"debts.mend.{code}"),
        severity=severity,
    )
