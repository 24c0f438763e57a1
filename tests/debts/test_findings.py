"""Every finding, part and lender has its words, and every question is a request."""

from __future__ import annotations

from typing import get_args

import pytest

from debts.making import DEBT, claim, day, debt, due, paid
from debts.making import terms as terms_with
from qinghuan.debts.changes import DebtChanged, ReliefGranted
from qinghuan.debts.deviations import BANKERS_YEAR, Kind, hypotheses
from qinghuan.debts.entries import Part
from qinghuan.debts.facts import OfDebt
from qinghuan.debts.findings import (
    FindingKind,
    Match,
    bearing_words,
    joined,
    of_deviation,
    part_words,
)
from qinghuan.debts.ledger import owed
from qinghuan.money import yuan
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


SIDES = {"more": {"zh_CN": "多出", "en": "more."}, "less": {"zh_CN": "少了", "en": "less."}}


def deviations_of(kind, **more):
    """A debt in which ``kind`` can be supposed, the book of its terms, and its deviations."""
    terms = {"late_fee_rate": "0.05", "grace_days": 10, "rate": "0.0008"} | more
    facts = debt(
        due("2026-08-20", "5000", "40", "60", minimum="500"),
        paid("2026-09-05", "30"),
        ReliefGranted(
            id="relief01", on=day("2026-10-01"), debt=DEBT, relief={"type": "waived", "part": None}
        ),
        DebtChanged(
            id="change01",
            on=day("2026-10-20"),
            debt=DEBT,
            change={"type": "rate", "penalty_rate": "0.0003"},
        ),
        claim("2026-11-20", "1", ("罚息", "penalty_interest", "1"), annual_rate_shown="0.18"),
        terms=terms_with(**terms),
    )
    book = owed(facts, day("2026-11-20")).book
    single = [found[0] for found in hypotheses(facts, facts.claim, book) if len(found) == 1]
    every = [one for one in single if one.kind == kind]
    assert every
    return facts.claim, book, every


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize(("amount", "side"), [("3.19", "more"), ("-3.19", "less")])
def test_no_sentence_of_a_finding_contradicts_itself(kind, amount, side, language):
    stated, book, every = deviations_of(kind)

    for deviation in every:
        found = of_deviation(
            stated, deviation, book, effect={"penalty_interest": yuan(amount)}, match="alone"
        )
        says = say(found.says, language)
        other = next(words for name, words in SIDES.items() if name != side)
        assert SIDES[side][language] in says
        assert other[language] not in says.replace("more for", "").replace("fewer", "")
        values = found.says.parameters
        for one, two in (("own", "other"), ("base", "wider")):
            if two in values:
                assert say(values[one], language) != say(values[two], language), says


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("terms", "has"),
    [({}, "360"), ({"penalty_rate": None, "penalty_factor": "1.5"}, "360")],
)
def test_a_year_of_360_days_is_named_beside_the_rate_of_the_contract(terms, has, language):
    stated, book, every = deviations_of("other_rate", **terms)
    said = [
        say(of_deviation(stated, one, book, effect={}, match="alone").says, language)
        for one in every
        if one.rate.value == book.penalty.rate.value * BANKERS_YEAR
    ]

    assert said
    assert all(has in sentence for sentence in said)


def test_a_finding_says_whether_it_fits_alone_or_with_the_others():
    stated, book, [one, *_] = deviations_of("grace_ignored")

    said = {
        match: say(of_deviation(stated, one, book, effect={}, match=match).says)
        for match in get_args(Match)
    }

    assert "正好是对方的数" in said["alone"]
    assert "合起来" in said["together"]
    assert "其中一部分" in said["partly"]
    assert not of_deviation(stated, one, book, effect={}, match="partly").exact
