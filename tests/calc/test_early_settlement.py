"""Settling early as a request: three ways, the one asked for, and what cannot be."""

from __future__ import annotations

import pytest

from qinghuan import calc

PLAN = {
    "principal": "3600",
    "rate": {"flat_total": "0.12"},
    "n": 12,
    "start": "2026-01-20",
    "shape": "flat",
}


def asked(**more):
    return calc.answer({"op": "early_settlement", "plan": PLAN, "on": "2026-06-05", **more})


def test_all_three_ways_come_back_the_cheapest_first():
    ways = asked(paid=4).result["ways"]

    assert [one["way"] for one in ways] == ["unbilled_waived", "fee_refunded", "all_due"]
    assert [one["total"]["value"] for one in ways] == ["2400.00", "2416.96", "2688.00"]


def test_the_way_the_contract_says_is_named_and_none_without_it():
    assert asked(paid=4, way="all_due").result["settling"]["total"]["value"] == "2688.00"
    assert asked(paid=4).result["settling"] is None


def test_a_bill_that_was_issued_before_its_due_day_counts_as_billed():
    ways = {one["way"]: one for one in asked(paid=4, billed=5).result["ways"]}

    assert ways["unbilled_waived"]["fee"]["value"] == "36.00"


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"paid": 12}, "/paid"),
        ({"paid": -1}, "/paid"),
        ({"on": "2025-01-01"}, "/on"),
        ({"plan": {**PLAN, "shape": "fixed_payment"}}, "/plan/payment"),
        ({"plan": {**PLAN, "principal": "-1"}}, "/plan/principal"),
        ({"charge": "-1"}, "/charge"),
        ({"way": "none"}, "/way"),
    ],
)
def test_a_fault_is_named_by_its_place(more, place):
    [wrong] = asked(**more).problems

    assert wrong.where == place
