"""Proof: of faults planted in papers of creditors nearly all are found, and fair ones raise none.

The papers written by hand (tests/agreement/corpus) are read in every round; beside them made
ones, half of them faulty, in five forms of file in turn.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from agreement.generated import fair, some
from agreement.papers import codes, in_form, keyed, reviewed

CORPORA = ("hand", "blind")
ENOUGH = 0.95


def run(count: int, seed: int, _folder: Path) -> dict[str, Any]:
    """``count`` made papers from ``seed`` on, and those written by hand."""
    tally: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    failures: list[str] = []
    for corpus in CORPORA:
        _by_hand(corpus, tally, missed, failures)
    for number, made in enumerate(some(seed, count // 2)):
        content, name = in_form(made, number)
        _count("made", set(made.faults), codes(reviewed(content, name)), tally, missed)
    rng = Random(seed)
    for number in range(count - count // 2):
        content, name = in_form(fair(rng), number)
        tally["made: fair"] += 1
        alarms = codes(reviewed(content, name))
        failures += [f"fair paper {number} of seed {seed}: {sorted(alarms)}"] if alarms else []
    for kind in (*CORPORA, "made"):
        if tally[f"{kind}: found"] < ENOUGH * tally[f"{kind}: planted"]:
            failures.append(f"{kind}: fewer than {ENOUGH:.0%} of the faults are found")
    told = dict(sorted(tally.items()))
    return {"papers": count, **told, "missed": dict(sorted(missed.items())), "failures": failures}


def _by_hand(corpus: str, tally: Counter[str], missed: Counter[str], failures: list[str]) -> None:
    for path, wanted, agreed in keyed(corpus):
        found = codes(reviewed(path.read_bytes(), path.name, agreed))
        if wanted:
            _count(corpus, wanted, found, tally, missed)
            continue
        tally[f"{corpus}: fair"] += 1
        failures += [f"{path.name}: {sorted(found)}"] if found else []


def _count(
    kind: str, wanted: set[str], found: set[str], tally: Counter[str], missed: Counter[str]
) -> None:
    tally[f"{kind}: faulty"] += 1
    tally[f"{kind}: planted"] += len(wanted)
    tally[f"{kind}: found"] += len(wanted & found)
    missed.update(f"{kind}: {code}" for code in wanted - found)
