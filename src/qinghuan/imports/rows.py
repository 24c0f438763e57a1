"""One row of a bill as one line: cells by the names of their columns, cleaned and checked.

Columns are found by name, so their order and number do not matter. A row that cannot be
read gives the code of the reason instead of a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import Final, NamedTuple

from qinghuan.imports.cells import amount as amount_of
from qinghuan.imports.cells import destroyed
from qinghuan.imports.cells import moment as moment_of
from qinghuan.imports.lines import Line, Source
from qinghuan.imports.sorting import DIRECTION_OF_KIND, Sorted, method_of
from qinghuan.imports.vocabulary import NULLS
from qinghuan.money import ZERO, NotMoney, Yuan, yuan

LARGEST_PLAUSIBLE: Final = yuan("10000000")
"""Yuan. A single row of a personal wallet above this is looked at before it counts."""
FIRST_WALLET_DAY: Final = date(2004, 1, 1)
"""Alipay opened in 2004; an earlier date is a slip."""
_PRINTED: Final = len("2026-06-03 12:31:05")
_ROUNDED_END: Final = "00000"
_JOINABLE: Final = ("item", "amount", "counterparty", "note")


class Cells(NamedTuple):
    """The cells of a row that mean something here; ``""`` for a column that is not there."""

    time: str
    direction: str
    amount: str
    status: str
    category: str
    counterparty: str
    counterparty_account: str
    item: str
    method: str
    order: str
    merchant_order: str
    note: str
    service_fee: str
    refunded: str
    funds: str


NAMED: Final = Cells._fields


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of one format are read: its source, column names, words and meaning."""

    source: Source
    headers: Mapping[str, str]
    directions: frozenset[str]
    sort: Callable[[Cells], Sorted]
    required: tuple[str, ...] = ("time", "direction", "amount")
    sort_without_funds: Callable[[Cells], Sorted] | None = None
    """Used where the column that says whether money went is not there."""


class Amounts(dict[str, "tuple[Yuan | None, str]"]):
    """Amount (never negative) and doubt by the text of a cell; a bill repeats its amounts.

    The amount is None for text that is none, and the doubt then ``amount_missing``.
    """

    def __missing__(self, text: str) -> tuple[Yuan | None, str]:
        try:
            money = amount_of(text)
        except NotMoney:
            found: tuple[Yuan | None, str] = (None, "amount_missing")
        else:
            found = (abs(money), _doubt_of_amount(money))
        self[text] = found
        return found


def _doubt_of_amount(money: Yuan) -> str:
    if money < ZERO:
        return "amount_negative"
    return "amount_absurd" if money > LARGEST_PLAUSIBLE else ""


def column_name(cell: str) -> str:
    """A header cell without padding, with ASCII brackets: ``金额（元）`` → ``金额(元)``."""
    return cell.strip().replace("（", "(").replace("）", ")").replace(" ", "")


class RowReader:
    """Reads the rows below one header; remembers ids that a spreadsheet destroyed."""

    def __init__(self, header: Sequence[str], shape: Shape, sheet: str, today: date | None) -> None:
        names = [shape.headers.get(column_name(cell), "") for cell in header]
        self.shape = shape
        self.sheet = sheet
        self.width = len(names)
        self.position = {name: names.index(name) for name in NAMED if name in names}
        self.needed = 1 + max(self.position[name] for name in shape.required)
        self.named = 1 + max(at for at, cell in enumerate(header) if cell.strip())
        self.sort = shape.sort
        if shape.sort_without_funds and "funds" not in self.position:
            self.sort = shape.sort_without_funds
        self.destroyed_ids = 0
        self.earliest = datetime.combine(FIRST_WALLET_DAY, time())
        self.limit = _day_after(today)
        self.amounts = Amounts()
        self.fees: dict[int, Yuan] = {}
        absent = self.width
        self._pick = itemgetter(*(self.position.get(name, absent) for name in NAMED))

    def __call__(self, row: int, cells: list[str]) -> Line | str:
        """The line of ``row``, or the code of why there is none."""
        cells = list(map(str.strip, cells))
        if len(cells) != self.width:
            fitted = self._fitted(cells)
            if isinstance(fitted, str):
                return fitted
            cells = fitted
        raw = tuple(cells)
        cells.append("")
        found = Cells._make(self._pick(cells))
        when = _moment(found.time)
        if when is None:
            return "bad_date"
        if self.amounts[found.amount][0] is None and found.amount not in NULLS:
            return "bad_amount"
        return self._line(row, found, when, raw)

    def _line(
        self, row: int, cells: Cells, when: tuple[datetime, bool], raw: tuple[str, ...]
    ) -> Line:
        kind, status_class, moved, debt, debt_month, review = self.sort(cells)
        moment, has_time = when
        money, doubt = self.amounts[cells.amount]
        if not self.earliest <= moment < self.limit:
            doubt = doubt or ("date_in_future" if moment >= self.limit else "date_too_early")
        order, merchant_order = cells.order, cells.merchant_order
        if order in NULLS or order[-5:] == _ROUNDED_END or "+" in order:
            order = self._sound_id(order)
        if merchant_order in NULLS or merchant_order[-5:] == _ROUNDED_END or "+" in merchant_order:
            merchant_order = self._sound_id(merchant_order)
        if cells.service_fee:
            self._note_fee(row, cells)
        # one tuple in the order of the fields: by keyword it would take half of all the time
        return Line._make(
            (
                self.shape.source,
                row,
                moment,
                has_time,
                self.sheet,
                "",
                money,
                DIRECTION_OF_KIND[kind],
                kind,
                moved and not doubt,
                status_class,
                cells.direction,
                cells.status,
                cells.category,
                cells.method,
                method_of(cells.method).parts,
                "" if cells.counterparty in NULLS else cells.counterparty,
                "" if cells.counterparty_account in NULLS else cells.counterparty_account,
                "" if cells.item in NULLS else cells.item,
                order,
                merchant_order,
                "" if cells.note in NULLS else cells.note,
                debt,
                debt_month,
                self._refunded(cells) if cells.refunded else None,
                "",
                doubt or review,
                raw,
            )
        )

    def _sound_id(self, id: str) -> str:
        if id in NULLS:
            return ""
        if destroyed(id):
            self.destroyed_ids += 1
            return ""
        return id

    def _note_fee(self, row: int, cells: Cells) -> None:
        fee, doubt = self.amounts[cells.service_fee]
        if fee and not doubt:
            self.fees[row] = fee

    def _refunded(self, cells: Cells) -> Yuan | None:
        returned, doubt = self.amounts[cells.refunded]
        return returned if returned and not doubt else None

    def _fitted(self, cells: list[str]) -> list[str] | str:
        """``cells`` made as many as the header has; a reason when they cannot be."""
        if len(cells) < self.needed:
            return "short_row"
        if any(cells[self.named :]) or not self._plausible(cells):
            cells = self._joined(cells) or cells
        return cells[: self.width] + [""] * (self.width - len(cells))

    def _joined(self, cells: list[str]) -> list[str] | None:
        """``cells`` with the one put together again that held unquoted commas."""
        for extra in (len(cells) - self.width, len(cells) - self.named):
            for name in _JOINABLE if extra > 0 else ():
                at = self.position.get(name)
                if at is None:
                    continue
                end = at + extra + 1
                joined = [*cells[:at], ",".join(cells[at:end]), *cells[end:]]
                if self._plausible(joined):
                    return joined
        return None

    def _plausible(self, cells: list[str]) -> bool:
        money = cells[self.position["amount"]]
        direction = cells[self.position["direction"]]
        return direction in self.shape.directions and (
            money in NULLS or self.amounts[money][0] is not None
        )


def _moment(text: str) -> tuple[datetime, bool] | None:
    if len(text) == _PRINTED and text[13] == text[16] == ":":
        try:
            return datetime.fromisoformat(text), True
        except ValueError:
            pass
    return moment_of(text)


def _day_after(today: date | None) -> datetime:
    """The first moment that lies in the future; the end of time when ``today`` is not told."""
    if today is None:
        return datetime.max  # noqa: DTZ901 compared with civil times only
    return datetime.combine(today + timedelta(days=1), time())


def with_fees(lines: Sequence[Line], fees: Mapping[int, Yuan], name: str) -> list[Line]:
    """``lines``, each row that names a fee followed by the fee as a line of its own."""
    if not fees:
        return list(lines)
    made: list[Line] = []
    for line in lines:
        made.append(line)
        fee = fees.get(line.source_row)
        if fee is not None:
            made.append(_fee_line(line, fee, name))
    return made


def _fee_line(line: Line, fee: Yuan, name: str) -> Line:
    return line._replace(
        part="fee",
        amount=fee,
        direction="out",
        kind="fee",
        item=name,
        debt="",
        debt_month="",
        refunded=None,
        related=f"fee_of:{line.order_id}",
        review="",
        raw=(),
    )
