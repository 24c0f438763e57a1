"""Allocate one payment to the parts of one debt (清偿抵充).

Rule: the contract's order. Without one, Civil Code art. 561: the costs of
enforcing the claim, then interest, then principal. Charges that are the price or
the penalty of the money (interest, fees, penalty) rank together as interest, in the
order of :data:`CHARGES`; a "handling fee" is no cost of enforcement merely because a
statement calls it a fee. Credit cards from the 91st day past due: principal first.
Open questions: docs/rules/allocation.md.

>>> from qinghuan.money import yuan
>>> parts = {"principal": yuan("1000"), "interest": yuan("50")}
>>> allocate(yuan("100"), parts, ("interest", "principal"))
({'interest': Decimal('50.00'), 'principal': Decimal('50.00')}, Decimal('0.00'))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan import policy
from qinghuan.debts.entries import Part
from qinghuan.debts.facts import DebtFacts
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, Yuan
from qinghuan.policy import Sourced
from qinghuan.policy.products import product

CHARGES: Final[tuple[Part, ...]] = (
    "interest",
    "instalment_fee",
    "compound_interest",
    "penalty_interest",
    "late_fee",
    "unnamed",
)
GROUPS: Final[Mapping[str, tuple[Part, ...]]] = {
    "enforcement_costs": ("enforcement_cost",),
    "interest": CHARGES,
    "interest_and_fees": ("enforcement_cost", *CHARGES),
    "principal": ("principal",),
    "main_debt": ("principal",),
}
"""The groups the parameters of order name, each with its parts."""


@dataclass(frozen=True, slots=True)
class Order:
    """The parts in the order in which a payment settles them, and who says so."""

    parts: tuple[Part, ...]
    source: Sourced | None
    """The rule; None when the contract says it."""
    entry: str
    """Id of the entry with the contract's terms; empty when the rule applies."""


def allocate(
    payment: Yuan, parts: Mapping[Part, Yuan], order: Sequence[Part]
) -> tuple[dict[Part, Yuan], Yuan]:
    """What ``payment`` settles of each of ``parts`` in ``order``, and what is left of it.

    Raises :class:`RuleError` for a payment not above zero, a negative part, or an
    order that leaves out a part that is owed.
    """
    if payment <= ZERO:
        raise RuleError(f"a payment must be above zero, got {payment}")
    if any(amount < ZERO for amount in parts.values()):
        raise RuleError(f"no part of a debt may be negative: {dict(parts)}")
    if missing := [part for part, amount in parts.items() if amount and part not in order]:
        raise RuleError(f"the order leaves out {', '.join(missing)}")
    rest, settled = payment, dict[Part, Yuan]()
    for part in order:
        taken = min(rest, parts.get(part, ZERO))
        if taken:
            settled[part] = taken
        rest -= taken
    return settled, rest


def agreed(parts: Sequence[Part] = (), entry: str = "") -> Callable[[date, int], Order]:
    """One order for every payment: the one in the contract, which stands in ``entry``."""
    order = Order(_whole(parts), None, entry)
    return lambda _on, _days_late: order


def by_rule(*, card: bool, known_on: date | None = None) -> Callable[[date, int], Order]:
    """The order of the law on the day of each payment (or as it was on ``known_on``).

    Of earlier days than the rule's first the rule itself stands in; ``checks`` says so.
    """

    def order(on: date, days_late: int) -> Order:
        day = known_on or on
        source = policy.value_or_first(_rule(day, days_late, card=card), day)
        named = tuple(part for group in source.order for part in GROUPS[group])
        return Order(_whole(named), source, "")

    return order


def ordering(debt: DebtFacts) -> Callable[[date, int], Order]:
    """The order for payments on ``debt``: the contract's, else the rule for its product."""
    if debt.terms.allocation:
        return agreed(debt.terms.allocation, debt.terms_entry)
    return by_rule(card=product(debt.disclosed.product).order == "credit_card")


def _rule(on: date, days_late: int, *, card: bool) -> str:
    if not card:
        return "civil_code.order_within_debt"
    late_from = policy.value_or_first("credit_card.principal_first_after_days", on).whole
    return f"credit_card.payment_order_{'late' if days_late >= late_from else 'early'}"


def _whole(named: Sequence[Part]) -> tuple[Part, ...]:
    """``named``, then whatever it forgot: other charges before principal."""
    every: tuple[Part, ...] = ("enforcement_cost", *CHARGES, "principal")
    return tuple(dict.fromkeys((*named, *every)))
