"""The official channel: a verified number with its source, else how to find one."""

from __future__ import annotations

from datetime import date

import pytest

from qinghuan.contact.channels import INDEPENDENT, channel, desk_of, line
from qinghuan.policy.products import products
from qinghuan.words import say

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("name", ["huabei", "xinyonggou", "jiebei"])
def test_the_products_of_alipay_have_its_verified_number_with_a_source(name):
    way = channel(name, DAY)

    assert way.number == "95188"
    assert way.desk.source.confidence in {"H", "M"}
    assert "95188" in say(way.says)
    assert desk_of(name) == "hotlines.alipay"


@pytest.mark.parametrize("name", ["weilidai", "baitiao", "credit_card", "online_loan", "other"])
def test_without_a_verified_number_none_is_shown_and_the_person_is_told_how_to_find_it(name):
    way = channel(name, DAY)
    told = [say(words) for words in (way.says, *way.ways)]

    assert way.number == ""
    assert not any(any(sign.isdigit() for sign in words) for words in told)
    assert "合同" in "".join(told)
    assert "短信" in told[-1]


def test_the_back_of_the_card_comes_first_for_a_credit_card_and_for_nothing_else():
    backs = [name for name in products() for way in channel(name, DAY).ways if "卡背" in say(way)]

    assert backs == ["credit_card"]
    assert "卡背" in say(channel("credit_card", DAY).ways[0])


def test_a_private_lender_is_met_in_person():
    way = channel("private", DAY)

    assert way.ways == ()
    assert "本人" in say(way.says)


@pytest.mark.parametrize("name", list(products()))
def test_every_way_to_every_product_is_said_in_both_languages(name):
    way = channel(name, DAY)

    for language in ("zh_CN", "en"):
        assert all(say(words, language) for words in (way.says, *way.ways))


def test_the_lines_that_belong_to_nobody_in_the_dispute_have_numbers():
    numbers = [line(name, DAY).string for name in INDEPENDENT]

    assert numbers == ["12348", "12368", "12378", "12363", "96110"]


def test_a_number_that_was_never_verified_is_no_line():
    assert line("hotlines.market_regulator", DAY) is None
    assert line("", DAY) is None
