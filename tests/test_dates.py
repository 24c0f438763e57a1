"""Days: months keep their anchor, a day is counted once, conventions are exact."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.dates import add_months, china_today, days_past_due, monthly, year_fraction
from qinghuan.errors import RuleError


def test_the_end_of_a_month_keeps_its_anchor():
    assert list(monthly(date(2026, 1, 31), 4)) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_an_anchor_day_comes_back_after_a_short_month():
    assert list(monthly(date(2026, 2, 28), 2, anchor_day=31)) == [
        date(2026, 2, 28),
        date(2026, 3, 31),
    ]


@pytest.mark.parametrize(
    ("today", "days"), [(date(2026, 8, 19), 0), (date(2026, 8, 20), 0), (date(2026, 8, 21), 1)]
)
def test_the_day_after_the_due_date_is_the_first_late_day(today, days):
    assert days_past_due(date(2026, 8, 20), today) == days


def test_china_is_already_tomorrow_in_the_evening_of_utc():
    assert china_today(datetime(2026, 11, 20, 16, tzinfo=UTC)) == date(2026, 11, 21)
    with pytest.raises(RuleError, match="time zone"):
        china_today(datetime(2026, 11, 20, 16))


@pytest.mark.parametrize(
    ("convention", "fraction"),
    [
        ("actual/365", Fraction(366, 365)),
        ("actual/360", Fraction(366, 360)),
        ("actual/actual", Fraction(1)),
        ("30/360", Fraction(1)),
    ],
)
def test_a_leap_year_by_each_convention(convention, fraction):
    assert year_fraction(date(2024, 1, 1), date(2025, 1, 1), convention) == fraction


def test_thirty_day_months_follow_the_bond_basis():
    assert year_fraction(date(2026, 1, 31), date(2026, 3, 31), "30/360") == Fraction(60, 360)
    assert year_fraction(date(2026, 1, 15), date(2026, 3, 31), "30/360") == Fraction(76, 360)


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(RuleError, match="before it starts"):
        year_fraction(date(2026, 2, 1), date(2026, 1, 1), "actual/365")


@settings(max_examples=80)
@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-600, 600))
def test_months_forth_and_back_never_leave_the_anchor(day, months):
    moved = add_months(day, months)

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day
