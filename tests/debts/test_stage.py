"""How late a debt is: days from facts or claim, the industry's label, what follows."""

from __future__ import annotations

import pytest

from debts.making import DEBT, claim, day, debt, due, paid
from debts.making import terms as terms_with
from qinghuan.debts.changes import DebtChanged
from qinghuan.debts.ledger import owed
from qinghuan.debts.stage import stage
from qinghuan.money import yuan
from qinghuan.words import say

TODAY = day("2026-11-20")


@pytest.mark.parametrize(
    ("due_on", "days", "label"),
    [
        ("2026-11-20", 0, "M0"),
        ("2026-11-19", 1, "M1"),
        ("2026-10-21", 30, "M1"),
        ("2026-10-20", 31, "M2"),
        ("2026-08-22", 90, "M3"),
        ("2026-08-21", 91, "M4"),
        ("2025-11-20", 365, "M7"),
    ],
)
def test_the_day_after_the_due_day_is_day_one_and_labels_change_every_thirty_days(
    due_on, days, label
):
    result = stage(debt(due(due_on, "100")), TODAY)

    assert result.days is not None
    assert result.label is not None
    assert (result.days.value, result.label.id) == (days, label)


def test_the_count_starts_at_the_oldest_amount_that_is_unpaid():
    facts = debt(due("2026-08-20", "100"), due("2026-10-20", "100"), paid("2026-08-20", "100"))

    assert stage(facts, TODAY).oldest_unpaid_due == day("2026-10-20")


def test_what_follows_has_its_first_day_and_its_source():
    result = stage(debt(due("2026-08-20", "100")), TODAY)

    assert [(label.id, label.on) for label in result.next] == [
        ("M5", day("2026-12-19")),
        ("M6", day("2027-01-18")),
        ("M7", day("2027-02-17")),
    ]
    assert all(label.source.nature == "practice" for label in result.next)


def test_a_label_never_stands_without_the_words_that_it_is_no_law():
    result = stage(debt(due("2026-08-20", "100")), TODAY)

    assert result.label is not None
    assert result.label.source.wording in result.notes


def test_without_due_dates_the_creditor_s_own_date_or_days_serve_and_say_so():
    dated = stage(debt(claim("2026-11-10", "9", oldest_unpaid_due="2026-11-01")), TODAY)
    counted = stage(debt(claim("2026-11-10", "9", days_overdue=9)), TODAY)

    assert (dated.basis, dated.days.value) == ("claim_date", 19)
    assert (counted.basis, counted.days.value) == ("claim_days", 19)


def test_nothing_known_gives_no_days_and_a_question():
    result = stage(debt(), TODAY)

    assert (result.basis, result.days, result.label) == ("none", None, None)
    assert [note.id for note in result.notes] == ["debts.ask.due_date"]


def test_a_count_that_differs_from_the_creditor_s_is_said():
    facts = debt(due("2026-08-20", "100"), claim("2026-11-10", "9", days_overdue=83))

    assert stage(facts, TODAY).notes[-1].parameters == {
        "theirs": 83,
        "ours": 82,
        "day": day("2026-11-10"),
    }


@pytest.mark.parametrize(("product", "name"), [("credit_card", "substandard"), ("huabei", None)])
def test_the_regulator_s_class_by_days_is_of_credit_cards_only(product, name):
    result = stage(debt(due("2026-08-20", "100"), product=product), TODAY)

    assert (result.card_class.id if result.card_class else None) == name


def test_a_card_has_its_class_from_the_first_day_late():
    facts = debt(due("2026-11-19", "100"), product="credit_card", lender="bank")
    found = stage(facts, day("2026-11-20"))

    assert found.days.value == 1
    assert found.card_class is not None
    assert stage(facts, day("2026-11-19")).card_class is None


@pytest.mark.parametrize(
    ("clause", "reached", "words"),
    [
        ({"missed": 2}, True, "漏还2期"),
        ({"missed": 3}, False, "漏还3期"),
        ({"days": 90}, True, "逾期满90天"),
        ({"days": 93}, False, "逾期满93天"),
        ({"missed": 9, "days": 92}, True, "漏还9期或逾期满92天"),
    ],
)
def test_an_early_call_is_shown_as_what_may_follow_and_never_assumed(clause, reached, words):
    rows = (due("2026-08-20", "1000"), due("2026-09-20", "1000"))
    facts = debt(*rows, terms=terms_with(acceleration=clause))

    said = [say(note) for note in stage(facts, day("2026-11-20")).notes if words in say(note)]

    assert len(said) == 1
    assert ("对方没有说，就还没有到期" in said[0]) is reached
    assert owed(facts, day("2026-11-20")).amount("principal") == yuan("2000")


def test_an_early_call_that_was_made_is_no_longer_something_that_may_follow():
    called = DebtChanged(
        id="called001", on=day("2026-11-01"), debt=DEBT, change={"type": "accelerated"}
    )
    terms = terms_with(acceleration={"missed": 1})

    notes = stage(debt(due("2026-08-20", "1000"), called, terms=terms), day("2026-11-20")).notes
    assert not [note for note in notes if "acceleration" in note.id]
