"""The three years after which a debtor may refuse, said with care (docs/rules/limitation.md).

Only two answers: clearly inside the period, and anything else. Whatever is recorded that
interrupts the period by law starts it anew; a gap in which it may have run out stops, since
what a creditor does after it changes nothing and what the debtor does cannot be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from qinghuan import policy
from qinghuan.dates import add_months
from qinghuan.debts.changes import PaymentReversed
from qinghuan.debts.facts import DebtFacts, Interruption
from qinghuan.debts.penalty import MONTHS_A_YEAR
from qinghuan.policy import Sourced
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Restart:
    """One thing that started the period anew, in the words of the rule."""

    on: date
    act: str
    """Id of the act in ``limitation.interruptions``."""
    says: Text
    entry: str


@dataclass(frozen=True, slots=True)
class Limitation:
    """Internal: never leaves the house. ``stop``: 12348 first, before paying or signing."""

    debt: str
    standing: Literal["inside", "stop"]
    says: Text
    source: Sourced
    runs_from: date | None = None
    """The latest day known that started the years anew; kept inside, shown to nobody else."""
    first_late: date | None = None
    """The earliest due date anybody names."""
    restarts: tuple[Restart, ...] = ()
    """In order of days, only those while the period had surely not run out."""
    restarted_by: Sourced | None = None
    """The rule on what starts the period anew; None where nothing did."""


def limitation(debt: DebtFacts, today: date) -> Limitation:
    """Whether ``debt`` is clearly inside the period on ``today``; anything else is "stop".

    On days before the rule of today began, whose rule was not verified, it is "stop" too.
    """
    years = policy.value_or_first("limitation.general_years", today)
    in_force = years.since is None or today >= years.since
    margin = policy.assumption("limitation.warning_months")
    months = years.whole * MONTHS_A_YEAR
    first = _first_late(debt, today)
    counted = _counted(debt, first, today, months)
    since = counted[-1].on if counted else first
    safe_until = add_months(since, months - int(margin.central)) if since else None
    sure = today < safe_until if safe_until is not None else _surely_not_late(debt, today)
    inside = sure and in_force
    expired = policy.value_or_first("limitation.agreed_or_paid_after_expiry", today)
    source = years if inside else expired
    rule = policy.value_or_first("limitation.interruptions", today)
    return Limitation(
        debt=debt.id,
        standing="inside" if inside else "stop",
        says=source.wording or source.title,
        source=source,
        runs_from=since,
        first_late=first,
        restarts=tuple(_restart(one, rule) for one in counted),
        restarted_by=rule if counted else None,
    )


def _counted(debt: DebtFacts, first: date | None, today: date, months: int) -> list[Interruption]:
    """What started the period anew before it may have run out; after a gap nothing counts."""
    counted: list[Interruption] = []
    since = first
    for one in _interruptions(debt):
        if since is None or one.on > min(today, add_months(since, months)):
            break
        if one.on > since:
            counted.append(one)
            since = one.on
    return counted


def _interruptions(debt: DebtFacts) -> list[Interruption]:
    taken_back = {fact.payment for fact in debt.changes if isinstance(fact, PaymentReversed)}
    paid = [
        Interruption(payment.on, "part_payment", payment.entry or payment.line)
        for payment in debt.payments
        if not taken_back.intersection(payment.sources)
    ]
    return sorted((*paid, *debt.acts), key=lambda one: (one.on, one.act))


def _restart(one: Interruption, rule: Sourced) -> Restart:
    says = next(item.words for item in rule.items if item.id == one.act)
    return Restart(one.on, one.act, says, one.entry)


def _first_late(debt: DebtFacts, today: date) -> date | None:
    """The earliest due date anybody names; counting from it is the careful way."""
    named = [fact.on for fact in debt.due if fact.on <= today]
    named += [claim.oldest_unpaid_due for claim in debt.claims if claim.oldest_unpaid_due]
    named += [
        claim.on - timedelta(days=claim.days_overdue) for claim in debt.claims if claim.days_overdue
    ]
    return min((day for day in named if day <= today), default=None)


def _surely_not_late(debt: DebtFacts, today: date) -> bool:
    claim = debt.claim
    stated = claim is not None and claim.on <= today and claim.days_overdue == 0
    return stated or (bool(debt.due) and all(due.on > today for due in debt.due))
