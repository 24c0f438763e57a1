"""One payment now for everything (一次性结清): the last rung, for who has money to spare.

Asked only from ready money that the weak months and the buffer do not need, never from new
borrowing, and only where it is no less than what the creditor may get without a deal. How a
reduced settlement is reported is asked in writing before anything is paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinghuan.explained import Explained
from qinghuan.household.affordable import BUFFER
from qinghuan.money import Yuan, fen
from qinghuan.plans.ladder import Position, basis
from qinghuan.plans.shapes import LEAST_ROW
from qinghuan.plans.shares import Share
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Single:
    """One payment that can be offered; whether it is accepted the lender decides."""

    amount: Explained[Yuan]
    gives_up: Yuan
    """What the lender is asked to give up for it."""
    of_principal: Yuan
    """Of that, principal."""
    says: tuple[Text, ...]
    """What to ask for, and what to have in writing before paying."""


def single(position: Position, share: Share, without: Yuan, today: date) -> Single | None:
    """The payment for ``position``, or None: too little money, or less than the creditor may get.

    ``without``: what the creditor may get without any deal, in money of today.
    """
    whole = basis(position).value
    amount = min(share.once, position.principal)
    if fen(amount) < LEAST_ROW or amount < without or amount >= whole:
        return None
    less = position.principal - amount
    asks = "plans.single.reduced" if less else "plans.single.charges"
    return Single(
        amount=Explained(
            amount,
            Text("plans.single.formula", spare=share.once, amount=amount),
            assumptions=(BUFFER,),
        ),
        gives_up=whole - amount,
        of_principal=less,
        says=(
            Text(asks, amount=amount, less=whole - amount, day=today),
            Text("plans.single.in_writing"),
            Text("plans.single.record"),
            Text("plans.single.never_borrow"),
        ),
    )
