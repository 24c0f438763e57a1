"""What is probably a slip of the pen: asked about before it is recorded, never refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from qinghuan import store
from qinghuan.case.fold import fold
from qinghuan.debts.changes import MoneyDrawn
from qinghuan.debts.checks import absurd_amounts, check
from qinghuan.debts.entries import AmountFellDue, ClaimReceived, OfDebt, PaymentMade, TermsLearned
from qinghuan.debts.facts import DebtFacts
from qinghuan.errors import Problem
from qinghuan.journal.fact import Fact
from qinghuan.journal.history import Recorded
from qinghuan.words import Parameter, Text

_DAILY: Final = Decimal("0.01")
"""One per cent a day is 365 a year: more is asked about."""
_ALWAYS_THERE: Final = frozenset(
    {"debts.unknown_creditor", "debts.unknown_lender", "debts.debit_not_known"}
)
_EARLIEST: Final = date(1990, 1, 1)


def doubts(case: str, facts: Sequence[Fact], today: date, wrong: Fact | None) -> list[Problem]:
    """What is doubtful about ``facts`` beside what ``case`` holds already."""
    recorded = [one for one in store.facts(case) if wrong is None or one.fact.id != wrong.id]
    bills = store.bill_sums(case)
    before = {debt.id: debt for debt in fold(recorded, date.max, bills).debts}
    added = [*recorded, *(Recorded(fact, 0) for fact in facts)]
    found: list[Problem] = []
    for debt in fold(added, date.max, bills).debts:
        known = {one.what for one in check(before[debt.id], today)} if debt.id in before else set()
        found += [
            one
            for one in check(debt, today)
            if one.what not in known and one.code not in _ALWAYS_THERE
        ]
    for fact in facts:
        found += _of_fact(fact, before, today)
    return list({one.what: one for one in found}.values())


def _of_fact(fact: Fact, before: dict[str, DebtFacts], today: date) -> Iterator[Problem]:
    if fact.on < _EARLIEST:
        yield _doubt("old", day=fact.on)
    if not isinstance(fact, OfDebt):
        return
    yield from absurd_amounts(fact, today)
    debt = before.get(fact.debt)
    if isinstance(fact, TermsLearned):
        yield from _rates(fact)
    if debt is not None:
        yield from _twice(fact, debt)
        yield from _before_the_loan(fact, debt)


def _twice(fact: OfDebt, debt: DebtFacts) -> Iterator[Problem]:
    """The same thing on the same day is recorded already."""
    if isinstance(fact, PaymentMade):
        same = [one for one in debt.payments if one.on == fact.on and one.amount == fact.amount]
        if same:
            shown = "bill" if not same[0].entry else "entry"
            yield _doubt(f"payment_twice.{shown}", day=fact.on, amount=fact.amount)
    if isinstance(fact, ClaimReceived) and any(one.on == fact.on for one in debt.claims):
        yield _doubt("claim_twice", day=fact.on)
    if isinstance(fact, AmountFellDue) and any(
        one.on == fact.on and one.principal == fact.principal for one in debt.due
    ):
        yield _doubt("due_twice", day=fact.on, amount=fact.principal)


def _before_the_loan(fact: OfDebt, debt: DebtFacts) -> Iterator[Problem]:
    drawn = [one.on for one in debt.changes if isinstance(one, MoneyDrawn)]
    if isinstance(fact, AmountFellDue | PaymentMade) and drawn and fact.on <= min(drawn):
        yield _doubt("before_the_loan", day=fact.on, drawn=min(drawn))
    due = debt.first_due
    if isinstance(fact, MoneyDrawn) and not drawn and due is not None and due <= fact.on:
        yield _doubt("loan_after_due", day=fact.on, due=due)


def _rates(fact: TermsLearned) -> Iterator[Problem]:
    """A rate of more than one per cent a day, as often when the percent was typed for a year."""
    per = {"day": 1, "month": 30, "year": 365}[fact.terms.rate_per]
    if fact.terms.rate is not None and fact.terms.rate > _DAILY * per:
        yield _doubt("rate", rate=fact.terms.rate)
    if fact.terms.penalty_rate is not None and fact.terms.penalty_rate > _DAILY:
        yield _doubt("rate", rate=fact.terms.penalty_rate)


def _doubt(name: str, **values: Parameter) -> Problem:
    return Problem(
        f"web_debts.{name}",
        Text(f"web_debts.doubt.{name}", **values),
        "/",
        Text("web_debts.doubt.mend"),
        "warning",
    )
