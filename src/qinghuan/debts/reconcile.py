"""A claim is checked, not believed: by part, with the reason found (docs/rules/reconcile.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qinghuan.debts.entries import ClaimReceived, Part
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed
from qinghuan.explained import Explained
from qinghuan.money import Yuan
from qinghuan.words import Text

Deviation = Literal[
    "payment_not_credited",
    "charged_twice",
    "more_days",
    "fewer_days",
    "grace_ignored",
    "base_too_wide",
    "other_rate",
    "no_basis",
    "lines_do_not_sum",
    "unexplained",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference and what would explain it. Nothing is adjusted because of it."""

    kind: Deviation
    part: Part | None
    """None: the total."""
    names: tuple[str, ...]
    """The names of the lines on the creditor's own statement."""
    amount: Yuan
    """How much the claim is higher (below zero: lower) because of it."""
    exact: bool
    """Whether it (with the others of its part) reproduces the claim to the fen."""
    says: Text
    """What was found."""
    question: Text
    """What to ask the creditor, as a request to check and explain."""
    entries: tuple[str, ...] = ()
    """Ids of the entries and bill lines it rests on."""


@dataclass(frozen=True, slots=True)
class PartCompared:
    """One part of the claim beside our figure."""

    part: Part
    names: tuple[str, ...]
    """As on the creditor's own statement, in its order; empty when the claim has no such line."""
    claimed: Yuan
    ours: Explained[Yuan] | None
    """None when the terms do not settle it."""
    difference: Yuan | None
    """Claimed less ours."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim, our figure on the same day, and why they differ."""

    debt: str
    claim: ClaimReceived | None
    """None: there is no claim to compare; every other field is then empty."""
    owed: Owed
    """Our figure on the day of the claim."""
    parts: tuple[PartCompared, ...] = ()
    claimed: Yuan | None = None
    """The claim's total as stated."""
    ours: Yuan | None = None
    """None when a part is open."""
    difference: Yuan | None = None
    """Claimed less ours."""
    findings: tuple[Finding, ...] = ()
    """Of all parts and of the total, largest effect first."""

    @property
    def disputed(self) -> tuple[Finding, ...]:
        """The findings by which the claim is too high."""
        return tuple(finding for finding in self.findings if finding.amount > 0)


def compare(debt: DebtFacts, owed: Owed | None = None) -> Comparison:
    """The latest claim on ``debt`` beside what the terms give on the day of the claim.

    ``owed`` is used when it is of that day; else it is computed.
    """
    raise NotImplementedError
