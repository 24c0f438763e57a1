"""Ways to pay several debts, side by side (docs/rules/creditors.md).

How long, what it costs, the month that weighs most, and what staying unpaid may bring. The
last is an assumption and says so. A way that does not do what was asked stays in the table
with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from qinghuan.explained import Explained
from qinghuan.money import ZERO, Yuan, total
from qinghuan.plans.least_cost import explained_cost
from qinghuan.plans.several import SUIT, Capacity, Debt, Plan, Way
from qinghuan.words import Text

ORDER: Final[tuple[Way, ...]] = ("pro_rata", "avalanche", "snowball", "given", "least_cost")


@dataclass(frozen=True, slots=True)
class WorstMonth:
    """The month that asks for the most."""

    month: int
    paid: Explained[Yuan]
    capacity: Yuan
    """What that month can carry."""

    @property
    def above(self) -> bool:
        """Whether it asks for more than the month can carry."""
        return self.paid.value > self.capacity


@dataclass(frozen=True, slots=True)
class Compared:
    """One way to pay all debts."""

    way: Way
    label: Text
    months: Explained[int] | None
    """None: it never ends."""
    cost: Explained[Yuan]
    """Interest and expected suits; where it never ends, of the months looked at."""
    worst: WorstMonth | None
    """None: nothing was owed."""
    unpaid: tuple[int | None, ...]
    """Months until each debt is gone; None: never."""
    risk: Explained[Yuan]
    """The expected cost of suits: an assumption."""
    allowed: bool
    against: tuple[Text, ...]
    """What speaks against it: never ends, above a month, a debt not met in time."""


def compared(
    plans: Mapping[Way, Plan], debts: Sequence[Debt], capacity: Capacity
) -> tuple[Compared, ...]:
    """Each of ``plans`` as a row."""
    return tuple(_row(plans[way], debts, capacity) for way in ORDER if way in plans)


def _row(plan: Plan, debts: Sequence[Debt], capacity: Capacity) -> Compared:
    return Compared(
        way=plan.way,
        label=Text(f"plans.creditors.way.{plan.way}"),
        months=_months(plan),
        cost=explained_cost(plan),
        worst=_worst(plan, capacity),
        unpaid=plan.ended,
        risk=_risk(plan),
        allowed=plan.allowed,
        against=tuple(_against(plan, debts, capacity)),
    )


def _months(plan: Plan) -> Explained[int] | None:
    if plan.months is None:
        return None
    words = Text("plans.creditors.months", months=plan.months, paid=plan.paid)
    ends = {f"debt {place}": month or 0 for place, month in enumerate(plan.ended, start=1)}
    return Explained(plan.months, words, ends)


def _worst(plan: Plan, capacity: Capacity) -> WorstMonth | None:
    """The first month that lacks most; where none lacks, the one with the largest payment."""
    if not plan.rows:
        return None
    sums = {month: total(one.paid for one in row) for month, row in enumerate(plan.rows, start=1)}

    def weight(month: int) -> tuple[Yuan, Yuan, int]:
        return (max(ZERO, sums[month] - capacity.at(month)), sums[month], -month)

    month = max(sums, key=weight)
    most = capacity.at(month)
    words = Text("plans.creditors.worst", month=month, amount=sums[month], most=most)
    of_debts = {
        f"debt {place}": one.paid for place, one in enumerate(plan.rows[month - 1], start=1)
    }
    return WorstMonth(month, Explained(sums[month], words, of_debts), most)


def _risk(plan: Plan) -> Explained[Yuan]:
    words = Text(
        "plans.creditors.risk" if plan.suit else "plans.creditors.no_risk", amount=plan.suit
    )
    of_debts = {f"debt {place}": one for place, one in enumerate(plan.suits, start=1) if one}
    return Explained(plan.suit, words, of_debts, assumptions=SUIT if plan.suit else ())


def _against(plan: Plan, debts: Sequence[Debt], capacity: Capacity) -> Iterator[Text]:
    if plan.months is None:
        yield Text("plans.creditors.against.never")
    if plan.over:
        month = plan.over[0]
        least = total(one.paid for one in plan.rows[month - 1])
        yield Text(
            "plans.creditors.against.over",
            month=month,
            least=least,
            most=capacity.at(month),
            count=len(plan.over),
        )
    for place in plan.missed:
        must = debts[place].must_pay
        if must is not None:
            yield Text(
                "plans.creditors.against.missed",
                debt=place + 1,
                amount=must.amount,
                month=must.by_month,
            )
    if plan.spread:
        yield Text("plans.creditors.against.spread")
