"""What the penalty adds until the last fen is paid: an upper bound, never less than it comes to."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.money import ZERO, yuan
from qinghuan.plans.running import Running, running
from qinghuan.plans.schedule import due_days, equal_instalments

TODAY = date(2026, 11, 20)
RATE = Fraction("0.0005")


def rows(principal, other, count):
    return equal_instalments(yuan(principal), yuan(other), due_days(TODAY, count, None))


def test_one_row_bears_the_days_until_it_is_due_and_a_row_more_for_what_they_added():
    # 1000 x 0.0005 x 30 days = 15.00, settled first; 15.00 of principal stays another 31 days.
    assert running(rows("1000", "0", 1), RATE, TODAY) == Running(yuan("15.24"), 2)


def test_without_a_rate_nothing_is_added_and_no_row_more_is_needed():
    assert running(rows("1000", "50", 10), Fraction(0), TODAY) == Running(ZERO, 10)


def test_interest_and_fees_bear_penalty_only_where_they_may():
    narrow = running(rows("1000", "500", 5), RATE, TODAY)
    wide = running(rows("1000", "500", 5), RATE, TODAY, on_everything=True)

    assert wide.added > narrow.added


def test_rows_below_the_penalty_of_a_month_never_end():
    assert running(rows("100000", "0", 60), Fraction("0.01"), TODAY) is None


money = st.decimals(min_value="10", max_value="50000", places=2)


@settings(max_examples=60, deadline=None)
@given(money, money, st.integers(1, 60), st.integers(1, 12))
def test_it_is_never_below_the_penalty_on_principal_that_falls_row_by_row(
    principal, other, count, rate
):
    planned, daily = rows(principal, other, count), Fraction(rate, 10000)
    left, before, least = Fraction(principal), TODAY, Fraction(0)
    for row in planned:
        least += left * daily * (row.due - before).days
        left, before = left - Fraction(row.principal), row.due

    found = running(planned, daily, TODAY)

    assert found is None or (found.added >= least and found.months >= count)
