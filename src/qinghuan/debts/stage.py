"""How late a debt is, its label in the industry, what usually follows (docs/rules/stage.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qinghuan.debts.facts import DebtFacts
from qinghuan.explained import Explained
from qinghuan.policy import Sourced
from qinghuan.words import Text

Basis = Literal["facts", "claim_date", "claim_days", "none"]
"""What the days rest on: recorded due dates, the creditor's due date or days, nothing."""


@dataclass(frozen=True, slots=True)
class Label:
    """The industry's name of a stage (``M4``): a label, no law."""

    id: str
    words: Text
    """What usually happens in it."""
    source: Sourced
    on: date
    """The day on which the debt entered or will enter it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a debt stands on a day."""

    debt: str
    on: date
    basis: Basis
    days: Explained[int] | None
    """Days past due; 0 when not late; None when no due date is known."""
    oldest_unpaid_due: date | None
    label: Label | None
    next: tuple[Label, ...]
    """The stages that follow while nothing is paid, each with its first day."""
    card_class: Label | None
    """The regulator's class by days late; of credit cards only."""
    notes: tuple[Text, ...]
    """What must stand beside it: a label, no law; a count that differs from the creditor's."""


def stage(debt: DebtFacts, today: date) -> Stage:
    """Where ``debt`` stands on ``today``."""
    raise NotImplementedError
