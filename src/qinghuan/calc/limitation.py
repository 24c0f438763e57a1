"""Whether a debt is clearly inside the period of limitation: yes, or stop and ask first.

Only for the person's own eyes: what interrupts the period is known in part at best.
"""

from __future__ import annotations

from datetime import date as day
from typing import Any

from qinghuan.calc.debt_given import DebtGiven, facts_of, source_of
from qinghuan.calc.fields import day_text
from qinghuan.debts.limitation import limitation
from qinghuan.journal.fact import Value


class Request(Value):
    """A debt, and the day."""

    debt: DebtGiven
    on: day


def run(request: Request) -> dict[str, Any]:
    """``standing``: inside or stop; since when the period runs; the words of the rule."""
    found = limitation(facts_of(request.debt), request.on)
    return {
        "standing": found.standing,
        "runs_from": day_text(found.runs_from),
        "says": found.says,
        "parameter": source_of(found.source),
    }
