"""Cards for frightening words: each true to a parameter, with its grade, with something to do."""

from __future__ import annotations

from datetime import date

import pytest

from qinghuan import policy
from qinghuan.contact.fears import fear, fears
from qinghuan.policy import Gap, Sourced
from qinghuan.words import say

DAY = date(2026, 11, 23)
CARDS = [card.id for card in fears(DAY)]


def test_there_is_a_card_for_each_thing_people_are_told():
    assert CARDS == [
        "jail",
        "family",
        "child",
        "freeze",
        "lawyer",
        "visit",
        "court_call",
        "tonight",
        "contacts",
    ]
    assert fear("nothing", DAY) is None


@pytest.mark.parametrize("name", CARDS)
def test_every_card_says_what_is_true_and_what_to_do_in_both_languages(name):
    card = fear(name, DAY)

    for language in ("zh_CN", "en"):
        assert all(say(words, language) for words in (card.heard, card.true, card.now))


@pytest.mark.parametrize("name", CARDS)
def test_every_card_rests_on_a_verified_parameter_by_name_and_keeps_its_grade(name):
    card = fear(name, DAY)

    assert any(basis.found is not None for basis in card.rests_on)
    for basis in (*card.rests_on, *card.card_rests_on):
        found = policy.look_up(basis.parameter, DAY)
        assert basis.nature == found.nature
        if isinstance(found, Gap):
            assert basis.found is None
            assert basis.asks == found.question
        else:
            assert isinstance(basis.found, Sourced)
            assert found.source.confidence in {"H", "M"}


def test_what_was_not_verified_is_asked_and_no_threshold_of_the_criminal_law_is_named():
    jail = fear("jail", DAY)

    assert all(basis.found is None and basis.asks for basis in jail.card_rests_on)
    assert "没有核实" in say(jail.card)
    assert not any(sign.isdigit() for sign in say(jail.card).replace("12348", ""))


def test_credit_cards_differ_on_one_card_and_huabei_is_never_told_of_crime_as_threat():
    assert [card.id for card in fears(DAY) if card.card is not None] == ["jail"]
    assert "花呗" in say(fear("jail", DAY).true)
    assert "通常是民事纠纷" in say(fear("jail", DAY).true)


def test_the_years_of_the_record_come_from_the_policy():
    years = policy.value("credit_record.years_kept", DAY).whole

    assert f"再留{years}年" in say(fear("tonight", DAY).true)
