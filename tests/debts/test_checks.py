"""Doubtful facts are problems, each with a place and a mend."""

from __future__ import annotations

import pytest

from debts import making
from debts.making import claim, day, due, paid
from qinghuan.debts.checks import check
from qinghuan.words import say

TODAY = day("2026-11-20")
LINES = (("本金", "principal", "90"), ("罚息", "penalty_interest", "5"))


def debt(*facts, automatic_debit="余额宝", **more):
    return making.debt(*facts, automatic_debit=automatic_debit, **more)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ([due("2026-12-20", "100")], "due_in_future"),
        ([due("2026-08-20", "0")], "nothing_due"),
        ([claim("2026-11-01", "1", oldest_unpaid_due="2026-11-02")], "due_after_claim"),
        (
            [claim("2026-11-10", "1", oldest_unpaid_due="2026-11-01", days_overdue=10)],
            "days_and_date",
        ),
        ([claim("2026-11-01", "100", *LINES)], "claim_sum"),
        ([due("2026-08-20", "100"), paid("2026-09-01", "100.01")], "payment_too_large"),
    ],
)
def test_each_doubt_is_one_problem_with_its_place_and_its_mend(facts, code):
    (problem,) = check(debt(*facts), TODAY)

    assert problem.code == f"debts.{code}"
    assert problem.where in {fact.id for fact in facts}
    assert say(problem.what, "zh_CN")
    assert say(problem.mend, "en")


def test_an_unknown_creditor_and_lender_are_asked_for():
    codes = [problem.code for problem in check(debt(creditor="", lender="unknown"), TODAY)]

    assert codes == ["debts.unknown_creditor", "debts.unknown_lender"]


def test_sound_facts_have_no_problem():
    facts = debt(
        due("2026-08-20", "100"),
        paid("2026-08-20", "100"),
        paid("2026-07-20", "5000"),
        claim("2026-11-01", "95", *LINES),
        claim("2026-11-02", "195", *LINES, not_yet_due="100"),
    )

    assert check(facts, TODAY) == []


def test_whether_a_debt_is_debited_automatically_is_asked():
    (problem,) = check(debt(automatic_debit=""), TODAY)

    assert problem.code == "debts.debit_not_known"
    assert "自动扣款" in say(problem.what, "zh_CN")
    assert say(problem.mend, "en")
