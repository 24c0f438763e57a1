"""Questions of the pages about many lines: counts by month, one page of a list, one by one.

No answer loads all lines as objects: sixty thousand of them stay quick.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeVar

from django.db.models import Count, Q
from django.db.models.functions import Substr

from qinghuan.imports.lines import from_canonical
from qinghuan.money import NotMoney, fen, yuan
from qinghuan.store.bill_lines import KeptLine, speaking
from qinghuan.store.refusal import refusals

SIZE: Final = 50
_COLUMNS: Final = ("line", "text", "imported_by", "supersedes")
_AT_ONCE: Final = 500
_DAY: Final = len("2026-07-31")
T = TypeVar("T")
_SHOWN: Final = ("counterparty", "item", "note", "category_raw", "method_raw", "order_id")
"""The fields of a line in which words are looked for."""


@dataclass(frozen=True, slots=True)
class LinePage:
    """One page of a list of lines, the latest first."""

    lines: tuple[KeptLine, ...]
    total: int
    number: int
    """From 1; a number past the end is the last page."""
    pages: int


class MonthCount(NamedTuple):
    """How many lines speak of one month, by the bills of one source."""

    month: str
    source: str
    lines: int


def months_counted(case: str) -> list[MonthCount]:
    """Lines by month and source, in order."""
    with refusals(case):
        rows = speaking(case).values_list("month", "source").annotate(lines=Count("row"))
        return [MonthCount(*row) for row in rows.order_by("month", "source")]


def line_page(  # noqa: PLR0913 (what is asked for, and which part of it)
    case: str, *, month: str = "", imported_by: str = "", words: str = "", number: int = 1,
    size: int = SIZE,
) -> LinePage:  # fmt: skip
    """A page of the lines of ``case``: of a ``month`` (``2026-07``), of an import, with ``words``.

    ``words`` are looked for in what the bill shows of a line, and as an amount.
    """
    with refusals(case):
        rows = speaking(case)
        if month:
            rows = rows.filter(month=month)
        if imported_by:
            rows = rows.filter(imported_by=imported_by)
        rows = rows.order_by("-occurred_at", "-row")
        return _searched(rows, words, number, size) if words else _paged(rows, number, size)


def _paged(rows: Any, number: int, size: int) -> LinePage:
    total = rows.count()
    number, pages, start = _place(total, number, size)
    found = rows[start : start + size].values_list(*_COLUMNS)
    return LinePage(tuple(map(_kept, found)), total, number, pages)


def _searched(rows: Any, words: str, number: int, size: int) -> LinePage:
    """The database leaves what can hold ``words``; the fields people see decide."""
    amount = _fen(words)
    wanted = words.casefold()
    plausible = Q(text__icontains=_in_json(words))
    if amount is not None:
        plausible |= Q(amount_fen=amount)
    found = [
        row
        for moved, *row in rows.filter(plausible).values_list("amount_fen", *_COLUMNS)
        if (amount is not None and moved == amount) or _shows(row[1], wanted)
    ]
    number, pages, start = _place(len(found), number, size)
    shown = tuple(map(_kept, found[start : start + size]))
    return LinePage(shown, len(found), number, pages)


def _place(total: int, number: int, size: int) -> tuple[int, int, int]:
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    return number, pages, (number - 1) * size


def _shows(text: str, wanted: str) -> bool:
    """Whether ``wanted`` stands in a field of the canonical ``text`` that people see."""
    fields = json.loads(text)
    return any(wanted in fields.get(name, "").casefold() for name in _SHOWN)


def _in_json(words: str) -> str:
    """``words`` as they stand inside the canonical text."""
    return words.replace("\0", "\\u0000").replace("\\", "\\\\").replace('"', '\\"')


def _fen(words: str) -> int | None:
    try:
        return fen(yuan(words.replace(",", "").removeprefix("¥")))
    except NotMoney:
        return None


def _kept(row: Any) -> KeptLine:
    name, text, entry, before = row
    return KeptLine(name, from_canonical(text), entry, before)


def lines_named(case: str, ids: Iterable[str]) -> dict[str, KeptLine]:
    """Those of ``ids`` that speak, by id."""
    with refusals(case):
        rows = speaking(case)
        return {kept.id: kept for kept in _named(rows, sorted(set(ids)))}


def _named(rows: Any, ids: list[str]) -> Iterator[KeptLine]:
    for some in _portions(ids):
        yield from map(_kept, rows.filter(line__in=some).values_list(*_COLUMNS))


def lines_of_equal_days(case: str) -> list[KeptLine]:
    """Lines that moved the same amount on the same day and came with different files.

    In the order they were imported; which of them are one movement is for
    :func:`qinghuan.imports.match.suspected` and then the person to say.
    """
    with refusals(case):
        rows = speaking(case).filter(moved=True, amount_fen__isnull=False)
        by_day = rows.annotate(day=Substr("occurred_at", 1, _DAY)).values("day", "amount_fen")
        several = by_day.annotate(files=Count("imported_by", distinct=True)).filter(files__gt=1)
        wanted = set(several.order_by().values_list("day", "amount_fen"))
        found: list[tuple[int, KeptLine]] = []
        for some in _portions(sorted({amount for _, amount in wanted})):
            columns = ("row", "occurred_at", "amount_fen", *_COLUMNS)
            for row, at, amount, *rest in rows.filter(amount_fen__in=some).values_list(*columns):
                if (at[:_DAY], amount) in wanted:
                    found.append((row, _kept(rest)))
        return [kept for _, kept in sorted(found, key=lambda one: one[0])]


def _portions(values: list[T]) -> Iterator[list[T]]:
    """``values`` in pieces that one query takes."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
