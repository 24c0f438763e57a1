"""Which months the bills cover, as rows of a table and of a picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qinghuan import store
from qinghuan.dates import add_months
from qinghuan.household.months import Coverage, by_months
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import case_folded
from qinghuan.web.memory import head_of, remembered
from qinghuan.web.page import day_of
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Month:
    """One month: whether the bills hold it, and how many lines they have of it."""

    first: date
    coverage: Coverage
    lines: int
    sources: Sequence[Text]

    @property
    def id(self) -> str:
        """As an address names it: ``2026-07``."""
        return self.first.strftime("%Y-%m")

    @property
    def says(self) -> Text:
        """Whether it is covered."""
        return Text(f"web_bills.coverage.{self.coverage}")

    @property
    def number(self) -> int:
        """Its place in the year."""
        return self.first.month


def months_of(case: CaseSummary) -> list[Month]:
    """From the first month with a line to the present one; empty without lines."""
    key = ("bills months", case.id, head_of(case.id), day_of(case))
    return remembered(key, lambda: _months(case))


def _months(case: CaseSummary) -> list[Month]:
    counts: dict[date, dict[str, int]] = defaultdict(dict)
    for month, source, lines in store.months_counted(case.id):
        counts[date.fromisoformat(f"{month}-01")][source] = lines
    if not counts:
        return []
    covered = _coverage(case, min(counts))
    return [
        Month(
            first=first,
            coverage=coverage,
            lines=sum(counts[first].values()),
            sources=[Text(f"web_bills.source.{source}") for source in sorted(counts[first])],
        )
        for first, coverage in sorted(covered.items())
    ]


def _coverage(case: CaseSummary, first: date) -> Mapping[date, Coverage]:
    """The rule of the household looks at a year; this asks it year by year."""
    bills = case_folded(case).bills
    found: dict[date, Coverage] = {}
    until = day_of(case).replace(day=1)
    while until >= first or not found:
        seen = by_months(bills, today=until)
        for view in (*seen.months, seen.current):
            if view.month >= first:
                found.setdefault(view.month, view.coverage)
        until = add_months(until, -len(seen.months) - 1)
    return found


def years_of(months: Sequence[Month]) -> list[tuple[int, list[Month | None]]]:
    """The picture: by year, latest first, the twelve months, empty where nothing is asked."""
    by_year: dict[int, list[Month | None]] = {}
    for month in months:
        by_year.setdefault(month.first.year, [None] * 12)[month.first.month - 1] = month
    return sorted(by_year.items(), reverse=True)
