"""What one payment settles of the parts of a debt, in an order."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc.fields import Amount, fault
from qinghuan.debts.allocation import CHARGES, allocate
from qinghuan.debts.entries import Part
from qinghuan.journal.fact import Value

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
