"""Proof: what the advice at the table is worth beside the built-in negotiators of NegMAS.

A hundred talks with each opponent, the same talks for every seat (benchmarks/negotiation).
It fails when the advice agrees once to what the household cannot keep or to less than its
bottom line, or when there are fewer than twelve opponents. How it compares is told, not
required.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks" / "negotiation"))

import environment
from tables import ADVICE, Played, summed

OPPONENTS = 25
LEAST_OPPONENTS = 12


def run(count: int, seed: int, _folder: Path) -> dict[str, Any]:
    """``count`` games of the advice and as many of every other seat, in the talks from ``seed``."""
    talks = str(count // OPPONENTS)
    games = json.loads(environment.run("--json", "--talks", talks, "--seed", str(seed)))
    return {"games": games, "failures": []}


def judged(total: dict[str, Any]) -> list[str]:
    """What is wrong with all games; they are put into the tables of the proof."""
    games = [Played(*one) for one in total.pop("games")]
    advised = [one for one in games if one.seat == ADVICE]
    total["seats"] = summed(games, lambda one: one.seat)
    total["opponents"] = summed(advised, lambda one: one.opponent)
    wrong = [f"agreed below the floor with {one.opponent}" for one in advised if one.below]
    if len(total["opponents"]) < LEAST_OPPONENTS:
        wrong.append(f"only {len(total['opponents'])} opponents")
    return wrong
