"""A debt as a request gives it, for the operations that look at one debt as a whole."""

from __future__ import annotations

from datetime import date as day
from typing import Annotated, Any, Final

from pydantic import Field

from qinghuan.calc.fields import Amount, fault
from qinghuan.debts.entries import (
    AmountFellDue,
    ClaimLine,
    ClaimReceived,
    DebtDisclosed,
    LenderKind,
    Product,
    Terms,
)
from qinghuan.debts.facts import DebtFacts, Payment
from qinghuan.explained import Explained
from qinghuan.journal.fact import Rate, Value
from qinghuan.money import ZERO
from qinghuan.policy import Sourced

_HIGHEST_RATE: Final = 1000
_ID: Final = "{:08d}"


class DueGiven(Value):
    """An amount that fell due."""

    on: day = Field(description="the due day")
    principal: Annotated[Amount, Field(ge=0)]
    interest: Annotated[Amount, Field(ge=0)] = ZERO
    instalment_fee: Annotated[Amount, Field(ge=0)] = ZERO
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


class DebtGiven(Value):
    """One debt: terms, what fell due, what was paid, what is claimed."""

    product: Product = "other"
    lender: LenderKind = "unknown"
    creditor: str = Field("", max_length=200)
    terms: Terms = Field(Terms(), description="as known; what is left out is unknown")
    due: tuple[DueGiven, ...] = Field((), max_length=2000)
    payments: tuple[PaymentGiven, ...] = Field((), max_length=5000)
    claim: ClaimGiven | None = None


def facts_of(given: DebtGiven) -> DebtFacts:
    """The same as the rules take it. Entries are named by their place, from 1."""
    _refuse_terms(given.terms)
    days = [one.on for one in given.due] + [one.on for one in given.payments]
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
    paid = [Payment(one.on, one.amount, "", "") for one in given.payments]
    return DebtFacts(
        id=disclosed.id,
        disclosed=disclosed,
        terms=given.terms,
        terms_entry=disclosed.id,
        due=tuple(sorted(due, key=lambda fact: fact.on)),
        payments=tuple(sorted(paid, key=lambda payment: (payment.on, payment.amount))),
        claims=(_claim(given.claim),) if given.claim else (),
    )


def _refuse_terms(terms: Terms) -> None:
    """Rates below nothing, or so high that they are a slip of the pen."""
    for name in ("rate", "penalty_rate", "penalty_factor", "late_fee_rate"):
        value = getattr(terms, name)
        if value is not None and not 0 <= value <= _HIGHEST_RATE:
            raise fault("range", f"/debt/terms/{name}")
    for name in ("late_fee_minimum", "minimum_payment"):
        value = getattr(terms, name)
        if value is not None and value < 0:
            raise fault("least", f"/debt/terms/{name}", limit="0")


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


def _claim(given: ClaimGiven) -> ClaimReceived:
    return ClaimReceived(id="9" * 8, debt=_ID.format(0), **dict(given))


def needs_due(given: DebtGiven) -> None:
    """Raise the fault that nothing fell due."""
    if not given.due:
        raise fault("empty", "/debt/due")


def figure(found: Explained[Any] | None) -> dict[str, Any] | None:
    """A figure with the way to it."""
    if found is None:
        return None
    return {
        "value": str(found.value),
        "formula": found.formula,
        "parameters": [source_of(one) for one in found.parameters],
    }


def source_of(found: Sourced) -> dict[str, Any]:
    """Where a parameter stands."""
    return {"name": found.name, "source": found.source.number, "article": found.source.article}
