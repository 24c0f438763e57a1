"""How long several debts take, and what they cost, paid off in an order.

Each month every debt bears a twelfth of its yearly rate; then come the minimums, then what
is left of the budget, to one debt after another. Nothing is rounded inside unless asked.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc.fields import Amount, Number, fault, figure
from qinghuan.calc.fields import plain as text
from qinghuan.journal.fact import Value
from qinghuan.money import ZERO, rounded
from qinghuan.plans.creditors import (
    LONGEST,
    NeverPaidOff,
    Owed,
    PaidOff,
    PayOrder,
    pay_off,
    why_interest,
)


class DebtGiven(Value):
    """One debt."""

    balance: Annotated[Amount, Field(ge=0, description="yuan")]
    apr: Annotated[Number, Field(ge=0, le=1000, description="yearly rate, a fraction")]
    minimum: Annotated[Amount, Field(ge=0, description="yuan a month")] = ZERO
    minimum_rate: Annotated[
        Number, Field(ge=0, le=1, description="minimum as a share of the balance")
    ] = Decimal(0)
    name: str = Field("", max_length=80)


class Request(Value):
    """The debts, the money, and the order."""

    debts: Annotated[tuple[DebtGiven, ...], Field(max_length=200)]
    extra: Annotated[Amount, Field(ge=0)] | None = Field(
        None, description="yuan a month beyond the minimums"
    )
    budget: Annotated[Amount, Field(ge=0)] | None = Field(
        None, description="yuan a month in all, instead of extra"
    )
    order: PayOrder = Field(
        "avalanche", description="highest rate, smallest balance, minimums only, or as given"
    )
    months: Annotated[int, Field(ge=1, le=LONGEST)] | None = Field(
        None, description="look no further"
    )
    rounding: Amount | None = Field(None, description="round each month to this (0.01)")


def run(request: Request) -> dict[str, Any]:
    """``months``, ``total_interest``, ``total_paid``, ``ended`` by debt, and ``rows``."""
    found = _paid_off(request)
    return {
        "months": found.months,
        "total_interest": str(rounded(found.total_interest)),
        "total_paid": str(rounded(found.total_paid)),
        "remaining": str(rounded(_remaining(found))),
        "ended": list(found.ended),
        "rows": [
            {
                "month": month,
                "debts": [
                    {
                        "opening": text(one.opening),
                        "interest": text(one.interest),
                        "paid": text(one.paid),
                        "balance": text(one.balance),
                    }
                    for one in row
                ],
            }
            for month, row in enumerate(found.rows, start=1)
        ],
    }


def _paid_off(request: Request) -> PaidOff:
    if not request.debts:
        raise fault("empty", "/debts")
    if request.extra is not None and request.budget is not None:
        raise fault("exactly_one", "/budget")
    debts = [Owed(one.balance, one.apr, one.minimum, one.minimum_rate) for one in request.debts]
    try:
        return pay_off(
            debts,
            request.order,
            extra=request.extra or ZERO,
            budget=request.budget,
            months=request.months,
            step=request.rounding or None,
        )
    except NeverPaidOff:
        raise fault("never_paid", "/debts") from None
    except ValueError:
        raise fault("below_minimums", "/budget") from None


def explain(request: Request) -> dict[str, Any]:
    """What the interest of each debt adds up to."""
    found = _paid_off(request)
    return {"/total_interest": figure(why_interest(found))}


def _remaining(found: PaidOff) -> Decimal:
    return sum((one.balance for one in found.rows[-1]), Decimal(0)) if found.rows else ZERO
