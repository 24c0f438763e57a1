"""The three years after which a debtor may refuse, said with care (docs/rules/limitation.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qinghuan.debts.facts import DebtFacts
from qinghuan.policy import Sourced
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Limitation:
    """Internal: never leaves the house. ``stop``: 12348 first, before paying or signing."""

    debt: str
    standing: Literal["inside", "stop"]
    says: Text
    source: Sourced | None
    runs_from: date | None = None
    """The latest day known that started the years anew; kept inside, shown to nobody else."""


def limitation(debt: DebtFacts, today: date) -> Limitation:
    """Whether ``debt`` is clearly inside the period on ``today``; anything else is "stop"."""
    raise NotImplementedError
