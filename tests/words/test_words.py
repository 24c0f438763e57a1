"""Words: every sentence in both languages, with the same blanks, compiled and said."""

from __future__ import annotations

import ast
import re
import string
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from qinghuan.words import LANGUAGES, MissingWords, Text, say, written_date

SOURCE = Path(__file__).resolve().parents[2] / "src" / "qinghuan"
ROOMS = sorted({path.stem for path in (SOURCE / "words").glob("*/LC_MESSAGES/*.po")})
OWN_LANGUAGE = {"policy.given"}
"""Sentences that take a different blank in each language on purpose."""


def sentences(room, language):
    path = SOURCE / "words" / language / "LC_MESSAGES" / f"{room}.po"
    with path.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def blanks(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_stands_in_both_languages_with_the_same_blanks(room):
    chinese, english = (sentences(room, language) for language in LANGUAGES)

    assert chinese.keys() == english.keys()
    for id, sentence in chinese.items():
        assert sentence
        assert english[id]
        if id not in OWN_LANGUAGE and room != "argparse":
            assert blanks(sentence) == blanks(english[id]), id


def test_no_english_sentence_is_left_in_chinese():
    quoted = re.compile('[“"「][^”"」]*[”"」]')
    for room in ROOMS:
        if room in {"view", "documents"}:
            continue
        for id, sentence in sentences(room, "en").items():
            plain = quoted.sub("", sentence)
            share = len(re.findall("[一-鿿]", plain))
            assert share <= 30, f"{id}: {sentence}"


def test_every_sentence_named_in_the_program_exists():
    known = {id for room in ROOMS for id in sentences(room, "zh_CN")}
    missing = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Text":
                continue
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and first.value not in known:
                missing.append(f"{path.name}: {first.value}")

    assert missing == []


def test_amounts_dates_and_shares_are_written_as_people_write_them():
    text = Text("words.example", amount=Decimal("1234567.5"))

    assert say(text) == "你还欠 1,234,567.50 元。"
    assert say(text, "en") == "You still owe 1,234,567.50 yuan."
    assert written_date(date(2026, 3, 5), "zh_CN") == "2026年3月5日"
    assert written_date(date(2026, 3, 5), "en", whole=False) == "March 2026"


def test_a_sentence_nobody_wrote_is_an_error_of_the_program():
    with pytest.raises(MissingWords, match="no sentence"):
        say(Text("words.nothing"))
    with pytest.raises(MissingWords, match="no catalogue"):
        say(Text("nowhere.nothing"))


def test_a_text_never_changes_and_equal_texts_are_equal():
    text = Text("words.example", amount=Decimal(1))

    assert text == Text("words.example", amount=Decimal(1))
    assert hash(text) == hash(Text("words.example", amount=Decimal(1)))
    with pytest.raises(AttributeError):
        text.id = "other"


FORMS_OF_BILLS = {"cells.py", "tables.py"}
"""How bills write a date: a form to read, not a sentence."""
PURE = ("journal", "imports", "household", "contact", "debts", "plans", "case", "documents", "calc")


def test_the_pure_rooms_hold_no_chinese_but_in_tables_of_vocabulary():
    found = []
    for room in PURE:
        for path in (SOURCE / room).rglob("*.py"):
            if "vocabulary" in path.name or path.name in FORMS_OF_BILLS:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                    continue
                docstring = "\n" in node.value or node.value.endswith(".")
                if re.search("[一-鿿]", node.value) and not docstring:
                    found.append(f"{path.relative_to(SOURCE)}:{node.lineno} {node.value[:20]}")

    assert found == []
