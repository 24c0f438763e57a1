"""The line above which a court reduces charges on request (docs/rules/cap.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qinghuan.debts.entries import ClaimReceived
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed
from qinghuan.explained import Explained
from qinghuan.money import Yuan
from qinghuan.policy import Sourced
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Cap:
    """All charges together beside the line of law for the same principal and days."""

    debt: str
    on: date
    of: Literal["owed", "claim"]
    charged: Explained[Yuan] | None
    line: Explained[Yuan] | None
    excess: Explained[Yuan] | None
    """Never below zero; None when the line is not known."""
    yearly: Explained[Yuan] | None
    """The charges as a fraction a year of the principal and days."""
    since: date | None
    """First day of the count."""
    source: Sourced | None
    says: Text
    """True wording: a court may reduce on request; never "not owed"."""
    notes: tuple[Text, ...] = ()


def cap(debt: DebtFacts, of: Owed | ClaimReceived, on: date) -> Cap:
    """The charges in ``of`` beside the line that binds the lender of ``debt`` on ``on``."""
    raise NotImplementedError
