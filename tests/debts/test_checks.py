"""Doubtful facts are problems, each with a place and a mend."""

from __future__ import annotations

from decimal import Decimal

import pytest

from debts import making
from debts.making import claim, day, due, paid
from qinghuan.debts.changes import DebtChanged, MoneyDrawn, PaymentReversed, Reamortised
from qinghuan.debts.checks import absurd_amounts, check
from qinghuan.debts.entries import Terms
from qinghuan.debts.ledger import owed
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


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (due("2026-08-20", "867540.01"), "principal"),
        (due("2026-08-20", "1", "867540.01"), "interest"),
        (due("2026-08-20", "1", "0", "867540.01"), "instalment_fee"),
        (paid("2026-08-20", "867540.01"), "amount"),
        (claim("2026-08-20", "867540.01"), "total"),
        (claim("2026-08-20", "1", not_yet_due="867540.01"), "not_yet_due"),
    ],
)
def test_an_amount_beyond_twenty_years_of_a_mean_income_is_doubted_by_its_field(fact, field):
    (problem,) = absurd_amounts(fact, TODAY)

    assert (problem.where, problem.severity) == (f"/{field}", "warning")
    assert say(problem.what, "zh_CN")
    assert absurd_amounts(fact, day("1990-01-01")) == []


def test_an_amount_of_just_twenty_years_is_not_doubted():
    assert absurd_amounts(paid("2026-08-20", "867540.00"), TODAY) == []


@pytest.mark.parametrize(
    ("facts", "severity"),
    [
        ([due("2026-12-20", "100")], "warning"),
        ([due("2026-08-20", "0")], "warning"),
        ([claim("2026-11-01", "1", oldest_unpaid_due="2026-11-02")], "error"),
        (
            [claim("2026-11-10", "1", oldest_unpaid_due="2026-11-01", days_overdue=10)],
            "notice",
        ),
        ([claim("2026-11-01", "100", *LINES)], "notice"),
        ([due("2026-08-20", "100"), paid("2026-09-01", "100.01")], "error"),
    ],
)
def test_only_what_cannot_be_is_an_error(facts, severity):
    (problem,) = check(debt(*facts), TODAY)

    assert problem.severity == severity


@pytest.mark.parametrize(
    "facts",
    [
        [due("2026-11-20", "100")],
        [claim("2026-11-01", "1", oldest_unpaid_due="2026-11-01")],
        [claim("2026-11-10", "1", oldest_unpaid_due="2026-11-01", days_overdue=9)],
        [claim("2026-11-10", "1", oldest_unpaid_due="2026-11-01")],
        [due("2026-08-20", "90", "7", "3"), paid("2026-09-01", "100")],
        [due("2026-08-20", "90"), paid("2026-09-01", "150"), claim("2026-11-01", "150")],
        [
            due("2026-08-20", "90"),
            paid("2026-09-01", "170"),
            claim("2026-11-01", "150", not_yet_due="20"),
        ],
    ],
)
def test_what_just_can_be_is_not_doubted(facts):
    assert check(debt(*facts), TODAY) == []


def test_what_the_days_come_to_is_said_beside_what_the_claim_says():
    facts = debt(claim("2026-11-10", "1", oldest_unpaid_due="2026-11-01", days_overdue=10))
    (problem,) = check(facts, TODAY)

    assert "9" in say(problem.what, "zh_CN")
    assert "10" in say(problem.what, "zh_CN")


def test_a_payment_taken_back_that_was_never_made_and_rows_that_are_not_there_are_doubted():
    back = PaymentReversed(id="back0001", on=day("2026-09-03"), debt=making.DEBT, payment="none")
    moved = DebtChanged(
        id="moved0001",
        on=day("2026-09-04"),
        debt=making.DEBT,
        change=Reamortised(type="reamortised"),
    )
    found = check(debt(due("2026-08-20", "100"), back, moved), TODAY)

    assert {one.code: one.where for one in found} == {
        "debts.no_payment": "back0001",
        "debts.no_rows": "moved0001",
    }
    assert {one.severity for one in found} == {"warning"}


def test_an_unknown_debit_is_named_by_product_creditor_or_kind():
    for more, word in (
        ({"product_name": "某分期"}, "某分期"),
        ({}, "某消费金融公司"),
        ({"creditor": ""}, "花呗"),
    ):
        problem = check(debt(automatic_debit="", **more), TODAY)[-1]
        assert word in say(problem.what, "zh_CN")
        assert problem.severity == "notice"


@pytest.mark.parametrize("on", ["1999-03-05", "2016-12-01", "2020-12-31"])
def test_payments_of_any_year_are_computed_and_an_unverified_order_is_said(on):
    old = making.debt(due(on, "500"), paid(on, "100"), terms=Terms(penalty_rate=Decimal("0.0005")))

    assert owed(old, day("2026-11-20")).total > 0
    assert [one.code for one in check(old, day("2026-11-20"))].count("debts.before_the_rule") == 1


def test_a_payment_above_what_was_stated_is_sound_where_interest_is_left_to_the_ledger():
    drawn = MoneyDrawn(id="drawn0001", on=day("2026-07-20"), debt=making.DEBT, amount="5000")
    payment = paid("2026-08-20", "5046.50")

    def codes(bill):
        facts = making.debt(drawn, bill, payment, terms=making.terms(rate="0.0003"))
        return [problem.code for problem in check(facts, day("2026-11-20"))]

    assert "debts.payment_too_large" not in codes(due("2026-08-20", "5000", None))
    assert "debts.payment_too_large" in codes(due("2026-08-20", "5000"))
    assert "debts.nothing_due" not in codes(due("2026-08-20", "0", None))
    assert "debts.nothing_due" in codes(due("2026-08-20", "0"))
