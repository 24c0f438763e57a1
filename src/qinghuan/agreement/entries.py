"""Facts about what was agreed with a creditor: the terms as they stand in the agreement."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal, TypeAlias

from pydantic import Field, NonNegativeInt

from qinghuan.debts.entries import OfDebt, Part
from qinghuan.journal.fact import Identifier, Money, ShortText, Value

Form: TypeAlias = Literal["paper", "app", "message", "oral"]
"""How it was agreed; what is ``oral`` only is still to be had in writing."""


class AgreedRow(Value):
    """One instalment. Yuan."""

    due: date
    amount: Money


class Waived(Value):
    """What the creditor gives up of one part of the debt. Yuan."""

    part: Part
    amount: Money


class AgreementReached(OfDebt):
    """The creditor and the person agreed how the debt is paid; ``files`` shows it."""

    KIND: ClassVar[str] = "agreement_reached"

    form: Form
    number: ShortText = ""
    """The number the agreement bears."""
    rows: tuple[AgreedRow, ...] = Field(min_length=1)
    waived: tuple[Waived, ...] = ()
    charges_stop: bool | None = None
    """Whether nothing more is charged while the rows are paid; None: it does not say."""
    cure_days: NonNegativeInt | None = None
    """Days after a missed row in which paying it mends everything; None: it does not say."""
    payee: ShortText = ""
    """The account it names; empty: it names none, or the app's own entry."""
    allocation: tuple[Part, ...] = ()
    """The order in which a payment is applied; empty: it does not say."""
    collection_stops: bool | None = None
    """Whether nobody collects while it is kept; None: it does not say."""
    certificate_days: NonNegativeInt | None = None
    """Days after the last row in which the settlement certificate comes."""
    replaces: Identifier | None = None
    """The agreement that it changes."""
