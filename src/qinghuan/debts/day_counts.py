"""How the days of a yearly or monthly rate are counted inside the ledger (计息天数).

Each day has a weight, and the days of any span add up: a span may be cut anywhere and gives
the same. A year is divided by :func:`days_a_year`; with ``30/360`` a month has 30 days, so the
31st weighs nothing and the first of March makes good what February lacks; with
``actual/actual`` a day that begins in a leap year weighs 365/366.

>>> weight(date(2026, 1, 30), date(2026, 1, 31), "30/360")
Fraction(0, 1)
>>> weight(date(2026, 2, 28), date(2026, 3, 1), "30/360")
Fraction(3, 1)
"""

from __future__ import annotations

import calendar
from datetime import date
from fractions import Fraction
from typing import Final

from qinghuan.debts.entries import DayCount

_MONTH: Final = 30
_MONTHS: Final = 12
_YEAR: Final = 365
_LEAP_YEAR: Final = 366
_BANKERS_YEAR: Final = _MONTH * _MONTHS


def days_a_year(count: DayCount) -> int:
    """By how many days a yearly rate is divided."""
    return _BANKERS_YEAR if count in {"actual/360", "30/360"} else _YEAR


def weight(after: date, through: date, count: DayCount) -> Fraction:
    """The days from the one after ``after`` through ``through``, each with its weight."""
    if count == "30/360":
        return Fraction(_of_thirty(through) - _of_thirty(after))
    if count == "actual/actual":
        return _year_by_year(after, through)
    return Fraction((through - after).days)


def _of_thirty(day: date) -> int:
    return _BANKERS_YEAR * day.year + _MONTH * day.month + min(day.day, _MONTH)


def _year_by_year(after: date, through: date) -> Fraction:
    found = Fraction(0)
    while after < through:
        stop = min(through, date(after.year + 1, 1, 1))
        days = _LEAP_YEAR if calendar.isleap(after.year) else _YEAR
        found += Fraction((stop - after).days * _YEAR, days)
        after = stop
    return found
