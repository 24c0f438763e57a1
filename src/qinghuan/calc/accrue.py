"""Simple interest by the day, from the day after ``start`` through ``end``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Final

from pydantic import Field, NonNegativeInt

from qinghuan.calc.fields import Amount, Number, RateQuoted, exact_text, fault, figure
from qinghuan.dates import DayCount, year_fraction
from qinghuan.explained import Explained
from qinghuan.journal.fact import Value
from qinghuan.money import Rounding, rounded
from qinghuan.words import Text

_MONTHS: Final = 12
_BANKERS: Final = Fraction(360)
_ORDINARY: Final = Fraction(365)
_MEAN: Final = Fraction(1461, 4)


class Request(Value):
    """A principal, a rate, and days: two dates, or a count of days."""

    principal: Annotated[Amount, Field(gt=0, description="yuan")]
    rate: RateQuoted | None = Field(None, description="annual, monthly or daily")
    daily_rate: Number | None = Field(None, ge=0, description="short for rate.daily")
    start: date | None = Field(None, description="the day before the first that counts")
    end: date | None = Field(None, description="the last day that counts")
    days: Annotated[int, Field(ge=0, le=36_600)] | None = Field(
        None, description="instead of start and end"
    )
    free_days: NonNegativeInt = Field(0, description="days at the beginning that bear nothing")
    day_count: DayCount = "actual/365"
    rounding: Rounding = "half_up"


def run(request: Request) -> dict[str, Any]:
    """``days`` that count, ``interest`` in yuan rounded once, ``exact`` before rounding."""
    days, share = _time(request)
    interest = Fraction(request.principal) * _rate(request, days, share)
    exact = Decimal(interest.numerator) / Decimal(interest.denominator)
    amount = rounded(exact, request.rounding)
    return {"days": days, "interest": str(amount), "exact": exact_text(interest)}


def explain(request: Request) -> dict[str, Any]:
    """Principal, days and rate behind the interest."""
    found = run(request)
    amount, days = Decimal(found["interest"]), found["days"]
    words = Text("debts.why.accrued", base=request.principal, days=days, amount=amount)
    inputs = {"exact": found["exact"], "day_count": request.day_count}
    return {"/interest": figure(Explained(amount, words, inputs))}


def _time(request: Request) -> tuple[int, Fraction]:
    """Days that count, and their share of a year."""
    if request.days is not None and (request.start or request.end):
        raise fault("either", "/days", names="days, start/end")
    if request.days is not None:
        days = max(0, request.days - request.free_days)
        return days, Fraction(days, _year(request.day_count))
    if request.start is None or request.end is None:
        raise fault("missing", "/start" if request.start is None else "/end")
    if request.end < request.start:
        raise fault("backwards", "/end")
    days = (request.end - request.start).days
    if request.free_days:
        days = max(0, days - request.free_days)
        return days, Fraction(days, _year(request.day_count))
    return days, year_fraction(request.start, request.end, request.day_count)


def _year(day_count: DayCount) -> Fraction:
    named = {
        "actual/360": Fraction(360),
        "30/360": Fraction(360),
        "actual/365.25": Fraction(1461, 4),
    }
    return named.get(day_count, Fraction(365))


def _rate(request: Request, days: int, share: Fraction) -> Fraction:
    if request.daily_rate is not None and request.rate is not None:
        raise fault("either", "/daily_rate", names="daily_rate, rate")
    if request.daily_rate is not None:
        return Fraction(request.daily_rate) * days
    if request.rate is None:
        raise fault("missing", "/rate")
    kind, value = request.rate.kind, Fraction(request.rate.value)
    if kind == "daily":
        return value * days
    if kind == "annual":
        return value * share
    if kind == "monthly":
        return value * _MONTHS * share
    raise fault("choice", "/rate", choices="annual, monthly, daily")
