"""Several debts side by side: pro rata, avalanche, snowball, own order, and the least cost.

The cheapest plan comes with a proven lower bound: no plan of at most `horizon` months costs
less. Costs are interest and the expected cost of suits; the latter is an assumption. Money
to the fen; the interest of each month is rounded half up.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc import Faulty
from qinghuan.calc.fields import Amount, Number, fault, figure
from qinghuan.errors import Problem
from qinghuan.journal.fact import Value
from qinghuan.money import ZERO, total
from qinghuan.plans.compare import Compared, WorstMonth, compared
from qinghuan.plans.least_cost import TIME_LIMIT, least_cost
from qinghuan.plans.several import Capacity, Debt, MustPay, Plan, Risk, Rules

MOST_DEBTS = 200
LONGEST_SEARCH = 60


class MustPayGiven(Value):
    """An amount that a debt has to get in time."""

    amount: Annotated[Amount, Field(gt=0, description="yuan")]
    by_month: Annotated[int, Field(ge=1, le=1200, description="month of the plan, from 1")]


class DebtGiven(Value):
    """One debt."""

    balance: Annotated[Amount, Field(ge=0, description="yuan")]
    apr: Annotated[Number, Field(ge=0, le=1000, description="yearly rate, a fraction")]
    minimum: Annotated[Amount, Field(ge=0, description="yuan a month")] = ZERO
    must_pay: MustPayGiven | None = None
    days_late: Annotated[int, Field(ge=0, le=36_600, description="0: no suit is near")] = 0
    name: str = Field("", max_length=80)


class Request(Value):
    """The debts, and the money of a month: the same in all, or by calendar month."""

    debts: Annotated[tuple[DebtGiven, ...], Field(max_length=MOST_DEBTS)]
    budget: Annotated[Amount, Field(ge=0)] | None = Field(
        None, description="yuan a month; this or by_month"
    )
    by_month: dict[Annotated[int, Field(ge=1, le=12)], Annotated[Amount, Field(ge=0)]] | None = (
        Field(None, description="calendar month to yuan; one not named has nothing")
    )
    first_month: Annotated[int, Field(ge=1, le=12)] = Field(
        1, description="calendar month of the first payment"
    )
    order: tuple[int, ...] | None = Field(
        None, description="own order: places of the debts from 0; without it as given"
    )
    one_at_a_time: bool = Field(False, description="only one debt above its minimum in a month")
    time_limit: Annotated[Number, Field(ge=0, le=LONGEST_SEARCH)] | None = Field(
        None, description="seconds for the search; 3 unless told; 0: none"
    )


def run(request: Request) -> dict[str, Any]:
    """``best`` (which way won), ``cost``, ``bound``, ``gap``, ``comparison`` and ``plan``."""
    order, debts, capacity = _asked(request)
    rules = Rules(request.one_at_a_time, Risk.assumed())
    limit = TIME_LIMIT if request.time_limit is None else float(request.time_limit)
    found = least_cost(debts, capacity, rules, time_limit=limit)
    if isinstance(found, Problem):
        raise Faulty(found)
    back = {place: at for at, place in enumerate(order)}
    rows = compared(found.plans, debts, capacity)
    return {
        "best": found.plan.way,
        "months": found.plan.months,
        "cost": figure(found.cost),
        "bound": figure(found.bound),
        "gap": str(found.gap),
        "horizon": found.horizon,
        "outcome": found.outcome,
        "timed_out": found.timed_out,
        "total_paid": str(found.plan.paid),
        "comparison": [_row(one, back) for one in rows],
        "plan": _plan(found.plan, back),
    }


def _asked(request: Request) -> tuple[list[int], list[Debt], Capacity]:
    """The debts in the own order, so that ``given`` is that order."""
    if not any(one.balance for one in request.debts):
        raise fault("empty", "/debts")
    if (request.budget is None) == (request.by_month is None):
        raise fault("exactly_one", "/budget")
    places = list(range(len(request.debts)))
    order = places if request.order is None else list(request.order)
    if sorted(order) != places:
        raise fault("range", "/order")
    if request.by_month is None:
        even = Capacity.even(request.budget or ZERO)
        capacity = Capacity(even.by_month, request.first_month)
    else:
        capacity = Capacity(request.by_month, request.first_month)
    if not any(capacity.by_month.values()):
        raise fault("above", "/budget" if request.by_month is None else "/by_month", limit="0")
    return order, [_debt(request.debts[place]) for place in order], capacity


def _debt(given: DebtGiven) -> Debt:
    must = given.must_pay
    return Debt(
        given.balance,
        given.apr,
        given.minimum,
        MustPay(must.amount, must.by_month) if must else None,
        given.days_late,
        given.name,
    )


def _row(row: Compared, back: dict[int, int]) -> dict[str, Any]:
    return {
        "way": row.way,
        "label": row.label,
        "months": figure(row.months),
        "cost": figure(row.cost),
        "worst": _worst(row.worst),
        "unpaid": [row.unpaid[back[place]] for place in range(len(back))],
        "risk": figure(row.risk),
        "allowed": row.allowed,
        "against": list(row.against),
    }


def _worst(worst: WorstMonth | None) -> dict[str, Any] | None:
    if worst is None:
        return None
    return {
        "month": worst.month,
        "paid": figure(worst.paid),
        "capacity": str(worst.capacity),
        "above": worst.above,
    }


def _plan(plan: Plan, back: dict[int, int]) -> list[dict[str, Any]]:
    """Month by month what each debt gets and what is left of it, in the order given."""
    return [
        {
            "month": month,
            "paid": [str(row[back[place]].paid) for place in range(len(back))],
            "left": [str(row[back[place]].balance) for place in range(len(back))],
            "total": str(total(one.paid for one in row)),
        }
        for month, row in enumerate(plan.rows, start=1)
    ]
