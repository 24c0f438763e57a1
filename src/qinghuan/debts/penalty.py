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
from qinghuan.debts.changes import MoneyDrawn
from qinghuan.debts.day_counts import days_a_year
from qinghuan.debts.entries import Compounding, DayCount, Part, PenaltyBase, Terms
from qinghuan.debts.events import BASES
from qinghuan.debts.facts import DebtFacts
from qinghuan.policy import Sourced
from qinghuan.policy.products import product
from qinghuan.words import Text

DAYS_A_YEAR: Final = 365
MONTHS_A_YEAR: Final = 12
_PLAIN: Final[DayCount] = "actual/365"
USUAL_COUNTS: Final[tuple[DayCount, ...]] = ("actual/365", "actual/360")
"""What a yearly rate is divided by where nobody says it; banks often take 360."""
_NAMES: Final[dict[DayCount, str]] = {
    "actual/365": "of_365",
    "actual/360": "of_360",
    "30/360": "of_thirty",
    "actual/actual": "of_calendar",
}


@dataclass(frozen=True, slots=True)
class DailyRate:
    """A rate a day, exact, with the words for it and who named it."""

    value: Fraction
    words: Text
    entry: str = ""
    """Id of the entry that states it; empty when a parameter does."""
    source: Sourced | None = None
    count: DayCount = "actual/365"
    """How its days are counted; a rate quoted for a day takes each once."""


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
    count: DayCount = "actual/365"
    """How the days of the ordinary rate are counted."""
    interest_free: bool = False
    """Whether a bill paid in full in time bears no interest."""

    def on(self, base: PenaltyBase) -> Penalty:
        """The same penalty on another base."""
        return replace(self, base=base, bearing=BASES[base])


@dataclass(frozen=True, slots=True)
class Possible:
    """The penalties that can be meant; exactly one when the terms say it."""

    penalties: tuple[Penalty, ...]
    none: tuple[Penalty, ...]
    """The same debt without any penalty: the floor where no rate is known."""
    rate_known: bool


def possible(debt: DebtFacts) -> Possible:
    """Every penalty the terms of ``debt`` allow for."""
    bases = (debt.terms.penalty_base,) if debt.terms.penalty_base else tuple(BASES)
    part: Literal["penalty_interest", "interest"] = (
        "interest" if keeps_bearing_interest(debt) else "penalty_interest"
    )
    grace = debt.terms.grace_days or 0
    plain = Penalty(NO_RATE, bases[0], grace, part, compounding=debt.terms.compounding or "none")
    plains = [
        replace(plain, count=count, interest_free=free)
        for count in day_counts(debt)
        for free in interest_free_ways(debt)
    ]
    penalties = tuple(
        replace(way, rate=rate).on(base)
        for way in plains
        for rate in _rates(debt, way.count)
        for base in bases
    )
    return Possible(penalties, tuple(plains), contract_rate(debt) is not None)


def _rates(debt: DebtFacts, count: DayCount) -> tuple[DailyRate, ...]:
    known = contract_rate(debt, count)
    return (known,) if known else tuple(_rates_named(debt, count))


def day_counts(debt: DebtFacts) -> tuple[DayCount, ...]:
    """The day counts that can be meant: the contract's, else both usual ones."""
    terms = debt.terms
    if terms.rate is None or terms.rate_per == "day":
        return (terms.day_count or _PLAIN,)
    return (terms.day_count,) if terms.day_count else USUAL_COUNTS


def interest_free_ways(debt: DebtFacts) -> tuple[bool, ...]:
    """Whether bills paid in full bear no interest; both where it is not known and matters."""
    terms, form = debt.terms, product(debt.disclosed.product).form
    computed = any(due.interest is None for due in debt.due)
    drawn = any(isinstance(fact, MoneyDrawn) for fact in debt.changes)
    by_bill = bool({"bill", "card"}.intersection(form))
    if terms.interest_free is None and computed and drawn and by_bill and terms.rate:
        return (True, False)
    return (bool(terms.interest_free),)


def contract_rate(debt: DebtFacts, count: DayCount | None = None) -> DailyRate | None:
    """The rate of an overdue day by the contract; None when the terms known do not say it.

    ``count`` stands in for a day count the terms do not say.
    """
    terms, entry = debt.terms, debt.terms_entry
    if terms.penalty_rate is not None:
        words = Text("debts.rate.day", rate=terms.penalty_rate)
        return DailyRate(Fraction(terms.penalty_rate), words, entry)
    ordinary = ordinary_rate(terms, entry, count)
    if ordinary is None:
        return None
    if terms.penalty_factor is not None:
        words = Text("debts.rate.factor", rate=ordinary.words, factor=terms.penalty_factor)
        value = ordinary.value * Fraction(terms.penalty_factor)
        return replace(ordinary, value=value, words=words)
    return ordinary if keeps_bearing_interest(debt) else None


def ordinary_rate(terms: Terms, entry: str, count: DayCount | None = None) -> DailyRate | None:
    """The contract rate as a rate a day; a month is a twelfth of a year."""
    if terms.rate is None:
        return None
    if terms.rate_per == "day":
        return DailyRate(Fraction(terms.rate), Text("debts.rate.day", rate=terms.rate), entry)
    counted = count or terms.day_count or _PLAIN
    words = Text(f"debts.rate.{terms.rate_per}.{_NAMES[counted]}", rate=terms.rate)
    value = daily(terms.rate, terms.rate_per, counted)
    return DailyRate(value, words, entry, count=counted)


def daily(
    rate: Decimal, per: Literal["day", "month", "year"], count: DayCount = "actual/365"
) -> Fraction:
    """``rate`` as a rate a day, exact; a month is a twelfth of a year."""
    if per == "day":
        return Fraction(rate)
    return Fraction(rate) * (MONTHS_A_YEAR if per == "month" else 1) / days_a_year(count)


def rate_shown(debt: DebtFacts) -> DailyRate | None:
    """The yearly rate the creditor's latest statement shows, as a rate a day."""
    claim = debt.claim
    if claim is None or claim.annual_rate_shown is None:
        return None
    words = Text("debts.rate.year.of_365", rate=claim.annual_rate_shown)
    return DailyRate(Fraction(claim.annual_rate_shown) / DAYS_A_YEAR, words, claim.id)


def rate_of_product(debt: DebtFacts, count: DayCount | None = None) -> DailyRate | None:
    """A verified rate seen for the product, if any; the person's contract must confirm it."""
    kind = product(debt.disclosed.product)
    ordinary = ordinary_rate(debt.terms, debt.terms_entry, count)
    if found := _seen(kind.daily_seen, debt.first_due):
        words = Text("debts.rate.day", rate=found.decimal)
        return DailyRate(Fraction(found.decimal), words, source=found)
    if ordinary and (found := _seen(kind.surcharge_seen, debt.first_due)):
        factor = 1 + found.decimal
        words = Text("debts.rate.factor", rate=ordinary.words, factor=factor)
        value = ordinary.value * Fraction(factor)
        return replace(ordinary, value=value, words=words, source=found)
    return None


def _seen(name: str, on: date | None) -> Sourced | None:
    found = policy.look_up(name, on) if name and on else None
    return found if isinstance(found, Sourced) else None


def _rates_named(debt: DebtFacts, count: DayCount) -> Iterator[DailyRate]:
    named = (
        ordinary_rate(debt.terms, debt.terms_entry, count),
        rate_shown(debt),
        rate_of_product(debt, count),
    )
    seen: set[Fraction] = set()
    for rate in named:
        if rate is not None and rate.value not in seen:
            seen.add(rate.value)
            yield rate


def keeps_bearing_interest(debt: DebtFacts) -> bool:
    """Credit cards go on charging their ordinary interest, unless the terms say otherwise."""
    own = debt.terms.penalty_rate is not None or debt.terms.penalty_factor is not None
    return product(debt.disclosed.product).overdue == "interest" and not own
