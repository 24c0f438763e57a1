"""The cheapest plan: never dearer than a way without a search, never below what is proved."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.several_made import RISK, drawn, faults, small
from qinghuan.errors import Problem
from qinghuan.money import ZERO, yuan
from qinghuan.plans.least_cost import least_cost
from qinghuan.plans.lower_bound import unavoidable
from qinghuan.plans.several import Capacity, Debt, MustPay, Risk, Rules
from qinghuan.words import LANGUAGES, say

PLAIN = Rules(risk=RISK)
SHORT = 1.0


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_cheapest_is_sound_and_lies_between_the_bound_and_every_allowed_way(seed):
    debts, capacity, rules = drawn(seed)
    found = least_cost(debts, capacity, rules, time_limit=SHORT)

    if isinstance(found, Problem):
        assert not any(plan.allowed for plan in _plans(debts, capacity, rules).values())
        return
    assert faults(found.plan, debts, capacity, rules) == []
    assert found.plan is found.plans[found.plan.way]
    assert all(found.plan.cost <= plan.cost for plan in found.plans.values() if plan.allowed)
    assert ZERO <= found.bound.value <= found.plan.cost
    assert 0 <= found.gap < 1 or found.bound.value == ZERO


def _plans(debts, capacity, rules):
    from qinghuan.plans.paying import heuristics

    return heuristics(debts, capacity, rules)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_what_is_known_without_a_solver_is_below_every_allowed_way(seed):
    debts, capacity, rules = drawn(seed)
    for plan in _plans(debts, capacity, rules).values():
        if plan.allowed:
            assert unavoidable(debts, capacity, rules, plan.months) <= plan.cost


@pytest.mark.parametrize("seed", range(12))
def test_without_interest_it_agrees_with_trying_everything(seed):
    debts, capacity, rules, least = small(seed)
    found = least_cost(debts, capacity, rules)

    assert found.plan.cost == least
    assert found.plan.cost - found.bound.value <= yuan("0.01")


@pytest.mark.parametrize("seed", [6, 10, 17])
def test_a_finished_search_played_to_the_fen_is_as_good_as_its_bound_says(seed):
    debts, capacity, rules = drawn(seed)
    found = least_cost(debts, capacity, rules, time_limit=30)

    assert (found.outcome, found.plan.way) == ("solved", "least_cost")
    assert found.plan.cost - found.bound.value < RISK.monthly / 2


def test_an_exact_fit_is_not_lost_to_rounding():
    """Every month is spent to the fen, and a fen too few would cost another month of a suit."""
    debts = [
        Debt(yuan("8217.50"), Decimal("0.18"), yuan("100"), days_late=92),
        Debt(yuan("1045.00"), Decimal("0.146"), yuan("50"), days_late=30),
        Debt(yuan("4860.00"), Decimal("0.1825"), yuan("150"), MustPay(yuan("1000"), 4)),
    ]
    found = least_cost(debts, Capacity.even(yuan("900")), PLAIN, time_limit=30)

    assert found.plan.cost - found.bound.value < yuan("1")


@pytest.mark.parametrize("seed", [7, 93])
def test_the_cheaper_way_wins_over_the_faster_one(seed):
    debts, capacity, rules = drawn(seed)
    found = least_cost(debts, capacity, rules, time_limit=0)

    assert found.plan.way == "avalanche"
    assert found.plan.months > found.plans["given"].months


def test_what_the_first_month_can_just_pay_is_no_unavoidable_suit():
    late = [Debt(yuan(size), Decimal(0), days_late=200) for size in ("100", "200", "50")]

    assert unavoidable(late, Capacity.even(yuan("350")), PLAIN, 3) == ZERO
    assert unavoidable(late, Capacity.even(yuan("349.99")), PLAIN, 3) == RISK.monthly


def test_a_small_late_debt_goes_first_where_its_suit_costs_more_than_the_interest_elsewhere():
    late = Debt(yuan("400"), Decimal("0.05"), days_late=200)
    dear = Debt(yuan("4000"), Decimal("0.20"))
    found = least_cost([dear, late], Capacity.even(yuan("400")), PLAIN)

    assert found.plan.ended[1] == 2
    assert found.plan.cost < found.plans["avalanche"].cost
    assert found.cost.assumptions


def test_a_debt_that_must_be_met_waits_as_long_as_it_may_where_waiting_is_cheaper():
    free = Debt(yuan("3000"), Decimal(0), must_pay=MustPay(yuan("1500"), 6))
    dear = Debt(yuan("3000"), Decimal("0.30"))
    found = least_cost([free, dear], Capacity.even(yuan("600")), PLAIN)

    assert found.plan.way == "least_cost"
    assert found.plan.cost < min(
        found.plans[way].cost for way in ("avalanche", "snowball", "given", "pro_rata")
    )
    assert sum(row[0].paid for row in found.plan.rows[:6]) >= yuan("1500")


def test_without_time_the_best_known_way_stands_with_a_bound():
    debts, capacity, rules = drawn(5)
    found = least_cost(debts, capacity, rules, time_limit=0)

    assert (found.outcome, found.timed_out) == ("not_asked", False)
    assert found.plan.way != "least_cost"
    assert ZERO < found.bound.value <= found.plan.cost


def test_a_search_that_is_cut_short_says_so():
    debts, capacity, rules = drawn(24)
    found = least_cost(debts, capacity, rules, time_limit=0.01)

    assert found.timed_out
    assert found.bound.value <= found.plan.cost


def test_the_same_input_gives_the_same_answer():
    debts, capacity, rules = drawn(11)

    first, second = (least_cost(debts, capacity, rules, time_limit=30) for _ in "ab")
    assert first.outcome == "solved"
    assert first == second


def test_sixty_creditors_get_a_plan_and_a_bound():
    debts = [
        Debt(yuan(1000 + 37 * at), Decimal(5 + at % 30).scaleb(-2), yuan("50"), days_late=at)
        for at in range(60)
    ]
    found = least_cost(debts, Capacity.even(yuan("9000")), PLAIN, time_limit=SHORT)

    assert found.plan.allowed
    assert found.gap < Decimal("0.2")


@pytest.mark.parametrize(
    ("debts", "budget", "code"),
    [
        ([Debt(yuan("100"), Decimal("0.1"), yuan("50"))], "20", "below_minimums"),
        ([Debt(yuan("100"), Decimal(2))], "10", "never_paid"),
        ([Debt(yuan("100"), Decimal(0))], "0", "never_paid"),
        (
            [Debt(yuan("900"), Decimal(0), must_pay=MustPay(yuan("500"), 2))],
            "100",
            "must_pay",
        ),
    ],
)
def test_what_cannot_be_done_is_a_problem_with_words(debts, budget, code):
    found = least_cost(debts, Capacity.even(yuan(budget)), PLAIN)

    assert isinstance(found, Problem)
    assert found.code == f"plans.creditors.{code}"
    for language in LANGUAGES:
        assert say(found.what, language) != say(found.mend, language)


@pytest.mark.parametrize("budget", ["0.01", "300000", "9999999999999.99"])
def test_the_smallest_and_the_largest_debts_stand_in_one_plan(budget):
    debts = [Debt(yuan("0.01"), Decimal("0.24")), Debt(yuan("10000000"), Decimal("0.06"))]
    found = least_cost(debts, Capacity.even(yuan(budget)), Rules(risk=Risk.assumed("high")))

    if budget == "0.01":
        assert found.code == "plans.creditors.never_paid"
    else:
        assert faults(found.plan, debts, Capacity.even(yuan(budget)), PLAIN) == []
        assert found.gap < Decimal("0.001")
