"""Facts about the person and the household, each sheet stated whole."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from qinghuan.household.categories import Category
from qinghuan.journal.fact import Fact, Identifier, LongText, Money, ShortText, Value

Residence = Literal["urban", "rural", "pastoral"]
Place = Literal[
    "xining", "haidong", "haibei", "huangnan", "hainan", "guoluo", "yushu", "haixi", "elsewhere"
]
Knowledge = Literal["known", "estimated", "stated"]
"""From bills or papers / estimated by the program or the person / the person's own word."""

Month = Annotated[int, Field(ge=1, le=12)]
IncomeSource = Literal[
    "wages",
    "building",
    "cordyceps",
    "herding",
    "farming",
    "tourism",
    "trade",
    "driving",
    "benefits",
    "family_help",
    "other",
]
AgeBand = Literal["under_6", "6_to_17", "18_to_59", "60_and_over"]


class PersonDescribed(Fact):
    """Who the borrower is, as far as papers need it. Only what the person chose to give."""

    KIND: ClassVar[str] = "person_described"

    name: ShortText = ""
    identity_tail: Annotated[str, Field(pattern=r"^([0-9]{3}[0-9X])?$")] = ""
    """The last four characters of the identity number."""
    phone: ShortText = ""
    address: ShortText = ""
    email: ShortText = ""
    adult: bool | None = None
    account_holder: bool | None = None

    def touches(self) -> frozenset[str]:
        """A later description replaces this one."""
        return frozenset({"person"})


class Member(Value):
    """One person of the household: only relation, age band, and whether they earn."""

    relation: ShortText
    age: AgeBand
    earns: bool = False
    dependant: bool = False
    note: ShortText = ""


class Income(Value):
    """One source of income: the amount in each month it comes (yuan a month)."""

    source: IncomeSource
    name: ShortText = ""
    by_month: dict[Month, Money]
    """Calendar month → net amount; months not named bring nothing."""
    knowledge: Knowledge = "stated"
    lasting: bool = True
    """False for income that came once and will not return."""


class Expense(Value):
    """One necessary expense, by the month; a yearly cost is spread over twelve months."""

    category: Category
    name: ShortText = ""
    amount: Money
    every: Literal["month", "year"] = "month"
    months: tuple[Month, ...] = ()
    """Calendar months in which it falls (heating); empty: every month."""
    knowledge: Knowledge = "stated"
    necessary: bool = True


class Asset(Value):
    """What the household owns and could count on; never sent to a creditor."""

    name: ShortText
    amount: Money


class HouseholdStated(Fact):
    """The whole household sheet as the person stated it on one day."""

    KIND: ClassVar[str] = "household_stated"

    place: Place
    residence: Residence
    members: Annotated[tuple[Member, ...], Field(min_length=1)]
    incomes: tuple[Income, ...] = ()
    expenses: tuple[Expense, ...] = ()
    assets: tuple[Asset, ...] = ()
    cash: Money | None = None
    """Ready money today: balances and cash."""
    hardship: LongText = ""
    """Why paying became impossible, in the person's words."""
    hardship_since: date | None = None
    recovery_expected: date | None = None
    measures: LongText = ""
    """What the person has done already."""
    share_of_surplus: Annotated[Money, Field(gt=0, le=1)] | None = None
    """Share of the surplus the person wants to offer (0.50 … 1.00); absent: the default."""
    pay_day: Annotated[int, Field(ge=1, le=31)] | None = None

    def touches(self) -> frozenset[str]:
        """A later sheet replaces this one."""
        return frozenset({"household"})


class BillCategoriesSet(Fact):
    """The person says to which category of expense a word on the bills belongs."""

    KIND: ClassVar[str] = "bill_categories_set"

    categories: dict[ShortText, Category]
    replaces: Identifier | None = None
