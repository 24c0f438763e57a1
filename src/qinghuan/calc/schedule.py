"""A repayment schedule of any shape, exact to the fen.

Rates are fractions. Every row says what is paid, of which part, and what is left after it.
The last row takes the residue of rounding, so that the rows always sum to the principal.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import Field

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
)
from qinghuan.calc.fields import plain as text
from qinghuan.dates import DayCount
from qinghuan.debts.annual_rate import AnnualRate, Flow, annual_rate
from qinghuan.debts.explaining import why_payment, why_row
from qinghuan.debts.recalculated import Happened, Made, Pause, recalculated
from qinghuan.debts.schedule import (
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
    schedule,
)
from qinghuan.errors import CannotBe
from qinghuan.journal.fact import Value
from qinghuan.money import NotMoney, Rounding

_MONTHS: Final = 12
_UNROUNDED: Final = frozenset({"none", "0", "unrounded", ""})

Step = Annotated[str, Field(description='"0.01", "1", "10", or "none": not rounded')]


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
    rate: RateQuoted = Field(description="a fraction, and of what")
    n: Annotated[int, Field(ge=1, le=LONGEST)] | None = Field(
        None, description="rows; not with fixed_payment"
    )
    start: date = Field(description="the day the money was paid out")
    first_due: date | None = Field(None, description="without it one period after start")
    every: Every = Field(Period(months=1), description='{"months": 1}, "month", "two_weeks", …')
    shape: Shape = "equal_payment"
    day_count: DayCount = "30/360"
    payment: Amount | None = Field(None, description="a payment that is given")
    payments: tuple[Amount, ...] = Field((), description="every payment but the last (custom)")
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


def run(request: Request) -> dict[str, Any]:
    """``payment``, ``rows``, ``totals`` and ``annual_rate``."""
    found = made(request)
    return {
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
        if request.paid or request.paused:
            return recalculated(plan, _happened(request))
        return schedule(plan)
    except NeverPaid:
        raise fault("never_paid", "/payment") from None
    except CannotBe as wrong:
        raise fault("rule", "/", why=wrong.why) from None


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
    regular = plan.first_due is None or plan.first_due == plan.every.after(plan.start, 1)
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
    rate = RateOf(request.rate.kind, request.rate.value)
    shape: Shape = request.shape
    counted = shape not in {"fixed_payment", "lump_sum", "custom"}
    if counted and request.n is None and request.payment is None:
        raise fault("missing", "/n")
    if shape == "fixed_payment" and request.payment is None:
        raise fault("missing", "/payment")
    if request.first_due is not None and request.first_due <= request.start:
        raise fault("backwards", "/first_due")
    n = _rows(request)
    _refuse_grace(request, n)
    return Plan(
        principal=request.principal,
        rate=rate,
        n=n,
        start=request.start,
        first_due=request.first_due,
        every=request.every.unit,
        shape=shape,
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
    )


def _rows(request: Request) -> int | None:
    if request.shape == "custom":
        if not request.payments:
            raise fault("missing", "/payments")
        rows = request.n or len(request.payments) + 1
        if rows > len(request.payments) + 1:
            raise fault("most", "/n", limit=str(len(request.payments) + 1))
        return rows
    if request.shape == "fixed_payment":
        return None
    return request.n


def _refuse_grace(request: Request, n: int | None) -> None:
    if n is not None and request.grace >= n and request.grace:
        raise fault("most", "/grace", limit=str(n - 1))
    if request.balloon is not None and request.balloon >= request.principal:
        raise fault("most", "/balloon", limit=str(request.principal))
    if request.rate.kind in {"flat_total", "flat_period"} and request.shape not in {
        "flat",
        "equal_payment",
        "equal_principal",
        "interest_free",
        "lump_sum",
    }:
        raise fault("choice", "/shape", choices="flat, lump_sum")


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
        raise fault("money", f"/rounding/{name}") from None
    if not Decimal("0.000001") <= step <= Decimal(10_000):
        raise fault("range", f"/rounding/{name}")
    return step
