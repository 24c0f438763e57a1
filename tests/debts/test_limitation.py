"""Clearly inside the three years, or stop and ask first."""

from __future__ import annotations

import pytest

from debts.making import claim, day, debt, due, paid
from qinghuan.debts.limitation import limitation
from qinghuan.words import say

TODAY = day("2026-11-20")


@pytest.mark.parametrize(
    ("due_on", "standing"),
    [
        ("2026-08-20", "inside"),
        ("2024-05-21", "inside"),
        ("2024-05-20", "stop"),
        ("2023-11-20", "stop"),
        ("2019-01-01", "stop"),
    ],
)
def test_only_what_is_clearly_inside_the_period_is_called_so(due_on, standing):
    assert limitation(debt(due(due_on, "100")), TODAY).standing == standing


def test_inside_it_says_only_that_waiting_is_no_way():
    said = say(limitation(debt(due("2026-08-20", "100")), TODAY).says, "zh_CN")

    assert said == "催收短信、起诉、你答应还，都会让三年重新计算，不要靠等。"


def test_elsewhere_it_sends_to_12348_before_anything_is_paid_or_signed():
    said = say(limitation(debt(due("2022-01-01", "100")), TODAY).says, "zh_CN")

    assert "12348" in said


def test_a_payment_inside_the_period_starts_it_anew():
    facts = debt(due("2023-01-01", "100"), paid("2025-06-01", "10"))

    result = limitation(facts, TODAY)

    assert (result.standing, result.runs_from) == ("inside", day("2025-06-01"))


def test_a_payment_after_it_may_have_run_out_stops():
    facts = debt(due("2020-01-01", "100"), paid("2025-06-01", "10"))

    assert limitation(facts, TODAY).standing == "stop"


def test_the_earliest_date_anybody_names_counts():
    facts = debt(due("2026-08-20", "100"), claim("2026-11-01", "100", days_overdue=1200))

    assert limitation(facts, TODAY).standing == "stop"


def test_what_cannot_be_fixed_stops():
    assert limitation(debt(), TODAY).standing == "stop"


def test_a_debt_that_is_not_late_yet_is_inside():
    assert limitation(debt(claim("2026-11-01", "0", days_overdue=0)), TODAY).standing == "inside"
