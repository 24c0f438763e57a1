"""The periods of a schedule: due days, and what share of a year each one is.

Months keep their anchor day (31 January, 28 February, 31 March); they may also end so many
days after a pay day. Under ``30/360`` all regular periods are equal (a month is a twelfth, a
week a 52nd); otherwise days count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from qinghuan.dates import DayCount, add_months, year_fraction
from qinghuan.errors import CannotBe

UnitName = Literal["days", "weeks", "half_months", "months", "years"]

_WEEK: Final = 7
_MONTHS: Final = 12
_BANKERS_YEAR: Final = 360
_PER_YEAR: Final[dict[UnitName, int]] = {
    "days": 365,
    "weeks": 52,
    "half_months": 24,
    "months": _MONTHS,
    "years": 1,
}
_HALF: Final = 15
_SHORTEST_MONTH: Final = 28
_LONGEST_MONTH: Final = 31
_LAST_YEAR: Final = date.max.year


@dataclass(frozen=True, slots=True)
class Unit:
    """A length of time: so many days, weeks, half months, months or years."""

    name: UnitName
    count: int = 1

    @property
    def per_year(self) -> Fraction:
        """How many of them make a year: 365 days, 52 weeks, 24 half months, 12 months."""
        return Fraction(_PER_YEAR[self.name], self.count)

    def after(self, day: date, times: int) -> date:
        """The day ``times`` of them after ``day`` (before it, when below nothing).

        Raises :class:`CannotBe` beyond the calendar.
        """
        try:
            return self._after(day, times * self.count)
        except (OverflowError, ValueError):
            raise CannotBe("calendar_ends") from None

    def _after(self, day: date, count: int) -> date:
        if self.name == "months":
            return add_months(day, count)
        if self.name == "years":
            return add_months(day, _MONTHS * count)
        if self.name == "half_months":
            whole = add_months(day, count // 2)
            return whole + timedelta(days=_HALF * (count % 2))
        return day + timedelta(days=count * (_WEEK if self.name == "weeks" else 1))

    @property
    def equal_share(self) -> Fraction:
        """Its share of a year where all periods are equal (30/360)."""
        if self.name == "days":
            return Fraction(self.count, _BANKERS_YEAR)
        return 1 / self.per_year


MONTH: Final = Unit("months")


class PayDay(NamedTuple):
    """Due days that follow the day on which wages come."""

    day: int
    """Of the month; the last one where the month is shorter."""
    after: int = 0
    """Days after it."""

    def due(self, month: int) -> date:
        """The due day of the pay day in ``month``, counted from the year 0.

        Raises :class:`CannotBe` beyond the calendar.
        """
        try:
            day = add_months(date(1, 1, _LONGEST_MONTH), month - _MONTHS)
            return day.replace(day=min(self.day, day.day)) + timedelta(days=self.after)
        except (OverflowError, ValueError):
            raise CannotBe("calendar_ends") from None

    def first_month(self, start: date) -> int:
        """The month whose due day is the first after ``start``."""
        month = start.year * _MONTHS + start.month - 1 - self.after // _SHORTEST_MONTH - 1
        while self.due(month) <= start:
            month += 1
        return month


class Period(NamedTuple):
    """From the day after ``start`` through ``due``."""

    start: date
    due: date
    share: Fraction
    """Of a year, by the day count."""

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.due - self.start).days


def periods(
    start: date,
    every: Unit,
    day_count: DayCount,
    first_due: date | None = None,
    pay_day: PayDay | None = None,
) -> Iterator[Period]:
    """The periods from ``start``, without end; the first one ends on ``first_due``.

    With ``pay_day`` they end on its due days: the first one after ``start``, or from the
    month after ``first_due``. Raises :class:`CannotBe` when ``first_due`` is not after ``start``.
    """
    due_days = _due_days(start, every, first_due, pay_day)
    first = next(due_days)
    if first <= start:
        raise CannotBe("first_due", "first_due")
    equal = every.equal_share if day_count == "30/360" else None
    share = equal if first == every.after(start, 1) else None
    yield Period(start, first, share or year_fraction(start, first, day_count))
    before = first
    for due in due_days:
        yield Period(before, due, equal or year_fraction(before, due, day_count))
        before = due


def regular_due_days(start: date, every: Unit, count: int) -> list[date]:
    """The due days of the first ``count`` regular periods."""
    if every.name == "months" and start.day <= _SHORTEST_MONTH:
        first, day = start.year * _MONTHS + start.month - 1 + every.count, start.day
        months = range(first, first + every.count * count, every.count)
        if months[-1] // _MONTHS <= _LAST_YEAR:
            return [date(month // _MONTHS, month % _MONTHS + 1, day) for month in months]
    return [every.after(start, number) for number in range(1, count + 1)]


def _due_days(
    start: date, every: Unit, first_due: date | None, pay_day: PayDay | None
) -> Iterator[date]:
    if pay_day is not None:
        yield from _after_pay_days(start, every, first_due, pay_day)
        return
    regular = first_due is None or first_due == every.after(start, 1)
    if first_due is not None:
        yield first_due
    anchor, number = (start, 1) if regular else (first_due or start, 1)
    if regular and first_due is not None:
        number = 2
    while True:
        yield every.after(anchor, number)
        number += 1


def _after_pay_days(
    start: date, every: Unit, first_due: date | None, pay_day: PayDay
) -> Iterator[date]:
    months = every.count * (_MONTHS if every.name == "years" else 1)
    if first_due is None:
        month = pay_day.first_month(start)
    else:
        yield first_due
        month = first_due.year * _MONTHS + first_due.month - 1 + months
    while True:
        yield pay_day.due(month)
        month += months
