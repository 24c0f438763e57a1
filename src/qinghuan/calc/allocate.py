"""What one payment settles of the parts of a debt, in an order."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc.fields import Amount, fault, figure
from qinghuan.debts.allocation import CHARGES, allocate
from qinghuan.debts.entries import Part
from qinghuan.explained import Explained
from qinghuan.journal.fact import Value
from qinghuan.words import Text

_ALL: tuple[Part, ...] = ("enforcement_cost", *CHARGES, "principal")


class Request(Value):
    """A payment, what is owed by part, and the order of the contract."""

    payment: Annotated[Amount, Field(gt=0, description="yuan")]
    parts: dict[Part, Annotated[Amount, Field(ge=0)]] = Field(description="yuan owed, by part")
    order: tuple[Part, ...] = Field(
        (), description="by contract; without it costs, interest and charges, then principal"
    )


def run(request: Request) -> dict[str, Any]:
    """``settled`` by part, what is ``left`` of each part, and the ``rest`` of the payment."""
    if not request.parts:
        raise fault("empty", "/parts")
    order = tuple(dict.fromkeys((*request.order, *_ALL)))
    settled, rest = allocate(request.payment, request.parts, order)
    return {
        "settled": {part: str(amount) for part, amount in settled.items()},
        "left": {
            part: str(amount - settled.get(part, amount - amount))
            for part, amount in request.parts.items()
        },
        "rest": str(rest),
        "order": list(order),
    }


def explain(request: Request) -> dict[str, Any]:
    """Which place each part has in the order."""
    found = run(request)
    ways = {}
    for part, amount in found["settled"].items():
        words = Text("debts.why.allocated", payment=request.payment, amount=Decimal(amount))
        inputs = {"owed": request.parts[part], "place": found["order"].index(part) + 1}
        ways[f"/settled/{part}"] = figure(Explained(Decimal(amount), words, inputs))
    return ways
