"""The order in which a payment settles a debt: contract, Civil Code art. 561, credit cards."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import day, debt
from debts.making import terms as terms_with
from qinghuan.debts.allocation import CHARGES, allocate, ordering
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, yuan

STATUTORY = ("enforcement_cost", *CHARGES, "principal")
OWED = {
    "enforcement_cost": yuan("3000"),
    "interest": yuan("5000"),
    "principal": yuan("100000"),
}
ON = day("2026-11-20")

amounts = st.decimals(min_value="0.00", max_value="99999.99", places=2)


@pytest.mark.parametrize(
    ("payment", "costs", "interest", "principal"),
    [
        ("2999.99", "2999.99", "0", "0"),
        ("3000.01", "3000", "0.01", "0"),
        ("30000", "3000", "5000", "22000"),
        ("108000", "3000", "5000", "100000"),
    ],
)
def test_the_statutory_order_is_costs_then_interest_then_principal(
    payment, costs, interest, principal
):
    settled, rest = allocate(yuan(payment), OWED, STATUTORY)

    assert settled.get("enforcement_cost", ZERO) == yuan(costs)
    assert settled.get("interest", ZERO) == yuan(interest)
    assert settled.get("principal", ZERO) == yuan(principal)
    assert rest == ZERO


def test_money_beyond_the_debt_settles_nothing():
    assert allocate(yuan("108000.50"), OWED, STATUTORY)[1] == yuan("0.50")


@pytest.mark.parametrize("payment", ["0", "-0.01"])
def test_a_payment_must_be_above_zero(payment):
    with pytest.raises(RuleError, match="above zero"):
        allocate(yuan(payment), OWED, STATUTORY)


def test_an_order_that_leaves_out_a_part_that_is_owed_is_refused():
    with pytest.raises(RuleError, match="leaves out principal"):
        allocate(yuan("1"), OWED, ("enforcement_cost", "interest"))


def test_no_part_of_a_debt_may_be_negative():
    with pytest.raises(RuleError, match="negative"):
        allocate(yuan("1"), {"interest": yuan("-0.01")}, STATUTORY)


def test_without_a_clause_the_civil_code_gives_the_order_and_its_source_travels_with_it():
    order = ordering(debt())(ON, 10)

    assert order.parts == STATUTORY
    assert order.source is not None
    assert order.source.source.article == "第561条"


def test_the_contract_wins_over_the_default():
    terms = terms_with(allocation=("principal", "interest"))

    order = ordering(debt(terms=terms))(ON, 10)

    assert order.parts[:2] == ("principal", "interest")
    assert order.source is None
    assert order.entry
    assert set(order.parts) == set(STATUTORY)


@pytest.mark.parametrize(("days_late", "first"), [(90, "enforcement_cost"), (91, "principal")])
def test_a_credit_card_payment_goes_to_principal_first_from_the_91st_day(days_late, first):
    assert ordering(debt(product="credit_card"))(ON, days_late).parts[0] == first


def test_other_products_keep_their_order_however_late():
    assert ordering(debt())(ON, 400).parts[0] == "enforcement_cost"


@settings(max_examples=50)
@given(amounts.filter(bool), amounts, amounts, amounts, st.permutations(STATUTORY))
def test_no_fen_appears_or_disappears(payment, costs, interest, principal, order):
    owed = {"enforcement_cost": costs, "interest": interest, "principal": principal}

    settled, rest = allocate(payment, owed, order)

    assert sum(settled.values(), ZERO) + rest == payment
    assert rest >= ZERO
    assert all(ZERO < amount <= owed[part] for part, amount in settled.items())
