"""Days: counting conventions, months that keep their anchor day, China's time.

"Today" is an argument everywhere below the edges; only ``cli`` and ``web`` ask
the clock, through :func:`china_today`.

>>> add_months(date(2026, 1, 31), 1), add_months(date(2026, 1, 31), 2)
(datetime.date(2026, 2, 28), datetime.date(2026, 3, 31))
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Final, Literal

from qinghuan.errors import RuleError

DayCount = Literal["actual/365", "actual/360", "actual/365.25", "actual/actual", "30/360"]

CHINA: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept one time without summer time since 1992."""

_BOND_MONTH: Final = 30
_SHORTEST_MONTH: Final = 28


def china_today(now: datetime) -> date:
    """The date in China at ``now`` (an aware moment)."""
    if now.tzinfo is None:
        raise RuleError("a moment needs its time zone")
    return now.astimezone(CHINA).date()


def add_months(anchor: date, months: int) -> date:
    """The day ``months`` after ``anchor``, keeping its day of month where the month has it."""
    index = anchor.year * 12 + anchor.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if anchor.day <= _SHORTEST_MONTH:
        return date(year, month, anchor.day)
    return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


def monthly(first: date, count: int, *, anchor_day: int | None = None) -> Iterator[date]:
    """``count`` monthly dates from ``first``.

    ``anchor_day`` restores the 31st after a ``first`` that fell in a short month.
    """
    for step in range(count):
        day = add_months(first, step)
        if anchor_day is not None:
            last = calendar.monthrange(day.year, day.month)[1]
            day = day.replace(day=min(anchor_day, last))
        yield day


def days_past_due(due: date, today: date) -> int:
    """Days late on ``today``: the day after ``due`` is day 1; 0 when not late."""
    return max(0, (today - due).days)


def year_fraction(start: date, end: date, convention: DayCount) -> Fraction:
    """The share of a year from ``start`` (not counted) through ``end``, exactly.

    ``30/360`` is the bond basis (US, without the February rule): a 31st start
    counts as the 30th, a 31st end as the 30th when the start is at least the 30th.
    ``actual/365.25`` is the year of the UK's rules for annual rates.
    Raises :class:`RuleError` when ``end`` lies before ``start``.
    """
    if end < start:
        raise RuleError(f"a period cannot end ({end}) before it starts ({start})")
    days = (end - start).days
    if convention == "actual/365":
        return Fraction(days, 365)
    if convention == "actual/360":
        return Fraction(days, 360)
    if convention == "actual/365.25":
        return Fraction(4 * days, 1461)
    if convention == "30/360":
        return Fraction(_days_of_thirty(start, end), 360)
    return _actual_actual(start, end)


def _days_of_thirty(start: date, end: date) -> int:
    first = min(start.day, _BOND_MONTH)
    last = min(end.day, _BOND_MONTH) if first == _BOND_MONTH else end.day
    months = (end.year - start.year) * 12 + end.month - start.month
    return months * _BOND_MONTH + last - first


def _actual_actual(start: date, end: date) -> Fraction:
    share = Fraction(0)
    while start < end:
        stop = min(end, date(start.year + 1, 1, 1))
        share += Fraction((stop - start).days, 366 if calendar.isleap(start.year) else 365)
        start = stop
    return share
