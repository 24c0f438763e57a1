"""Charges on the original principal (a flat fee), and everything in one payment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from itertools import islice

from qinghuan.debts.periods import Period
from qinghuan.debts.plan import EXACT, Plan, Row, Schedule
from qinghuan.errors import CannotBe
from qinghuan.money import FEN, ZERO


def lump_schedule(plan: Plan) -> Schedule:
    """Everything in one payment, with simple interest until then."""
    count = plan.n or 1
    due = plan.first_due or plan.every.after(plan.start, count)
    if due <= plan.start:
        raise CannotBe("first_due", "first_due")
    rate = plan.rate
    if rate.kind in {"period", "flat_period"}:
        exact = plan.principal * rate.value * count
    elif rate.kind == "flat_total":
        exact = plan.principal * rate.value
    else:
        exact = rate.over(_whole(plan, due, count)).of(plan.principal)
    charge = plan.steps.of_interest(exact)
    fee, interest = (charge, ZERO) if rate.flat else (ZERO, charge)
    paid = plan.principal + charge
    return Schedule(plan, paid, (Row(1, due, paid, plan.principal, interest, fee, ZERO),))


def _whole(plan: Plan, due: date, count: int) -> Period:
    if plan.first_due is None and plan.day_count == "30/360":
        return Period(plan.start, due, plan.every.equal_share * count)
    return plan.until(due)


def flat_schedule(plan: Plan, n: int) -> Schedule:
    """Equal principal, and a charge on the original principal in every row (a flat fee)."""
    found = list(islice(plan.periods(), n))
    charges = _flat_charges(plan, found)
    parts = _parts(plan.principal, n, plan.steps.of_payment)
    rows, left = list[Row](), plan.principal
    for number, (period, principal, charge) in enumerate(
        zip(found, parts, charges, strict=True), start=1
    ):
        left -= principal
        fee, interest = (charge, ZERO) if plan.rate.flat else (ZERO, charge)
        rows.append(Row(number, period.due, principal + charge, principal, interest, fee, left))
    return Schedule(plan, rows[0].payment, tuple(rows))


def _flat_charges(plan: Plan, found: Sequence[Period]) -> list[Decimal]:
    of = plan.steps.of_interest
    if plan.rate.kind == "flat_total":
        return _parts(of(plan.principal * plan.rate.value), len(found), of)
    rates = [plan.rate_at(place) for place in range(1, len(found) + 1)]
    return [
        of(plan.principal * rate.value if rate.flat else rate.over(period).of(plan.principal))
        for rate, period in zip(rates, found, strict=True)
    ]


def _parts(whole: Decimal, count: int, of: Callable[[Decimal], Decimal]) -> list[Decimal]:
    """``whole`` in ``count`` parts, equal but for the last."""
    each = of(EXACT.divide(whole, Decimal(count)))
    if each * (count - 1) > whole:
        each = EXACT.divide(whole, Decimal(count)).quantize(FEN, ROUND_DOWN)
    return [each] * (count - 1) + [whole - each * (count - 1)]
