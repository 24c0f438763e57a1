"""Money: exact to the fen, made in one place, rounded in one place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.money import LARGEST, ZERO, NotMoney, fen, from_fen, rate, rounded, total, yuan

amounts = st.integers(-(10**14), 10**14).map(from_fen)


@pytest.mark.parametrize(
    ("given_value", "made"),
    [
        ("1,234.5", "1234.50"),
        (7, "7.00"),
        (Decimal("0.10"), "0.10"),
        ("-0", "0.00"),
        (" 3 ", "3.00"),
    ],
)
def test_text_whole_numbers_and_decimals_become_money(given_value, made):
    assert str(yuan(given_value)) == made


@pytest.mark.parametrize(
    "value",
    [1.5, True, None, "abc", "", "NaN", "Infinity", "0.001", "1e30", "9" * 40, LARGEST + 1],
)
def test_what_is_no_amount_is_refused(value):
    with pytest.raises(NotMoney):
        yuan(value)


@given(st.text(alphabet="0123456789.,- １", max_size=17))
@settings(max_examples=200)
def test_text_means_the_same_with_a_space_before_it(text):
    def made(value):
        try:
            return repr(yuan(value))
        except NotMoney:
            return "refused"

    assert made(text) == made(" " + text)


@pytest.mark.parametrize("value", [0.1, False, "x", "NaN", "0.0000000000001"])
def test_what_is_no_rate_is_refused(value):
    with pytest.raises(NotMoney):
        rate(value)


@pytest.mark.parametrize(
    ("mode", "results"),
    [
        ("half_up", ["0.13", "-0.13", "0.12"]),
        ("half_even", ["0.12", "-0.12", "0.12"]),
        ("up", ["0.13", "-0.13", "0.13"]),
        ("down", ["0.12", "-0.12", "0.12"]),
    ],
)
def test_each_mode_rounds_as_its_name_says(mode, results):
    values = ["0.125", "-0.125", "0.1201"]

    assert [str(rounded(Decimal(value), mode)) for value in values] == results


def test_money_can_be_rounded_to_whole_or_ten_yuan():
    assert str(rounded(Decimal("1234.50"), step=Decimal(1))) == "1235.00"
    assert str(rounded(Decimal("1234.50"), step=Decimal(10))) == "1230.00"


def test_nothing_rounds_to_minus_zero():
    assert str(rounded(Decimal("-0.001"))) == "0.00"


@settings(max_examples=100)
@given(amounts)
def test_yuan_and_fen_are_the_same_money(amount):
    assert from_fen(fen(amount)) == amount
    assert yuan(str(amount)) == amount


@settings(max_examples=60)
@given(st.lists(amounts, max_size=20))
def test_a_total_is_the_sum_of_its_fen(parts):
    assert fen(total(parts)) == sum(map(fen, parts))
    assert total([]) == ZERO
