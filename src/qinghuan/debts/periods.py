"""The periods of a schedule: due days, and what share of a year each one is.

Months keep their anchor day (31 January, 28 February, 31 March). Under ``30/360`` all
regular periods are equal (a month is a twelfth, a week a 52nd); otherwise days count.
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
    start: date, every: Unit, day_count: DayCount, first_due: date | None = None
) -> Iterator[Period]:
    """The periods from ``start``, without end; the first one ends on ``first_due``.

    Raises :class:`CannotBe` when ``first_due`` is not after ``start``.
    """
    regular = first_due is None or first_due == every.after(start, 1)
    first = every.after(start, 1) if first_due is None else first_due
    if first <= start:
        raise CannotBe("first_due")
    equal = every.equal_share if day_count == "30/360" else None
    share = equal if regular else None
    yield Period(start, first, share or year_fraction(start, first, day_count))
    anchor, number, before = (start, 2, first) if regular else (first, 1, first)
    for due in _due_days(anchor, every, number):
        yield Period(before, due, equal or year_fraction(before, due, day_count))
        before = due


def _due_days(anchor: date, every: Unit, number: int) -> Iterator[date]:
    """The days ``number`` periods after ``anchor`` and on; months of a short day in one step."""
    if every.name != "months" or anchor.day > _SHORTEST_MONTH:
        while True:
            yield every.after(anchor, number)
            number += 1
    index, day = anchor.year * _MONTHS + anchor.month - 1 + every.count * number, anchor.day
    while index // _MONTHS <= _LAST_YEAR:
        yield date(index // _MONTHS, index % _MONTHS + 1, day)
        index += every.count
    raise CannotBe("calendar_ends")
