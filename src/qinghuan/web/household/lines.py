"""What the sheet says, sorted for reading: categories, yearly costs, heating, the days ahead."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.case.together import days_ahead
from qinghuan.household.entries import Expense, HouseholdStated
from qinghuan.household.expenses import ExpenseLine, a_year, sound_expenses
from qinghuan.household.floor import Band
from qinghuan.household.spreading import average
from qinghuan.household.statement import HouseholdStatement
from qinghuan.money import ZERO, Yuan
from qinghuan.plans.cash import CashMonth
from qinghuan.plans.clashes import Clash
from qinghuan.policy.products import called
from qinghuan.words import Text

ROOM: Final = "web_household"
PARTS: Final = ("known", "estimated", "stated")


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One of the eight categories beside its band."""

    line: ExpenseLine
    band: Band | None
    state: Text | None
    """Within / explain / too thin; else that it is our estimate, or not known."""
    mark: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the bar that shows how figures are known: per mille of its width."""

    name: str
    share: object
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Yearly:
    """A cost that does not fall every month."""

    expense: Expense
    monthly: Yuan
    """Its average month."""
    months: Sequence[Text]


@dataclass(frozen=True, slots=True)
class Day:
    """What happens on a day ahead."""

    on: date
    kind: str
    """``pay_day``, ``instalment``, ``minimum`` or ``expected``."""
    amount: Yuan | None
    debt: Text | str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """A month ahead with its days."""

    cash: CashMonth
    days: Sequence[Day]

    @property
    def short(self) -> Yuan:
        """What is missing on the worst day; nothing where the money reaches."""
        return max(-self.cash.lowest, ZERO)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The months ahead."""

    months: Sequence[MonthAhead]
    clashes: Sequence[Clash]
    """Without the months that fall short: each month says that itself."""


def categories(statement: HouseholdStatement) -> list[CategoryRow]:
    """The eight, in the order of the bureau."""
    bands = statement.floor.bands if statement.floor else {}
    return [_category(line, bands.get(line.category)) for line in statement.expenses]


def _category(line: ExpenseLine, band: Band | None) -> CategoryRow:
    if line.state is not None:
        return CategoryRow(line, band, Text(f"household.state.{line.state}"), line.state)
    if line.filled:
        return CategoryRow(line, band, Text(f"{ROOM}.state.filled"), "filled")
    name = "unknown" if line.monthly is None else "no_band"
    return CategoryRow(line, band, Text(f"{ROOM}.state.{name}"), name)


def pieces(statement: HouseholdStatement) -> list[Piece]:
    """The bar of known, estimated, stated."""
    found, start = [], 0
    for name in PARTS:
        share = statement.shares.get(name)
        if share:
            width = int(share * 1000)
            found.append(Piece(name, share, str(start), str(width)))
            start += width
    return found


def yearly(sheet: HouseholdStated) -> list[Yearly]:
    """Costs of the year and of some months, spread over twelve."""
    return [
        Yearly(one, average(a_year(one)), [_month(month) for month in one.months])
        for one in sound_expenses(sheet)
        if one.every == "year" or one.months
    ]


def _month(month: int) -> Text:
    return Text(f"{ROOM}.month.{month}")


def heating(statement: HouseholdStatement) -> list[Text]:
    """The months of heating; empty where nobody knows."""
    return [_month(month) for month in (statement.floor.heating_months if statement.floor else ())]


def ahead(assessment: Assessment) -> Ahead | None:
    """Debits, due days and pay days of the months ahead; None without a whole sheet."""
    found = days_ahead(assessment)
    if found is None:
        return None
    names = {debt.facts.id: called(debt.facts.disclosed) for debt in assessment.debts}
    days = [
        Day(one.on, one.kind, one.amount, names.get(one.debt, ""), one.account)
        for one in found.events
    ]
    days += _pay_days(assessment, found.months)
    days.sort(key=lambda day: (day.on, day.kind != "pay_day"))
    months = [
        MonthAhead(cash, [day for day in days if day.on.replace(day=1) == cash.month])
        for cash in found.months
    ]
    told = [clash for clash in found.clashes if clash.kind != "short_month"]
    return Ahead(months, told)


def _pay_days(assessment: Assessment, months: Sequence[CashMonth]) -> Iterator[Day]:
    """Pay day of each month that brings something, where it is known."""
    sheet = assessment.household.sheet
    for month in months if sheet is not None and sheet.pay_day else ():
        if month.income:
            last = calendar.monthrange(month.month.year, month.month.month)[1]
            day = min(sheet.pay_day or last, last) if sheet else last
            yield Day(month.month.replace(day=day), "pay_day", month.income)


def heating_cost(sheet: HouseholdStated) -> list[Yearly]:
    """Housing costs that fall in some months only."""
    return [one for one in yearly(sheet) if one.expense.category == "housing" and one.months]
