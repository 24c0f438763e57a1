"""What is owed on a day, part by part, by the terms of the contract (docs/rules/ledger.md).

Where the terms leave several possibilities, each is replayed: a part on which all
agree is settled, any other is open, with the range it leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final, get_args

from qinghuan.debts.changes import Accruing, MoneyDrawn
from qinghuan.debts.engine import Item
from qinghuan.debts.entries import Part
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.penalty import NO_RATE, Penalty, contract_rate, possible
from qinghuan.debts.replay import Allocated, Book, fee_base, fee_of, replay, stated_rest
from qinghuan.debts.working import exact, rate_words
from qinghuan.explained import Explained, Input
from qinghuan.money import ZERO, Yuan, as_decimal, total
from qinghuan.policy.products import product
from qinghuan.words import Parameter, Text

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
    """The smallest amount among the possibilities somebody names; else what is sure."""
    high: Explained[Yuan] | None = None
    """The largest among them; None when nobody names one: the upper end is then not known."""
    says: Text | None = None
    """How far the range can be trusted."""


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
    """Principal of later instalments, as drawn or as the creditor states it; not in ``parts``."""
    running: Explained[Yuan] | None = None
    """Interest of the running period, not due yet; not in ``parts``."""
    items: tuple[Item, ...] = ()
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
        return self.book.surplus if self.book else ZERO


def owed(debt: DebtFacts, on: date) -> Owed:
    """What ``debt`` comes to at the end of the day ``on``."""
    found = possible(debt)
    books = [replay(debt, penalty, on) for penalty in found.penalties]
    floor = [] if found.rate_known else [replay(debt, none, on) for none in found.none]
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
        not_yet_due=_not_yet_due(debt, cheapest),
        running=_running(debt, cheapest),
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
    about = _missing(debt, part, every)
    least = min(book.left(part) for book in every)
    ranked = sorted(books, key=lambda book: book.left(part))
    named = bool(ranked)
    sure = Explained(least, Text("debts.formula.without_penalty", amount=least))
    bound = "between" if about not in _RATES else "named" if named else "no_upper"
    return Open(
        part=part,
        about=about,
        question=Text(f"debts.ask.{about}"),
        least=least,
        low=explained(debt, ranked[0], part) if named else sure,
        high=explained(debt, ranked[-1], part) if named else None,
        says=Text(f"debts.open.{bound}"),
    )


def _missing(debt: DebtFacts, part: Part, every: Sequence[Book]) -> str:
    """The term that leaves ``part`` open."""
    known = contract_rate(debt) is not None
    told = [book for book in every if known or book.penalty.rate == NO_RATE]
    for about in ("penalty_base", "interest_free", "day_count"):
        groups: dict[Penalty, set[Yuan]] = {}
        for book in told:
            alike = _alike(book.penalty, about)
            groups.setdefault(alike, set()).add(book.left(part))
        if any(len(amounts) > 1 for amounts in groups.values()):
            return about
    return _rate_missing(debt)


def _rate_missing(debt: DebtFacts) -> str:
    """The rate to be asked for: the contract's where the penalty is a multiple of it."""
    terms = debt.terms
    by_factor = terms.penalty_factor is not None and terms.penalty_rate is None
    return "rate" if by_factor and terms.rate is None else "penalty_rate"


_RATES: Final = ("rate", "penalty_rate")


def _alike(penalty: Penalty, about: str) -> Penalty:
    """``penalty`` with nothing said of ``about``, so that only that term tells two apart."""
    if about == "penalty_base":
        return penalty.on("overdue_principal")
    if about == "interest_free":
        return replace(penalty, interest_free=False)
    return replace(penalty, count="actual/365", rate=NO_RATE)


def _charges_in_doubt(debt: DebtFacts, book: Book) -> Iterator[Open]:
    """Charges that the terms may hold and this replay cannot settle."""
    if debt.terms.rate is None and (book.carried or _interest_unknown(debt, book.on)):
        yield Open("interest", "rate", Text("debts.ask.rate"))
    if debt.terms.instalment_fee is not None and fee_base(debt) is None:
        yield Open("instalment_fee", "instalment_fee", Text("debts.ask.instalment_fee"))
    if not book.stretches:
        return
    terms = debt.terms
    minimum_known = (
        terms.minimum_payment is not None
        or terms.minimum_share is not None
        or all(due.minimum is not None for due in debt.due)
    )
    share_known = debt.terms.late_fee_rate is not None
    if share_known and not minimum_known:
        yield Open("late_fee", "minimum_payment", Text("debts.ask.minimum_payment"))
    if not share_known and "late_fee_rate" in product(debt.disclosed.product).asks:
        yield Open("late_fee", "late_fee_rate", Text("debts.ask.late_fee_rate"))


def _interest_unknown(debt: DebtFacts, on: date) -> bool:
    """Whether interest on drawn money fell due that nobody states and no rate gives."""
    drawn = any(isinstance(fact, MoneyDrawn) and fact.on <= on for fact in debt.changes)
    return drawn and any(due.interest is None and due.on <= on for due in debt.due)


def _not_yet_due(debt: DebtFacts, book: Book) -> Explained[Yuan] | None:
    drawn = [fact for fact in debt.changes if isinstance(fact, MoneyDrawn) and fact.on <= book.on]
    if drawn:
        amount = book.not_yet_due("principal")
        words = Text("debts.formula.not_yet_due_drawn", amount=amount)
        entries = tuple(fact.id for fact in drawn)
        return Explained(amount, words, entries=entries) if amount else None
    if book.carried:
        entries = tuple(fact.id for fact in debt.due if fact.on <= book.on)
        formula = Text("debts.formula.carried", amount=book.carried)
        return Explained(book.carried, formula, entries=entries)
    amount = stated_rest(debt, book.on)
    claim = next((claim for claim in reversed(debt.claims) if claim.on <= book.on), None)
    if not amount or claim is None:
        return None
    formula = Text("debts.formula.not_yet_due", amount=amount, day=claim.on)
    return Explained(amount, formula, entries=(claim.id,))


def _running(debt: DebtFacts, book: Book) -> Explained[Yuan] | None:
    amount = book.not_yet_due("interest")
    if not amount:
        return None
    formula = Text("debts.formula.running_interest", amount=amount)
    return Explained(amount, formula, entries=(debt.terms_entry,))


def explained(debt: DebtFacts, book: Book, part: Part) -> Explained[Yuan]:
    """What ``book`` gives for ``part``, with the way to it."""
    inputs: dict[str, Input] = {}
    if part == book.penalty.part:
        inputs |= {"accrued": accrued(debt, book)}
    inputs |= _fell_due(debt, book, part)
    if part == book.penalty.compound_part and book.penalty.compounding != "none":
        inputs |= {"compounded": compounded(debt, book)}
    payments = [one for one in book.allocated if one.parts.get(part)]
    for one in payments:
        inputs[f"paid {one.on.isoformat()}"] = one.parts[part]
    sources = [one.order.source for one in payments if one.order.source]
    return Explained(
        value=book.left(part),
        formula=_part_formula(book, part),
        inputs=inputs,
        parameters=tuple({source.name: source for source in sources}.values()),
        entries=_entries(debt, part, book),
    )


def _fell_due(debt: DebtFacts, book: Book, part: Part) -> dict[str, Input]:
    """What fell due of ``part``, bill by bill, where the bills alone brought it in."""
    found: dict[str, Yuan] = {}
    for place, due in enumerate(debt.due):
        stated: dict[Part, Yuan] = {
            "principal": due.principal,
            "interest": due.interest or ZERO,
            "instalment_fee": fee_of(debt, place),
        }
        if due.on <= book.on and stated.get(part):
            found[due.id] = stated[part]
    days = _stretches(book, "interest") if part == "interest" else {}
    if total(found.values()) != book.charged(part):
        return days
    return {
        f"due {due.on.isoformat()} {due.id}": Text(
            "debts.formula.fell_due", day=due.on, amount=found[due.id]
        )
        for due in debt.due
        if due.id in found
    }


def _part_formula(book: Book, part: Part) -> Text:
    amounts: dict[str, Yuan] = {"charged": book.charged(part)}
    if not book.paid(part) and not book.waived(part):
        return Text("debts.formula.charged", **amounts)
    amounts |= {"paid": book.paid(part), "left": book.left(part)}
    if not book.waived(part):
        return Text("debts.formula.part", **amounts)
    return Text("debts.formula.part_waived", waived=book.waived(part), **amounts)


def _entries(debt: DebtFacts, part: Part, book: Book) -> tuple[str, ...]:
    due = tuple(fact.id for fact in debt.due if fact.on <= book.on)
    payments = tuple(
        source for one in book.allocated if one.parts.get(part) for source in one.payment.sources
    )
    changed = tuple(fact.id for fact in debt.changes if fact.on <= book.on)
    grows = {"late_fee", book.penalty.part, book.penalty.compound_part}
    terms = (debt.terms_entry,) if part in grows else ()
    return tuple(dict.fromkeys((*due, *changed, *terms, *payments)))


def accrued(debt: DebtFacts, book: Book) -> Explained[Yuan]:
    """The penalty since the beginning: base × days × rate, added up, rounded once."""
    rate = book.penalty.rate
    return Explained(
        value=book.accrued,
        formula=_penalty_formula(book),
        inputs=_stretches(book, "penalty_interest"),
        parameters=(rate.source,) if rate.source else (),
        entries=tuple(fact.id for fact in debt.due if fact.on <= book.on)
        + ((rate.entry,) if rate.entry else ()),
    )


def compounded(debt: DebtFacts, book: Book) -> Explained[Yuan]:
    """What overdue interest itself bore (复利), by the clause in the contract."""
    amount = book.account.accrued.get("compound_interest", ZERO) if book.account else ZERO
    formula = Text(f"debts.formula.compounded.{book.penalty.compounding}", amount=amount)
    stretches = _stretches(book, "compound_interest")
    return Explained(amount, formula, stretches, entries=(debt.terms_entry,))


def _stretches(book: Book, kind: Accruing) -> dict[str, Input]:
    """The days on which something was borne, each run with base × rate × days, and their sum."""
    every = book.account.stretches if book.account else ()
    bearing = [one for one in every if one.part == kind and one.base]
    found: dict[str, Input] = {
        f"{one.first.isoformat()}/{one.last.isoformat()}": Text(
            "debts.formula.stretch_product",
            first=one.first,
            last=one.last,
            days=one.days,
            counted=exact(one.weight) if one.weight != one.days else one.days,
            base=one.base,
            rate=rate_words(one, book),
            exact=exact(one.exact),
        )
        for one in bearing
    }
    if bearing:
        posted = book.account.accrued.get(kind, ZERO) if book.account else ZERO
        whole = exact(sum((one.exact for one in bearing), Fraction(0)))
        found["sum"] = Text("debts.formula.rounded_once", exact=whole, amount=posted)
    return found


def _penalty_formula(book: Book) -> Text:
    bearing = [stretch for stretch in book.stretches if stretch.base]
    days = sum(stretch.days for stretch in bearing)
    values: dict[str, Parameter] = {"days": days, "amount": book.accrued}
    if len({stretch.rate for stretch in bearing}) > 1:
        return Text("debts.formula.penalty_rates", **values)
    words = book.penalty.rate.words
    if bearing and bearing[0].rate != book.penalty.rate.value:
        words = Text("debts.rate.day", rate=as_decimal(bearing[0].rate).normalize())
    if len({stretch.base for stretch in bearing}) == 1:
        return Text("debts.formula.penalty", base=bearing[0].base, rate=words, **values)
    return Text("debts.formula.penalty_changing", rate=words, **values)
