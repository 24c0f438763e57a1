"""The facts of one debt as events, through the ledger, under one way of charging overdue days.

Facts become events of :mod:`qinghuan.debts.engine`, which computes; here stands only what
the facts of a case mean there: which payments count, what an agreement of a given day
changes, what the creditor states as not due yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import singledispatch
from typing import Final

from qinghuan.debts import changes
from qinghuan.debts import events as happened
from qinghuan.debts.allocation import Order, ordering
from qinghuan.debts.engine import Account, Item, Stretch, run
from qinghuan.debts.entries import AmountFellDue, OfDebt, Part
from qinghuan.debts.events import Contract, Event, LateFee
from qinghuan.debts.facts import DebtFacts, Payment
from qinghuan.debts.penalty import Penalty, contract_rate, ordinary_rate
from qinghuan.money import ZERO, Yuan, rounded, total

_LASTING: Final = (
    happened.RateChange,
    happened.Freeze,
    happened.Holiday,
    happened.Assignment,
    happened.StatedRest,
)
"""What still matters when it happened before anything recorded fell due."""


@dataclass(frozen=True, slots=True)
class Allocated:
    """One payment (or what was left of an earlier one) and the parts it settled (清偿抵充)."""

    payment: Payment
    on: date
    parts: Mapping[Part, Yuan]
    order: Order


@dataclass(frozen=True, slots=True)
class Book:
    """A debt replayed through the end of a day. Yuan; what is not due yet stands apart."""

    penalty: Penalty
    on: date
    account: Account | None
    """None: nothing was drawn and nothing fell due by that day."""
    allocated: tuple[Allocated, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Unpaid amounts, oldest first."""
        return self.account.items if self.account else ()

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The days on which the penalty was or would be charged."""
        every = self.account.stretches if self.account else ()
        return tuple(one for one in every if one.part == "penalty_interest")

    @property
    def accrued(self) -> Yuan:
        """The penalty since the beginning, posted."""
        return self.account.accrued.get("penalty_interest", ZERO) if self.account else ZERO

    @property
    def surplus(self) -> Yuan:
        """Paid beyond everything due so far."""
        return self.account.surplus if self.account else ZERO

    @property
    def carried(self) -> Yuan:
        """Principal left of bills whose minimum was paid in time."""
        return self.account.carried if self.account else ZERO

    def charged(self, part: Part) -> Yuan:
        """What came in of ``part`` and is or was due."""
        found = self.account.parts.get(part) if self.account else None
        return found.came_in - found.not_yet_due if found else ZERO

    def paid(self, part: Part) -> Yuan:
        """What payments and returned purchases settled of ``part``."""
        found = self.account.parts.get(part) if self.account else None
        return found.paid if found else ZERO

    def waived(self, part: Part) -> Yuan:
        """What the creditor gave up of ``part``."""
        found = self.account.parts.get(part) if self.account else None
        return found.waived if found else ZERO

    def left(self, part: Part) -> Yuan:
        """What is due and owed of ``part``."""
        found = self.account.parts.get(part) if self.account else None
        return found.due + found.overdue if found else ZERO

    def not_yet_due(self, part: Part) -> Yuan:
        """What is owed of ``part`` and not due yet, as far as it was drawn."""
        found = self.account.parts.get(part) if self.account else None
        return found.not_yet_due if found else ZERO


def replay(debt: DebtFacts, penalty: Penalty, on: date, *, extra_days: int = 0) -> Book:
    """``debt`` at the end of the day ``on``, with overdue days charged by ``penalty``.

    ``extra_days`` charges the last base for so many days more (or fewer), which is
    what a wrong count of days does; the terms never give it.
    """
    debt = _under(debt, penalty)
    payments = dict(_payments(debt))
    events = _counted(debt, [*_events(debt), *_paid(payments), *_reversed(debt, payments)])
    if not any(_begins(event) and event.on <= on for event in events):
        return Book(penalty, on, None)
    account = run(contract(debt, penalty), events, on, extra_days=extra_days)
    return Book(
        penalty=penalty,
        on=on,
        account=account,
        allocated=tuple(
            Allocated(payments[one.payment], one.on, one.parts, one.order)
            for one in account.settled
            if one.payment in payments
        ),
    )


def _under(debt: DebtFacts, penalty: Penalty) -> DebtFacts:
    """``debt`` with what ``penalty`` supposes of terms that are not known."""
    supposed = {"day_count": penalty.count, "interest_free": penalty.interest_free}
    return replace(debt, terms=debt.terms.model_copy(update=supposed))


def contract(debt: DebtFacts, penalty: Penalty) -> Contract:
    """The terms of ``debt`` as the ledger takes them."""
    terms = debt.terms
    ordinary, fee = ordinary_rate(terms, debt.terms_entry, penalty.count), None
    if terms.late_fee_rate is not None:
        least = terms.late_fee_minimum or ZERO
        fee = LateFee(terms.late_fee_rate, least, terms.late_fee_maximum)
    return Contract(
        rate=ordinary.value if ordinary else None,
        count=ordinary.count if ordinary else "actual/365",
        penalty=penalty.rate.value,
        penalty_count=penalty.rate.count,
        bearing=penalty.bearing,
        whole=penalty.base == "whole_balance",
        penalty_part=penalty.part,
        compounding=penalty.compounding,
        compound_part=penalty.compound_part,
        late_fee=fee,
        minimum_share=terms.minimum_share,
        grace_days=penalty.grace,
        order=ordering(debt),
        rounded_daily=penalty.rounded_daily,
        interest_free=penalty.interest_free,
        creditor=debt.disclosed.creditor,
    )


def begins(debt: DebtFacts) -> date | None:
    """The first day of which the ledger of ``debt`` knows."""
    return min((fact.on for fact in (*debt.due, *debt.started)), default=None)


def counts(debt: DebtFacts, payment: Payment) -> bool:
    """Whether ``payment`` settles what is recorded as due; earlier ones settled earlier bills."""
    first = begins(debt)
    return first is not None and payment.on >= first


def stated_rest(debt: DebtFacts, on: date) -> Yuan:
    """Principal the creditor states as not due yet, unless something fell due since then."""
    stated = [claim for claim in debt.claims if claim.on <= on and claim.not_yet_due is not None]
    if not stated or any(stated[-1].on < due.on <= on for due in debt.due):
        return ZERO
    return stated[-1].not_yet_due or ZERO


def _begins(event: Event) -> bool:
    return isinstance(event, happened.Drawdown | happened.Due | happened.Charge)


def _counted(debt: DebtFacts, events: Sequence[Event]) -> list[Event]:
    """``events`` without those of earlier bills; what lasts takes effect on the first day."""
    first = begins(debt)
    if first is None:
        return []
    late = [event for event in events if event.on >= first]
    early = [event for event in events if event.on < first and isinstance(event, _LASTING)]
    return [*(replace(event, on=first) for event in early), *late]


def _events(debt: DebtFacts) -> Iterator[Event]:
    for place, due in enumerate(debt.due):
        yield _due(debt, place, due)
    for fact in debt.changes:
        if not isinstance(fact, changes.PaymentReversed) and _possible(debt, fact):
            yield from _event(fact, debt)
    if not any(isinstance(fact, changes.MoneyDrawn) for fact in debt.changes):
        for day in sorted({one.on for one in (*debt.due, *debt.claims)}):
            yield happened.StatedRest(day, stated_rest(debt, day))


def _due(debt: DebtFacts, place: int, fact: AmountFellDue) -> happened.Due:
    return happened.Due(
        on=fact.on,
        principal=fact.principal,
        interest=fact.interest,
        instalment_fee=fee_of(debt, place),
        minimum=fact.minimum if fact.minimum is not None else debt.terms.minimum_payment,
        entry=fact.id,
    )


def fee_of(debt: DebtFacts, place: int) -> Yuan:
    """The instalment fee of the amount at ``place``: as billed, else by the terms, else none."""
    stated, terms = debt.due[place].instalment_fee, debt.terms.instalment_fee
    divided = fee_base(debt)
    if stated is not None or terms is None or divided is None:
        return stated or ZERO
    whole = rounded(divided * terms.share)
    if terms.per == "period":
        return whole
    rows = terms.instalments or 0
    each = rounded(whole / rows) if rows else ZERO
    return each if place + 1 < rows else whole - each * (rows - 1) if place + 1 == rows else ZERO


def fee_base(debt: DebtFacts) -> Yuan | None:
    """The principal that was divided into instalments; None where it is not known."""
    terms = debt.terms.instalment_fee
    if terms is None or (terms.per == "total" and terms.instalments is None):
        return None
    drawn = [fact.amount for fact in debt.changes if isinstance(fact, changes.MoneyDrawn)]
    return terms.principal if terms.principal is not None else total(drawn) or None


def _possible(debt: DebtFacts, fact: OfDebt) -> bool:
    """Whether there is what ``fact`` changes; else it is a problem of the case, not of the sum."""
    return not (isinstance(fact, changes.DebtChanged) and rows_missing(debt, fact))


def rows_missing(debt: DebtFacts, fact: changes.DebtChanged) -> bool:
    """Whether rows to come are to be changed and no such row is recorded."""
    change = fact.change
    if isinstance(change, changes.Postponed):
        return all(due.on != change.first for due in debt.due)
    if not isinstance(change, changes.Reamortised) or change.arrears == "waived":
        return False
    reaged = any(
        isinstance(other, changes.DebtChanged)
        and isinstance(other.change, changes.Reaged)
        and other.on <= fact.on
        for other in debt.changes
    )
    return not reaged and all(due.on <= fact.on for due in debt.due)


@singledispatch
def _event(fact: OfDebt, debt: DebtFacts) -> Iterator[Event]:
    raise TypeError(f"no event for {type(fact).__name__} of {debt.id}")


@_event.register
def _(fact: changes.MoneyDrawn, _debt: DebtFacts) -> Iterator[Event]:
    yield happened.Drawdown(fact.on, fact.amount)


@_event.register
def _(fact: changes.ChargeMade, _debt: DebtFacts) -> Iterator[Event]:
    yield happened.Charge(fact.on, fact.part, fact.amount, fact.id)


@_event.register
def _(fact: changes.PurchaseRefunded, _debt: DebtFacts) -> Iterator[Event]:
    yield happened.Refund(fact.on, fact.amount)


@_event.register
def _(fact: changes.ReliefGranted, _debt: DebtFacts) -> Iterator[Event]:
    match fact.relief:
        case changes.Waived(part=part, amount=amount):
            yield happened.Waiver(fact.on, part, amount)
        case changes.WrittenDown(amount=amount):
            yield happened.WriteDown(fact.on, amount)
        case changes.Frozen(until=until, what=what):
            yield happened.Freeze(fact.on, until, frozenset(what))
        case changes.Holiday(until=until, interest=interest):
            yield happened.Holiday(fact.on, until, interest)
        case changes.Settled():
            yield happened.Settlement(fact.on, ZERO)


@_event.register
def _(fact: changes.DebtChanged, debt: DebtFacts) -> Iterator[Event]:
    match fact.change:
        case changes.RateChanged() as changed:
            yield _new_rates(debt, fact.on, changed)
        case changes.Accelerated():
            yield happened.Acceleration(fact.on)
        case changes.Assigned(creditor=creditor):
            yield happened.Assignment(fact.on, creditor)
        case changes.Reaged(n=n, first_due=first_due):
            yield happened.Reage(fact.on, n, first_due)
        case changes.Reamortised(arrears=arrears):
            yield happened.Reamortise(fact.on, arrears)
        case changes.Postponed(first=first, to=to):
            yield happened.Postponement(fact.on, first, to)


def _new_rates(debt: DebtFacts, on: date, changed: changes.RateChanged) -> happened.RateChange:
    """The ordinary and the penalty rate a day; a penalty by factor or of a card follows."""
    terms = debt.terms.model_copy(update={"rate": changed.rate, "rate_per": changed.rate_per})
    new = ordinary_rate(terms, "")
    rate = happened.RateChange(on)
    if new is not None:
        rate = replace(rate, rate=new.value, count=new.count)
    if changed.penalty_rate is not None:
        return replace(rate, penalty=Fraction(changed.penalty_rate))
    following = contract_rate(replace(debt, terms=terms)) if new is not None else None
    if following is None or terms.penalty_rate is not None:
        return rate
    return replace(rate, penalty=following.value, penalty_count=following.count)


def _payments(debt: DebtFacts) -> Iterator[tuple[str, Payment]]:
    """The payments that count, each under a name of its own."""
    for place, payment in enumerate(debt.payments):
        if counts(debt, payment):
            yield f"{place:05d}", payment


def _paid(payments: Mapping[str, Payment]) -> Iterator[Event]:
    for name, payment in payments.items():
        yield happened.Paid(
            on=payment.on,
            amount=payment.amount,
            id=name,
            order=payment.allocation,
            prepay=payment.prepay,
        )


def _reversed(debt: DebtFacts, payments: Mapping[str, Payment]) -> Iterator[Event]:
    for fact in debt.changes:
        if isinstance(fact, changes.PaymentReversed):
            for name in _named(fact, payments.items()):
                yield happened.Reversal(fact.on, name)


def _named(fact: changes.PaymentReversed, payments: Iterable[tuple[str, Payment]]) -> list[str]:
    """The payment that ``fact`` takes back; none when it settled an earlier bill."""
    return [
        name
        for name, payment in payments
        if fact.payment in payment.sources and payment.on <= fact.on
    ]
