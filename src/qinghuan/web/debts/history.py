"""The history of one debt: every entry that names it, corrected ones with what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.case.timeline import Moment, timeline
from qinghuan.journal.entry import Entry
from qinghuan.journal.fact import Corrected, Fact
from qinghuan.web.debts.flows import BY_KIND


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the history."""

    moment: Moment
    editable: bool
    """Whether this room can show, correct and withdraw it."""


def history(case: str, debt: str) -> list[Told]:
    """The entries of ``debt``, the latest first."""
    entries = store.entries(case)
    mine = {entry.id for entry in entries if _names(entry, debt)}
    return [
        Told(moment, moment.kind in BY_KIND)
        for moment in reversed(timeline(entries))
        if moment.entry in mine
    ]


def _names(entry: Entry, debt: str) -> bool:
    return entry.id == debt or (entry.body is not None and f'"{debt}"' in entry.body)


def versions(case: str, which: str) -> Sequence[tuple[Fact | None, str]]:
    """What an entry ever said, oldest first, and why it was changed then; None: withdrawn."""
    found: list[tuple[Fact | None, str]] = []
    for entry in store.entries(case):
        if entry.body is None:
            continue
        fact = KINDS.read(entry.kind, entry.version, entry.body)
        if fact.id == which:
            found.append((fact, ""))
        elif isinstance(fact, Corrected) and fact.which == which:
            found.append((_replacement(fact), fact.reason))
    return found


def _replacement(fact: Corrected) -> Fact | None:
    if fact.body_text is None:
        return None
    return KINDS.read(fact.kind or "", fact.version or 0, fact.body_text)
