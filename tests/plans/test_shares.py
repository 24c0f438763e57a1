"""What each debt may take: never more together than the household can pay, in any month."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import due
from household import made
from plans.test_offers import household
from plans.test_options import position
from qinghuan.money import total, yuan
from qinghuan.plans.shares import allot


@settings(max_examples=30, deadline=None)
@given(
    made.incomes,
    st.lists(st.integers(1, 90_000), min_size=1, max_size=6),
    st.integers(0, 60_000),
)
def test_shares_of_every_kind_stay_within_the_whole(incomes, principals, cash):
    can_pay = household(incomes=tuple(incomes), cash=yuan(str(cash))).affordable
    debts = [
        position(due("2026-08-20", str(amount)), id=f"d{n}") for n, amount in enumerate(principals)
    ]
    shares = allot(debts, can_pay).values()

    assert total(one.monthly.value for one in shares) == can_pay.monthly.value
    assert total(one.once for one in shares) <= can_pay.spare
    for month, most in can_pay.by_month.items():
        assert total(one.by_month[month] for one in shares) <= most
