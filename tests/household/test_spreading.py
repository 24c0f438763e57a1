"""Yearly amounts over months, to the fen."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from household.made import amounts, months
from qinghuan.household.spreading import average, each, spread
from qinghuan.money import total, yuan


@settings(max_examples=60)
@given(amounts, st.sets(months))
def test_the_parts_of_a_yearly_cost_sum_to_it(yearly, chosen):
    parts = spread(yearly, sorted(chosen))

    assert total(parts.values()) == yearly
    assert {month for month in parts if parts[month]} <= (chosen or set(range(1, 13)))


def test_the_last_named_month_takes_the_residue():
    assert spread(yuan(100), (10, 11, 12))[12] == yuan("33.34")


def test_a_monthly_cost_falls_in_its_months_only():
    heating = each(yuan(600), (11, 12, 1, 2))

    assert (heating[1], heating[6], average(heating)) == (yuan(600), yuan(0), yuan(200))
