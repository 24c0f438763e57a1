"""What a household can pay on all its debts together, by the month, and the way to it.

Never below what it must keep; without a surplus the result is what to do instead.
"""

from __future__ import annotations

from datetime import date as day
from typing import Any

from qinghuan.calc.fields import day_text, figure
from qinghuan.calc.household_given import HouseholdGiven, can_pay
from qinghuan.journal.fact import Value


class Request(Value):
    """A household, and the day."""

    household: HouseholdGiven
    on: day


def run(request: Request) -> dict[str, Any]:
    """``path``, ``monthly``, by calendar month what comes, is kept and can be paid; ``steps``."""
    _, found = can_pay(request.household, request.on)
    return {
        "path": found.path,
        "monthly": figure(found.monthly),
        "by_month": {str(month): str(amount) for month, amount in found.by_month.items()},
        "surplus": figure(found.surplus),
        "income_by_month": {str(month): str(one) for month, one in found.income_by_month.items()},
        "kept_by_month": {str(month): str(one) for month, one in found.kept_by_month.items()},
        "low_months": list(found.low_months),
        "reserve": str(found.reserve),
        "begins": day_text(found.begins),
        "steps": list(found.steps),
        "warnings": [one.what for one in found.problems],
    }
