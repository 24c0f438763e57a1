"""The household statement: twelve months by source and category, and how each figure is known.

The bills say what moved; the sheet says what the person states. Where both speak, both
stand side by side, the stated figure is used for what it covers, and a difference is a
finding, never adjusted. The rule: docs/rules/household.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from qinghuan.explained import Explained
from qinghuan.household.bills import BillSums
from qinghuan.household.categories import Category
from qinghuan.household.entries import HouseholdStated, IncomeSource, Knowledge
from qinghuan.household.floor import Floor, LineState
from qinghuan.money import Yuan
from qinghuan.words import Text

Coverage = Literal["whole", "partial", "none"]
"""Whether the imported files hold a month completely, in part, or not at all."""


@dataclass(frozen=True, slots=True)
class UnsortedWord:
    """A word of the bills that belongs to no category yet: its money stands under ``other``."""

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
    expenses: Mapping[Category, Yuan]
    """All eight; refunds taken off the category they belong to, so one may be below zero."""
    unsorted: Yuan
    """The part of ``other`` that waits to be sorted."""
    on_credit: Yuan
    """The part of the expenses that 花呗 or another credit paid; refunds taken off."""
    refunds: Yuan
    """What was taken off the expenses, unsigned."""
    repaid: Yuan
    """Paid on debts: never an expense."""
    drawn: Yuan
    """Borrowed: never an income."""
    moved: Yuan
    """Between own accounts, in and out of savings."""
    set_aside: Yuan
    """Counts nowhere: cancelled, or waiting for a person to say what it was."""

    @property
    def income(self) -> Yuan:
        """Own income of the month."""
        raise NotImplementedError

    @property
    def spending(self) -> Yuan:
        """All eight categories of the month."""
        raise NotImplementedError


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
    """Whether it counts towards what can be paid: own, lasting, and not said twice."""


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    """One of the eight categories in an average year."""

    category: Category
    monthly: Explained[Yuan] | None
    """The average month that is used: stated, else from the bills, else estimated;
    None when nothing at all is known."""
    by_month: Mapping[int, Yuan]
    """Calendar month → yuan used; yearly costs are spread; empty when unknown."""
    knowledge: Knowledge | None
    stated: Yuan | None
    """Average month of what the person states as necessary; None when not stated."""
    optional: Yuan
    """Average month of what the person states as not necessary; not in ``monthly``."""
    known: Yuan | None
    """Average month of the whole months of the bills; None without such a month."""
    known_months: int
    state: LineState | None
    """Against the guide band; None without a band or a figure."""


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
    """The statement on ``today``; ``categories`` are words the person has sorted."""
    raise NotImplementedError
