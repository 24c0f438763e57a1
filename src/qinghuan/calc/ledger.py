"""The life of one debt: every event on its day, every part to the fen.

For each part: in = owed + paid + waived, on every day. The order in which events are given
never matters; within a day their kinds do. Days bear interest on what stood at the end of
the day before; what is posted is the whole sum since the beginning, rounded.
"""

from __future__ import annotations

from datetime import date as day
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from qinghuan import policy
from qinghuan.calc.fields import Amount, Every, Number, Period, day_text, fault, figure
from qinghuan.debts import events as happened
from qinghuan.debts.allocation import agreed, by_rule
from qinghuan.debts.changes import EVERYTHING_THAT_ACCRUES, Accruing
from qinghuan.debts.day_counts import days_a_year
from qinghuan.debts.engine import Account, BeforeBeginning
from qinghuan.debts.engine import run as keep
from qinghuan.debts.entries import DayCount, Part, PenaltyBase
from qinghuan.debts.events import BASES, Contract, Event, LateFee, Ordering
from qinghuan.debts.explaining import why_part
from qinghuan.errors import CannotBe
from qinghuan.journal.fact import Value
from qinghuan.money import FEN, ZERO

Above = Annotated[Amount, Field(gt=0)]
NotBelow = Annotated[Amount, Field(ge=0)]
_MONTHS: Final = 12
_HIGHEST: Final = Decimal(1000)


class RateGiven(Value):
    """A rate as a fraction: exactly one of its fields."""

    daily: Annotated[Number, Field(ge=0, le=1)] | None = None
    monthly: Annotated[Number, Field(ge=0, le=100)] | None = None
    annual: Annotated[Number, Field(ge=0, le=_HIGHEST)] | None = None


class PenaltyGiven(RateGiven):
    """The same, or a multiple of the contract rate."""

    factor: Annotated[Number, Field(ge=0, le=100)] | None = None


class LateFeeGiven(Value):
    """Once a bill: a share of the minimum that was not paid in time."""

    rate: Annotated[Number, Field(ge=0, le=1)]
    minimum: NotBelow = ZERO
    maximum: NotBelow | None = None


class RoundingGiven(Value):
    """When interest is rounded to the fen."""

    each: Literal["posting", "day"] = "posting"


class TermsGiven(Value):
    """The terms, as the contract says them."""

    rate: RateGiven | None = Field(None, description="on principal that is not due yet")
    day_count: DayCount = Field("actual/365", description="of yearly and monthly rates")
    penalty: PenaltyGiven | None = Field(None, description="on what is overdue")
    penalty_base: PenaltyBase = "overdue_principal"
    compounding: Literal["none", "monthly", "at_posting"] = "none"
    late_fee: LateFeeGiven | None = None
    minimum_share: Annotated[Number, Field(ge=0, le=1)] | None = Field(
        None, description="the minimum of a bill that states none, as a share of the bill"
    )
    interest_free: bool = Field(
        default=False,
        description="whether a bill paid in full and in time bears no interest; else it bears it "
        "from each drawdown on the whole bill",
    )
    grace_days: Annotated[int, Field(ge=0, le=366)] = 0
    allocation: tuple[Part, ...] | Literal["law", "credit_card"] = Field(
        "law", description="parts in order, or the rule that holds without a clause"
    )
    rounding: RoundingGiven = RoundingGiven()


class On(Value):
    """Something on a day."""

    on: day


class DrawdownGiven(On):
    """Money was paid out."""

    type: Literal["drawdown"]
    amount: Above


class DueGiven(On):
    """A bill or an instalment falls due."""

    type: Literal["due"]
    principal: NotBelow = ZERO
    interest: NotBelow | None = None
    instalment_fee: NotBelow = ZERO
    minimum: NotBelow | None = None


class PaymentGiven(On):
    """A payment went through."""

    type: Literal["payment"]
    amount: Above
    id: Annotated[str, Field(max_length=80)] = ""
    allocation: tuple[Part, ...] = ()
    prepay: bool = False


class ReversalGiven(On):
    """A payment was taken back."""

    type: Literal["reversal"]
    payment: Annotated[str, Field(min_length=1, max_length=80)]


class RefundGiven(On):
    """A purchase was returned."""

    type: Literal["refund"]
    amount: Above


class ChargeGiven(On):
    """The creditor adds a charge."""

    type: Literal["charge"]
    part: Part
    amount: Above


class WaiverGiven(On):
    """The creditor gives up charges."""

    type: Literal["waiver"]
    part: Part | None = None
    amount: Above | None = None


class WriteDownGiven(On):
    """The creditor gives up principal."""

    type: Literal["write_down"]
    amount: Above


class RateChangeGiven(On):
    """Other rates from the next day on."""

    type: Literal["rate_change"]
    rate: RateGiven | None = None
    penalty: PenaltyGiven | None = None


class FreezeGiven(On):
    """Parts stop accruing."""

    type: Literal["freeze"]
    until: day | None = None
    what: tuple[Accruing, ...] = EVERYTHING_THAT_ACCRUES


class AccelerationGiven(On):
    """Everything falls due."""

    type: Literal["acceleration"]


class AssignmentGiven(On):
    """Another creditor."""

    type: Literal["assignment"]
    creditor: Annotated[str, Field(max_length=200)]


class HolidayGiven(On):
    """Nothing falls due and nothing is late for a time."""

    type: Literal["holiday"]
    until: day
    interest: Literal["runs", "stops"] = "runs"


class PostponementGiven(On):
    """A bill to come moves to another day, and every later one by as much."""

    type: Literal["postponement"]
    first: day
    to: day


class ReageGiven(On):
    """All that is owed over new rows."""

    type: Literal["reage"]
    n: Annotated[int, Field(ge=1, le=1200)]
    first_due: day
    every: Every = Period(months=1)


class ReamortiseGiven(On):
    """What is overdue moves to the rows to come."""

    type: Literal["reamortise"]
    arrears: Literal["first", "spread", "waived"] = "spread"
    unit: Annotated[Amount, Field(gt=0, le=100)] = Field(
        FEN, description="to what each share is rounded"
    )


class SettlementGiven(On):
    """The last payment; the rest is waived."""

    type: Literal["settlement"]
    amount: NotBelow


EventGiven = Annotated[
    DrawdownGiven
    | DueGiven
    | PaymentGiven
    | ReversalGiven
    | RefundGiven
    | ChargeGiven
    | WaiverGiven
    | WriteDownGiven
    | RateChangeGiven
    | FreezeGiven
    | AccelerationGiven
    | AssignmentGiven
    | HolidayGiven
    | PostponementGiven
    | ReageGiven
    | ReamortiseGiven
    | SettlementGiven,
    Field(discriminator="type"),
]


class Request(Value):
    """Terms, events, and the day asked about."""

    terms: TermsGiven = TermsGiven()
    events: Annotated[tuple[EventGiven, ...], Field(max_length=5000)]
    on: day
    creditor: Annotated[str, Field(max_length=200)] = ""


def run(request: Request) -> dict[str, Any]:
    """``parts`` with in, paid, waived, owed and where it stands; payments; what is late."""
    found = _kept(request)
    return {
        "on": request.on.isoformat(),
        "total": str(found.total),
        "overdue": str(found.overdue),
        "oldest_unpaid_due": day_text(found.oldest_unpaid_due),
        "days_past_due": found.days_past_due,
        "parts": {
            part: {
                "in": str(one.came_in),
                "paid": str(one.paid),
                "waived": str(one.waived),
                "owed": str(one.owed),
                "not_yet_due": str(one.not_yet_due),
                "due": str(one.due),
                "overdue": str(one.overdue),
            }
            for part, one in found.parts.items()
        },
        "payments": [
            {
                "payment": one.payment,
                "on": one.on.isoformat(),
                "settled": {part: str(amount) for part, amount in one.parts.items()},
            }
            for one in found.settled
        ],
        "surplus": str(found.surplus),
        "creditor": found.creditor,
    }


def _kept(request: Request) -> Account:
    if not request.events:
        raise fault("empty", "/events")
    contract = _contract(request)
    _refuse_twice(request)
    given = [_event(request, place, one) for place, one in enumerate(request.events)]
    try:
        return keep(contract, given, request.on)
    except BeforeBeginning as early:
        raise fault("before_beginning", f"/events/{early.place}/on") from None
    except CannotBe as wrong:
        raise fault("rule", "/events", why=wrong.why) from None


def _refuse_twice(request: Request) -> None:
    """Raise the fault of two payments with one name: a payment taken back names just one."""
    named: set[str] = set()
    for place, one in enumerate(request.events):
        if isinstance(one, PaymentGiven):
            name = _name_of(place, one)
            if name in named:
                raise fault("twice", f"/events/{place}/id")
            named.add(name)


def _name_of(place: int, payment: PaymentGiven) -> str:
    return payment.id or f"#{place}"


def explain(request: Request) -> dict[str, Any]:
    """How each part comes about: what came in, the days behind it, what settled it."""
    found = _kept(request)
    return {f"/parts/{part}/owed": figure(why_part(found, part)) for part in found.parts}


def _contract(request: Request) -> Contract:
    terms = request.terms
    ordinary = _daily(request, terms.rate, "/terms/rate")
    fee = terms.late_fee
    return Contract(
        rate=ordinary,
        count=_count(request, terms.rate),
        penalty=_penalty(request, terms.penalty, ordinary, "/terms/penalty"),
        penalty_count=_count(request, _quoted(terms.penalty, terms.rate)),
        minimum_share=terms.minimum_share,
        interest_free=terms.interest_free,
        bearing=BASES[terms.penalty_base],
        whole=terms.penalty_base == "whole_balance",
        compounding=terms.compounding,
        late_fee=LateFee(fee.rate, fee.minimum, fee.maximum) if fee else None,
        grace_days=terms.grace_days,
        order=_order(request),
        rounded_daily=terms.rounding.each == "day",
        creditor=request.creditor,
    )


def _order(request: Request) -> Ordering:
    given = request.terms.allocation
    if isinstance(given, tuple):
        return agreed(given)
    card = given == "credit_card"
    name = "credit_card.payment_order_early" if card else "civil_code.order_within_debt"
    if isinstance(policy.look_up(name, request.on), policy.Gap):
        raise fault("rule", "/terms/allocation", why=name)
    return by_rule(card=card, known_on=request.on)


def _daily(request: Request, given: RateGiven | None, where: str) -> Fraction | None:
    """The rate a day, exact: a year has the days of the day count, a month is its twelfth."""
    if given is None:
        return None
    named = {name: getattr(given, name) for name in ("daily", "monthly", "annual")}
    stated = {name: value for name, value in named.items() if value is not None}
    if len(stated) != 1:
        raise fault("exactly_one", where)
    [(name, value)] = stated.items()
    year = days_a_year(request.terms.day_count)
    share = {"daily": Fraction(1), "monthly": Fraction(_MONTHS, year), "annual": Fraction(1, year)}
    return Fraction(value) * share[name]


def _count(request: Request, given: RateGiven | None) -> DayCount:
    """How the days of ``given`` are counted: a rate a day takes each day once."""
    daily = given is None or given.daily is not None
    return "actual/365" if daily else request.terms.day_count


def _quoted(given: PenaltyGiven | None, ordinary: RateGiven | None) -> RateGiven | None:
    """The rate in which a penalty is quoted: its own, or the one it is a multiple of."""
    return ordinary if given is not None and given.factor is not None else given


def _penalty(
    request: Request, given: PenaltyGiven | None, ordinary: Fraction | None, where: str
) -> Fraction | None:
    if given is None or given.factor is None:
        return _daily(request, given, where)
    if any(getattr(given, name) is not None for name in ("daily", "monthly", "annual")):
        raise fault("exactly_one", where)
    if ordinary is None:
        raise fault("missing", "/terms/rate")
    return ordinary * Fraction(given.factor)


def _event(request: Request, place: int, one: Any) -> Event:
    where = f"/events/{place}"
    values = {name: getattr(one, name) for name in type(one).model_fields if name != "type"}
    if "until" in values and values["until"] is not None and values["until"] < one.on:
        raise fault("backwards", f"{where}/until")
    if isinstance(one, PostponementGiven) and not one.on < one.first < one.to:
        raise fault("backwards", f"{where}/to")
    if isinstance(one, ReageGiven):
        if one.first_due <= one.on:
            raise fault("backwards", f"{where}/first_due")
        values["every"] = one.every.unit
    if isinstance(one, PaymentGiven):
        values["order"] = values.pop("allocation")
        values["id"] = _name_of(place, one)
    if isinstance(one, RateChangeGiven):
        ordinary = _daily(request, one.rate, f"{where}/rate")
        base = ordinary or _daily(request, request.terms.rate, "/terms/rate")
        values["penalty"] = _penalty(request, one.penalty, base, f"{where}/penalty")
        values["rate"] = ordinary
        values["count"] = _count(request, one.rate)
        quoted = _quoted(one.penalty, one.rate or request.terms.rate)
        values["penalty_count"] = _count(request, quoted)
    if isinstance(one, FreezeGiven):
        values["what"] = frozenset(one.what)
    made: Event = _KINDS[one.type](**values)
    return made


_KINDS: Final[dict[str, Any]] = {
    "drawdown": happened.Drawdown,
    "due": happened.Due,
    "payment": happened.Paid,
    "reversal": happened.Reversal,
    "refund": happened.Refund,
    "charge": happened.Charge,
    "waiver": happened.Waiver,
    "write_down": happened.WriteDown,
    "rate_change": happened.RateChange,
    "freeze": happened.Freeze,
    "acceleration": happened.Acceleration,
    "assignment": happened.Assignment,
    "holiday": happened.Holiday,
    "postponement": happened.Postponement,
    "reage": happened.Reage,
    "reamortise": happened.Reamortise,
    "settlement": happened.Settlement,
}
