"""Income by source and calendar month, from the sheet and from the bills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qinghuan import policy
from qinghuan.explained import Explained
from qinghuan.household.entries import HouseholdStated, Income, IncomeSource, Knowledge
from qinghuan.household.months import MonthView
from qinghuan.household.spreading import MONTHS, YEAR, ByMonth, average, filled, together
from qinghuan.money import ZERO, Yuan, total
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """One source of income in an average year."""

    source: IncomeSource
    name: str
    origin: Literal["sheet", "bills"]
    knowledge: Knowledge
    by_month: Mapping[int, Yuan]
    """Calendar month → yuan; every month is named."""
    monthly: Explained[Yuan]
    """The average month."""
    lasting: bool
    used: bool
    """Whether it counts towards what can be paid: own, lasting, sorted, not said twice."""
    sorted: bool = True
    """False for transfers and the like on the bills that may be anything."""


def income_lines(
    sheet: HouseholdStated | None, whole: Sequence[MonthView]
) -> tuple[IncomeLine, ...]:
    """Every source, those of the sheet first; the bills count only where the sheet is silent."""
    stated = [_stated(income, sheet.id) for income in sound_incomes(sheet)] if sheet else []
    return (*stated, *_from_bills(whole, used=not stated))


def sound_incomes(sheet: HouseholdStated) -> list[Income]:
    """The incomes of ``sheet`` without those that hold an amount below zero (a fault)."""
    return [each for each in sheet.incomes if min(each.by_month.values(), default=ZERO) >= ZERO]


def _stated(income: Income, sheet: str) -> IncomeLine:
    by_month = filled(income.by_month)
    return IncomeLine(
        source=income.source,
        name=income.name,
        origin="sheet",
        knowledge=income.knowledge,
        by_month=by_month,
        monthly=_average(by_month, "household.formula.income_stated", entries=(sheet,)),
        lasting=income.lasting,
        used=income.lasting and income.source != "family_help",
    )


def _average(
    by_month: ByMonth, formula: str, *, entries: tuple[str, ...] = (), **blanks: int
) -> Explained[Yuan]:
    year = total(by_month.values())
    return Explained(
        value=average(by_month),
        formula=Text(formula, year=year, **blanks),
        inputs={"year": year, "months": YEAR},
        entries=entries,
    )


def _from_bills(whole: Sequence[MonthView], *, used: bool) -> list[IncomeLine]:
    if not whole:
        return []
    sources = sorted({source for month in whole for source in month.incomes})
    lines = [
        _seen(
            source,
            {month.month.month: month.incomes.get(source, ZERO) for month in whole},
            used=used,
        )
        for source in sources
    ]
    helped = {month.month.month: month.family_help for month in whole}
    unsorted = {month.month.month: month.unsorted_income for month in whole}
    if any(helped.values()):
        lines.append(_seen("family_help", helped, used=False))
    if any(unsorted.values()):
        lines.append(_seen("other", unsorted, used=False, sorted=False))
    return lines


def _seen(
    source: IncomeSource, months: Mapping[int, Yuan], *, used: bool, sorted: bool = True
) -> IncomeLine:
    """A source on the bills; a month they do not hold counts as the lowest they do hold."""
    lowest = min(months.values())
    by_month = {month: months.get(month, lowest) for month in MONTHS}
    return IncomeLine(
        source=source,
        name="",
        origin="bills",
        knowledge="known" if len(months) == YEAR else "estimated",
        by_month=by_month,
        monthly=_average(by_month, "household.formula.income_bills", count=len(months)),
        lasting=True,
        used=used,
        sorted=sorted,
    )


def seasons(by_month: Mapping[int, Yuan]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The strong (旺季) and the weak (淡季) calendar months of a year of income."""
    gap = policy.assumption("household.season_gap").central
    year = total(by_month.values())
    strong = tuple(month for month, amount in by_month.items() if amount * YEAR > year * (1 + gap))
    weak = tuple(month for month, amount in by_month.items() if amount * YEAR < year * (1 - gap))
    return strong, weak


def used_income(lines: Sequence[IncomeLine]) -> tuple[Explained[Yuan] | None, ByMonth]:
    """The average month and the year of the lines that count; None where nothing is known."""
    counted = [line for line in lines if line.used]
    by_month = together(line.by_month for line in counted)
    told = any(line.origin == "sheet" for line in lines) or counted
    if not told:
        return None, {}
    value = total(line.monthly.value for line in counted)
    return (
        Explained(
            value=value,
            formula=Text("household.formula.income", monthly=value),
            inputs={f"{at}.{line.source}": line.monthly for at, line in enumerate(counted, 1)},
        ),
        by_month,
    )


def helped(lines: Sequence[IncomeLine]) -> Yuan:
    """The average month of help from family: the stated, else what the bills show."""
    found = [line for line in lines if line.source == "family_help"]
    stated = [line for line in found if line.origin == "sheet"]
    return total(line.monthly.value for line in stated or found)
