"""A first set of plans that can be offered: less debt before more time (docs/rules/options.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qinghuan.debts.entries import Part
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed
from qinghuan.debts.reconcile import Comparison
from qinghuan.explained import Explained
from qinghuan.household.affordable import Affordable
from qinghuan.money import Yuan
from qinghuan.words import Text

Kind = Literal["as_it_is", "penalty_stopped", "penalty_waived", "principal_only"]
"""The ladder of requests, each asking for more than the one before."""


@dataclass(frozen=True, slots=True)
class Position:
    """One debt as the plans see it."""

    facts: DebtFacts
    owed: Owed
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Instalment:
    """One row of a plan."""

    n: int
    due: date
    amount: Yuan
    principal: Yuan
    other: Yuan


@dataclass(frozen=True, slots=True)
class Waived:
    """What a plan asks the lender to give up of one part."""

    part: Part
    amount: Explained[Yuan]


@dataclass(frozen=True, slots=True)
class Option:
    """One plan for one debt that can be offered; whether it is accepted the lender decides."""

    kind: Kind
    debt: str
    label: Text
    basis: Explained[Yuan]
    """What is owed before anything is waived."""
    waived: tuple[Waived, ...]
    months: int
    first_date: date
    instalments: tuple[Instalment, ...]
    total: Explained[Yuan]
    monthly: Explained[Yuan]
    """Every row but the last."""
    saved: Explained[Yuan]
    """Less than the claim (or than our figure where there is no claim), this much."""
    share: Explained[Yuan]
    """This debt's part of what the household can pay in a month."""
    burden: Literal["fits", "above"]
    """Whether every row stays within that share."""
    price_of_time: Text
    """What the length costs."""
    reasons: tuple[Text, ...] = ()


def allot(positions: Sequence[Position], affordable: Affordable) -> Mapping[str, Explained[Yuan]]:
    """Each debt's part of the monthly affordable amount, pro rata by principal, to the fen."""
    raise NotImplementedError


def options(
    positions: Sequence[Position],
    affordable: Affordable,
    *,
    today: date,
    pay_day: int | None = None,
) -> tuple[Option, ...]:
    """The plans for every debt, in the order of the debts and of the ladder.

    Empty when the household has no surplus or it is not known: see :func:`instead`.
    """
    raise NotImplementedError


def instead(affordable: Affordable) -> tuple[Text, ...]:
    """What to do where no plan can be kept; empty when plans can be offered."""
    raise NotImplementedError
