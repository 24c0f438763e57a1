"""Calculations for programs: right figures, and faults named by their place."""

from __future__ import annotations

import json

import pytest

from qinghuan import calc


def asked(**request):
    [found], _ = calc.answer(json.dumps(request))
    return found


def test_simple_interest_is_rounded_once():
    found = asked(
        operation="accrue",
        principal="7800.00",
        daily_rate="0.0005",
        start="2026-08-20",
        end="2026-11-20",
    )

    assert found.result == {"days": 92, "interest": "358.80"}


def test_the_day_after_the_due_day_is_day_one():
    assert asked(operation="days_late", due="2026-08-20", on="2026-08-21").result == {"days": 1}
    assert asked(operation="days_late", due="2026-08-20", on="2026-08-20").result == {"days": 0}


def test_instalments_sum_to_the_fen():
    found = asked(
        operation="schedule", principal="100.00", other="0.01", rows=3, first="2026-12-28"
    ).result

    assert found["total"] == "100.01"
    assert [row["amount"] for row in found["rows"]] == ["33.34", "33.34", "33.33"]


def test_the_line_of_law_says_where_it_stands():
    found = asked(
        operation="line_of_law", principal="10000.00", start="2025-11-20", end="2026-11-20"
    ).result

    assert (found["line"], found["rate"]) == ("2400.00", "0.24")
    assert found["parameter"] == "court.reduction_line"


def test_a_parameter_comes_with_its_source():
    found = asked(operation="parameter", name="court.reduction_line", on="2026-11-20").result

    assert (found["value"], found["source"]["number"]) == ("24%", "法发〔2017〕22号")


@pytest.mark.parametrize(
    ("request_", "at", "code"),
    [
        ({}, "/", "calc.not_request"),
        ({"operation": "guess"}, "/operation", "calc.operation"),
        ({"operation": "days_late", "due": "2026-08-20"}, "/on", "field.missing"),
        ({"operation": "days_late", "due": "soon", "on": "2026-08-20"}, "/due", "field.day"),
        (
            {"operation": "parameter", "name": "court.no", "on": "2026-08-20"},
            "/name",
            "calc.no_parameter",
        ),
        (
            {"operation": "schedule", "principal": "0.01", "rows": 3, "first": "2026-12-28"},
            "/rows",
            "calc.too_small",
        ),
        (
            {
                "operation": "accrue",
                "principal": 1.5,
                "daily_rate": "0.1",
                "start": "2026-01-01",
                "end": "2026-01-02",
            },
            "/principal",
            "field.money",
        ),
        (
            {
                "operation": "accrue",
                "principal": "1.50",
                "daily_rate": "0.1",
                "start": "2026-01-02",
                "end": "2026-01-01",
            },
            "/end",
            "field.backwards",
        ),
    ],
)
def test_a_fault_is_named_by_its_place(request_, at, code):
    [found] = asked(**request_).problems

    assert (found.where, found.code) == (at, code)


def test_a_faulty_request_leaves_the_others_answered():
    good = {"operation": "days_late", "due": "2026-08-20", "on": "2026-11-20"}
    answers, is_list = calc.answer(json.dumps([good, {"operation": "guess"}, good]))

    assert is_list
    assert [bool(each.problems) for each in answers] == [False, True, False]
    assert answers[1].problems[0].where == "/1/operation"


def test_what_is_no_json_is_said_to_be_none():
    [found], _ = calc.answer("{")

    assert found.problems[0].code == "calc.not_json"
