"""Facts about contact with creditors and collectors, and about papers that came from a court."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal, TypeAlias

from qinghuan.journal.fact import Fact, Identifier, LongText, Money, ShortText, Value

Act: TypeAlias = Literal[
    "demand_arrived",
    "automatic_deduction",
    "demand_for_part",
    "suit_or_arbitration",
    "mediation_request",
    "instalment_payment",
    "request_for_delay",
    "repayment_plan",
    "assignment_notice",
]
"""What starts the period of limitation anew, by the names of ``limitation.interruptions``."""
BannedAct: TypeAlias = Literal[
    "impersonating_authorities",
    "false_blacklist",
    "exaggerating",
    "extra_charges",
    "pushing_new_borrowing",
    "public_posters",
    "private_phones",
    "entering_home",
    "threat_or_violence",
]
"""What collectors must not do, by the names of ``collection.banned_acts``; and threats."""


class Promise(Value):
    """What the other side said it would do or accept."""

    what: LongText
    amount: Money | None = None
    by: date | None = None


class ContactMade(Fact):
    """One contact, recorded with the fields a complaint or a confirmation letter needs."""

    KIND: ClassVar[str] = "contact_made"
    VERSION: ClassVar[int] = 2

    debt: Identifier | None = None
    direction: Literal["outgoing", "incoming"]
    channel: Literal["phone", "app", "message", "mail", "visit", "other"]
    institution: ShortText = ""
    person: ShortText = ""
    staff_number: ShortText = ""
    their_number: ShortText = ""
    minutes: int | None = None
    said: LongText = ""
    promises: tuple[Promise, ...] = ()
    recording_kept: bool = False
    acts: tuple[Act, ...] = ()
    """What was done in it that starts the period of limitation anew."""
    answered: bool | None = None
    """Of a call: whether anybody spoke; without it a call of some minutes was answered."""
    reached: Literal["me", "contact_person", "third_person"] = "me"
    """Whom they reached: the borrower, a named contact, somebody unconnected with the debt."""
    time_agreed: bool = False
    """Whether the borrower had agreed to this time."""
    did: tuple[BannedAct, ...] = ()
    """What they did that the rules of collection ban."""

    @property
    def spoken(self) -> bool:
        """Whether it was a call in which somebody spoke."""
        if self.channel != "phone":
            return False
        return self.answered if self.answered is not None else bool(self.minutes)

    def touches(self) -> frozenset[str]:
        """A contact adds; it never contradicts what another form shows."""
        return frozenset()


class CourtPaperReceived(Fact):
    """A paper came that says it is from a court: real or not, its last day counts first."""

    KIND: ClassVar[str] = "court_paper_received"

    paper: Literal["payment_order", "summons", "enforcement", "unclear"]
    court: ShortText = ""
    case_number: ShortText = ""
    received_on: date
    debt: Identifier | None = None
    checked_with_court: bool | None = None
