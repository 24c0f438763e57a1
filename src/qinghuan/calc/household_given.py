"""A household as a request gives it, for the operations on what can be paid."""

from __future__ import annotations

from datetime import date as day
from typing import Annotated, Final

from pydantic import Field

from qinghuan.calc.fields import fault
from qinghuan.household.affordable import Affordable, affordable
from qinghuan.household.bills import NO_BILLS
from qinghuan.household.entries import (
    Expense,
    HouseholdStated,
    Income,
    Member,
    Place,
    Residence,
)
from qinghuan.household.statement import HouseholdStatement, state
from qinghuan.journal.fact import Money, Value
from qinghuan.money import ZERO

_ID: Final = "household0001"


class HouseholdGiven(Value):
    """The household sheet: who lives from what, and what it costs."""

    place: Place
    residence: Residence
    members: Annotated[tuple[Member, ...], Field(min_length=1, max_length=40)]
    incomes: Annotated[tuple[Income, ...], Field(max_length=100)] = ()
    expenses: Annotated[tuple[Expense, ...], Field(max_length=200)] = ()
    cash: Annotated[Money, Field(ge=0)] | None = None
    """Ready money today."""
    share_of_surplus: Annotated[Money, Field(gt=0, le=1)] | None = None
    """Share of the surplus that is offered; without it the default."""
    pay_day: Annotated[int, Field(ge=1, le=31)] | None = None


def stated(given: HouseholdGiven, today: day) -> HouseholdStatement:
    """The statement of ``given`` on ``today``, without any bills. No amount below zero."""
    for place, income in enumerate(given.incomes):
        for month, amount in income.by_month.items():
            if amount < ZERO:
                raise fault("least", f"/household/incomes/{place}/by_month/{month}", limit="0")
    for place, expense in enumerate(given.expenses):
        if expense.amount < ZERO:
            raise fault("least", f"/household/expenses/{place}/amount", limit="0")
    sheet = HouseholdStated(id=_ID, on=today, **dict(given))
    return state(sheet, NO_BILLS, today=today)


def can_pay(given: HouseholdGiven, today: day) -> tuple[HouseholdStatement, Affordable]:
    """The statement, and what it leaves for debts."""
    statement = stated(given, today)
    return statement, affordable(statement, today=today)
