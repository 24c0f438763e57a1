"""What a plan is worth to the creditor, beside what may come without one (docs/rules/offers.md).

Both rest on assumptions with wide ranges, since lenders publish none of it. Internal: it
helps to choose and to argue, and stands in no paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from qinghuan import policy
from qinghuan.explained import Explained
from qinghuan.money import Yuan, rounded
from qinghuan.plans.schedule import Instalment
from qinghuan.plans.world import Outlook
from qinghuan.words import Text

End = Literal["low", "central", "high"]
FUNDING: Final = "creditor.funding_cost"
SHARE: Final = "creditor.recovery_share"
MONTHS: Final = "creditor.recovery_months"
COST: Final = "creditor.collection_cost_share"
SALE: Final = "creditor.sale_price_share"
_DAYS_A_YEAR: Final = 365
_MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Worth:
    """A plan beside the best of what may come without it. Yuan of today."""

    plan: Explained[Yuan]
    """Present value of the rows × the chance that they are kept."""
    plan_low: Yuan
    """With every assumption at its bad end."""
    plan_high: Yuan
    without: Explained[Yuan]
    """Collection or suit, or a sale, whichever brings more, at the central values."""
    without_low: Yuan
    without_high: Yuan

    @property
    def better(self) -> bool:
        """Whether the plan is worth more even where collecting goes as well as it may."""
        return self.plan.value >= self.without_high


def worth(
    rows: Sequence[Instalment], seen: Outlook, *, asked: Yuan, principal: Yuan, today: date
) -> Worth:
    """What ``rows`` are worth at their chance, beside what ``asked`` brings without them."""
    chance = seen.chance.value
    present = present_value(rows, today)
    value = rounded(present * chance)
    low, central, high = (without_plan(asked, principal, end) for end in ("low", "central", "high"))
    return Worth(
        plan=Explained(
            value,
            Text("plans.worth.plan", present=present, chance=chance, amount=value),
            inputs={"present": present, "chance": chance},
            assumptions=(FUNDING,),
        ),
        plan_low=rounded(present_value(rows, today, "high") * seen.cautious),
        plan_high=rounded(present_value(rows, today, "low") * seen.hopeful),
        without=Explained(
            central,
            Text("plans.worth.without", asked=asked, amount=central, low=low, high=high),
            inputs={"asked": asked, "principal": principal},
            assumptions=(SHARE, MONTHS, COST, SALE, FUNDING),
        ),
        without_low=low,
        without_high=high,
    )


def present_value(rows: Sequence[Instalment], today: date, funding: End = "central") -> Yuan:
    """``rows`` in money of today at the creditor's cost of funds, were all of them paid."""
    rate = _at(FUNDING, funding)
    return rounded(sum((_today(row, rate, today) for row in rows), Decimal(0)))


def _today(row: Instalment, funding: Decimal, today: date) -> Decimal:
    years = Decimal(max(0, (row.due - today).days)) / _DAYS_A_YEAR
    return row.amount / (1 + funding) ** years


def without_plan(asked: Yuan, principal: Yuan, end: End = "central") -> Yuan:
    """What comes without a plan at one end: late, dear and funded dearly is the low one."""
    turned: End = "central" if end == "central" else "low" if end == "high" else "high"
    months, cost, funding = (_at(name, turned) for name in (MONTHS, COST, FUNDING))
    later = asked * _at(SHARE, end) * (1 - cost) / (1 + funding) ** (months / _MONTHS_A_YEAR)
    return rounded(max(later, principal * _at(SALE, end)))


def if_refused(worth_: Worth) -> Iterator[Text]:
    """What refusing may bring the creditor, with both ends of every assumption."""
    yield Text(
        "plans.refused.instead",
        months_low=_at(MONTHS, "low"),
        months_high=_at(MONTHS, "high"),
        cost_low=_at(COST, "low"),
        cost_high=_at(COST, "high"),
    )
    yield Text(
        "plans.refused.beside",
        plan=worth_.plan.value,
        plan_low=worth_.plan_low,
        plan_high=worth_.plan_high,
        without=worth_.without.value,
        low=worth_.without_low,
        high=worth_.without_high,
    )
    yield Text("plans.refused.assumed")


def _at(name: str, end: End) -> Decimal:
    value: Decimal = getattr(policy.assumption(name), end)
    return value
