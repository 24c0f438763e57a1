"""Facts about debts: what is owed to whom on which terms, billed, claimed, and paid."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from qinghuan.journal.fact import (
    RANKS,
    Fact,
    Identifier,
    Money,
    Origin,
    Rate,
    ShortText,
    Value,
)
from qinghuan.money import ZERO, Yuan

Product = Literal[
    "huabei",
    "xinyonggou",
    "jiebei",
    "weilidai",
    "baitiao",
    "credit_card",
    "online_loan",
    "bank_loan",
    "private",
    "other",
]
LenderKind = Literal["consumer_finance", "bank", "small_loan", "private", "other", "unknown"]
Part = Literal[
    "principal",
    "interest",
    "penalty_interest",
    "compound_interest",
    "late_fee",
    "instalment_fee",
    "enforcement_cost",
    "unnamed",
]
"""The parts a debt is divided into; ``unnamed`` is a charge whose nature the bill does not say."""
PenaltyBase = Literal["overdue_principal", "overdue_principal_and_interest", "whole_balance"]
Compounding = Literal["none", "monthly", "at_posting"]
"""When overdue interest bears interest itself (复利)."""
EarlySettlement = Literal["fee_refunded", "unbilled_waived", "all_due"]
"""Of instalment fees: refunded for the time not used, those not billed waived, or all due."""
DayOfMonth = Annotated[int, Field(ge=1, le=31)]
DayCount = Literal["actual/365", "actual/360", "30/360", "actual/actual"]
"""How a yearly or monthly rate becomes one of days (计息天数)."""


class InstalmentFee(Value):
    """The price of paying in instalments, a share of what was divided (分期手续费)."""

    share: Rate
    per: Literal["total", "period"]
    """Whether ``share`` is the price of all instalments together or of each one."""
    principal: Money | None = None
    """What was divided; None: all the money drawn."""
    instalments: PositiveInt | None = None
    """How many there are; needed to divide a share of all together."""


class AccelerationClause(Value):
    """From when on the creditor may call everything due (提前到期); it must say so itself."""

    missed: PositiveInt | None = None
    """After how many instalments that were not paid."""
    days: PositiveInt | None = None
    """After how many days past due."""

    @model_validator(mode="after")
    def _says_something(self) -> AccelerationClause:
        if self.missed is None and self.days is None:
            raise ValueError("instalments or days")
        return self


class Terms(Value):
    """The terms of a debt as far as they are known; ``None`` is unknown, never guessed."""

    rate: Rate | None = None
    """Contract rate as a fraction for one ``rate_per``."""
    rate_per: Literal["day", "month", "year"] = "day"
    day_count: DayCount | None = None
    """How a rate for a year or a month becomes one of days; of no use to a rate a day."""
    instalment_fee: InstalmentFee | None = None
    """Used where an amount that fell due does not state its own."""
    penalty_rate: Rate | None = None
    """Own penalty rate a day (罚息, 逾期利息), as a fraction."""
    penalty_factor: Rate | None = None
    """Penalty as a multiple of the contract rate (1.5), where the contract says so."""
    penalty_base: PenaltyBase | None = None
    compounding: Compounding | None = None
    late_fee_rate: Rate | None = None
    """Share of the unpaid minimum, charged once a bill (违约金)."""
    late_fee_minimum: Money | None = None
    late_fee_maximum: Money | None = None
    minimum_payment: Money | None = None
    minimum_share: Rate | None = None
    """The minimum payment as a share of the bill, where it is not a sum."""
    interest_free: bool | None = None
    """Whether a bill paid in full and in time bears no interest; else it bears it from the
    day of each purchase on the whole bill (全额计息)."""
    grace_days: NonNegativeInt | None = None
    allocation: tuple[Part, ...] = ()
    early_settlement: EarlySettlement | None = None
    """What is owed when instalments are settled early."""
    acceleration: AccelerationClause | None = None
    """What may follow, never assumed to have happened."""
    lpr_one_year: Rate | None = None
    """The one-year LPR of the day of a private loan, as the person read it; never checked here."""
    bill_day: DayOfMonth | None = None
    due_day: DayOfMonth | None = None
    origin: Origin = "stated"
    """Where these terms were read: the contract wins over everything else."""


class DebtDisclosed(Fact):
    """A debt became known to the case. Its id names the debt from then on."""

    KIND: ClassVar[str] = "debt_disclosed"
    VERSION: ClassVar[int] = 3
    RANK: ClassVar[int] = RANKS["opening"]

    creditor: ShortText
    """Legal name as in the contract page; empty only when the person does not know it."""
    product: Product
    product_name: ShortText = ""
    lender: LenderKind = "unknown"
    account: ShortText = ""
    """Masked."""
    contract_number: ShortText = ""
    automatic_debit: ShortText = ""
    """Which account is debited, in the person's words; empty: not known."""
    co_debtors: tuple[ShortText, ...] = ()
    terms: Terms = Terms()
    lines: tuple[ShortText, ...] = ()
    """Credit words on the bills (``huabei``) whose lines belong to this debt."""

    def touches(self) -> frozenset[str]:
        """The debt itself."""
        return frozenset({self.id})


class OfDebt(Fact):
    """Something that happened to one debt."""

    debt: Identifier

    def touches(self) -> frozenset[str]:
        """The debt it happened to."""
        return frozenset({self.debt})


class TermsLearned(OfDebt):
    """The terms became known or better known; they replace the earlier ones whole."""

    KIND: ClassVar[str] = "terms_learned"
    VERSION: ClassVar[int] = 3

    terms: Terms


class AmountFellDue(OfDebt):
    """A bill or an instalment fell due on ``on``: what was not due before.

    What is left of an earlier bill is no part of it; the ledger carries that by itself.
    """

    KIND: ClassVar[str] = "amount_fell_due"
    VERSION: ClassVar[int] = 2
    RANK: ClassVar[int] = RANKS["bill"]

    principal: Money
    interest: Money | None = None
    """As billed; None: not stated, so that the ledger computes what accrued by the terms."""
    instalment_fee: Money | None = None
    """As billed; None: not stated, so that the terms say it, or there is none."""
    minimum: Money | None = None
    """Paid in time, the bill is not late; the rest bears interest and comes with the next."""

    @property
    def stated(self) -> Yuan:
        """All of it that was stated."""
        return self.principal + (self.interest or ZERO) + (self.instalment_fee or ZERO)


def fell_due_with_nothing_more(body: dict[str, Any]) -> dict[str, Any]:
    """Version 1 of :class:`AmountFellDue`: interest and fee not written were none."""
    return {"interest": "0.00", "instalment_fee": "0.00", **body}


class PaymentMade(OfDebt):
    """A payment on a debt went through."""

    KIND: ClassVar[str] = "payment_made"
    VERSION: ClassVar[int] = 2
    RANK: ClassVar[int] = RANKS["payment"]

    amount: Annotated[Money, Field(gt=0)]
    line: ShortText = ""
    """Id of the bill line that shows it."""
    allocation: tuple[Part, ...] = ()
    """The order agreed for this payment; empty: the contract's, or the law's."""
    prepay: bool = False
    """Whether what is left of it was agreed to repay principal that is not due yet."""


class PaymentFailed(OfDebt):
    """A payment or an automatic debit was tried and failed; no money moved."""

    KIND: ClassVar[str] = "payment_failed"
    RANK: ClassVar[int] = RANKS["status"]

    amount: Annotated[Money, Field(gt=0)]
    line: ShortText = ""


class ClaimLine(Value):
    """One line of the creditor's statement, under the name the statement itself uses."""

    name: ShortText
    part: Part
    amount: Money


class ClaimReceived(OfDebt):
    """The creditor stated on ``on`` what it says is owed: a claim, checked and not believed."""

    KIND: ClassVar[str] = "claim_received"
    RANK: ClassVar[int] = RANKS["note"]

    total: Annotated[Money, Field(ge=0)]
    lines: tuple[ClaimLine, ...] = ()
    not_yet_due: Money | None = None
    """Principal the statement shows as not due yet (future instalments), if any."""
    days_overdue: NonNegativeInt | None = None
    annual_rate_shown: Rate | None = None
    oldest_unpaid_due: date | None = None
