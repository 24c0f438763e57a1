"""The union of every kind of fact a case can hold, with the way up from old shapes."""

from __future__ import annotations

from typing import Any, Final

from qinghuan.agreement.entries import AgreementReached
from qinghuan.case.entries import CaseOpened, DocumentIssued
from qinghuan.contact.entries import ContactMade, CourtPaperReceived
from qinghuan.debts.changes import (
    ChargeMade,
    DebtChanged,
    MoneyDrawn,
    PaymentReversed,
    PurchaseRefunded,
    ReliefGranted,
)
from qinghuan.debts.entries import (
    AmountFellDue,
    ClaimReceived,
    DebtDisclosed,
    PaymentFailed,
    PaymentMade,
    TermsLearned,
    fell_due_with_nothing_more,
)
from qinghuan.debts.people import PersonInvolved
from qinghuan.evidence.entries import EvidenceKept, PaperSigned, TimestampGiven
from qinghuan.household.entries import BillCategoriesSet, HouseholdStated, PersonDescribed
from qinghuan.imports.entries import LinesSorted, StatementImported
from qinghuan.journal.fact import Kinds


def _unchanged(body: dict[str, Any]) -> dict[str, Any]:
    """The same: the next version may say more, and what this one says it says too."""
    return body


KINDS: Final = Kinds(
    [
        AgreementReached,
        AmountFellDue,
        BillCategoriesSet,
        CaseOpened,
        ChargeMade,
        ClaimReceived,
        ContactMade,
        CourtPaperReceived,
        DebtChanged,
        DebtDisclosed,
        DocumentIssued,
        EvidenceKept,
        HouseholdStated,
        LinesSorted,
        MoneyDrawn,
        PaperSigned,
        PaymentFailed,
        PaymentMade,
        PaymentReversed,
        PersonDescribed,
        PersonInvolved,
        PurchaseRefunded,
        ReliefGranted,
        StatementImported,
        TermsLearned,
        TimestampGiven,
    ],
    {
        (AmountFellDue.KIND, 1): fell_due_with_nothing_more,
        **{
            (kind.KIND, 1): _unchanged
            for kind in (ContactMade, DebtChanged, DebtDisclosed, PaymentMade, TermsLearned)
        },
        **{(kind.KIND, 2): _unchanged for kind in (DebtDisclosed, TermsLearned)},
    },
)
