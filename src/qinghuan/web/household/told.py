"""A recorded sheet as the forms would send it: later changes begin from there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qinghuan.household.categories import CATEGORIES
from qinghuan.household.entries import Expense, HouseholdStated, Income, Member
from qinghuan.household.spreading import MONTHS
from qinghuan.web.household.rows import written
from qinghuan.web.household.screens import INCOME, SPEND

Fields = dict[str, list[str]]
ON = ["on"]


def told_by(sheet: HouseholdStated) -> Mapping[str, str]:
    """Screen → what would have been sent to state ``sheet``."""
    incomes = [one for one in sheet.incomes if one.by_month]
    single: dict[str, Fields] = {
        "home": {"place": [sheet.place], "residence": [sheet.residence]},
        "incomes": {"none": ON if sheet.incomes and not incomes else []},
        "cash": _one("cash", sheet.cash),
        "hardship": _one("hardship", sheet.hardship),
        "since": _one("hardship_since", sheet.hardship_since)
        | _one("recovery_expected", sheet.recovery_expected),
        "measures": _one("measures", sheet.measures),
        "pay_day": _one("pay_day", sheet.pay_day),
        "share": _share(sheet),
    }
    lists: dict[str, list[Fields]] = {"members": [_member(one) for one in sheet.members]}
    for category in CATEGORIES:
        found = [_expense(one) for one in sheet.expenses if one.category == category]
        if found:
            lists[f"{SPEND}{category}"] = found
    lists["assets"] = [{"name": [one.name], "amount": [str(one.amount)]} for one in sheet.assets]
    return (
        {name: _sent(fields) for name, fields in single.items()}
        | {name: written(rows).urlencode() for name, rows in lists.items()}
        | {f"{INCOME}{at}": _sent(_income(one)) for at, one in enumerate(incomes, 1)}
    )


def _sent(fields: Fields) -> str:
    data = written([])
    del data["rows"]
    for name, values in fields.items():
        if values:
            data.setlist(name, values)
    return data.urlencode()


def _one(name: str, value: object) -> Fields:
    return {} if value in {None, ""} else {name: [str(value)]}


def _share(sheet: HouseholdStated) -> Fields:
    share = sheet.share_of_surplus
    return {} if share is None else {"share_of_surplus": [f"{share * 100:.0f}"]}


def _member(one: Member) -> Fields:
    fields: Fields = {"relation": [one.relation], "age": [one.age], **_one("note", one.note)}
    return fields | _ticked(earns=one.earns, dependant=one.dependant)


def _ticked(**boxes: bool) -> Fields:
    return {name: ON for name, ticked in boxes.items() if ticked}


def _months(months: Iterable[int]) -> list[str]:
    return [str(month) for month in months]


def _income(one: Income) -> Fields:
    fields: Fields = {
        "source": [one.source],
        "name": [one.name],
        "knowledge": [one.knowledge],
        **_ticked(once=not one.lasting),
    }
    amounts = set(one.by_month.values())
    if len(amounts) > 1:
        by_month = {f"m{month}": [str(amount)] for month, amount in one.by_month.items()}
        return fields | {"pattern": ["monthly"]} | by_month
    fields["amount"] = [str(amounts.pop())]
    if set(one.by_month) == set(MONTHS):
        return fields | {"pattern": ["same"]}
    return fields | {"pattern": ["only"], "months": _months(sorted(one.by_month))}


def _expense(one: Expense) -> Fields:
    return {
        "amount": [str(one.amount)],
        "every": [one.every],
        "months": _months(one.months),
        "name": [one.name],
        "knowledge": [one.knowledge],
        **_ticked(optional=not one.necessary),
    }
