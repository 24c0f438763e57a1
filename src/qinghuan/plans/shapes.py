"""The shapes of a plan: even rows, or rows that follow the seasons (docs/rules/options.md).

Seasonal rows stand only in months that bring something, in proportion to what each may
take and never above it; the weak months pay nothing. Both sum to the fen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from qinghuan.dates import add_months
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, Yuan, fen, from_fen
from qinghuan.plans.schedule import Instalment, due_days, equal_amounts, instalments, rows_needed

Shape = Literal["equal", "seasonal"]
LEAST_ROW: Final = 100
"""Fen: rows of less than a yuan are no plan."""
_LONGEST: Final = 1200
"""Months: beyond a hundred years no month is looked at."""


@dataclass(frozen=True, slots=True)
class Debt:
    """What is to be paid in rows. Yuan."""

    principal: Yuan
    other: Yuan

    @property
    def total(self) -> Yuan:
        """Everything."""
        return self.principal + self.other


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where rows can stand."""

    today: date
    pay_day: int | None
    begins: date | None
    """First day of the month of the earliest row; None: next month."""

    @property
    def first(self) -> date:
        """First day of the month of the earliest row."""
        return (self.begins or add_months(self.today, 1)).replace(day=1)

    def later(self, months: int) -> Calendar:
        """The same, so many months later."""
        return Calendar(self.today, self.pay_day, add_months(self.first, months))

    def days(self, count: int) -> list[date]:
        """Due days of ``count`` months."""
        return due_days(self.today, count, self.pay_day, self.begins)


def equal(debt: Debt, months: int, calendar: Calendar) -> tuple[Instalment, ...]:
    """``months`` even rows. Raises :class:`RuleError` for fewer fen than rows."""
    return instalments(equal_amounts(debt.total, months), debt.other, calendar.days(months))


def fewest(debt: Debt, most: Yuan, longest: int) -> int:
    """The fewest even rows none of which is above ``most``, at most ``longest``."""
    return min(rows_needed(debt.total, most), longest)


def seasonal(
    debt: Debt, by_month: Mapping[int, Yuan], months: int, calendar: Calendar
) -> tuple[Instalment, ...] | None:
    """Rows within ``months`` calendar months, each at most what its month may take.

    None where they cannot hold the debt, or where a row would be fen.
    """
    days = calendar.days(months)
    most = [fen(by_month.get(add_months(calendar.first, k).month, ZERO)) for k in range(months)]
    room, whole = sum(most), fen(debt.total)
    if not 0 < whole <= room:
        return None
    amounts = _spread(whole, most)
    rows = [(day, amount) for day, amount in zip(days, amounts, strict=True) if amount]
    if min(amount for _, amount in rows) < LEAST_ROW and len(rows) > 1:
        return None
    return instalments([from_fen(amount) for _, amount in rows], debt.other, [d for d, _ in rows])


def seasonal_lengths(
    debt: Debt, by_month: Mapping[int, Yuan], longest: int, calendar: Calendar
) -> Iterator[int]:
    """The lengths worth trying, shortest first: those that end with a month that can pay."""
    room, whole = 0, fen(debt.total)
    for months in range(1, min(longest, _LONGEST) + 1):
        most = fen(by_month.get(add_months(calendar.first, months - 1).month, ZERO))
        room += most
        if most and room >= whole:
            yield months


def _spread(whole: int, most: list[int]) -> list[int]:
    """``whole`` fen in proportion to ``most``, none above it; the first rows take the residue."""
    room = sum(most)
    if whole > room:
        raise RuleError("more than the months may take")
    amounts = [whole * one // room for one in most]
    left = whole - sum(amounts)
    for place, one in enumerate(most):
        if left and amounts[place] < one:
            amounts[place] += 1
            left -= 1
    return amounts
