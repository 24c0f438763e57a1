"""How far a promise stands in writing: no answer is no agreement."""

from __future__ import annotations

from datetime import date

import pytest

from qinghuan.case.entries import DocumentIssued
from qinghuan.case.fold import fold
from qinghuan.case.promises import open_promises, promise_state
from qinghuan.contact.entries import ContactMade, Promise
from qinghuan.debts.entries import DebtDisclosed
from qinghuan.journal.history import Recorded

DAY = date(2026, 11, 20)
DEBT = DebtDisclosed(id="huabei00", on=date(2026, 8, 1), creditor="示例", product="huabei")
WAIVE = (Promise(what="免违约金"),)


def contact(id, on, *, channel="phone", direction="incoming", debt="huabei00", promises=()):
    return ContactMade(
        id=id, on=on, channel=channel, direction=direction, debt=debt, promises=promises
    )


SPOKEN = contact("spoken00", date(2026, 11, 10), promises=WAIVE)
LETTER = DocumentIssued(
    id="letter00", on=date(2026, 11, 12), paper="confirmation", number="QH1", debt="huabei00",
    program="0", policy="0" * 64, head="0" * 64, head_sequence=1,
)  # fmt: skip


def state(*facts, of=SPOKEN):
    case = fold([Recorded(fact, n) for n, fact in enumerate((DEBT, of, *facts), 1)], DAY)
    return promise_state(case, of), [one.id for one, _ in open_promises(case)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), "unsent"),
        ((LETTER,), "unanswered"),
        ((LETTER, contact("heard000", date(2026, 11, 15), channel="message")), "not_confirmed"),
        ((LETTER, contact("heard000", date(2026, 11, 11), channel="message")), "unanswered"),
        ((LETTER, contact("heard000", date(2026, 11, 15))), "unanswered"),
        ((LETTER, contact("other000", date(2026, 11, 15), channel="app", debt=None)), "unanswered"),
    ],
)
def test_a_spoken_promise_stays_open_until_it_is_confirmed_in_writing(facts, expected):
    assert state(*facts) == (expected, ["spoken00"])


def test_what_they_confirm_in_writing_is_open_no_more():
    written = contact("written0", date(2026, 11, 15), channel="app", promises=WAIVE)

    assert state(LETTER, written) == ("confirmed", [])


def test_a_letter_of_before_the_talk_does_not_ask_about_it():
    assert state(LETTER.model_copy(update={"on": date(2026, 11, 1)}))[0] == "unsent"


def test_a_letter_about_the_only_debt_asks_about_a_talk_that_named_none():
    assert state(LETTER, of=SPOKEN.model_copy(update={"debt": None}))[0] == "unanswered"


def test_what_was_promised_in_writing_needs_no_confirmation():
    written = SPOKEN.model_copy(update={"channel": "message"})

    assert state(of=written) == ("written", [])
    assert state(of=SPOKEN.model_copy(update={"promises": ()})) == ("none", [])
