"""Facts of debts, made short for tests."""

from __future__ import annotations

from datetime import date

from qinghuan.debts.entries import (
    AmountFellDue,
    ClaimLine,
    ClaimReceived,
    DebtDisclosed,
    PaymentMade,
    Terms,
)
from qinghuan.debts.facts import DebtFacts, fold_debts
from qinghuan.household.bills import BillSums, DebtLine
from qinghuan.journal.history import Recorded, in_order
from qinghuan.money import yuan

DEBT = "debt00000001"
SIMPLE = Terms(penalty_rate="0.0005", penalty_base="overdue_principal", origin="contract")


def terms(**changes) -> Terms:
    """The simple terms with ``changes``."""
    return Terms.model_validate(SIMPLE.model_dump() | changes)


def day(text):
    return date.fromisoformat(text)


def due(on, principal, interest="0", fee="0", *, minimum=None, n=1):
    return AmountFellDue(
        id=f"due{day(on):%Y%m%d}{n:02d}",
        on=day(on),
        debt=DEBT,
        principal=principal,
        interest=interest,
        instalment_fee=fee,
        minimum=minimum,
    )


def paid(on, amount, n=1, line=""):
    return PaymentMade(
        id=f"paid{day(on):%Y%m%d}{n:02d}", on=day(on), debt=DEBT, amount=amount, line=line
    )


def claim(on, total, *lines, n=1, **more):
    return ClaimReceived(
        id=f"claim{day(on):%Y%m%d}{n:02d}",
        on=day(on),
        debt=DEBT,
        total=total,
        lines=tuple(ClaimLine(name=name, part=part, amount=amount) for name, part, amount in lines),
        **more,
    )


def repaid(on, amount, id="line1", status="done", hint="huabei"):
    return DebtLine(id, day(on), "debt_repay", status, hint, yuan(amount), "花呗", "还款")


def disclosed(terms=SIMPLE, **more):
    values = {"creditor": "某消费金融公司", "product": "huabei", "lender": "consumer_finance"}
    return DebtDisclosed(id=DEBT, on=day("2020-01-01"), terms=terms, **(values | more))


def debt(*facts, terms=SIMPLE, lines=(), **more) -> DebtFacts:
    """The debt that folding ``facts`` gives, whatever order they stand in."""
    every = [disclosed(terms, **more), *facts]
    ordered = [item.fact for item in in_order(Recorded(fact, 0) for fact in every)]
    folded, problems = fold_debts(ordered, BillSums(debt_lines=tuple(lines)))
    assert not problems
    return folded[0]
