"""Every finding, part and lender has its words, and every question is a request."""

from __future__ import annotations

from typing import get_args

import pytest

from qinghuan.debts.entries import Part
from qinghuan.debts.facts import OfDebt
from qinghuan.debts.findings import FindingKind, bearing_words, joined, part_words
from qinghuan.words import LANGUAGES, pattern, say

KINDS = get_args(FindingKind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*KINDS, "unexplained.lower"])
def test_every_kind_of_finding_is_said_and_asked(kind, language):
    assert pattern(f"debts.found.{kind}", language)
    assert pattern(f"debts.question.{kind}", language)


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_asks_and_never_demands(kind):
    asked = pattern(f"debts.question.{kind}", "zh_CN")

    assert "请" in asked
    assert not {"必须", "应当", "违法"} & {asked[at : at + 2] for at in range(len(asked))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_and_every_kind_of_fact_has_its_word(language):
    assert all(say(part_words(part), language) for part in (*get_args(Part), None))
    assert all(pattern(f"debts.kind.{kind.KIND}", language) for kind in OfDebt.__subclasses__())


def test_names_are_quoted_as_the_statement_writes_them():
    assert say(joined(("逾期本金", "本期应还本金")), "zh_CN") == "“逾期本金”、“本期应还本金”"


def test_principal_is_named_first_among_the_parts_of_a_base():
    words = bearing_words(frozenset({"interest", "principal", "instalment_fee"}))

    assert say(words, "en") == "principal, instalment fee, interest"
