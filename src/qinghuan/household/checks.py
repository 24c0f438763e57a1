"""Problems in what was stated about the household, and between the sheet and the bills."""

from __future__ import annotations

from datetime import date

from qinghuan.errors import Problem
from qinghuan.household.entries import HouseholdStated
from qinghuan.household.statement import HouseholdStatement


def problems_of(sheet: HouseholdStated) -> list[Problem]:
    """What is wrong in ``sheet`` by itself: to be shown before it is recorded."""
    raise NotImplementedError


def check(statement: HouseholdStatement, today: date) -> list[Problem]:
    """Everything doubtful in ``statement`` on ``today``."""
    raise NotImplementedError
