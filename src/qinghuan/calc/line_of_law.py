"""The yearly line above which a court may reduce all charges together, on request, in yuan.

The line: ``court.reduction_line`` of the policy, on ``end``. Above it nothing is "not owed".
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field

from qinghuan import policy
from qinghuan.calc import Faulty, problem
from qinghuan.journal.fact import Money, Value
from qinghuan.journal.faults import field_problem
from qinghuan.money import rounded

PARAMETER: Final = "court.reduction_line"
_DAYS_A_YEAR: Final = 365


class Request(Value):
    """Overdue principal in yuan, and its days: after ``start`` through ``end``."""

    principal: Annotated[Money, Field(ge=0)]
    start: date
    end: date


def run(request: Request, where: str = "") -> dict[str, Any]:
    """``line`` in yuan, the yearly ``rate`` and where it stands."""
    days = (request.end - request.start).days
    if days < 0:
        raise Faulty(field_problem("backwards", f"{where}/end"))
    found = policy.look_up(PARAMETER, request.end)
    if isinstance(found, policy.Gap):
        raise Faulty(problem("gap", f"{where}/end", title=found.title, question=found.question))
    line = rounded(request.principal * found.decimal * days / _DAYS_A_YEAR)
    return {
        "days": days,
        "line": str(line),
        "rate": str(found.decimal),
        "parameter": PARAMETER,
        "source": found.source.number,
    }
