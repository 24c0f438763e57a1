"""Three offers for each late debt: to open with, to reach, to stop at, with their chances.

Internal figures: none of them belongs in a paper that leaves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date as day
from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc.debt_given import DebtGiven, facts_of, needs_due
from qinghuan.calc.fields import figure
from qinghuan.calc.household_given import HouseholdGiven, can_pay
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import owed
from qinghuan.debts.limitation import limitation
from qinghuan.debts.reconcile import compare
from qinghuan.journal.fact import Value
from qinghuan.plans.ladder import Position
from qinghuan.plans.offers import Household, Offer, Offers, offers
from qinghuan.plans.options import Option

_NAME = "debt{:04d}"


class Request(Value):
    """A household, its debts, and the day."""

    household: HouseholdGiven
    debts: Annotated[tuple[DebtGiven, ...], Field(min_length=1, max_length=60)]
    on: day
    seed: Annotated[int, Field(ge=0)] = 1


def run(request: Request) -> dict[str, Any]:
    """``path`` of the household, and for each debt what can be offered.

    ``offers``, ``path``, ``price``, the ``frontier``, a ``single`` payment where there is
    money to spare, and what may follow a refusal (``refused``).
    """
    statement, affordable = can_pay(request.household, request.on)
    every, clear = every_position(request), positions(request)
    home = Household(statement, affordable, request.household.pay_day)
    found = {one.debt: one for one in offers(clear, home, seed=request.seed)}
    return {
        "path": affordable.path,
        "steps": list(affordable.steps),
        "debts": [
            {
                "debt": place,
                "limitation": "inside" if every[place] in clear else "stop",
                **_told(found.get(name)),
            }
            for place, name in enumerate(map(_NAME.format, range(len(every))))
        ],
    }


def _told(found: Offers | None) -> dict[str, Any]:
    """The offers for one debt; empty where nothing is offered for it."""
    if found is None:
        return {"says": None, "offers": [], "path": [], "price": [], "frontier": [], "single": None}
    once = found.single
    return {
        "says": found.says,
        "offers": [_offer(one) for one in found.offers],
        "path": list(found.path),
        "price": [
            {"months": one.months, "row": str(one.row), "chance": str(one.chance)}
            for one in found.price
        ],
        "frontier": [
            {
                "kind": one.plan.kind,
                "shape": one.plan.shape,
                "months": one.months,
                "first": one.plan.rows[0].due.isoformat(),
                "last": one.plan.rows[-1].due.isoformat(),
                "total": str(one.plan.total),
                "chance": str(one.chance),
            }
            for one in found.frontier
        ],
        "single": None
        if once is None
        else {
            "amount": figure(once.amount),
            "gives_up": str(once.gives_up),
            "of_principal": str(once.of_principal),
            "says": list(once.says),
        },
        "refused": list(found.refused),
    }


def every_position(request: Request) -> list[Position]:
    """The debts of the request, in its order."""
    return [_position(request, place) for place in range(len(request.debts))]


def positions(request: Request) -> list[Position]:
    """The debts that are clearly inside the period of limitation; of others nothing is offered."""
    every = every_position(request)
    return [one for one in every if limitation(one.facts, request.on).standing == "inside"]


def _position(request: Request, place: int) -> Position:
    given = request.debts[place]
    needs_due(given)
    facts: DebtFacts = replace(facts_of(given), id=_NAME.format(place))
    ours = owed(facts, request.on)
    return Position(facts, ours, compare(facts, ours))


def place_of(debt: str) -> int:
    """The place of ``debt`` in the request."""
    return int(debt.removeprefix(_NAME.format(0)[:-4]))


def _offer(one: Offer) -> dict[str, Any]:
    return {
        "role": one.role,
        "reasons": list(one.reasons),
        **told(one.option),
        "chance": figure(one.outlook.chance),
        "error": str(one.outlook.error),
        "on_time": str(one.outlook.on_time),
        "cautious": str(one.outlook.cautious),
        "hopeful": str(one.outlook.hopeful),
        "worth": figure(one.worth.plan),
        "worth_low": str(one.worth.plan_low),
        "worth_high": str(one.worth.plan_high),
        "without": figure(one.worth.without),
    }


def told(option: Option) -> dict[str, Any]:
    """A plan as data: what it asks for, its rows, what they sum to."""
    return {
        "kind": option.kind,
        "label": option.label,
        "shape": option.shape,
        "waits": option.waits,
        "months": option.months,
        "waived": {one.part: str(one.amount.value) for one in option.waived},
        "total": figure(option.total),
        "saved": figure(option.saved),
        "rows": [
            {"due": row.due.isoformat(), "amount": str(row.amount)} for row in option.instalments
        ],
        "burden": option.burden,
    }
