"""The household statement: twelve months by source and category, and how each figure is known.

The bills say what moved; the sheet says what the person states. Where both speak, both
stand side by side, the stated figure is used for what it covers, and a difference is a
finding, never adjusted. The rule: docs/rules/household.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qinghuan.explained import Explained
from qinghuan.household.bills import BillSums
from qinghuan.household.categories import Category
from qinghuan.household.entries import HouseholdStated, Knowledge
from qinghuan.household.expenses import (
    ExpenseLine,
    expense_lines,
    shares,
    sound_expenses,
    used_spending,
)
from qinghuan.household.floor import Floor, floor
from qinghuan.household.incomes import IncomeLine, helped, income_lines, seasons, used_income
from qinghuan.household.months import BillMonths, MonthView, UnsortedWord, by_months
from qinghuan.money import Yuan
from qinghuan.words import Text

__all__ = [
    "ExpenseLine",
    "HouseholdStatement",
    "IncomeLine",
    "MonthView",
    "UnsortedWord",
    "state",
]


@dataclass(frozen=True, slots=True)
class HouseholdStatement:
    """The household on one day, as far as sheet and bills tell."""

    today: date
    sheet: HouseholdStated | None
    months: tuple[MonthView, ...]
    """The last twelve whole months, oldest first."""
    current: MonthView
    """The month of ``today``: never whole."""
    incomes: tuple[IncomeLine, ...]
    expenses: tuple[ExpenseLine, ...]
    """Always eight, in the order of the bureau."""
    floor: Floor | None
    """None without a sheet: size and place are not known."""
    income: Explained[Yuan] | None
    """Average month of the lines that are used; None when nothing is known."""
    family_help: Yuan
    """Average month of help from family: shown apart, never counted as own money."""
    spending: Explained[Yuan] | None
    """Average month of the eight categories; None when neither sheet nor bills speak."""
    income_by_month: Mapping[int, Yuan]
    spending_by_month: Mapping[int, Yuan]
    shares: Mapping[Knowledge, Decimal]
    """Of ``spending``: the share known, estimated, stated; sums to 1 when there is any."""
    strong_months: tuple[int, ...]
    """旺季: calendar months whose income lies clearly above the average."""
    weak_months: tuple[int, ...]
    """淡季."""
    unsorted: tuple[UnsortedWord, ...]
    questions: tuple[Text, ...]

    @property
    def members(self) -> int | None:
        """How many people live from this money."""
        return len(self.sheet.members) if self.sheet else None

    @property
    def whole_months(self) -> tuple[MonthView, ...]:
        """The months that the imported files hold completely."""
        return tuple(month for month in self.months if month.coverage == "whole")


def state(
    sheet: HouseholdStated | None,
    bills: BillSums,
    *,
    today: date,
    categories: Mapping[str, Category] | None = None,
) -> HouseholdStatement:
    """The statement on ``today``; ``categories`` are words the person has sorted.

    Lines of the sheet that hold an amount below zero are left out;
    :func:`qinghuan.household.checks.problems_of` names them.
    """
    seen = by_months(bills, today=today, categories=categories)
    whole = [month for month in seen.months if month.coverage == "whole"]
    least = _floor(sheet, today) if sheet else None
    incomes = income_lines(sheet, whole)
    expenses = expense_lines(sheet, whole, least)
    income, income_by_month = used_income(incomes)
    spending, spending_by_month = used_spending(expenses)
    strong, weak = seasons(income_by_month)
    return HouseholdStatement(
        today=today,
        sheet=sheet,
        months=seen.months,
        current=seen.current,
        incomes=incomes,
        expenses=expenses,
        floor=least,
        income=income,
        family_help=helped(incomes),
        spending=spending,
        income_by_month=income_by_month,
        spending_by_month=spending_by_month,
        shares=shares(expenses),
        strong_months=strong,
        weak_months=weak,
        unsorted=seen.unsorted,
        questions=(
            *_questions(sheet, seen, incomes, expenses),
            *(least.questions if least else ()),
        ),
    )


def _floor(sheet: HouseholdStated, today: date) -> Floor:
    heating = {
        month
        for expense in sound_expenses(sheet)
        if expense.category == "housing"
        for month in expense.months
    }
    members = len(sheet.members)
    return floor(sheet.place, sheet.residence, members, today=today, heating_months=sorted(heating))


def _questions(
    sheet: HouseholdStated | None,
    seen: BillMonths,
    incomes: Sequence[IncomeLine],
    expenses: Sequence[ExpenseLine],
) -> Iterator[Text]:
    if sheet is None:
        yield Text("household.question.sheet")
    if used_income(incomes)[0] is None:
        yield Text("household.question.income")
    if used_spending(expenses)[0] is None:
        yield Text("household.question.expenses")
    for line in expenses:
        if line.filled:
            name = Text(f"household.category.{line.category}")
            yield Text("household.question.category", category=name)
    if any(not line.sorted for line in incomes):
        yield Text("household.question.unsorted_income")
    if any(word.direction == "out" and word.amount for word in seen.unsorted):
        yield Text("household.question.unsorted_spending")
