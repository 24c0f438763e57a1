"""Repayment schedules of every shape, exact to the fen (docs/rules/schedule.md).

One loop: each period bears interest on what is left; the shape says what is paid; the last
row takes the residue, so that the rows always sum. What is rounded, and how, is said by the
plan: the payment and the interest of a row each to a step, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    localcontext,
)
from fractions import Fraction
from itertools import islice
from typing import Final, Literal, NamedTuple

from qinghuan.dates import DayCount, year_fraction
from qinghuan.debts.periods import MONTH, Period, Unit, periods
from qinghuan.errors import CannotBe, RuleError
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

LONGEST: Final = 1200
"""Rows: a hundred years of months."""
_MONTHS: Final = 12
_EXACT: Final = Context(prec=40)
_MODES: Final[Mapping[Rounding, str]] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
}
_NOTHING: Final = Decimal(0)
_ONE: Final = Decimal(1)


class NeverPaid(RuleError):
    """The payment does not even cover the interest: the debt would never end."""


class RateOf(NamedTuple):
    """A rate as a fraction, and of what."""

    kind: RateKind
    value: Decimal

    @property
    def flat(self) -> bool:
        """Whether it is charged on the original principal, whatever was paid."""
        return self.kind in {"flat_total", "flat_period"}

    def of(self, period: Period) -> Decimal:
        """The rate of one period on what is left."""
        if self.kind == "annual":
            return _times(self.value, period.share)
        if self.kind == "monthly":
            return _times(self.value, period.share * _MONTHS)
        if self.kind == "daily":
            return self.value * period.days
        return self.value if self.kind == "period" else _NOTHING


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

    @property
    def shown(self) -> Decimal | None:
        """The step of what is shown of a carried balance."""
        return self.interest


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
    """A payment that is given instead of computed."""
    payments: tuple[Decimal, ...] = ()
    """The payments of ``custom``."""
    steps: Steps = field(default_factory=Steps)
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

    @property
    def interest_of_grace(self) -> GraceInterest:
        """What becomes of the interest of rows without principal, given or by the shape."""
        if self.grace_interest is not None:
            return self.grace_interest
        if self.shape == "deferred":
            return "spread"
        return "capitalised" if self.shape in {"stepped", "seasonal"} else "paid"


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
    balloon: Decimal
    """What is left after the regular part of the last row; paid with it."""

    def total(self, of: Literal["payment", "principal", "interest", "fee"]) -> Decimal:
        """The sum of a column."""
        return sum((getattr(row, of) for row in self.rows), ZERO)


def schedule(plan: Plan) -> Schedule:
    """The rows of ``plan``.

    Raises :class:`RuleError` for values no plan can have (:func:`problems` names them) and
    :class:`NeverPaid` when the given payment does not cover the interest.
    """
    with localcontext(_EXACT):
        if plan.shape == "lump_sum":
            return _lump(plan)
        if plan.shape == "fixed_payment" or plan.n is None:
            return _until_paid(plan)
        if plan.rate.flat or plan.shape == "flat":
            return _flat(plan)
        return _rows(plan, plan.n)


def _times(value: Decimal, share: Fraction) -> Decimal:
    return _EXACT.divide(value * share.numerator, Decimal(share.denominator))


def _stepped(amount: Decimal, step: Decimal | None, mode: Rounding) -> Decimal:
    if step is None:
        return amount
    if step == FEN:
        return amount.quantize(FEN, _MODES[mode], _EXACT)
    units = _EXACT.divide(amount, step).quantize(_ONE, _MODES[mode], _EXACT)
    return (units * step).quantize(max(FEN, step.normalize()) if step < FEN else FEN)


class _Line(NamedTuple):
    """A period with its rate and how much of the regular payment is paid in it."""

    period: Period
    rate: Decimal
    weight: Decimal


def _rows(plan: Plan, n: int) -> Schedule:
    """Every shape that pays interest on what is left."""
    if _is_plain(plan):
        return _level_rows(plan, n)
    lines, broken = _lines(plan, n)
    pays = first = _payer(plan, _at_one_rate(plan, lines, 1))
    state = _State(plan, len(lines), broken)
    state.add_broken(lines[0].period.start)
    recast = {change.row for change in plan.changes if change.recast}
    for place, line in enumerate(lines, start=1):
        if place in recast:
            pays = _payer(plan, _at_one_rate(plan, lines, place), state.exact)
        state.add(line, pays)
    return Schedule(plan, first.regular, tuple(state.rows), state.balloon)


def _is_plain(plan: Plan) -> bool:
    """Whether every row pays the same and nothing is set apart: nearly all loans."""
    fen = plan.steps.payment == FEN == plan.steps.interest and not plan.steps.carry
    level = plan.shape == "equal_payment" and plan.amortise_over is None
    return fen and level and not plan.changes and not plan.grace and plan.first_period == "simple"


def _level_rows(plan: Plan, n: int) -> Schedule:
    """The same as the general way, for a plain plan: a tenth of its time."""
    found = list(islice(periods(plan.start, plan.every, plan.day_count, plan.first_due), n))
    rates = _rates(plan, found)
    payment = _plain_payment(plan, found, rates)
    mode, left = _MODES[plan.steps.interest_mode], plan.principal
    rows, last, quantize = list[Row](), len(found), Decimal.quantize
    for number, (period, rate) in enumerate(zip(found, rates, strict=True), start=1):
        interest = quantize(left * rate, FEN, mode)
        principal = left if number == last else payment - interest
        balloon = max(ZERO, principal + interest - payment)
        left -= principal
        if left <= 0 and number < last:
            raise CannotBe("payments_too_large")
        paid = principal + interest
        rows.append(Row(number, period.due, paid, principal, interest, ZERO, left))
    return Schedule(plan, payment, tuple(rows), balloon)


def _plain_payment(plan: Plan, found: Sequence[Period], rates: Sequence[Decimal]) -> Decimal:
    if plan.payment is not None:
        return plan.payment
    if len(set(rates)) > 1:
        lines = [_Line(period, rate, _ONE) for period, rate in zip(found, rates, strict=True)]
        return plan.steps.of_payment(_annuity(plan, lines, plan.principal))
    return plan.steps.of_payment(_level(plan.principal, rates[0], len(rates)))


def _at_one_rate(plan: Plan, lines: Sequence[_Line], row: int) -> Sequence[_Line]:
    """The lines from ``row`` on, as if its rate held to the end: later changes are not foreseen."""
    if not plan.changes:
        return lines
    rate = _rate_of(plan, row)
    return [line._replace(rate=rate.of(line.period)) for line in lines[row - 1 :]]


def _lines(plan: Plan, n: int) -> tuple[list[_Line], Decimal]:
    """The rows' periods and rates, and the interest of broken days to be spread."""
    found = list(islice(periods(plan.start, plan.every, plan.day_count, plan.first_due), n))
    broken = _NOTHING
    expected = plan.every.after(found[0].due, -1)
    if plan.first_period != "simple" and expected > plan.start:
        found[0] = _regular(plan, expected, found[0].due)
        if plan.first_period == "spread":
            broken = plan.principal * plan.rate.of(_days_until(plan, expected))
    rates = _rates(plan, found)
    weights = _weights(plan, found)
    lines = [_Line(*one) for one in zip(found, rates, weights, strict=True)]
    last = max((place for place, weight in enumerate(weights) if weight), default=-1)
    return lines[: last + 1] if plan.shape in {"stepped", "seasonal"} else lines, broken


def _rates(plan: Plan, found: Sequence[Period]) -> list[Decimal]:
    """The rate of each period; of equal periods it is computed once."""
    if plan.shape == "interest_free":
        return [_NOTHING] * len(found)
    if plan.changes or plan.rate.kind == "daily":
        return [_rate_of(plan, place).of(period) for place, period in enumerate(found, start=1)]
    known: dict[Fraction, Decimal] = {}
    rates, last, rate = [], None, _NOTHING
    for period in found:
        if period.share is not last:
            last = period.share
            rate = known.get(last) or known.setdefault(last, plan.rate.of(period))
        rates.append(rate)
    return rates


def _days_until(plan: Plan, day: date) -> Period:
    return Period(plan.start, day, year_fraction(plan.start, day, plan.day_count))


def _regular(plan: Plan, start: date, due: date) -> Period:
    return next(periods(start, plan.every, plan.day_count, due))


def _rate_of(plan: Plan, row: int) -> RateOf:
    rate = plan.rate
    for change in plan.changes:
        if change.row <= row:
            rate = change.rate
    return rate


def _weights(plan: Plan, found: Sequence[Period]) -> list[Decimal]:
    if plan.shape == "stepped":
        return list(plan.weights)
    if plan.shape == "seasonal":
        return [plan.weights[period.due.month - 1] for period in found]
    graced = plan.grace if plan.shape != "interest_first" else len(found) - 1
    return [_NOTHING if place < graced else _ONE for place in range(len(found))]


class _Payer(NamedTuple):
    """What is paid in a row: of principal and interest together, or of principal alone."""

    regular: Decimal | None
    exact: Decimal
    by_principal: bool
    given: tuple[Decimal, ...] = ()


def _payer(plan: Plan, lines: Sequence[_Line], principal: Decimal | None = None) -> _Payer:
    left = plan.principal if principal is None else principal
    if plan.shape == "custom":
        return _Payer(None, _NOTHING, by_principal=False, given=plan.payments)
    if plan.shape in {"equal_principal", "interest_first"}:
        rows = sum(1 for line in lines if line.weight)
        exact = _EXACT.divide(left - plan.balloon, Decimal(rows))
        return _Payer(None, exact, by_principal=True)
    if plan.payment is not None:
        return _Payer(plan.payment, plan.payment, by_principal=False)
    exact = _annuity(plan, lines, left)
    shown = plan.steps.of_payment(exact)
    return _Payer(shown, exact if plan.steps.carry else shown, by_principal=False)


def _annuity(plan: Plan, lines: Sequence[_Line], left: Decimal) -> Decimal:
    """What must be paid a row of weight one so that nothing but the balloon is left."""
    if plan.amortise_over is not None:
        rate = plan.rate.of(
            Period(plan.start, plan.every.after(plan.start, 1), plan.every.equal_share)
        )
        return _level(left, rate, plan.amortise_over)
    rates = [_NOTHING if _apart(plan, line) else line.rate for line in lines]
    if not plan.balloon and len(set(rates)) == 1 and all(line.weight == 1 for line in lines):
        return _level(left, rates[0], len(rates))
    growth, worth = _ONE, _NOTHING
    for line, rate in zip(reversed(lines), reversed(rates), strict=True):
        worth = _EXACT.fma(line.weight, growth, worth)
        growth = _EXACT.multiply(growth, _ONE + rate)
    if not worth:
        raise CannotBe("nothing_paid")
    return _EXACT.divide(_EXACT.multiply(left, growth) - plan.balloon, worth)


def _level(left: Decimal, rate: Decimal, rows: int) -> Decimal:
    if not rate:
        return _EXACT.divide(left, Decimal(rows))
    growth = _EXACT.power(_ONE + rate, rows)
    return _EXACT.divide(
        _EXACT.multiply(_EXACT.multiply(left, rate), growth), _EXACT.subtract(growth, _ONE)
    )


def _apart(plan: Plan, line: _Line) -> bool:
    """Whether the interest of a row without principal is settled apart from the balance."""
    return not line.weight and plan.interest_of_grace != "capitalised"


class _State:
    """The schedule between two rows."""

    def __init__(self, plan: Plan, n: int, broken: Decimal) -> None:
        self.plan, self.n = plan, n
        self.exact = plan.principal
        self.rows: list[Row] = []
        self.spread = broken
        """Interest to be spread over the rows that pay principal."""
        self.shared: Decimal | None = None
        self.balloon = ZERO
        self.before = 0
        """Rows before the first regular one."""

    def add(self, line: _Line, pays: _Payer) -> None:
        """Add the row of ``line``."""
        steps = self.plan.steps
        place = len(self.rows) + 1
        exact_interest = _EXACT.multiply(self.exact, line.rate)
        interest = steps.of_interest(exact_interest)
        if place == self.n:
            self._last(line, interest, pays)
        elif not line.weight and not pays.given:
            self._without_principal(line, exact_interest, interest)
        else:
            self._paying(line, exact_interest, interest, pays)

    def add_broken(self, regular_from: date) -> None:
        """Add the row of the broken days before the first regular period, where it has its own."""
        plan = self.plan
        if plan.first_period != "own_row" or regular_from <= plan.start:
            return
        rate = plan.rate.of(_days_until(plan, regular_from))
        interest = plan.steps.of_interest(_EXACT.multiply(plan.principal, rate))
        self.rows.append(Row(1, regular_from, interest, ZERO, interest, ZERO, plan.principal))
        self.n, self.before = self.n + 1, 1

    def _paying(
        self, line: _Line, exact_interest: Decimal, interest: Decimal, pays: _Payer
    ) -> None:
        steps, place = self.plan.steps, len(self.rows) + 1
        extra = self._extra()
        if pays.given:
            exact = pays.given[place - 1 - self.before]
            principal = exact - interest
        else:
            exact = pays.exact * line.weight
            principal = steps.of_payment(exact) - (ZERO if pays.by_principal else interest)
        if steps.carry:
            self.exact -= exact if pays.by_principal else exact - exact_interest
        else:
            self.exact -= principal
        if self.exact <= 0:
            raise CannotBe("payments_too_large")
        self._row(line, principal, interest + extra)

    def _extra(self) -> Decimal:
        """The share of the interest that is spread over the rows that pay."""
        if not self.spread:
            return _NOTHING
        if self.shared is None:
            rows = self.n - len(self.rows)
            self.shared = self.plan.steps.of_interest(_EXACT.divide(self.spread, Decimal(rows)))
        share = min(self.shared, self.spread)
        self.spread -= share
        return share

    def _without_principal(self, line: _Line, exact: Decimal, interest: Decimal) -> None:
        kind = self.plan.interest_of_grace
        if kind == "capitalised":
            self.exact += exact if self.plan.steps.carry else interest
            self._row(line, -interest, interest)
            return
        if kind == "spread":
            self.spread += interest
        self._row(line, _NOTHING, interest if kind == "paid" else _NOTHING)

    def _last(self, line: _Line, interest: Decimal, pays: _Payer) -> None:
        """The last row takes everything that is left."""
        steps = self.plan.steps
        left = self.exact
        if steps.carry:
            left = _stepped(left, steps.shown, steps.interest_mode)
        if pays.regular is not None and not pays.by_principal:
            regular = left + interest - steps.of_payment(pays.regular * line.weight)
            self.balloon = max(ZERO, regular)
        rest = steps.of_interest(self.spread) if self.spread else _NOTHING
        self.spread, self.exact = _NOTHING, _NOTHING
        before = sum((row.principal for row in self.rows), ZERO)
        self._row(line, self.plan.principal - before, interest + rest)

    def _row(self, line: _Line, principal: Decimal, interest: Decimal) -> None:
        steps = self.plan.steps
        left = self.exact
        shown = _stepped(left, steps.shown, steps.interest_mode) if steps.carry else left
        number = len(self.rows) + 1
        paid = principal + interest
        self.rows.append(Row(number, line.period.due, paid, principal, interest, ZERO, shown))


def _until_paid(plan: Plan) -> Schedule:
    """A given payment until nothing is left."""
    if plan.payment is None:
        raise CannotBe("payment_missing")
    left, rows = plan.principal, list[Row]()
    found: Iterable[Period] = periods(plan.start, plan.every, plan.day_count, plan.first_due)
    for number, period in enumerate(islice(found, LONGEST), start=1):
        interest = plan.steps.of_interest(_EXACT.multiply(left, plan.rate.of(period)))
        if left + interest <= plan.payment:
            rows.append(Row(number, period.due, left + interest, left, interest, ZERO, ZERO))
            return Schedule(plan, plan.payment, tuple(rows), ZERO)
        principal = plan.payment - interest
        if principal <= 0:
            raise NeverPaid("the payment does not cover the interest")
        left -= principal
        rows.append(Row(number, period.due, plan.payment, principal, interest, ZERO, left))
    raise NeverPaid("the debt is not paid within the longest schedule")


def _lump(plan: Plan) -> Schedule:
    """Everything in one payment, with simple interest until then."""
    due = plan.first_due or plan.every.after(plan.start, plan.n or 1)
    if due <= plan.start:
        raise CannotBe("first_due")
    count = plan.n or 1
    whole = _whole_share(plan, due, count)
    rate = plan.rate.value if plan.rate.kind == "flat_total" else plan.rate.of(whole)
    if plan.rate.kind in {"period", "flat_period"}:
        rate = plan.rate.value * count
    charge = plan.steps.of_interest(_EXACT.multiply(plan.principal, rate))
    fee, interest = (charge, ZERO) if plan.rate.flat else (ZERO, charge)
    paid = plan.principal + charge
    row = Row(1, due, paid, plan.principal, interest, fee, ZERO)
    return Schedule(plan, paid, (row,), ZERO)


def _whole_share(plan: Plan, due: date, count: int) -> Period:
    if plan.first_due is None and plan.day_count == "30/360":
        return Period(plan.start, due, plan.every.equal_share * count)
    return Period(plan.start, due, year_fraction(plan.start, due, plan.day_count))


def _flat(plan: Plan) -> Schedule:
    """Equal principal, and a charge on the original principal in every row (a flat fee)."""
    n = plan.n or 1
    found = list(islice(periods(plan.start, plan.every, plan.day_count, plan.first_due), n))
    charges = _flat_charges(plan, found)
    parts = _parts(plan.principal, n, plan.steps.of_payment)
    rows, left = list[Row](), plan.principal
    for number, (period, principal, charge) in enumerate(
        zip(found, parts, charges, strict=True), start=1
    ):
        left -= principal
        fee, interest = (charge, ZERO) if plan.rate.flat else (ZERO, charge)
        rows.append(Row(number, period.due, principal + charge, principal, interest, fee, left))
    return Schedule(plan, rows[0].payment, tuple(rows), ZERO)


def _flat_charges(plan: Plan, found: Sequence[Period]) -> list[Decimal]:
    of = plan.steps.of_interest
    if plan.rate.kind == "flat_total":
        return _parts(of(plan.principal * plan.rate.value), len(found), of)
    rates = [_rate_of(plan, place) for place in range(1, len(found) + 1)]
    return [
        of(plan.principal * (rate.value if rate.flat else rate.of(period)))
        for rate, period in zip(rates, found, strict=True)
    ]


def _parts(whole: Decimal, count: int, of: Callable[[Decimal], Decimal]) -> list[Decimal]:
    """``whole`` in ``count`` parts, equal but for the last."""
    each = of(_EXACT.divide(whole, Decimal(count)))
    if each * (count - 1) > whole:
        each = _EXACT.divide(whole, Decimal(count)).quantize(FEN, ROUND_DOWN)
    return [each] * (count - 1) + [whole - each * (count - 1)]
