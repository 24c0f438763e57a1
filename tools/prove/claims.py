"""Proof: hidden faults of a claim are found, honest claims raise no alarm, chance accuses nobody.

The claims are made by the second ledger of the tests. Two thirds hide one or two faults of
the known list; one third a fault outside it; beside them as many honest claims are compared.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from debts.claims import KNOWN, UNKNOWN, claim, draw
from qinghuan import calc

SAME_EFFECT = ({"more_days"}, {"grace_ignored"})
"""With one bill, ignoring three days of grace and counting three days more are one and the same."""
NEEDED = 0.95
MOST_ATTRIBUTED = 0.05


def run(count: int, seed: int, _folder: Path) -> dict[str, Any]:
    """``count`` claims from ``seed`` on: how many were explained, tied, missed, attributed."""
    known = range(seed, seed + count * 2 // 3)
    unknown = range(seed + count * 2 // 3, seed + count)
    told = {"known": 0, "explained": 0, "tied": 0, "unknown": 0, "attributed": 0, "honest": 0}
    failures: list[str] = []
    for number in known:
        told["known"] += 1
        faults = set(draw(number))
        found, rest = _found(claim(number, sorted(faults)))
        if found == faults and rest == "0.00":
            told["explained"] += 1
        elif {frozenset(found), frozenset(faults)} == {frozenset(one) for one in SAME_EFFECT}:
            told["tied"] += 1
        told["honest"] += 1
        if _found(claim(number, []))[0]:
            failures.append(f"claim {number}: a false alarm")
    for number in unknown:
        told["unknown"] += 1
        fault = random.Random(number).choice(UNKNOWN)
        if _found(claim(number, [fault]))[0] & set(KNOWN):
            told["attributed"] += 1
    if told["explained"] + told["tied"] < NEEDED * told["known"]:
        failures.append(f"from {seed}: only {told['explained']} of {told['known']} explained")
    if told["attributed"] > MOST_ATTRIBUTED * told["unknown"]:
        failures.append(f"from {seed}: {told['attributed']} of {told['unknown']} attributed")
    return {**told, "failures": failures}


def _found(request: dict[str, Any]) -> tuple[set[str], str]:
    result = dict(calc.answer(request).result or {})
    return {one["kind"] for one in result["findings"]}, str(result["unexplained"])
