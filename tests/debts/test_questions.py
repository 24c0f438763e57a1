"""One question for each difference and each unknown term."""

from __future__ import annotations

from debts.making import claim, day, debt, due
from debts.making import terms as terms_with
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
