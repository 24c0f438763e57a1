"""What is owed on a day, part by part, by the terms of the contract (docs/rules/ledger.md).

Where the terms leave several possibilities, each is replayed: a part on which all
agree is settled, any other is open, with the range it leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from qinghuan.debts.entries import Part
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.penalty import possible
from qinghuan.debts.replay import Allocated, Book, DueItem, not_yet_due, replay
from qinghuan.explained import Explained, Input
from qinghuan.money import ZERO, Yuan, total
from qinghuan.words import Text

PARTS: tuple[Part, ...] = get_args(Part)


@dataclass(frozen=True, slots=True)
class Open:
    """A part that the known terms do not settle: never guessed, always asked."""

    part: Part
    about: str
    """The term that is missing (``penalty_rate``)."""
    question: Text
    least: Yuan = ZERO
    """What is owed of it whatever the missing term says."""
    low: Explained[Yuan] | None = None
    """The smallest amount among the possibilities somebody names; None when nobody does."""
    high: Explained[Yuan] | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """What one debt comes to at the end of a day. Yuan, each figure with its derivation."""

    debt: str
    on: date
    parts: Mapping[Part, Explained[Yuan]] = field(default_factory=dict)
    """The parts the terms settle; zeros left out."""
    open: tuple[Open, ...] = ()
    """The parts the terms do not settle."""
    not_yet_due: Explained[Yuan] | None = None
    """Principal of later instalments, as the creditor states it; not in ``parts``."""
    items: tuple[DueItem, ...] = ()
    """Unpaid amounts, oldest first."""
    oldest_unpaid_due: date | None = None
    book: Book | None = None
    """The replay behind it (the cheapest one, where parts are open)."""

    def amount(self, part: Part) -> Yuan:
        """What is owed of ``part``: settled, or at least; 0.00 when there is none."""
        found = self.parts.get(part)
        if found is not None:
            return found.value
        return next((gap.least for gap in self.open if gap.part == part), ZERO)

    @property
    def total(self) -> Yuan:
        """The least that is owed: all settled parts, and of the open ones what is sure."""
        return total(self.amount(part) for part in PARTS)

    @property
    def overdue(self) -> Yuan:
        """``total`` less what falls due on this very day."""
        return self.total - total(item.left for item in self.items if item.due >= self.on)

    @property
    def complete(self) -> bool:
        """Whether every part is settled, so that ``total`` is the whole."""
        return not self.open

    @property
    def allocated(self) -> Sequence[Allocated]:
        """Which payment settled which parts."""
        return self.book.allocated if self.book else ()

    @property
    def surplus(self) -> Yuan:
        """Paid beyond everything due so far."""
        return total(rest.amount for rest in self.book.surplus) if self.book else ZERO


def owed(debt: DebtFacts, on: date) -> Owed:
    """What ``debt`` comes to at the end of the day ``on``."""
    found = possible(debt)
    books = [replay(debt, penalty, on) for penalty in found.penalties]
    floor = [] if found.rate_known else [replay(debt, found.none, on)]
    every = [*floor, *books]
    cheapest = min(every, key=lambda book: sum(book.left(part) for part in PARTS))
    sure = found.rate_known or not _bears(cheapest)
    settled = [part for part in PARTS if _agree(every, part, sure=sure)]
    gaps = [_gap(debt, part, books, every) for part in PARTS if part not in settled]
    return Owed(
        debt=debt.id,
        on=on,
        parts={part: explained(debt, cheapest, part) for part in settled if cheapest.left(part)},
        open=(*gaps, *_charges_in_doubt(debt, cheapest)),
        not_yet_due=_not_yet_due(debt, on),
        items=cheapest.items,
        oldest_unpaid_due=min((item.due for item in cheapest.items), default=None),
        book=cheapest,
    )


def _bears(book: Book) -> bool:
    return any(stretch.base for stretch in book.stretches)


def _agree(books: Sequence[Book], part: Part, *, sure: bool) -> bool:
    """Whether ``part`` is the same whatever the missing term says."""
    if not sure and part == _accruing(books):
        return False
    agree = len({book.left(part) for book in books}) == 1
    touched = any(one.parts.get(part) for book in books for one in book.allocated)
    return agree and (sure or not touched or len(books) > 1)


def _accruing(books: Sequence[Book]) -> Part:
    return books[-1].penalty.part


def _gap(debt: DebtFacts, part: Part, books: Sequence[Book], every: Sequence[Book]) -> Open:
    about = "penalty_base" if possible(debt).rate_known else "penalty_rate"
    least = min(book.left(part) for book in every)
    ranked = sorted(books, key=lambda book: book.left(part))
    return Open(
        part=part,
        about=about,
        question=Text(f"debts.ask.{about}"),
        least=least,
        low=explained(debt, ranked[0], part) if ranked else None,
        high=explained(debt, ranked[-1], part) if ranked else None,
    )


def _charges_in_doubt(debt: DebtFacts, book: Book) -> Iterator[Open]:
    """Charges that the terms may hold and this replay cannot settle."""
    if not book.stretches:
        return
    if debt.terms.compounding not in {None, "none"}:
        yield Open("compound_interest", "compounding", Text("debts.ask.compounding"))
    minimum_known = debt.terms.minimum_payment is not None or all(
        due.minimum is not None for due in debt.due
    )
    share_known = debt.terms.late_fee_rate is not None
    if share_known and not minimum_known:
        yield Open("late_fee", "minimum_payment", Text("debts.ask.minimum_payment"))
    if not share_known and debt.disclosed.product == "credit_card":
        yield Open("late_fee", "late_fee_rate", Text("debts.ask.late_fee_rate"))


def _not_yet_due(debt: DebtFacts, on: date) -> Explained[Yuan] | None:
    amount = not_yet_due(debt, on)
    claim = next((claim for claim in reversed(debt.claims) if claim.on <= on), None)
    if not amount or claim is None:
        return None
    formula = Text("debts.formula.not_yet_due", amount=amount, day=claim.on)
    return Explained(amount, formula, entries=(claim.id,))


def explained(debt: DebtFacts, book: Book, part: Part) -> Explained[Yuan]:
    """What ``book`` gives for ``part``, with the way to it."""
    charged, paid, left = book.charged.get(part, ZERO), book.paid(part), book.left(part)
    inputs: dict[str, Input] = {}
    if part == book.penalty.part:
        inputs |= {"accrued": accrued(debt, book)}
    payments = [one for one in book.allocated if one.parts.get(part)]
    for one in payments:
        inputs[f"paid {one.on.isoformat()}"] = one.parts[part]
    sources = [one.order.source for one in payments if one.order.source]
    formula = Text("debts.formula.part", charged=charged, paid=paid, left=left)
    return Explained(
        value=left,
        formula=formula if paid else Text("debts.formula.charged", charged=charged),
        inputs=inputs,
        parameters=tuple({source.name: source for source in sources}.values()),
        entries=_entries(debt, part, book),
    )


def _entries(debt: DebtFacts, part: Part, book: Book) -> tuple[str, ...]:
    due = tuple(fact.id for fact in debt.due if fact.on <= book.on)
    payments = tuple(
        source for one in book.allocated if one.parts.get(part) for source in one.payment.sources
    )
    terms = (debt.terms_entry,) if part in {"late_fee", book.penalty.part} else ()
    return tuple(dict.fromkeys((*due, *terms, *payments)))


def accrued(debt: DebtFacts, book: Book) -> Explained[Yuan]:
    """The penalty since the beginning: base × days × rate, added up, rounded once."""
    rate = book.penalty.rate
    bearing = [stretch for stretch in book.stretches if stretch.base]
    inputs: dict[str, Input] = {
        f"{stretch.first.isoformat()}/{stretch.last.isoformat()}": Text(
            "debts.formula.stretch",
            first=stretch.first,
            last=stretch.last,
            days=stretch.days,
            base=stretch.base,
        )
        for stretch in bearing
    }
    return Explained(
        value=book.accrued,
        formula=_penalty_formula(book),
        inputs=inputs,
        parameters=(rate.source,) if rate.source else (),
        entries=tuple(fact.id for fact in debt.due if fact.on <= book.on)
        + ((rate.entry,) if rate.entry else ()),
    )


def _penalty_formula(book: Book) -> Text:
    rate = book.penalty.rate.words
    bearing = [stretch for stretch in book.stretches if stretch.base]
    days = sum(stretch.days for stretch in bearing)
    amount = book.accrued
    if len({stretch.base for stretch in bearing}) == 1:
        return Text(
            "debts.formula.penalty", base=bearing[0].base, days=days, rate=rate, amount=amount
        )
    return Text("debts.formula.penalty_changing", days=days, rate=rate, amount=amount)
