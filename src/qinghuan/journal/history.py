"""What held when: corrections applied, effective order, as of a day, as known then."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import sha256
from typing import Final, NamedTuple

from qinghuan.dates import china_today
from qinghuan.journal.entry import Entry
from qinghuan.journal.fact import Corrected, Fact, Kinds

_DAY_SECONDS: Final = 86_400
_SECOND_MICROSECONDS: Final = 1_000_000
_RANKS: Final = 100
"""More than any rank of a kind."""


class Recorded(NamedTuple):
    """A fact that holds, with the sequence at which its present wording was learned."""

    fact: Fact
    sequence: int
    corrected: bool = False


def known_at(entries: Iterable[Entry], sequence: int) -> list[Entry]:
    """The entries that had been recorded when ``sequence`` was the last one."""
    return [entry for entry in entries if entry.sequence <= sequence]


def sequence_known_on(entries: Iterable[Entry], day: date) -> int:
    """The last sequence recorded by the end of ``day`` in China; 0 when none was."""
    known = 0
    for entry in entries:
        if china_today(datetime.fromisoformat(entry.recorded_at)) <= day:
            known = max(known, entry.sequence)
    return known


def as_of(facts: Iterable[Recorded], day: date) -> list[Recorded]:
    """The facts that had taken effect by ``day``."""
    return [recorded for recorded in facts if recorded.fact.on <= day]


def holding(entries: Iterable[Entry], kinds: Kinds) -> list[Recorded]:
    """The facts that hold: redacted ones left out, corrected ones replaced or withdrawn.

    Of two corrections of one entry the later one holds; a corrected correction
    counts as its own replacement says. Raises :class:`~qinghuan.journal.fact.TooNew`.
    """
    with _no_collecting():
        facts = [
            Recorded(kinds.read(entry.kind, entry.version, entry.body), entry.sequence)
            for entry in entries
            if entry.body is not None and entry.kind != "redacted"
        ]
    corrections = [recorded for recorded in facts if type(recorded.fact) is Corrected]
    if not corrections:
        return facts
    return _corrected(facts, corrections, kinds)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Leave the search for cycles until the end.

    Facts hold no cycles, and in a fresh process searching while thousands of them are
    made costs a fifth of folding. Only who found it on turns it off, and always turns it
    on again: with several threads it may begin again early, but is never left off.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _corrected(
    facts: Sequence[Recorded], corrections: Sequence[Recorded], kinds: Kinds
) -> list[Recorded]:
    decided: dict[str, Recorded] = {}
    for correction in reversed(corrections):
        says = decided.get(correction.fact.id, correction)
        fact = _replacement(says.fact, kinds) if says is not correction else correction.fact
        if isinstance(fact, Corrected) and fact.which not in decided:
            decided[fact.which] = Recorded(fact, says.sequence)
    result = []
    for recorded in facts:
        if type(recorded.fact) is Corrected:
            continue
        correction_of = decided.get(recorded.fact.id)
        if correction_of is None:
            result.append(recorded)
            continue
        replacement = _replacement(correction_of.fact, kinds)
        if replacement is not None:
            result.append(Recorded(replacement, correction_of.sequence, corrected=True))
    return result


def _replacement(fact: Fact, kinds: Kinds) -> Fact | None:
    if not isinstance(fact, Corrected) or fact.body_text is None:
        return None
    return kinds.read(fact.kind or "", fact.version or 0, fact.body_text)


def in_order(facts: Iterable[Recorded]) -> list[Recorded]:
    """``facts`` by effective date, stated time, rank of kind, then content.

    The order in which they were learned plays no part.
    """
    by_place: dict[int, list[Recorded]] = {}
    for recorded in facts:
        by_place.setdefault(_place(recorded.fact), []).append(recorded)
    result: list[Recorded] = []
    for place in sorted(by_place):
        same = by_place[place]
        result += same if len(same) == 1 else sorted(same, key=_content)
    return result


def _place(fact: Fact) -> int:
    """Date, stated time and rank as one number: it sorts as they do, and much faster."""
    at = fact.at
    moment = 0 if at is None else (at.hour * 60 + at.minute) * 60 + at.second
    fraction = 0 if at is None else at.microsecond
    seconds = fact.on.toordinal() * _DAY_SECONDS + moment
    return (seconds * _SECOND_MICROSECONDS + fraction) * _RANKS + fact.RANK


def _content(recorded: Recorded) -> bytes:
    return sha256(recorded.fact.body().encode()).digest()
