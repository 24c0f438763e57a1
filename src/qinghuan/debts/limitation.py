"""The three years after which a debtor may refuse, said with care (docs/rules/limitation.md).

Only two answers: clearly inside the period, and anything else. What interrupts it
(demands that arrived, a suit, a promise) is known in part at best, so the count
starts anew only with payments by the debtor, and a gap that may have run out stops.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qinghuan import policy
from qinghuan.dates import add_months
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.penalty import MONTHS_A_YEAR
from qinghuan.policy import Sourced
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Limitation:
    """Internal: never leaves the house. ``stop``: 12348 first, before paying or signing."""

    debt: str
    standing: Literal["inside", "stop"]
    says: Text
    source: Sourced
    runs_from: date | None = None
    """The latest day known that started the years anew; kept inside, shown to nobody else."""


def limitation(debt: DebtFacts, today: date) -> Limitation:
    """Whether ``debt`` is clearly inside the period on ``today``; anything else is "stop"."""
    years = policy.value("limitation.general_years", today)
    margin = policy.assumption("limitation.warning_months")
    months = years.whole * MONTHS_A_YEAR
    since, ran_out = _runs_from(debt, today, months)
    safe_until = add_months(since, months - int(margin.central)) if since else None
    inside = not ran_out and (
        today < safe_until if safe_until is not None else _surely_not_late(debt, today)
    )
    source = years if inside else policy.value("limitation.agreed_or_paid_after_expiry", today)
    return Limitation(
        debt=debt.id,
        standing="inside" if inside else "stop",
        says=source.wording or source.title,
        source=source,
        runs_from=since,
    )


def _runs_from(debt: DebtFacts, today: date, months: int) -> tuple[date | None, bool]:
    """The day from which the years count, and whether they may have run out before."""
    since = _first_late(debt, today)
    if since is None:
        return None, False
    ran_out = False
    for payment in debt.payments:
        if since < payment.on <= today:
            ran_out = ran_out or payment.on > add_months(since, months)
            since = payment.on
    return since, ran_out


def _first_late(debt: DebtFacts, today: date) -> date | None:
    """The earliest due date anybody names; counting from it is the careful way."""
    named = [fact.on for fact in debt.due if fact.on <= today]
    named += [claim.oldest_unpaid_due for claim in debt.claims if claim.oldest_unpaid_due]
    late = [claim for claim in debt.claims if claim.days_overdue]
    named += [date.fromordinal(claim.on.toordinal() - (claim.days_overdue or 0)) for claim in late]
    return min((day for day in named if day <= today), default=None)


def _surely_not_late(debt: DebtFacts, today: date) -> bool:
    claim = debt.claim
    stated = claim is not None and claim.on <= today and claim.days_overdue == 0
    return stated or (bool(debt.due) and all(due.on > today for due in debt.due))
