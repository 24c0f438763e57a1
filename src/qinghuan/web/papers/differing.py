"""Two versions of a paper beside each other: their figures, and the lines only one of them has."""

from __future__ import annotations

from dataclasses import dataclass

from qinghuan import store
from qinghuan.case.entries import DocumentIssued
from qinghuan.documents.docx import lines_of
from qinghuan.documents.versions import (
    ABOUT,
    FigureChanged,
    LineChanged,
    figures_changed,
    lines_changed,
)
from qinghuan.words import MissingWords, Text, say


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the record that differs, with what it is called."""

    called: Text | str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How a version differs from the one before it."""

    before: DocumentIssued
    figures: list[Figure]
    lines: tuple[LineChanged, ...] | None
    """None where a file of one of them is not kept any more."""


def difference(before: DocumentIssued, now: DocumentIssued) -> Difference:
    """How ``now`` differs from ``before``."""
    figures = [_figure(one) for one in figures_changed(before, now) if one.name != ABOUT]
    was, is_now = _lines(before), _lines(now)
    both = was is not None and is_now is not None
    return Difference(before, figures, lines_changed(was or (), is_now or ()) if both else None)


def _figure(one: FigureChanged) -> Figure:
    called: Text | str = Text(f"web_papers.figure.{one.name}")
    try:
        say(Text(f"web_papers.figure.{one.name}"))
    except MissingWords:
        called = one.name
    return Figure(called, one.was or "—", one.now or "—")


def _lines(paper: DocumentIssued) -> tuple[str, ...] | None:
    """The lines of its kept document; None where it is not kept, or was changed."""
    digest = paper.digests.get("docx", "")
    if digest not in paper.files:
        return None
    try:
        return lines_of(store.file(digest))
    except store.StoreRefused:
        return None
