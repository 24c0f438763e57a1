"""The lines of bills: which of them speak, and what each says.

A line speaks while its words are there, no later line took its place, and the import that
brought it was not taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from qinghuan.case.kinds import KINDS
from qinghuan.imports.entries import StatementImported
from qinghuan.imports.lines import Line, from_canonical
from qinghuan.imports.match import KnownLine, KnownLines, known_by_key
from qinghuan.journal.fact import Corrected
from qinghuan.journal.history import holding
from qinghuan.store.models import BillLine
from qinghuan.store.reading import entries_of_kinds, entry_rows, head
from qinghuan.store.refusal import refusals

_IMPORTS: Final = (StatementImported.KIND, Corrected.KIND)


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line in the store: its id, what it says, the import it came with, the line it replaced."""

    id: str
    line: Line
    imported_by: str
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The lines of a source kept so far, ready for ``imports.match``, and when that was true."""

    by_key: KnownLines
    sequence: int
    """The last entry then; give it back with the new lines."""


def lines(  # noqa: PLR0913 (each narrows the question by one thing)
    case: str,
    *,
    source: str | None = None,
    imported_by: str | None = None,
    month: str | None = None,
    review: bool = False,
    superseded: bool = False,
) -> list[KeptLine]:
    """The lines of ``case`` in the order they were imported; of each only the latest word.

    ``month`` is ``2026-07``; ``review`` leaves those that wait for a look;
    ``superseded`` brings the earlier words too.
    """
    with refusals(case):
        rows = worded(case) if superseded else speaking(case)
        if source is not None:
            rows = rows.filter(source=source)
        if imported_by is not None:
            rows = rows.filter(imported_by=imported_by)
        if month is not None:
            rows = rows.filter(month=month)
        if review:
            rows = rows.exclude(review="")
        found = rows.order_by("row").values_list("line", "text", "imported_by", "supersedes")
        return [
            KeptLine(name, from_canonical(text), entry, before)
            for name, text, entry, before in found
        ]


def worded(case: str) -> Any:
    """The rows of ``case`` whose words were not erased."""
    return BillLine.objects.filter(case=case, text__isnull=False)


def speaking(case: str, known_at: int | None = None) -> Any:
    """The rows that speak, as known when ``known_at`` was the last sequence."""
    taken_back = taken_back_imports(case, known_at)
    rows = worded(case).exclude(line__in=_superseded_ids(case, taken_back, known_at))
    if taken_back:
        rows = rows.exclude(imported_by__in=taken_back)
    return rows if known_at is None else rows.filter(sequence__lte=known_at)


def taken_back_imports(case: str, known_at: int | None = None) -> frozenset[str]:
    """The imports that a correction withdrew: their lines stay in the table and say nothing."""
    if not entry_rows(case).filter(kind=Corrected.KIND).exists():
        return frozenset()
    found = [
        entry
        for entry in entries_of_kinds(case, _IMPORTS)
        if (known_at is None or entry.sequence <= known_at) and entry.body is not None
    ]
    hold = {item.fact.id for item in holding(found, KINDS)}
    return frozenset(
        entry.id for entry in found if entry.kind == StatementImported.KIND and entry.id not in hold
    )


def _superseded_ids(case: str, taken_back: frozenset[str], known_at: int | None) -> Any:
    """The ids of lines that a later line replaced, to ask within another query.

    A line that says nothing itself (its words erased, its import taken back) replaces nothing
    any more: what it had replaced speaks again, unless a third line had replaced it in turn.
    """
    rows = BillLine.objects.filter(case=case).exclude(supersedes="")
    if known_at is not None:
        rows = rows.filter(sequence__lte=known_at)
    silent = Q(text=None) | Q(imported_by__in=taken_back)
    if not rows.filter(silent).exists():
        return rows.values("supersedes")
    replaced = dict(rows.values_list("line", "supersedes"))
    hidden = set[str]()
    for line in rows.exclude(silent).values_list("line", flat=True):
        while line := replaced.get(line, ""):
            hidden.add(line)
    return hidden


def known(case: str, source: str) -> Known:
    """What ``imports.match.account_for`` asks about lines of ``source`` kept so far."""
    sequence, _ = head(case)
    kept = lines(case, source=source)
    return Known(known_by_key(KnownLine(line.id, line.line) for line in kept), sequence)
