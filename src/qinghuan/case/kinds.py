"""The union of every kind of fact a case can hold, with the way up from old shapes."""

from __future__ import annotations

from typing import Any, Final

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
)
from qinghuan.debts.people import PersonInvolved
from qinghuan.household.entries import BillCategoriesSet, HouseholdStated, PersonDescribed
from qinghuan.imports.entries import LinesSorted, StatementImported
from qinghuan.journal.fact import Kinds


def _unchanged(body: dict[str, Any]) -> dict[str, Any]:
    """The same: version 2 may say more, and what version 1 says it says too."""
    return body


KINDS: Final = Kinds(
    [
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
        HouseholdStated,
        LinesSorted,
        MoneyDrawn,
        PaymentFailed,
        PaymentMade,
        PaymentReversed,
        PersonDescribed,
        PersonInvolved,
        PurchaseRefunded,
        ReliefGranted,
        StatementImported,
        TermsLearned,
    ],
    {
        (kind.KIND, 1): _unchanged
        for kind in (ContactMade, DebtChanged, DebtDisclosed, PaymentMade, TermsLearned)
    },
)
