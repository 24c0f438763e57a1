"""The ladder of requests: less debt before more time (docs/rules/options.md).

Each rung asks the lender to give up more than the one before. None is due, none is
promised: whether one is accepted the lender decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from qinghuan.debts.entries import Part
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import PARTS, Owed
from qinghuan.debts.reconcile import Comparison
from qinghuan.explained import Explained
from qinghuan.money import ZERO, Yuan, total
from qinghuan.words import Text

Kind = Literal["as_it_is", "penalty_stopped", "penalty_waived", "interest_waived", "principal_only"]
"""Everything, running on · everything, the penalty stopped today · without what the delay
added · without interest either · the principal alone."""

_OF_DELAY: Final[tuple[Part, ...]] = ("penalty_interest", "compound_interest", "late_fee")

LADDER: Final[Mapping[Kind, tuple[Part, ...]]] = {
    "as_it_is": (),
    "penalty_stopped": (),
    "penalty_waived": _OF_DELAY,
    "interest_waived": ("interest", *_OF_DELAY),
    "principal_only": tuple(part for part in PARTS if part != "principal"),
}
"""The parts each request asks the lender to waive."""


@dataclass(frozen=True, slots=True)
class Position:
    """One debt as the plans see it."""

    facts: DebtFacts
    owed: Owed
    comparison: Comparison

    @property
    def principal(self) -> Yuan:
        """The unpaid principal, later instalments included."""
        return self.owed.amount("principal") + self.later

    @property
    def later(self) -> Yuan:
        """Principal that falls due later."""
        return self.owed.not_yet_due.value if self.owed.not_yet_due else ZERO


@dataclass(frozen=True, slots=True)
class Waived:
    """What a plan asks the lender to give up of one part."""

    part: Part
    amount: Explained[Yuan]


def basis(position: Position) -> Explained[Yuan]:
    """What is owed before anything is waived, later instalments included."""
    owed, later = position.owed, position.later
    amount = owed.total + later
    return Explained(
        amount,
        Text("plans.formula.basis", due=owed.total, later=later, amount=amount),
        inputs=dict(owed.parts) | ({"not_yet_due": owed.not_yet_due} if owed.not_yet_due else {}),
    )


def asked_in_all(position: Position) -> Yuan:
    """What the creditor asks without a deal, later instalments included; ours without a claim."""
    claim = position.comparison.claim
    if claim is None:
        return basis(position).value
    return claim.total + beside_claim(position)


def beside_claim(position: Position) -> Yuan:
    """Principal that falls due later and is not in the claim."""
    comparison = position.comparison
    held = bool(position.later) and comparison.ours == comparison.owed.total + position.later
    return ZERO if held else position.later


def waived(owed: Owed, kind: Kind) -> tuple[Waived, ...]:
    """What ``kind`` asks the lender to give up, part by part."""
    return tuple(
        Waived(part, owed.parts.get(part) or _least(owed.amount(part)))
        for part in LADDER[kind]
        if owed.amount(part)
    )


def asked_of(parts: tuple[Waived, ...]) -> Yuan:
    """All that is asked to be given up."""
    return total(one.amount.value for one in parts)


def _least(amount: Yuan) -> Explained[Yuan]:
    return Explained(amount, Text("plans.formula.least", amount=amount))
