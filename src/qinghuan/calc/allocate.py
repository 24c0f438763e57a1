"""What one payment settles: of the parts of a debt, or of several debts to one creditor."""

from __future__ import annotations

from datetime import date as day
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from qinghuan import policy
from qinghuan.calc.fields import Amount, Number, fault, figure
from qinghuan.debts.allocation import CHARGES, Order, agreed, allocate, by_rule
from qinghuan.debts.designation import RULE, NotKnown, Share, Standing, designate
from qinghuan.debts.entries import Part
from qinghuan.explained import Explained, source_told
from qinghuan.journal.fact import Value
from qinghuan.words import Text

_ALL: tuple[Part, ...] = ("enforcement_cost", *CHARGES, "principal")
OrderGiven = tuple[Part, ...] | Literal["law", "credit_card"]
Parts = dict[Part, Annotated[Amount, Field(ge=0)]]
_RULES: Final = {
    "law": "civil_code.order_within_debt",
    "credit_card": "credit_card.payment_order_early",
}


class DebtGiven(Value):
    """One of several debts to the same creditor."""

    id: Annotated[str, Field(min_length=1, max_length=80)]
    parts: Parts = Field(description="yuan owed, by part")
    due: day | None = Field(None, description="when it fell or falls due")
    secured: Annotated[Amount, Field(ge=0)] = Field(
        Decimal("0.00"), description="yuan that security covers; 0.00: none"
    )
    rate: Annotated[Number, Field(ge=0, le=1000)] | None = Field(
        None, description="what leaving it unpaid costs a year, as a fraction: the burden"
    )
    order: OrderGiven | None = Field(None, description="of its parts; else the one of the request")
    days_late: Annotated[int, Field(ge=0)] = Field(0, description="decides the order of a card")


class Request(Value):
    """A payment, what is owed by part (or by debt and part), and the order of the contract."""

    payment: Annotated[Amount, Field(gt=0, description="yuan")]
    parts: Parts | None = Field(None, description="yuan owed, by part")
    debts: Annotated[tuple[DebtGiven, ...], Field(max_length=200)] | None = Field(
        None, description="several debts to one creditor, in place of parts"
    )
    order: OrderGiven = Field(
        (),
        description="of parts: by contract, or law or credit_card for the rule that holds without "
        "a clause; left out: costs, interest and charges, then principal",
    )
    on: day | None = Field(None, description="day of the payment; needed for a rule, and for debts")
    days_late: Annotated[int, Field(ge=0)] = Field(0, description="decides the order of a card")
    agreed: tuple[str, ...] = Field((), description="ids of debts in the order of the contract")
    designated: tuple[str, ...] = Field(
        (), description="ids of debts the debtor named when paying, in order"
    )


def run(request: Request) -> dict[str, Any]:
    """``settled`` by part, what is ``left`` of each part, and the ``rest`` of the payment."""
    if (request.parts is None) == (request.debts is None):
        raise fault("exactly_one", "/parts")
    return _of_debts(request) if request.debts is not None else _of_parts(request)


def _of_parts(request: Request) -> dict[str, Any]:
    parts = request.parts or {}
    if not parts:
        raise fault("empty", "/parts")
    order = _order(request, request.order, request.days_late, "/order")
    settled, rest = allocate(request.payment, parts, order.parts)
    return {
        "settled": {part: str(amount) for part, amount in settled.items()},
        "left": _left(parts, settled),
        "rest": str(rest),
        "order": list(order.parts),
        "parameter": source_told(order.source) if order.source else None,
    }


def _left(parts: Parts, settled: Any) -> dict[str, str]:
    return {
        part: str(amount - settled.get(part, amount - amount)) for part, amount in parts.items()
    }


def _order(request: Request, given: OrderGiven, days_late: int, where: str) -> Order:
    """The parts in order: by contract, by the usual reading of the law, or by the rule itself."""
    if isinstance(given, tuple):
        whole = tuple(dict.fromkeys((*given, *_ALL)))
        return agreed(whole)(request.on or day.min, 0)
    if request.on is None:
        raise fault("missing", "/on")
    if isinstance(policy.look_up(_RULES[given], request.on), policy.Gap):
        raise fault("rule", where, why=_RULES[given])
    return by_rule(card=given == "credit_card")(request.on, days_late)


def _of_debts(request: Request) -> dict[str, Any]:
    shares, rest = _designated(request)
    parts = {debt.id: debt.parts for debt in request.debts or ()}
    return {
        "debts": [
            {
                "id": one.debt,
                "amount": str(one.amount.value),
                "by": one.by,
                "says": one.amount.formula,
                "settled": {part: str(amount) for part, amount in one.settled.items()},
                "left": _left(parts[one.debt], one.settled),
            }
            for one in shares
        ],
        "rest": str(rest),
        "parameter": source_told(policy.value_or_first(RULE, request.on or day.max)),
    }


def _designated(request: Request) -> tuple[tuple[Share, ...], Decimal]:
    debts = request.debts or ()
    if not any(amount for debt in debts for amount in debt.parts.values()):
        raise fault("empty", "/debts")
    places = {debt.id: place for place, debt in enumerate(debts)}
    if request.on is None:
        raise fault("missing", "/on")
    if isinstance(policy.look_up(RULE, request.on), policy.Gap):
        raise fault("rule", "/on", why=RULE)
    for place, debt in enumerate(debts):
        if places[debt.id] != place:
            raise fault("twice", f"/debts/{places[debt.id]}/id")
    for name, ids in (("agreed", request.agreed), ("designated", request.designated)):
        for place, one in enumerate(ids):
            if one not in places:
                raise fault("choice", f"/{name}/{place}", choices=", ".join(places))
    try:
        return designate(
            request.payment,
            [_standing(request, place) for place in range(len(debts))],
            request.on,
            agreed=request.agreed,
            named=request.designated,
        )
    except NotKnown as unknown:
        raise fault("missing", f"/debts/{places[unknown.debt]}/{unknown.field}") from None


def _standing(request: Request, place: int) -> Standing:
    debt = (request.debts or ())[place]
    given = request.order if debt.order is None else debt.order
    order = _order(request, given, debt.days_late, f"/debts/{place}/order")
    return Standing(debt.id, debt.parts, order, debt.due, debt.secured, debt.rate)


def explain(request: Request) -> dict[str, Any]:
    """Which place each part has in the order; of several debts, why each has its place."""
    if request.debts is not None:
        shares, _ = _designated(request)
        return {f"/debts/{place}/amount": figure(one.amount) for place, one in enumerate(shares)}
    found = run(request)
    ways = {}
    for part, amount in found["settled"].items():
        words = Text("debts.why.allocated", payment=request.payment, amount=Decimal(amount))
        inputs = {
            "owed": (request.parts or {})[part],
            "place": found["order"].index(part) + 1,
        }
        ways[f"/settled/{part}"] = figure(Explained(Decimal(amount), words, inputs))
    return ways
