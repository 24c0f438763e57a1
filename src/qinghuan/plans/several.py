"""Several debts, what can be paid on them, and a plan for all of them (docs/rules/creditors.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from qinghuan import policy
from qinghuan.money import ZERO, Yuan, rounded
from qinghuan.plans.creditors import DebtMonth

Way = Literal["pro_rata", "avalanche", "snowball", "given", "least_cost"]
End = Literal["low", "central", "high"]

HEURISTICS: Final[tuple[Way, ...]] = ("avalanche", "snowball", "given", "pro_rata")
"""The ways that need no search, the simplest first."""
SUIT: Final = ("plans.suit_chance_per_month", "plans.suit_after_days", "plans.suit_cost")
YEAR: Final = 12
_DAYS_A_MONTH: Final = 30


@dataclass(frozen=True, slots=True)
class MustPay:
    """A debt that has to get at least ``amount`` in the first ``by_month`` months."""

    amount: Yuan
    by_month: int


@dataclass(frozen=True, slots=True)
class Debt:
    """One debt to be paid off. Yuan; the yearly rate as a fraction."""

    balance: Yuan
    apr: Decimal
    minimum: Yuan = ZERO
    must_pay: MustPay | None = None
    days_late: int = 0
    """0: not late, so that nobody is about to sue."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What can be paid on all debts together, by calendar month."""

    by_month: Mapping[int, Yuan]
    first: int = 1
    """Calendar month of the first payment."""

    @classmethod
    def even(cls, budget: Yuan) -> Capacity:
        """The same in every month."""
        return cls(dict.fromkeys(range(1, YEAR + 1), budget))

    def at(self, month: int) -> Yuan:
        """What month ``month`` of the plan, from 1, can carry; 0.00 for one not named."""
        return self.by_month.get((self.first - 2 + month) % YEAR + 1, ZERO)


@dataclass(frozen=True, slots=True)
class Risk:
    """What a suit may cost: an assumption, no fact of the person."""

    chance: Decimal
    """Within a month, once a debt is late enough."""
    after_days: int
    cost: Yuan

    @classmethod
    def assumed(cls, end: End = "central") -> Risk:
        """At one end of the assumptions: ``low`` is the good one."""
        chance, days, cost = (policy.assumption(name) for name in SUIT)
        turned: End = "central" if end == "central" else "low" if end == "high" else "high"
        return cls(getattr(chance, end), int(getattr(days, turned)), rounded(getattr(cost, end)))

    @property
    def monthly(self) -> Yuan:
        """Expected cost of one month in which a late debt stays unpaid."""
        return rounded(self.chance * self.cost)

    def begins(self, debt: Debt) -> int | None:
        """The first month at whose end ``debt`` is late enough; None when it is not late."""
        if debt.days_late <= 0:
            return None
        return max(1, (self.after_days - debt.days_late) // _DAYS_A_MONTH + 1)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan has to keep to, beside minimums and budget."""

    one_at_a_time: bool = False
    """Only one debt gets money beyond its minimum within a month."""
    risk: Risk = field(default_factory=Risk.assumed)


@dataclass(frozen=True, slots=True)
class Plan:
    """Months × debts, and what they come to."""

    way: Way
    rows: tuple[tuple[DebtMonth, ...], ...]
    ended: tuple[int | None, ...]
    """The month in which each debt was paid off; 0 for one that owed nothing."""
    suits: tuple[Yuan, ...]
    """Expected cost of suits, debt by debt: an assumption."""
    over: tuple[int, ...] = ()
    """Months whose minimums are more than the month can carry."""
    missed: tuple[int, ...] = ()
    """Debts (places) that did not get in time what they must get."""
    spread: bool = False
    """Whether several debts got money beyond their minimum although only one may."""

    @property
    def months(self) -> int | None:
        """How long it takes; None when it never ends."""
        known = [month for month in self.ended if month is not None]
        return max(known, default=0) if len(known) == len(self.ended) else None

    @property
    def interest(self) -> Yuan:
        """All interest."""
        return sum((one.interest for row in self.rows for one in row), ZERO)

    @property
    def paid(self) -> Yuan:
        """All payments."""
        return sum((one.paid for row in self.rows for one in row), ZERO)

    @property
    def suit(self) -> Yuan:
        """The expected cost of suits, all debts together."""
        return sum(self.suits, ZERO)

    @property
    def cost(self) -> Yuan:
        """Interest and the expected cost of suits."""
        return self.interest + self.suit

    @property
    def allowed(self) -> bool:
        """Whether it ends and keeps to everything asked."""
        return self.months is not None and not (self.over or self.missed or self.spread)
