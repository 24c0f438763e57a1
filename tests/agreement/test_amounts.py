"""Amounts and days as creditors write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.agreement.amounts import amounts, capital_amount, days, small_number
from qinghuan.documents.capitals import capitals
from qinghuan.money import yuan


@settings(deadline=None)  # the first call loads the library that writes them
@given(st.integers(100, 99_999_999_999))
def test_capital_characters_are_read_as_they_are_written(fen):
    amount = yuan(Decimal(fen) / 100)

    assert capital_amount(capitals(amount)) == amount


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("每期850.00元", ["850.00"]),
        ("人民币12,345.67元整", ["12345.67"]),
        ("¥300", ["300.00"]),
        ("共1.2万元", ["12000.00"]),
        ("2026年12月28日还850元", ["850.00"]),
        ("年利率15.4%，共12期", []),
    ],
)
def test_amounts_are_told_from_days_rates_and_counts(words, found):
    assert [str(one.amount) for one in amounts(words) if one.sure] == found


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("2026年12月28日", "2026-12-28"),
        ("2026-12-28", "2026-12-28"),
        ("2026/1/8", "2026-01-08"),
        ("2026.12.28", "2026-12-28"),
        ("2027年2月30日", "None"),
    ],
)
def test_days_are_read_in_every_form_and_impossible_ones_are_known(words, on):
    assert [str(one.on) for one in days(words)] == [on]


def test_counts_are_read_in_figures_and_characters():
    assert [small_number(words) for words in ("12", "十二", "三十六", "六", "")] == [
        12,
        12,
        36,
        6,
        None,
    ]
