"""A late credit card carries its own warning, and no other debt does."""

from __future__ import annotations

import pytest

from debts.making import day, debt, due
from qinghuan.debts.card_warning import card_warning
from qinghuan.debts.stage import stage
from qinghuan.words import say

TODAY = day("2026-11-20")


def warned(product, on="2026-08-20"):
    late = debt(due(on, "90000"), product=product)
    return card_warning(late, stage(late, TODAY))


def test_a_late_card_is_told_to_stay_reachable_and_asked_about_formal_demands():
    said = " ".join(say(text, "zh_CN") for text in warned("credit_card"))

    for words in ("保持联系得上", "不造假材料", "不转移财产", "正式催收过几次", "12348"):
        assert words in said
    assert all(say(text, "en") for text in warned("credit_card"))


def test_no_threshold_is_named_while_none_is_verified():
    said = "".join(say(text, "zh_CN") for text in warned("credit_card")).replace("12348", "")

    assert not any(character.isdigit() for character in said)


@pytest.mark.parametrize("product", ["huabei", "jiebei", "bank_loan", "online_loan"])
def test_it_is_never_said_of_another_debt(product):
    assert warned(product) == ()


def test_a_card_that_is_not_late_is_not_warned():
    assert warned("credit_card", on="2026-11-20") == ()
