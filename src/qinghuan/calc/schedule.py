"""A repayment schedule of any shape, exact to the fen.

Rates are fractions. Every row says what is paid, of which part, and what is left after it.
The last row takes the residue of rounding, so that the rows sum to the principal. With
``carry`` every figure is the exact one rounded for itself, and the totals are the exact ones.
Payments that are larger than needed end the debt earlier: ``n`` says the rows asked for and
given. An option that would change nothing is a fault.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, model_validator

from qinghuan.calc import schedule_fits
from qinghuan.calc.fields import (
    Amount,
    Every,
    Number,
    Period,
    RateQuoted,
    fault,
    figure,
    number,
    rate_text,
    without_nulls,
)
from qinghuan.calc.fields import plain as text
from qinghuan.dates import DayCount
from qinghuan.debts.annual_rate import AnnualRate, Flow, annual_rate
from qinghuan.debts.explaining import why_payment, why_row
from qinghuan.debts.periods import PayDay
from qinghuan.debts.plan import (
    FREE,
    LONGEST,
    FirstPeriod,
    GraceInterest,
    NeverPaid,
    Plan,
    RateChange,
    RateOf,
    Schedule,
    Shape,
    Steps,
)
from qinghuan.debts.recalculated import Happened, Made, Pause, recalculated
from qinghuan.debts.schedule import schedule
from qinghuan.errors import CannotBe
from qinghuan.journal.fact import Value
from qinghuan.money import NotMoney, Rounding

_MONTHS: Final = 12
_UNROUNDED: Final = frozenset({"none", "0", "unrounded", ""})


def _as_step(value: Any) -> Any:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return repr(value) if is_number else value


Step = Annotated[
    str,
    BeforeValidator(_as_step),
    Field(description='"0.01", "1", "10", or "none": not rounded'),
]


class RoundingAsked(Value):
    """To what payment and interest of a row are rounded."""

    payment: Step | None = "0.01"
    interest: Step | None = "0.01"
    mode: Rounding = Field(
        "half_up",
        description="of the payment, and of interest where it is half_up or half_even: a payment "
        "may be rounded up by agreement, interest of a row is rounded to the nearest",
    )
    payment_mode: Rounding | None = None
    interest_mode: Rounding | None = None
    carry: bool = Field(
        False, description="carry the exact balance and payment; round only what is shown"
    )

    @model_validator(mode="before")
    @classmethod
    def _null_is_left_out(cls, value: Any) -> Any:
        return without_nulls(value, keep=frozenset({"payment", "interest"}))


class ChangeAsked(Value):
    """Another rate from a row on."""

    row: Annotated[int, Field(ge=2, le=LONGEST)]
    rate: RateQuoted
    recast: bool = Field(True, description="compute the payment anew")


class PaidGiven(Value):
    """A payment that was made."""

    on: date
    amount: Annotated[Amount, Field(gt=0)]


class PauseGiven(Value):
    """Days without interest, both ends included."""

    first: date
    last: date


class Request(Value):
    """What a schedule is made from, and what happened since."""

    principal: Annotated[Amount, Field(gt=0, description="yuan")]
    rate: RateQuoted | None = Field(
        None, description="a fraction, and of what; may be left out where interest_free"
    )
    n: Annotated[int, Field(ge=1, le=LONGEST)] | None = Field(
        None,
        description="rows; without it until the payment has paid all, or one for each of weights "
        "(stepped) or payments (custom)",
    )
    start: date = Field(description="the day the money was paid out")
    first_due: date | None = Field(None, description="without it one period after start")
    every: Every = Field(Period(months=1), description='{"months": 1}, "month", "two_weeks", …')
    pay_day: Annotated[int, Field(ge=1, le=31)] | None = Field(
        None,
        description="day of the month on which wages come; due days follow it by days_after. The "
        "first one is the first after start, or first_due",
    )
    days_after: Annotated[int, Field(ge=0, le=31)] = Field(0, description="days after pay_day")
    shape: Shape = "equal_payment"
    day_count: DayCount = "30/360"
    payment: Annotated[Amount, Field(gt=0)] | None = Field(
        None, description="a payment that is given; a larger one ends the debt earlier"
    )
    minimum: Annotated[Amount, Field(ge=0)] | None = Field(
        None,
        description="no row that pays principal pays less, so there may be fewer; the last one "
        "takes the rest",
    )
    payments: Annotated[tuple[Annotated[Amount, Field(ge=0)], ...], Field(max_length=LONGEST)] = (
        Field((), description="every payment but the last (custom)")
    )
    rounding: RoundingAsked = RoundingAsked()
    grace: Annotated[int, Field(ge=0, le=LONGEST)] = Field(
        0, description="rows at the beginning without principal"
    )
    grace_interest: GraceInterest | None = None
    balloon: Annotated[Amount, Field(ge=0)] | None = Field(
        None, description="principal paid with the last row"
    )
    weights: tuple[Number, ...] | dict[str, Number] = Field(
        (),
        description="stepped: one a row · seasonal: one a calendar month from January, or by "
        'month {"6": "3"}',
    )
    first_period: FirstPeriod = Field(
        "simple", description="what becomes of an irregular first period"
    )
    amortise_over: Annotated[int, Field(ge=1, le=LONGEST)] | None = Field(
        None, description="equal periods for which the payment is computed"
    )
    rate_changes: tuple[ChangeAsked, ...] = ()
    paid: Annotated[tuple[PaidGiven, ...], Field(max_length=LONGEST)] = Field(
        (), description="payments made; the rows are computed anew after each (equal payments)"
    )
    paused: tuple[PauseGiven, ...] = Field((), description="days without interest")
    as_of: date | None = Field(
        None, description="arrears count as cleared after it; without it the last payment"
    )

    @model_validator(mode="before")
    @classmethod
    def _null_is_left_out(cls, value: Any) -> Any:
        return without_nulls(value)


def run(request: Request) -> dict[str, Any]:
    """``payment``, ``n``, ``rows``, ``totals`` and ``annual_rate``."""
    found = made(request)
    return {
        "n": {"asked": request.n, "given": len(found.rows)},
        "payment": None if found.payment is None else text(found.payment),
        "rows": [
            {
                "n": row.n,
                "due": row.due.isoformat(),
                "payment": text(row.payment),
                "principal": text(row.principal),
                "interest": text(row.interest),
                "fee": text(row.fee),
                "balance": text(row.balance),
            }
            for row in found.rows
        ],
        "totals": {
            name: text(found.total(name)) for name in ("payment", "principal", "interest", "fee")
        },
        "balloon": text(found.balloon),
        "annual_rate": _true_rate(found),
    }


def explain(request: Request) -> dict[str, Any]:
    """How the regular payment and each row come about."""
    found = made(request)
    rows = {f"/rows/{n - 1}/payment": figure(why_row(found, n)) for n in _numbers(found)}
    regular = why_payment(found)
    return {**({"/payment": figure(regular)} if regular else {}), **rows}


def _numbers(found: Schedule) -> range:
    return range(1, len(found.rows) + 1)


def made(request: Request) -> Schedule:
    """The schedule asked for. Raises the fault of one that cannot be."""
    plan = _plan(request)
    try:
        if request.paid or request.paused or request.as_of:
            return recalculated(plan, _happened(request))
        return schedule(plan)
    except NeverPaid:
        raise fault("never_paid", "/payment") from None
    except CannotBe as wrong:
        place = wrong.place or _end_of_calendar(plan)
        raise fault("rule", "".join(f"/{part}" for part in place), why=wrong.why) from None


def _end_of_calendar(plan: Plan) -> tuple[str, ...]:
    """Which value leads beyond the calendar: the start itself, or the rows after it."""
    try:
        next(plan.periods())
    except CannotBe:
        return ("start",)
    return ("payment",) if plan.n is None else ("n",)


def _happened(request: Request) -> Happened:
    for place, pause in enumerate(request.paused):
        if pause.last < pause.first:
            raise fault("backwards", f"/paused/{place}/last")
    days = [one.on for one in request.paid]
    return Happened(
        payments=tuple(Made(one.on, one.amount) for one in request.paid),
        as_of=request.as_of or max(days, default=request.start),
        pauses=tuple(Pause(one.first, one.last) for one in request.paused),
    )


def _true_rate(found: Schedule) -> dict[str, str | None]:
    """What the rows cost a year, with every charge in them."""
    plan = found.plan
    flows = [Flow(plan.principal, Decimal(0))]
    regular = found.rows[0].due == plan.every.after(plan.start, 1) and plan.pay_day is None
    if regular and plan.shape != "lump_sum":
        flows += [Flow(-row.payment, Decimal(row.n)) for row in found.rows]
        rate: AnnualRate = annual_rate(flows, "irr", unit=plan.every)
    else:
        flows = [Flow(plan.principal, plan.start)]
        flows += [Flow(-row.payment, row.due) for row in found.rows]
        rate = annual_rate(flows, "xirr")
    return {
        "period": rate_text(rate.period),
        "nominal": rate_text(rate.nominal),
        "effective": rate_text(rate.effective),
    }


def _plan(request: Request) -> Plan:
    n = _rows(request)
    rate = _rate(request)
    schedule_fits.check(request, n)
    return Plan(
        principal=request.principal,
        rate=rate,
        n=n,
        start=request.start,
        first_due=request.first_due,
        every=request.every.unit,
        shape=request.shape,
        day_count=request.day_count,
        payment=request.payment,
        payments=request.payments,
        steps=_steps(request.rounding),
        grace=request.grace,
        grace_interest=request.grace_interest,
        balloon=request.balloon or Decimal("0.00"),
        weights=_weights(request, n),
        first_period=request.first_period,
        amortise_over=request.amortise_over,
        changes=tuple(
            RateChange(one.row, RateOf(one.rate.kind, one.rate.value), one.recast)
            for one in sorted(request.rate_changes, key=lambda one: one.row)
        ),
        minimum=request.minimum or Decimal("0.00"),
        pay_day=None if request.pay_day is None else PayDay(request.pay_day, request.days_after),
    )


def _rate(request: Request) -> RateOf:
    if request.rate is not None:
        return RateOf(request.rate.kind, request.rate.value)
    if request.shape != "interest_free":
        raise fault("missing", "/rate")
    return FREE


def _rows(request: Request) -> int | None:
    if request.shape == "fixed_payment":
        return None
    if request.shape == "stepped" and request.n is None:
        return len(request.weights) or None
    if request.shape != "custom":
        return request.n
    if not request.payments:
        raise fault("missing", "/payments")
    rows = request.n or len(request.payments) + 1
    if rows > len(request.payments) + 1:
        raise fault("most", "/n", limit=str(len(request.payments) + 1))
    return rows


def _weights(request: Request, n: int | None) -> tuple[Decimal, ...]:
    given = request.weights
    if request.shape not in {"stepped", "seasonal"}:
        return ()
    if isinstance(given, dict):
        given = _by_month(given)
    wanted = _MONTHS if request.shape == "seasonal" else n
    if len(given) != wanted:
        raise fault("count", "/weights", count=str(wanted))
    if any(weight < 0 for weight in given) or not any(given):
        raise fault("range", "/weights")
    return tuple(given)


def _by_month(given: dict[str, Decimal]) -> tuple[Decimal, ...]:
    known = {str(month) for month in range(1, _MONTHS + 1)}
    for name in given:
        if name not in known:
            raise fault("unknown", f"/weights/{name}")
    return tuple(given.get(str(month), Decimal(0)) for month in range(1, _MONTHS + 1))


def _steps(asked: RoundingAsked) -> Steps:
    return Steps(
        payment=_step(asked.payment, "payment"),
        interest=_step(asked.interest, "interest"),
        payment_mode=asked.payment_mode or asked.mode,
        interest_mode=asked.interest_mode or _nearest(asked.mode),
        carry=asked.carry,
    )


def _nearest(mode: Rounding) -> Rounding:
    return mode if mode in {"half_up", "half_even"} else "half_up"


def _step(given: str | None, name: Literal["payment", "interest"]) -> Decimal | None:
    if given is None or given.strip().lower() in _UNROUNDED:
        return None
    try:
        step = number(given)
    except NotMoney:
        raise fault("number", f"/rounding/{name}") from None
    if not Decimal("0.000001") <= step <= Decimal(10_000):
        raise fault("range", f"/rounding/{name}")
    return step
