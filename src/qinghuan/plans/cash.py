"""What comes and goes day by day: instalments and debits beside pay day (docs/rules/creditors.md).

Known: amounts recorded as falling due later. Expected, and labelled so: the minimum of a card
on its due day, and the last bill again while principal that is not due yet remains. Income
comes on pay day, what must be kept is spent evenly over the days of the month.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from qinghuan.dates import add_months
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed
from qinghuan.money import ZERO, Yuan, rounded, total

Kind = Literal["instalment", "minimum", "expected"]
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CashEvent:
    """Money that a creditor takes or expects on a day."""

    on: date
    amount: Yuan | None
    """None: not known, to be asked; it counts nothing."""
    debt: str
    account: str
    """Which account is debited, in the person's words; empty: not known or not debited."""
    kind: Kind
    """Recorded, the minimum of the terms, or expected to be like the last bill."""


@dataclass(frozen=True, slots=True)
class Purse:
    """The household's money. Amounts by calendar month, yuan."""

    cash: Yuan
    """On the evening of the first day."""
    income: Mapping[int, Yuan]
    kept: Mapping[int, Yuan]
    pay_day: int | None = None

    def paid_on(self, month: date) -> date:
        """Pay day in the month of ``month``; its last day where nobody knows."""
        last = calendar.monthrange(month.year, month.month)[1]
        return month.replace(day=min(self.pay_day or last, last))


@dataclass(frozen=True, slots=True)
class CashMonth:
    """A month of cash; the first begins after today."""

    month: date
    """Its first day."""
    opening: Yuan
    income: Yuan
    kept: Yuan
    taken: Yuan
    """By creditors, as far as known."""
    closing: Yuan
    lowest: Yuan
    """Below zero: what is missing."""
    lowest_on: date


@dataclass(frozen=True, slots=True)
class CashDay:
    """A day of cash."""

    on: date
    before: Yuan
    """After income and spending, before creditors."""
    income: Yuan
    kept: Yuan
    taken: Yuan

    @property
    def after(self) -> Yuan:
        """At the end of the day."""
        return self.before - self.taken


def events(
    debts: Sequence[tuple[DebtFacts, Owed]], today: date, months: int
) -> tuple[CashEvent, ...]:
    """What falls due after ``today`` within ``months``, in order of days."""
    until = add_months(today, months)
    found = [one for facts, ours in debts for one in _of_debt(facts, ours, today, until)]
    return tuple(sorted(found, key=lambda one: (one.on, one.debt)))


def _of_debt(facts: DebtFacts, ours: Owed, today: date, until: date) -> Iterator[CashEvent]:
    account = facts.disclosed.automatic_debit
    later = sorted((one for one in facts.due if one.on > today), key=lambda one: one.on)
    for one in later:
        amount = one.stated
        if one.on <= until:
            yield CashEvent(one.on, amount, facts.id, account, "instalment")
    covered = max((one.on for one in later), default=today)
    rest = ours.not_yet_due.value if ours.not_yet_due else ZERO
    rest -= total(one.principal for one in later)
    yield from _expected(facts, account, rest, _due_days(facts, covered, until))


def _due_days(facts: DebtFacts, after: date, until: date) -> Iterator[date]:
    """The due day of the terms in each month after ``after`` up to ``until``."""
    due_day = facts.terms.due_day
    month = after.replace(day=1)
    while due_day is not None and month <= until:
        on = month.replace(day=min(due_day, calendar.monthrange(month.year, month.month)[1]))
        if after < on <= until:
            yield on
        month = add_months(month, 1)


def _expected(
    facts: DebtFacts, account: str, rest: Yuan, days: Iterator[date]
) -> Iterator[CashEvent]:
    """While ``rest`` of principal remains: the minimum, or a bill like the last one."""
    last = facts.due[-1] if facts.due else None
    for on in days:
        if rest <= ZERO:
            return
        if facts.terms.minimum_payment is not None:
            amount = min(rest, facts.terms.minimum_payment)
            yield CashEvent(on, amount, facts.id, account, "minimum")
            rest -= amount
        elif last is not None and last.principal:
            principal = min(rest, last.principal)
            amount = principal + last.stated - last.principal
            yield CashEvent(on, amount, facts.id, account, "expected")
            rest -= principal
        else:
            yield CashEvent(on, None, facts.id, account, "expected")
            return


def days(purse: Purse, found: Sequence[CashEvent], today: date, months: int) -> tuple[CashDay, ...]:
    """Every day after ``today`` for ``months``."""
    taken: dict[date, Yuan] = {}
    for event in found:
        taken[event.on] = taken.get(event.on, ZERO) + (event.amount or ZERO)
    rows, at_hand, on, until = list[CashDay](), purse.cash, today, add_months(today, months)
    while on < until:
        on += DAY
        income = purse.income.get(on.month, ZERO) if on == purse.paid_on(on) else ZERO
        kept = _kept(purse, on)
        row = CashDay(on, at_hand + income - kept, income, kept, taken.get(on, ZERO))
        at_hand = row.after
        rows.append(row)
    return tuple(rows)


def _kept(purse: Purse, on: date) -> Yuan:
    """The share of the day, so that the days sum to the month."""
    month = purse.kept.get(on.month, ZERO)
    length = calendar.monthrange(on.year, on.month)[1]
    return rounded(month * on.day / length) - rounded(month * (on.day - 1) / length)


def by_month(rows: Sequence[CashDay]) -> tuple[CashMonth, ...]:
    """The days month by month."""
    months: dict[date, list[CashDay]] = {}
    for row in rows:
        months.setdefault(row.on.replace(day=1), []).append(row)
    return tuple(_month(first, found) for first, found in months.items())


def _month(first: date, rows: Sequence[CashDay]) -> CashMonth:
    low = min(rows, key=lambda row: (row.after, row.on))
    opening = rows[0].before - rows[0].income + rows[0].kept
    return CashMonth(
        month=first,
        opening=opening,
        income=total(row.income for row in rows),
        kept=total(row.kept for row in rows),
        taken=total(row.taken for row in rows),
        closing=rows[-1].after,
        lowest=low.after,
        lowest_on=low.on,
    )
