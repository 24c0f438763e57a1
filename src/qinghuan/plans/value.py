"""What a plan is worth to the creditor, beside what may come without one (docs/rules/offers.md).

Both rest on assumptions with wide ranges, since lenders publish none of it. Internal: it
helps to choose and to argue, and stands in no paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from qinghuan import policy
from qinghuan.explained import Explained
from qinghuan.money import Yuan, rounded
from qinghuan.plans.schedule import Instalment
from qinghuan.words import Text

End = Literal["low", "central", "high"]
FUNDING: Final = "creditor.funding_cost"
ALTERNATIVE: Final = (
    "creditor.recovery_share",
    "creditor.recovery_months",
    "creditor.collection_cost_share",
)
SALE: Final = "creditor.sale_price_share"
_DAYS_A_YEAR: Final = 365
_MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Worth:
    """A plan beside the best of what may come without it. Yuan of today."""

    plan: Explained[Yuan]
    """Present value of the rows × the chance that they are kept."""
    without: Explained[Yuan]
    """Collection or suit, or a sale, whichever brings more, at the central values."""
    without_low: Yuan
    without_high: Yuan

    @property
    def better(self) -> bool:
        """Whether the plan is worth more even where collecting goes as well as it may."""
        return self.plan.value >= self.without_high


def worth(
    rows: Sequence[Instalment], chance: Decimal, *, asked: Yuan, principal: Yuan, today: date
) -> Worth:
    """What ``rows`` are worth at their ``chance``, beside what ``asked`` brings without them."""
    funding = policy.assumption(FUNDING).central
    present = rounded(sum((_today(row, funding, today) for row in rows), Decimal(0)))
    value = rounded(present * chance)
    low, central, high = (_without(asked, principal, end) for end in ("low", "central", "high"))
    return Worth(
        plan=Explained(
            value,
            Text("plans.worth.plan", present=present, chance=chance, amount=value),
            inputs={"present": present, "chance": chance},
            assumptions=(FUNDING,),
        ),
        without=Explained(
            central,
            Text("plans.worth.without", asked=asked, amount=central, low=low, high=high),
            inputs={"asked": asked, "principal": principal},
            assumptions=(*ALTERNATIVE, SALE, FUNDING),
        ),
        without_low=low,
        without_high=high,
    )


def _today(row: Instalment, funding: Decimal, today: date) -> Decimal:
    years = Decimal(max(0, (row.due - today).days)) / _DAYS_A_YEAR
    return row.amount / (1 + funding) ** years


def _without(asked: Yuan, principal: Yuan, end: End) -> Yuan:
    """What comes without a plan at one end: late, dear and funded dearly is the low one."""
    turned: End = "central" if end == "central" else "low" if end == "high" else "high"
    share = _at(ALTERNATIVE[0], end)
    months, cost, funding = (_at(name, turned) for name in (*ALTERNATIVE[1:], FUNDING))
    later = asked * share * (1 - cost) / (1 + funding) ** (months / _MONTHS_A_YEAR)
    return rounded(max(later, principal * _at(SALE, end)))


def _at(name: str, end: End) -> Decimal:
    value: Decimal = getattr(policy.assumption(name), end)
    return value
