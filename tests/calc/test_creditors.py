"""``calc creditors``: the comparison, the cheapest plan, and what is wrong with a request."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qinghuan import calc

CARD = {"balance": "3000", "apr": "0.24", "minimum": "100"}
LOAN = {"balance": "1000", "apr": "0.12", "minimum": "50", "days_late": 120}


def asked(**request):
    return calc.answer({"op": "creditors", **request})


def test_the_plan_pays_every_debt_and_the_winner_is_the_cheapest_allowed_way():
    found = asked(debts=[CARD, LOAN], budget="400").result

    costs = {row["way"]: row["cost"]["value"] for row in found["comparison"] if row["allowed"]}
    assert found["cost"]["value"] == costs[found["best"]] == min(costs.values(), key=Decimal)
    assert Decimal(found["bound"]["value"]) <= Decimal(found["cost"]["value"])
    assert found["plan"][-1]["left"] == ["0.00", "0.00"]
    assert sum(Decimal(row["total"]) for row in found["plan"]) == Decimal(found["total_paid"])
    assert len(found["plan"]) == found["months"]


def test_the_own_order_is_kept_and_the_figures_come_back_in_the_order_given():
    given = asked(debts=[CARD, LOAN], budget="400", time_limit=0).result
    turned = asked(debts=[CARD, LOAN], budget="400", order=[1, 0], time_limit=0).result

    own = {
        which: next(row for row in found["comparison"] if row["way"] == "given")
        for which, found in (("given", given), ("turned", turned))
    }
    assert own["given"]["unpaid"][0] < own["turned"]["unpaid"][0]
    assert own["given"]["unpaid"][1] > own["turned"]["unpaid"][1]
    assert given["outcome"] == "not_asked"


def test_by_month_only_the_months_named_pay_and_the_first_one_is_counted_from():
    found = asked(
        debts=[{"balance": "900", "apr": "0"}], by_month={"6": "500", "7": "500"}, first_month=5
    ).result

    assert [row["total"] for row in found["plan"]] == ["0.00", "500.00", "400.00"]


@pytest.mark.parametrize(
    ("request_", "at", "code"),
    [
        ({"debts": [CARD], "budget": "0"}, "/budget", "field.above"),
        ({"debts": [CARD], "by_month": {}}, "/by_month", "field.above"),
        ({"debts": [CARD], "by_month": {"13": "5"}}, "/by_month/13", "field.most"),
        ({"debts": [CARD], "budget": "99"}, "/budget", "plans.creditors.below_minimums"),
        (
            {"debts": [{"balance": "1000", "apr": "0.5"}], "budget": "9"},
            "/budget",
            "plans.creditors.never_paid",
        ),
        ({"debts": [], "budget": "9"}, "/debts", "field.empty"),
        ({"debts": [{"balance": "0", "apr": "0"}], "budget": "9"}, "/debts", "field.empty"),
        ({"debts": [CARD]}, "/budget", "field.exactly_one"),
        ({"debts": [CARD], "budget": "9", "by_month": {"1": "9"}}, "/budget", "field.exactly_one"),
        ({"debts": [CARD], "budget": "900", "order": [1]}, "/order", "field.range"),
        ({"debts": [CARD], "budget": "900", "time_limit": -1}, "/time_limit", "field.least"),
        ({"debts": [CARD], "budget": "900", "time_limit": 61}, "/time_limit", "field.most"),
        ({"debts": [{**CARD, "balance": "-1"}], "budget": "9"}, "/debts/0/balance", "field.least"),
        (
            {
                "debts": [{**CARD, "must_pay": {"amount": "2000", "by_month": 2}}],
                "budget": "400",
            },
            "/debts/0/must_pay",
            "plans.creditors.must_pay",
        ),
    ],
)
def test_what_cannot_be_answered_is_named_by_its_place(request_, at, code):
    assert [(one.where, one.code) for one in asked(**request_).problems] == [(at, code)]
