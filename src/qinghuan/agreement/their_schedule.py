"""The rows a paper of theirs asks for: from its table, from its lines, or from "12 times 850".

A table says by its head what its columns are; without one, the amounts of a row are read by
how they add up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan.agreement.amounts import amounts, days, number_of, small_number
from qinghuan.agreement.their_text import Passage, TheirText
from qinghuan.agreement.vocabulary import (
    BARE_ROW,
    COUNTED_ROW,
    FROM_THEN_ON,
    HEADS,
    IN_BRACKETS,
    SO_MANY,
    SO_MUCH_EACH,
    TOTAL_ROW,
)
from qinghuan.dates import add_months
from qinghuan.money import ZERO, Yuan, total

MOST_ROWS: Final = 600


@dataclass(frozen=True, slots=True)
class TheirRow:
    """One payment as it is written. Yuan."""

    due: date | None
    """None where there is no such day."""
    amount: Yuan
    parts: tuple[Yuan, ...]
    """What the amount is made of; empty where it does not say."""
    passage: Passage
    said_day: str


@dataclass(frozen=True, slots=True)
class TheirSchedule:
    """The rows, the sum a total row states, and whether they stand one by one."""

    rows: tuple[TheirRow, ...]
    total_row: tuple[Yuan, Passage] | None = None
    listed: bool = True
    """Whether each row is written out; else they follow from so many times so much."""

    @property
    def summed(self) -> Yuan:
        """What the rows come to."""
        return total(row.amount for row in self.rows)


def schedule_of(text: TheirText) -> TheirSchedule | None:
    """The rows of ``text``; None where none can be read."""
    found = list(_table_rows(text)) or list(_line_rows(text.passages))
    if found:
        return TheirSchedule(tuple(found[:MOST_ROWS]), _total_row(text))
    even = _even(text.passages)
    return TheirSchedule(tuple(even[:MOST_ROWS]), listed=False) if even else None


@dataclass(frozen=True, slots=True)
class _Raw:
    """A row before it is known which of its amounts is the payment."""

    due: date | None
    amounts: tuple[Yuan, ...]
    passage: Passage
    said_day: str


def _table_rows(text: TheirText) -> Iterator[TheirRow]:
    """The rows of tables: by their head, else by how their amounts add up."""
    by_words = {one.text: one for one in reversed(text.passages) if one.row}
    columns: dict[int, str] = {}
    raw: list[_Raw] = []
    for table in text.tables:
        for cells in table:
            named = _columns(cells)
            if named:
                columns = named
                continue
            passage = by_words.get("  ".join(cell for cell in cells if cell))
            if passage is None or TOTAL_ROW.match(passage.plain):
                continue
            row = _by_columns(cells, columns, passage) if columns else None
            if row is not None:
                yield row
            elif not columns:
                raw += _of_passage(passage)
    yield from _by_sums(raw)


def _columns(cells: Sequence[str]) -> dict[int, str]:
    """What each column is, where ``cells`` is the head of a schedule."""
    named: dict[int, str] = {}
    for place, cell in enumerate(cells):
        plain = IN_BRACKETS.sub("", cell)
        if not plain or re.search(r"\d", plain):
            continue
        kind = next((name for name, words in HEADS if words.search(plain)), "")
        if kind:
            named[place] = kind
    kinds = set(named.values())
    return named if "due" in kinds and kinds & {"whole", "principal"} else {}


def _by_columns(cells: Sequence[str], columns: dict[int, str], passage: Passage) -> TheirRow | None:
    whole: Yuan | None = None
    parts: list[Yuan] = []
    day = next(days(Passage(0, cells[_place(columns, "due", cells)]).plain), None)
    for place, kind in columns.items():
        if place >= len(cells) or kind in {"number", "due", "left"}:
            continue
        amount = next((one.amount for one in amounts(Passage(0, cells[place]).plain)), None)
        if amount is None:
            continue
        if kind == "whole":
            whole = amount
        else:
            parts.append(amount)
    if day is None or (whole is None and not parts):
        return None
    amount = whole if whole is not None else total(parts)
    return TheirRow(day.on, amount, tuple(parts) if whole is not None else (), passage, day.words)


def _place(columns: dict[int, str], kind: str, cells: Sequence[str]) -> int:
    place = next((place for place, name in columns.items() if name == kind), 0)
    return min(place, len(cells) - 1)


def _line_rows(passages: Sequence[Passage]) -> Iterator[TheirRow]:
    """Lines of a day and its amounts; a lone one among sentences is no schedule."""
    found = [row for passage in passages for row in _of_lines(passage)]
    counted = [row for row in found if COUNTED_ROW.search(row.passage.plain)]
    kept = counted or [row for row in found if BARE_ROW.match(row.passage.plain)]
    if len(kept) > 1:
        yield from _by_sums(kept)


def _of_lines(passage: Passage) -> Iterator[_Raw]:
    """The rows of a line; several stand in one where each has its day."""
    plain = passage.plain
    said = list(days(plain))
    if len(said) == 1:
        yield from _of_passage(passage)
        return
    for place, day in enumerate(said):
        end = said[place + 1].start if place + 1 < len(said) else len(plain)
        here = [one.amount for one in amounts(plain) if day.end <= one.start < end and one.sure]
        if here:
            yield _Raw(day.on, (here[0],), passage, day.words)


def _of_passage(passage: Passage) -> Iterator[_Raw]:
    """The one day of a row and its amounts."""
    words = passage.text
    day = next(days(words), None)
    if day is None:
        return
    found = list(amounts(words))
    sure = tuple(one.amount for one in found if one.sure)
    every = sure or tuple(one.amount for one in found if one.start >= day.end)
    if every:
        yield _Raw(day.on, every, passage, day.words)


def _by_sums(raw: Sequence[_Raw]) -> Iterator[TheirRow]:
    """Which amount is the payment: the one that in most rows is the sum of those before it."""
    place = _place_of_sum(raw)
    for row in raw:
        if place and len(row.amounts) > place:
            amount, parts = row.amounts[place], row.amounts[:place]
        else:
            amount, parts = row.amounts[0], ()
        yield TheirRow(row.due, amount, parts, row.passage, row.said_day)


def _place_of_sum(raw: Sequence[_Raw]) -> int:
    """0 where no amount is a sum of others."""
    votes = Counter(
        place
        for row in raw
        for place in range(2, len(row.amounts))
        if total(row.amounts[:place]) == row.amounts[place]
    )
    place, count = max(votes.items(), key=lambda vote: vote[1], default=(0, 0))
    return place if 2 * count > len(raw) else 0


def _total_row(text: TheirText) -> tuple[Yuan, Passage] | None:
    for passage in text.passages:
        if passage.row and TOTAL_ROW.match(passage.plain):
            found = [one.amount for one in amounts(passage.text) if one.sure]
            if found:
                return max(found), passage
    return None


def _even(passages: Sequence[Passage]) -> list[TheirRow]:
    """``分12期，每期850元，首期2026年12月28日``."""
    for place, passage in enumerate(passages):
        near = "".join(one.plain for one in passages[max(0, place - 2) : place + 3])
        each, count = SO_MUCH_EACH.search(passage.plain), SO_MANY.search(near)
        if each is None or count is None:
            continue
        number = small_number(count["count"]) or 0
        first = next((day.on for day in days(near) if day.on and FROM_THEN_ON.search(near)), None)
        amount = number_of(each["amount"]) or ZERO
        if first is None or not 0 < number <= MOST_ROWS or amount <= ZERO:
            continue
        return [
            TheirRow(add_months(first, month), amount, (), passage, "") for month in range(number)
        ]
    return []
