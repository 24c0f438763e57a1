"""All charges of the overdue days beside the yearly line above which a court may reduce them.

On request, in court: nothing above the line is "not owed" by itself.
"""

from __future__ import annotations

from datetime import date as day
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from qinghuan.calc.debt_given import DebtGiven, facts_of, needs_due
from qinghuan.calc.fields import Number, day_text, fault, figure, rate_text
from qinghuan.debts.cap import Cap, cap
from qinghuan.debts.damages import Argument
from qinghuan.debts.ledger import owed
from qinghuan.explained import source_told
from qinghuan.journal.fact import Value


class Request(Value):
    """A debt, whose charges are looked at, and the day."""

    debt: DebtGiven
    of: Literal["owed", "claim"] = Field("owed", description="charges by the terms, or as claimed")
    on: day
    lpr: Annotated[Number, Field(ge=0, le=1)] | None = Field(
        None,
        description="the one-year LPR of the day of a private loan as you read it; taken where the "
        "published one is not known here, and marked as stated",
    )


def run(request: Request) -> dict[str, Any]:
    """``charged``, ``line``, ``excess`` in yuan, ``yearly`` share, and true words for them."""
    needs_due(request.debt)
    debt = facts_of(_with_lpr(request))
    if request.of == "claim" and debt.claim is None:
        raise fault("missing", "/debt/claim")
    of = debt.claim if request.of == "claim" and debt.claim else owed(debt, request.on)
    found = cap(debt, of, request.on)
    return {
        "charged": figure(found.charged),
        "line": figure(found.line),
        "excess": figure(found.excess),
        "yearly": figure(found.yearly),
        "since": day_text(found.since),
        "parameter": source_told(found.source) if found.source else None,
        "says": found.says,
        "notes": list(found.notes),
        "lpr_stated": _stated(found),
        "argument": _told(found.argument),
    }


def _with_lpr(request: Request) -> DebtGiven:
    if request.lpr is None:
        return request.debt
    terms = request.debt.terms.model_copy(update={"lpr_one_year": request.lpr})
    return request.debt.model_copy(update={"terms": terms})


def _stated(found: Cap) -> str | None:
    """The LPR that was used and that nobody but the person stated."""
    used = found.line.inputs.get("lpr_stated") if found.line else None
    return rate_text(used) if isinstance(used, Decimal) else None


def _told(found: Argument | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "charged": figure(found.charged),
        "loss_below": figure(found.loss),
        "says": found.says,
        "limits": list(found.limits),
        "question": found.question,
    }
