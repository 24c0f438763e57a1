"""Amounts that are probably a slip of the pen: asked about before they are recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from qinghuan.debts.checks import absurd_amounts as absurd_of_debt
from qinghuan.debts.entries import OfDebt
from qinghuan.errors import Problem
from qinghuan.household.checks import absurd_amounts as absurd_of_household
from qinghuan.household.entries import HouseholdStated
from qinghuan.journal.fact import Fact
from qinghuan.words import Text


def slips(fact: Fact, where: str, today: date) -> Iterator[Problem]:
    """The amounts of ``fact`` that are too large to be meant, each by its place."""
    found: list[Problem] = []
    if isinstance(fact, HouseholdStated):
        found = absurd_of_household(fact, today)
    elif isinstance(fact, OfDebt):
        found = absurd_of_debt(fact, today)
    for problem in found:
        yield replace(
            problem,
            where=where + problem.where,
            mend=Text("cli.fault.absurd.mend"),
            severity="error",
        )
