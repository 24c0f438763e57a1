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


def test_on_a_day_before_the_rule_limitation_is_stop_and_never_inside():
    assert asked("limitation", on="1980-01-01").result["standing"] == "stop"


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


CARD = {
    "product": "credit_card",
    "lender": "bank",
    "terms": {"rate": "0.0005", "interest_free": True, "late_fee_rate": "0"},
    "changes": [{"kind": "money_drawn", "on": "2026-07-10", "amount": "10000"}],
    "due": [{"on": "2026-08-25", "principal": "10000", "minimum": "1000"}],
}


def card(paid, **terms):
    return {
        **CARD,
        "terms": {**CARD["terms"], **terms},
        "payments": [{"on": "2026-08-25", "amount": paid}],
    }


def interest_of(debt, on="2026-08-26"):
    found = asked("owed", debt=debt, on=on).result
    return found["parts"].get("interest", {}).get("value"), found


def test_a_bill_not_paid_in_full_bears_interest_on_the_whole_of_it_from_the_purchase():
    # 10,000 × 46 days × 0.05 % = 230.00, and one day on the 9,500 left: 4.75.
    assert interest_of(card("500"))[0] == "234.75"


def test_a_bill_paid_in_full_and_in_time_bears_no_interest():
    value, found = interest_of(card("10000"))

    assert value is None
    assert found["total"] == "0.00"


def test_without_an_interest_free_time_the_interest_falls_due_with_the_bill():
    # 230.00 falls due, 500 pays it and 270 of principal; a day on 9,730: 4.87 (4.865).
    assert interest_of(card("500", interest_free=False))[0] == "4.87"


def test_whether_a_bill_is_interest_free_is_asked_and_both_ends_are_shown():
    given = card("10000", interest_free=None)
    given = {**given, "due": [{"on": "2026-08-25", "principal": "10000"}]}
    found = asked("owed", debt=given, on="2026-08-26").result

    assert {gap["about"] for gap in found["open"]} >= {"interest_free"}
    principal = next(gap for gap in found["open"] if gap["part"] == "principal")
    assert (principal["low"]["value"], principal["high"]["value"]) == ("0.00", "230.00")
    told = asked("owed", debt={**given, "terms": CARD["terms"]}, on="2026-08-26").result
    assert (told["total"], told["complete"]) == ("0.00", True)


def test_a_bill_that_states_its_interest_is_believed():
    stated = card("500")
    stated = {**stated, "due": [{**stated["due"][0], "interest": "88.00"}]}

    assert interest_of(stated, "2026-08-25")[0] is None
    found = asked("owed", debt=stated, on="2026-08-25").result
    assert found["payments"][0]["settled"] == {"interest": "88.00", "principal": "412.00"}


def test_full_balance_interest_is_reached_from_the_ledger_as_well():
    events = [
        {"type": "drawdown", "on": "2026-07-10", "amount": "10000"},
        {"type": "due", "on": "2026-08-25", "principal": "10000", "minimum": "1000"},
        {"type": "payment", "on": "2026-08-25", "amount": "500"},
    ]
    request = {"op": "ledger", "events": events, "on": "2026-08-26"}
    terms = {"rate": {"daily": "0.0005"}, "interest_free": True}

    found = calc.answer({**request, "terms": terms}).result["parts"]
    assert found["interest"]["overdue"] == "230.00"
    plain = calc.answer({**request, "terms": {**terms, "interest_free": False}}).result["parts"]
    assert (plain["interest"]["in"], plain["interest"]["owed"]) == ("230.00", "0.00")


def test_full_balance_interest_is_part_of_what_a_claim_is_compared_with():
    lines = [
        {"name": "本金", "part": "principal", "amount": "9500"},
        {"name": "利息", "part": "interest", "amount": "234.75"},
    ]
    claim = {"on": "2026-08-26", "total": "9734.75", "lines": lines}
    found = calc.answer({"op": "reconcile", "debt": {**card("500"), "claim": claim}}).result

    assert (found["ours"], found["difference"], found["findings"]) == ("9734.75", "0.00", [])


YEARLY = {
    "product": "bank_loan",
    "lender": "bank",
    "terms": {
        "rate": "0.026",
        "rate_per": "year",
        "penalty_factor": "1.5",
        "penalty_base": "overdue_principal",
        "compounding": "none",
    },
    "due": [{"on": "2026-08-20", "principal": "5000.00"}],
}


def yearly(count, **more):
    return {**YEARLY, "terms": {**YEARLY["terms"], "day_count": count}, **more}


@pytest.mark.parametrize(
    ("count", "total"),
    [("actual/365", "5016.03"), ("actual/360", "5016.25"), ("30/360", "5015.71")],
)
def test_a_yearly_rate_follows_the_day_count_of_the_contract(count, total):
    # 5,000 × 3.9 % × 30 ÷ 365 or ÷ 360; by months of 30 days, 29 ÷ 360.
    found = asked("owed", debt=yearly(count), on="2026-09-19").result

    assert (found["total"], found["complete"]) == (total, True)


def test_a_day_count_that_is_not_known_is_asked_and_both_ends_are_shown():
    found = asked("owed", debt=YEARLY, on="2026-09-19").result
    [gap] = found["open"]

    assert (found["total"], found["complete"]) == ("5016.03", False)
    assert (gap["about"], gap["low"]["value"], gap["high"]["value"]) == (
        "day_count",
        "16.03",
        "16.25",
    )
    assert gap["says"].id == "debts.open.between"


def claimed(penalty):
    lines = [
        {"name": "本金", "part": "principal", "amount": "5000.00"},
        {"name": "罚息", "part": "penalty_interest", "amount": penalty},
    ]
    whole = f"{5000 + float(penalty):.2f}"
    return {"on": "2026-09-19", "total": whole, "lines": lines}


def test_a_claim_by_the_other_year_is_a_question_where_the_contract_is_silent():
    found = calc.answer({"op": "reconcile", "debt": {**YEARLY, "claim": claimed("16.25")}}).result[
        "findings"
    ]

    assert [(one["kind"], one["amount"]) for one in found] == [("other_rate", "0.22")]
    assert found[0]["says"].id == "debts.found.other_rate.day_count"


def test_a_claim_by_the_other_year_is_a_deviation_where_the_contract_says_it():
    debt = yearly("actual/365", claim=claimed("16.25"))
    found = calc.answer({"op": "reconcile", "debt": debt}).result["findings"]

    assert [(one["kind"], one["amount"]) for one in found] == [("other_rate", "0.22")]
    assert found[0]["says"].id == "debts.found.other_rate"
    assert (
        calc.answer(
            {"op": "reconcile", "debt": yearly("actual/360", claim=claimed("16.25"))}
        ).result["findings"]
        == []
    )


FEE = {"share": "0.045", "per": "total", "principal": "1000.00", "instalments": 6}


@pytest.mark.parametrize(
    ("fee", "rows", "whole"),
    [
        (FEE, 1, "7.50"),
        (FEE, 6, "45.00"),
        (FEE, 7, "45.00"),
        ({**FEE, "share": "0.0451"}, 6, "45.10"),
        ({**FEE, "share": "0.0451"}, 5, "37.60"),
        ({**FEE, "per": "period", "share": "0.0075", "instalments": None}, 2, "15.00"),
    ],
)
def test_an_instalment_fee_comes_from_the_terms_where_a_bill_is_silent(fee, rows, whole):
    due = [{"on": f"2026-0{row + 1}-10", "principal": "100"} for row in range(1, rows + 1)]
    terms = {"penalty_rate": "0", "penalty_base": "overdue_principal", "instalment_fee": fee}
    found = asked("owed", debt=debt(terms=terms, due=due, payments=[])).result

    assert found["parts"]["instalment_fee"]["value"] == whole


def test_an_instalment_fee_that_is_billed_is_believed_and_money_drawn_is_what_is_divided():
    due = [
        {"on": "2026-02-10", "principal": "500", "instalment_fee": "1.00"},
        {"on": "2026-03-10", "principal": "500"},
    ]
    fee = {"share": "0.02", "per": "period"}
    terms = {
        "rate": "0",
        "penalty_rate": "0",
        "penalty_base": "overdue_principal",
        "instalment_fee": fee,
    }
    drawn = [{"kind": "money_drawn", "on": "2026-01-10", "amount": "1000"}]
    given = debt(terms=terms, due=due, payments=[], changes=drawn)

    assert asked("owed", debt=given).result["parts"]["instalment_fee"]["value"] == "21.00"
    silent = asked("owed", debt={**given, "changes": []}).result
    assert [gap["about"] for gap in silent["open"]] == ["instalment_fee"]


def test_a_minimum_that_is_a_share_of_the_bill_decides_about_the_late_fee():
    terms = {
        "rate": "0.0005",
        "interest_free": False,
        "late_fee_rate": "0.05",
        "minimum_share": "0.1",
    }
    given = {**card("500"), "terms": terms}
    given["due"] = [{"on": "2026-08-25", "principal": "10000"}]

    # The bill is 10,230.00, its minimum 1,023.00; 523.00 is missing: 26.15.
    found = asked("owed", debt=given, on="2026-08-26").result
    assert found["parts"]["late_fee"]["value"] == "26.15"
    assert found["complete"]


def test_where_no_rate_is_named_the_least_is_given_and_the_upper_end_is_said_to_be_unknown():
    found = asked("owed", debt=debt(terms={}, payments=[], product="jiebei")).result
    [gap] = found["open"]

    assert (gap["low"]["value"], gap["high"], gap["says"].id) == (
        "0.00",
        None,
        "debts.open.no_upper",
    )


def test_a_factor_without_its_rate_asks_for_the_contract_rate():
    terms = {"penalty_factor": "1.5", "penalty_base": "overdue_principal"}
    found = asked("owed", debt=debt(terms=terms, payments=[], product="jiebei")).result

    assert [(gap["about"], gap["question"].id) for gap in found["open"]] == [
        ("rate", "debts.ask.rate")
    ]


def test_another_rate_in_the_ledger_is_counted_as_it_is_quoted():
    """From 26 February to 5 March are 7 days; months of thirty days make 9 of them."""
    due = {"type": "due", "on": "2026-01-20", "principal": "10000"}
    terms = {"penalty": {"annual": "0.18"}, "day_count": "30/360"}

    def borne(**change):
        events = [due, {"type": "rate_change", "on": "2026-02-26", **change}]
        request = {"op": "ledger", "terms": terms, "events": events}
        before, after = (
            calc.answer({**request, "on": on}).result["parts"]["penalty_interest"]["owed"]
            for on in ("2026-02-26", "2026-03-05")
        )
        return f"{float(after) - float(before):.2f}"

    assert borne(penalty={"annual": "0.09"}) == "22.50"
    assert borne(penalty={"daily": "0.0005"}) == "35.00"
