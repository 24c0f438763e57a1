"""What one debt comes to on a day, part by part; what the terms leave open is a range."""

from __future__ import annotations

from datetime import date as day
from typing import Any

from qinghuan.calc.debt_given import DebtGiven, facts_of, needs_due
from qinghuan.calc.fields import day_text, figure
from qinghuan.debts.ledger import owed
from qinghuan.journal.fact import Value


class Request(Value):
    """A debt, and the day."""

    debt: DebtGiven
    on: day


def run(request: Request) -> dict[str, Any]:
    """``parts`` that are settled, ``open`` ones with least, low and high, and the ``total``."""
    needs_due(request.debt)
    found = owed(facts_of(request.debt), request.on)
    return {
        "total": str(found.total),
        "complete": found.complete,
        "overdue": str(found.overdue),
        "oldest_unpaid_due": day_text(found.oldest_unpaid_due),
        "parts": {part: figure(one) for part, one in found.parts.items()},
        "open": [
            {
                "part": gap.part,
                "about": gap.about,
                "question": gap.question,
                "least": str(gap.least),
                "low": figure(gap.low),
                "high": figure(gap.high),
                "says": gap.says,
            }
            for gap in found.open
        ],
        "payments": [
            {
                "on": one.on.isoformat(),
                "amount": str(one.payment.amount),
                "settled": {part: str(amount) for part, amount in one.parts.items()},
            }
            for one in found.allocated
        ],
        "surplus": str(found.surplus),
        "not_yet_due": figure(found.not_yet_due),
        "running_interest": figure(found.running),
    }
