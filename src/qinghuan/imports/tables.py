"""Rows of a text file or a spreadsheet, each with the place where it stood.

A quote that is never closed must not swallow the rows after it: a record of several lines
is taken only where the lines look like one, else each line is read for itself.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, TypeAlias

from qinghuan.imports.cells import INVISIBLE

LARGEST_SHEET_CELLS: Final = 20_000_000
_SHEET_PART: Final = re.compile(r"worksheets/[^/]+\.xml$")
_COLUMN_OF_CELL: Final = re.compile(rb"\sr=[\"']([A-Z]{1,3})\d")
_ROW_NUMBER: Final = re.compile(rb"\sr=[\"'][A-Z]{0,3}(\d{1,7})[\"']")
_PATIENCE: Final = 50
"""After so many stray quotes each line is read for itself."""
_LONGEST_RECORD: Final = 10
STARTS_A_RECORD: Final = re.compile(r"\s*\"?\s*\d{4}[-/年]?\d{1,2}[-/月]?\d")


_EXACT_FLOAT: Final = 1e15
_NOISE: Final = 1e-12


Row: TypeAlias = tuple[int, int, list[str]]
"""The lines a record stood on, from 1, both included, and its cells."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A text file as lines; ``cut`` when its last line has no end."""

    lines: Sequence[str]
    cut: bool = False
    name: str = ""

    @property
    def height(self) -> int:
        """The number of lines."""
        return len(self.lines)

    def rows(self) -> Iterator[Row]:
        """Every line, as part of exactly one row."""
        start, patience = 0, _PATIENCE
        while start < len(self.lines):
            if not patience:
                yield from self._single(start, len(self.lines))
                return
            start = yield from self._until_stray(start)
            patience -= 1

    def _until_stray(self, start: int) -> Generator[Row, None, int]:
        """Rows from ``start`` on; returns where to begin again after a stray quote."""
        lines = self.lines if not start else self.lines[start:]
        reader = csv.reader(lines)
        before = start
        try:
            for cells in reader:
                last = start + reader.line_num
                if last - before > 1 and not self._one_record(before, last):
                    yield from self._single(before, before + 1)
                    return before + 1
                yield before + 1, last, cells
                before = last
        except csv.Error:
            yield from self._single(before, before + 1)
            return before + 1
        return len(self.lines)

    def _single(self, start: int, end: int) -> Iterator[Row]:
        for position in range(start, end):
            line = self.lines[position]
            yield position + 1, position + 1, _lone(line)

    def _one_record(self, first: int, last: int) -> bool:
        later = self.lines[first + 1 : last]
        if len(later) >= _LONGEST_RECORD:
            return False
        return not any(STARTS_A_RECORD.match(line) for line in later)


def _lone(line: str) -> list[str]:
    """The cells of one line whose quotes do not pair."""
    return [cell.strip().strip('"') for cell in line.split(",")]


def text_table(text: str, name: str = "") -> TextTable:
    """``text`` as lines; CRLF, LF and CR all end one."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        return TextTable((), name=name)
    lines = text.split("\n")
    cut = bool(lines[-1])
    if not cut:
        lines.pop()
    return TextTable(lines, cut, name)


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet of a workbook, its cells as text."""

    name: str
    values: Sequence[Sequence[object]]
    cut: bool = False

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.values)

    def rows(self) -> Iterator[Row]:
        """Every row of the sheet, from 1."""
        for number, row in enumerate(self.values, 1):
            yield number, number, [cell_text(value) for value in row]


Table = TextTable | SheetTable


def cell_text(value: object) -> str:
    """A cell of a sheet as a bill would print it; whole numbers lose their ``.0``."""
    if isinstance(value, str):
        for mark in INVISIBLE:
            value = value.replace(mark, "")
        return value
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    return _number_text(value) if isinstance(value, float) else _time_text(value)


def _number_text(value: float) -> str:
    if value.is_integer() and abs(value) < _EXACT_FLOAT:
        return str(int(value))
    # 100.1 may be kept as 100.10000000000001; a serial date needs all its places
    near = round(value, 2)
    return repr(near if abs(value - near) <= _NOISE * max(1.0, abs(value)) else value)


def _time_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


class TooWide(ValueError):
    """A sheet claims more cells than any bill has."""


def sheet_tables(content: bytes) -> list[SheetTable]:
    """Every sheet of the workbook ``content`` (XLSX), in order.

    Raises :class:`TooWide` for a sheet that would not fit in memory, and another
    ``ValueError`` when the workbook cannot be read.
    """
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 heavy, for workbooks only

    try:
        _refuse_wide_sheets(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            SheetTable(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except (KeyboardInterrupt, SystemExit, MemoryError, TooWide):
        raise
    except BaseException as fault:
        # the reader's own panics derive from BaseException
        raise ValueError("the workbook cannot be read") from fault


def _refuse_wide_sheets(content: bytes) -> None:
    """The reader keeps the whole rectangle of a sheet, so one far cell could fill memory."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not _SHEET_PART.search(name):
                continue
            sheet = archive.read(name)
            columns = {found.group(1) for found in _COLUMN_OF_CELL.finditer(sheet)}
            height = max((int(found.group(1)) for found in _ROW_NUMBER.finditer(sheet)), default=0)
            width = max((_column_number(letters) for letters in columns), default=0)
            if height * width > LARGEST_SHEET_CELLS:
                raise TooWide(name)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
