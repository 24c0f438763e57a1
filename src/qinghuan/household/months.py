"""The bills month by month: every fen of every sum in exactly one place.

Spending on credit (花呗) is an expense when it is spent; repaying it moves money and
is none. What is borrowed is never income. A refund takes its amount off the category
it belongs to.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

from qinghuan.dates import add_months
from qinghuan.household.bills import BillSums, Covered, MonthSum
from qinghuan.household.categories import CATEGORIES, Category
from qinghuan.household.entries import IncomeSource
from qinghuan.household.vocabulary import category_of, source_of
from qinghuan.money import ZERO, Yuan, total

Coverage = Literal["whole", "partial", "none"]
"""Whether the imported files hold a month completely, in part, or not at all."""

WINDOW: Final = 12
"""Whole months a statement looks back on: one round of the seasons."""


@dataclass(frozen=True, slots=True)
class UnsortedWord:
    """A word of the bills of which it is not known what it was for."""

    word: str
    source: str
    direction: Literal["in", "out"]
    amount: Yuan
    """Over the twelve months and the current one; refunds taken off."""
    count: int


@dataclass(frozen=True, slots=True)
class MonthView:
    """What the bills say of one month; every fen of its sums stands in one of these fields."""

    month: date
    """Its first day."""
    coverage: Coverage
    incomes: Mapping[IncomeSource, Yuan]
    """Own income by source; money from family is not here."""
    family_help: Yuan
    unsorted_income: Yuan
    """Came in as a transfer or the like, and may be anything: no income until sorted."""
    expenses: Mapping[Category, Yuan]
    """All eight; refunds taken off the category they belong to, so one may be below zero."""
    unsorted: Yuan
    """The part of ``other`` that waits to be sorted."""
    on_credit: Yuan
    """The part of the expenses that 花呗 or another credit paid; refunds taken off."""
    refunds: Yuan
    """What was taken off the expenses, unsigned."""
    repaid: Yuan
    """Paid on debts, with their interest: never an expense."""
    drawn: Yuan
    """Borrowed: never an income."""
    moved: Yuan
    """Between own accounts, in and out of savings."""
    set_aside: Yuan
    """Counts nowhere: cancelled, or waiting for a person to say what it was."""

    sources: tuple[str, ...]
    """Whose bills the sums come from: ``alipay``, ``wechat``, …"""

    @property
    def income(self) -> Yuan:
        """Own income of the month."""
        return total(self.incomes.values())

    @property
    def spending(self) -> Yuan:
        """All eight categories of the month."""
        return total(self.expenses.values())


@dataclass(frozen=True, slots=True)
class BillMonths:
    """The bills of the window."""

    months: tuple[MonthView, ...]
    """The twelve whole months before ``current``, oldest first."""
    current: MonthView
    unsorted: tuple[UnsortedWord, ...]
    """The largest first."""


def by_months(
    bills: BillSums, *, today: date, categories: Mapping[str, Category] | None = None
) -> BillMonths:
    """``bills`` over the last twelve whole months and the month of ``today``."""
    this = today.replace(day=1)
    window = [add_months(this, step) for step in range(-WINDOW, 1)]
    tallies = {month: _Tally(categories or {}) for month in window}
    for entry in bills.months:
        if entry.month in tallies:
            tallies[entry.month].add(entry)
    tracks = _tracks(bills.covered)
    views = [tally.view(month, tracks) for month, tally in tallies.items()]
    return BillMonths(tuple(views[:-1]), views[-1], _unsorted(tallies.values()))


@dataclass(slots=True)
class _Tally:
    """The running sums of one month."""

    chosen: Mapping[str, Category]
    sources: set[str] = field(default_factory=set)
    incomes: dict[IncomeSource, Yuan] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    expenses: dict[Category, Yuan] = field(default_factory=lambda: dict.fromkeys(CATEGORIES, ZERO))
    sums: dict[str, Yuan] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    words: dict[tuple[str, str, Literal["in", "out"]], tuple[Yuan, int]] = field(
        default_factory=dict
    )

    def add(self, entry: MonthSum) -> None:
        self.sources.add(entry.source)
        if entry.kind == "income":
            self._income(entry)
        elif entry.kind in {"expense", "fee"}:
            self._expense(entry, entry.amount)
        elif entry.kind == "refund":
            self.sums["refunds"] += entry.amount
            self._expense(entry, -entry.amount)
        else:
            self.sums[_PLACES.get(entry.kind, "set_aside")] += entry.amount

    def _income(self, entry: MonthSum) -> None:
        source = source_of(entry.category)
        if source == "family_help":
            self.sums["family_help"] += entry.amount
        elif source is not None:
            self.incomes[source] += entry.amount
        else:
            self.sums["unsorted_income"] += entry.amount
            self._note(entry, "in", entry.amount)

    def _expense(self, entry: MonthSum, amount: Yuan) -> None:
        category = category_of(entry.category, self.chosen)
        if category is None and entry.kind != "fee":
            self.sums["unsorted"] += amount
            self._note(entry, "out", amount)
        self.expenses[category or "other"] += amount
        if entry.debt_hint:
            self.sums["on_credit"] += amount

    def _note(self, entry: MonthSum, direction: Literal["in", "out"], amount: Yuan) -> None:
        key = (entry.category, entry.source, direction)
        before, count = self.words.get(key, (ZERO, 0))
        self.words[key] = (before + amount, count + entry.count)

    def view(self, month: date, tracks: Mapping[str, _Tracks]) -> MonthView:
        sums = defaultdict(lambda: ZERO, self.sums)
        return MonthView(
            month=month,
            coverage=_coverage(month, tracks, self.sources),
            incomes=dict(sorted(self.incomes.items())),
            family_help=sums["family_help"],
            unsorted_income=sums["unsorted_income"],
            expenses=dict(self.expenses),
            unsorted=sums["unsorted"],
            on_credit=sums["on_credit"],
            refunds=sums["refunds"],
            repaid=sums["repaid"],
            drawn=sums["drawn"],
            moved=sums["moved"],
            set_aside=sums["set_aside"],
            sources=tuple(sorted(self.sources)),
        )


_PLACES: Final[Mapping[str, str]] = {
    "transfer": "moved",
    "investment": "moved",
    "debt_repay": "repaid",
    "interest": "repaid",
    "debt_draw": "drawn",
}


def _unsorted(tallies: Iterable[_Tally]) -> tuple[UnsortedWord, ...]:
    sums: dict[tuple[str, str, Literal["in", "out"]], tuple[Yuan, int]] = {}
    for tally in tallies:
        for key, (amount, count) in tally.words.items():
            before, seen = sums.get(key, (ZERO, 0))
            sums[key] = (before + amount, seen + count)
    words = [UnsortedWord(*key, amount, count) for key, (amount, count) in sums.items()]
    return tuple(sorted(words, key=lambda w: (-abs(w.amount), w.direction, w.source, w.word)))


_Stretch = tuple[date, date]
_Tracks = list[list[_Stretch]]
"""Of one source: the stretches of each account."""


def _tracks(covered: Iterable[Covered]) -> dict[str, _Tracks]:
    """By source, the stretches of each account; a file that names none speaks for all of them."""
    found: dict[str, dict[str, list[_Stretch]]] = defaultdict(lambda: defaultdict(list))
    for stretch in covered:
        found[stretch.source][stretch.account].append((stretch.start, stretch.end))
    tracks: dict[str, _Tracks] = {}
    for source, accounts in found.items():
        nameless = accounts.pop("", [])
        tracks[source] = [own + nameless for own in accounts.values()] or [nameless]
    return tracks


def _coverage(month: date, tracks: Mapping[str, _Tracks], sources: set[str]) -> Coverage:
    every = [track for accounts in tracks.values() for track in accounts]
    whole = every and sources <= set(tracks) and all(_holds(track, month) for track in every)
    if whole:
        return "whole"
    touched = sources or any(_touches(track, month) for track in every)
    return "partial" if touched else "none"


def _holds(stretches: list[_Stretch], month: date) -> bool:
    """Whether ``stretches`` together hold every day of ``month``."""
    day, last = month, _last_day(month)
    for start, end in sorted(stretches):
        if start <= day <= end:
            day = min(end, last) + timedelta(days=1)
        if day > last:
            return True
    return False


def _touches(stretches: list[_Stretch], month: date) -> bool:
    return any(start <= _last_day(month) and month <= end for start, end in stretches)


def _last_day(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
