"""What a household must keep: sourced, never guessed, and it says what stands in."""

from __future__ import annotations

from datetime import date

import pytest

from qinghuan import policy
from qinghuan.errors import RuleError
from qinghuan.household.categories import CATEGORIES
from qinghuan.household.floor import floor
from qinghuan.money import rounded, total, yuan
from qinghuan.words import Text, say

TODAY = date(2026, 11, 20)


def value(name):
    return policy.value(name, TODAY)


def test_the_lower_bound_is_the_allowance_for_each_member():
    one, four = (floor("xining", "urban", n, today=TODAY) for n in (1, 4))
    allowance = value("qinghai.urban_minimum_allowance")

    assert one.bound.value == allowance.decimal
    assert four.bound.value == 4 * one.bound.value
    assert four.bound.parameters == (allowance,)


def test_the_rural_allowance_is_a_yearly_one():
    found = floor("haidong", "rural", 1, today=TODAY)

    assert found.bound.value == rounded(value("qinghai.rural_minimum_allowance").decimal / 12)


def test_an_old_figure_is_said_to_be_old():
    problems = floor("xining", "urban", 1, today=TODAY).problems

    assert "/policy/qinghai.urban_minimum_allowance" in [problem.where for problem in problems]


def test_heating_falls_in_the_months_the_person_names():
    found = floor("xining", "urban", 1, today=TODAY, heating_months=(11, 12, 1, 2))
    relief = value("qinghai.heating_relief").table["urban"]

    assert total(found.heating.values()) == relief
    assert found.least(12) == found.bound.value + found.heating[12]
    assert found.least(6) == found.bound.value


def test_without_known_months_of_heating_it_is_spread_and_asked_about():
    found = floor("xining", "urban", 1, today=TODAY)

    assert found.least(6) > found.bound.value
    assert policy.question("seasons.heating_months") in found.questions


def test_the_guide_is_the_mean_of_the_place_by_national_shares():
    found = floor("xining", "rural", 3, today=TODAY)
    mean = value("qinghai.xining_consumption_per_person_year").table["rural"]
    guides = total(band.guide.value for band in found.bands.values())

    assert list(found.bands) == list(CATEGORIES)
    assert abs(guides - mean * 3 / 12) < yuan("0.10")
    assert found.bands["other"].thin < found.bands["other"].low < found.bands["other"].guide.value


@pytest.mark.parametrize(
    ("place", "residence", "names"),
    [
        ("xining", "urban", {"national_shares"}),
        ("guoluo", "urban", {"national_shares", "xining_stands_in"}),
        ("yushu", "pastoral", {"national_shares", "xining_stands_in", "rural_stands_in"}),
        ("elsewhere", "rural", {"national_shares", "national_stands_in", "all_stands_in"}),
    ],
)
def test_a_figure_that_stands_in_says_so(place, residence, names):
    notes = floor(place, residence, 1, today=TODAY).notes

    assert {note.id.removeprefix("household.note.") for note in notes} == names
    assert all(say(note) for note in notes)


def test_elsewhere_the_allowance_is_asked_for_and_never_borrowed_from_qinghai():
    found = floor("elsewhere", "urban", 2, today=TODAY)

    assert found.bound is None
    assert found.least(1) == yuan(0)
    assert Text("household.question.allowance") in found.questions


def test_before_a_figure_was_published_nothing_stands_there():
    found = floor("xining", "urban", 1, today=date(2025, 6, 1))

    assert found.bands == {}


@pytest.mark.parametrize(
    ("share", "state"),
    [("0.10", "too_thin"), ("0.30", "explain"), ("1", "within"), ("1.6", "explain")],
)
def test_a_line_is_within_to_explain_or_too_thin(share, state):
    band = floor("xining", "urban", 2, today=TODAY).bands["food_tobacco_liquor"]

    assert band.state(rounded(band.guide.value * yuan(share))) == state


def test_nobody_is_no_household():
    with pytest.raises(RuleError, match="at least one member"):
        floor("xining", "urban", 0, today=TODAY)
