"""What several papers show of an agreement: its rows, and how far payments have covered them.

Payments from the day of the agreement on are set against its rows in their order. That is the
person's own reckoning: how the creditor books a payment the creditor says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qinghuan.agreement.entries import AgreementReached
from qinghuan.case.debt import DebtAssessment
from qinghuan.debts.entries import Part
from qinghuan.debts.facts import Payment
from qinghuan.documents.paper import Line, Run, Table, Words, run
from qinghuan.documents.shared import joined_names, money
from qinghuan.documents.subject import Subject
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, Yuan, total
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Kept:
    """One row of an agreement and what was paid towards it. Yuan."""

    n: int
    due: date
    amount: Yuan
    paid: Yuan

    @property
    def left(self) -> Yuan:
        """What is still to be paid of it."""
        return self.amount - self.paid


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What the creditor gave up, by the name on its own statement where that is known."""

    names: tuple[str, ...]
    amount: Yuan


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement as far as both sides know it."""

    on: date
    number: str
    rows: tuple[Kept, ...]
    given_up: tuple[GivenUp, ...]
    cure_days: int | None
    payments: tuple[tuple[date, Yuan], ...]
    """Day and amount of each payment since."""

    @property
    def total(self) -> Yuan:
        """What its rows sum to."""
        return total(row.amount for row in self.rows)

    @property
    def paid(self) -> Yuan:
        """What payments have covered."""
        return total(row.paid for row in self.rows)

    @property
    def left(self) -> Yuan:
        """What is still to be paid."""
        return self.total - self.paid

    @property
    def open(self) -> tuple[Kept, ...]:
        """The rows of which something is still to be paid."""
        return tuple(row for row in self.rows if row.left > ZERO)


def agreement_of(subject: Subject) -> AgreementReached:
    """What was agreed. Raises :class:`RuleError` without: then there is no such paper."""
    if subject.agreement is None:
        raise RuleError("this paper needs an agreement")
    return subject.agreement


def agreed(agreement: AgreementReached, debt: DebtAssessment, today: date) -> Agreed:
    """``agreement`` about ``debt`` with what was paid until ``today``."""
    since = [one for one in debt.facts.payments if agreement.on <= one.on <= today]
    return Agreed(
        on=agreement.on,
        number=agreement.number,
        rows=tuple(_covered(agreement, since)),
        given_up=tuple(GivenUp(_names(debt, one.part), one.amount) for one in agreement.waived),
        cure_days=agreement.cure_days,
        payments=tuple((one.on, one.amount) for one in since),
    )


def _covered(agreement: AgreementReached, payments: Sequence[Payment]) -> Iterator[Kept]:
    rest = total(one.amount for one in payments)
    for n, row in enumerate(sorted(agreement.rows, key=lambda one: one.due), start=1):
        paid = min(rest, row.amount)
        rest -= paid
        yield Kept(n, row.due, row.amount, paid)


def _names(debt: DebtAssessment, part: Part) -> tuple[str, ...]:
    return next((one.names for one in debt.comparison.parts if one.part == part), ())


def agreement_words(found: Agreed) -> Words:
    """The agreement by its day, and its number where it bears one."""
    if found.number:
        return Text("letters.agreed.numbered", day=found.on, number=found.number)
    return Text("letters.agreed.plain", day=found.on)


def given_up_words(one: GivenUp) -> Text:
    """One thing given up, with its amount."""
    names = joined_names(one.names) if one.names else Text("letters.agreed.item")
    return Text("letters.agreed.given_up", names=names, amount=one.amount)


def kept_table(found: Agreed) -> Table:
    """Each row with what was paid towards it; the last row sums."""
    agreed_source, paid_source = agreement_words(found), Text("letters.agreed.payments_source")
    heads: tuple[tuple[str, Words | None], ...] = (
        ("number", None), ("due", None), ("amount", agreed_source), ("paid", paid_source),
        ("left", paid_source), ("state", None),
    )  # fmt: skip
    return Table(
        header=tuple(Run(Text(f"letters.agreed.{key}"), source) for key, source in heads),
        rows=tuple(
            (
                run(str(row.n)),
                run(Text("documents.day", day=row.due)),
                money(row.amount, None),
                money(row.paid, None),
                money(row.left, None),
                _state(row),
            )
            for row in found.rows
        ),
        align=("center", "center", "right", "right", "right", "center"),
        widths=(2, 6, 5, 5, 5, 4),
        total=(
            run(Text("documents.total")),
            run(""),
            money(found.total, None),
            money(found.paid, None),
            money(found.left, None),
            run(""),
        ),
    )


def _state(row: Kept) -> Line:
    state = "paid" if row.left <= ZERO else "part" if row.paid > ZERO else "open"
    return run(Text(f"letters.agreed.state.{state}"))
