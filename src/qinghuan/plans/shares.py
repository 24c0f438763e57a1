"""What each debt may take of what the household can pay: pro rata by principal, to the fen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qinghuan.explained import Explained
from qinghuan.household.affordable import Affordable
from qinghuan.money import ZERO, Yuan, fen, from_fen
from qinghuan.plans.ladder import Position
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Share:
    """What one debt may take. Yuan."""

    monthly: Explained[Yuan]
    """Of an even row."""
    by_month: Mapping[int, Yuan]
    """Of a row in each calendar month, where rows follow the seasons."""
    once: Yuan = ZERO
    """Of ready money that is to spare, in one payment."""


def allot(positions: Sequence[Position], affordable: Affordable) -> Mapping[str, Share]:
    """Each debt's part, by its id; empty where there is no principal.

    Later instalments count. Each even part is cut to the fen; the fen left over go one each
    to the debts whose cut was largest, of equal ones to the one named first. Seasonal parts
    and single payments are cut to the fen and what is left over stays with the household.
    """
    weights = {one.owed.debt: fen(one.principal) for one in positions}
    whole, amount = sum(weights.values()), fen(affordable.monthly.value)
    if not whole:
        return {}
    exact = {debt: Fraction(amount * weight, whole) for debt, weight in weights.items()}
    parts = {debt: int(share) for debt, share in exact.items()}
    by_cut = sorted(exact, key=lambda debt: parts[debt] - exact[debt])
    for debt in by_cut[: amount - sum(parts.values())]:
        parts[debt] += 1
    return {
        debt: Share(
            monthly=_even(from_fen(part), affordable, from_fen(weights[debt]), from_fen(whole)),
            by_month={
                month: from_fen(fen(most) * weights[debt] // whole)
                for month, most in affordable.by_month.items()
            },
            once=from_fen(fen(affordable.spare) * weights[debt] // whole),
        )
        for debt, part in parts.items()
    }


def _even(amount: Yuan, affordable: Affordable, own: Yuan, every: Yuan) -> Explained[Yuan]:
    whole = affordable.monthly
    formula = Text("plans.formula.share", amount=amount, whole=whole.value)
    way = Text("plans.formula.share_way", whole=whole.value, own=own, every=every, amount=amount)
    return Explained(amount, formula, inputs={"way": way, "affordable": whole})
