"""The floor: what a household of this size and place must keep before it pays a debt.

Lower bound: the minimum living allowance (低保) of the place × members, and in the
heating months the heating aid. Guide band per category: mean consumption per
person of the place × the national share of the category × members, a stand-in that
says so. The rule and its sources: docs/rules/household.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qinghuan.errors import Problem
from qinghuan.explained import Explained
from qinghuan.household.categories import Category
from qinghuan.household.entries import Place, Residence
from qinghuan.money import Yuan
from qinghuan.words import Text

LineState = Literal["within", "explain", "too_thin"]
"""Within the band / outside it, so say why / too thin to last (撑不久)."""


@dataclass(frozen=True, slots=True)
class Band:
    """What households of this size and place spend on one category, yuan a month."""

    category: Category
    guide: Explained[Yuan]
    thin: Yuan
    """Below it a household does not last."""
    low: Yuan
    high: Yuan

    def state(self, amount: Yuan) -> LineState:
        """How ``amount`` a month stands to the band."""
        if amount < self.thin:
            return "too_thin"
        return "within" if self.low <= amount <= self.high else "explain"


@dataclass(frozen=True, slots=True)
class Floor:
    """What the household must keep, as far as published figures tell."""

    members: int
    bound: Explained[Yuan] | None
    """Lower bound a month without heating; None where no figure stands for the place."""
    heating: Mapping[int, Yuan]
    """Calendar month → what heating adds to the bound; empty outside the season."""
    heating_months: tuple[int, ...]
    bands: Mapping[Category, Band]
    """Empty where no figure stands for the place."""
    notes: tuple[Text, ...]
    """Which figures stand in for others."""
    questions: tuple[Text, ...]
    problems: tuple[Problem, ...]

    def least(self, month: int) -> Yuan:
        """The lower bound in calendar ``month``; zero where none is known."""
        raise NotImplementedError


def floor(place: Place, residence: Residence, members: int, *, today: date) -> Floor:
    """The floor of a household of ``members`` living at ``place``."""
    raise NotImplementedError
