"""The door for bills: bytes of any file in, its lines and a full account out.

Never raises for what a file contains: whatever is wrong stands among the report's problems,
each with what to do. A refused file has no lines.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from qinghuan.errors import Problem
from qinghuan.imports.container import LARGEST_FILE, Member, too_large, unpack
from qinghuan.imports.decoding import decode, misread
from qinghuan.imports.faults import fault
from qinghuan.imports.lines import Line
from qinghuan.imports.match import KnownLine, account_for, known_by_key
from qinghuan.imports.report import ImportReport, LineAccount, Parsed, totals
from qinghuan.imports.sheet import SheetRead, read_table
from qinghuan.imports.tables import Table, TextTable, TooWide, sheet_tables, text_table
from qinghuan.imports.vocabulary import WALLET_MARKS

_NO_BILL: Final = frozenset({"imports.unknown_format", "imports.bill_without_header"})
_MANY_DAMAGED: Final = 0.05


@dataclass(slots=True)
class _Reading:
    """What is gathered over the members and sheets of one file."""

    name: str
    format: str = "unknown"
    generation: str = ""
    encoding: str = ""
    member: str = ""
    main: SheetRead | None = None
    lines: list[Line] = field(default_factory=list)
    account: LineAccount = field(default_factory=LineAccount)
    problems: list[Problem] = field(default_factory=list)
    records: int = 0
    height: int = 0
    """All lines of all tables, counted apart from the account."""

    def weighed(self, problem: Problem) -> Problem:
        """Something that is no bill is an error alone, and a notice beside a bill."""
        if self.main is not None and problem.code in _NO_BILL:
            return fault("beside_the_bill", problem.where, "notice")
        return problem


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Rows make no cycles; walking all of them again and again would take half of the time.

    It is switched on again whatever stood before: of several threads that ask first, one
    could find it resting for another, and leave it so for ever.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def read(
    content: bytes, name: str, *, password: str | None = None, today: date | None = None
) -> Parsed:
    """The lines of the bill ``content`` and the account of every line of it.

    ``name`` is used to speak of the file, never to decide what it is. ``password`` opens a
    zip and is kept nowhere. ``today`` (China) marks later dates for review.
    """
    reading = _Reading(name)
    if len(content) > LARGEST_FILE:
        reading.problems.append(too_large(name, len(content)))
        return _parsed(reading, content)
    unpacked = unpack(content, name, password)
    reading.problems += unpacked.problems
    with _collector_resting():
        for member in unpacked.members:
            _read_member(reading, member, today, named=len(unpacked.members) > 1)
    if reading.main is None and not reading.problems:
        reading.problems.append(fault("unknown_format", name))
    return _parsed(reading, content)


def read_path(path: Path, *, password: str | None = None, today: date | None = None) -> Parsed:
    """:func:`read` of a file on disk; one that is too large is refused without loading it."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        reading = _Reading(path.name, problems=[too_large(path.name, size)])
        return _parsed(reading, b"", sha256=_sha256_of(path))
    return read(path.read_bytes(), path.name, password=password, today=today)


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_member(reading: _Reading, member: Member, today: date | None, *, named: bool) -> None:
    label = member.name if named else ""
    tables = _tables(reading, member, label)
    reading.height += sum(table.height for table in tables)
    sheets = [read_table(table, today) for table in tables]
    bills = [sheet for sheet in sheets if sheet.format]
    if not bills and tables:
        text = tables[0].lines if isinstance(tables[0], TextTable) else ()
        reading.problems.append(_no_bill(member.name, "\n".join(text[:200])))
    for sheet in sheets:
        _take_sheet(reading, sheet, member)


def _tables(reading: _Reading, member: Member, label: str) -> Sequence[Table]:
    if member.shape == "xlsx":
        try:
            return sheet_tables(member.content)
        except TooWide:
            reading.problems.append(fault("workbook_too_wide", member.name))
        except ValueError:
            reading.problems.append(fault("damaged_workbook", member.name))
        return ()
    decoded = decode(member.content)
    if decoded is None or decoded.damaged > len(decoded.text) * _MANY_DAMAGED:
        reading.problems.append(fault("binary", member.name))
        return ()
    reading.encoding = reading.encoding or decoded.encoding
    if decoded.damaged:
        damage = fault("damaged_characters", member.name, "warning", count=decoded.damaged)
        reading.problems.append(damage)
    return (text_table(decoded.text, label),)


def _no_bill(name: str, text: str) -> Problem:
    if misread(text):
        return fault("misread_encoding", name)
    wallet = any(mark in text for mark in WALLET_MARKS)
    return fault("bill_without_header" if wallet else "unknown_format", name)


def _take_sheet(reading: _Reading, sheet: SheetRead, member: Member) -> None:
    if not sheet.format:
        for record in sheet.account.records:
            reason = "no_bill" if record.reason == "preamble" else record.reason
            reading.account.add(record.first, record.last, "skipped", reason, sheet=record.sheet)
        return
    if reading.main is None:
        _take_main(reading, sheet, member)
        reading.lines += sheet.lines
        reading.account.extend(sheet.account)
        return
    _take_further(reading, sheet)


def _take_main(reading: _Reading, sheet: SheetRead, member: Member) -> None:
    """The first bill of the file: what the report says of the file comes from it."""
    reading.main = sheet
    reading.member = member.name.removeprefix(reading.name).removeprefix("/")
    if sheet.format == "wechat":
        reading.format = "wechat_xlsx" if member.shape == "xlsx" else "wechat_csv"
        reading.generation = "xlsx" if member.shape == "xlsx" else "csv"
    else:
        reading.format, reading.generation = sheet.format, sheet.generation
    reading.records = sheet.records


def _take_further(reading: _Reading, sheet: SheetRead) -> None:
    """Another bill in the same file: rows that the first ones hold already are skipped."""
    known = known_by_key(KnownLine(str(at), line) for at, line in enumerate(reading.lines))
    matched = account_for(sheet.lines, known)[: len(sheet.lines)]
    fresh = [found.line for found in matched if found.verdict == "new"]
    rows = {line.source_row for line in fresh}
    for record in sheet.account.records:
        if record.outcome != "recorded":
            reading.account.add(
                record.first, record.last, record.outcome, record.reason, sheet=record.sheet
            )
            continue
        for row in range(record.first, record.last + 1):
            if row in rows:
                reading.account.add(row, row, "recorded", sheet=record.sheet)
            else:
                reading.account.add(row, row, "skipped", "repeated", sheet=record.sheet)
    reading.lines += fresh
    reading.problems.append(fault("several_bills", reading.name, "notice", fresh=len(rows)))


def _findings(reading: _Reading) -> list[Problem]:
    """What a reader of the report should know about a bill that was read."""
    main = reading.main
    if main is None:
        return []
    name, found = reading.name, []
    expected, preamble = main.preamble.expected_lines, main.preamble
    if expected is not None and reading.records < expected:
        found.append(
            fault("fewer_lines", name, "warning", expected=expected, found=reading.records)
        )
    if expected is not None and reading.records > expected:
        found.append(fault("more_lines", name, "notice", expected=expected, found=reading.records))
    if main.cut:
        found.append(fault("cut_file", name, "warning"))
    if preamble.partial:
        found.append(fault("partial_export", name, "warning", kind=preamble.exported_kind))
    if main.destroyed_ids:
        found.append(fault("destroyed_ids", name, "warning", count=main.destroyed_ids))
    if reading.format == "alipay_cashbook":
        found.append(fault("cashbook_limits", name, "notice"))
    if not main.records:
        found.append(fault("no_records", name, "warning"))
    if reading.account.counts["unreadable"]:
        count = reading.account.counts["unreadable"]
        found.append(fault("unreadable_rows", name, "warning", count=count))
    return found


def _parsed(reading: _Reading, content: bytes, *, sha256: str | None = None) -> Parsed:
    problems = (*map(reading.weighed, reading.problems), *_findings(reading))
    lines = tuple(reading.lines)
    return Parsed(
        _report(reading, lines, problems), lines, sha256 or hashlib.sha256(content).hexdigest()
    )


def _report(
    reading: _Reading, lines: tuple[Line, ...], problems: tuple[Problem, ...]
) -> ImportReport:
    preamble = (reading.main or SheetRead()).preamble
    counts = reading.account.counts
    return ImportReport(
        name=reading.name,
        format=reading.format,
        generation=reading.generation,
        encoding=reading.encoding,
        member=reading.member,
        account_hint=preamble.account_hint,
        period_from=preamble.period_from,
        period_to=preamble.period_to,
        exported_kind=preamble.exported_kind,
        expected_lines=preamble.expected_lines,
        found_records=reading.records,
        lines=reading.height,
        recorded=counts["recorded"],
        skipped=counts["skipped"],
        unreadable=counts["unreadable"],
        review=sum(bool(line.review) for line in lines),
        totals=totals(lines),
        account=tuple(reading.account.records),
        problems=problems,
    )
