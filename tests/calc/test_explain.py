"""Every figure of a calculation can say where it comes from, when it is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qinghuan import calc
from qinghuan.explained import Explained, told
from qinghuan.words import Text, say

EXAMPLES = json.loads(
    (Path(__file__).parents[2] / "tools" / "calc_examples.json").read_text("utf-8")
)
EXPLAINS = ["accrue", "allocate", "annual_rate", "ledger", "payoff", "pro_rata", "schedule"]
"""Operations that answer in bare amounts; the results of the others explain themselves."""


def explained(operation, **more):
    request = {"op": operation, **EXAMPLES[operation], **more}
    answer = calc.answer(request, explain=True)
    assert answer.problems == ()
    return answer


def at(result, place):
    for name in place.strip("/").split("/"):
        result = result[int(name)] if isinstance(result, list) else result[name]
    return result


@pytest.mark.parametrize("operation", EXPLAINS)
def test_what_is_explained_is_the_figure_that_is_answered(operation):
    answer = explained(operation)

    assert answer.explained
    for place, way in answer.explained.items():
        assert float(way["value"]) == float(at(answer.result, place)), place


@pytest.mark.parametrize("operation", EXPLAINS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_way_is_said_in_both_languages(operation, language):
    for way in explained(operation).explained.values():
        assert say(way["formula"], language)
        json.dumps(calc.spoken(way, language))


@pytest.mark.parametrize("operation", calc.OPERATIONS)
def test_nothing_is_explained_that_was_not_asked(operation):
    assert calc.answer({"op": operation, **EXAMPLES[operation]}).explained is None


@pytest.mark.parametrize(
    "more",
    [
        {"shape": "equal_principal"},
        {"shape": "interest_free"},
        {"shape": "interest_first"},
        {"shape": "flat", "rate": {"flat_total": "0.08"}},
        {"shape": "balloon", "balloon": "100"},
        {"shape": "deferred", "grace": 2},
        {"shape": "stepped", "weights": ["1"] * 12},
        {"shape": "seasonal", "weights": {"6": "3", "7": "1"}},
        {"shape": "custom", "payments": ["700"] * 11},
        {"shape": "fixed_payment", "payment": "2000", "n": None},
        {"shape": "lump_sum"},
        {"payment": "790"},
    ],
)
def test_a_schedule_of_any_shape_says_where_its_rows_come_from(more):
    request = {"principal": "9000", "rate": {"annual": "0.12"}, "n": 12, "start": "2026-01-05"}
    answer = calc.answer({"op": "schedule", **request, **more}, explain=True)

    assert answer.problems == ()
    rows = len(answer.result["rows"])
    assert sum(place.startswith("/rows/") for place in answer.explained) == rows
    assert ("/payment" in answer.explained) is (answer.result["payment"] is not None)
    for way in answer.explained.values():
        assert say(way["formula"], "zh_CN")


def test_a_part_of_a_ledger_names_the_days_the_payments_and_the_rule_behind_it():
    way = explained("ledger").explained["/parts/penalty_interest/owed"]
    said = calc.spoken(way, "zh_CN")

    assert any("天，基数" in str(value) for value in said["inputs"].values())
    assert all(one["confidence"] in {"H", "M"} for one in said["parameters"])


def test_a_rate_without_a_root_has_nothing_to_explain():
    flows = [{"period": "0", "amount": "100"}, {"period": "1", "amount": "100"}]
    answer = calc.answer({"op": "annual_rate", "method": "irr", "flows": flows}, explain=True)

    assert answer.explained == {}


def test_a_fault_is_told_and_nothing_explained():
    answer = calc.answer({"op": "schedule", "principal": "-1"}, explain=True)

    assert answer.problems
    assert answer.explained is None


def test_figures_made_of_figures_are_told_to_any_depth():
    inner = Explained(1, Text("debts.ask.parts"), {"n": 2})
    outer = Explained(3, Text("debts.ask.parts"), {"inner": inner})

    assert told(outer)["inputs"]["inner"]["inputs"] == {"n": 2}
