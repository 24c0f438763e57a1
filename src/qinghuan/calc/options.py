"""The ladder of plans that can be offered for each late debt: less debt before more time."""

from __future__ import annotations

from typing import Any

from qinghuan.calc import offers as asked_offers
from qinghuan.calc.household_given import can_pay
from qinghuan.plans.options import options


class Request(asked_offers.Request):
    """A household, its debts, and the day; ``seed`` plays no part."""


def run(request: Request) -> dict[str, Any]:
    """``path`` of the household, and the plans, each with its rows and what it asks for."""
    _, affordable = can_pay(request.household, request.on)
    positions = asked_offers.positions(request)
    pay_day = request.household.pay_day
    found = options(positions, affordable, today=request.on, pay_day=pay_day)
    return {
        "path": affordable.path,
        "steps": list(affordable.steps),
        "options": [
            {"debt": asked_offers.place_of(one.debt), **asked_offers.told(one)} for one in found
        ],
    }
