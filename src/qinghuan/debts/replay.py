"""Replay the facts of one debt day by day under one penalty: what came in, what was paid.

A day is counted from the day after the due day through the payment day, on the base
as it stood before that day's payment. Within a day: amounts fall due, then late fees
are charged, then payments are allocated. The penalty is kept exact; it is rounded to
the fen where it is posted: for each payment and on the last day, always the whole
sum since the beginning, so that nothing is rounded twice. What is paid beyond
everything due is kept and settles what falls due next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final, Literal

from qinghuan.dates import days_past_due
from qinghuan.debts.allocation import Order, allocate, order_of
from qinghuan.debts.entries import AmountFellDue, Part
from qinghuan.debts.facts import DebtFacts, Payment
from qinghuan.debts.penalty import Penalty, as_decimal
from qinghuan.money import ZERO, Yuan, rounded, total

Held = Literal["principal", "interest", "instalment_fee", "late_fee"]
HELD: Final[tuple[Held, ...]] = ("principal", "interest", "instalment_fee", "late_fee")
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueItem:
    """One amount that fell due, and what of each part of it is unpaid."""

    entry: str
    due: date
    principal: Yuan
    interest: Yuan = ZERO
    instalment_fee: Yuan = ZERO
    late_fee: Yuan = ZERO

    def of(self, part: Part) -> Yuan:
        """What is unpaid of ``part``."""
        amount: Yuan = getattr(self, part) if part in HELD else ZERO
        return amount

    def less(self, part: Part, amount: Yuan) -> DueItem:
        """The same with ``amount`` of ``part`` paid."""
        changed: dict[str, Any] = {part: self.of(part) - amount}
        return replace(self, **changed)

    @property
    def left(self) -> Yuan:
        """All of it that is unpaid."""
        return self.principal + self.interest + self.instalment_fee + self.late_fee


@dataclass(frozen=True, slots=True)
class Allocated:
    """One payment (or what was left of an earlier one) and the parts it settled (清偿抵充)."""

    payment: Payment
    on: date
    parts: Mapping[Part, Yuan]
    order: Order


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the same base bore the penalty; both ends counted."""

    first: date
    last: date
    base: Yuan
    principal: Yuan
    """The overdue principal in those days, whatever bears the penalty."""

    @property
    def days(self) -> int:
        """How many days it counts."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Book:
    """A debt after its replay. For each part: charged = owed + paid."""

    penalty: Penalty
    on: date
    charged: Mapping[Part, Yuan]
    """Everything that came in, by part."""
    items: tuple[DueItem, ...]
    """Unpaid amounts, oldest first."""
    allocated: tuple[Allocated, ...]
    stretches: tuple[Stretch, ...]
    """Days with overdue principal or a base that bears the penalty."""
    accrued: Yuan = ZERO
    """The penalty since the beginning; it stands in ``charged`` under its part."""
    surplus: tuple[Payment, ...] = ()
    """What of payments settled nothing yet."""

    def paid(self, part: Part) -> Yuan:
        """What payments settled of ``part``."""
        return total(one.parts.get(part, ZERO) for one in self.allocated)

    def left(self, part: Part) -> Yuan:
        """What is owed of ``part``."""
        return self.charged.get(part, ZERO) - self.paid(part)


@dataclass(slots=True)
class _Replay:
    """The state between two days."""

    debt: DebtFacts
    penalty: Penalty
    items: list[DueItem] = field(default_factory=list)
    charged: dict[Part, Yuan] = field(default_factory=dict)
    allocated: list[Allocated] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    waiting: list[Payment] = field(default_factory=list)
    exact: Fraction = Fraction(0)
    accrued_paid: Yuan = ZERO

    def accrue(self, after: date, through: date) -> None:
        """Count the days after ``after`` through ``through``."""
        overdue = [item for item in self.items if item.due <= after]
        bearing = self._bearing(overdue, after)
        principal = total(item.principal for item in overdue)
        if through > after and (bearing or principal):
            stretch = Stretch(after + _DAY, through, bearing, principal)
            self.stretches.append(stretch)
            self.exact += self._of_a_day(bearing) * stretch.days

    def _of_a_day(self, bearing: Yuan) -> Fraction:
        exact = self.penalty.rate.value * Fraction(bearing)
        return Fraction(rounded(as_decimal(exact))) if self.penalty.rounded_daily else exact

    def _bearing(self, overdue: Iterable[DueItem], after: date) -> Yuan:
        late = [item for item in overdue if item.due + _DAY * self.penalty.grace <= after]
        whole = late and self.penalty.base == "whole_balance"
        bearing = self.items if whole else late
        base = total(item.of(part) for item in bearing for part in self.penalty.bearing)
        return base + (not_yet_due(self.debt, after) if whole else ZERO)

    def charge_extra(self, on: date, days: int) -> None:
        """Charge ``days`` more on the base that stands after ``on``."""
        overdue = [item for item in self.items if item.due <= on]
        base = self._bearing(overdue, on)
        self.exact = max(Fraction(0), self.exact + self._of_a_day(base) * days)

    @property
    def accrued(self) -> Yuan:
        """The penalty since the beginning, posted: the one place where it is rounded."""
        return rounded(as_decimal(self.exact))

    def fall_due(self, due: AmountFellDue) -> None:
        item = DueItem(due.id, due.on, due.principal, due.interest, due.instalment_fee)
        self.items.append(item)
        for part in HELD:
            self._charge(part, item.of(part))

    def charge_late_fee(self, due: AmountFellDue, fee: Yuan) -> None:
        if all(item.entry != due.id for item in self.items):
            return
        self._charge("late_fee", fee)
        self.items = [
            replace(item, late_fee=item.late_fee + fee) if item.entry == due.id else item
            for item in self.items
        ]

    def _charge(self, part: Part, amount: Yuan) -> None:
        if amount:
            self.charged[part] = self.charged.get(part, ZERO) + amount

    def settle(self, day: date) -> None:
        """Allocate what waits, oldest first, as far as anything is owed."""
        waiting, self.waiting = self.waiting, []
        for payment in waiting:
            rest = self._settle_one(payment, day)
            if rest:
                self.waiting.append(replace(payment, amount=rest))

    def _settle_one(self, payment: Payment, day: date) -> Yuan:
        owed: dict[Part, Yuan] = {
            part: total(item.of(part) for item in self.items) for part in HELD
        }
        accruing = self.penalty.part
        owed[accruing] = owed.get(accruing, ZERO) + self.accrued - self.accrued_paid
        order = order_of(self.debt, day, self._days_late(day))
        parts, rest = allocate(payment.amount, owed, order.parts)
        if parts:
            self.allocated.append(Allocated(payment, day, parts, order))
        for part, amount in parts.items():
            self._take(part, amount)
        return rest

    def _take(self, part: Part, amount: Yuan) -> None:
        """Take ``amount`` from ``part``, of the oldest first; then from what accrued."""
        kept = []
        for item in self.items:
            taken = min(amount, item.of(part))
            amount -= taken
            kept.append(item.less(part, taken) if taken else item)
        self.items = [item for item in kept if item.left]
        self.accrued_paid += amount

    def _days_late(self, day: date) -> int:
        return max((days_past_due(item.due, day) for item in self.items), default=0)


def replay(debt: DebtFacts, penalty: Penalty, on: date, *, extra_days: int = 0) -> Book:
    """``debt`` at the end of the day ``on``, with overdue days charged by ``penalty``.

    ``extra_days`` charges the last base for so many days more (or fewer), which is
    what a wrong count of days does; the terms never give it.
    """
    state = _Replay(debt, penalty)
    due = [fact for fact in debt.due if fact.on <= on]
    payments = [fact for fact in debt.payments if counts(debt, fact) and fact.on <= on]
    fees = list(late_fees(debt, on))
    days = {fact.on for fact in due} | {fact.on for fact in payments} | {day for day, *_ in fees}
    days |= {fact.on + _DAY * penalty.grace for fact in due} | {on}
    before = min(days)
    for day in sorted(day for day in days if day <= on):
        state.accrue(before, day)
        for fact in due:
            if fact.on == day:
                state.fall_due(fact)
        for charged_on, fact, fee in fees:
            if charged_on == day:
                state.charge_late_fee(fact, fee)
        state.waiting += [fact for fact in payments if fact.on == day]
        state.settle(day)
        before = day
    state.charge_extra(on, extra_days)
    return _book(state, on)


def _book(state: _Replay, on: date) -> Book:
    charged, part = dict(state.charged), state.penalty.part
    if state.accrued:
        charged[part] = charged.get(part, ZERO) + state.accrued
    return Book(
        penalty=state.penalty,
        on=on,
        charged=charged,
        items=tuple(state.items),
        allocated=tuple(state.allocated),
        stretches=tuple(state.stretches),
        accrued=state.accrued,
        surplus=tuple(state.waiting),
    )


def counts(debt: DebtFacts, payment: Payment) -> bool:
    """Whether ``payment`` settles what is recorded as due; earlier ones settled earlier bills."""
    return debt.first_due is not None and payment.on >= debt.first_due


def not_yet_due(debt: DebtFacts, on: date) -> Yuan:
    """Principal the creditor states as not due yet, unless something fell due since then."""
    stated = [claim for claim in debt.claims if claim.on <= on and claim.not_yet_due is not None]
    if not stated or any(stated[-1].on < due.on <= on for due in debt.due):
        return ZERO
    return stated[-1].not_yet_due or ZERO


def late_fees(debt: DebtFacts, on: date) -> Iterator[tuple[date, AmountFellDue, Yuan]]:
    """The late fees by the terms (违约金): once a bill, a share of the unpaid minimum.

    Each with its day, the day after the due day and its grace. Nothing when the terms
    known do not say the share or the minimum.
    """
    share, grace = debt.terms.late_fee_rate, debt.terms.grace_days or 0
    for due in debt.due:
        day = due.on + _DAY * (grace + 1)
        minimum = due.minimum if due.minimum is not None else debt.terms.minimum_payment
        if share is None or minimum is None or day > on:
            continue
        in_time = total(made.amount for made in debt.payments if due.on <= made.on < day)
        unpaid = max(ZERO, minimum - in_time)
        if unpaid:
            yield day, due, max(rounded(unpaid * share), debt.terms.late_fee_minimum or ZERO)
