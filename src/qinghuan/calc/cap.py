"""All charges of the overdue days beside the yearly line above which a court may reduce them.

On request, in court: nothing above the line is "not owed" by itself.
"""

from __future__ import annotations

from datetime import date as day
from typing import Any, Literal

from pydantic import Field

from qinghuan.calc.debt_given import DebtGiven, facts_of, needs_due
from qinghuan.calc.fields import day_text, fault, figure
from qinghuan.debts.cap import cap
from qinghuan.debts.ledger import owed
from qinghuan.explained import source_told
from qinghuan.journal.fact import Value


class Request(Value):
    """A debt, whose charges are looked at, and the day."""

    debt: DebtGiven
    of: Literal["owed", "claim"] = Field("owed", description="charges by the terms, or as claimed")
    on: day


def run(request: Request) -> dict[str, Any]:
    """``charged``, ``line``, ``excess`` in yuan, ``yearly`` share, and true words for them."""
    needs_due(request.debt)
    debt = facts_of(request.debt)
    if request.of == "claim" and debt.claim is None:
        raise fault("missing", "/debt/claim")
    of = debt.claim if request.of == "claim" and debt.claim else owed(debt, request.on)
    found = cap(debt, of, request.on)
    return {
        "charged": figure(found.charged),
        "line": figure(found.line),
        "excess": figure(found.excess),
        "yearly": figure(found.yearly),
        "since": day_text(found.since),
        "parameter": source_told(found.source) if found.source else None,
        "says": found.says,
        "notes": list(found.notes),
    }
