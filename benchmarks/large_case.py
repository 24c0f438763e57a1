"""A large case: ten years, 60,000 bill lines, twelve debts, 3,000 entries; the same each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from import_speed import bill

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.contact.entries import ContactMade
from qinghuan.debts.entries import (
    AmountFellDue,
    ClaimLine,
    ClaimReceived,
    DebtDisclosed,
    PaymentMade,
    Terms,
)
from qinghuan.household.entries import Expense, HouseholdStated, Income, Member
from qinghuan.journal.fact import Fact
from qinghuan.money import yuan
from qinghuan.store.importing import import_file

LINES: Final = 60_000
DEBTS: Final = 12
ENTRIES: Final = 3_000
TODAY: Final = date(2026, 11, 20)
FIRST: Final = date(2016, 12, 1)
NOW: Final = datetime(2026, 11, 20, 2, tzinfo=UTC)
PRODUCTS: Final = ("huabei", "jiebei", "credit_card", "weilidai", "baitiao", "online_loan")
TERMS: Final = Terms(
    penalty_rate=Decimal("0.0005"),
    penalty_base="overdue_principal",
    compounding="none",
    origin="contract",
)


def made() -> str:
    """The case in the open data folder; its id."""
    facts = list(_facts())
    case = store.new_case(facts[:1], who=store.OWNER, now=NOW)
    for start in range(1, len(facts), 500):
        store.append(case, facts[start : start + 500], who=store.OWNER, now=NOW)
    content = bill(LINES)
    import_file(case, content, "alipay.csv", who=store.OWNER, now=NOW)
    return case


def _facts() -> Iterator[Fact]:
    chance = random.Random(20261128)
    yield CaseOpened(id=store.mint(), on=FIRST, label="十年")
    debts = [
        DebtDisclosed(
            id=store.mint(),
            on=FIRST + timedelta(days=200 * place),
            creditor=f"示例贷款人{place}",
            product=PRODUCTS[place % len(PRODUCTS)],
            product_name=f"示例产品{place}",
            lender="consumer_finance",
            lines=(f"word{place}",),
            terms=TERMS,
        )
        for place in range(DEBTS)
    ]
    yield from debts
    yield _household()
    left = ENTRIES - DEBTS - 2
    for number in range(left):
        debt = debts[number % DEBTS]
        on = debt.on + timedelta(days=30 + number * 13 % max(31, (TODAY - debt.on).days - 30))
        yield _event(chance, debt.id, on, number)


def _event(chance: random.Random, debt: str, on: date, number: int) -> Fact:
    amount = yuan(f"{chance.randint(100, 900)}.{chance.randint(0, 99):02d}")
    kind = number % 10
    if kind < 3:
        return AmountFellDue(id=store.mint(), on=on, debt=debt, principal=amount)
    if kind < 7:
        return PaymentMade(id=store.mint(), on=on, debt=debt, amount=amount)
    if kind < 9:
        return ContactMade(
            id=store.mint(), on=on, debt=debt, direction="incoming", channel="phone", minutes=3
        )
    return ClaimReceived(
        id=store.mint(),
        on=on,
        debt=debt,
        total=amount,
        lines=(ClaimLine(name="本金", part="principal", amount=amount),),
    )


def _household() -> Fact:
    return HouseholdStated(
        id=store.mint(),
        on=TODAY - timedelta(days=19),
        place="xining",
        residence="urban",
        members=(Member(relation="本人", age="18_to_59", earns=True),),
        incomes=(Income(source="wages", by_month=dict.fromkeys(range(1, 13), yuan("6000"))),),
        expenses=(Expense(category="food_tobacco_liquor", amount=yuan("1500")),),
        cash=yuan("5000"),
        pay_day=25,
    )
