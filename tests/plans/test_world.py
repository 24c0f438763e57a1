"""The months ahead: the household's own figures under assumptions, at both of their ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from household import made
from qinghuan import policy
from qinghuan.dates import add_months
from qinghuan.household.affordable import affordable
from qinghuan.money import yuan
from qinghuan.plans.schedule import equal_instalments
from qinghuan.plans.world import Draw, Stage, assumed, monthly, outlook, world
from qinghuan.words import say

BEGINS = date(2026, 12, 1)
SEED = 20261124


def household(**changes):
    statement = made.stated(made.sheet(cash=yuan("3000"), **changes))
    return statement, affordable(statement, today=made.TODAY)


def plan(amount, months, first=date(2026, 12, 28)):
    days = [add_months(first, at) for at in range(months)]
    return equal_instalments(yuan(amount), yuan("0"), days)


def looked(rows, **changes):
    return outlook(*household(**changes), rows, seed=SEED, count=4000)


def test_the_chance_is_said_with_both_ends_its_error_and_every_assumption():
    found = looked(plan("6000", 12))

    assert found.cautious < found.chance.value < found.hopeful
    assert Decimal(0) < found.error < Decimal("0.01")
    assert found.on_time <= found.chance.value
    assert set(found.chance.assumptions) == set(assumed(household()[0]))
    for name in found.chance.assumptions:
        assert policy.assumption(name)
    said = say(found.chance.formula, "zh_CN")
    assert "4000次" in said
    assert "12个月" in said


def test_the_same_facts_always_give_the_same_outlook():
    assert looked(plan("6000", 12)) == looked(plan("6000", 12))


def test_half_of_the_surplus_is_mostly_kept_and_all_of_it_mostly_not():
    """Published samples: about nine in ten at half, about half of ordinary plans."""
    statement, can_pay = household()
    half = outlook(statement, can_pay, plan(can_pay.monthly.value * 24, 24), seed=SEED)
    whole = outlook(statement, can_pay, plan(can_pay.surplus.value * 24, 24), seed=SEED)

    assert half.chance.value > whole.chance.value + Decimal("0.2")
    assert half.hopeful > Decimal("0.85")


def test_what_falls_due_in_a_month_is_added_and_months_without_a_row_stand_there_too():
    first, second = plan("300", 3, date(2027, 1, 28)), plan("100", 2, date(2027, 1, 5))

    found = monthly([*first, *second], BEGINS)

    assert found == [yuan("0"), yuan("150"), yuan("150"), yuan("100")]


def test_only_own_lasting_income_counts_and_a_benefit_neither_varies_nor_is_lost():
    incomes = (
        made.wages("4000"),
        made.earned({6: yuan("9000")}, source="cordyceps"),
        made.earned(dict.fromkeys(range(1, 13), yuan("300")), source="benefits"),
        made.earned({1: yuan("800")}, source="family_help"),
        made.earned({1: yuan("5000")}, lasting=False),
    )
    ahead = world(*household(incomes=incomes), BEGINS)
    wage, harvest, benefit = ahead.sources

    assert (wage.by_season, harvest.by_season) == (False, True)
    assert wage.loss_chance > 0 == harvest.loss_chance == benefit.loss_chance == benefit.variability
    assert harvest.by_month[5] == 9000
    assert ahead.first_month == 12
    assert ahead.buffer == 3000


def test_what_must_be_kept_is_never_less_than_the_floor():
    statement, can_pay = household(expenses=made.needs(**dict.fromkeys(made.MONTHLY_NEEDS, "")))

    if can_pay.kept_by_month:
        ahead = world(statement, can_pay, BEGINS)
        floor = statement.floor
        assert all(
            kept >= float(floor.least(month)) for month, kept in enumerate(ahead.kept, start=1)
        )


@pytest.mark.parametrize("end", ["cautious", "hopeful"])
def test_the_bad_end_is_worse_in_every_assumption_and_the_good_end_better(end):
    central, other = world(*household(), BEGINS), world(*household(), BEGINS, end)
    worse = end == "cautious"

    assert (other.shock_chance > central.shock_chance) is worse
    assert (other.shock_size > central.shock_size) is worse
    assert (other.sources[0].variability > central.sources[0].variability) is worse
    assert (other.sources[0].loss_chance > central.sources[0].loss_chance) is worse
    assert (other.sources[0].loss_months > central.sources[0].loss_months) is worse


def test_without_known_income_or_without_rows_there_is_no_outlook():
    statement, can_pay = household(incomes=())

    assert outlook(statement, can_pay, (), seed=SEED) is None
    unknown = made.stated(None)
    assert outlook(unknown, affordable(unknown, today=made.TODAY), plan("600", 6), seed=1) is None


def test_the_weakest_month_is_named_where_plans_break():
    found = looked(plan("60000", 12))

    assert found.chance.value < Decimal("0.1")
    assert found.weakest >= BEGINS


def test_money_in_hand_is_told_month_by_month_from_low_to_high():
    statement, can_pay = household()
    stage = Stage.of(statement, can_pay, 24, Draw(SEED, 2000))
    rows = plan("6000", 12)
    found = stage.in_hand(rows)

    assert [one.month for one in found] == [add_months(BEGINS, at) for at in range(12)]
    assert all(yuan("0") <= one.low <= one.middle <= one.high for one in found)
    dear = stage.in_hand(plan("24000", 12))
    assert found[0].middle > dear[0].middle
    assert stage.in_hand(rows, "cautious")[-1].middle < found[-1].middle
    assert stage.in_hand(rows) == found
