"""Calculations for programs: right figures, and faults named by their place."""

from __future__ import annotations

import json

import pytest

from qinghuan import calc
from qinghuan.words import say


def asked(**request):
    request["op"] = request.pop("operation", None)
    [found] = calc.answers(json.dumps(request))
    return found


def test_simple_interest_is_rounded_once():
    found = asked(
        operation="accrue",
        principal="7800.00",
        daily_rate="0.0005",
        start="2026-08-20",
        end="2026-11-20",
    )

    assert found.result == {"days": 92, "interest": "358.80", "exact": "358.80"}


def test_interest_of_free_days_is_left_out_and_the_exact_figure_shown():
    found = asked(
        operation="accrue", principal="521.5", rate={"daily": "0.0005"}, days=75, free_days=50
    )
    assert found.result == {"days": 25, "interest": "6.52", "exact": "6.51875"}


def test_a_yearly_rate_is_divided_by_the_day_count():
    year = {"operation": "accrue", "principal": "5000", "rate": {"annual": "0.039"}, "days": 30}
    assert asked(**year, day_count="actual/360").result["interest"] == "16.25"
    assert asked(**year).result["interest"] == "16.03"


def test_a_parameter_comes_with_its_source():
    found = asked(operation="parameter", name="court.reduction_line", on="2026-11-20").result

    assert (found["value"], found["source"]["number"]) == ("24%", "法发〔2017〕22号")


ACCRUE = {"operation": "accrue", "principal": "1.50", "daily_rate": "0.1"}
DAYS = {"start": "2026-01-01", "end": "2026-01-02"}
LOAN = {"operation": "schedule", "principal": "100", "rate": {"annual": "0.1"}, "n": 3}
START = {"start": "2026-01-01"}
PARAMETER = {"operation": "parameter", "on": "2026-08-20"}
CUSTOM = {**START, "shape": "custom"}
TOO_LITTLE = {"shape": "fixed_payment", "payment": "0.10"}
FLOWS = [{"amount": "-100"}, {"amount": "60"}, {"amount": "60"}]


@pytest.mark.parametrize(
    ("request_", "at", "code"),
    [
        ({"operation": "guess"}, "/op", "calc.operation"),
        ({**PARAMETER, "name": "court.no"}, "/name", "calc.no_parameter"),
        ({**ACCRUE, "start": "2026-01-01"}, "/end", "field.missing"),
        ({**ACCRUE, "start": "soon", "end": "2026-01-02"}, "/start", "field.day"),
        ({**ACCRUE, **DAYS, "principal": 1.5}, "/principal", "field.money"),
        ({**ACCRUE, **DAYS, "principal": "1.005"}, "/principal", "field.money"),
        ({**ACCRUE, **DAYS, "principal": "9" * 40}, "/principal", "field.money"),
        ({**ACCRUE, **DAYS, "principal": "NaN"}, "/principal", "field.money"),
        ({**ACCRUE, "start": "2026-01-02", "end": "2026-01-01"}, "/end", "field.backwards"),
        ({**ACCRUE, **DAYS, "more": 1}, "/more", "field.unknown"),
        ({**LOAN, **START, "principal": "0"}, "/principal", "field.above"),
        ({**LOAN, **START, "principal": "-5"}, "/principal", "field.above"),
        ({**LOAN, **START, "n": 0}, "/n", "field.least"),
        ({**LOAN, **START, "n": 10_000}, "/n", "field.most"),
        ({**LOAN, "start": "2026-02-29"}, "/start", "field.day"),
        ({**LOAN, **START, "first_due": "2025-12-31"}, "/first_due", "field.backwards"),
        (
            {**LOAN, **START, "rate": {"annual": "0.1", "daily": "0.1"}},
            "/rate",
            "field.exactly_one",
        ),
        ({**LOAN, **START, "rate": {"annual": "-0.1"}}, "/rate/annual", "field.least"),
        ({**LOAN, **START, "every": {"months": 0}}, "/every/months", "field.least"),
        ({**LOAN, **START, "shape": "round"}, "/shape", "field.choice"),
        ({**LOAN, **START, "shape": "seasonal", "weights": ["1"]}, "/weights", "field.count"),
        ({**LOAN, **START, "shape": "fixed_payment"}, "/payment", "field.missing"),
        ({**LOAN, **START, **TOO_LITTLE}, "/payment", "field.never_paid"),
        ({**LOAN, **START, "payment": "101.00"}, "/payment", "field.rule"),
        ({**LOAN, **START, "payment": "0"}, "/payment", "field.above"),
        ({**LOAN, **START, "payment": "-100"}, "/payment", "field.above"),
        ({**LOAN, **START, "payment": "0.10"}, "/payment", "field.never_paid"),
        ({**LOAN, **CUSTOM, "payments": ["-1"]}, "/payments/0", "field.least"),
        ({**LOAN, **CUSTOM, "payments": ["5", "99"]}, "/payments/1", "field.rule"),
        ({**LOAN, "start": "9999-12-31"}, "/start", "field.rule"),
        ({**LOAN, "start": "9999-11-20"}, "/n", "field.rule"),
        (
            {**LOAN, **START, "paid": [{"on": "2026-02-01", "amount": "999"}]},
            "/paid/0/amount",
            "field.rule",
        ),
        (
            {**LOAN, **START, "paid": [{"on": "2025-02-01", "amount": "9"}]},
            "/paid/0/on",
            "field.rule",
        ),
        ({**ACCRUE, "days": 1, "principal": "0"}, "/principal", "field.above"),
        ({**ACCRUE, **DAYS, "days": 1}, "/days", "field.either"),
        ({**ACCRUE, **DAYS, "rate": {"daily": "0.1"}}, "/daily_rate", "field.either"),
        ({"operation": "annual_rate", "flows": FLOWS[:1]}, "/flows", "field.at_least"),
        (
            {"operation": "annual_rate", "method": "xirr", "flows": FLOWS},
            "/flows/0/date",
            "field.missing",
        ),
        (
            {
                "operation": "annual_rate",
                "flows": [{"amount": "1", "period": 0, "years": 0}, *FLOWS],
            },
            "/flows/0",
            "field.one_time",
        ),
        ({"operation": "payoff", "debts": []}, "/debts", "field.empty"),
        (
            {"operation": "payoff", "debts": [{"balance": "100", "apr": "5"}], "budget": "10"},
            "/debts",
            "field.never_paid",
        ),
        ({"operation": "pro_rata", "available": "5", "debts": ["0"]}, "/debts", "field.empty"),
        ({"operation": "allocate", "payment": "0", "parts": {}}, "/payment", "field.above"),
    ],
)
def test_a_fault_is_named_by_its_place(request_, at, code):
    found = asked(**request_).problems

    assert (at, code) in {(problem.where, problem.code) for problem in found}


def turned(flows):
    return [{"amount": str(-int(one["amount"]))} for one in flows]


@pytest.mark.parametrize("flows", [FLOWS, turned(FLOWS)])
def test_either_sign_may_come_first(flows):
    assert asked(operation="annual_rate", flows=flows).result["period"] == "0.130662386292"


def test_payments_that_go_one_way_have_no_rate_and_a_reason():
    found = asked(operation="annual_rate", flows=[{"amount": "-1"}, {"amount": "-2"}]).result
    assert (found["period"], found["effective"], found["roots"]) == (None, None, [])
    assert found["reason"]


def test_a_faulty_request_leaves_the_others_answered():
    good = {"op": "accrue", "principal": "1", "daily_rate": "0.1", "days": 1}
    found = list(calc.answers(json.dumps([good, {"op": "guess"}, 5, good])))

    assert [bool(each.problems) for each in found] == [False, True, True, False]


def test_requests_may_stand_one_on_each_line_and_a_broken_line_is_said():
    good = '{"op": "accrue", "principal": "1", "daily_rate": "0.1", "days": 1}'
    found = list(calc.answers(f"{good}\n\n{{broken\n{good}\n"))

    assert [each.problems[0].code if each.problems else "" for each in found] == [
        "",
        "calc.not_json",
        "",
    ]


@pytest.mark.parametrize("text", ["", "{", "[1", "nonsense", "[" * 100_000])
def test_what_is_no_json_is_said_to_be_none(text):
    [found] = calc.answers(text)

    assert found.problems[0].code == "calc.not_json"


def test_a_request_of_ten_megabytes_is_refused():
    [found] = calc.answers(json.dumps({"op": "accrue", "note": "x" * 10_000_000}))

    assert found.problems[0].code == "calc.too_long"


@pytest.mark.parametrize("operation", calc.OPERATIONS)
def test_the_schema_of_every_operation_names_it_and_describes_it(operation):
    described = calc.schema(operation)
    assert described["properties"]["op"] == {"const": operation}
    assert described["description"]
    assert "op" in described["required"]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"payment": "2000"}, "每期还的加起来比欠的还多"),
        ({"paid": [{"on": "2026-02-28", "amount": "99999"}]}, "有一笔还款比欠的还多"),
        ({"paid": [{"on": "2026-01-01", "amount": "5"}]}, "有一笔还款早于放款日"),
        ({"n": 1200, "start": "9950-01-01"}, "日期超出了日历"),
    ],
)
def test_what_cannot_be_is_said_in_the_language_of_the_user_and_what_to_do(request_, said):
    loan = {"principal": "1000", "rate": {"annual": "0.12"}, "n": 12, "start": "2026-01-31"}
    [wrong] = calc.answer({"op": "schedule", **loan, **request_}).problems

    assert said in say(wrong.what, "zh_CN")
    assert say(wrong.mend, "zh_CN") == "改好这一项再试。"
