"""Reading: cases, entries, and the facts that hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qinghuan.case.kinds import KINDS
from qinghuan.journal.entry import Entry
from qinghuan.journal.history import Recorded, holding
from qinghuan.journal.history import known_at as known_until
from qinghuan.store.case_index import Index, shown
from qinghuan.store.models import Case, CaseIndex, JournalEntry
from qinghuan.store.refusal import refusal, refusals
from qinghuan.store.rows import ENTRY_COLUMNS, to_entry
from qinghuan.store.who import Who


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case as a list shows it."""

    id: str
    created: str
    """UTC, ISO 8601."""
    index: Index


def seen_by(who: Who) -> Any:
    """The rows of cases ``who`` may see, except those being erased."""
    rows = Case.objects.filter(erasing=False)
    return rows.filter(owner=who.id) if who.role == "owner" else rows.filter(office=who.office)


def cases(who: Who) -> list[CaseSummary]:
    """The cases ``who`` may see, oldest first."""
    with refusals():
        rows = seen_by(who).order_by("created", "id").values_list("id", "created")
        indexes = {
            case: shown(case, sequence, head, body)
            for case, sequence, head, body in CaseIndex.objects.values_list(
                "case_id", "sequence", "head", "body"
            )
        }
        return [
            CaseSummary(case, created, indexes.get(case, Index(0, ""))) for case, created in rows
        ]


def chain_of(case: str, *, using: str = "default") -> str:
    """The name the entries of ``case`` are sealed under. Raises for an unknown case."""
    chain = (
        Case.objects.using(using)
        .filter(id=case, erasing=False)
        .values_list("chain", flat=True)
        .first()
    )
    if chain is None:
        raise refusal("no_case", case)
    return str(chain)


def entry_rows(case: str, *, using: str = "default") -> Any:
    """The rows of the journal of ``case``, in sequence."""
    return JournalEntry.objects.using(using).filter(case=case).order_by("sequence")


def entries(case: str, *, after: int = 0) -> list[Entry]:
    """The entries of ``case`` in sequence, those past ``after`` only.

    Raises :class:`StoreRefused` for an unknown case, or a row that no longer is an entry.
    """
    with refusals(case):
        chain = chain_of(case)
        rows = entry_rows(case).filter(sequence__gt=after).values_list(*ENTRY_COLUMNS)
        return entries_of_rows(case, chain, rows)


def entries_of_kinds(case: str, kinds: Iterable[str], *, using: str = "default") -> list[Entry]:
    """The entries of ``case`` of some kinds, in sequence; empty for an unknown case."""
    rows = entry_rows(case, using=using).filter(kind__in=list(kinds)).values_list(*ENTRY_COLUMNS)
    return entries_of_rows(case, case, rows)


def entries_of_rows(case: str, chain: str, rows: Iterable[Sequence[Any]]) -> list[Entry]:
    """The entries in ``rows``. Raises :class:`StoreRefused` for a row that is none."""
    try:
        return [to_entry(chain, row) for row in rows]
    except (ValueError, TypeError) as fault:
        raise refusal("row_damaged", case) from fault


def facts(case: str, known_at: int | None = None) -> list[Recorded]:
    """The facts of ``case`` that hold, as known when ``known_at`` was the last sequence.

    Raises :class:`StoreRefused` for an unknown case, and
    :class:`~qinghuan.journal.fact.TooNew` for entries of a newer program.
    """
    found = entries(case)
    return holding(found if known_at is None else known_until(found, known_at), KINDS)


def head(case: str) -> tuple[int, str]:
    """Sequence and digest of the last entry of ``case``."""
    with refusals(case):
        row = CaseIndex.objects.filter(case=case).values_list("sequence", "head").first()
    if row is None:
        raise refusal("no_case", case)
    return row[0], row[1]
