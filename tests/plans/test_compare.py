"""Ways side by side: the figures are those of the plans, and what speaks against one is said."""

from __future__ import annotations

from decimal import Decimal

from plans.several_made import RISK, drawn
from qinghuan.money import ZERO, yuan
from qinghuan.plans.compare import compared
from qinghuan.plans.least_cost import least_cost
from qinghuan.plans.paying import heuristics
from qinghuan.plans.several import Capacity, Debt, MustPay, Rules
from qinghuan.words import LANGUAGES, say

PLAIN = Rules(risk=RISK)


def rows_of(debts, capacity, rules=PLAIN):
    return {row.way: row for row in compared(heuristics(debts, capacity, rules), debts, capacity)}


def test_every_way_stands_in_the_table_with_the_figures_of_its_plan():
    debts, capacity, rules = drawn(11)
    found = least_cost(debts, capacity, rules)
    rows = compared(found.plans, debts, capacity)

    assert [row.way for row in rows] == [
        "pro_rata",
        "avalanche",
        "snowball",
        "given",
        "least_cost",
    ]
    for row in rows:
        plan = found.plans[row.way]
        assert (row.months.value, row.cost.value) == (plan.months, plan.cost)
        assert row.risk.value == plan.suit
        assert row.unpaid == plan.ended
        assert not row.worst.above
        assert row.worst.paid.value == max(sum(one.paid for one in month) for month in plan.rows)


def test_the_risk_is_labelled_as_an_assumption_and_said_to_be_none_without_late_debts():
    calm, late = Debt(yuan("900"), Decimal(0)), Debt(yuan("900"), Decimal(0), days_late=200)
    capacity = Capacity.even(yuan("300"))

    risky = rows_of([late], capacity)["given"]
    assert risky.risk.value == yuan("20.00")
    assert "plans.suit_chance_per_month" in risky.risk.assumptions
    assert "假设" in say(risky.risk.formula)
    quiet = rows_of([calm], capacity)["given"]
    assert (quiet.risk.value, quiet.risk.assumptions) == (ZERO, ())


def test_the_month_that_asks_for_more_than_it_can_carry_is_the_worst_one():
    card = Debt(yuan("1000"), Decimal(0), yuan("100"))
    capacity = Capacity({month: yuan("300") for month in range(2, 13)}, first=12)
    row = rows_of([card], capacity)["avalanche"]

    assert (row.worst.month, row.worst.paid.value, row.worst.above) == (2, yuan("100"), True)
    assert not row.allowed
    assert [text.id for text in row.against] == ["plans.creditors.against.over"]


def test_whatever_speaks_against_a_way_is_said_in_both_languages():
    must = Debt(yuan("5000"), Decimal("0.3"), must_pay=MustPay(yuan("4000"), 2), days_late=10)
    card = Debt(yuan("1000"), Decimal("0.2"), yuan("100"))
    one = Rules(one_at_a_time=True, risk=RISK)
    never = rows_of([Debt(yuan("100"), Decimal(5))], Capacity.even(yuan("10")))
    rows = [*rows_of([must, card, card], Capacity.even(yuan("600")), one).values(), *never.values()]

    ids = {text.id.rpartition(".")[2] for row in rows for text in row.against}
    assert ids == {"missed", "spread", "never"}
    for language in LANGUAGES:
        for row in rows:
            assert all(say(text, language) for text in (row.label, row.cost.formula, *row.against))
