"""A debt as a request gives it, for the operations that look at one debt as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as day
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from qinghuan.calc.fields import Amount, fault
from qinghuan.debts.changes import (
    Accelerated,
    Assigned,
    ChargeMade,
    DebtChanged,
    Frozen,
    Holiday,
    MoneyDrawn,
    PaymentReversed,
    Postponed,
    PurchaseRefunded,
    RateChanged,
    Reaged,
    Reamortised,
    ReliefGranted,
    Settled,
    Waived,
    WrittenDown,
)
from qinghuan.debts.entries import (
    AmountFellDue,
    ClaimLine,
    ClaimReceived,
    DebtDisclosed,
    LenderKind,
    Part,
    Product,
    Terms,
)
from qinghuan.debts.facts import Change, DebtFacts, Payment, interruptions
from qinghuan.journal.fact import Rate, Value

_HIGHEST_RATE: Final = 1000
_HIGHEST: Final = {
    "penalty_rate": 1,
    "late_fee_rate": 1,
    "minimum_share": 1,
    "lpr_one_year": 1,
    "penalty_factor": 100,
}
_HIGHEST_PER: Final = {"day": 1, "month": 100, "year": _HIGHEST_RATE}
"""Fractions: above them a rate is a slip of the pen."""
_ID: Final = "{:08d}"
_PAYMENT: Final = "p{:08d}"
_CHANGE: Final = "c{:08d}"


class DueGiven(Value):
    """An amount that fell due."""

    on: day = Field(description="the due day")
    principal: Annotated[Amount, Field(ge=0)]
    interest: Annotated[Amount, Field(ge=0)] | None = Field(
        None, description="as billed; left out, it is what accrued by the terms"
    )
    instalment_fee: Annotated[Amount, Field(ge=0)] | None = Field(
        None, description="as billed; left out, it is what the terms say"
    )
    minimum: Annotated[Amount, Field(ge=0)] | None = None


class PaymentGiven(Value):
    """A payment that went through."""

    on: day
    amount: Annotated[Amount, Field(gt=0)]


class ClaimGiven(Value):
    """What the creditor says is owed on a day."""

    on: day
    total: Annotated[Amount, Field(ge=0)]
    lines: tuple[ClaimLine, ...] = Field((), description="name, part and amount of each line")
    not_yet_due: Annotated[Amount, Field(ge=0)] | None = None
    days_overdue: Annotated[int, Field(ge=0)] | None = None
    annual_rate_shown: Rate | None = None
    oldest_unpaid_due: day | None = None


class DrawnGiven(Value):
    """Money was paid out."""

    kind: Literal["money_drawn"]
    on: day
    amount: Annotated[Amount, Field(gt=0)]


class ChargeGiven(Value):
    """The creditor posted a charge."""

    kind: Literal["charge_made"]
    on: day
    part: Part
    amount: Annotated[Amount, Field(gt=0)]


class ReliefGiven(Value):
    """The creditor granted something."""

    kind: Literal["relief_granted"]
    on: day
    relief: Annotated[
        Waived | WrittenDown | Frozen | Holiday | Settled, Field(discriminator="type")
    ]


class ChangedGiven(Value):
    """Rate, rows or creditor changed."""

    kind: Literal["debt_changed"]
    on: day
    change: Annotated[
        RateChanged | Accelerated | Assigned | Reaged | Reamortised | Postponed,
        Field(discriminator="type"),
    ]


class RefundGiven(Value):
    """A purchase was returned."""

    kind: Literal["purchase_refunded"]
    on: day
    amount: Annotated[Amount, Field(gt=0)]


class ReversalGiven(Value):
    """A payment was taken back."""

    kind: Literal["payment_reversed"]
    on: day
    payment: Annotated[int, Field(ge=0, description="its place in payments, from 0")]


ChangeGiven = Annotated[
    DrawnGiven | ChargeGiven | ReliefGiven | ChangedGiven | RefundGiven | ReversalGiven,
    Field(discriminator="kind"),
]


class DebtGiven(Value):
    """One debt: terms, what fell due, what was paid, what changed, what is claimed."""

    product: Product = "other"
    lender: LenderKind = "unknown"
    creditor: str = Field("", max_length=200)
    terms: Terms = Field(Terms(), description="as known; what is left out is unknown")
    due: tuple[DueGiven, ...] = Field((), max_length=2000)
    payments: tuple[PaymentGiven, ...] = Field((), max_length=5000)
    changes: Annotated[tuple[ChangeGiven, ...], Field(max_length=2000)] = ()
    claim: ClaimGiven | None = None


def facts_of(given: DebtGiven) -> DebtFacts:
    """The same as the rules take it. Entries are named by their place, from 1."""
    _refuse_terms(given.terms)
    days = [one.on for one in (*given.due, *given.payments, *given.changes)]
    first = min(days, default=day.min)
    disclosed = DebtDisclosed(
        id=_ID.format(0),
        on=first,
        creditor=given.creditor,
        product=given.product,
        lender=given.lender,
        terms=given.terms,
    )
    due = [_due(place, one) for place, one in enumerate(given.due, start=1)]
    paid = [
        Payment(one.on, one.amount, _PAYMENT.format(place), "")
        for place, one in enumerate(given.payments)
    ]
    changes = [_change(given, place) for place in range(len(given.changes))]
    return DebtFacts(
        id=disclosed.id,
        disclosed=disclosed,
        terms=given.terms,
        terms_entry=disclosed.id,
        due=tuple(sorted(due, key=lambda fact: fact.on)),
        payments=tuple(sorted(paid, key=lambda payment: (payment.on, payment.amount))),
        claims=(_claim(given.claim),) if given.claim else (),
        changes=tuple(sorted(changes, key=lambda fact: (fact.on, fact.RANK))),
        acts=interruptions(changes).get(disclosed.id, ()),
    )


def _refuse_terms(terms: Terms) -> None:
    """Rates below nothing, or so high that they are a slip of the pen."""
    highest = _HIGHEST | {"rate": _HIGHEST_PER[terms.rate_per]}
    for name, most in highest.items():
        value = getattr(terms, name)
        if value is not None and not 0 <= value <= most:
            raise fault("range", f"/debt/terms/{name}")
    for name in ("late_fee_minimum", "minimum_payment"):
        value = getattr(terms, name)
        if value is not None and value < 0:
            raise fault("least", f"/debt/terms/{name}", limit="0")
    fee = terms.instalment_fee
    if fee is not None and not 0 <= fee.share <= 1:
        raise fault("range", "/debt/terms/instalment_fee/share")
    if fee is not None and fee.principal is not None and fee.principal < 0:
        raise fault("least", "/debt/terms/instalment_fee/principal", limit="0")


def _due(place: int, one: DueGiven) -> AmountFellDue:
    return AmountFellDue(
        id=_ID.format(place),
        on=one.on,
        debt=_ID.format(0),
        principal=one.principal,
        interest=one.interest,
        instalment_fee=one.instalment_fee,
        minimum=one.minimum,
    )


def _change(given: DebtGiven, place: int) -> Change:
    """The change at ``place`` as a fact. Raises the fault of a change that cannot be."""
    one = given.changes[place]
    where = f"/debt/changes/{place}"
    values = {name: getattr(one, name) for name in type(one).model_fields if name != "kind"}
    if isinstance(one, ReversalGiven):
        if one.payment >= len(given.payments):
            raise fault("range", f"{where}/payment")
        values["payment"] = _PAYMENT.format(one.payment)
    try:
        return _FACTS[one.kind](id=_CHANGE.format(place), debt=_ID.format(0), **values)
    except ValidationError:
        raise fault("backwards", where) from None


_FACTS: Final[dict[str, Callable[..., Change]]] = {
    "money_drawn": MoneyDrawn,
    "charge_made": ChargeMade,
    "relief_granted": ReliefGranted,
    "debt_changed": DebtChanged,
    "purchase_refunded": PurchaseRefunded,
    "payment_reversed": PaymentReversed,
}


def _claim(given: ClaimGiven) -> ClaimReceived:
    return ClaimReceived(id="9" * 8, debt=_ID.format(0), **dict(given))


def needs_due(given: DebtGiven) -> None:
    """Raise the fault that nothing fell due and nothing was drawn."""
    if not given.due and not any(isinstance(one, DrawnGiven) for one in given.changes):
        raise fault("empty", "/debt/due")
