"""One line of a bill, and the exact bytes that are stored."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.bills import ALL_FILES, parsed
from qinghuan.errors import RuleError
from qinghuan.imports.lines import Line, canonical, digest_of_lines, from_canonical, review_text
from qinghuan.imports.report import totals
from qinghuan.money import yuan
from qinghuan.words import LANGUAGES, say

MOMENT = datetime(2026, 6, 3, 12, 31, 5)
text = st.text(max_size=12)
amounts = st.none() | st.decimals(min_value=0, max_value=9_999_999, places=2)


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda path: path.name)
def test_every_line_of_the_samples_survives_its_canonical_text(path):
    for line in parsed(path).lines:
        assert from_canonical(canonical(line)) == line
        assert canonical(from_canonical(canonical(line))) == canonical(line)


@settings(max_examples=60)
@given(text, text, amounts, amounts, st.tuples(text, text), st.booleans())
def test_any_text_in_a_line_survives(item, order, amount, refunded, raw, moved):
    line = Line(
        "wechat",
        7,
        MOMENT,
        item=item,
        order_id=order,
        amount=amount,
        refunded=refunded,
        raw=raw,
        moved=moved,
    )
    assert from_canonical(canonical(line)) == line


def test_the_canonical_text_is_sorted_json_without_defaults():
    stored = canonical(Line("alipay", 25, MOMENT, amount=yuan("1.50"), note="茶"))

    assert list(json.loads(stored)) == sorted(json.loads(stored))
    assert stored == (
        '{"amount":"1.50","note":"茶","occurred_at":"2026-06-03T12:31:05",'
        '"source":"alipay","source_row":25,"version":1}'
    )


@pytest.mark.parametrize(
    "broken", ["", "[]", "{}", '{"version":1}', '{"version":9,"source":"alipay"}', '{"version":1']
)
def test_a_text_that_is_no_line_is_refused(broken):
    with pytest.raises(RuleError):
        from_canonical(broken)


def test_the_digest_depends_on_order_and_on_where_a_line_ends():
    assert digest_of_lines(["a", "b"]) != digest_of_lines(["b", "a"])
    assert digest_of_lines(["ab"]) != digest_of_lines(["a", "b"])


def test_money_that_did_not_move_counts_nothing():
    line = Line("alipay", 1, MOMENT, amount=yuan("1448.29"), kind="debt_repay", moved=False)

    assert line.counted == yuan(0)
    assert totals([line])["debt_repay"] == yuan(0)


def test_a_reason_for_review_is_a_sentence_in_both_languages():
    line = Line("alipay", 1, MOMENT, review="amount_missing")

    reason = review_text(line)
    assert reason is not None
    assert all(say(reason, language) for language in LANGUAGES)
    assert review_text(line._replace(review="")) is None
