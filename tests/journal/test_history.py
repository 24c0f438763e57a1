"""What held when: corrections, effective order, as of a day, as known at a moment."""

from __future__ import annotations

import gc
import random
from dataclasses import replace
from datetime import date, time

import pytest

from qinghuan.journal.entry import GENESIS, Entry, Stamp, blanked, seal
from qinghuan.journal.fact import Fact, Kinds, Redacted, TooNew
from qinghuan.journal.history import (
    Recorded,
    as_of,
    holding,
    in_order,
    known_at,
    sequence_known_on,
)


class Noted(Fact):
    KIND = "noted"
    VERSION = 3

    words: str = ""


class Paid(Fact):
    KIND = "paid"
    RANK = 50


KINDS = Kinds(
    [Noted, Paid],
    {
        ("noted", 1): lambda body: {"words": body.pop("text"), **body},
        ("noted", 2): lambda body: {**body, "words": body["words"].upper()},
    },
)


def entries_of(*facts: Fact, times: dict[int, str] | None = None) -> list[Entry]:
    entries: list[Entry] = []
    previous = GENESIS
    for place, fact in enumerate(facts, start=1):
        when = (times or {}).get(place, f"2026-01-01T00:00:{place:02d}.000000Z")
        entries.append(seal(previous, fact, Stamp("case0001", place, when, "owner"), bytes(32)))
        previous = entries[-1].digest
    return entries


def note(number: int, words: str = "", day: int = 1) -> Noted:
    return Noted(id=f"{number:08d}", on=date(2026, 1, day), words=words)


def correct(which: Fact, right: Fact | None, number: int):
    return KINDS.correction(which, right, id=f"{number:08d}", on=date(2026, 1, 9), reason="typo")


def words(recorded):
    return [item.fact.words for item in recorded]


def test_a_correction_stands_in_the_place_of_what_was_wrong():
    wrong = note(1, "wrong")
    held = holding(entries_of(wrong, note(2, "b"), correct(wrong, note(7, "right"), 3)), KINDS)

    assert words(held) == ["right", "b"]
    assert held[0].fact.id == wrong.id
    assert held[0].corrected


@pytest.mark.parametrize("collecting", [True, False])
def test_reading_leaves_the_collector_of_cycles_as_it_was(collecting):
    entries = [*entries_of(note(1)), replace(entries_of(note(2))[0], version=9)]
    was = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        holding(entries[:1], KINDS)
        with pytest.raises(TooNew):
            holding(entries, KINDS)
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if was else gc.disable)()


def test_a_withdrawn_entry_no_longer_holds():
    wrong = note(1, "wrong")

    assert holding(entries_of(wrong, correct(wrong, None, 2)), KINDS) == []


def test_of_two_corrections_the_later_recorded_one_holds():
    wrong = note(1, "wrong")
    entries = entries_of(wrong, correct(wrong, note(1, "a"), 2), correct(wrong, note(1, "b"), 3))

    assert words(holding(entries, KINDS)) == ["b"]


def test_a_withdrawn_correction_brings_the_first_words_back():
    first = note(1, "first")
    wrong_correction = correct(first, note(1, "worse"), 2)
    entries = entries_of(first, wrong_correction, correct(wrong_correction, None, 3))

    assert words(holding(entries, KINDS)) == ["first"]


def test_before_the_correction_was_known_the_old_words_held():
    wrong = note(1, "wrong")
    entries = entries_of(wrong, correct(wrong, note(1, "right"), 2))

    assert words(holding(known_at(entries, 1), KINDS)) == ["wrong"]


def test_a_redacted_entry_no_longer_holds():
    erased = note(1, "secret")
    entries = entries_of(
        erased, Redacted(id="00000002", on=date(2026, 1, 2), which=erased.id, reason="asked")
    )
    entries[0] = blanked(entries[0])

    assert holding(entries, KINDS) == []


def test_a_day_is_known_by_china_time():
    entries = entries_of(
        note(1), note(2), times={1: "2026-01-01T15:59:59.000000Z", 2: "2026-01-01T16:00:00.000000Z"}
    )

    assert sequence_known_on(entries, date(2026, 1, 1)) == 1
    assert sequence_known_on(entries, date(2026, 1, 2)) == 2
    assert sequence_known_on(entries, date(2025, 12, 31)) == 0


def test_as_of_leaves_out_what_takes_effect_later():
    held = holding(entries_of(note(1, "a", day=1), note(2, "b", day=5)), KINDS)

    assert words(as_of(held, date(2026, 1, 4))) == ["a"]


def test_the_order_of_learning_changes_nothing():
    facts: list[Fact] = [note(n, f"w{n}", day=1 + n % 3) for n in range(1, 9)]
    facts += [Paid(id=f"1000000{n}", on=date(2026, 1, 2)) for n in range(4)]
    facts.append(Paid(id="20000001", on=date(2026, 1, 2), at=time(9)))
    expected = in_order(Recorded(fact, 0) for fact in facts)
    for seed in range(20):
        random.Random(seed).shuffle(facts)
        assert in_order(Recorded(fact, 0) for fact in facts) == expected


def test_on_one_day_payments_come_before_notes_and_stated_times_last():
    paid, noted = Paid(id="10000001", on=date(2026, 1, 2)), note(1, day=2)
    timed = Paid(id="20000001", on=date(2026, 1, 2), at=time(9))
    ordered = in_order(Recorded(fact, 0) for fact in (timed, noted, paid))

    assert [item.fact for item in ordered] == [paid, noted, timed]


def test_an_old_shape_is_upgraded_step_by_step():
    fact = KINDS.read("noted", 1, '{"id":"00000001","on":"2026-01-01","text":"old"}')

    assert fact.words == "OLD"


@pytest.mark.parametrize(("kind", "version"), [("noted", 4), ("unheard_of", 1)])
def test_an_entry_of_a_newer_program_is_not_guessed_at(kind, version):
    with pytest.raises(TooNew):
        KINDS.read(kind, version, "{}")
