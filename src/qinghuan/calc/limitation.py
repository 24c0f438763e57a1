"""Whether a debt is clearly inside the period of limitation: yes, or stop and ask first.

Only for the person's own eyes: what interrupts the period is known in part at best.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date as day
from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc.debt_given import DebtGiven, facts_of
from qinghuan.calc.fields import day_text
from qinghuan.contact.entries import Act
from qinghuan.debts.facts import DebtFacts, Interruption
from qinghuan.debts.limitation import limitation
from qinghuan.explained import source_told
from qinghuan.journal.fact import Value


class ActGiven(Value):
    """Something that starts the period anew, by its name in ``limitation.interruptions``."""

    on: day
    act: Act


class Request(Value):
    """A debt, what interrupted the period besides its payments and changes, and the day."""

    debt: DebtGiven
    acts: Annotated[
        tuple[ActGiven, ...],
        Field(max_length=2000, description="demands, suits, requests, plans; payments count too"),
    ] = ()
    on: day


def run(request: Request) -> dict[str, Any]:
    """``standing``: inside or stop; since when the period runs and why; the words of the rule."""
    found = limitation(_facts(request), request.on)
    return {
        "standing": found.standing,
        "first_late": day_text(found.first_late),
        "runs_from": day_text(found.runs_from),
        "restarts": [
            {"on": day_text(one.on), "act": one.act, "says": one.says} for one in found.restarts
        ],
        "says": found.says,
        "parameters": [
            source_told(one) for one in (found.source, found.restarted_by) if one is not None
        ],
    }


def _facts(request: Request) -> DebtFacts:
    facts = facts_of(request.debt)
    given = [
        Interruption(one.on, one.act, f"a{place:08d}") for place, one in enumerate(request.acts)
    ]
    return replace(facts, acts=(*facts.acts, *given))
