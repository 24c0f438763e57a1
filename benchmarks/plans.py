"""Plans: the cheapest for several debts, months played through, the offers of a case.

The programme stands beside its own time limit, with the gap that is left; the months beside
as many random numbers drawn in bare NumPy; the offers beside three seconds.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np
from table import Comparison, Row, in_turn, seconds

from qinghuan.case.assess import assess
from qinghuan.case.fold import fold
from qinghuan.case.plan import plan
from qinghuan.cli import sample
from qinghuan.errors import Problem
from qinghuan.journal.history import Recorded
from qinghuan.plans.least_cost import LeastCost, least_cost
from qinghuan.plans.several import Capacity, Debt
from qinghuan.plans.survival import PATHS, Source, World, paths, play

REPEATS = 5
MONTHS = 60
DEBTS = 6
LIMIT = 3.0
OFFERS = 3.0
CURE = 1
WAGE = Source((4000.0,) * 12, 0.15, loss_chance=0.03, loss_months=3.0)
HARVEST = Source((0, 0, 0, 0, 9000, 6000, 0, 0, 0, 0, 0, 0), 0.45, by_season=True)
WORLD = World((WAGE, HARVEST), (3500.0,) * 12, 0.06, 0.8, buffer=1500.0, first_month=3)


def six_debts() -> tuple[list[Debt], Capacity]:
    """Six debts that the money pays off in about five years, four of them late."""
    draw = random.Random(20261125)
    debts = [
        Debt(
            Decimal(draw.randint(200_000, 2_000_000)).scaleb(-2),
            Decimal(draw.randint(600, 2400)).scaleb(-4),
            Decimal(draw.randint(5_000, 20_000)).scaleb(-2),
            days_late=late,
        )
        for late in (0, 0, 5, 30, 92, 200)
    ]
    return debts, Capacity.even(Decimal("1580.00"))


def cheapest() -> Iterator[Row]:
    """The programme against its time limit; the gap stands in the note."""
    debts, capacity = six_debts()
    found: list[LeastCost | Problem] = []
    taken = seconds(lambda: found.append(least_cost(debts, capacity, time_limit=LIMIT)))
    [answer] = found
    if isinstance(answer, Problem):
        raise SystemExit(f"the programme's example cannot be paid: {answer.code}")
    gap, months = answer.gap * 100, answer.plan.months
    note = f"{months} months, {answer.plan.way}, {answer.outcome}, gap {gap:f} %"
    name = f"cheapest plan, {DEBTS} debts"
    yield Row(name, "cold", taken, LIMIT, "its time limit of 3 s", aim=1.5, note=note)


def played() -> None:
    """Six rows streams of sixty months, played on the same paths."""
    left = paths(WORLD, MONTHS + CURE, seed=1, count=PATHS)
    for stream in range(DEBTS):
        play(left, [100.0 + 50 * stream] * MONTHS, buffer=WORLD.buffer, cure=CURE)


def drawn() -> None:
    """As many random numbers as the paths of one debt times six, uniformly."""
    draw = np.random.default_rng(1)
    for _ in range(DEBTS):
        draw.random((MONTHS, PATHS))


def months() -> Iterator[Row]:
    """Playing beside drawing."""
    times = in_turn(played, drawn, REPEATS)
    name = f"{PATHS:,} paths × {MONTHS} months × {DEBTS} debts"
    yield Comparison(name, "as many uniform numbers in bare NumPy", 4.0, of="min").row(
        "warm", times
    )


def sample_offers() -> None:
    """From the facts of the sample case to its offers."""
    recorded = [Recorded(fact, place) for place, fact in enumerate(sample.facts(), start=1)]
    plan(assess(fold(recorded, sample.TODAY), sample.TODAY))


def offers() -> Iterator[Row]:
    """The sample case end to end."""
    times = sorted(seconds(sample_offers) for _ in range(REPEATS))
    row = Row("offers of the sample case", "warm", times[REPEATS // 2], OFFERS, "3 s", aim=1.0)
    yield replace(row, repeats=REPEATS)


def measure() -> list[Row]:
    """Every row."""
    return [*cheapest(), *months(), *offers()]
