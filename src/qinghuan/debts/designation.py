"""Which of several debts to one creditor a payment settles (数项债务的清偿抵充).

Rule: what was agreed; else what the debtor names when paying; else Civil Code art. 560: debts
that are due first, of them the least secured, of them the one that weighs most on the debtor,
of them the one that fell due first, and those alike in all of this by their amounts. The
criteria stand in ``civil_code.order_between_debts``. Within each debt the order of its parts
holds (:mod:`qinghuan.debts.allocation`). Open questions: docs/rules/allocation.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from qinghuan import policy
from qinghuan.debts.allocation import Order, allocate
from qinghuan.debts.entries import Part
from qinghuan.errors import RuleError
from qinghuan.explained import Explained, Input
from qinghuan.money import FEN, ZERO, Yuan, rounded, total
from qinghuan.policy import Sourced
from qinghuan.words import Text

RULE: Final = "civil_code.order_between_debts"
Unknown = Literal["due", "rate"]
"""What must be known of a debt to rank it, under the name of its field."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One debt on the day of a payment."""

    id: str
    parts: Mapping[Part, Yuan]
    order: Order
    """Of its parts."""
    due: date | None = None
    """When it fell or falls due; None: not known."""
    secured: Yuan = ZERO
    """How much of it security covers (担保); zero: none."""
    rate: Decimal | None = None
    """What leaving it unpaid costs a year, as a fraction: the heavier burden; None: not known."""

    @property
    def owed(self) -> Yuan:
        """All of it."""
        return total(self.parts.values())


class NotKnown(RuleError):
    """Two debts cannot be ranked; ``debt`` and ``field`` name what must be asked."""

    def __init__(self, debt: str, field: Unknown) -> None:
        super().__init__(f"{field} of debt {debt} is not known and decides")
        self.debt, self.field = debt, field


@dataclass(frozen=True, slots=True)
class Share:
    """What one debt gets of a payment, and which criterion gave it its place."""

    debt: str
    amount: Explained[Yuan]
    settled: Mapping[Part, Yuan]
    by: str
    """The criterion: ``agreed``, or one of :data:`RULE`."""


def designate(
    payment: Yuan,
    debts: Sequence[Standing],
    on: date,
    *,
    agreed: Sequence[str] = (),
    named: Sequence[str] = (),
) -> tuple[tuple[Share, ...], Yuan]:
    """What ``payment`` of the day ``on`` settles of each of ``debts``, and what is left of it.

    ``agreed`` are ids in the order of the contract, ``named`` those the debtor named when
    paying; debts that neither holds follow by law. The shares come in the order of payment.

    Raises :class:`NotKnown` where something decides that is not known, and
    :class:`RuleError` for an id that is not there.
    """
    if payment <= ZERO:
        raise RuleError(f"a payment must be above zero, got {payment}")
    known = {debt.id for debt in debts}
    if strays := [name for name in (*agreed, *named) if name not in known]:
        raise RuleError(f"no debt is called {', '.join(strays)}")
    rule = policy.value_or_first(RULE, on)
    rest, shares = payment, list[Share]()
    for by, group in _ranked(debts, on, rule, agreed, named):
        for debt, amount in _divided(rest, group):
            shares.append(_share(debt, amount, by, payment, rule))
        rest -= min(rest, total(debt.owed for debt in group))
    return tuple(shares), rest


_Group = tuple[str, list[Standing]]
"""Debts that stand at the same place, and the criterion that put them there."""


def _ranked(
    debts: Sequence[Standing],
    on: date,
    rule: Sourced,
    agreed: Sequence[str],
    named: Sequence[str],
) -> Iterable[_Group]:
    by_id = {debt.id: debt for debt in debts if debt.owed}
    for criterion, ids in (("agreed", agreed), ("designated_by_debtor", named)):
        for name in ids:
            if name in by_id:
                yield criterion, [by_id.pop(name)]
    criteria = [one for one in rule.order if one != "designated_by_debtor"]
    yield from _by_law(list(by_id.values()), criteria, on)


def _by_law(debts: list[Standing], criteria: Sequence[str], on: date) -> Iterable[_Group]:
    """Split ``debts`` by the first criterion, each split by the next, down to the pro rata."""
    if not debts:
        return
    if len(debts) == 1 or not criteria or criteria[0] == "pro_rata":
        yield ("pro_rata" if len(debts) > 1 else "alone"), debts
        return
    key = _KEYS[criteria[0]]
    ranks = {debt.id: key(debt, on) for debt in debts}
    split = sorted(set(ranks.values()))
    for rank in split:
        alike = [debt for debt in debts if ranks[debt.id] == rank]
        for by, group in _by_law(alike, criteria[1:], on):
            yield (criteria[0] if by == "alone" and len(split) > 1 else by), group


def _due(debt: Standing, on: date) -> int:
    return 0 if _day(debt) <= on else 1


def _day(debt: Standing) -> date:
    if debt.due is None:
        raise NotKnown(debt.id, "due")
    return debt.due


def _burden(debt: Standing, _on: date) -> Decimal:
    if debt.rate is None:
        raise NotKnown(debt.id, "rate")
    return -debt.rate


_KEYS: Final[Mapping[str, Callable[[Standing, date], int | Decimal]]] = {
    "due": _due,
    "least_secured": lambda debt, _on: debt.secured,
    "heavier_burden": _burden,
    "earlier_due": lambda debt, _on: _day(debt).toordinal(),
}
"""By criterion of the rule: the smaller comes first."""


def _divided(payment: Yuan, group: Sequence[Standing]) -> list[tuple[Standing, Yuan]]:
    """``payment`` over ``group`` by their amounts; fen left over go to the largest remainders."""
    whole = total(debt.owed for debt in group)
    if payment >= whole:
        return [(debt, debt.owed) for debt in group]
    exact = [Fraction(payment) * Fraction(debt.owed) / Fraction(whole) for debt in group]
    given = [rounded(Decimal(int(one * 100)) / 100) for one in exact]
    missing = int((payment - total(given)) / FEN)
    first = sorted(range(len(group)), key=lambda at: (Fraction(given[at]) - exact[at], at))
    for at in first[:missing]:
        given[at] += FEN
    return list(zip(group, given, strict=True))


def _share(debt: Standing, amount: Yuan, by: str, payment: Yuan, rule: Sourced) -> Share:
    settled = allocate(amount, debt.parts, debt.order.parts)[0] if amount else {}
    words = Text(
        "debts.designated",
        by=Text(f"debts.designated.{by}"),
        payment=payment,
        owed=debt.owed,
        amount=amount,
    )
    inputs: dict[str, Input] = {"owed": debt.owed}
    inputs |= {str(part): one for part, one in settled.items()}
    sources = [] if by == "agreed" else [rule]
    sources += [debt.order.source] if debt.order.source else []
    figure = Explained(amount, words, inputs, tuple(sources))
    return Share(debt.id, figure, settled, by)
