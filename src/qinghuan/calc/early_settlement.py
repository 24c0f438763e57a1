"""What it costs to settle an instalment debt early, in each of the three ways contracts know.

Which way holds is for the contract to say: ``ways`` has all three, the cheapest first, and
``way`` names the one that is asked for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date as day
from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc import Faulty
from qinghuan.calc import schedule as asked_schedule
from qinghuan.calc.fields import Amount, fault, figure
from qinghuan.debts.early import Settling, Standing, compare
from qinghuan.debts.entries import EarlySettlement
from qinghuan.debts.schedule import Schedule
from qinghuan.errors import CannotBe
from qinghuan.journal.fact import Value
from qinghuan.money import ZERO


class Request(Value):
    """The plan as ``schedule`` takes it, and where it stands."""

    plan: asked_schedule.Request = Field(description="as the operation schedule takes it")
    on: day = Field(description="the day of settling")
    paid: Annotated[int, Field(ge=0)] = Field(0, description="rows paid in full, from the first")
    billed: Annotated[int, Field(ge=0)] | None = Field(
        None, description="rows whose bill was issued; without it those due by the day"
    )
    charge: Annotated[Amount, Field(ge=0)] = Field(
        ZERO, description="charged for settling early, by the contract"
    )
    whole_period: bool = Field(
        False, description="whether the running period is charged in full, by the contract"
    )
    way: EarlySettlement | None = Field(None, description="what the contract says, where known")


def run(request: Request) -> dict[str, Any]:
    """``ways``: parts, total and what is saved; ``settling``: the way asked for, or none."""
    plan = _plan(request)
    if request.paid >= len(plan.rows):
        raise fault("most", "/paid", limit=str(len(plan.rows) - 1))
    if request.on < plan.plan.start:
        raise fault("backwards", "/on")
    try:
        found = compare(plan, _standing(request, plan))
    except CannotBe as wrong:
        raise fault("rule", "/plan", why=wrong.why) from None
    return {
        "settling": next((_told(one) for one in found if one.way == request.way), None),
        "ways": [_told(one) for one in found],
    }


def _plan(request: Request) -> Schedule:
    """The plan; a fault in it is named by its place in this request."""
    try:
        return asked_schedule.made(request.plan)
    except Faulty as wrong:
        places = [replace(one, where=f"/plan{one.where}".rstrip("/")) for one in wrong.problems]
        raise Faulty(*places) from None


def _standing(request: Request, plan: Schedule) -> Standing:
    billed = request.billed
    if billed is None:
        billed = sum(row.due <= request.on for row in plan.rows)
    return Standing(request.on, request.paid, billed, request.charge, request.whole_period)


def _told(one: Settling) -> dict[str, Any]:
    return {
        "way": one.way,
        "principal": figure(one.principal),
        "interest": figure(one.interest),
        "fee": figure(one.fee),
        "total": figure(one.total),
        "saved": str(one.saved),
    }
