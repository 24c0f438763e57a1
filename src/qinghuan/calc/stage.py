"""How late a debt is: days past due, the industry's label, what follows and when."""

from __future__ import annotations

from datetime import date as day
from typing import Any

from pydantic import Field

from qinghuan.calc.debt_given import DebtGiven, facts_of
from qinghuan.calc.fields import day_text
from qinghuan.debts.stage import Label, stage
from qinghuan.explained import source_told
from qinghuan.journal.fact import Value


class Request(Value):
    """A debt, and the day."""

    debt: DebtGiven = Field(description="at least its due amounts, or a claim with a due day")
    on: day


def run(request: Request) -> dict[str, Any]:
    """``days`` past due (null: unknown), ``label``, what is ``next``, ``card_class``, ``notes``."""
    found = stage(facts_of(request.debt), request.on)
    return {
        "days": found.days.value if found.days else None,
        "formula": found.days.formula if found.days else None,
        "basis": found.basis,
        "oldest_unpaid_due": day_text(found.oldest_unpaid_due),
        "label": _label(found.label),
        "next": [_label(one) for one in found.next],
        "card_class": _label(found.card_class),
        "notes": list(found.notes),
    }


def _label(label: Label | None) -> dict[str, Any] | None:
    if label is None:
        return None
    return {
        "id": label.id,
        "words": label.words,
        "on": label.on.isoformat(),
        "parameter": source_told(label.source),
    }
