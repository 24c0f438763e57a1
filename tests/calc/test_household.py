"""What a household can pay and offer, as requests: whatever it looks like, honest results."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path

import pytest

from qinghuan import calc

EXAMPLES = json.loads(
    (Path(__file__).parents[2] / "tools" / "calc_examples.json").read_text("utf-8")
)
HOME = EXAMPLES["affordable"]["household"]
DEBT = EXAMPLES["offers"]["debts"][0]
ON = "2026-11-20"
ALL_YEAR = range(1, 13)


def home(**changes):
    return {**copy.deepcopy(HOME), **changes}


def affordable(**changes):
    return calc.answer({"op": "affordable", "household": home(**changes), "on": ON})


def offered(*debts, op="offers", **changes):
    debts = debts or (DEBT,)
    return calc.answer({"op": op, "household": home(**changes), "debts": debts, "on": ON})


def earns(amount, months=ALL_YEAR):
    return [{"source": "building", "by_month": {str(month): amount for month in months}}]


def owes(principal):
    return {
        "product": "huabei",
        "lender": "consumer_finance",
        "terms": {"penalty_rate": "0.0005", "penalty_base": "overdue_principal"},
        "due": [{"on": "2026-08-20", "principal": principal}],
    }


def test_what_can_be_paid_is_a_share_of_what_is_left_after_what_must_be_kept():
    found = affordable().result
    left = sum(map(Decimal, found["income_by_month"].values())) - sum(
        map(Decimal, found["kept_by_month"].values())
    )

    assert found["path"] == "can_pay"
    assert Decimal(found["monthly"]["value"]) * 12 <= left
    assert found["monthly"]["assumptions"]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"incomes": earns("0")}, "no_surplus"),
        ({"incomes": earns("1000.00")}, "no_surplus"),
        ({"incomes": []}, "unknown"),
        ({"expenses": []}, "unknown"),
        ({"members": [*HOME["members"], *[HOME["members"][1]] * 15]}, "no_surplus"),
        ({"incomes": earns("30000.00", (6, 9))}, "can_pay"),
    ],
)
def test_every_household_has_a_path_and_only_one_that_can_pay_gets_plans(changes, path):
    found = affordable(**changes).result

    assert found["path"] == path
    if path == "no_surplus":
        assert any("12348" in str(calc.spoken(step, "zh_CN")) for step in found["steps"])
    if path != "can_pay":
        assert found["monthly"]["value"] == "0.00"
        assert offered(**changes).result["debts"][0]["offers"] == []
        assert offered(op="options", **changes).result["options"] == []


def test_a_surplus_of_a_few_fen_gives_no_plan_of_fen():
    kept = affordable().result["kept_by_month"]
    year = sum(map(Decimal, kept.values()))
    incomes = [{"source": "trade", "by_month": {"1": str(year + Decimal("0.24"))}}]
    found = affordable(incomes=incomes).result

    assert found["path"] in {"can_pay", "no_surplus"}
    assert Decimal(found["monthly"]["value"]) <= Decimal("0.01")
    for each in offered(incomes=incomes).result["debts"]:
        assert each["offers"] == []


@pytest.mark.parametrize("principal", ["0.01", "10000000.00"])
def test_the_smallest_and_the_largest_debt_get_an_honest_answer(principal):
    [found] = offered(owes(principal)).result["debts"]

    for offer in found["offers"]:
        assert offer["burden"] == "fits"
        assert sum(Decimal(row["amount"]) for row in offer["rows"]) == Decimal(
            offer["total"]["value"]
        )


def test_sixty_creditors_share_what_there_is_and_none_gets_more_than_its_share():
    debts = [owes(f"{1000 + 10 * place}.00") for place in range(60)]
    found = offered(*debts, op="options").result
    monthly = Decimal(affordable().result["monthly"]["value"])
    first = {}
    for one in found["options"]:
        first.setdefault(one["debt"], Decimal(one["rows"][0]["amount"]))

    fitting = [one for one in found["options"] if one["burden"] == "fits"]
    assert all(Decimal(one["rows"][0]["amount"]) <= monthly for one in fitting)
    assert calc.answer(
        {"op": "options", "household": HOME, "debts": [*debts, debts[0]], "on": ON}
    ).problems


def test_a_debt_near_or_past_three_years_gets_no_offer():
    old = {**owes("1000.00"), "due": [{"on": "2020-08-20", "principal": "1000.00"}]}
    [found] = offered(old).result["debts"]

    assert (found["limitation"], found["offers"]) == ("stop", [])


def test_the_offers_are_the_same_for_the_same_request_and_ask_for_less_step_by_step():
    first, again = offered().result, offered().result
    [debt] = first["debts"]

    assert first == again
    assert debt["offers"][0]["role"] == "opening"
    waived = [sum(map(Decimal, one["waived"].values())) for one in debt["offers"]]
    assert waived == sorted(waived, reverse=True)
    for one in debt["offers"]:
        assert float(one["cautious"]) <= float(one["chance"]["value"]) <= float(one["hopeful"])


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"incomes": earns("-1")}, "/household/incomes/0/by_month/1"),
        ({"expenses": [{"category": "housing", "amount": "-5"}]}, "/household/expenses/0/amount"),
        ({"members": []}, "/household/members"),
        ({"cash": "-1"}, "/household/cash"),
        ({"share_of_surplus": "1.5"}, "/household/share_of_surplus"),
        ({"place": "moon"}, "/household/place"),
    ],
)
def test_a_fault_in_the_household_is_named_by_its_place(changes, place):
    assert place in [problem.where for problem in affordable(**changes).problems]


def test_the_floor_names_the_figure_it_rests_on_and_grows_with_the_household():
    def bound(members):
        request = {"op": "floor", "place": "haidong", "residence": "rural", "on": ON}
        return calc.answer({**request, "members": members}).result

    two, four = bound(2), bound(4)

    assert Decimal(four["bound"]["value"]) == 2 * Decimal(two["bound"]["value"])
    assert four["bound"]["parameters"][0]["name"] == "qinghai.rural_minimum_allowance"
    assert len(four["bands"]) == 8
    assert calc.answer(
        {"op": "floor", "place": "haidong", "residence": "rural", "on": ON, "members": 0}
    ).problems
