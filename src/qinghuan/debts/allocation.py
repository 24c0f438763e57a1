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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan import policy
from qinghuan.debts.entries import Part
from qinghuan.debts.facts import DebtFacts
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, Yuan
from qinghuan.policy import Sourced

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


def order_of(debt: DebtFacts, on: date, days_late: int) -> Order:
    """The order for a payment on ``debt`` on ``on``, when it is ``days_late`` days past due."""
    if debt.terms.allocation:
        return Order(_whole(debt.terms.allocation), None, debt.terms_entry)
    source = policy.value(_rule(debt, on, days_late), on)
    named = tuple(part for group in source.order for part in GROUPS[group])
    return Order(_whole(named), source, "")


def _rule(debt: DebtFacts, on: date, days_late: int) -> str:
    if debt.disclosed.product != "credit_card":
        return "civil_code.order_within_debt"
    late_from = policy.value("credit_card.principal_first_after_days", on).whole
    late = days_late >= late_from
    return f"credit_card.payment_order_{'late' if late else 'early'}"


def _whole(named: tuple[Part, ...]) -> tuple[Part, ...]:
    """``named``, then whatever it forgot: other charges before principal."""
    every: tuple[Part, ...] = ("enforcement_cost", *CHARGES, "principal")
    return tuple(dict.fromkeys((*named, *every)))
