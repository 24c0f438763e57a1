"""The versions of a paper: which of those issued is current, and how two of them differ.

Papers of one kind about one debt, and about the same contact, court paper or agreement where
there is one, are versions of each other. The latest is current; the others stay as they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

from qinghuan.case.entries import DocumentIssued

ABOUT: Final = "about"
"""In the figures of a record: the entry the paper is about."""
HIDDEN: Final = "hidden"
"""In the figures of a record: what was left out of the paper."""

Sign: TypeAlias = Literal["gone", "new"]


@dataclass(frozen=True, slots=True)
class Version:
    """One issued paper among its versions."""

    issued: DocumentIssued
    count: int
    """From 1, in the order in which they were issued."""
    current: bool
    before: DocumentIssued | None
    """The version it takes the place of."""
    after: DocumentIssued | None
    """The version that took its place."""


@dataclass(frozen=True, slots=True)
class FigureChanged:
    """One figure of two versions; empty where one has none."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class LineChanged:
    """One line that only one of two versions has."""

    sign: Sign
    words: str


def versions(issued: Sequence[DocumentIssued]) -> Mapping[str, Version]:
    """Each of ``issued`` by its id; they follow each other as the journal they were made from."""
    rows: dict[tuple[str, str, str], list[DocumentIssued]] = {}
    for one in sorted(issued, key=lambda one: (one.head_sequence, one.number)):
        key = (one.paper, one.debt or "", one.figures.get(ABOUT, ""))
        rows.setdefault(key, []).append(one)
    return {
        one.id: Version(
            issued=one,
            count=place + 1,
            current=place == len(row) - 1,
            before=row[place - 1] if place else None,
            after=row[place + 1] if place + 1 < len(row) else None,
        )
        for row in rows.values()
        for place, one in enumerate(row)
    }


def figures_changed(was: DocumentIssued, now: DocumentIssued) -> tuple[FigureChanged, ...]:
    """The figures in which the record of ``now`` differs from that of ``was``."""
    names = dict.fromkeys((*was.figures, *now.figures))
    return tuple(
        FigureChanged(name, was.figures.get(name, ""), now.figures.get(name, ""))
        for name in names
        if was.figures.get(name, "") != now.figures.get(name, "")
    )


def lines_changed(was: Sequence[str], now: Sequence[str]) -> tuple[LineChanged, ...]:
    """The lines of two versions that are not in both, in the order in which they are read."""
    found: list[LineChanged] = []
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [LineChanged("gone", line) for line in was[a:b]]
            found += [LineChanged("new", line) for line in now[c:d]]
    return tuple(found)
