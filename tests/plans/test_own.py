"""A plan of one's own: within the share, above the floor, or said what to change."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import claim, debt, due
from household import made
from qinghuan.debts.ledger import owed
from qinghuan.debts.reconcile import compare
from qinghuan.household.affordable import affordable
from qinghuan.money import total, yuan
from qinghuan.plans.ladder import LADDER, Position
from qinghuan.plans.own import LATEST, Own, Refused, Wish, own, rungs_of
from qinghuan.plans.screening import Household
from qinghuan.plans.shares import allot
from qinghuan.words import say

LINES = (
    ("本金", "principal", "12000"),
    ("分期手续费", "instalment_fee", "360"),
    ("逾期利息", "penalty_interest", "500"),
)
HARVEST = {5: "20000", 6: "20000", 10: "9000"}


@cache
def position():
    folded = debt(due("2026-08-20", "12000", "0", "360"), claim("2026-11-20", "12860", *LINES))
    ours = owed(folded, made.TODAY)
    return Position(folded, ours, compare(folded, ours))


@cache
def household(*, seasonal=False, amount="6000"):
    incomes = (made.wages(amount),)
    if seasonal:
        by_month = {month: yuan(HARVEST.get(month, "1000")) for month in range(1, 13)}
        incomes = (made.earned(by_month, source="cordyceps"),)
    statement = made.stated(made.sheet(cash=yuan("6000"), pay_day=25, incomes=incomes))
    return Household(statement, affordable(statement, today=made.TODAY), 25)


def tried(home=None, **changes):
    wish = {
        "debt": position().owed.debt,
        "kind": "penalty_waived",
        "shape": "equal",
        "months": 24,
        "waits": 0,
        "share": Decimal("0.5"),
    }
    return own([position()], home or household(), Wish(**(wish | changes)))


def code(found):
    assert isinstance(found, Refused), found
    assert say(found.problem.what, "zh_CN")
    assert say(found.problem.mend, "en")
    return found.problem.code.removeprefix("plans.own.")


def test_the_rows_come_out_as_the_wish_says_and_sum_to_the_fen():
    found = tried(months=24, waits=2)

    assert found.option.months == 24
    assert found.option.waits == 2
    assert total(row.amount for row in found.option.instalments) == yuan("12360.00")
    assert found.option.total.value == yuan("12360.00")


def test_the_burden_names_every_month_and_what_it_leaves():
    home = household(seasonal=True)
    shortest = tried(home, shape="seasonal", months=1).months
    found = tried(home, shape="seasonal", months=shortest)
    months = [one.month for one in found.burden]

    assert months == sorted(set(months))
    assert total(one.due for one in found.burden) == found.option.total.value
    assert any(one.due == 0 for one in found.burden)
    assert all(one.after == one.left - one.due for one in found.burden)


def test_too_few_months_are_refused_with_the_fewest_that_fit():
    found = tried(months=2)

    assert code(found) == "short"
    assert isinstance(tried(months=found.months), Own)
    assert code(tried(months=found.months - 1)) == "short"


def test_seasons_that_cannot_hold_it_are_refused_with_the_length_that_does():
    home = household(seasonal=True)
    found = tried(home, shape="seasonal", months=1)

    assert code(found) == "season_short"
    assert isinstance(tried(home, shape="seasonal", months=found.months), Own)


def test_where_no_length_fits_less_debt_is_asked_for_and_no_length_named():
    found = tried(share=Decimal("0.02"), months=36)

    assert code(found) == "heavy"
    assert found.months is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"share": Decimal(0)}, "share"),
        ({"share": Decimal("-0.5")}, "share"),
        ({"share": Decimal("1.01")}, "share"),
        ({"share": Decimal(10) ** 9}, "share"),
        ({"months": 0}, "months"),
        ({"months": -3}, "months"),
        ({"months": 10**9}, "months"),
        ({"waits": -1}, "waits"),
        ({"waits": LATEST + 1}, "waits"),
        ({"waits": 10**9}, "waits"),
        ({"debt": "another"}, "debt"),
        ({"kind": "as_it_is"}, "kind"),
        ({"shape": "seasonal"}, "no_seasons"),
        ({"share": Decimal("0.0000001")}, "no_surplus"),
    ],
)
def test_what_cannot_be_asked_is_said_and_never_raised(changes, why):
    assert code(tried(**changes)) == why


def test_without_a_surplus_there_is_no_plan_at_any_share():
    assert code(tried(household(amount="2000"), share=Decimal(1))) == "no_surplus"


@settings(max_examples=150, deadline=None)
@given(
    seasonal=st.booleans(),
    kind=st.sampled_from(list(LADDER)),
    shape=st.sampled_from(["equal", "seasonal"]),
    months=st.integers(-2, 80),
    waits=st.integers(-2, 40),
    share=st.decimals("-0.5", "1.5", places=3),
)
def test_no_answer_is_above_its_share_or_below_the_floor(
    seasonal, kind, shape, months, waits, share
):
    home = household(seasonal=seasonal)
    found = tried(home, kind=kind, shape=shape, months=months, waits=waits, share=share)
    if isinstance(found, Refused):
        assert code(found)
        return
    can_pay = affordable(home.statement, today=made.TODAY, share=share)
    part = allot([position()], can_pay)[position().owed.debt]
    surplus = total(can_pay.surplus_by_month.values())

    assert kind in set(rungs_of(position()))
    assert total(row.amount for row in found.option.instalments) == found.option.total.value
    for row in found.option.instalments:
        most = part.monthly.value if shape == "equal" else part.by_month[(row.due).month]
        assert yuan("1") <= row.amount <= most
    assert part.monthly.value * 12 <= surplus * share
    assert total(part.by_month.values()) <= surplus * share
    for month, most in part.by_month.items():
        assert most <= max(0, can_pay.surplus_by_month[month])
