"""Problems in what was recorded about debts: collected, never thrown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qinghuan.debts.facts import DebtFacts
from qinghuan.errors import Problem
from qinghuan.journal.fact import Fact


def strays(facts: Sequence[Fact]) -> list[Problem]:
    """Facts that name a debt nobody disclosed."""
    raise NotImplementedError


def check(debt: DebtFacts, today: date) -> list[Problem]:
    """Everything doubtful in the facts of ``debt`` on ``today``."""
    raise NotImplementedError
