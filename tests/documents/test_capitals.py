"""Amounts in capital characters: the examples of 支付结算办法 and the edges."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.documents.capitals import capitals
from qinghuan.errors import RuleError
from qinghuan.money import LARGEST, from_fen, yuan

DIGITS = {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
SMALL = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("figures", "written"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.10", "壹角"),
        ("0.56", "伍角陆分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("15.08", "壹拾伍元零捌分"),
        ("100.10", "壹佰元壹角"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1010", "壹仟零壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("1000001", "壹佰万零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("999999999.99", "玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_an_amount_is_written_as_on_a_cheque(figures: str, written: str) -> None:
    assert capitals(yuan(figures)) == written


def value(written: str) -> Decimal:
    """The amount that capital characters mean, read by place and not by a table."""
    whole, _, rest = written.removesuffix("整").rpartition("元")
    groups = {"亿": 10**8, "万": 10**4, "": 1}
    found = 0
    for mark, size in groups.items():
        head, found_mark, tail = whole.partition(mark) if mark else (whole, "", "")
        if mark and not found_mark:
            continue
        found += thousands(head) * size
        whole = tail
    fen = sum(
        DIGITS[digit] * size
        for digit, mark, size in [
            (rest[max(rest.find("角") - 1, 0)] if "角" in rest else "零", "角", 10),
            (rest[rest.find("分") - 1] if "分" in rest else "零", "分", 1),
        ]
    )
    return from_fen(found * 100 + fen)


def thousands(written: str) -> int:
    total, digit = 0, 0
    for c in written:
        if c in SMALL:
            total, digit = total + digit * SMALL[c], 0
        else:
            digit = DIGITS[c]
    return total + digit


@settings(max_examples=200)
@given(st.integers(min_value=0, max_value=10**11 - 1))
def test_capitals_mean_the_very_same_amount(fen: int) -> None:
    assert value(capitals(from_fen(fen))) == from_fen(fen)


def test_an_amount_below_zero_has_no_capitals() -> None:
    with pytest.raises(RuleError, match="below zero"):
        capitals(yuan("-0.01"))


def test_the_largest_amount_of_the_product_keeps_its_last_fen() -> None:
    assert capitals(LARGEST).endswith("玖元玖角玖分")


def test_more_than_sixteen_figures_are_refused() -> None:
    with pytest.raises(RuleError):
        capitals(Decimal("123456789012345.00"))
