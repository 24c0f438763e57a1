"""Verify: whether anything in the store was changed, cut off or lost, and where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from qinghuan.case.entries import DocumentIssued
from qinghuan.case.kinds import KINDS
from qinghuan.errors import Problem, RuleError
from qinghuan.imports.entries import StatementImported
from qinghuan.imports.lines import digest_of_lines, from_canonical
from qinghuan.journal import entry as journal
from qinghuan.journal.entry import Entry
from qinghuan.journal.fact import TooNew
from qinghuan.store import triggers
from qinghuan.store.appending import files_of, sealed
from qinghuan.store.case_index import computed
from qinghuan.store.files import digest_of_file, path_of
from qinghuan.store.models import BillLine, Case, CaseFile, CaseIndex
from qinghuan.store.reading import chain_of, entry_rows
from qinghuan.store.refusal import StoreRefused, problem, refusals
from qinghuan.store.rows import DERIVED, ENTRY_COLUMNS, derived, to_entry


def verify_all() -> dict[str, list[Problem]]:
    """Problems by case, for every case of the folder; a sound one has an empty list."""
    with refusals():
        found = list(Case.objects.filter(erasing=False).values_list("id", flat=True).order_by("id"))
    return {case: verify(case) for case in found}


def verify(case: str) -> list[Problem]:
    """Everything wrong with ``case``: journal, heads, lines, index, files, guards.

    Raises :class:`StoreRefused` only when there is no such case or no database to ask.
    """
    with refusals(case):
        chain = chain_of(case)
        entries, problems = _read(case, chain)
        problems += journal.verify(entries, _heads(case, entries))
        problems += lines_problems(entries, _line_rows(case))
        problems += _index_problems(case, entries)
        problems += _file_problems(case, entries)
        problems += [problem("guard_missing", name, guard=name) for name in triggers.missing()]
    return problems


def _read(case: str, chain: str) -> tuple[list[Entry], list[Problem]]:
    entries, problems = [], []
    for row in entry_rows(case).values_list(*ENTRY_COLUMNS):
        try:
            entries.append(to_entry(chain, row))
        except (ValueError, TypeError):
            problems.append(problem("row_damaged", f"/journal/{row[0]}"))
    return entries, problems


def issued_heads(entries: Iterable[Entry]) -> dict[int, str]:
    """The heads printed in papers that left the house, by sequence."""
    heads = {}
    for entry in entries:
        if entry.kind == DocumentIssued.KIND and entry.body is not None:
            says = json.loads(entry.body)
            heads[int(says.get("head_sequence", 0))] = str(says.get("head", ""))
    return heads


def _heads(case: str, entries: Iterable[Entry]) -> dict[int, str]:
    heads = issued_heads(entries)
    row = CaseIndex.objects.filter(case=case).values_list("sequence", "head").first()
    return heads if row is None else {**heads, row[0]: row[1]}


def _line_rows(case: str) -> list[tuple[Any, ...]]:
    columns = ("imported_by", "position", "line", "supersedes", "text", *DERIVED)
    rows = BillLine.objects.filter(case=case).order_by("sequence", "imported_by", "position")
    return list(rows.values_list(*columns))


def lines_problems(entries: Iterable[Entry], rows: Sequence[tuple[Any, ...]]) -> list[Problem]:
    """What is wrong with the lines of a case, against the imports in its journal.

    ``rows``: import, position, id, superseded id, text, then the derived columns.
    """
    imports = {entry.id: entry for entry in entries if entry.kind == StatementImported.KIND}
    by_import = {entry: list(group) for entry, group in groupby(rows, key=lambda row: row[0])}
    problems = [
        problem("lines_stray", entry, count=len(found))
        for entry, found in by_import.items()
        if entry not in imports
    ]
    for entry in imports.values():
        problems += _import_problems(entry, by_import.get(entry.id, []))
    known = {row[2] for row in rows}
    problems += [
        problem("line_changed", row[2], line=row[2])
        for row in rows
        if row[3] and row[3] not in known
    ]
    return problems


def _import_problems(entry: Entry, rows: list[tuple[Any, ...]]) -> list[Problem]:
    if entry.body is None:
        left = [row for row in rows if row[4] is not None]
        return [problem("lines_left", entry.id, count=len(left))] if left else []
    says = json.loads(entry.body)
    problems = _line_by_line(rows)
    if len(rows) != says["line_count"] or [row[1] for row in rows] != list(range(len(rows))):
        found = {"found": len(rows), "expected": int(says["line_count"])}
        problems.append(problem("lines_missing", entry.id, **found))
    elif digest_of_lines(sealed(row[4] or "", row[3]) for row in rows) != says["lines_digest"]:
        problems.append(problem("lines_changed", entry.id, name=str(says.get("name", ""))))
    return problems


def _line_by_line(rows: Iterable[tuple[Any, ...]]) -> list[Problem]:
    problems = []
    for row in rows:
        try:
            agrees = row[4] is not None and tuple(row[5:]) == derived(from_canonical(row[4]))
        except RuleError:
            agrees = False
        if not agrees:
            problems.append(problem("line_changed", row[2], line=row[2]))
    return problems


def _index_problems(case: str, entries: Sequence[Entry]) -> list[Problem]:
    row = CaseIndex.objects.filter(case=case).values_list("sequence", "body").first()
    if row is None:
        return [problem("index_stale", case, case=case)]
    try:
        stale = row[0] != len(entries) or row[1] != computed(case)
    except (StoreRefused, TooNew, ValueError):
        return []  # the journal itself is broken, and that is said already
    return [problem("index_stale", case, case=case)] if stale else []


def _file_problems(case: str, entries: Iterable[Entry]) -> list[Problem]:
    noted = set(CaseFile.objects.filter(case=case).values_list("digest", flat=True))
    problems = []
    for digest in sorted(noted | named_by(entries)):
        path = path_of(digest)
        if not path.is_file():
            problems.append(problem("file_missing", digest))
        elif digest_of_file(path) != digest:
            problems.append(problem("file_changed", digest))
    return problems


def named_by(entries: Iterable[Entry]) -> set[str]:
    """The kept files that ``entries`` name, as far as this program can read them."""
    named: set[str] = set()
    for entry in entries:
        if entry.body is None:
            continue
        try:
            named |= files_of(KINDS.read(entry.kind, entry.version, entry.body))
        except (TooNew, ValueError):
            continue  # unreadable here; the chain says whether it was changed
    return named
