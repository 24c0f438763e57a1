"""One amount offered to several creditors in proportion to what each is owed."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc.fields import Amount, fault, figure
from qinghuan.journal.fact import Value
from qinghuan.money import total
from qinghuan.plans.creditors import Residue, pro_rata, why_share


class Request(Value):
    """What there is, and the debts."""

    available: Annotated[Amount, Field(ge=0, description="yuan")]
    debts: Annotated[tuple[Annotated[Amount, Field(ge=0)], ...], Field(max_length=1000)]
    residue: Residue = Field(
        "largest", description="where the fen go that rounding leaves: nowhere, or largest first"
    )


def run(request: Request) -> dict[str, Any]:
    """``offers`` in the order of the debts, and their ``sum``."""
    if not any(request.debts):
        raise fault("empty", "/debts")
    offers = pro_rata(request.available, request.debts, request.residue)
    return {"offers": [str(offer) for offer in offers], "sum": str(total(offers))}


def explain(request: Request) -> dict[str, Any]:
    """How each share comes about."""
    offers = pro_rata(request.available, request.debts, request.residue)
    return {
        f"/offers/{place}": figure(why_share(request.available, request.debts, place, offer))
        for place, offer in enumerate(offers)
    }
