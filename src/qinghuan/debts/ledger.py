"""What is owed on a day, part by part, by the terms of the contract (docs/rules/ledger.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from qinghuan.debts.entries import Part
from qinghuan.debts.facts import DebtFacts, Payment
from qinghuan.explained import Explained
from qinghuan.money import ZERO, Yuan
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Open:
    """A part that the known terms do not settle: never guessed, always asked."""

    part: Part
    question: Text
    low: Explained[Yuan] | None = None
    """The smallest amount the known possibilities give; None when there is none."""
    high: Explained[Yuan] | None = None


@dataclass(frozen=True, slots=True)
class DueItem:
    """One amount that fell due, and what of it is unpaid."""

    entry: str
    due: date
    principal: Yuan
    interest: Yuan
    instalment_fee: Yuan
    late_fee: Yuan = ZERO

    @property
    def left(self) -> Yuan:
        """All of it that is unpaid."""
        return self.principal + self.interest + self.instalment_fee + self.late_fee


@dataclass(frozen=True, slots=True)
class Allocated:
    """One payment and the parts it settled (清偿抵充)."""

    payment: Payment
    parts: Mapping[Part, Yuan]
    surplus: Yuan = ZERO


@dataclass(frozen=True, slots=True)
class Owed:
    """What one debt comes to on a day. Amounts in yuan, each with its derivation."""

    debt: str
    on: date
    parts: Mapping[Part, Explained[Yuan]] = field(default_factory=dict)
    """The parts the terms settle, zeros left out."""
    open: tuple[Open, ...] = ()
    """The parts the terms do not settle."""
    not_yet_due: Explained[Yuan] | None = None
    """Principal of later instalments, as the creditor states it; not in ``parts``."""
    items: tuple[DueItem, ...] = ()
    """Unpaid amounts, oldest first."""
    oldest_unpaid_due: date | None = None
    paid: tuple[Allocated, ...] = ()
    surplus: Yuan = ZERO
    """Paid beyond everything due; nothing else is owed while it is above zero."""

    def amount(self, part: Part) -> Yuan:
        """The settled amount of ``part``; 0.00 when there is none."""
        found = self.parts.get(part)
        return found.value if found else ZERO

    @property
    def total(self) -> Yuan:
        """The sum of the settled parts: the least that is owed."""
        return sum((part.value for part in self.parts.values()), ZERO)

    @property
    def overdue(self) -> Yuan:
        """The same as ``total`` less what falls due on this very day."""
        return self.total - sum((item.left for item in self.items if item.due >= self.on), ZERO)

    @property
    def complete(self) -> bool:
        """Whether every part is settled, so that ``total`` is the whole."""
        return not self.open


def owed(debt: DebtFacts, on: date) -> Owed:
    """What ``debt`` comes to at the end of the day ``on``."""
    raise NotImplementedError
