"""The known ways in which a statement departs from the terms, tried singly and in pairs.

A hypothesis is a replay under other rules: a payment left out, days more or fewer,
the grace ignored, a wider base, another rate. One that gives the creditor's figure to
the fen explains it; the explanation is a question to ask, never a correction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from math import comb, isqrt
from typing import Final, Literal, get_args

from qinghuan.debts.changes import DebtChanged, MoneyDrawn, RateChanged, ReliefGranted
from qinghuan.debts.entries import ClaimReceived, Compounding, DayCount, Part, Terms
from qinghuan.debts.facts import DebtFacts, Payment
from qinghuan.debts.penalty import (
    DailyRate,
    Penalty,
    contract_rate,
    day_counts,
    ordinary_rate,
    rate_of_product,
    rate_shown,
)
from qinghuan.debts.replay import Book, begins, counts, replay
from qinghuan.money import as_decimal
from qinghuan.words import Text

Kind = Literal[
    "payment_not_credited",
    "credited_late",
    "waiver_not_posted",
    "rate_change_ignored",
    "rate_change_too_early",
    "grace_ignored",
    "more_days",
    "fewer_days",
    "base_too_wide",
    "other_rate",
    "compounded",
    "rounded_daily",
]
ORDER: Final[tuple[Kind, ...]] = (
    "payment_not_credited",
    "credited_late",
    "waiver_not_posted",
    "rate_change_ignored",
    "rate_change_too_early",
    "grace_ignored",
    "more_days",
    "fewer_days",
    "base_too_wide",
    "other_rate",
    "compounded",
    "rounded_daily",
)
"""The order in which several deviations are taken to have happened."""
AT_ONCE: Final = 2
"""How many deviations of different kinds are tried together."""
AFFORDED: Final = 1_000_000
"""What may be spent to explain one claim, in squares of events: a few seconds of waiting."""
DAYS_TRIED: Final = (1, -1, 2, -2, 3, -3)
DAYS_LATE_TRIED: Final = (1, 2, 3, 4, 5)
"""Days after which a payment may have been credited: a weekend and two days on either side."""
_DAY: Final = timedelta(days=1)
BANKERS_YEAR: Final = Fraction(365, 360)
COUNTS_TRIED: Final[tuple[DayCount, ...]] = ("actual/365", "actual/360", "30/360")
BEARINGS: Final[tuple[frozenset[Part], ...]] = (
    frozenset({"principal", "interest"}),
    frozenset({"principal", "instalment_fee"}),
    frozenset({"principal", "interest", "instalment_fee"}),
    frozenset({"principal", "late_fee"}),
    frozenset({"principal", "interest", "instalment_fee", "late_fee"}),
)


@dataclass(frozen=True, slots=True)
class Deviation:
    """One departure from the terms; what it changes is in the field its kind names."""

    kind: Kind
    payments: tuple[Payment, ...] = ()
    days: int = 0
    bearing: frozenset[Part] = frozenset()
    rate: DailyRate | None = None
    changes: tuple[ReliefGranted | DebtChanged, ...] = ()
    compounding: Compounding = "none"
    compound_part: Part = "compound_interest"
    count_unknown: bool = False
    """Whether the terms do not say how many days a year has, so that ``rate`` may be theirs."""

    @property
    def weight(self) -> int:
        """How much it supposes: each payment or grant left out counts."""
        return max(1, len(self.payments), len(self.changes))


Hypothesis = tuple[Deviation, ...]
"""Deviations in :data:`ORDER`; none is the terms themselves."""


def hypotheses(debt: DebtFacts, claim: ClaimReceived, book: Book) -> Iterator[Hypothesis]:
    """Every hypothesis worth a try, the simplest first.

    Each costs a replay of the whole debt, which grows with the square of its events. Where
    all of them would cost more than :data:`AFFORDED`, what the terms say and the latest
    payments come first, and half is kept for several deviations at once.
    """
    single = list(_deviations(debt, claim, book))
    most = max(1, AFFORDED // (len(debt.due) + len(debt.payments) or 1) ** 2)
    together = single
    if len(single) + _pairs(single) > most:
        single = sorted(single, key=_likely)[: max(1, most // 2)]
        together = single[: isqrt(most)]
    yield ()
    yield from ((one,) for one in single)
    for size in range(2, AT_ONCE + 1):
        for several in combinations(together, size):
            if len({one.kind for one in several}) == size and not _same_change(several):
                yield tuple(sorted(several, key=lambda one: ORDER.index(one.kind)))


def _pairs(single: Sequence[Deviation]) -> int:
    """How many pairs are of two kinds."""
    alike = Counter(one.kind for one in single).values()
    return comb(len(single), 2) - sum(comb(count, 2) for count in alike)


def _likely(deviation: Deviation) -> tuple[bool, int]:
    """The terms before the payments, of those the latest first."""
    latest = max((paid.on.toordinal() for paid in deviation.payments), default=0)
    return bool(deviation.payments), -latest


def _same_change(several: Sequence[Deviation]) -> bool:
    """Whether two of them change one and the same grant or rate."""
    named = [change.id for one in several for change in one.changes]
    return len(set(named)) < len(named)


def supposed(debt: DebtFacts, penalty: Penalty, on: date, hypothesis: Hypothesis) -> Book:
    """The replay of ``debt`` if ``hypothesis`` were so."""
    left_out = [
        payment
        for one in hypothesis
        for payment in one.payments
        if one.kind == "payment_not_credited"
    ]
    late = {one.payments[0]: one.days for one in hypothesis if one.kind == "credited_late"}
    credited = tuple(
        replace(payment, on=payment.on + _DAY * late.get(payment, 0))
        for payment in debt.payments
        if payment not in left_out
    )
    kept = list(debt.changes)
    for one in hypothesis:
        for change in one.changes:
            kept.remove(change)
            if one.kind == "rate_change_too_early":
                kept.append(change.model_copy(update={"on": begins(debt) or change.on}))
        if one.compounding != "none":
            penalty = replace(penalty, compounding=one.compounding, compound_part=one.compound_part)
        if one.kind == "grace_ignored":
            penalty = replace(penalty, grace=0)
        if one.bearing:
            penalty = replace(penalty, bearing=one.bearing)
        if one.rate:
            penalty = replace(penalty, rate=one.rate)
        if one.kind == "rounded_daily":
            penalty = replace(penalty, rounded_daily=True)
    days = sum(one.days for one in hypothesis if one.kind != "credited_late")
    other = replace(debt, payments=credited, changes=tuple(kept))
    return replay(other, penalty, on, extra_days=days)


def _deviations(debt: DebtFacts, claim: ClaimReceived, book: Book) -> Iterator[Deviation]:
    made = [paid for paid in debt.payments if counts(debt, paid) and paid.on <= claim.on]
    for payment in made:
        yield Deviation("payment_not_credited", payments=(payment,))
    if len(made) > 1:
        yield Deviation("payment_not_credited", payments=tuple(made))
    for payment in made:
        for days in DAYS_LATE_TRIED:
            yield Deviation("credited_late", payments=(payment,), days=days)
    yield from _changes_missed(debt, claim)
    if book.penalty.grace:
        yield Deviation("grace_ignored")
    for days in _days(claim, book):
        yield Deviation("more_days" if days > 0 else "fewer_days", days=days)
    for bearing in BEARINGS:
        if bearing > book.penalty.bearing:
            yield Deviation("base_too_wide", bearing=bearing)
    for rate in _rates(debt, book):
        unknown = len(day_counts(debt)) > 1 and rate == contract_rate(debt, rate.count)
        yield Deviation("other_rate", rate=rate, count_unknown=unknown)
    yield from _compounding(debt, book)
    yield Deviation("rounded_daily")


def _changes_missed(debt: DebtFacts, claim: ClaimReceived) -> Iterator[Deviation]:
    """What the creditor granted or changed and may not have booked."""
    known = [fact for fact in debt.changes if fact.on <= claim.on]
    granted = [fact for fact in known if isinstance(fact, ReliefGranted)]
    for relief in granted:
        yield Deviation("waiver_not_posted", changes=(relief,))
    if len(granted) > 1:
        yield Deviation("waiver_not_posted", changes=tuple(granted))
    changed = [fact for fact in known if isinstance(fact, DebtChanged)]
    for fact in changed:
        if isinstance(fact.change, RateChanged):
            yield Deviation("rate_change_ignored", changes=(fact,))
            yield Deviation("rate_change_too_early", changes=(fact,))


def _compounding(debt: DebtFacts, book: Book) -> Iterator[Deviation]:
    """Interest on overdue interest without a clause, in a line of its own or in the penalty."""
    if book.penalty.compounding != "none" or not _bears_interest(debt):
        return
    for compounding in get_args(Compounding):
        if compounding != "none":
            yield Deviation("compounded", compounding=compounding)
            part = book.penalty.part
            yield Deviation("compounded", compounding=compounding, compound_part=part)


def _bears_interest(debt: DebtFacts) -> bool:
    """Whether any bill holds interest, as billed or as it accrued."""
    drawn = any(isinstance(fact, MoneyDrawn) for fact in debt.changes)
    return any(due.interest or (due.interest is None and drawn) for due in debt.due)


def _days(claim: ClaimReceived, book: Book) -> Sequence[int]:
    stated: tuple[int, ...] = ()
    oldest = min((item.due for item in book.items), default=None)
    if claim.days_overdue is not None and oldest is not None:
        stated = (claim.days_overdue - (claim.on - oldest).days,)
    return [days for days in dict.fromkeys((*stated, *DAYS_TRIED)) if days]


def of_bankers_year(rate: DailyRate) -> DailyRate:
    """``rate`` as it comes to who turns a year into days by 360 in place of 365."""
    words = Text("debts.rate.year_of_360", rate=rate.words)
    return replace(rate, value=rate.value * BANKERS_YEAR, words=words)


def _rates(debt: DebtFacts, book: Book) -> Iterator[DailyRate]:
    own = book.penalty.rate
    ordinary = ordinary_rate(debt.terms, debt.terms_entry, book.penalty.count)
    named = [ordinary, rate_shown(debt), rate_of_product(debt, book.penalty.count)]
    named += _other_years(debt, own, ordinary)
    seen = {(own.value, own.count)}
    for rate in named:
        if rate is not None and rate.value and (rate.value, rate.count) not in seen:
            seen.add((rate.value, rate.count))
            yield rate


def _other_years(
    debt: DebtFacts, own: DailyRate, ordinary: DailyRate | None
) -> Iterator[DailyRate | None]:
    """The same rates with a year of other days; one quoted for a day as bankers would have it."""
    terms, entry = debt.terms, debt.terms_entry
    if terms.rate_per != "day":
        for count in COUNTS_TRIED:
            yield contract_rate(debt, count)
            yield ordinary_rate(terms, entry, count)
    yield from (of_bankers_year(rate) for rate in (own, ordinary) if rate and _of_365(rate, terms))


def _of_365(rate: DailyRate, terms: Terms) -> bool:
    """Whether only a factor says what ``rate`` comes to in a year of 360 days."""
    return terms.rate_per == "day" or terms.penalty_rate == as_decimal(rate.value)
