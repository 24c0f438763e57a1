"""One table as lines: its header is found by its words, and each row is accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from qinghuan.imports import vocabulary_alipay, vocabulary_wechat, wechat
from qinghuan.imports.alipay import sort_app, sort_cashbook, sort_web
from qinghuan.imports.lines import Line
from qinghuan.imports.preamble import Preamble
from qinghuan.imports.refunds import paired
from qinghuan.imports.report import LineAccount
from qinghuan.imports.rows import RowReader, Shape, column_name, with_fees
from qinghuan.imports.tables import STARTS_A_RECORD, Row, Table

_ALIPAY_DIRECTIONS = frozenset(
    {vocabulary_alipay.OUT, vocabulary_alipay.IN, *vocabulary_alipay.NEUTRAL} - {""}
)
_WECHAT_DIRECTIONS = frozenset(
    {vocabulary_wechat.OUT, vocabulary_wechat.IN, *vocabulary_wechat.NEUTRAL} - {""}
)
_WITH_STATUS = ("time", "direction", "amount", "status")
_SHAPES: tuple[tuple[str, frozenset[str], Shape], ...] = (
    (
        "wechat",
        vocabulary_wechat.COLUMNS,
        Shape(
            "wechat",
            vocabulary_wechat.HEADERS,
            _WECHAT_DIRECTIONS,
            wechat.sort_wechat,
            _WITH_STATUS,
        ),
    ),
    (
        "alipay_web",
        vocabulary_alipay.WEB_COLUMNS,
        Shape(
            "alipay",
            vocabulary_alipay.HEADERS,
            _ALIPAY_DIRECTIONS,
            sort_web,
            _WITH_STATUS,
            sort_without_funds=sort_app,
        ),
    ),
    (
        "alipay_app",
        vocabulary_alipay.APP_COLUMNS,
        Shape("alipay", vocabulary_alipay.HEADERS, _ALIPAY_DIRECTIONS, sort_app, _WITH_STATUS),
    ),
    (
        "alipay_cashbook",
        vocabulary_alipay.CASHBOOK_COLUMNS,
        Shape("alipay_cashbook", vocabulary_alipay.HEADERS, _ALIPAY_DIRECTIONS, sort_cashbook),
    ),
)
_FEWEST_CELLS = 3
"""A row of fewer filled cells is a remark of the bill, not a record."""


@dataclass(slots=True)
class SheetRead:
    """What one table gave. ``format`` is empty when no bill was recognised in it."""

    format: str = ""
    lines: list[Line] = field(default_factory=list)
    account: LineAccount = field(default_factory=LineAccount)
    preamble: Preamble = field(default_factory=Preamble)
    columns: frozenset[str] = frozenset()
    destroyed_ids: int = 0
    cut: bool = False

    @property
    def records(self) -> int:
        """Rows that are records, read or not."""
        return self.account.counts["recorded"] + self.account.counts["unreadable"]

    @property
    def generation(self) -> str:
        """``W``, ``A1``, ``A2``, ``B``; ``""`` for WeChat and for no bill."""
        if self.format != "alipay_app":
            return _GENERATIONS.get(self.format, "")
        whole_header = {"category", "order"} <= self.columns
        first = self.preamble.first_app or (whole_header and "note" not in self.columns)
        return "A1" if first else "A2"


def read_table(table: Table, today: date | None) -> SheetRead:
    """Every row of ``table``: as a line, skipped or unreadable, each with its reason."""
    scan = _Scan(table, today)
    for first, last, cells in table.rows():
        scan.take(first, last, cells)
    return scan.finish()


class _Scan:
    """Goes down a table once: remarks, header, records, remarks, perhaps another header."""

    def __init__(self, table: Table, today: date | None) -> None:
        self.read = SheetRead()
        self.sheet = table.name
        self.today = today
        self.cut_at = table.height if table.cut else 0
        self.reader: RowReader | None = None
        self.lines: list[Line] = []
        self.footer = False
        self.run = (1, 0)

    def take(self, first: int, last: int, cells: list[str]) -> None:
        """Account for the record on the lines ``first`` to ``last``."""
        if self.reader is None:
            self._outside((first, last, cells))
            return
        cut = last == self.cut_at and len(cells) < self.reader.width
        made = "cut_line" if cut else self.reader(first, cells)
        if isinstance(made, str):
            self._aside((first, last, cells), made)
            return
        self.lines.append(made)
        if first == last == self.run[1] + 1:
            self.run = (self.run[0], last)
        else:
            self._recorded(first, last)

    def finish(self) -> SheetRead:
        """All that was found."""
        self._end_run()
        self._end_reader()
        return self.read

    def _recorded(self, first: int, last: int) -> None:
        self._end_run()
        self.run = (first, first)
        if last > first:
            self._end_run()
            self._skip(first + 1, last, "continued")

    def _end_run(self) -> None:
        first, last = self.run
        self.read.account.add(first, last, "recorded", sheet=self.sheet)
        self.run = (last + 1, last)

    def _end_reader(self) -> None:
        if self.reader is None:
            return
        self.read.destroyed_ids += self.reader.destroyed_ids
        lines: list[Line] = self.lines
        if self.reader.shape.source == "wechat":
            lines = wechat.finish(lines)
        elif self.reader.fees:
            lines = with_fees(lines, self.reader.fees, vocabulary_alipay.FEE_NAME)
        self.read.lines += paired(lines)
        self.lines = []

    def _outside(self, row: Row) -> None:
        if not self._header(row):
            self._remark(row, "preamble")

    def _header(self, row: Row) -> bool:
        """Whether ``row`` is a header; its columns then hold for the rows below."""
        first, last, cells = row
        names = frozenset(map(column_name, cells))
        for format_id, columns, shape in _SHAPES:
            mapped = {shape.headers.get(name) for name in names}
            if not columns <= names or not mapped.issuperset(shape.required):
                continue
            self._end_run()
            self._end_reader()
            self.reader = RowReader(cells, shape, self.sheet, self.today)
            self.footer = False
            self.read.format = self.read.format or format_id
            self.read.columns = self.read.columns or frozenset(self.reader.position)
            self._skip(first, last, "header")
            return True
        return False

    def _aside(self, row: Row, reason: str) -> None:
        """A row below the header that gave no line."""
        self._end_run()
        first, last, cells = row
        filled = [cell for cell in cells if cell.strip()]
        if not filled:
            self._skip(first, last, "blank")
        elif vocabulary_alipay.DASHES.match(filled[0]):
            self.footer = True
            self._skip(first, last, "rule")
        elif self._is_remark(filled, reason):
            self._remark(row, "remark")
        elif not self._header(row):
            self.read.cut = self.read.cut or reason == "cut_line"
            self.read.account.add(first, last, "unreadable", reason, sheet=self.sheet)

    def _is_remark(self, filled: Sequence[str], reason: str) -> bool:
        few = len(filled) < _FEWEST_CELLS or (self.footer and len(filled) < len(_WITH_STATUS))
        if reason == "cut_line" and not self.footer:
            return False
        return few and not STARTS_A_RECORD.match(filled[0])

    def _remark(self, row: Row, reason: str) -> None:
        first, last, cells = row
        text = ",".join(cell for cell in cells if cell)
        self.read.preamble.feed(text)
        self._skip(first, last, reason if text.strip() else "blank")

    def _skip(self, first: int, last: int, reason: str) -> None:
        self.read.account.add(first, last, "skipped", reason, sheet=self.sheet)


_GENERATIONS = {"alipay_web": "W", "alipay_cashbook": "B"}
