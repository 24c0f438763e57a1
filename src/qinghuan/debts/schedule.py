"""Repayment schedules of every shape, exact to the fen (docs/rules/schedule.md).

One loop: each period bears interest on what is left; the shape says what is paid; the last
row takes the residue, so that the rows always sum. What is rounded, and how, is said by the
plan: the payment and the interest of a row each to a step, or not at all. Where the exact
balance is carried, every figure shown is rounded for itself, and the totals are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, localcontext
from itertools import islice
from typing import Final, NamedTuple

from qinghuan.debts.flat import flat_schedule, lump_schedule
from qinghuan.debts.level import is_level, level_payment, level_schedule
from qinghuan.debts.periods import Period, periods
from qinghuan.debts.plan import (
    EXACT,
    LONGEST,
    Column,
    FirstPeriod,
    GraceInterest,
    NeverPaid,
    Over,
    Plan,
    RateChange,
    RateKind,
    RateOf,
    Row,
    Schedule,
    Shape,
    Steps,
)
from qinghuan.errors import CannotBe
from qinghuan.money import LARGEST, ZERO

__all__ = [
    "LONGEST",
    "FirstPeriod",
    "GraceInterest",
    "NeverPaid",
    "Plan",
    "RateChange",
    "RateKind",
    "RateOf",
    "Row",
    "Schedule",
    "Shape",
    "Steps",
    "schedule",
]

_NOTHING: Final = Decimal(0)
_ONE: Final = Decimal(1)


def schedule(plan: Plan) -> Schedule:
    """The rows of ``plan``; fewer than asked for where its payments end the debt earlier.

    Raises :class:`CannotBe` for values no plan can have and :class:`NeverPaid` when the given
    payment does not cover the interest.
    """
    if plan.n and is_level(plan) and not plan.rate.flat:
        return level_schedule(plan, plan.n)
    with localcontext(EXACT):
        if plan.shape == "lump_sum":
            return lump_schedule(plan)
        if plan.shape == "fixed_payment" or plan.n is None:
            return _until_paid(plan)
        if plan.rate.flat or plan.shape == "flat":
            return flat_schedule(plan, plan.n)
        return rows_of(plan, plan.n)


class _Line(NamedTuple):
    """A period with its rate and how much of the regular payment is paid in it."""

    period: Period
    over: Over
    weight: Decimal = _ONE


def rows_of(plan: Plan, n: int) -> Schedule:
    """The general way: every shape that pays interest on what is left."""
    lines, broken = _lines(plan, n)
    pays = first = _payer(plan, _at_one_rate(plan, lines, 1))
    state = _State(plan, len(lines), broken)
    state.add_broken(lines[0].period.start)
    recast = {change.row for change in plan.changes if change.recast}
    for place, line in enumerate(lines, start=1):
        if place in recast:
            pays = _payer(plan, _at_one_rate(plan, lines, place), state.exact)
        state.add(line, pays)
        if state.ended:
            break
    return state.made(first.regular)


def _at_one_rate(plan: Plan, lines: Sequence[_Line], row: int) -> Sequence[_Line]:
    """The lines from ``row`` on, as if its rate held to the end: later changes are not foreseen."""
    if not plan.changes:
        return lines
    rate = plan.rate_at(row)
    return [line._replace(over=rate.over(line.period)) for line in lines[row - 1 :]]


def _lines(plan: Plan, n: int) -> tuple[list[_Line], Decimal]:
    """The rows' periods and rates, and the interest of broken days to be spread."""
    found = list(islice(plan.periods(), n))
    broken = _NOTHING
    expected = plan.every.after(found[0].due, -1)
    if plan.first_period != "simple" and expected > plan.start:
        found[0] = _regular(plan, expected, found[0].due)
        if plan.first_period == "spread":
            broken = plan.rate_at(1).over(plan.until(expected)).of(plan.principal)
    weights = _weights(plan, found)
    lines = [
        _Line(period, plan.rate_at(place).over(period), weight)
        for place, (period, weight) in enumerate(zip(found, weights, strict=True), start=1)
    ]
    last = max((place for place, weight in enumerate(weights) if weight), default=-1)
    if last < 0:
        raise CannotBe("nothing_paid", "weights")
    return lines[: last + 1] if plan.shape in {"stepped", "seasonal"} else lines, broken


def _regular(plan: Plan, start: date, due: date) -> Period:
    return next(periods(start, plan.every, plan.day_count, due))


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
    by_principal: bool = False
    given: tuple[Decimal, ...] = ()


def _payer(plan: Plan, lines: Sequence[_Line], principal: Decimal | None = None) -> _Payer:
    left = plan.principal if principal is None else principal
    if plan.shape == "custom":
        return _Payer(None, _NOTHING, given=plan.payments)
    if plan.shape in {"equal_principal", "interest_first"}:
        rows = sum(1 for line in lines if line.weight)
        exact = EXACT.divide(left - plan.balloon, Decimal(rows))
        return _Payer(None, exact, by_principal=True)
    if plan.payment is not None:
        return _Payer(plan.payment, plan.payment)
    exact = _annuity(plan, lines, left)
    if exact > LARGEST:
        raise CannotBe("grows_too_large", _grows_by(plan))
    shown = max(plan.steps.of_payment(exact), plan.minimum)
    return _Payer(shown, max(exact, plan.minimum) if plan.steps.carry else shown)


def _annuity(plan: Plan, lines: Sequence[_Line], left: Decimal) -> Decimal:
    """What must be paid a row of weight one so that nothing but the balloon is left."""
    if plan.amortise_over is not None:
        whole = Period(plan.start, plan.every.after(plan.start, 1), plan.every.equal_share)
        return level_payment(left, plan.rate_at(1).over(whole).rate, plan.amortise_over)
    rates = [_NOTHING if _apart(plan, line) else line.over.rate for line in lines]
    if not plan.balloon and len(set(rates)) == 1 and all(line.weight == 1 for line in lines):
        return level_payment(left, rates[0], len(rates))
    growth, worth = _ONE, _NOTHING
    for line, rate in zip(reversed(lines), reversed(rates), strict=True):
        worth = EXACT.fma(line.weight, growth, worth)
        growth = EXACT.multiply(growth, _ONE + rate)
    return EXACT.divide(EXACT.multiply(left, growth) - plan.balloon, worth)


def _apart(plan: Plan, line: _Line) -> bool:
    """Whether the interest of a row without principal is settled apart from the balance."""
    return not line.weight and plan.interest_of_grace != "capitalised"


class _State:
    """The schedule between two rows."""

    def __init__(self, plan: Plan, n: int, broken: Decimal = _NOTHING) -> None:
        self.plan, self.n = plan, n
        self.exact = plan.principal
        self.rows: list[Row] = []
        self.spread = broken
        """Interest to be spread over the rows that pay principal."""
        self.charged = broken
        """All interest charged, exactly."""
        self.shared: Decimal | None = None
        self.balloon = ZERO
        self.before = 0
        """Rows before the first regular one."""
        self.ended = False

    def made(self, regular: Decimal | None) -> Schedule:
        """The schedule; of a carried balance with its exact totals."""
        plan = self.plan
        exact: dict[Column, Decimal] | None = None
        if plan.steps.carry:
            interest = plan.steps.shown(self.charged)
            paid = plan.principal + interest
            exact = {
                "payment": paid,
                "principal": plan.principal,
                "interest": interest,
                "fee": ZERO,
            }
        return Schedule(plan, regular, tuple(self.rows), self.balloon, exact)

    def add(self, line: _Line, pays: _Payer) -> None:
        """Add the row of ``line``."""
        exact = line.over.of(self.exact)
        interest = self.plan.steps.of_interest(exact)
        place = len(self.rows) + 1
        if not line.weight and not pays.given and place < self.n:
            self._without_principal(line, exact, interest)
            return
        self.charged += exact
        if place == self.n:
            self._last(line, exact, interest, pays)
        else:
            self._paying(line, exact, interest, pays)

    def add_broken(self, regular_from: date) -> None:
        """Add the row of the broken days before the first regular period, where it has its own."""
        plan = self.plan
        if plan.first_period != "own_row" or regular_from <= plan.start:
            return
        exact = plan.rate_at(1).over(plan.until(regular_from)).of(plan.principal)
        interest = plan.steps.of_interest(exact)
        self.charged += exact
        self.rows.append(Row(1, regular_from, interest, ZERO, interest, ZERO, plan.principal))
        self.n, self.before = self.n + 1, 1

    def _paying(self, line: _Line, accrued: Decimal, interest: Decimal, pays: _Payer) -> None:
        """A row that pays what is due; everything that is left, where that is less."""
        shown, exact = self._due(line, interest, accrued, pays)
        repaid = exact - accrued if self.plan.steps.carry else shown - interest
        if repaid >= self.exact:
            self._refuse_larger(pays, repaid)
            self._end(line, accrued, interest, rounded_once=True)
            return
        self._refuse_growing(line, pays, repaid)
        extra = self._extra()
        self.exact -= repaid
        self._row(line, shown - interest, interest + extra)

    def _due(
        self, line: _Line, interest: Decimal, accrued: Decimal, pays: _Payer
    ) -> tuple[Decimal, Decimal]:
        """The payment of a row as it is shown and as it is carried."""
        steps, least = self.plan.steps, self.plan.minimum
        if pays.given:
            given = pays.given[len(self.rows) - self.before]
            return given, given
        if pays.by_principal:
            shown, exact = steps.of_payment(pays.exact) + interest, pays.exact + accrued
        else:
            exact = pays.exact * line.weight
            shown = self._shown(pays, line)
        return max(shown, least), max(exact, least)

    def _shown(self, pays: _Payer, line: _Line) -> Decimal:
        """The payment of a row as it is shown; a given one stays as it was given."""
        regular = pays.regular or _NOTHING
        if self.plan.payment is not None and line.weight == 1:
            return regular
        return self.plan.steps.of_payment(regular * line.weight)

    def _refuse_larger(self, pays: _Payer, repaid: Decimal) -> None:
        """Refuse a given payment that is larger than the debt."""
        place = len(self.rows) - self.before
        if pays.given:
            if repaid > self.exact:
                raise CannotBe("payments_too_large", "payments", place)
            if any(pays.given[place + 1 :]):
                raise CannotBe("payments_too_large", "payments", place + 1)
        elif self.plan.payment is not None and not place and repaid > self.exact:
            raise CannotBe("payments_too_large", "payment")

    def _refuse_growing(self, line: _Line, pays: _Payer, repaid: Decimal) -> None:
        """Refuse a given payment that lets the debt grow; a long first period may."""
        fixed = self.plan.shape == "fixed_payment"
        first = not self.rows and line.period.due != self.plan.every.after(self.plan.start, 1)
        if pays.given or self.plan.payment is None or line.weight != 1 or first:
            return
        if repaid < 0 or (fixed and not repaid):
            raise NeverPaid("the payment does not cover the interest")

    def _extra(self) -> Decimal:
        """The share of the interest that is spread over the rows that pay."""
        if not self.spread:
            return _NOTHING
        if self.shared is None:
            rows = self.n - len(self.rows)
            self.shared = self.plan.steps.of_interest(EXACT.divide(self.spread, Decimal(rows)))
        share = min(self.shared, self.spread)
        self.spread -= share
        return share

    def _without_principal(self, line: _Line, exact: Decimal, interest: Decimal) -> None:
        kind = self.plan.interest_of_grace
        carried = exact if self.plan.steps.carry else interest
        self.charged += exact if kind != "waived" else _NOTHING
        if kind == "capitalised":
            self.exact += carried
            self._row(line, -interest, interest)
            return
        if kind == "spread":
            self.spread += carried
        self._row(line, _NOTHING, interest if kind == "paid" else _NOTHING)

    def _last(self, line: _Line, accrued: Decimal, interest: Decimal, pays: _Payer) -> None:
        """The last row takes everything that is left."""
        steps = self.plan.steps
        if pays.regular is not None:
            if steps.carry:
                over = self.exact + accrued - pays.exact * line.weight
            else:
                over = self.exact + interest - self._shown(pays, line)
            self.balloon = max(ZERO, steps.shown(over))
            if self.plan.payment is not None and over < 0 and len(self.rows) == self.before:
                raise CannotBe("payments_too_large", "payment")
        self._end(line, accrued, interest, rounded_once=self.plan.payment is not None)

    def _end(self, line: _Line, accrued: Decimal, interest: Decimal, *, rounded_once: bool) -> None:
        """Pay everything that is left: by a given payment, rounded as one sum."""
        steps = self.plan.steps
        principal = self.plan.principal - sum((row.principal for row in self.rows), ZERO)
        if steps.carry and rounded_once:
            principal = steps.of_rest(self.exact + accrued) - interest
        elif steps.carry:
            principal = steps.shown(self.exact)
        rest = steps.of_interest(self.spread) if self.spread else _NOTHING
        self.spread, self.exact, self.ended = _NOTHING, _NOTHING, True
        self._row(line, principal, interest + rest)

    def _row(self, line: _Line, principal: Decimal, interest: Decimal) -> None:
        if max(self.exact, interest) > LARGEST:
            raise CannotBe("grows_too_large", _grows_by(self.plan))
        shown = self.plan.steps.shown(self.exact)
        number, paid = len(self.rows) + 1, principal + interest
        self.rows.append(Row(number, line.period.due, paid, principal, interest, ZERO, shown))


def _grows_by(plan: Plan) -> str:
    """Which value lets the debt grow without bound."""
    if plan.shape == "custom":
        return "payments"
    return "weights" if plan.weights else "grace" if plan.grace else "rate"


def _until_paid(plan: Plan) -> Schedule:
    """A given payment until nothing is left."""
    if plan.payment is None:
        raise CannotBe("payment_missing", "payment")
    state, pays = _State(plan, LONGEST + 1), _Payer(plan.payment, plan.payment)
    rate = plan.rate_at(1)
    for period in islice(plan.periods(), LONGEST):
        state.add(_Line(period, rate.over(period)), pays)
        if state.ended:
            return state.made(plan.payment)
    raise NeverPaid("the debt is not paid within the longest schedule")
