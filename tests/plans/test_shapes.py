"""Even and seasonal rows: they sum to the fen and none is above what its month may take."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.errors import RuleError
from qinghuan.money import ZERO, total, yuan
from qinghuan.plans.shapes import Calendar, Debt, equal, fewest, seasonal, seasonal_lengths

CALENDAR = Calendar(date(2026, 11, 20), 25, None)
HARVEST = {5: yuan("900.00"), 6: yuan("600.00")}
fen = st.integers(1, 2_000_000).map(lambda count: yuan(count) / 100).map(yuan)


def test_seasonal_rows_follow_what_each_month_may_take():
    rows = seasonal(Debt(yuan("1000"), ZERO), HARVEST, 8, CALENDAR)

    assert [(row.due, row.amount) for row in rows] == [
        (date(2027, 5, 26), yuan("600.00")),
        (date(2027, 6, 26), yuan("400.00")),
    ]


def test_months_that_cannot_hold_the_debt_give_no_plan():
    assert seasonal(Debt(yuan("1500.01"), ZERO), HARVEST, 8, CALENDAR) is None
    assert seasonal(Debt(yuan("1500.00"), ZERO), HARVEST, 6, CALENDAR) is None


def test_only_lengths_that_end_with_a_month_that_pays_are_tried():
    lengths = list(seasonal_lengths(Debt(yuan("1400"), ZERO), HARVEST, 24, CALENDAR))

    assert lengths == [7, 18, 19]


def test_rows_of_less_than_a_yuan_are_no_plan():
    thin = {month: yuan("0.50") for month in range(1, 13)}

    assert seasonal(Debt(yuan("1.20"), ZERO), thin, 12, CALENDAR) is None


def test_a_later_calendar_begins_so_many_months_later():
    assert CALENDAR.later(3).days(2) == [date(2027, 3, 26), date(2027, 4, 26)]


def test_fewer_fen_than_rows_are_refused():
    with pytest.raises(RuleError):
        equal(Debt(yuan("0.02"), ZERO), 3, CALENDAR)


@settings(max_examples=60, deadline=None)
@given(
    fen,
    fen,
    st.dictionaries(st.integers(1, 12), fen, min_size=1, max_size=12),
    st.integers(1, 60),
)
def test_no_fen_appears_or_disappears_and_no_month_gives_more_than_it_may(
    principal, other, by_month, months
):
    debt = Debt(principal, other)
    rows = seasonal(debt, by_month, months, CALENDAR)
    if rows is None:
        return

    assert total(row.amount for row in rows) == debt.total
    assert total(row.principal for row in rows) == principal
    assert all(row.amount <= by_month[row.due.month] for row in rows)
    assert [row.n for row in rows] == list(range(1, len(rows) + 1))


@settings(max_examples=60, deadline=None)
@given(fen, fen)
def test_the_fewest_even_rows_stay_within_what_may_be_taken(whole, most):
    months = fewest(Debt(whole, ZERO), most, 2_000_000)
    if months > 400:
        return
    rows = equal(Debt(whole, ZERO), months, CALENDAR)

    assert total(row.amount for row in rows) == whole
    assert all(row.amount <= most for row in rows)
