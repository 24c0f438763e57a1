"""Proof: the cheapest plan for several debts is sound, and lies where it says it lies.

Each case is drawn by the tests: up to six debts, some with a minimum, an amount to be met by
a month, or late enough to be sued; one budget or one by the month; some with one debt at a
time. The plan that is returned is kept again by hand in Decimal; it must cost no more than
any way without a search that keeps to everything, and no less than the proven bound. Where
nothing is returned, no such way may keep to everything. Beside each case a small one without
interest, where everything is tried.
"""

from __future__ import annotations

import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from plans.several_made import drawn, faults, small
from qinghuan.errors import Problem
from qinghuan.plans.least_cost import LeastCost, least_cost
from qinghuan.plans.paying import heuristics
from qinghuan.plans.several import Capacity, Debt, Rules

TIME_LIMIT = 3.0
NARROW, CLOSE = Decimal("0.001"), Decimal("0.01")


def run(count: int, seed: int, _folder: Path) -> dict[str, Any]:
    """``count`` cases from ``seed`` on: which way won, how the search ended, what failed."""
    tally: Counter[str] = Counter()
    failures: list[str] = []
    for number in range(seed, seed + count):
        debts, capacity, rules = drawn(number)
        found = least_cost(debts, capacity, rules, time_limit=TIME_LIMIT)
        failures += [f"case {number}: {what}" for what in _wrong(found, debts, capacity, rules)]
        failures += [f"small case {number}: {what}" for what in _wrong_small(number)]
        if isinstance(found, Problem):
            tally[found.code.rpartition(".")[2]] += 1
            continue
        tally[f"won by {found.plan.way}"] += 1
        tally[found.outcome] += 1
        tally[f"gap {_gap(found)}"] += 1
    told = dict(sorted(tally.items()))
    return {"cases": count, "small_cases": count, **told, "failures": failures}


def _gap(found: LeastCost) -> str:
    """How wide the gap is, in a word."""
    if found.gap <= NARROW:
        return "up to 0.1 %"
    return "up to 1 %" if found.gap <= CLOSE else "above 1 %"


def _wrong(
    found: LeastCost | Problem, debts: list[Debt], capacity: Capacity, rules: Rules
) -> list[str]:
    known = [plan for plan in heuristics(debts, capacity, rules).values() if plan.allowed]
    if isinstance(found, Problem):
        return ["a way without a search was there"] if known else []
    wrong = faults(found.plan, debts, capacity, rules)
    wrong += [f"dearer than {plan.way}" for plan in known if plan.cost < found.plan.cost]
    if found.plan is not found.plans[found.plan.way]:
        wrong.append("says the wrong way")
    if found.plan.cost < found.bound.value:
        wrong.append("cheaper than its bound")
    return wrong


def _wrong_small(number: int) -> list[str]:
    """Three debts without interest: the least expected cost of suits, by trying everything."""
    debts, capacity, rules, least = small(number)
    found = least_cost(debts, capacity, rules)
    if isinstance(found, Problem):
        return ["not paid off"]
    return [] if found.plan.cost == least else [f"costs {found.plan.cost}, not {least}"]
