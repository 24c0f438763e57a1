"""Several debts month by month: no fen too many or too few, and the way that was asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.several_made import RISK, drawn, faults
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, yuan
from qinghuan.plans.creditors import NeverPaidOff, Owed, pay_off
from qinghuan.plans.paying import heuristics, pay
from qinghuan.plans.several import HEURISTICS, Capacity, Debt, MustPay, Risk, Rules

PLAIN = Rules(risk=RISK)
CARD = Debt(yuan("3000"), Decimal("0.24"), yuan("100"))
LOAN = Debt(yuan("1000"), Decimal("0.12"), yuan("50"))


def paid(plan, month):
    return [one.paid for one in plan.rows[month - 1]]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(HEURISTICS))
def test_an_allowed_plan_has_no_fault_when_kept_again_by_hand(seed, way):
    debts, capacity, rules = drawn(seed)
    plan = pay(debts, capacity, way, rules)

    if plan.allowed:
        assert faults(plan, debts, capacity, rules) == []
        assert plan.paid == sum(debt.balance for debt in debts) + plan.interest


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["avalanche", "snowball", "given"]))
def test_with_one_budget_it_agrees_with_the_plain_pay_off(seed, way):
    debts = [Debt(one.balance, one.apr, one.minimum) for one in drawn(seed)[0]]
    budget = sum(one.minimum for one in debts) + yuan("400")
    plan = pay(debts, Capacity.even(budget), way, PLAIN)
    owed = [Owed(one.balance, one.apr, one.minimum) for one in debts]
    try:
        found = pay_off(owed, way, budget=budget, step=yuan("0.01"))
    except NeverPaidOff:
        assert plan.months is None
        return

    assert (plan.months, plan.interest, plan.ended) == (
        found.months,
        found.total_interest,
        found.ended,
    )


def test_each_way_gives_the_rest_where_it_says():
    small, dear = LOAN, CARD
    capacity = Capacity.even(yuan("350"))
    plans = heuristics([small, dear], capacity, PLAIN)

    assert paid(plans["avalanche"], 1) == [yuan("50"), yuan("300")]
    assert paid(plans["snowball"], 1) == [yuan("250"), yuan("100")]
    assert paid(plans["given"], 1) == [yuan("250"), yuan("100")]
    assert paid(plans["pro_rata"], 1) == [yuan("98.98"), yuan("251.02")]


def test_what_a_gone_debt_frees_goes_to_the_next_in_the_same_month():
    plan = pay([LOAN, CARD], Capacity.even(yuan("350")), "snowball", PLAIN)

    for month in range(1, plan.months):
        assert sum(paid(plan, month)) == yuan("350")


def test_a_month_carries_what_its_calendar_month_brings_and_leaves_nothing_for_the_next():
    capacity = Capacity({6: yuan("800"), 7: yuan("100")}, first=5)
    plan = pay([Debt(yuan("1000"), Decimal(0))], capacity, "given", PLAIN)

    assert [paid(plan, month) for month in range(1, 4)] == [[ZERO], [yuan("800")], [yuan("100")]]
    assert plan.months == 14


def test_a_debt_that_must_get_an_amount_gets_it_first():
    must = Debt(yuan("1000"), Decimal(0), must_pay=MustPay(yuan("500"), 2))
    plan = pay([CARD, must], Capacity.even(yuan("400")), "avalanche", PLAIN)

    assert [paid(plan, month)[1] for month in (1, 2, 3)] == [yuan("300"), yuan("200"), ZERO]
    assert plan.allowed
    assert pay([CARD, must], Capacity.even(yuan("340")), "avalanche", PLAIN).missed == (1,)


def test_with_one_debt_at_a_time_no_second_one_gets_more_than_its_minimum():
    rules = Rules(one_at_a_time=True, risk=RISK)
    plans = heuristics([LOAN, CARD], Capacity.even(yuan("1200")), rules)

    assert paid(plans["snowball"], 1) == [yuan("1010"), yuan("100")]
    assert plans["snowball"].allowed
    assert not plans["pro_rata"].allowed
    assert plans["pro_rata"].spread


def test_minimums_above_the_month_are_paid_and_said():
    plan = pay(
        [CARD, LOAN], Capacity({month: yuan("500") for month in range(2, 13)}), "given", PLAIN
    )

    assert plan.over[0] == 1
    assert not plan.allowed


@pytest.mark.parametrize(
    ("debts", "budget"),
    [
        ([Debt(yuan("1000"), Decimal(5))], "10"),
        ([Debt(yuan("1000"), Decimal("0.12"))], "10"),
        ([Debt(yuan("1000"), Decimal(0))], "0"),
    ],
)
def test_what_never_ends_is_found_out(debts, budget):
    assert pay(debts, Capacity.even(yuan(budget)), "avalanche", PLAIN).months is None


def test_a_suit_is_expected_from_the_day_on_which_a_late_debt_is_late_enough():
    late = [Debt(yuan("300"), Decimal(0), days_late=days) for days in (0, 30, 90, 200)]
    begins = [RISK.begins(debt) for debt in late]
    plan = pay(late, Capacity.even(yuan("300")), "given", PLAIN)

    assert begins == [None, 3, 1, 1]
    assert plan.suits == (ZERO, ZERO, yuan("20.00"), yuan("30.00"))
    assert RISK.monthly == yuan("10.00")


def test_the_assumed_suit_is_dearer_at_its_bad_end():
    good, middle, bad = (Risk.assumed(end) for end in ("low", "central", "high"))

    assert good.monthly < middle.monthly < bad.monthly
    assert good.after_days > middle.after_days > bad.after_days


def test_a_plan_without_debts_or_below_zero_is_refused():
    for debts in ([], [Debt(yuan("-1"), Decimal(0))], [Debt(yuan("1"), Decimal(-1))]):
        with pytest.raises(RuleError):
            pay(debts, Capacity.even(yuan("5")), "given", PLAIN)


def test_a_debt_of_nothing_ends_before_the_first_month():
    plan = pay([Debt(ZERO, Decimal(0)), LOAN], Capacity.even(yuan("2000")), "given", PLAIN)

    assert plan.ended == (0, 1)
