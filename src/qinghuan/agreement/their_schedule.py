"""The rows a paper of theirs asks for: from its table, from its lines, or from "12 times 850".

A table says by its head what its columns are; without one, the amounts of a row are read by
how they add up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from qinghuan.agreement.amounts import amounts, days, number_of, small_number
from qinghuan.agreement.their_text import Passage, TheirText
from qinghuan.agreement.vocabulary import (
    ALL_AT_ONCE,
    BARE_ROW,
    COUNTED_ROW,
    DAY_OF_PAYMENT,
    FROM_THEN_ON,
    HEADS,
    IN_BRACKETS,
    MONTHLY_FROM,
    SO_MANY,
    SO_MUCH_EACH,
    TOTAL_ROW,
)
from qinghuan.dates import add_months
from qinghuan.money import Yuan, total

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
    found, sums = _of_tables(text)
    if not found:
        found, sums = list(_line_rows(text.said)), None
    if found:
        return TheirSchedule(tuple(found[:MOST_ROWS]), sums or _total_line(text, found))
    even = _even(text.said) or _at_once(text)
    return TheirSchedule(tuple(even[:MOST_ROWS]), listed=False) if even else None


@dataclass(frozen=True, slots=True)
class _Raw:
    """A row before it is known which of its amounts is the payment."""

    due: date | None
    amounts: tuple[Yuan, ...]
    passage: Passage
    said_day: str


def _of_tables(text: TheirText) -> tuple[list[TheirRow], tuple[Yuan, Passage] | None]:
    """The rows of every table that is a schedule, and the sum its last row states.

    A table that a page cuts in two goes on under the same head until its row of sums.
    """
    by_words = {one.text: one for one in reversed(text.passages) if one.row}
    found: list[TheirRow] = []
    raw: list[_Raw] = []
    sums: tuple[Yuan, Passage] | None = None
    columns: dict[int, str] = {}
    for table in text.tables:
        across = _across(table, by_words)
        if across:
            found += across
            continue
        if _other(table):
            continue
        with_head, without = len(found), len(raw)
        for cells in table:
            passage = by_words.get("  ".join(cell for cell in cells if cell))
            named = _columns(cells)
            columns = named or columns
            if passage is None or named:
                continue
            if TOTAL_ROW.match(passage.plain):
                grew = len(found) > with_head or (not found and len(raw) > without)
                sums, columns = _sum_of(passage) if grew else sums, {}
                continue
            rows = list(_by_columns(cells, columns, passage)) if columns else []
            if rows and len(found) == with_head and not _goes_on(found, rows):
                break
            found += rows
            raw += [] if rows else _of_passage(passage)
    return _in_columns(found or list(_by_sums(raw))), sums


def _in_columns(rows: list[TheirRow]) -> list[TheirRow]:
    """Several rows in a line stand side by side: the first of each line come first."""
    places: Counter[int] = Counter()
    ranked = []
    for row in rows:
        ranked.append((places[row.passage.place], row))
        places[row.passage.place] += 1
    return [row for _, row in sorted(ranked, key=lambda one: one[0])]


def _other(table: Sequence[Sequence[str]]) -> bool:
    """Whether the head of ``table`` names columns, and none of them is a day of payment."""
    head = [cell for cell in table[0] if cell]
    words = len(head) > 1 and not any(character.isdigit() for cell in head for character in cell)
    return words and not _columns(table[0]) and len(table) > _SEVERAL


def _goes_on(before: Sequence[TheirRow], rows: Sequence[TheirRow]) -> bool:
    """Whether ``rows`` of another table can follow: later than those before."""
    last, first = (before[-1].due if before else None), rows[0].due
    return last is None or first is None or first > last


def _across(table: Sequence[Sequence[str]], by_words: Mapping[str, Passage]) -> list[TheirRow]:
    """A table that runs from left to right: a row of days above a row of amounts."""
    for above, below in pairwise(table):
        said = [next(days(Passage(0, cell).plain), None) for cell in above]
        amounts_below = [next(amounts(Passage(0, cell).narrow), None) for cell in below]
        places = [place for place, day in enumerate(said) if day is not None]
        if len(places) < _SEVERAL or len(amounts_below) < len(above):
            continue
        passage = by_words.get("  ".join(cell for cell in below if cell), Passage(0, ""))
        rows = []
        for place in places:
            day, amount = said[place], amounts_below[place]
            if day is not None and amount is not None:
                rows.append(TheirRow(day.on, amount.amount, (), passage, day.words))
        if len(rows) == len(places):
            return rows
    return []


_SEVERAL: Final = 2


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


def _by_columns(
    cells: Sequence[str], columns: Mapping[int, str], passage: Passage
) -> Iterator[TheirRow]:
    """The rows in ``cells``: one, or several where the head names the same columns again."""
    for group in _groups(columns):
        row = _of_group(cells, group, passage)
        if row is not None:
            yield row


def _groups(columns: Mapping[int, str]) -> list[dict[int, str]]:
    groups: list[dict[int, str]] = []
    for place, kind in sorted(columns.items()):
        if not groups or (kind in _ONCE and kind in groups[-1].values()):
            groups.append({})
        groups[-1][place] = kind
    return groups


_ONCE: Final = ("number", "due", "whole")


def _of_group(
    cells: Sequence[str], columns: Mapping[int, str], passage: Passage
) -> TheirRow | None:
    whole: Yuan | None = None
    parts: list[Yuan] = []
    said = None
    for place, kind in columns.items():
        words = Passage(0, cells[place]).narrow if place < len(cells) else ""
        if kind == "due":
            said = next(days(words), None)
        amount = next((one.amount for one in amounts(words)), None)
        if amount is None or kind in {"number", "due", "left"}:
            continue
        if kind == "whole":
            whole = amount
        else:
            parts.append(amount)
    if said is None or (whole is None and not parts):
        return None
    amount = whole if whole is not None else total(parts)
    return TheirRow(said.on, amount, tuple(parts) if whole is not None else (), passage, said.words)


def _line_rows(passages: Sequence[Passage]) -> Iterator[TheirRow]:
    """Lines of a day and its amounts; a lone one among sentences is no schedule."""
    found = [row for passage in passages for row in _of_lines(passage)]
    counted = [row for row in found if COUNTED_ROW.search(row.passage.plain)]
    several = [row for row, count in _with_count(found) if count > 1]
    bare = [row for row in found if BARE_ROW.match(row.passage.plain)]
    kept = max((counted, several, bare), key=len)
    if len(kept) > 1:
        yield from _by_sums(kept)


def _with_count(rows: Sequence[_Raw]) -> Iterator[tuple[_Raw, int]]:
    """Each row with how many stand in its line."""
    counts = Counter(row.passage.place for row in rows)
    for row in rows:
        yield row, counts[row.passage.place]


def _of_lines(passage: Passage) -> Iterator[_Raw]:
    """The rows of a line; several stand in one where each has its day."""
    words = passage.narrow
    said = list(days(words))
    if len(said) == 1:
        yield from _of_passage(passage)
        return
    for place, day in enumerate(said):
        end = said[place + 1].start if place + 1 < len(said) else len(words)
        here = [one.amount for one in amounts(words) if day.end <= one.start < end and one.sure]
        if here:
            yield _Raw(day.on, (here[0],), passage, day.words)


def _of_passage(passage: Passage) -> Iterator[_Raw]:
    """The days of a row, each with the amounts that follow it."""
    words = passage.narrow
    said = list(days(words))
    found = list(amounts(words))
    for place, day in enumerate(said):
        end = said[place + 1].start if place + 1 < len(said) else len(words)
        here = [one for one in found if day.end <= one.start < end]
        here = here or ([one for one in found if one.sure] if len(said) == 1 else [])
        sure = tuple(one.amount for one in here if one.sure)
        if place + 1 < len(said) and not sure and len(here) > 1:
            here = here[:-1]
        every = sure or tuple(one.amount for one in here)
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


def _sum_of(passage: Passage) -> tuple[Yuan, Passage] | None:
    found = [one.amount for one in amounts(passage.narrow)]
    return (max(found), passage) if found else None


def _total_line(text: TheirText, rows: Sequence[TheirRow]) -> tuple[Yuan, Passage] | None:
    """The sum in a line right after the last row."""
    last = max(row.passage.place for row in rows)
    for passage in text.passages[last : last + 1]:
        if TOTAL_ROW.match(passage.plain):
            return _sum_of(passage)
    return None


def _even(passages: Sequence[Passage]) -> list[TheirRow]:
    """So many times so much: from a first day on, or on the days that are named."""
    for place, passage in enumerate(passages):
        near = "\n".join(one.plain for one in passages[max(0, place - 2) : place + 3])
        each = SO_MUCH_EACH.search(passage.plain)
        amount = number_of(each["amount"]) if each else None
        if not amount:
            continue
        named = [day.on for day in days(near) if day.on is not None]
        number = _number(passage.plain, near, len(named))
        if number > 1 and len(named) >= number:
            return [TheirRow(day, amount, (), passage, "") for day in named[-number:]]
        first = _first(near, named)
        if first is not None and 0 < number <= MOST_ROWS:
            months = range(number)
            return [TheirRow(add_months(first, on), amount, (), passage, "") for on in months]
    return []


def _at_once(text: TheirText) -> list[TheirRow]:
    """One payment on one day, where the paper says that everything is paid at once."""
    if not ALL_AT_ONCE.search(text.plain):
        return []
    for passage in text.said:
        said = [day.on for day in days(passage.narrow)]
        sure = [one.amount for one in amounts(passage.narrow) if one.sure]
        if (
            said
            and sure
            and DAY_OF_PAYMENT.search(passage.plain)
            and ALL_AT_ONCE.search(passage.plain)
        ):
            return [TheirRow(said[-1], sure[0], (), passage, "")]
    return []


def _number(here: str, near: str, named: int) -> int:
    """How many rows: the count that fits the days named, else the one in the same sentence."""
    found = [small_number(one["count"]) or 0 for one in SO_MANY.finditer(f"{here}\n{near}")]
    found = [one for one in found if one > 1]
    return named if named in found else next(iter(found), 1)


def _first(near: str, named: Sequence[date]) -> date | None:
    if named and FROM_THEN_ON.search(near):
        return named[0]
    found = MONTHLY_FROM.search(near)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
