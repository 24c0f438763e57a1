"""Unit-periods of the actuarial method: which one is meant, and how many lie between two days.

US Regulation Z, appendix J (b)(4) and (5). No unit is longer than a year.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from qinghuan.dates import add_months
from qinghuan.debts.periods import MONTH, Unit

_BOND_MONTH: Final = 30
_HALF_MONTH: Final = 15
_WEEK: Final = 7
_YEAR: Final = 365
_MONTHS: Final = 12
_ONE_TERM: Final = 2


def unit_periods(start: date, end: date, unit: Unit) -> tuple[int, Decimal]:
    """Whole periods from ``start`` to ``end``, and the odd days as a fraction of one.

    Counted back from ``end``. A month of the fraction has 30 days; of a year the fraction is
    in months where they are whole, else in days of 365 (US Regulation Z, appendix J (b)(5)).
    """
    if unit.name in {"days", "weeks"}:
        length = unit.count * (_WEEK if unit.name == "weeks" else 1)
        whole, rest = divmod((end - start).days, length)
        return whole, Decimal(rest) / length
    if unit.name == "half_months":
        months, days = _months_back(start, end)
        halves, rest = divmod(days, _HALF_MONTH)
        whole, odd = divmod(2 * months + min(halves, 1), unit.count)
        rest = days - _HALF_MONTH * min(halves, 1)
        return whole, Decimal(odd * _HALF_MONTH + rest) / (_HALF_MONTH * unit.count)
    size = unit.count * (_MONTHS if unit.name == "years" else 1)
    months, days = _months_back(start, end)
    whole, odd = divmod(months, size)
    if size == _MONTHS and days:
        return whole, Decimal((_back(end, whole * size, start) - start).days) / _YEAR
    return whole, Decimal(odd * _BOND_MONTH + days) / (_BOND_MONTH * size)


def _months_back(start: date, end: date) -> tuple[int, int]:
    """Whole months from ``end`` back to ``start``, and the days that remain."""
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    while months > 0 and _back(end, months, start) < start:
        months -= 1
    return months, (_back(end, months, start) - start).days


def _back(end: date, months: int, start: date) -> date:
    """``months`` before ``end``; the end of a short month stands for the day of ``start``."""
    day = add_months(end, -months)
    if (end + timedelta(days=1)).day == 1 and start.day > end.day:
        day = day.replace(day=min(start.day, calendar.monthrange(day.year, day.month)[1]))
    return day


def common_unit(moments: Iterable[date]) -> Unit:
    """The interval that occurs most often between the days, as a unit; else a month.

    Of two days the unit is the time between them. No unit is longer than a year (US
    Regulation Z, appendix J (b)(4)).
    """
    days = sorted(set(moments))
    if len(days) == _ONE_TERM:
        return _term(*days)
    counted: dict[Unit, int] = {}
    for before, after in pairwise(days):
        unit = _interval(before, after)
        counted[unit] = counted.get(unit, 0) + 1
    if not counted:
        return MONTH
    return max(counted, key=lambda unit: (counted[unit], unit.per_year))


def _term(start: date, end: date) -> Unit:
    """The unit of one advance and one payment: the term in months, else in days; or a year."""
    if end >= _anniversary(start):
        return Unit("years")
    months, days = _months_back(start, end)
    return Unit("days", (end - start).days) if days else Unit("months", months)


def _anniversary(day: date) -> date:
    try:
        return add_months(day, _MONTHS)
    except ValueError:
        return date.max


def _interval(before: date, after: date) -> Unit:
    if after >= _anniversary(before):
        return Unit("years")
    for months in range(1, _MONTHS):
        if after in {add_months(before, months), _month_end(before, months)}:
            return Unit("months", months)
    days = (after - before).days
    return Unit("weeks", days // _WEEK) if days % _WEEK == 0 else Unit("days", days)


def _month_end(before: date, months: int) -> date | None:
    ends = (before + timedelta(days=1)).day == 1
    return add_months(before + timedelta(days=1), months) - timedelta(days=1) if ends else None
