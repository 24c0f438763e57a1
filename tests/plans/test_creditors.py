"""Several creditors: no fen too much or too little, and the order that was asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.errors import RuleError
from qinghuan.money import ZERO, from_fen, total, yuan
from qinghuan.plans.creditors import NeverPaidOff, Owed, pay_off, pro_rata

fen = st.integers(0, 10_000_000)


@settings(max_examples=200, deadline=None)
@given(fen, st.lists(fen, min_size=1, max_size=12).filter(any))
def test_offers_sum_to_what_there_is_and_never_exceed_a_debt(available, debts):
    amounts = [from_fen(one) for one in debts]
    offers = pro_rata(from_fen(available), amounts)
    assert total(offers) == min(from_fen(available), total(amounts))
    assert all(ZERO <= offer <= debt for offer, debt in zip(offers, amounts, strict=True))


@settings(max_examples=100, deadline=None)
@given(fen, st.lists(fen, min_size=1, max_size=12).filter(any))
def test_no_offer_is_a_fen_away_from_its_exact_share(available, debts):
    amounts = [from_fen(one) for one in debts]
    whole = total(amounts)
    for offer, debt in zip(pro_rata(from_fen(available), amounts), amounts, strict=True):
        share = min(debt, from_fen(available) * debt / whole)
        assert abs(offer - share) < Decimal("0.0101")


def test_without_repair_each_share_is_only_rounded():
    offers = pro_rata(yuan("160"), [yuan("4550"), yuan("6700"), yuan("1200")], "none")
    assert offers == [yuan("58.47"), yuan("86.10"), yuan("15.42")]


@pytest.mark.parametrize("debts", [[], [ZERO], [yuan("-1"), yuan("5")]])
def test_shares_without_a_debt_are_refused(debts):
    with pytest.raises(RuleError):
        pro_rata(yuan("1"), debts)


DEBTS = [
    Owed(Decimal(5000), Decimal("0.2299"), Decimal(150)),
    Owed(Decimal(3500), Decimal("0.1899"), Decimal(100)),
    Owed(Decimal(12000), Decimal("0.065"), Decimal(350)),
]


def test_the_highest_rate_first_costs_least():
    costs = {
        order: pay_off(DEBTS, order, extra=Decimal(200)).total_interest
        for order in ("avalanche", "snowball", "given")
    }
    assert costs["avalanche"] == min(costs.values())
    assert costs["avalanche"] < costs["snowball"]


def test_the_smallest_balance_first_ends_that_debt_soonest():
    smallest = pay_off(DEBTS, "snowball", extra=Decimal(200))
    assert smallest.ended[1] < pay_off(DEBTS, "avalanche", extra=Decimal(200)).ended[1]


def test_money_that_is_freed_goes_on_to_the_next_debt_in_the_same_month():
    found = pay_off(DEBTS, "avalanche", extra=Decimal(200))
    for row in found.rows[:-1]:
        assert sum(one.paid for one in row) == Decimal(800)


def test_every_month_opening_and_interest_less_payment_is_the_balance():
    for row in pay_off(DEBTS, "snowball", extra=Decimal(50)).rows:
        for one in row:
            assert one.opening + one.interest - one.paid == one.balance


def test_minimums_alone_do_not_pass_on_what_is_freed():
    found = pay_off(DEBTS, "minimums")
    assert sum(one.paid for one in found.rows[-1]) < Decimal(600)


def test_a_budget_below_the_interest_never_ends():
    with pytest.raises(NeverPaidOff):
        pay_off([Owed(Decimal(1000), Decimal(5))], "given", budget=Decimal(10))


def test_a_budget_below_the_minimums_is_refused():
    with pytest.raises(RuleError):
        pay_off(DEBTS, "given", budget=Decimal(100))


def test_what_is_not_paid_off_within_the_months_looked_at_has_no_number_of_months():
    found = pay_off(DEBTS, "minimums", months=3)
    assert (found.months, len(found.rows), found.ended) == (None, 3, (None, None, None))
