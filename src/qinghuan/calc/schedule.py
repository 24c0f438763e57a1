"""Equal monthly instalments that sum to the fen."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc import Faulty, problem
from qinghuan.dates import monthly
from qinghuan.errors import RuleError
from qinghuan.journal.fact import Money, Value
from qinghuan.money import ZERO
from qinghuan.plans.schedule import equal_instalments


class Request(Value):
    """Yuan of ``principal`` and of everything ``other``; ``rows`` months from ``first`` on."""

    principal: Annotated[Money, Field(ge=0)]
    other: Annotated[Money, Field(ge=0)] = ZERO
    rows: Annotated[int, Field(ge=1, le=600)]
    first: date


def run(request: Request, where: str = "") -> dict[str, Any]:
    """``rows`` and their ``total``."""
    days = list(monthly(request.first, request.rows))
    try:
        rows = equal_instalments(request.principal, request.other, days)
    except RuleError:
        raise Faulty(problem("too_small", f"{where}/rows")) from None
    return {
        "total": str(request.principal + request.other),
        "rows": [
            {
                "n": row.n,
                "due": row.due.isoformat(),
                "amount": str(row.amount),
                "principal": str(row.principal),
                "other": str(row.other),
            }
            for row in rows
        ],
    }
