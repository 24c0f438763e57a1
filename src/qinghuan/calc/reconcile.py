"""A creditor's claim beside what the terms give, by part, and what explains the difference.

Each finding is a question to ask. Nothing is adjusted because of it.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from qinghuan.calc.debt_given import DebtGiven, facts_of, needs_due
from qinghuan.calc.fields import fault, figure
from qinghuan.debts.reconcile import compare
from qinghuan.journal.fact import Value


class Request(Value):
    """A debt with a claim; the day of the claim is the day of the comparison."""

    debt: DebtGiven = Field(description="with terms, due amounts, payments, and the claim")


def run(request: Request) -> dict[str, Any]:
    """``claimed``, ``ours``, ``difference``, ``parts``, and ``findings``, the largest first."""
    needs_due(request.debt)
    if request.debt.claim is None:
        raise fault("missing", "/debt/claim")
    found = compare(facts_of(request.debt))
    return {
        "claimed": _money(found.claimed),
        "ours": _money(found.ours),
        "difference": _money(found.difference),
        "unexplained": _money(found.unexplained),
        "parts": [
            {
                "part": part.part,
                "claimed": str(part.claimed),
                "ours": figure(part.ours),
                "difference": _money(part.difference),
            }
            for part in found.parts
        ],
        "findings": [
            {
                "kind": one.kind,
                "part": one.part,
                "amount": str(one.amount),
                "exact": one.exact,
                "by_part": {part: str(amount) for part, amount in one.by_part.items()},
                "working": {part: list(lines) for part, lines in one.working.items()},
                "says": one.says,
                "question": one.question,
            }
            for one in found.findings
        ],
    }


def _money(amount: object) -> str | None:
    return None if amount is None else str(amount)
