"""Charges for lateness beside the loss they make good: an argument, never an amount owed.

Rule: a penalty (违约金) that is more than a share above the loss it caused is generally held far
too high (``civil_code.penalty_excess_share``), and can then be asked to be reduced. The loss of
a lender is not known here and nothing stands in for it: what is computed is the loss below
which the argument holds, and the question. Limits: docs/rules/cap.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from qinghuan import policy
from qinghuan.debts.entries import ClaimReceived, Part
from qinghuan.debts.ledger import Owed
from qinghuan.explained import Explained, Input
from qinghuan.money import Yuan, as_decimal, rounded, total
from qinghuan.policy import Sourced
from qinghuan.words import Text

DAMAGES: Final[tuple[Part, ...]] = ("penalty_interest", "compound_interest", "late_fee")
"""What is charged because a debt is late, in place of the loss."""
SHARE: Final = "civil_code.penalty_excess_share"
LIMITS: Final = "civil_code.penalty_burden_and_limits"
_REQUEST: Final = "civil_code.penalty_reduction_on_request"


@dataclass(frozen=True, slots=True)
class Argument:
    """What can be argued about charges for lateness, as strongly as the sources say and no more."""

    charged: Explained[Yuan]
    """All charges for lateness."""
    loss: Explained[Yuan]
    """A loss below this makes them more than the share above it."""
    says: Text
    limits: tuple[Text, ...]
    """Who must show what, and where it does not help."""
    question: Text
    """What is missing: the loss."""


def argument(of: Owed | ClaimReceived, on: date) -> Argument | None:
    """The argument about the charges in ``of``; None without any, or where they are not known."""
    found = [policy.look_up(name, on) for name in (SHARE, LIMITS, _REQUEST)]
    sources = [source for source in found if isinstance(source, Sourced)]
    charges = _claimed(of) if isinstance(of, ClaimReceived) else _ours(of)
    if not charges or len(sources) < len(found):
        return None
    return _made(charges, of.id if isinstance(of, ClaimReceived) else "", *sources)


def _made(
    charges: Mapping[Part, Yuan], entry: str, share: Sourced, limits: Sourced, request: Sourced
) -> Argument:
    amount = total(charges.values())
    below = rounded(as_decimal(Fraction(amount) / (1 + Fraction(share.decimal))))
    inputs: dict[str, Input] = {str(part): one for part, one in charges.items()}
    charged = Explained(
        amount,
        Text("debts.damages.charged", amount=amount),
        inputs,
        entries=(entry,) if entry else (),
    )
    words = Text("debts.damages.loss", charged=amount, share=share.decimal, amount=below)
    return Argument(
        charged=charged,
        loss=Explained(below, words, {"charged": charged}, (share, request)),
        says=Text("debts.damages.says", charged=amount, share=share.decimal, loss=below),
        limits=tuple(item.words for item in limits.items),
        question=Text("debts.ask.loss"),
    )


def _claimed(claim: ClaimReceived) -> dict[Part, Yuan]:
    found: dict[Part, Yuan] = {}
    for line in claim.lines:
        if line.part in DAMAGES and line.amount:
            found[line.part] = found.get(line.part, line.amount - line.amount) + line.amount
    return found


def _ours(owed: Owed) -> dict[Part, Yuan]:
    """What arose by the terms, paid or not, less what was waived; nothing while a part is open."""
    book = owed.book
    if book is None or any(gap.part in DAMAGES for gap in owed.open):
        return {}
    stood = {part: book.charged(part) - book.waived(part) for part in DAMAGES}
    return {part: amount for part, amount in stood.items() if amount}
