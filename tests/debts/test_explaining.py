"""The way to a figure of a schedule, a rate or a ledger, when somebody asks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from qinghuan.debts.allocation import by_rule
from qinghuan.debts.annual_rate import Flow, annual_rate
from qinghuan.debts.engine import run
from qinghuan.debts.events import Contract, Drawdown, Due, Paid, Waiver
from qinghuan.debts.explaining import why_part, why_payment, why_rate, why_row
from qinghuan.debts.schedule import Plan, RateOf, schedule
from qinghuan.words import say

PLAN = Plan(
    principal=Decimal("1200.00"),
    rate=RateOf("annual", Decimal("0.12")),
    n=3,
    start=date(2026, 1, 1),
)


def test_a_row_says_its_parts_and_the_balance_before_and_after_it():
    found = schedule(PLAN)

    first, last = why_row(found, 1), why_row(found, 3)

    assert first.value == found.rows[0].payment
    assert say(first.formula, "zh_CN") == "第1期：本金396.03 + 利息12.00 + 费用0.00 = 408.03元"
    assert first.inputs == {
        "balance_before": Decimal("1200.00"),
        "balance_after": found.rows[0].balance,
    }
    assert say(last.formula, "zh_CN").startswith("最后一期（第3期）还清余下的")
    assert last.inputs["balance_before"] == found.rows[1].balance


@pytest.mark.parametrize("n", [0, 4, -1])
def test_a_row_that_is_not_there_is_no_row(n):
    with pytest.raises(IndexError):
        why_row(schedule(PLAN), n)


def test_the_payment_names_what_it_is_made_from():
    found = why_payment(schedule(PLAN))

    assert found.value == Decimal("408.03")
    assert found.inputs == {
        "principal": Decimal("1200.00"),
        "rows": 3,
        "rate annual": Decimal("0.12"),
        "day_count": "30/360",
    }
    assert "利息按余额计" in say(found.formula, "zh_CN")


def test_a_payment_that_was_given_is_said_to_be_given():
    given = Plan(
        principal=Decimal("1200.00"),
        rate=RateOf("annual", Decimal("0.12")),
        n=3,
        start=date(2026, 1, 1),
        payment=Decimal("400.00"),
    )

    assert "给定" in say(why_payment(schedule(given)).formula, "zh_CN")


def test_a_rate_names_every_payment_and_the_equation():
    flows = [Flow(Decimal(100), Decimal(0)), Flow(Decimal(-110), Decimal(1))]
    found = why_rate(annual_rate(flows, "aprc"), flows, "aprc")

    assert found.value == Decimal("0.1")
    assert found.inputs == {"1 0": Decimal(100), "2 1": Decimal(-110)}
    assert say(found.formula, "zh_CN") == "2笔收付，每笔按年数折现，加起来正好为零；一年10%"


def test_without_a_rate_there_is_nothing_to_say():
    flows = [Flow(Decimal(100), Decimal(0)), Flow(Decimal(110), Decimal(1))]

    assert why_rate(annual_rate(flows, "aprc"), flows, "aprc") is None


def test_a_part_says_what_came_in_the_days_and_what_settled_it():
    day = date(2026, 2, 10)
    order = by_rule(card=False, known_on=day)
    contract = Contract(rate=Fraction(3, 10_000), penalty=Fraction(5, 10_000), order=order)
    account = run(
        contract,
        [
            Drawdown(date(2026, 1, 1), Decimal("1000.00")),
            Due(date(2026, 1, 31), Decimal("1000.00"), entry="bill0001"),
            Paid(date(2026, 2, 10), Decimal("3.00"), id="paid0001"),
            Waiver(date(2026, 2, 10), "penalty_interest", Decimal("1.00")),
        ],
        date(2026, 2, 10),
    )

    penalty = why_part(account, "penalty_interest")
    principal = why_part(account, "principal")

    assert penalty.value == account.parts["penalty_interest"].owed
    [stretch, *paid] = penalty.inputs.values()
    assert say(stretch, "zh_CN") == ("2026年2月1日至2026年2月10日，10天，基数1,000.00元，每天0.05%")
    assert [str(one) for one in paid] == []
    assert why_part(account, "interest").inputs["paid 2026-02-10 paid0001"] == Decimal("3.00")
    assert principal.entries == ("bill0001",)
    assert [one.name for one in why_part(account, "interest").parameters] == [
        "civil_code.order_within_debt"
    ]


def test_a_part_that_never_came_in_has_no_way():
    contract = Contract(rate=None, penalty=None)
    account = run(contract, [Drawdown(date(2026, 1, 1), Decimal("1.00"))], date(2026, 1, 2))

    with pytest.raises(KeyError):
        why_part(account, "late_fee")
