"""A schedule after payments that came early, late or larger: interest runs on what is owed.

The regular payment stays; each row takes the interest that ran until it was settled, and the
last row what is left (docs/rules/schedule.md). A row paid before its due day takes the
interest up to that day, and what runs after it belongs to the next. Principal that is late
goes on bearing ordinary interest up to the day of the statement; the forecast after it takes
arrears as cleared. Penalties are no part of it: they are the ledger's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from qinghuan.debts.periods import Period
from qinghuan.debts.plan import EXACT, NeverPaid, Over, Plan, Row, Schedule
from qinghuan.debts.schedule import schedule
from qinghuan.errors import CannotBe
from qinghuan.money import ZERO

SHAPES = frozenset({"equal_payment", "interest_free"})
"""The shapes with one regular payment, which is kept."""


class Made(NamedTuple):
    """A payment that was made. Yuan."""

    on: date
    amount: Decimal


class Pause(NamedTuple):
    """Days without interest, both ends included."""

    first: date
    last: date

    def days_of(self, after: date, through: date) -> int:
        """How many of the days after ``after`` up to ``through`` it holds."""
        begin, end = max(after, _before(self.first)), min(through, self.last)
        return max(0, (end - begin).days)


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened until the day of the statement."""

    payments: tuple[Made, ...]
    as_of: date
    pauses: tuple[Pause, ...] = ()


def recalculated(plan: Plan, happened: Happened) -> Schedule:
    """The rows of ``plan`` after ``happened``.

    Raises :class:`CannotBe` for a shape without a regular payment, for payments before the
    start or after the day of the statement, and for more than is owed; :class:`NeverPaid`
    where the payment does not cover the interest.
    """
    apart = plan.rate.flat or plan.grace or plan.changes
    if plan.shape not in SHAPES or apart or not plan.n:
        raise CannotBe("only_equal_payments", "shape")
    regular = schedule(plan).payment
    if regular is None:
        raise CannotBe("only_equal_payments", "shape")
    for place, one in enumerate(happened.payments):
        if not plan.start < one.on <= happened.as_of:
            raise CannotBe("payment_day", "paid", place, "on")
    state = _State(plan, regular, plan.n, happened.pauses, cleared=happened.as_of <= plan.start)
    waiting = sorted(happened.payments)
    for number, period in enumerate(islice(plan.periods(), plan.n), start=1):
        state.begin(number, period)
        for day in _days(period, waiting, happened.as_of):
            state.reach(day)
            if day == period.due:
                state.fall_due()
            for one in [one for one in waiting if one.on == day]:
                state.pay(one, happened.payments.index(one))
            if day == happened.as_of:
                state.forecast()
    return Schedule(plan, regular, tuple(state.rows), ZERO)


def _days(period: Period, payments: Iterable[Made], as_of: date) -> Iterator[date]:
    """The days of ``period`` on which something happens, its due day last."""
    found = {one.on for one in payments} | {as_of, period.due}
    yield from sorted(day for day in found if period.start < day <= period.due)


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


@dataclass(slots=True)
class _Open:
    """What is unpaid of a row that fell due."""

    interest: Decimal
    principal: Decimal


@dataclass(slots=True)
class _State:
    """The loan between two days."""

    plan: Plan
    regular: Decimal
    last: int
    pauses: Sequence[Pause]
    rows: list[Row] = field(default_factory=list)
    arrears: list[_Open] = field(default_factory=list)
    accrued: Decimal = ZERO
    """Interest that ran and stands in no row yet."""
    paid_ahead: Decimal = ZERO
    """Paid in the running period towards its row."""
    interest_ahead: Decimal = ZERO
    """Of it, what paid interest."""
    outstanding: Decimal = ZERO
    """Principal really owed."""
    planned: Decimal = ZERO
    """Principal after the rows so far."""
    number: int = 0
    day: date = date.min
    cleared: bool = False
    """Whether the day of the statement has passed: from then on every row counts as paid."""
    settled: bool = False
    """Whether the row of the running period was paid before its due day."""

    def __post_init__(self) -> None:
        self.outstanding = self.planned = self.plan.principal

    def begin(self, number: int, period: Period) -> None:
        """A period begins."""
        self.number, self.day, self.settled = number, period.start, False
        self.paid_ahead = self.interest_ahead = ZERO
        self._over, self._period = self.plan.rate_at(number).over(period), period

    _over: Over | None = None
    _period: Period | None = None

    def reach(self, day: date) -> None:
        """Let interest run to ``day``, each stretch rounded."""
        days = (day - self.day).days - sum(one.days_of(self.day, day) for one in self.pauses)
        if self._period is not None and self._over is not None and days > 0:
            above = EXACT.multiply(self._over.above, days)
            share = Over(above, EXACT.multiply(self._over.below, self._period.days))
            self.accrued += self.plan.steps.of_interest(share.of(self.outstanding))
        self.day = day

    def fall_due(self) -> None:
        """The row of the period falls due, unless it was paid before."""
        if self.settled or not self.planned:
            return
        interest, principal = self._row_of(self.regular)
        if self.cleared:
            self.outstanding = self.planned
            return
        left = _Open(interest - self.interest_ahead, principal - self._principal_ahead)
        if left.interest or left.principal:
            self.arrears.append(left)

    def _row_of(self, payment: Decimal) -> tuple[Decimal, Decimal]:
        """Write the row of the period at ``payment``: its interest and its principal."""
        interest, self.accrued = self.accrued, ZERO
        last = self.number == self.last
        principal = self.planned if last else min(self.planned, payment - interest)
        if principal < 0:
            raise NeverPaid("the payment does not cover the interest")
        self.planned -= principal
        due = self._period.due if self._period else self.day
        paid = principal + interest
        self.rows.append(Row(self.number, due, paid, principal, interest, ZERO, self.planned))
        return interest, principal

    def pay(self, one: Made, place: int) -> None:
        """A payment, given at ``place``: arrears first, then the row of the running period."""
        amount = self._settle(one.amount)
        if not amount:
            return
        if self.outstanding + self.accrued - self.interest_ahead < amount and not self.settled:
            raise CannotBe("payment_too_large", "paid", place, "amount")
        if self._period is not None and one.on == self._period.due:
            self._lower(amount)
        elif not self.settled and self.paid_ahead + amount >= self.regular:
            self._settle_ahead(amount)
        elif self.settled:
            self._lower(amount)
        else:
            self._pay_ahead(amount)

    def _settle(self, amount: Decimal) -> Decimal:
        """Settle arrears, the oldest first, interest before principal; what is left."""
        for row in self.arrears:
            interest = min(amount, row.interest)
            principal = min(amount - interest, row.principal)
            row.interest -= interest
            row.principal -= principal
            self.outstanding -= principal
            amount -= interest + principal
        self.arrears = [row for row in self.arrears if row.interest or row.principal]
        return amount

    def _lower(self, amount: Decimal) -> None:
        """Repay principal ahead of its rows: it is added to the row written last."""
        row = self.rows.pop()
        self.outstanding -= amount
        self.planned -= amount
        paid, principal = row.payment + amount, row.principal + amount
        self.rows.append(row._replace(payment=paid, principal=principal, balance=self.planned))

    def _pay_ahead(self, amount: Decimal) -> None:
        interest = min(amount, self.accrued - self.interest_ahead)
        self.outstanding -= amount - interest
        self.interest_ahead += interest
        self.paid_ahead += amount

    @property
    def _principal_ahead(self) -> Decimal:
        return self.paid_ahead - self.interest_ahead

    def _settle_ahead(self, amount: Decimal) -> None:
        _, principal = self._row_of(self.paid_ahead + amount)
        self.outstanding -= principal - self._principal_ahead
        self.settled = True

    def forecast(self) -> None:
        """From here on arrears count as cleared."""
        ahead = ZERO if self.settled else self._principal_ahead
        self.outstanding, self.cleared, self.arrears = self.planned - ahead, True, []
