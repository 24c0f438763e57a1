"""All debts of a case together: ways to pay them side by side, and the days they fall on.

The rate of a debt is what an overdue day costs by its contract; one that is not known counts
nothing and is said. Minimums are not laid on debts that are to be agreed anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.case.plan import position_of
from qinghuan.dates import add_months
from qinghuan.debts.penalty import DAYS_A_YEAR, contract_rate
from qinghuan.errors import Problem
from qinghuan.money import ZERO, as_decimal
from qinghuan.plans.cash import Purse
from qinghuan.plans.clashes import Calendar, clashes
from qinghuan.plans.compare import Compared, compared
from qinghuan.plans.ladder import basis
from qinghuan.plans.least_cost import least_cost
from qinghuan.plans.several import Capacity, Debt, Plan, Rules, Way
from qinghuan.policy.products import called
from qinghuan.words import Text

AHEAD: Final = 6
"""Months of cash that are looked at."""
_RATE_PLACES: Final = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Together:
    """The ways to pay all debts, the cheapest with what is proved of it."""

    debts: tuple[str, ...]
    """Their ids, in the order of the months in each row."""
    rows: tuple[Compared, ...]
    best: Text
    bound: Text
    notes: tuple[Text, ...]
    """Debts whose rate is not known."""


@dataclass(frozen=True, slots=True)
class Played:
    """The same with every month of every way: what a picture of the months needs."""

    together: Together
    plans: Mapping[Way, Plan]
    best: Way
    begins: date
    """First day of the first month."""


def together(assessment: Assessment, *, time_limit: float) -> Together | Problem | None:
    """The debts of a household that can pay, side by side; None for fewer than two."""
    found = played(assessment, time_limit=time_limit)
    return found.together if isinstance(found, Played) else found


def played(assessment: Assessment, *, time_limit: float) -> Played | Problem | None:
    """:func:`together` with its months."""
    can_pay = assessment.affordable
    owing = [debt for debt in assessment.debts if basis(position_of(debt)).value]
    if can_pay.path != "can_pay" or len(owing) < 2:  # noqa: PLR2004 - two are several
        return None
    debts = [_debt(debt) for debt in owing]
    begins = add_months(assessment.today.replace(day=1), 1)
    capacity = Capacity(dict.fromkeys(range(1, 13), can_pay.monthly.value), begins.month)
    found = least_cost(debts, capacity, Rules(), time_limit=time_limit)
    if isinstance(found, Problem):
        return found
    side_by_side = Together(
        debts=tuple(debt.facts.id for debt in owing),
        rows=compared(found.plans, debts, capacity),
        best=Text("case.together.best", way=Text(f"plans.creditors.way.{found.plan.way}")),
        bound=found.bound.formula,
        notes=tuple(
            Text("case.together.no_rate", debt=called(debt.facts.disclosed))
            for debt in owing
            if contract_rate(debt.facts) is None
        ),
    )
    return Played(side_by_side, found.plans, found.plan.way, begins)


def _debt(debt: DebtAssessment) -> Debt:
    rate = contract_rate(debt.facts)
    yearly = as_decimal(rate.value * DAYS_A_YEAR) if rate is not None else Decimal(0)
    return Debt(
        balance=basis(position_of(debt)).value,
        apr=yearly.quantize(_RATE_PLACES),
        days_late=debt.days_late,
        name=debt.facts.id,
    )


def days_ahead(assessment: Assessment) -> Calendar | None:
    """What falls due in the months ahead beside cash and pay day; None without the household."""
    can_pay, sheet = assessment.affordable, assessment.household.sheet
    if sheet is None or not can_pay.kept_by_month:
        return None
    purse = Purse(
        max(sheet.cash or ZERO, ZERO),
        can_pay.income_by_month,
        can_pay.kept_by_month,
        sheet.pay_day,
    )
    debts = [(debt.facts, debt.owed) for debt in assessment.debts]
    return clashes(debts, purse, today=assessment.today, months=AHEAD)
