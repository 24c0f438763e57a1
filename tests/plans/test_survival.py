"""Whether a plan will be kept: against an exact programme, and by the laws it must obey."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from plans.survival_exact import exact
from qinghuan.errors import RuleError
from qinghuan.plans.survival import Source, World, at_hand, paths, play, survival

WAGE = Source((4000.0,) * 12, 0.3, loss_chance=0.03, loss_months=3)
HARVEST = Source((0, 0, 0, 0, 9000, 6000, 0, 0, 0, 0, 0, 0), 0.45, by_season=True)
WORLD = World((WAGE, HARVEST), (3500.0,) * 12, 0.06, 0.8, buffer=1500.0, first_month=3)


def small_case(number):
    """Months of two or three outcomes, rows, a buffer and months to make good."""
    chance = random.Random(number)
    months = []
    for _ in range(chance.randint(3, 9)):
        outcomes = [chance.randint(-6, 14) for _ in range(chance.randint(2, 3))]
        weights = [chance.randint(1, 5) for _ in outcomes]
        months.append(
            [(left, weight, sum(weights)) for left, weight in zip(outcomes, weights, strict=True)]
        )
    cure = chance.randint(0, 2)
    rows = [chance.randint(1, 6) for _ in range(len(months) - cure)]
    return months, rows, chance.randint(0, 8), cure


@pytest.mark.parametrize("number", range(50))
def test_the_paths_agree_with_the_exact_programme_within_their_error(number):
    months, rows, buffer, cure = small_case(number)
    as_shares = [[(left, Fraction(w, whole)) for left, w, whole in month] for month in months]
    finished, on_time = exact(as_shares, rows, buffer=buffer, cure=cure)
    draw = np.random.default_rng(number)
    count = 40_000
    left = np.array(
        [
            draw.choice([one[0] for one in month], count, p=[one[1] / one[2] for one in month])
            for month in months
        ],
        dtype=float,
    )

    found = play(left, rows, buffer=buffer, cure=cure)

    assert abs(found.finished.value - float(finished)) <= 4.5 * found.finished.error
    assert abs(found.on_time.value - float(on_time)) <= 4.5 * found.on_time.error


def test_the_same_seed_gives_the_same_chance_and_another_nearly_the_same():
    first = survival(WORLD, [400.0] * 12, seed=1)

    assert first == survival(WORLD, [400.0] * 12, seed=1)
    other = survival(WORLD, [400.0] * 12, seed=2)
    assert abs(first.finished.value - other.finished.value) < 0.03


def test_more_months_leave_the_first_ones_as_they_are():
    assert np.array_equal(
        paths(WORLD, 12, seed=7, count=500), paths(WORLD, 30, seed=7, count=500)[:12]
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_larger_row_more_shock_or_more_months_never_raise_the_chance(seed):
    chance = random.Random(seed)
    rows = [float(chance.randint(100, 900)) for _ in range(12)]
    cure = chance.randint(0, 3)
    left = paths(WORLD, 24 + cure, seed=seed, count=2000)

    def finished(left, rows):
        return play(left, rows, buffer=1500.0, cure=cure).finished.value

    base = finished(left, rows)
    larger = [row + chance.randint(0, 300) for row in rows]
    shocked = left - np.abs(np.random.default_rng(seed).normal(0, 200, left.shape))

    assert finished(left, larger) <= base
    assert finished(shocked, rows) <= base
    assert finished(left, [*rows, *rows[:6]]) <= base


def test_a_row_that_waits_is_made_good_within_the_months_allowed():
    left = np.array([[0.0], [0.0], [30.0], [0.0]])

    assert play(left, [10, 10, 10], buffer=0, cure=0).finished.value == 0
    assert play(left, [10, 10, 10], buffer=0, cure=1).finished.value == 0
    found = play(np.vstack([left, [[0.0]]]), [10, 10, 10], buffer=0, cure=2)
    assert (found.finished.value, found.on_time.value) == (1, 0)


def test_the_month_in_which_plans_break_is_named():
    left = np.array([[10.0, 10.0], [0.0, 10.0], [10.0, 0.0]])
    found = play(left, [10, 10, 10], buffer=0, cure=0)

    assert found.breaks == (0.0, 0.5, 0.5)
    assert found.weakest == 2
    assert play(left, [1], buffer=10, cure=0).weakest is None


def test_going_short_is_no_debt_of_the_next_month():
    left = np.array([[-100.0], [10.0]])

    assert play(left, [0, 10], buffer=0, cure=0).finished.value == 1


def test_a_lost_source_brings_nothing_until_it_is_found_again():
    sure = replace(WAGE, variability=0.0, loss_chance=1.0, loss_months=1e9)
    gone = World((sure,), (0.0,) * 12, 0.0, 0.0, 0.0, 1)
    steady = World((replace(sure, loss_chance=0.0),), (0.0,) * 12, 0.0, 0.0, 0.0, 1)

    assert np.all(paths(gone, 6, seed=1, count=10) == 0)
    assert np.all(paths(steady, 6, seed=1, count=10) == 4000)


def test_a_poor_season_makes_all_its_months_poor_and_a_wage_varies_by_the_month():
    harvest = World((HARVEST,), (0.0,) * 12, 0.0, 0.0, 0.0, 1)
    left = paths(harvest, 24, seed=3, count=50)

    assert np.allclose(left[5] / 6000, left[4] / 9000)
    assert not np.allclose(left[16] / 9000, left[4] / 9000)
    assert np.all(left >= 0)


def test_what_is_left_is_income_less_what_is_kept_and_shocks_as_large_as_assumed():
    world = World((), (1000.0,) * 12, 0.5, 2.0, 0.0, 1)
    left = paths(world, 40, seed=5, count=4000)

    assert left.max() == -1000.0
    assert -left.mean() == pytest.approx(1000 + 0.5 * 2 * 1000, rel=0.02)


def test_the_error_shrinks_with_the_paths_and_holds_the_chance():
    few = survival(WORLD, [600.0] * 12, seed=1, count=400).finished
    many = survival(WORLD, [600.0] * 12, seed=1, count=40_000).finished

    assert many.error < few.error / 5
    assert few.low <= many.value <= few.high
    assert survival(replace(WORLD, buffer=1e9), [1.0], seed=1).finished.error > 0


@pytest.mark.parametrize(("months", "count"), [(0, 10), (5, 0)])
def test_nothing_to_play_through_is_refused(months, count):
    with pytest.raises(RuleError):
        paths(WORLD, months, seed=1, count=count)


def test_paths_shorter_than_the_plan_are_refused():
    with pytest.raises(RuleError):
        play(paths(WORLD, 3, seed=1, count=5), [1, 1, 1], buffer=0, cure=1)


def test_money_in_hand_is_what_comes_in_less_the_rows_and_its_shares_are_in_order():
    steady = World((Source((1000.0,) * 12, 0.0),), (400.0,) * 12, 0.0, 0.0, 100.0, 1)
    left = paths(steady, 4, seed=1, count=10)

    sure = at_hand(left, [500.0, 500.0, 500.0], [0.1, 0.9], buffer=100, cure=1)
    assert sure == [(200.0, 200.0), (300.0, 300.0), (400.0, 400.0)]
    assert at_hand(left, [0.0, 900.0, 0.0], [0.5], buffer=100, cure=1) == [
        (700.0,),
        (400.0,),
        (1000.0,),
    ]
    found = at_hand(paths(WORLD, 12, seed=1), [600.0] * 11, [0.1, 0.5, 0.9], buffer=500, cure=1)
    assert all(0 <= low <= middle <= high for low, middle, high in found)
    assert any(low < high for low, _, high in found)


def test_a_row_that_waits_leaves_its_money_in_hand():
    left = np.full((3, 4), 100.0)

    assert at_hand(left, [250.0, 0.0], [0.5], buffer=0, cure=1) == [(100.0,), (200.0,)]
    assert at_hand(left, [150.0, 0.0], [0.5], buffer=0, cure=1) == [(100.0,), (50.0,)]
