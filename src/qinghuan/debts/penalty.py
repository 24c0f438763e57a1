"""What an overdue day costs: the contract's penalty, or the possibilities when it is not known.

The contract wins. Without a known rate nothing is assumed: the rates somebody names
(the contract's ordinary rate, the rate the creditor shows, a verified figure for the
product) become possibilities, and the result a range (docs/rules/ledger.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from qinghuan import policy
from qinghuan.debts.entries import Compounding, Part, PenaltyBase, Terms
from qinghuan.debts.events import BASES
from qinghuan.debts.facts import DebtFacts
from qinghuan.policy import Sourced
from qinghuan.policy.products import product
from qinghuan.words import Text

DAYS_A_YEAR: Final = 365
MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class DailyRate:
    """A rate a day, exact, with the words for it and who named it."""

    value: Fraction
    words: Text
    entry: str = ""
    """Id of the entry that states it; empty when a parameter does."""
    source: Sourced | None = None


NO_RATE: Final = DailyRate(Fraction(0), Text("debts.rate.none"))


@dataclass(frozen=True, slots=True)
class Penalty:
    """One way in which overdue days are charged."""

    rate: DailyRate
    base: PenaltyBase
    grace: int = 0
    """Days after the due day that are not counted; without a clause there are none."""
    part: Literal["penalty_interest", "interest"] = "penalty_interest"
    bearing: frozenset[Part] = BASES["overdue_principal"]
    """The parts on which it is computed."""
    rounded_daily: bool = False
    """Whether each day is rounded to the fen, as some lenders do; the terms never give it."""
    compounding: Compounding = "none"
    """Whether overdue interest bears the penalty too (复利); only where a clause says so."""
    compound_part: Part = "compound_interest"
    """The part under which it is posted."""

    def on(self, base: PenaltyBase) -> Penalty:
        """The same penalty on another base."""
        return replace(self, base=base, bearing=BASES[base])


@dataclass(frozen=True, slots=True)
class Possible:
    """The penalties that can be meant; exactly one when the terms say it."""

    penalties: tuple[Penalty, ...]
    none: Penalty
    """The same debt without any penalty: the floor where no rate is known."""
    rate_known: bool


def possible(debt: DebtFacts) -> Possible:
    """Every penalty the terms of ``debt`` allow for."""
    known = contract_rate(debt)
    rates = (known,) if known else tuple(_rates_named(debt))
    bases = (debt.terms.penalty_base,) if debt.terms.penalty_base else tuple(BASES)
    part: Literal["penalty_interest", "interest"] = (
        "interest" if _keeps_bearing_interest(debt) else "penalty_interest"
    )
    grace = debt.terms.grace_days or 0
    plain = Penalty(NO_RATE, bases[0], grace, part, compounding=debt.terms.compounding or "none")
    penalties = tuple(replace(plain, rate=rate).on(base) for rate in rates for base in bases)
    return Possible(penalties, plain, known is not None)


def contract_rate(debt: DebtFacts) -> DailyRate | None:
    """The rate of an overdue day by the contract; None when the terms known do not say it."""
    terms, entry = debt.terms, debt.terms_entry
    if terms.penalty_rate is not None:
        words = Text("debts.rate.day", rate=terms.penalty_rate)
        return DailyRate(Fraction(terms.penalty_rate), words, entry)
    ordinary = ordinary_rate(terms, entry)
    if ordinary is None:
        return None
    if terms.penalty_factor is not None:
        words = Text("debts.rate.factor", rate=ordinary.words, factor=terms.penalty_factor)
        return DailyRate(ordinary.value * Fraction(terms.penalty_factor), words, entry)
    return ordinary if _keeps_bearing_interest(debt) else None


def ordinary_rate(terms: Terms, entry: str) -> DailyRate | None:
    """The contract rate as a rate a day: a year has 365 days, a month a twelfth of a year."""
    if terms.rate is None:
        return None
    value = daily(terms.rate, terms.rate_per)
    return DailyRate(value, Text(f"debts.rate.{terms.rate_per}", rate=terms.rate), entry)


def daily(rate: Decimal, per: Literal["day", "month", "year"]) -> Fraction:
    """``rate`` as a rate a day, exact: a year has 365 days, a month a twelfth of a year."""
    days = {"day": Fraction(1), "month": Fraction(DAYS_A_YEAR, MONTHS_A_YEAR)}
    return Fraction(rate) / days.get(per, Fraction(DAYS_A_YEAR))


def rate_shown(debt: DebtFacts) -> DailyRate | None:
    """The yearly rate the creditor's latest statement shows, as a rate a day."""
    claim = debt.claim
    if claim is None or claim.annual_rate_shown is None:
        return None
    words = Text("debts.rate.year", rate=claim.annual_rate_shown)
    return DailyRate(Fraction(claim.annual_rate_shown) / DAYS_A_YEAR, words, claim.id)


def rate_of_product(debt: DebtFacts) -> DailyRate | None:
    """A verified rate seen for the product, if any; the person's contract must confirm it."""
    kind, ordinary = product(debt.disclosed.product), ordinary_rate(debt.terms, debt.terms_entry)
    if found := _seen(kind.daily_seen, debt.first_due):
        words = Text("debts.rate.day", rate=found.decimal)
        return DailyRate(Fraction(found.decimal), words, source=found)
    if ordinary and (found := _seen(kind.surcharge_seen, debt.first_due)):
        factor = 1 + found.decimal
        words = Text("debts.rate.factor", rate=ordinary.words, factor=factor)
        return DailyRate(ordinary.value * Fraction(factor), words, ordinary.entry, found)
    return None


def _seen(name: str, on: date | None) -> Sourced | None:
    found = policy.look_up(name, on) if name and on else None
    return found if isinstance(found, Sourced) else None


def _rates_named(debt: DebtFacts) -> Iterator[DailyRate]:
    named = (
        ordinary_rate(debt.terms, debt.terms_entry),
        rate_shown(debt),
        rate_of_product(debt),
    )
    seen: set[Fraction] = set()
    for rate in named:
        if rate is not None and rate.value not in seen:
            seen.add(rate.value)
            yield rate


def _keeps_bearing_interest(debt: DebtFacts) -> bool:
    """Credit cards go on charging their ordinary interest, unless the terms say otherwise."""
    own = debt.terms.penalty_rate is not None or debt.terms.penalty_factor is not None
    return product(debt.disclosed.product).overdue == "interest" and not own
