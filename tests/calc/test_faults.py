"""Faults of requests: each in words that say what is wrong, at a place that is in the request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qinghuan import calc

ROOT = Path(__file__).resolve().parents[2]
GOOD = {"op": "accrue", "principal": "1", "daily_rate": "0.1", "days": 1}
LOAN = {
    "op": "schedule",
    "principal": "1000",
    "rate": {"annual": "0.12"},
    "n": 12,
    "start": "2026-01-01",
}
LEDGER = {
    "op": "ledger",
    "terms": {"penalty": {"daily": "0.0005"}},
    "on": "2026-03-01",
    "events": [{"type": "drawdown", "on": "2026-01-01", "amount": "1000"}],
}


def faults(request):
    return [(one.where, one.code.removeprefix("field.")) for one in calc.answer(request).problems]


def codes(text):
    return [[one.code for one in found.problems] for found in calc.answers(text)]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "9" * 5000, "-" + "9" * 5000])
def test_a_number_that_is_none_leaves_the_other_requests_answered(number):
    good = json.dumps(GOOD)
    broken = good.replace('"1"', number, 1)
    found = list(calc.answers(f"[{good}, {broken}, {good}]"))

    assert [bool(one.problems) for one in found] == [False, True, False]
    assert [(one.where, one.code) for one in found[1].problems] == [("/principal", "field.number")]


def test_a_number_that_is_none_is_found_wherever_it_stands():
    request = '{"op": "annual_rate", "flows": [{"amount": "1"}, {"amount": NaN}], "unit": NaN}'
    [found] = calc.answers(request)

    assert {one.where for one in found.problems} == {"/flows/1/amount", "/unit"}


def test_of_requests_on_lines_the_first_one_may_be_broken():
    good = json.dumps(GOOD)

    assert codes(f"{{broken\n{good}\n{good}") == [["calc.not_json"], [], []]
    assert codes(f"nonsense\n{good}") == [["calc.not_json"], []]
    assert codes(f"[{good}, {good}]\n{good}") == [[], [], []]
    assert codes(f"[\n{good},\n{good}\n]") == [[], []]


def test_one_request_may_be_written_over_several_lines():
    request = {"op": "annual_rate", "flows": [{"amount": "-1"}, {"amount": "2"}]}
    lines = json.dumps(request, indent=1).replace("{\n   ", "{").replace("\n  }", "}")

    assert codes(lines) == [[]]
    assert codes(lines[:-1]) == [["calc.not_json"]]


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        ({"type": "due", "principal": "5"}, ("/events/1/on", "missing")),
        (
            {"type": "payment", "on": "2026-02-01", "amount": "x"},
            ("/events/1/amount", "money"),
        ),
        (
            {"type": "reage", "on": "2026-02-20", "n": 0, "first_due": "2026-03-01"},
            ("/events/1/n", "least"),
        ),
        ({"type": "present", "on": "2026-02-01"}, ("/events/1/type", "choice")),
        ({"on": "2026-02-01"}, ("/events/1/type", "missing")),
        (
            {"type": "payment", "on": "2026-02-01", "amount": "5", "payment": "5"},
            ("/events/1/payment", "unknown"),
        ),
    ],
)
def test_the_place_of_a_fault_is_a_place_of_the_request(event, fault):
    assert fault in faults({**LEDGER, "events": [*LEDGER["events"], event]})


def test_an_unknown_kind_of_event_is_answered_with_the_kinds_there_are():
    request = {**LEDGER, "events": [{"type": "present", "on": "2026-02-01"}]}
    [found] = calc.answer(request).problems

    assert "'payment'" in found.what.parameters["choices"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"rate": {}}, ("/rate", "exactly_one")),
        ({"rate": {"annual": "-0.1"}}, ("/rate/annual", "least")),
        ({"rate": {"annual": "abc"}}, ("/rate/annual", "number")),
        ({"rate": "0.12"}, ("/rate", "object")),
        ({"every": "hourly"}, ("/every", "choice")),
        ({"every": {"months": 1, "days": 1}}, ("/every", "exactly_one")),
        ({"weights": "abc", "shape": "stepped"}, ("/weights", "list")),
        ({"n": "many"}, ("/n", "whole")),
        ({"paid": {}}, ("/paid", "list")),
        ({"rounding": {"carry": "so"}}, ("/rounding/carry", "true_false")),
    ],
)
def test_a_fault_says_what_is_wrong(changes, fault):
    assert fault in faults({**LOAN, **changes})


def test_too_many_payments_are_said_to_be_too_many():
    flows = [{"amount": "1"}] * 10_001

    assert faults({"op": "annual_rate", "flows": flows}) == [("/flows", "at_most")]


@pytest.mark.parametrize(
    ("name", "days"),
    [("weekly", 7), ("biweekly", 14), ("Bi-weekly", 14), ("fortnightly", 14), ("daily", 1)],
)
def test_a_period_may_be_named_as_it_is_spoken(name, days):
    asked = {**LOAN, "every": name, "n": 1}

    [row] = calc.answer(asked).result["rows"]
    assert row["due"] == f"2026-01-{days + 1:02d}"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_edge_of_the_calendar_is_a_fault_of_that_request(day):
    examples = json.loads((ROOT / "tools" / "calc_examples.json").read_text("utf-8"))

    assert faults({"op": "affordable", **examples["affordable"], "on": day}) == [("/on", "range")]
