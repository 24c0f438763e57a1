"""What a court paper asks for: is it real, its last day by the rule, what to write."""

from __future__ import annotations

from datetime import date

import pytest

from qinghuan.contact.court_days import court_notes, days_left_by, last_day
from qinghuan.words import say

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("paper", "name"),
    [
        ("payment_order", "court.payment_order_objection_days"),
        ("summons", "court.answer_days"),
        ("enforcement", None),
        ("unclear", None),
    ],
)
def test_the_days_come_from_the_policy_or_stand_on_the_paper(paper, name):
    found = days_left_by(paper, DAY)

    assert (found.name if found else None) == name
    assert (last_day(paper, DAY, DAY) is None) is (name is None)


def test_the_day_of_receipt_is_not_counted_and_an_unknown_one_gives_no_last_day():
    days = days_left_by("summons", DAY).whole

    assert (last_day("summons", DAY, DAY) - DAY).days == days
    assert last_day("summons", None, DAY) is None


@pytest.mark.parametrize("paper", ["payment_order", "summons", "enforcement", "unclear"])
@pytest.mark.parametrize("received", [None, date(2026, 10, 1), DAY])
@pytest.mark.parametrize("checked", [None, False, True])
def test_every_paper_says_three_things_in_both_languages(paper, received, checked):
    notes = court_notes(paper, received, DAY, checked=checked)

    assert len(notes) == 3
    assert all(say(note, language) for note in notes for language in ("zh_CN", "en"))
    assert ("核实是真的" in say(notes[0])) is (checked is True)
    assert ("12368" in say(notes[0])) is (checked is not True)
