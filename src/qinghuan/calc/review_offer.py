"""An offer that came from the creditor: accept, counter with numbers, refuse, or ask first.

It is played through the household's months and set beside our own offers for the same debt.
"""

from __future__ import annotations

from datetime import date as day
from typing import Annotated, Any

from pydantic import Field

from qinghuan.agreement.offer import Ours, Review, Row, Theirs, review
from qinghuan.calc import offers as asked_offers
from qinghuan.calc.fields import Amount, figure
from qinghuan.calc.household_given import can_pay
from qinghuan.debts.cap import cap
from qinghuan.journal.fact import Value
from qinghuan.plans.ladder import asked_in_all
from qinghuan.plans.offers import Household, offers


class RowGiven(Value):
    """One payment they ask for."""

    due: day
    amount: Annotated[Amount, Field(gt=0)]


class OfferGiven(Value):
    """Their offer as it was said or written."""

    rows: Annotated[tuple[RowGiven, ...], Field(min_length=1, max_length=600)]
    penalty_stops: bool | None = Field(None, description="nothing more is charged meanwhile")
    rest_waived: bool | None = Field(None, description="what the rows do not cover is given up")
    stated_total: Annotated[Amount, Field(ge=0)] | None = None


class Request(asked_offers.Request):
    """A household, its debts, and their offer for the first of them."""

    offer: OfferGiven


def run(request: Request) -> dict[str, Any]:
    """``verdict``, what it comes to, reasons, questions, the sentence to say, our counter."""
    statement, affordable = can_pay(request.household, request.on)
    home = Household(statement, affordable, request.household.pay_day)
    every = asked_offers.every_position(request)
    clear = asked_offers.positions(request)
    first = every[0]
    made = {one.debt: one for one in offers(clear, home, seed=request.seed)}
    claim = first.comparison.claim
    line = cap(first.facts, claim or first.owed, request.on)
    found = review(
        Theirs(
            rows=tuple(Row(one.due, one.amount) for one in request.offer.rows),
            asked=asked_in_all(first),
            penalty_stops=request.offer.penalty_stops,
            rest_waived=request.offer.rest_waived,
            stated_total=request.offer.stated_total,
        ),
        Ours(home, made.get(first.owed.debt), line.excess if claim is not None else None),
        seed=request.seed,
    )
    return _told(found)


def _told(found: Review) -> dict[str, Any]:
    return {
        "verdict": found.verdict,
        "says": found.says,
        "total": figure(found.total),
        "saved": figure(found.saved),
        "heaviest": {
            "due": found.heaviest.due.isoformat(),
            "amount": str(found.heaviest.amount),
        },
        "chance": figure(found.outlook.chance) if found.outlook else None,
        "reasons": list(found.reasons),
        "questions": list(found.questions),
        "counter": asked_offers.told(found.counter.option) if found.counter else None,
    }
