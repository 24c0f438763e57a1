"""Equal payments to the fen, the shape of nearly all loans, at a tenth of the general time.

The rows are those of the general way in ``schedule.py``; the tests compare both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import islice, repeat
from typing import Final

from qinghuan.debts.periods import Period, regular_due_days
from qinghuan.debts.plan import EXACT, NeverPaid, Over, Plan, Row, Schedule
from qinghuan.errors import CannotBe
from qinghuan.money import FEN, ZERO

_ONE: Final = Decimal(1)
_UPWARD: Final = Context(prec=40, rounding=ROUND_CEILING)


def is_level(plan: Plan) -> bool:
    """Whether every row pays the same, half a fen goes up, and nothing is set apart."""
    steps = plan.steps
    return (
        plan.shape == "equal_payment"
        and plan.amortise_over is None
        and steps.payment == FEN == steps.interest
        and steps.interest_mode == "half_up"
        and not (steps.carry or plan.changes or plan.grace or plan.balloon)
        and plan.first_period == "simple"
    )


def level_payment(left: Decimal, rate: Decimal, rows: int) -> Decimal:
    """What ``rows`` equal payments at ``rate`` a period pay ``left`` with, unrounded."""
    if not rate:
        return EXACT.divide(left, Decimal(rows))
    growth = EXACT.power(EXACT.add(_ONE, rate), rows)
    grown = EXACT.multiply(EXACT.multiply(left, rate), growth)
    return EXACT.divide(grown, EXACT.subtract(growth, _ONE))


def level_schedule(plan: Plan, rows: int) -> Schedule:
    """The rows of a plan that :func:`is_level`."""
    due_days, over = _times(plan, rows)
    payment = plan.payment
    if payment is None:
        payment = max(plan.steps.of_payment(_payment(plan.principal, over, rows)), plan.minimum)
    found = list(_rows(plan, payment, rows, zip(due_days, _upward(over), strict=False)))
    last = found[-1]
    if plan.payment is not None:
        _refuse(plan, found, over)
    balloon = max(ZERO, last.payment - payment) if len(found) == rows else ZERO
    return Schedule(plan, payment, tuple(found), balloon)


def _times(plan: Plan, rows: int) -> tuple[Sequence[date], Over | Sequence[Over]]:
    """The due days and the rate of each period: one where all are equal."""
    regular = plan.first_due is None and plan.pay_day is None
    if regular and plan.day_count == "30/360" and plan.rate.kind != "daily":
        due_days = regular_due_days(plan.start, plan.every, rows)
        return due_days, plan.rate.over(Period(plan.start, due_days[0], plan.every.equal_share))
    found = list(islice(plan.periods(), rows))
    known: dict[Fraction, Over] = {}
    over = [
        known.get(period.share) or known.setdefault(period.share, plan.rate.over(period))
        if plan.rate.kind != "daily"
        else plan.rate.over(period)
        for period in found
    ]
    return [period.due for period in found], over


def _payment(left: Decimal, over: Over | Sequence[Over], rows: int) -> Decimal:
    if isinstance(over, Over):
        return level_payment(left, over.rate, rows)
    rates = [one.rate for one in over]
    if len(set(rates)) == 1:
        return level_payment(left, rates[0], rows)
    growth, worth = _ONE, Decimal(0)
    for rate in reversed(rates):
        worth = EXACT.add(worth, growth)
        growth = EXACT.multiply(growth, EXACT.add(_ONE, rate))
    return EXACT.divide(EXACT.multiply(left, growth), worth)


def _upward(over: Over | Sequence[Over]) -> Iterator[Decimal]:
    """The rates, rounded up in the 40th digit.

    So half a fen is never missed: what lies exactly there comes out there or a hair above,
    and nothing below comes near it.
    """
    if isinstance(over, Over):
        return repeat(_UPWARD.divide(over.above, over.below))
    return (_UPWARD.divide(above, below) for above, below in over)


def _rows(
    plan: Plan, payment: Decimal, last: int, times: Iterable[tuple[date, Decimal]]
) -> Iterator[Row]:
    left = plan.principal
    multiply, quantize, new = EXACT.multiply, Decimal.quantize, tuple.__new__
    for number, (due, rate) in enumerate(times, start=1):
        interest = quantize(multiply(left, rate), FEN, ROUND_HALF_UP, EXACT)
        principal = payment - interest
        if principal >= left or number == last:
            yield Row(number, due, left + interest, left, interest, ZERO, ZERO)
            return
        left -= principal
        # Twice as fast as Row(…), and the rows are most of the work.
        yield new(Row, (number, due, payment, principal, interest, ZERO, left))


def _refuse(plan: Plan, rows: Sequence[Row], over: Over | Sequence[Over]) -> None:
    """Refuse a given payment that is larger than the debt, or that lets it grow."""
    payment = plan.payment or ZERO
    if payment > rows[0].payment and len(rows) == 1:
        raise CannotBe("payments_too_large", "payment")
    if any(row.principal < 0 for row in rows[0 if isinstance(over, Over) else 1 : -1]):
        raise NeverPaid("the payment does not cover the interest")
