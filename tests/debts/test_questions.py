"""One question for each difference and each unknown term."""

from __future__ import annotations

from debts.making import DEBT, claim, day, debt, due
from debts.making import terms as terms_with
from qinghuan.debts.changes import MoneyDrawn
from qinghuan.debts.entries import Terms
from qinghuan.debts.ledger import owed
from qinghuan.debts.questions import questions
from qinghuan.debts.reconcile import compare
from qinghuan.words import say

ON = day("2026-11-20")
BILL = due("2026-08-20", "5000")


def asked(*facts, **more):
    folded = debt(*facts, **more)
    ours = owed(folded, ON)
    found = questions(folded, ours, compare(folded, ours))
    assert all(say(question.asks, language) for question in found for language in ("zh_CN", "en"))
    return [question.about for question in found]


def test_nothing_is_asked_when_terms_and_claim_agree():
    lines = (("本金", "principal", "5000"), ("罚息", "penalty_interest", "230"))
    terms = terms_with(allocation=("penalty_interest", "principal"))

    assert asked(BILL, claim("2026-11-20", "5230", *lines), terms=terms) == []


def test_differences_come_before_unknown_terms():
    lines = (("本金", "principal", "5000"), ("罚息", "penalty_interest", "232.50"))

    assert asked(BILL, claim("2026-11-20", "5232.50", *lines)) == ["more_days", "allocation"]


def test_an_unknown_rate_is_asked_and_the_claimed_one_worked_out():
    lines = (("本金", "principal", "5000"), ("罚息", "penalty_interest", "345"))

    about = asked(BILL, claim("2026-11-20", "5345", *lines), terms=Terms(), product="jiebei")

    assert about == ["penalty_rate", "allocation", "implied_rate"]


def test_without_a_statement_one_is_asked_for_and_of_a_bare_total_the_parts():
    terms = terms_with(allocation=("principal",))

    assert asked(BILL, terms=terms) == ["statement"]
    assert asked(BILL, claim("2026-11-20", "5230"), terms=terms) == ["parts"]


def test_a_debt_of_which_nothing_is_known_begins_with_the_due_date():
    assert "due_date" in asked()


def test_the_claimed_penalty_is_worked_out_as_a_daily_rate():
    lines = (("本金", "principal", "5000"), ("罚息", "penalty_interest", "345"))
    facts = debt(BILL, claim("2026-11-20", "5345", *lines), terms=Terms(), product="jiebei")
    ours = owed(facts, ON)
    asks = {one.about: one.asks for one in questions(facts, ours, compare(facts, ours))}

    # 345 ÷ (5,000 × 92 days) = 0.00075 a day.
    assert "0.075%" in say(asks["implied_rate"], "zh_CN")
    assert "345.00" in say(asks["implied_rate"], "zh_CN")


def test_no_rate_is_worked_out_where_it_is_known_or_nothing_is_claimed():
    lines = (("本金", "principal", "5000"),)

    assert "implied_rate" not in asked(BILL, claim("2026-11-20", "5000", *lines), terms=Terms())
    assert "implied_rate" not in asked(BILL, terms=Terms())


def test_the_rate_of_drawn_money_is_asked_and_of_bills_not():
    drawn = MoneyDrawn(id="drawn0001", on=day("2026-07-20"), debt=DEBT, amount="5000")

    assert "rate" in asked(BILL, drawn, product="jiebei")
    assert "rate" not in asked(BILL, drawn, product="jiebei", terms=terms_with(rate="0.0003"))
    assert "rate" not in asked(BILL, product="jiebei")
    assert "rate" not in asked(BILL, drawn, product="huabei")


def test_the_order_of_payment_is_asked_where_the_product_leaves_it_to_the_contract():
    assert "allocation" in asked(BILL)
    assert "allocation" not in asked(BILL, product="credit_card", lender="bank")


def test_settling_early_is_asked_where_later_instalments_are_claimed_and_nothing_is_agreed():
    rest = claim("2026-11-20", "5230", not_yet_due="1000")

    assert "early_settlement" in asked(BILL, rest)
    assert "early_settlement" not in asked(BILL, claim("2026-11-20", "5230"))
    assert "early_settlement" not in asked(BILL, rest, terms=terms_with(early_settlement="all_due"))


def test_the_creditor_is_asked_for_where_none_is_named_and_a_question_stands_once():
    about = asked(BILL, creditor="")

    assert "creditor" in about
    assert len(about) == len(set(about))
    assert "creditor" not in asked(BILL)


def test_a_claim_of_nothing_needs_no_parts():
    assert "parts" not in asked(BILL, claim("2026-11-20", "0"))


def test_a_yearly_rate_without_a_day_count_is_asked_about():
    yearly = {"rate": "0.026", "rate_per": "year", "penalty_rate": None, "penalty_factor": "1.5"}

    assert "day_count" in asked(BILL, terms=terms_with(**yearly))
    assert "day_count" not in asked(BILL, terms=terms_with(**yearly, day_count="actual/360"))


def test_whether_bills_are_interest_free_is_asked_where_money_drawn_bears_interest():
    drawn = MoneyDrawn(id="drawn001", on=day("2026-07-10"), debt=DEBT, amount="5000")
    silent, terms = due("2026-08-20", "5000", None), Terms(rate="0.0005", late_fee_rate="0")

    assert "interest_free" in asked(drawn, silent, terms=terms, product="credit_card")
    assert "interest_free" not in asked(drawn, BILL, terms=terms, product="credit_card")
    assert "interest_free" not in asked(drawn, silent, terms=terms, product="jiebei")


def test_a_factor_without_its_rate_asks_for_the_contract_rate():
    terms = terms_with(penalty_rate=None, penalty_factor="1.5")

    found = asked(BILL, terms=terms)
    assert "rate" in found
    assert "penalty_rate" not in found


def test_where_instalments_are_to_come_their_fee_and_an_early_call_are_asked():
    claimed = claim("2026-11-20", "5000", not_yet_due="3000")

    silent = due("2026-08-20", "5000", fee=None)

    assert {"acceleration", "instalment_fee"} <= set(asked(silent, claimed))
    assert "instalment_fee" not in asked(BILL, claimed)
    known = terms_with(
        acceleration={"missed": 3},
        instalment_fee={"share": "0.01", "per": "period", "principal": "5000"},
    )
    assert not {"acceleration", "instalment_fee"} & set(asked(silent, claimed, terms=known))
    assert "acceleration" not in asked(BILL, claim("2026-11-20", "5000"))
