"""Equal instalments: they sum to the fen, fit the month, fall after pay day."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.errors import RuleError
from qinghuan.money import ZERO, total, yuan
from qinghuan.plans.schedule import due_days, equal_amounts, equal_instalments, rows_needed

TODAY = date(2026, 11, 20)

amounts = st.decimals(min_value="0.01", max_value="90000.00", places=2)


def test_the_last_row_takes_the_residue():
    assert equal_amounts(yuan("100"), 3) == [yuan("33.34"), yuan("33.34"), yuan("33.32")]


def test_a_few_fen_over_many_rows_still_leave_each_row_something():
    assert equal_amounts(yuan("0.05"), 4) == [yuan("0.01")] * 3 + [yuan("0.02")]


@pytest.mark.parametrize("rows", [0, -1, 6])
def test_rows_without_a_fen_are_refused(rows):
    with pytest.raises(RuleError, match="rows"):
        equal_amounts(yuan("0.05"), rows)


@pytest.mark.parametrize(
    ("whole", "most", "rows"),
    [("100", "100", 1), ("100.01", "100", 2), ("1000", "333.33", 4), ("0.01", "5", 1)],
)
def test_the_fewest_rows_that_fit_are_taken(whole, most, rows):
    assert rows_needed(yuan(whole), yuan(most)) == rows


def test_rows_need_amounts_above_zero():
    with pytest.raises(RuleError, match="above zero"):
        rows_needed(yuan("10"), ZERO)


@settings(max_examples=60)
@given(amounts, amounts)
def test_the_fewest_rows_fit_and_one_fewer_would_not(whole, most):
    rows = rows_needed(whole, min(most, whole))
    if rows > 2000:
        return
    paid = equal_amounts(whole, rows)

    assert total(paid) == whole
    assert all(ZERO < amount <= most for amount in paid)
    assert rows == 1 or most * (rows - 1) < whole


@settings(max_examples=60)
@given(amounts, st.just(ZERO) | amounts, st.integers(1, 60))
def test_every_row_and_every_column_sums(principal, other, count):
    whole = principal + other
    count = min(count, int(whole * 100))
    rows = equal_instalments(principal, other, due_days(TODAY, count, 15))

    assert total(row.amount for row in rows) == whole
    assert total(row.principal for row in rows) == principal
    assert total(row.other for row in rows) == other
    assert all(row.principal + row.other == row.amount for row in rows)
    assert all(row.principal >= ZERO and row.other >= ZERO for row in rows)
    assert [row.n for row in rows] == list(range(1, count + 1))


@pytest.mark.parametrize(
    ("pay_day", "days"),
    [
        (28, [date(2026, 12, 29), date(2027, 1, 29), date(2027, 3, 1)]),
        (31, [date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)]),
        (5, [date(2026, 12, 6), date(2027, 1, 6), date(2027, 2, 6)]),
        (None, [date(2026, 12, 20), date(2027, 1, 20), date(2027, 2, 20)]),
    ],
)
def test_rows_fall_on_the_day_after_pay_day_from_next_month(pay_day, days):
    assert due_days(TODAY, 3, pay_day) == days


@given(st.integers(1, 31), st.integers(1, 40))
def test_due_days_always_rise(pay_day, count):
    assert all(before < after for before, after in pairwise(due_days(TODAY, count, pay_day)))
