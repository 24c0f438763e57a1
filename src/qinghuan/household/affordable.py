"""What the household can pay on all its debts together (能还多少).

    surplus of a month = own lasting income − what must be kept
    affordable         = share × surplus of the year, the saving line kept

No surplus is a result of its own with its own steps; it never gives a plan nor a
token payment. The rule: docs/rules/household.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from qinghuan.errors import Problem
from qinghuan.explained import Explained
from qinghuan.household.statement import HouseholdStatement
from qinghuan.money import Yuan
from qinghuan.words import Text

Path = Literal["can_pay", "no_surplus", "unknown"]


@dataclass(frozen=True, slots=True)
class Affordable:
    """What can be paid on all debts together, by month, and the way to it."""

    path: Path
    monthly: Explained[Yuan]
    """For even payment; 0.00 unless ``path`` is ``can_pay``."""
    by_month: Mapping[int, Yuan]
    """For seasonal payment: calendar month → yuan; every month named; 0.00 in months
    that bring nothing; together at most twelve times ``monthly``, but for rounding."""
    share: Decimal
    """Share of the surplus that is offered (0.5 is half)."""
    default_share: bool
    """Whether nobody chose the share."""
    surplus: Explained[Yuan] | None
    """Average month; below zero when the money does not reach; None when unknown."""
    surplus_by_month: Mapping[int, Yuan]
    income_by_month: Mapping[int, Yuan]
    kept_by_month: Mapping[int, Yuan]
    """What must be kept: the necessary expenses, never below the floor."""
    low_months: tuple[int, ...]
    """Calendar months whose surplus alone does not carry ``monthly``."""
    reserve: Yuan
    """For even payment: the most that must lie ready from earlier months, in an average
    year that starts next month with nothing in hand."""
    steps: tuple[Text, ...]
    """What to do where there is no surplus; empty otherwise."""
    questions: tuple[Text, ...]
    """What must be known first; not empty when ``path`` is ``unknown``."""
    problems: tuple[Problem, ...]


def affordable(
    statement: HouseholdStatement, *, today: date, share: Decimal | None = None
) -> Affordable:
    """What ``statement`` leaves for debts.

    ``share`` of the surplus, above 0 to 1; without it the person's own, else the default.
    Raises :class:`RuleError` for another share.
    """
    raise NotImplementedError
