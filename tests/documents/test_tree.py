"""A paper as plain data: words said, sources numbered, unseen characters gone."""

from __future__ import annotations

from dataclasses import replace

from documents.samples import BILL, sample
from qinghuan.documents.tree import clean, texts, tree


def test_each_source_is_listed_once_in_the_order_of_its_first_figure() -> None:
    assert tree(sample())["sources"] == [BILL, "本人陈述"]


def test_a_figure_carries_the_number_of_its_own_source() -> None:
    items = tree(sample())["blocks"][3]["items"]

    assert [run["mark"] for run in items[0]] == [0, 2]


def test_a_paper_in_english_says_its_own_words_in_english() -> None:
    english = tree(replace(sample(), language="en"))

    assert "Stated by me" in english["sources"]
    assert any("12,345.67 yuan" in text for text in texts(english))


def test_controls_and_direction_marks_of_typed_words_are_gone() -> None:
    assert clean("王\u202e小\u200b明\x07\r\n电话\u3000一") == "王小明 电话 一"


def test_a_typed_name_keeps_characters_newer_than_this_python() -> None:
    assert clean("\U000323af") == "\U000323af"
