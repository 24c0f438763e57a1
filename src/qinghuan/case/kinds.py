"""The union of every kind of fact a case can hold, with the way up from old shapes."""

from __future__ import annotations

from typing import Final

from qinghuan.case.entries import CaseOpened, DocumentIssued
from qinghuan.contact.entries import ContactMade, CourtPaperReceived
from qinghuan.debts.entries import (
    AmountFellDue,
    ClaimReceived,
    DebtDisclosed,
    PaymentFailed,
    PaymentMade,
    TermsLearned,
)
from qinghuan.household.entries import BillCategoriesSet, HouseholdStated, PersonDescribed
from qinghuan.imports.entries import LinesSorted, StatementImported
from qinghuan.journal.fact import Kinds

KINDS: Final = Kinds(
    [
        AmountFellDue,
        BillCategoriesSet,
        CaseOpened,
        ClaimReceived,
        ContactMade,
        CourtPaperReceived,
        DebtDisclosed,
        DocumentIssued,
        HouseholdStated,
        LinesSorted,
        PaymentFailed,
        PaymentMade,
        PersonDescribed,
        StatementImported,
        TermsLearned,
    ]
)
