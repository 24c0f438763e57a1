"""Columns and line breaks where characters are two cells wide."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.cli.layout import cells, padded, table, wrapped

WORDS = st.text(alphabet="花呗欠款，。（）abc 1234.50", max_size=80)


def test_a_chinese_character_takes_two_cells():
    assert cells("花呗 92") == 7


def test_columns_line_up():
    lines = table([["花呗", "1.00"], ["card", "1,000.00"]], ["left", "right"])

    assert lines == ["花呗      1.00", "card  1,000.00"]


def test_a_closing_mark_never_begins_a_line():
    assert wrapped("一二三四。五", 8) == ["一二三", "四。五"]


@settings(max_examples=50)
@given(WORDS, st.integers(12, 40))
def test_breaking_lines_loses_no_word(words, width):
    joined = "".join(wrapped(words, width)).replace(" ", "")

    assert joined == words.replace(" ", "")


@given(WORDS)
def test_padding_fills_to_the_width(words):
    assert cells(padded(words, 200)) == 200
