"""The chain of entries: what was changed is found and named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.errors import RuleError
from qinghuan.journal.entry import GENESIS, Entry, Stamp, blanked, seal, verify
from qinghuan.journal.fact import Fact, Redacted


class Noted(Fact):
    KIND = "noted"

    words: str = ""


def ident(number: int) -> str:
    return f"{number:08d}"


def chain(count: int = 5, *, extra: tuple[Fact, ...] = ()) -> list[Entry]:
    facts = [Noted(id=ident(n), on=date(2026, 1, n), words=f"w{n}") for n in range(1, count + 1)]
    entries: list[Entry] = []
    previous = GENESIS
    for place, fact in enumerate((*facts, *extra), start=1):
        stamp = Stamp("case0001", place, f"2026-01-01T00:00:{place:02d}.000000Z", "owner")
        entries.append(seal(previous, fact, stamp, bytes([place]) * 32))
        previous = entries[-1].digest
    return entries


def codes(problems):
    return [problem.code for problem in problems]


def test_an_untouched_chain_has_no_problem():
    assert verify(chain()) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "99999999"),
        ("kind", "other"),
        ("version", 2),
        ("on", date(2020, 1, 1)),
        ("recorded_at", "2026-01-01T00:00:02.500000Z"),
        ("actor", "thief"),
        ("token", "t"),
        ("body_digest", "0" * 64),
        ("case", "case0002"),
    ],
)
def test_a_changed_column_is_found_at_its_entry(field, value):
    entries = chain()
    entries[2] = replace(entries[2], **{field: value})

    found = verify(entries)

    assert "journal.changed_entry" in codes(found)
    assert found[0].where == "/journal/3"


def test_changed_words_are_found():
    entries = chain()
    entries[1] = replace(entries[1], body=entries[1].body.replace("w2", "w9"))

    assert codes(verify(entries)) == ["journal.changed_words"]


def test_words_that_vanish_without_a_redaction_are_found():
    entries = chain()
    entries[1] = blanked(entries[1])

    assert codes(verify(entries)) == ["journal.missing_words"]


def test_a_redacted_entry_leaves_the_chain_whole():
    entries = chain(
        extra=(Redacted(id="00000099", on=date(2026, 2, 1), which=ident(2), reason="r"),)
    )
    entries[1] = blanked(entries[1])

    assert verify(entries) == []


def test_a_cut_tail_is_found_by_a_head_kept_elsewhere():
    entries = chain()
    head = entries[-1].digest

    assert codes(verify(entries[:-1], {5: head})) == ["journal.cut_tail"]


def test_a_rewritten_chain_is_found_by_a_head_kept_elsewhere():
    assert codes(verify(chain(), {3: "a" * 64})) == ["journal.other_head"]


def test_a_missing_entry_is_named():
    entries = chain()

    assert codes(verify([*entries[:2], *entries[3:]])) == ["journal.gap"]


def test_a_salt_of_the_wrong_length_is_refused():
    with pytest.raises(RuleError, match="32 bytes"):
        seal(GENESIS, Noted(id=ident(1), on=date(2026, 1, 1)), Stamp("c", 1, "t", "a"), b"short")


@settings(max_examples=60)
@given(st.data())
def test_any_single_changed_character_of_any_row_is_found(data):
    entries = chain(3)
    place = data.draw(st.integers(0, 2))
    field = data.draw(st.sampled_from(["id", "kind", "recorded_at", "actor", "body", "digest"]))
    text = getattr(entries[place], field)
    spot = data.draw(st.integers(0, len(text) - 1))
    changed = text[:spot] + ("x" if text[spot] != "x" else "y") + text[spot + 1 :]
    entries[place] = replace(entries[place], **{field: changed})

    assert verify(entries)
