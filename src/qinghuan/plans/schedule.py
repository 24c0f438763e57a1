"""Equal instalments that sum to the fen (等额分期; docs/rules/options.md).

Every row but the last is the total divided by the rows, rounded up to the fen; the
last row takes the residue. Where rounding up would leave nothing for the last row
(a few fen over many rows) it is rounded down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from qinghuan.dates import add_months, monthly
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, Yuan, fen, from_fen, rounded

_DAY: Final = timedelta(days=1)
_FIRST: Final = 1


@dataclass(frozen=True, slots=True)
class Instalment:
    """One row of a plan. Yuan; ``principal`` and ``other`` make up ``amount``."""

    n: int
    due: date
    amount: Yuan
    principal: Yuan
    other: Yuan


def rows_needed(total: Yuan, most: Yuan) -> int:
    """The smallest number of equal rows none of which is above ``most``.

    Raises :class:`RuleError` unless both are above zero.
    """
    if total <= ZERO or most <= ZERO:
        raise RuleError(f"rows need amounts above zero, got {total} and {most}")
    return -(-fen(total) // fen(most))


def equal_amounts(total: Yuan, rows: int) -> list[Yuan]:
    """``total`` in ``rows`` amounts, equal but for the last.

    Raises :class:`RuleError` when there are fewer fen than rows.
    """
    whole = fen(total)
    if not 0 < rows <= whole:
        raise RuleError(f"{total} cannot be paid in {rows} rows")
    each = -(-whole // rows)
    if each * (rows - 1) >= whole:
        each = whole // rows
    return [from_fen(each)] * (rows - 1) + [from_fen(whole - each * (rows - 1))]


def equal_instalments(principal: Yuan, other: Yuan, days: list[date]) -> tuple[Instalment, ...]:
    """``principal`` and ``other`` in equal rows on ``days``; each row holds its share of both."""
    return instalments(equal_amounts(principal + other, len(days)), other, days)


def instalments(amounts: list[Yuan], other: Yuan, days: list[date]) -> tuple[Instalment, ...]:
    """``amounts`` on ``days``, each with its share of ``other``.

    The share is rounded on the sum paid so far, so that it ends exact.
    """
    return tuple(_shared(amounts, other, days))


def _shared(amounts: list[Yuan], other: Yuan, days: list[date]) -> Iterator[Instalment]:
    whole, paid, given = sum(amounts, ZERO), ZERO, ZERO
    for n, (day, amount) in enumerate(zip(days, amounts, strict=True), start=1):
        paid += amount
        share = min(amount, rounded(other * paid / whole) - given)
        given += share
        yield Instalment(n, day, amount, amount - share, share)


def due_days(today: date, rows: int, pay_day: int | None, begins: date | None = None) -> list[date]:
    """``rows`` monthly due days: the day after pay day, from the month of ``begins`` on.

    Without ``begins`` from next month; without a pay day the same day of the month as ``today``.
    """
    first = (begins or add_months(today, 1)).replace(day=_FIRST)
    if pay_day is None:
        return list(monthly(first, rows, anchor_day=today.day))
    return [day + _DAY for day in monthly(first, rows, anchor_day=pay_day)]
