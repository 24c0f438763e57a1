"""What folding gives of each debt: its terms, what fell due, what was paid, what is claimed.

A repayment that a bill shows as done counts as a payment, once: a recorded
:class:`~qinghuan.debts.entries.PaymentMade` that names the line, or has its day and
amount, is the same payment. What the creditor has credited plays no part here; that
is a question for :mod:`qinghuan.debts.reconcile`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from qinghuan.contact.entries import Act, ContactMade, CourtPaperReceived
from qinghuan.debts.changes import (
    Assigned,
    ChargeMade,
    DebtChanged,
    MoneyDrawn,
    PaymentReversed,
    PurchaseRefunded,
    Reaged,
    ReliefGranted,
)
from qinghuan.debts.entries import (
    AmountFellDue,
    ClaimReceived,
    DebtDisclosed,
    OfDebt,
    Part,
    PaymentFailed,
    PaymentMade,
    Terms,
    TermsLearned,
)
from qinghuan.debts.people import PersonInvolved
from qinghuan.errors import Problem
from qinghuan.household.bills import NO_BILLS, BillSums, DebtLine
from qinghuan.imports.entries import LinesSorted
from qinghuan.journal.fact import Fact
from qinghuan.money import Yuan
from qinghuan.words import Text

Change: TypeAlias = (
    MoneyDrawn | ChargeMade | ReliefGranted | DebtChanged | PurchaseRefunded | PaymentReversed
)


@dataclass(frozen=True, slots=True)
class Payment:
    """One repayment that went through, whoever showed it."""

    on: date
    amount: Yuan
    entry: str
    """Id of the recorded fact; empty when only the bill shows it."""
    line: str
    """Id of the bill line; empty when no bill shows it."""
    allocation: tuple[Part, ...] = ()
    """The order agreed for this payment, if any."""
    prepay: bool = False
    """Whether what is left of it repays principal that is not due yet."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The entry and the bill line it rests on."""
        return tuple(source for source in (self.entry, self.line) if source)


@dataclass(frozen=True, slots=True)
class Interruption:
    """Something known that starts the period of limitation anew."""

    on: date
    act: Act | Literal["part_payment"]
    entry: str
    """Id of the recorded fact, or of the bill line that shows the payment."""


@dataclass(frozen=True, slots=True)
class DebtFacts:
    """Everything recorded about one debt, each list in effective order."""

    id: str
    disclosed: DebtDisclosed
    terms: Terms
    """As last learned."""
    terms_entry: str
    """Id of the entry in which these terms stand."""
    due: tuple[AmountFellDue, ...] = ()
    payments: tuple[Payment, ...] = ()
    failed: tuple[PaymentFailed, ...] = ()
    claims: tuple[ClaimReceived, ...] = ()
    changes: tuple[Change, ...] = ()
    """Money drawn, charges, relief, changes, refunds and payments taken back."""
    acts: tuple[Interruption, ...] = ()
    """What else than a payment starts the period of limitation anew."""
    people: tuple[PersonInvolved, ...] = ()
    """Who else stands beside it."""
    lines: tuple[DebtLine, ...] = ()
    """The bill lines that draw, repay, or tried to repay this debt."""

    @property
    def claim(self) -> ClaimReceived | None:
        """The latest claim; None when the creditor has stated nothing yet."""
        return self.claims[-1] if self.claims else None

    @property
    def started(self) -> tuple[MoneyDrawn | ChargeMade, ...]:
        """What else than a bill puts something into the ledger."""
        return tuple(fact for fact in self.changes if isinstance(fact, MoneyDrawn | ChargeMade))

    @property
    def first_due(self) -> date | None:
        """The first due date recorded; what was paid before it settled earlier bills."""
        return min((due.on for due in self.due), default=None)


def fold_debts(
    facts: Sequence[Fact], bills: BillSums = NO_BILLS
) -> tuple[tuple[DebtFacts, ...], list[Problem]]:
    """Every disclosed debt with what happened to it, and the facts that found no debt.

    ``facts`` stand in effective order, corrections already applied; the debts come
    in the order in which they were disclosed.
    """
    disclosed = [fact for fact in facts if isinstance(fact, DebtDisclosed)]
    happened: dict[str, list[OfDebt]] = {debt.id: [] for debt in disclosed}
    of_debts = [fact for fact in facts if isinstance(fact, OfDebt)]
    for fact in of_debts:
        if fact.debt in happened:
            happened[fact.debt].append(fact)
    linked = linked_lines(disclosed, bills, facts)
    acts = interruptions(facts)
    folded = tuple(
        replace(_folded(debt, happened[debt.id], linked[debt.id]), acts=acts.get(debt.id, ()))
        for debt in disclosed
    )
    return folded, [*_strays(of_debts, happened), *_words_named_twice(disclosed)]


def linked_lines(
    debts: Sequence[DebtDisclosed], bills: BillSums, facts: Iterable[Fact] = ()
) -> dict[str, list[DebtLine]]:
    """The bill lines of each debt, by id of the debt.

    A person's decision about a line wins; else the debt that names the line's credit
    word, or is the only one of that product. A word that two debts name links nothing.
    """
    sorted_by_hand = {
        decision.line: None if decision.left_out else decision.debt
        for fact in facts
        if isinstance(fact, LinesSorted)
        for decision in fact.decisions
        if decision.left_out or decision.debt
    }
    owners = _owners(debts)
    linked: dict[str, list[DebtLine]] = {debt.id: [] for debt in debts}
    for line in sorted(bills.debt_lines, key=lambda line: (line.on, line.id)):
        owner = sorted_by_hand.get(line.id, owners.get(line.debt_hint))
        if owner in linked:
            linked[owner].append(line)
    return linked


def _owners(debts: Sequence[DebtDisclosed]) -> dict[str, str]:
    """The one debt each credit word belongs to."""
    named = Counter(word for debt in debts for word in debt.lines)
    products = Counter(debt.product for debt in debts)
    by_product = {
        debt.product: debt.id
        for debt in debts
        if products[debt.product] == 1 and not named[debt.product]
    }
    return by_product | {word: debt.id for debt in debts for word in debt.lines if named[word] == 1}


def interruptions(facts: Iterable[Fact]) -> dict[str, tuple[Interruption, ...]]:
    """By debt, in order: what contacts, papers of a court and changes of the debt did."""
    found: dict[str, list[Interruption]] = {}
    for fact in facts:
        for debt, act in _done_by(fact):
            on = fact.received_on if isinstance(fact, CourtPaperReceived) else fact.on
            found.setdefault(debt, []).append(Interruption(on, act, fact.id))
    return {
        debt: tuple(sorted(acts, key=lambda one: (one.on, one.act))) for debt, acts in found.items()
    }


def _done_by(fact: Fact) -> Iterable[tuple[str, Act]]:
    if isinstance(fact, ContactMade) and fact.debt:
        return [(fact.debt, act) for act in fact.acts]
    if isinstance(fact, CourtPaperReceived) and fact.debt and fact.paper != "unclear":
        return [(fact.debt, "suit_or_arbitration")]
    if isinstance(fact, DebtChanged) and isinstance(fact.change, Assigned):
        return [(fact.debt, "assignment_notice")]
    if isinstance(fact, DebtChanged) and isinstance(fact.change, Reaged):
        return [(fact.debt, "instalment_payment")]
    return []


def _folded(debt: DebtDisclosed, happened: Sequence[OfDebt], lines: list[DebtLine]) -> DebtFacts:
    terms, entry = debt.terms, debt.id
    for fact in happened:
        if isinstance(fact, TermsLearned):
            terms, entry = fact.terms, fact.id
    made = [fact for fact in happened if isinstance(fact, PaymentMade)]
    return DebtFacts(
        id=debt.id,
        disclosed=debt,
        terms=terms,
        terms_entry=entry,
        due=tuple(fact for fact in happened if isinstance(fact, AmountFellDue)),
        payments=_payments(made, lines),
        failed=tuple(fact for fact in happened if isinstance(fact, PaymentFailed)),
        claims=tuple(fact for fact in happened if isinstance(fact, ClaimReceived)),
        changes=tuple(fact for fact in happened if isinstance(fact, Change)),
        people=tuple(fact for fact in happened if isinstance(fact, PersonInvolved)),
        lines=tuple(lines),
    )


def _payments(made: Iterable[PaymentMade], lines: Iterable[DebtLine]) -> tuple[Payment, ...]:
    """Recorded payments and those only a bill shows, each once."""
    repaid = [line for line in lines if line.kind == "debt_repay" and line.status == "done"]
    payments = []
    for fact in made:
        shown = next((line for line in repaid if _same(fact, line)), None)
        if shown is not None:
            repaid.remove(shown)
        line = shown.id if shown else fact.line
        payments.append(Payment(fact.on, fact.amount, fact.id, line, fact.allocation, fact.prepay))
    payments += [Payment(line.on, line.amount, "", line.id) for line in repaid]
    return tuple(sorted(payments, key=lambda payment: (payment.on, payment.amount)))


def _same(fact: PaymentMade, line: DebtLine) -> bool:
    if fact.line:
        return fact.line == line.id
    return fact.on == line.on and fact.amount == line.amount


def _strays(facts: Iterable[OfDebt], known: Container[str]) -> list[Problem]:
    return [
        Problem(
            code="debts.unknown_debt",
            what=Text("debts.problem.unknown_debt", kind=Text(f"debts.kind.{fact.KIND}")),
            where=fact.id,
            mend=Text("debts.mend.unknown_debt"),
        )
        for fact in facts
        if fact.debt not in known
    ]


def _words_named_twice(debts: Sequence[DebtDisclosed]) -> list[Problem]:
    named = Counter(word for debt in debts for word in debt.lines)
    return [
        Problem(
            code="debts.word_named_twice",
            what=Text("debts.problem.word_named_twice", word=word),
            where=next(debt.id for debt in debts if word in debt.lines),
            mend=Text("debts.mend.word_named_twice"),
            severity="warning",
        )
        for word, count in sorted(named.items())
        if count > 1
    ]
