"""Rows of the tables, to and from what the pure rooms know: entries and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.db import connections

from qinghuan.imports.lines import Line
from qinghuan.journal.entry import Entry
from qinghuan.money import fen

ENTRY_COLUMNS: Final = (
    "sequence",
    "entry",
    "kind",
    "version",
    "on",
    "recorded_at",
    "actor",
    "token",
    "body",
    "salt",
    "body_digest",
    "digest",
)
LINE_COLUMNS: Final = (
    "line",
    "imported_by",
    "sequence",
    "position",
    "supersedes",
    "text",
    "source",
    "occurred_at",
    "month",
    "direction",
    "kind",
    "moved",
    "status",
    "category",
    "amount_fen",
    "refunded_fen",
    "debt_hint",
    "review",
)
DERIVED: Final = LINE_COLUMNS[LINE_COLUMNS.index("source") :]
BLANK: Final = ("", "", "", "", "", False, "", "", None, None, "", "")
"""What an erased line says in its :data:`DERIVED` columns."""


def to_entry(chain: str, row: Sequence[Any]) -> Entry:
    """The entry in ``row`` (:data:`ENTRY_COLUMNS`), sealed under the name ``chain``.

    Raises ``ValueError`` or ``TypeError`` for a row no program of ours wrote.
    """
    sequence, name, kind, version, day, recorded_at, actor, token, body, salt, *digests = row
    return Entry(
        chain,
        sequence,
        name,
        kind,
        version,
        date.fromisoformat(day),
        recorded_at,
        actor,
        token,
        body,
        None if salt is None else bytes(salt),
        *digests,
    )


def insert_entries(case: str, entries: Iterable[Entry]) -> None:
    """Write ``entries`` as rows of ``case``."""
    rows = [
        (
            case,
            entry.sequence,
            entry.id,
            entry.kind,
            entry.version,
            entry.on.isoformat(),
            entry.recorded_at,
            entry.actor,
            entry.token,
            entry.body,
            entry.salt,
            entry.body_digest,
            entry.digest,
        )
        for entry in entries
    ]
    _insert("store_journalentry", ("case_id", *ENTRY_COLUMNS), rows)


def line_id(entry: str, position: int) -> str:
    """The id of a line: the entry of its import and its place in it."""
    return f"{entry}-{position}"


def placed(entry: str, sequence: int, position: int) -> tuple[str, str, int, int]:
    """The first of :data:`LINE_COLUMNS`: where a line stands, ``sequence`` that of its import."""
    return line_id(entry, position), entry, sequence, position


def derived(line: Line) -> tuple[Any, ...]:
    """The columns that can be asked by query, as :data:`DERIVED`."""
    return (
        line.source,
        line.occurred_at.isoformat(timespec="seconds"),
        line.occurred_at.strftime("%Y-%m"),
        line.direction,
        line.kind,
        line.moved,
        line.status_class,
        _plain(line.category_raw),
        None if line.amount is None else fen(line.amount),
        None if line.refunded is None else fen(line.refunded),
        _plain(line.debt),
        line.review,
    )


def insert_lines(case: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write ``rows`` (:data:`LINE_COLUMNS`) as lines of ``case``."""
    _insert("store_billline", ("case_id", *LINE_COLUMNS), [(case, *row) for row in rows])


def _plain(text: str) -> str:
    """``text`` as a column takes it: PostgreSQL knows no NUL, the canonical text keeps it."""
    return text.replace("\0", "")


def _insert(table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connections["default"].cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
