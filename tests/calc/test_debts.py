"""The operations that look at one debt as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qinghuan import calc

EXAMPLES = json.loads(
    (Path(__file__).resolve().parents[2] / "tools" / "calc_examples.json").read_text("utf-8")
)


def asked(operation, **changes):
    return calc.answer({"op": operation, **EXAMPLES[operation], **changes})


def debt(**changes):
    return {**EXAMPLES["owed"]["debt"], **changes}


def test_a_claim_that_forgot_a_payment_is_explained_to_the_fen():
    found = asked("reconcile").result
    assert (found["claimed"], found["ours"], found["difference"]) == (
        "5290.00",
        "4982.40",
        "307.60",
    )
    assert [one["kind"] for one in found["findings"]] == ["payment_not_credited"]
    assert found["unexplained"] == "0.00"


def test_what_is_owed_comes_part_by_part_with_the_way_to_it():
    found = asked("owed").result
    assert {part: one["value"] for part, one in found["parts"].items()} == {
        "principal": "4800.00",
        "penalty_interest": "182.40",
    }
    assert found["payments"][0]["settled"] == {
        "instalment_fee": "60.00",
        "penalty_interest": "40.00",
        "principal": "200.00",
    }
    assert found["complete"]


def test_terms_that_are_not_known_leave_a_range_and_a_question():
    found = asked("owed", debt=debt(terms={})).result
    assert not found["complete"]
    assert found["open"][0]["question"].id == "debts.ask.penalty_rate"


def test_the_stage_counts_from_the_day_after_the_due_day_and_names_its_source():
    found = asked("stage").result
    assert (found["days"], found["label"]["id"]) == (92, "M4")
    assert found["label"]["parameter"]["name"] == "stages.overdue"


def test_the_cap_is_a_line_for_a_court_and_never_an_amount_not_owed():
    found = asked("cap").result
    assert found["charged"]["value"] == "222.40"
    assert found["excess"]["value"] == "0.00"
    assert found["says"].id == "debts.cap.below"
    assert found["parameter"]["name"] == "court.reduction_line"


def test_a_private_loan_has_no_line_of_licensed_lenders():
    found = asked("cap", debt=debt(product="private", lender="private")).result
    assert (found["line"], found["says"].id) == (None, "debts.cap.private")


def test_limitation_is_inside_or_stop():
    assert asked("limitation").result["standing"] == "inside"
    assert asked("limitation", on="2030-01-01").result["standing"] == "stop"


def test_limitation_names_every_day_that_started_it_anew():
    acts = [{"on": "2028-12-01", "act": "request_for_delay"}]
    found = asked("limitation", acts=acts, on="2030-01-01").result

    assert (found["standing"], found["runs_from"]) == ("inside", "2028-12-01")
    assert [one["act"] for one in found["restarts"]] == [
        "part_payment",
        "request_for_delay",
    ]


@pytest.mark.parametrize("operation", ["owed", "cap", "reconcile"])
def test_a_debt_of_which_nothing_fell_due_is_a_fault_with_its_place(operation):
    [wrong] = asked(operation, debt=debt(due=[])).problems
    assert wrong.where == "/debt/due"


def test_a_claim_that_is_missing_is_a_fault_with_its_place():
    assert asked("reconcile", debt=debt()).problems[0].where == "/debt/claim"
    assert asked("cap", of="claim").problems[0].where == "/debt/claim"


def test_an_unknown_product_is_a_fault_that_names_the_known_ones():
    [wrong] = asked("owed", debt=debt(product="guess")).problems
    assert (wrong.where, wrong.code) == ("/debt/product", "field.choice")


@pytest.mark.parametrize(
    ("terms", "at"),
    [
        ({"penalty_rate": "-1"}, "/debt/terms/penalty_rate"),
        ({"penalty_rate": "1e400"}, "/debt/terms/penalty_rate"),
        ({"late_fee_minimum": "-1.00"}, "/debt/terms/late_fee_minimum"),
    ],
)
def test_terms_no_contract_can_have_are_faults_with_their_place(terms, at):
    assert asked("owed", debt=debt(terms=terms)).problems[0].where == at


def test_a_day_before_the_rule_is_a_fault_that_names_the_rule():
    [wrong] = asked("limitation", on="1980-01-01").problems
    assert wrong.code == "calc.gap"


def test_a_day_at_the_end_of_the_calendar_is_a_fault():
    far = debt(due=[{"on": "9999-12-31", "principal": "5.00"}])
    assert asked("owed", debt=far, on="9999-12-31").problems[0].code == "field.range"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("penalty_rate", "6"),
        ("penalty_rate", "1.01"),
        ("late_fee_rate", "1.5"),
        ("penalty_factor", "101"),
        ("rate", "1.01"),
    ],
)
def test_a_rate_above_the_whole_sum_is_a_slip_of_the_pen(name, value):
    [found] = asked("owed", debt=debt(terms={name: value})).problems

    assert (found.where, found.code) == (f"/debt/terms/{name}", "field.range")


def test_a_rate_may_be_higher_for_a_year_than_for_a_day():
    assert asked("owed", debt=debt(terms={"rate": "1.01", "rate_per": "year"})).result


@pytest.mark.parametrize("names", [("one", "one"), ("#2", "")])
def test_two_payments_of_one_name_are_refused_with_the_place_of_the_second(names):
    events = [
        {"type": "due", "on": "2026-08-20", "principal": "1000"},
        *({"type": "payment", "on": "2026-09-01", "amount": "10", "id": name} for name in names),
    ]
    [found] = calc.answer({"op": "ledger", "events": events, "on": "2026-09-02"}).problems

    assert (found.where, found.code) == ("/events/2/id", "field.twice")
