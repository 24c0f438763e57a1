"""From what was typed to the whole sheet: every screen checked, each fault at its screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.http import QueryDict

from qinghuan import store
from qinghuan.household.categories import Category
from qinghuan.household.entries import Asset, Expense, HouseholdStated, Income, Member
from qinghuan.household.expenses import ExpenseLine
from qinghuan.household.spreading import MONTHS
from qinghuan.household.statement import HouseholdStatement
from qinghuan.money import ZERO, Yuan
from qinghuan.web.forms import Ask
from qinghuan.web.household import asked
from qinghuan.web.household.drafting import Draft
from qinghuan.web.household.rows import Rows, written
from qinghuan.web.household.screens import INCOME, SCREENS, category_of, key_of
from qinghuan.words import Language, Text, say

_FORMS: Final[Mapping[str, type[Ask]]] = {
    "home": asked.Home,
    "cash": asked.Cash,
    "hardship": asked.Hardship,
    "measures": asked.Measures,
    "pay_day": asked.PayDay,
    "share": asked.ShareForm,
}


@dataclass(frozen=True, slots=True)
class Around:
    """What the questions are asked in: the language, the day, what the bills say."""

    language: Language
    today: date
    statement: HouseholdStatement

    def line(self, category: Category) -> ExpenseLine:
        """What is known of ``category`` now."""
        return next(one for one in self.statement.expenses if one.category == category)

    def bills(self, category: Category) -> Yuan | None:
        """The average month of the bills; None where they show nothing of it."""
        known = self.line(category).known
        return known if known is not None and known > ZERO else None


def given(screen: str) -> Mapping[str, str]:
    """What a new row of the list on ``screen`` begins with."""
    return {"every": "month", "knowledge": "stated"} if category_of(screen) else {}


def form_of(screen: str, data: QueryDict | None, around: Around) -> Any:
    """The form of ``screen``: bound to ``data``, or as it is first shown."""
    language = around.language
    if screen == "members":
        return Rows(asked.MemberRow, data or _myself(language), language=language)
    if screen == "assets":
        return Rows(asked.AssetRow, data or written([{}]), language=language)
    category = category_of(screen)
    if category is not None:
        bills = around.bills(category)
        data = data or _first_rows(bills)
        return Rows(asked.ExpenseRow, data, language=language, given=given(screen), bills=bills)
    if screen == "since":
        return asked.Since(data, language=language, today=around.today)
    if key_of(screen):
        return asked.IncomeForm(data, language=language, initial={"knowledge": "stated"})
    return _FORMS[screen](data, language=language)


def _myself(language: Language) -> QueryDict:
    return written([{"relation": [say(Text("web_household.relation.self"), language)]}])


def _first_rows(bills: Yuan | None) -> QueryDict:
    """One row: the figure of the bills to accept or change, else empty."""
    row = {"every": ["month"], "knowledge": ["stated"]}
    if bills is not None:
        row |= {"amount": [str(bills)], "knowledge": [asked.BILLS]}
    return written([row])


@dataclass(frozen=True, slots=True)
class Made:
    """The sheet, or where it does not stand yet."""

    sheet: HouseholdStated | None
    wrong: tuple[str, ...]
    """Screens with a fault, or that must be answered."""


def assemble(draft: Draft, around: Around) -> Made:
    """The whole sheet out of ``draft``."""
    found: dict[str, Any] = {}
    wrong = []
    for screen in (*SCREENS, *(f"{INCOME}{key}" for key in draft.incomes)):
        sent = draft.sent(screen)
        if screen == "incomes":
            if not draft.incomes and not (sent or {}).get("none"):
                wrong.append(screen)
        elif sent is not None:
            form = form_of(screen, sent, around)
            if form.is_valid():
                found[screen] = form.values() if isinstance(form, Rows) else form.cleaned_data
            else:
                wrong.append(screen)
        elif screen in {"home", "members"}:
            wrong.append(screen)
    if "members" in found and not found["members"]:
        wrong.append("members")
    return Made(None if wrong else _sheet(found, draft, around), tuple(wrong))


def _sheet(found: Mapping[str, Any], draft: Draft, around: Around) -> HouseholdStated:
    incomes = [_income(found[f"{INCOME}{key}"]) for key in draft.incomes]
    single = {
        name: value
        for screen in ("home", "cash", "hardship", "since", "measures", "pay_day", "share")
        for name, value in found.get(screen, {}).items()
        if value not in {None, ""}
    }
    if "share_of_surplus" in single:
        single["share_of_surplus"] = f"{single['share_of_surplus']:.2f}"
    return HouseholdStated(
        id=store.mint(),
        on=around.today,
        members=tuple(Member(**one) for one in found["members"]),
        incomes=tuple(incomes) or (Income(source="other", by_month={}),),
        expenses=tuple(_expenses(found, around)),
        assets=tuple(Asset(**one) for one in found.get("assets", ())),
        **single,
    )


def _income(typed: Mapping[str, Any]) -> Income:
    return Income(
        source=typed["source"],
        name=typed["name"],
        by_month=by_month(typed),
        knowledge=typed["knowledge"],
        lasting=not typed["once"],
    )


def by_month(typed: Mapping[str, Any]) -> dict[int, Decimal]:
    """Month → amount, by the way the person chose to say it."""
    if typed["pattern"] == "monthly":
        told = {month: typed[f"m{month}"] for month in MONTHS}
        return {month: amount for month, amount in told.items() if amount is not None}
    months = MONTHS if typed["pattern"] == "same" else map(int, typed["months"])
    return dict.fromkeys(months, typed["amount"])


def _expenses(found: Mapping[str, Any], around: Around) -> Iterator[Expense]:
    for screen, rows in found.items():
        category = category_of(screen)
        if category is None:
            continue
        for row in rows:
            told = {name: row[name] for name in ("amount", "every", "name")}
            yield Expense(
                category=category,
                months=tuple(map(int, row["months"])),
                knowledge=_knowledge(row, category, around),
                necessary=not row["optional"],
                **told,
            )


def _knowledge(row: Mapping[str, Any], category: Category, around: Around) -> Any:
    """From the bills only while the amount is theirs; a changed one is the person's word."""
    if row["knowledge"] != asked.BILLS:
        return row["knowledge"]
    if row["amount"] != around.bills(category) or row["every"] == "year" or row["months"]:
        return "stated"
    enough = around.line(category).known_months >= asked.enough_months()
    return "known" if enough else "estimated"
