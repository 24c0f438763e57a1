"""Days of a rate: each has a weight, and a span may be cut anywhere."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinghuan.dates import year_fraction
from qinghuan.debts.day_counts import days_a_year, weight
from qinghuan.debts.entries import DayCount

DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))
COUNTS = get_args(DayCount)


@given(days=st.tuples(DAYS, DAYS, DAYS).map(sorted), count=st.sampled_from(COUNTS))
def test_a_span_cut_in_two_counts_the_same(days, count):
    first, middle, last = days

    cut = weight(first, middle, count) + weight(middle, last, count)
    assert cut == weight(first, last, count)


@given(first=DAYS, length=st.integers(0, 900), count=st.sampled_from(COUNTS))
def test_the_share_of_a_year_is_that_of_the_convention(first, length, count):
    last = first + timedelta(days=length)
    if count == "30/360" and last.day == 31:
        last = last.replace(day=30)
    if last < first:
        return

    share = weight(first, last, count) / days_a_year(count)
    assert share == year_fraction(first, last, count)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 28),
        (date(2026, 2, 28), date(2026, 3, 31), 32),
        (date(2026, 3, 30), date(2026, 3, 31), 0),
        (date(2026, 1, 15), date(2027, 1, 15), 360),
    ],
)
def test_every_month_has_thirty_days_under_30_360(first, last, days):
    assert weight(first, last, "30/360") == days


def test_a_day_of_a_leap_year_weighs_less_under_actual_actual():
    assert weight(date(2028, 1, 1), date(2029, 1, 1), "actual/actual") == 365
    assert weight(date(2028, 2, 28), date(2028, 2, 29), "actual/actual") == Fraction(365, 366)
