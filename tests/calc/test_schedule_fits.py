"""Options of a schedule that would change nothing are faults at their place."""

from __future__ import annotations

import pytest

from qinghuan import calc

LOAN = {
    "op": "schedule",
    "principal": "12000",
    "rate": {"annual": "0.12"},
    "n": 12,
    "start": "2026-01-10",
}
CHANGE = {"rate_changes": [{"row": 3, "rate": {"annual": "0.06"}}]}
FIXED = {"shape": "fixed_payment", "payment": "1500"}
CUSTOM = {"shape": "custom", "payments": ["1000"] * 11}
PAID = {"paid": [{"on": "2026-03-05", "amount": "100"}]}
STEPPED = {"shape": "stepped", "weights": ["1"] * 12}


def answered(**changes):
    return calc.answer({**LOAN, **changes})


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({**FIXED, **CHANGE}, "/rate_changes"),
        ({"shape": "lump_sum", **CHANGE}, "/rate_changes"),
        ({"shape": "interest_free", **CHANGE}, "/rate_changes"),
        ({"rate": {"flat_total": "0.1"}, "shape": "flat", **CHANGE}, "/rate_changes"),
        ({"rate_changes": [{"row": 13, "rate": {"annual": "0.1"}}]}, "/rate_changes/0/row"),
        ({"rate_changes": CHANGE["rate_changes"] * 2}, "/rate_changes/1/row"),
        ({"shape": "flat", "grace": 2}, "/grace"),
        ({"rate": {"flat_period": "0.01"}, "grace": 2}, "/grace"),
        ({**FIXED, "grace": 2}, "/grace"),
        ({**CUSTOM, "grace": 2}, "/grace"),
        ({**STEPPED, "grace": 2}, "/grace"),
        ({"shape": "lump_sum", "grace": 2}, "/grace"),
        ({"grace_interest": "waived"}, "/grace_interest"),
        ({"shape": "flat", "balloon": "500"}, "/balloon"),
        ({"shape": "interest_first", "balloon": "500"}, "/balloon"),
        ({"shape": "lump_sum", "balloon": "500"}, "/balloon"),
        ({"balloon": "500", "payment": "900"}, "/balloon"),
        ({"weights": ["1"] * 12}, "/weights"),
        ({"payments": ["1"] * 11}, "/payments"),
        ({"shape": "equal_principal", "payment": "500"}, "/payment"),
        ({"shape": "equal_principal", "amortise_over": 24}, "/amortise_over"),
        ({"shape": "flat", "rounding": {"carry": True}}, "/rounding/carry"),
        ({"shape": "flat", "first_period": "spread"}, "/first_period"),
        ({"shape": "balloon"}, "/balloon"),
        ({"shape": "deferred"}, "/grace"),
        ({"days_after": 3}, "/pay_day"),
        ({"every": {"weeks": 1}, "pay_day": 10}, "/pay_day"),
        ({"minimum": "2000", "payment": "1900"}, "/payment"),
        ({**FIXED, "minimum": "100"}, "/minimum"),
        ({"rate": None}, "/rate"),
        ({**PAID, "rounding": {"carry": True}}, "/rounding/carry"),
        ({**PAID, "first_due": "2026-03-01", "first_period": "spread"}, "/first_period"),
        ({**PAID, "rate": {"flat_total": "0.1"}}, "/shape"),
        ({"as_of": "2026-03-01", "shape": "equal_principal"}, "/shape"),
        ({"shape": "equal_principal", "n": None}, "/n"),
    ],
)
def test_an_option_that_would_change_nothing_is_a_fault_at_its_place(options, place):
    assert [one.where for one in answered(**options).problems] == [place]


@pytest.mark.parametrize("name", ["grace", "weights", "rounding", "first_period", "every"])
def test_null_stands_for_what_is_left_out(name):
    assert answered(**{name: None}).result == answered().result


def test_null_in_the_rounding_means_not_rounded():
    rounding = {"payment": None, "interest": None, "mode": None}

    assert (
        answered(rounding=rounding).result
        == answered(rounding={"payment": "none", "interest": "none"}).result
    )


def test_a_step_of_rounding_may_be_a_number():
    assert answered(rounding={"payment": 10}).result == answered(rounding={"payment": "10"}).result


def test_without_a_rate_an_interest_free_plan_is_free():
    found = answered(shape="interest_free", rate=None).result

    assert (found["payment"], found["totals"]["interest"]) == ("1000.00", "0.00")


def test_weights_say_how_many_rows_there_are():
    assert answered(**STEPPED).result == answered(**STEPPED, n=12).result
    short = calc.answer({name: one for name, one in {**LOAN, **STEPPED}.items() if name != "n"})
    assert len(short.result["rows"]) == 12


def test_the_rows_asked_for_and_given_are_said():
    assert answered().result["n"] == {"asked": 12, "given": 12}
    assert answered(payment="2000").result["n"] == {"asked": 12, "given": 7}


def test_a_minimum_and_a_pay_day_shape_the_rows():
    found = answered(minimum="3000", pay_day=25, days_after=3).result

    assert [row["due"] for row in found["rows"]] == [
        "2026-01-28",
        "2026-02-28",
        "2026-03-28",
        "2026-04-28",
        "2026-05-28",
    ]
    assert {row["payment"] for row in found["rows"][:-1]} == {"3000.00"}


def test_ten_thousand_rows_are_too_many_and_a_loan_of_thirty_years_of_weeks_is_not():
    weekly = {"every": "week", "principal": "500000"}

    assert [one.where for one in answered(n=10_000, **weekly).problems] == ["/n"]
    assert len(answered(n=1560, **weekly).result["rows"]) == 1560


def test_without_payments_rows_up_to_the_day_of_the_statement_are_late():
    late = answered(as_of="2026-04-20", day_count="actual/365").result

    assert (
        late["rows"][2]["interest"] > answered(day_count="actual/365").result["rows"][2]["interest"]
    )
