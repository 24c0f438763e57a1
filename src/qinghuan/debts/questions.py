"""The questions to the creditor: one for each difference and each unknown term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from qinghuan.debts.changes import MoneyDrawn
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed
from qinghuan.debts.penalty import day_counts, interest_free_ways
from qinghuan.debts.reconcile import Comparison
from qinghuan.money import as_decimal, total
from qinghuan.policy.products import product
from qinghuan.words import Text

_IMPLIED_PLACES: Final = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Question:
    """One plain question, and what it is about (``penalty_rate``, ``charged_twice``)."""

    about: str
    asks: Text


def questions(debt: DebtFacts, owed: Owed, comparison: Comparison) -> tuple[Question, ...]:
    """What to ask the creditor of ``debt``; differences first, then unknown terms."""
    asked = [
        *(Question(found.kind, found.question) for found in comparison.findings),
        *_unknown_terms(debt, owed),
        *_implied_rate(owed, comparison),
        *_statement(comparison),
    ]
    return tuple(dict.fromkeys(asked))


def _unknown_terms(debt: DebtFacts, owed: Owed) -> Iterator[Question]:
    for gap in owed.open:
        yield Question(gap.about, gap.question)
    if not debt.due and debt.claim is None:
        yield Question("due_date", Text("debts.ask.due_date"))
    yield from _terms_that_matter(debt)
    if not debt.disclosed.creditor:
        yield Question("creditor", Text("debts.ask.creditor"))


def _terms_that_matter(debt: DebtFacts) -> Iterator[Question]:
    """Unknown terms that make a difference to this product."""
    asks = product(debt.disclosed.product).asks
    drawn = any(isinstance(fact, MoneyDrawn) for fact in debt.changes)
    if "allocation" in asks and not debt.terms.allocation:
        yield Question("allocation", Text("debts.ask.allocation"))
    if "rate" in asks and drawn and debt.terms.rate is None:
        yield Question("rate", Text("debts.ask.rate"))
    if len(day_counts(debt)) > 1:
        yield Question("day_count", Text("debts.ask.day_count"))
    if len(interest_free_ways(debt)) > 1:
        yield Question("interest_free", Text("debts.ask.interest_free"))
    if debt.claim and debt.claim.not_yet_due:
        yield from _terms_of_instalments(debt)


def _terms_of_instalments(debt: DebtFacts) -> Iterator[Question]:
    """Unknown terms that matter where later instalments are still to come."""
    terms, form = debt.terms, product(debt.disclosed.product).form
    if terms.early_settlement is None:
        yield Question("early_settlement", Text("debts.ask.early_settlement"))
    if terms.acceleration is None:
        yield Question("acceleration", Text("debts.ask.acceleration"))
    silent = any(due.instalment_fee is None for due in debt.due)
    if silent and terms.instalment_fee is None and "instalment" in form:
        yield Question("instalment_fee", Text("debts.ask.instalment_fee"))


def _implied_rate(owed: Owed, comparison: Comparison) -> Iterator[Question]:
    """The daily rate the claimed penalty comes to, where the terms do not say one."""
    claim, book = comparison.claim, comparison.owed.book
    if claim is None or book is None or all(gap.about != "penalty_rate" for gap in owed.open):
        return
    claimed = total(line.amount for line in claim.lines if line.part == book.penalty.part)
    base = sum((Fraction(one.base) * one.days for one in book.stretches), Fraction(0))
    if claimed and base:
        rate = as_decimal(Fraction(claimed) / base).quantize(_IMPLIED_PLACES)
        yield Question("implied_rate", Text("debts.ask.implied_rate", amount=claimed, rate=rate))


def _statement(comparison: Comparison) -> Iterator[Question]:
    if comparison.claim is None:
        yield Question("statement", Text("debts.ask.statement"))
    elif not comparison.claim.lines and comparison.claim.total:
        yield Question("parts", Text("debts.ask.parts"))
