"""Words of not wanting to live are found however they are spaced, and plain words are not."""

from __future__ import annotations

import pytest

from qinghuan.contact.distress import speaks_of_not_living


@pytest.mark.parametrize(
    "written",
    [
        "不想活了",
        "不 想 活 了",
        "撑不住了",
        "真想消失",
        "I want to  die",
        "KILL MYSELF",
        "better off dead",
    ],
)
def test_words_of_not_wanting_to_live_are_found(written):
    assert speaks_of_not_living(written)


@pytest.mark.parametrize(
    "written",
    ["活儿干完就还", "想办法活下去", "逾期记录到期自动消失", "the deadline", "花呗还不上"],
)
def test_plain_words_are_not(written):
    assert not speaks_of_not_living(written)
