"""What an overdue day costs: the contract, or the possibilities."""

from __future__ import annotations

from fractions import Fraction

import pytest

from debts.making import claim, debt, due
from qinghuan.debts.entries import Terms
from qinghuan.debts.penalty import contract_rate, day_counts, possible
from qinghuan.words import LANGUAGES, say


def rate(product="huabei", **terms):
    found = contract_rate(debt(terms=Terms(**terms), product=product))
    return found.value if found else None


def test_the_contract_s_own_penalty_rate_wins_over_a_factor():
    assert rate(penalty_rate="0.0007", rate="0.0004", penalty_factor="1.5") == Fraction("0.0007")


@pytest.mark.parametrize(
    ("per", "stated", "daily"),
    [
        ("day", "0.0004", Fraction(4, 10000)),
        ("month", "0.01", Fraction(12, 100) / 365),
        ("year", "0.146", Fraction(4, 10000)),
    ],
)
def test_a_factor_multiplies_the_contract_rate_of_a_day(per, stated, daily):
    assert rate(rate=stated, rate_per=per, penalty_factor="1.5") == daily * Fraction(3, 2)


def test_the_ordinary_rate_alone_is_no_penalty_rate():
    assert rate(rate="0.0004") is None


def test_a_credit_card_keeps_charging_its_ordinary_interest():
    found = possible(debt(terms=Terms(rate="0.0005"), product="credit_card"))

    assert found.rate_known
    assert found.penalties[0].part == "interest"


def test_the_contract_wins_over_every_other_rate():
    facts = debt(due("2026-08-20", "100"), claim("2026-09-20", "100", annual_rate_shown="0.36"))

    found = possible(facts)

    assert [penalty.rate.value for penalty in found.penalties] == [Fraction("0.0005")]
    assert found.penalties[0].rate.entry == facts.terms_entry


def test_without_a_rate_those_somebody_names_are_possibilities_and_none_is_taken():
    facts = debt(
        due("2026-08-20", "100"),
        claim("2026-09-20", "100", annual_rate_shown="0.36"),
        terms=Terms(rate="0.0004", penalty_base="overdue_principal"),
    )

    found = possible(facts)

    assert not found.rate_known
    named = {penalty.rate.value for penalty in found.penalties}
    assert named == {Fraction("0.0004"), Fraction("0.36") / 365, Fraction("0.0005")}


def test_an_unverified_surcharge_is_not_even_a_possibility():
    facts = debt(due("2026-08-20", "100"), terms=Terms(), product="jiebei")

    assert possible(facts).penalties == ()


@pytest.mark.parametrize(
    ("count", "days"),
    [("actual/365", 365), ("actual/360", 360), ("30/360", 360), ("actual/actual", 365)],
)
def test_a_yearly_rate_is_divided_by_the_days_of_its_day_count(count, days):
    found = contract_rate(
        debt(terms=Terms(rate="0.026", rate_per="year", penalty_factor="1.5", day_count=count))
    )

    assert found.value == Fraction("0.026") * Fraction(3, 2) / days
    assert found.count == count


def test_a_day_count_that_is_not_known_leaves_both_usual_ones():
    facts = debt(terms=Terms(rate="0.026", rate_per="year", penalty_factor="1.5"))

    assert day_counts(facts) == ("actual/365", "actual/360")
    assert {one.rate.value * 360 for one in possible(facts).penalties} == {
        Fraction("0.039"),
        Fraction("0.039") * 360 / 365,
    }


def test_a_rate_a_day_needs_no_day_count():
    assert len(day_counts(debt(terms=Terms(rate="0.0004", penalty_factor="1.5")))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("per", ["month", "year"])
def test_a_rate_says_how_its_days_are_counted_by_every_day_count(per, language):
    counts = ("actual/365", "actual/360", "30/360", "actual/actual")
    found = {
        say(contract_rate(debt(terms=made)).words, language)
        for made in (
            Terms(rate="0.026", rate_per=per, penalty_factor="1.5", day_count=count)
            for count in counts
        )
    }

    assert len(found) == len(counts)
