"""Facts that change a debt: money drawn, charges, what a creditor grants, other terms of life.

Each takes effect on its day and is replayed by :mod:`qinghuan.debts.engine`; one that is
learned late changes everything after its day.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, PositiveInt, model_validator

from qinghuan.debts.entries import OfDebt, Part
from qinghuan.journal.fact import RANKS, Money, Rate, ShortText, Value

Accruing = Literal["interest", "penalty_interest", "compound_interest"]
"""The parts that grow by the day."""
EVERYTHING_THAT_ACCRUES: tuple[Accruing, ...] = (
    "interest",
    "penalty_interest",
    "compound_interest",
)
Above = Annotated[Money, Field(gt=0)]


class MoneyDrawn(OfDebt):
    """Money was paid out to the borrower; it falls due by the bills that follow."""

    KIND: ClassVar[str] = "money_drawn"
    RANK: ClassVar[int] = RANKS["drawdown"]

    amount: Above


class ChargeMade(OfDebt):
    """The creditor posted a charge that the terms themselves do not give; due at once."""

    KIND: ClassVar[str] = "charge_made"
    RANK: ClassVar[int] = RANKS["charge"]

    part: Part
    amount: Above
    name: ShortText = ""
    """As the statement calls it."""


class Waived(Value):
    """The creditor gives up charges: all of them, one part, or an amount of either."""

    type: Literal["waived"]
    part: Part | None = None
    amount: Above | None = None


class WrittenDown(Value):
    """The creditor gives up principal."""

    type: Literal["written_down"]
    amount: Above


class Frozen(Value):
    """These parts stop accruing after the day, through ``until`` or for good."""

    type: Literal["frozen"]
    until: date | None = None
    what: tuple[Accruing, ...] = EVERYTHING_THAT_ACCRUES


class Holiday(Value):
    """Nothing falls due and nothing is late after the day through ``until``."""

    type: Literal["holiday"]
    until: date
    interest: Literal["runs", "stops"] = "runs"


class Settled(Value):
    """With the payments made so far the debt is over; what is left of it is given up."""

    type: Literal["settled"]


class ReliefGranted(OfDebt):
    """The creditor granted something; ``agreement`` says where it stands in writing."""

    KIND: ClassVar[str] = "relief_granted"
    RANK: ClassVar[int] = RANKS["waiver"]

    relief: Annotated[
        Waived | WrittenDown | Frozen | Holiday | Settled, Field(discriminator="type")
    ]
    agreement: ShortText = ""
    """The paper or message in which it is granted; empty: said only."""

    @model_validator(mode="after")
    def _in_order(self) -> ReliefGranted:
        until = getattr(self.relief, "until", None)
        if until is not None and until < self.on:
            raise ValueError("until lies before the day")
        return self


class RateChanged(Value):
    """Another rate from the next day on; ``None`` leaves a rate as it is."""

    type: Literal["rate"]
    rate: Rate | None = None
    """Contract rate as a fraction for one ``rate_per``."""
    rate_per: Literal["day", "month", "year"] = "day"
    penalty_rate: Rate | None = None
    """Penalty rate a day."""


class Accelerated(Value):
    """Everything falls due."""

    type: Literal["accelerated"]


class Assigned(Value):
    """Another creditor holds the claim; the debt stays as it is."""

    type: Literal["assigned"]
    creditor: ShortText


class Reaged(Value):
    """All that is owed is divided equally over new rows, one a month."""

    type: Literal["reaged"]
    n: Annotated[PositiveInt, Field(le=1200)]
    first_due: date


class Reamortised(Value):
    """What is overdue moves to the rows to come: to the first, to all, or is waived."""

    type: Literal["reamortised"]
    arrears: Literal["first", "spread", "waived"] = "spread"


class Postponed(Value):
    """The bill due on ``first`` moves to ``to``, and every later one by as much (顺延)."""

    type: Literal["postponed"]
    first: date
    to: date


class DebtChanged(OfDebt):
    """Rate, rows, due days or creditor of the debt changed."""

    KIND: ClassVar[str] = "debt_changed"
    VERSION: ClassVar[int] = 2
    RANK: ClassVar[int] = RANKS["waiver"]

    change: Annotated[
        RateChanged | Accelerated | Assigned | Reaged | Reamortised | Postponed,
        Field(discriminator="type"),
    ]

    @model_validator(mode="after")
    def _in_order(self) -> DebtChanged:
        change = self.change
        if isinstance(change, Reaged) and change.first_due <= self.on:
            raise ValueError("the first new row must come after the day")
        if isinstance(change, Postponed) and not self.on < change.first < change.to:
            raise ValueError("a bill to come can be moved to a later day only")
        return self


class PurchaseRefunded(OfDebt):
    """A purchase was returned: principal not due yet shrinks, then what is due."""

    KIND: ClassVar[str] = "purchase_refunded"
    RANK: ClassVar[int] = RANKS["payment"]

    amount: Above


class PaymentReversed(OfDebt):
    """A payment was taken back by the bank or the platform: what it settled is owed again."""

    KIND: ClassVar[str] = "payment_reversed"
    RANK: ClassVar[int] = RANKS["status"]

    payment: Annotated[ShortText, Field(min_length=1)]
    """Id of the recorded payment, or of the bill line that shows it."""
