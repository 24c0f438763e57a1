"""Proof: no offer goes below the floor or above the chosen share; without surplus there is none.

Random households, from one person to fifteen children, from no income to a harvest of two
months, with one to five debts of 0.01 to 10,000,000 yuan. What is left in a year is added up
here anew, from the sheet and the published floor alone.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from debts.making import debt, due  # noqa: E402 (of the tests)
from household import made  # noqa: E402
from plans.bounds import broken  # noqa: E402
from qinghuan import policy  # noqa: E402
from qinghuan.debts.entries import Terms  # noqa: E402
from qinghuan.debts.ledger import owed  # noqa: E402
from qinghuan.debts.reconcile import compare  # noqa: E402
from qinghuan.household.affordable import Affordable, affordable  # noqa: E402
from qinghuan.household.bills import NO_BILLS  # noqa: E402
from qinghuan.household.entries import Expense, HouseholdStated, Income  # noqa: E402
from qinghuan.household.statement import HouseholdStatement, state  # noqa: E402
from qinghuan.money import ZERO, Yuan, from_fen, total  # noqa: E402
from qinghuan.plans.ladder import Position  # noqa: E402
from qinghuan.plans.offers import Household, offers  # noqa: E402

PLACES = ("xining", "haidong", "yushu", "guoluo", "haixi", "elsewhere")
SOURCES = ("wages", "building", "cordyceps", "herding", "tourism", "trade", "benefits")
FEN = Decimal("0.01")
SHARES = ("share_of_surplus", "saving_share")
MOSTLY = 0.9
"""How often an ordinary thing is so."""


def run(count: int, seed: int, _folder: Path) -> dict[str, Any]:
    """``count`` households from ``seed`` on."""
    result: dict[str, Any] = {
        "households": 0,
        "can_pay": 0,
        "no_surplus": 0,
        "unknown": 0,
        "offers": 0,
        "failures": [],
    }
    for number in range(seed, seed + count):
        outcome = _one(number)
        result["households"] += 1
        result[outcome["path"]] += 1
        result["offers"] += outcome["offers"]
        result["failures"] += [f"{number}: {fault}" for fault in outcome["faults"]]
    return result


def _one(number: int) -> dict[str, Any]:
    chance = random.Random(number)
    sheet = _sheet(chance)
    statement = state(sheet, NO_BILLS, today=made.TODAY)
    can_pay = affordable(statement, today=made.TODAY, share=sheet.share_of_surplus)
    positions = [_position(chance, place) for place in range(chance.randint(1, 5))]
    found = offers(positions, Household(statement, can_pay, sheet.pay_day), seed=1)
    faults = _path_faults(sheet, statement, can_pay)
    if can_pay.path == "can_pay":
        faults += broken(found, can_pay)
        faults += _together(found, can_pay)
    elif found or not (can_pay.steps or can_pay.path == "unknown"):
        faults.append(f"{can_pay.path}, and yet {len(found)} offers, {len(can_pay.steps)} steps")
    return {
        "path": can_pay.path,
        "offers": sum(len(one.offers) for one in found),
        "faults": faults,
    }


def _sheet(chance: random.Random) -> HouseholdStated:
    children = chance.choice([0, 0, 1, 2, 3, chance.randint(0, 15)])
    return made.sheet(
        place=chance.choice(PLACES),
        residence=chance.choice(["urban", "rural", "pastoral"]),
        members=(made.ME, *[made.CHILD] * children),
        incomes=tuple(_income(chance) for _ in range(chance.randint(0, 4))),
        expenses=_expenses(chance),
        cash=from_fen(chance.choice([0, chance.randint(0, 5_000_000)])),
        share_of_surplus=chance.choice([None, Decimal("0.50"), Decimal("0.75"), Decimal("1.00")]),
        pay_day=chance.choice([None, 1, 10, 25, 27]),
    )


def _income(chance: random.Random) -> Income:
    months = chance.sample(range(1, 13), chance.choice([2, 12, 12, chance.randint(1, 12)]))
    most = chance.choice([100, 300_000, 900_000, 4_000_000])
    by_month = {month: from_fen(chance.randint(0, most)) for month in months}
    source = chance.choice(SOURCES)
    return made.earned(by_month, source=source, lasting=chance.random() < MOSTLY)


def _expenses(chance: random.Random) -> tuple[Expense, ...]:
    scale = Decimal(chance.choice([0, 20, 60, 100, 180])) / 100
    return tuple(
        one.model_copy(update={"amount": (one.amount * scale).quantize(FEN)})
        for one in made.needs()
        if chance.random() < MOSTLY
    )


def _position(chance: random.Random, place: int) -> Position:
    amount = from_fen(int(10 ** chance.uniform(0, 9)))
    day = made.TODAY + timedelta(days=chance.choice([-400, -92, -30, -1, 20]))
    more: dict[str, Any] = {"terms": Terms()} if chance.random() > MOSTLY else {}
    folded = debt(due(day.isoformat(), str(amount), "0", str(_fee(chance))), **more)
    ours = replace(owed(folded, made.TODAY), debt=f"debt{place}")
    return Position(folded, ours, compare(folded, ours))


def _fee(chance: random.Random) -> Yuan:
    return from_fen(chance.choice([0, 0, chance.randint(1, 50_000)]))


def _path_faults(
    sheet: HouseholdStated, statement: HouseholdStatement, can_pay: Affordable
) -> list[str]:
    """Whether the path is the one the sheet and the floor alone give."""
    if statement.income is None or statement.spending is None or statement.floor is None:
        return [] if can_pay.path == "unknown" else ["a path out of nothing known"]
    left = ZERO
    for month in range(1, 13):
        comes = total(
            one.by_month.get(month, ZERO)
            for one in sheet.incomes
            if one.lasting and one.source != "family_help"
        )
        kept = max(statement.spending_by_month[month], statement.floor.least(month))
        left += comes - kept
    default, saved = (policy.assumption(f"household.{name}").central for name in SHARES)
    share = min(sheet.share_of_surplus or default, 1 - saved)
    pays = (max(left, ZERO) * share / 12).quantize(FEN, "ROUND_DOWN")
    wanted = "can_pay" if pays > 0 else "no_surplus"
    faults = [] if can_pay.path == wanted else [f"{can_pay.path} where {wanted} is right"]
    if can_pay.monthly.value > pays:
        faults.append(f"{can_pay.monthly.value} a month above {pays}")
    return faults


def _together(found: Any, can_pay: Affordable) -> list[str]:
    """What all debts take together in any month, each at its heaviest even offer."""
    even = [
        max((offer.option.monthly.value for offer in one.offers if _is_even(offer)), default=ZERO)
        for one in found
    ]
    faults = [] if total(even) <= can_pay.monthly.value else ["together above the share"]
    for month, most in can_pay.by_month.items():
        taken = total(_seasonal(one, month) for one in found)
        if taken > most:
            faults.append(f"together {taken} in month {month}, above {most}")
    return faults


def _is_even(offer: Any) -> bool:
    return bool(offer.option.shape == "equal")


def _seasonal(one: Any, month: int) -> Yuan:
    rows = [
        row.amount
        for offer in one.offers
        if not _is_even(offer)
        for row in offer.option.instalments
        if row.due.month == month
    ]
    return max(rows, default=ZERO)
