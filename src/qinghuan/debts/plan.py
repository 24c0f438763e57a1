"""What a schedule is made from, and what it is: rates, rounding, the plan, its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from qinghuan.dates import DayCount, year_fraction
from qinghuan.debts.periods import MONTH, PayDay, Period, Unit, periods
from qinghuan.errors import RuleError
from qinghuan.money import FEN, ZERO, Rounding

Shape = Literal[
    "equal_payment",
    "equal_principal",
    "flat",
    "interest_free",
    "interest_first",
    "balloon",
    "deferred",
    "stepped",
    "seasonal",
    "custom",
    "fixed_payment",
    "lump_sum",
]
RateKind = Literal["annual", "monthly", "daily", "period", "flat_total", "flat_period"]
GraceInterest = Literal["paid", "capitalised", "spread", "waived"]
FirstPeriod = Literal["simple", "regular", "spread", "own_row"]
Column = Literal["payment", "principal", "interest", "fee"]

LONGEST: Final = 9_999
"""Rows: weeks of 190 years, days of 27."""
_MONTHS: Final = 12
EXACT: Final = Context(prec=40)
MODES: Final[Mapping[Rounding, str]] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
}
_ONE: Final = Decimal(1)


class NeverPaid(RuleError):
    """The payment does not even cover the interest: the debt would never end."""


class Over(NamedTuple):
    """The rate of a period as a fraction of two numbers, so that a third stays a third."""

    above: Decimal
    below: Decimal

    def of(self, left: Decimal) -> Decimal:
        """The interest on ``left``: exact where it can be written in 40 digits."""
        return EXACT.divide(EXACT.multiply(left, self.above), self.below)

    @property
    def rate(self) -> Decimal:
        """The rate to 40 digits."""
        return EXACT.divide(self.above, self.below)


class RateOf(NamedTuple):
    """A rate as a fraction, and of what."""

    kind: RateKind
    value: Decimal

    @property
    def flat(self) -> bool:
        """Whether it is charged on the original principal, whatever was paid."""
        return self.kind in {"flat_total", "flat_period"}

    def over(self, period: Period) -> Over:
        """The rate of one period on what is left."""
        if self.kind in {"annual", "monthly"}:
            return self.over_share(period.share)
        if self.kind == "daily":
            return Over(EXACT.multiply(self.value, period.days), _ONE)
        return Over(self.value if self.kind == "period" else Decimal(0), _ONE)

    def over_share(self, share: Fraction) -> Over:
        """A yearly or monthly rate over ``share`` of a year."""
        times = share.numerator * (_MONTHS if self.kind == "monthly" else 1)
        return Over(EXACT.multiply(self.value, times), Decimal(share.denominator))


FREE: Final = RateOf("period", Decimal(0))
"""No interest."""


class RateChange(NamedTuple):
    """From ``row`` on another rate; with ``recast`` the payment is computed anew."""

    row: int
    rate: RateOf
    recast: bool = True


@dataclass(frozen=True, slots=True)
class Steps:
    """What is rounded to what; None: not at all."""

    payment: Decimal | None = FEN
    interest: Decimal | None = FEN
    payment_mode: Rounding = "half_up"
    interest_mode: Rounding = "half_up"
    carry: bool = False
    """Whether the exact balance is carried and only what is shown is rounded."""

    def of_payment(self, amount: Decimal) -> Decimal:
        """``amount`` as a payment."""
        return _stepped(amount, self.payment, self.payment_mode)

    def of_interest(self, amount: Decimal) -> Decimal:
        """``amount`` as interest of a row."""
        return _stepped(amount, self.interest, self.interest_mode)

    def shown(self, amount: Decimal) -> Decimal:
        """A balance as it is shown, and a total."""
        return self.of_interest(amount) if self.carry else amount

    def of_rest(self, amount: Decimal) -> Decimal:
        """What a last payment clears: to the step of interest, by the mode of payments."""
        return _stepped(amount, self.interest, self.payment_mode)


TO_THE_FEN: Final = Steps()


def _stepped(amount: Decimal, step: Decimal | None, mode: Rounding) -> Decimal:
    if step is None:
        return amount
    if step <= FEN:  # money has no smaller part, and is rounded once
        return amount.quantize(FEN, MODES[mode], EXACT)
    units = EXACT.divide(amount, step).quantize(_ONE, MODES[mode], EXACT)
    return (units * step).quantize(FEN)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a schedule is made from. Yuan, fractions, days."""

    principal: Decimal
    rate: RateOf
    n: int | None
    """Rows; None with ``fixed_payment``."""
    start: date
    first_due: date | None = None
    every: Unit = MONTH
    shape: Shape = "equal_payment"
    day_count: DayCount = "30/360"
    payment: Decimal | None = None
    """A payment that is given instead of computed; a larger one ends the debt earlier."""
    payments: tuple[Decimal, ...] = ()
    """The payments of ``custom``."""
    steps: Steps = TO_THE_FEN
    grace: int = 0
    """Rows at the beginning without principal."""
    grace_interest: GraceInterest | None = None
    """What becomes of their interest; paid, and with ``deferred`` spread over the rest."""
    balloon: Decimal = ZERO
    """Principal left to be paid with the last row."""
    weights: tuple[Decimal, ...] = ()
    """One a row (``stepped``), or one a calendar month from January (``seasonal``)."""
    first_period: FirstPeriod = "simple"
    amortise_over: int | None = None
    """Equal periods for which the payment is computed, where they are more than ``n``."""
    changes: tuple[RateChange, ...] = ()
    minimum: Decimal = ZERO
    """No row that pays principal pays less, but for the last; so there may be fewer rows."""
    pay_day: PayDay | None = None
    """Where due days follow the day on which wages come."""

    @property
    def interest_of_grace(self) -> GraceInterest:
        """What becomes of the interest of rows without principal, given or by the shape."""
        if self.grace_interest is not None:
            return self.grace_interest
        if self.shape == "deferred":
            return "spread"
        return "capitalised" if self.shape in {"stepped", "seasonal"} else "paid"

    def rate_at(self, row: int) -> RateOf:
        """The rate that holds in ``row``."""
        if self.shape == "interest_free" and not self.rate.flat:
            return FREE
        rate = self.rate
        for change in self.changes:
            if change.row <= row:
                rate = change.rate
        return rate

    def periods(self) -> Iterator[Period]:
        """Its periods, without end."""
        return periods(self.start, self.every, self.day_count, self.first_due, self.pay_day)

    def until(self, day: date) -> Period:
        """The days from its start until ``day``, as a period."""
        return Period(self.start, day, year_fraction(self.start, day, self.day_count))


class Row(NamedTuple):
    """One row. ``payment`` = ``principal`` + ``interest`` + ``fee``; ``balance`` after it."""

    n: int
    due: date
    payment: Decimal
    principal: Decimal
    interest: Decimal
    fee: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Schedule:
    """All rows, and the payment they are built on."""

    plan: Plan
    payment: Decimal | None
    """The regular payment; None where every row differs."""
    rows: tuple[Row, ...]
    balloon: Decimal = ZERO
    """What is left after the regular part of the last row; paid with it."""
    exact: Mapping[Column, Decimal] | None = None
    """The exact totals of a carried balance, whose rows are each rounded for themselves."""

    def total(self, of: Column) -> Decimal:
        """The sum of a column."""
        if self.exact is not None:
            return self.exact[of]
        return sum((getattr(row, of) for row in self.rows), ZERO)
