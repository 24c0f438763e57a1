"""Proof: on random lives the ledger agrees with a second one, and no fen is lost.

Each life is kept by the engine and by the slow oracle of the tests; both must come to the
same for every part. The invariant is checked on every day, and once more with the events
in another order.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from debts.lives import life
from debts.oracle import Oracle
from qinghuan import calc


def run(count: int, seed: int, _folder: Path) -> dict[str, Any]:
    """``count`` lives from ``seed`` on; what failed, and how many days were looked at."""
    failures: list[str] = []
    days = 0
    for number in range(seed, seed + count):
        request = life(number)
        parts, surplus = Oracle(request).run()
        found = _kept(request)
        if _fen(found) != (parts, surplus):
            failures.append(f"life {number}: engine and oracle differ")
        mixed = list(request["events"])
        random.Random(number).shuffle(mixed)
        if _fen(_kept({**request, "events": mixed})) != (parts, surplus):
            failures.append(f"life {number}: the order of learning matters")
        for day in _days(request):
            days += 1
            if not _sound(_kept({**request, "on": day.isoformat()})):
                failures.append(f"life {number}, {day}: a fen appeared or disappeared")
    return {"lives": count, "days": days, "failures": failures}


def _kept(request: dict[str, Any]) -> dict[str, Any]:
    return dict(calc.answer(request).result or {})


def _fen(found: dict[str, Any]) -> tuple[dict[str, dict[str, int]], int]:
    names = ("in", "paid", "waived", "owed")
    parts = {
        part: {name: int(Decimal(one[name]) * 100) for name in names}
        for part, one in found["parts"].items()
    }
    return parts, int(Decimal(found["surplus"]) * 100)


def _days(request: dict[str, Any]) -> list[date]:
    first = date.fromisoformat(min(event["on"] for event in request["events"]))
    last = date.fromisoformat(request["on"])
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def _sound(found: dict[str, Any]) -> bool:
    for one in found["parts"].values():
        amounts = {name: Decimal(amount) for name, amount in one.items()}
        stands = [amounts[name] for name in ("not_yet_due", "due", "overdue")]
        if amounts["in"] != amounts["owed"] + amounts["paid"] + amounts["waived"]:
            return False
        if sum(stands) != amounts["owed"] or min(stands) < 0:
            return False
    return True
