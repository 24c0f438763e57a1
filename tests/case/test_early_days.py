"""A case whose facts lie in any year is answered, never broken off."""

from __future__ import annotations

from datetime import date

import pytest

from qinghuan.case.assess import assess
from qinghuan.case.fold import fold
from qinghuan.case.plan import plan
from qinghuan.contact.entries import ContactMade
from qinghuan.debts.changes import MoneyDrawn
from qinghuan.debts.entries import (
    AmountFellDue,
    ClaimLine,
    ClaimReceived,
    DebtDisclosed,
    PaymentMade,
    Terms,
)
from qinghuan.journal.history import Recorded
from qinghuan.money import yuan

PRODUCTS = ("huabei", "credit_card", "private", "bank_loan", "other")
LENDERS = ("consumer_finance", "bank", "private", "unknown")


def recorded(*facts):
    return [Recorded(fact, place) for place, fact in enumerate(facts, 1)]


@pytest.mark.parametrize("year", [1990, 2005, 2011, 2016, 2019, 2020, 2023])
@pytest.mark.parametrize("product", PRODUCTS)
def test_facts_of_any_year_are_answered(year, product):
    on = date(year, 6, 15)
    for lender in LENDERS:
        facts = (
            DebtDisclosed(
                id="debt00000001",
                on=on,
                creditor="示例",
                product=product,
                lender=lender,
                terms=Terms(rate=yuan("0.00"), penalty_rate=yuan("0.01") / 20),
            ),
            MoneyDrawn(id="draw00000001", on=on, debt="debt00000001", amount=yuan("1000")),
            AmountFellDue(
                id="due000000001",
                on=date(year, 8, 15),
                debt="debt00000001",
                principal=yuan("500"),
                minimum=yuan("50"),
            ),
            PaymentMade(
                id="paid00000001", on=date(year, 9, 1), debt="debt00000001", amount=yuan("20")
            ),
            ClaimReceived(
                id="claim0000001",
                on=date(year, 10, 1),
                debt="debt00000001",
                total=yuan("600"),
                lines=(ClaimLine(name="本金", part="principal", amount=yuan("600")),),
            ),
            ContactMade(
                id="call00000001",
                on=date(year, 10, 2),
                direction="incoming",
                channel="phone",
                minutes=3,
                debt="debt00000001",
            ),
        )
        for today in (date(year, 10, 3), date(2026, 11, 20)):
            result = assess(fold(recorded(*facts), today), today)
            assert len(result.debts) == 1
            assert plan(result) == ()
