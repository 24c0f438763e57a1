"""The true annual rate of payments: at which rate they are worth what was received.

Either sign may stand for what was received. Rates are fractions. Without a rate the result
holds null and a reason; where several rates solve it, all stand in ``roots``.
"""

from __future__ import annotations

from datetime import date as day
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc.fields import Every, Exact, Number, fault, figure, rate_text
from qinghuan.dates import DayCount
from qinghuan.debts.annual_rate import AnnualRate, Flow, Method, annual_rate
from qinghuan.debts.explaining import why_rate
from qinghuan.debts.periods import MONTH, Unit
from qinghuan.errors import CannotBe
from qinghuan.journal.fact import Value


class FlowGiven(Value):
    """One payment, with at most one of ``date``, ``period``, ``years``."""

    amount: Exact = Field(description="yuan; one sign for what was received, the other for paid")
    date: day | None = Field(None, description="its day")
    period: Number | None = Field(None, description="periods from the beginning (0, 1, 2, …)")
    years: Number | None = Field(None, description="years from the beginning (0.25, …)")


class Request(Value):
    """Payments, and how to count."""

    flows: Annotated[tuple[FlowGiven, ...], Field(max_length=10_000)]
    method: Method = Field(
        "irr",
        description="irr: equal periods · xirr: days, effective · apr_actuarial: unit-periods "
        "(US) · aprc: years, effective (EU, UK)",
    )
    unit: Every | None = Field(
        None,
        description="the period of apr_actuarial, at most a year; without it the most frequent "
        "interval, of one advance and one payment the term",
    )
    every: Every | None = Field(None, description="the period of irr; without it a month")
    day_count: DayCount = Field("actual/365", description="how days become years")


def run(request: Request) -> dict[str, Any]:
    """``period``, ``nominal`` and ``effective`` rate, all ``roots``, and a ``reason`` or null."""
    _, found = _solved(request)
    return {
        "period": rate_text(found.period),
        "nominal": rate_text(found.nominal),
        "effective": rate_text(found.effective),
        "roots": [rate_text(root) for root in found.roots],
        "reason": found.reason,
    }


def _solved(request: Request) -> tuple[list[Flow], AnnualRate]:
    if len(request.flows) <= 1:
        raise fault("at_least", "/flows", limit="2")
    flows = [_flow(request, place, flow) for place, flow in enumerate(request.flows)]
    kinds = {isinstance(flow.time, day) for flow in flows}
    if len(kinds) > 1:
        raise fault("same_times", "/flows")
    unit = request.unit or request.every
    try:
        found = annual_rate(
            flows, request.method, unit=unit.unit if unit else None, day_count=request.day_count
        )
    except CannotBe as wrong:
        raise fault("rule", "".join(f"/{part}" for part in wrong.place), why=wrong.why) from None
    return flows, found


def explain(request: Request) -> dict[str, Any]:
    """Which equation the rate solves."""
    flows, found = _solved(request)
    way = why_rate(found, flows, request.method)
    return {"/effective": figure(way)} if way else {}


def _flow(request: Request, place: int, flow: FlowGiven) -> Flow:
    where = f"/flows/{place}"
    times = {"date": flow.date, "period": flow.period, "years": flow.years}
    given = {name: time for name, time in times.items() if time is not None}
    if len(given) > 1:
        raise fault("one_time", where)
    for name, time in given.items():
        if isinstance(time, day):
            if request.method == "irr":
                raise fault("no_day", f"{where}/date")
            return Flow(flow.amount, time)
        if time < 0:
            raise fault("least", f"{where}/{name}", limit="0")
        return Flow(flow.amount, _in_time(request, time, name))
    if request.method == "xirr":
        raise fault("missing", f"{where}/date")
    return Flow(flow.amount, _in_time(request, Decimal(place), "period"))


def _in_time(request: Request, time: Decimal, given: str) -> Decimal:
    """Periods where the method counts periods, years where it counts years."""
    by_years = request.method in {"xirr", "aprc"}
    if given == "period" and by_years:
        return time / _per_year(request)
    if given == "years" and not by_years:
        return time * _per_year(request)
    return time


def _per_year(request: Request) -> Decimal:
    chosen = request.unit or request.every
    unit: Unit = chosen.unit if chosen else MONTH
    return Decimal(unit.per_year.numerator) / Decimal(unit.per_year.denominator)
