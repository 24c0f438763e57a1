"""Simple interest by the day, from the day after ``start`` through ``end``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc import Faulty
from qinghuan.journal.fact import Money, Rate, Value
from qinghuan.journal.faults import field_problem
from qinghuan.money import rounded


class Request(Value):
    """Yuan; a fraction a day (0.0005); two days."""

    principal: Annotated[Money, Field(ge=0)]
    daily_rate: Annotated[Rate, Field(ge=0)]
    start: date
    end: date


def run(request: Request, where: str = "") -> dict[str, Any]:
    """``days`` and ``interest`` in yuan, rounded half up once."""
    days = (request.end - request.start).days
    if days < 0:
        raise Faulty(field_problem("backwards", f"{where}/end"))
    interest = rounded(request.principal * request.daily_rate * days)
    return {"days": days, "interest": str(interest)}
