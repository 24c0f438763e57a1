"""The least that several debts can cost, with a proof of how near it is (docs/rules/creditors.md).

The programme's answer is played again to the fen; the result is the cheapest of it and the
ways that need no search. Where the time runs out or the programme is too large, the best of
those stands, and the gap says how much might still be saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from qinghuan.errors import Problem
from qinghuan.explained import Explained
from qinghuan.money import ZERO, Yuan, total
from qinghuan.plans.paying import heuristics, pay
from qinghuan.plans.programme import Answer, Outcome, solve
from qinghuan.plans.several import HEURISTICS, SUIT, Capacity, Debt, Plan, Rules, Way
from qinghuan.words import Text

TIME_LIMIT: Final = 3.0
"""Seconds; beyond them the best that is known stands."""
_PLACES: Final = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class LeastCost:
    """The cheapest plan found, and how much cheaper any other could be."""

    plan: Plan
    """The cheapest; its ``way`` says which it is."""
    cost: Explained[Yuan]
    """Interest and the expected cost of suits."""
    bound: Explained[Yuan]
    """No plan of at most ``horizon`` months costs less."""
    horizon: int
    outcome: Outcome
    plans: Mapping[Way, Plan]
    """All that were compared, allowed or not."""

    @property
    def gap(self) -> Decimal:
        """What might still be saved, as a share of the cost; six places."""
        if not self.plan.cost:
            return Decimal(0)
        return ((self.plan.cost - self.bound.value) / self.plan.cost).quantize(_PLACES)

    @property
    def timed_out(self) -> bool:
        """Whether the time ended the search."""
        return self.outcome == "time_ran_out"


def least_cost(
    debts: Sequence[Debt],
    capacity: Capacity,
    rules: Rules | None = None,
    *,
    time_limit: float = TIME_LIMIT,
) -> LeastCost | Problem:
    """The cheapest way to pay ``debts``; a problem where there is no way at all.

    Where the solver finishes, the same input gives the same answer; where the time runs out
    it depends on the machine, and never costs more than the ways without a search. Raises
    :class:`RuleError` without a debt and for amounts below zero.
    """
    kept = rules or Rules()
    plans = heuristics(debts, capacity, kept)
    ends = [plan.months for plan in plans.values() if plan.months is not None]
    if not ends:
        return _never(debts, plans)
    horizon = _horizon(ends)
    answer = solve(debts, capacity, kept, months=horizon, time_limit=time_limit)
    if answer.wanted:
        plans["least_cost"] = pay(debts, capacity, "least_cost", kept, answer.wanted)
    order = (*HEURISTICS, "least_cost")
    allowed = [
        plans[way]
        for way in order
        if way in plans and plans[way].allowed and (plans[way].months or 0) <= horizon
    ]
    if not allowed:
        return _none(debts, capacity, plans)
    best = min(allowed, key=lambda plan: (plan.cost, plan.months))
    bound = _bound(debts, kept, best, answer, horizon)
    return LeastCost(best, explained_cost(best), bound, horizon, answer.outcome, plans)


def _horizon(ends: Sequence[int]) -> int:
    """As long as the slowest way, but not above twice the fastest; one month more to round."""
    longest = min(max(ends), 2 * min(ends))
    return longest + 1 if longest else 0


def explained_cost(plan: Plan) -> Explained[Yuan]:
    """What ``plan`` costs beyond the debts themselves."""
    words = Text(
        "plans.creditors.cost", interest=plan.interest, suit=plan.suit, amount=plan.cost
    )
    inputs = {"interest": plan.interest, "suit": plan.suit, "paid": plan.paid}
    return Explained(plan.cost, words, inputs, assumptions=SUIT if plan.suit else ())


def _bound(
    debts: Sequence[Debt], rules: Rules, best: Plan, answer: Answer, horizon: int
) -> Explained[Yuan]:
    """The solver's bound, or what no plan can avoid: the interest of the first month."""
    first = total(one.interest for one in best.rows[0]) if best.rows else ZERO
    value = min(best.cost, max(first, answer.bound or ZERO))
    proof = "first_month" if value == first else "programme"
    words = Text(f"plans.creditors.bound.{proof}", amount=value, months=horizon)
    risky = any(rules.risk.begins(debt) for debt in debts)
    return Explained(value, words, {"first_month": first}, assumptions=SUIT if risky else ())


def _none(debts: Sequence[Debt], capacity: Capacity, plans: Mapping[Way, Plan]) -> Problem:
    """Why no plan keeps to everything: the first month that is short, or a debt that must be met."""
    short = [plan for plan in plans.values() if plan.over]
    if short:
        plan = max(short, key=lambda one: one.over[0])
        return _short(plan, capacity)
    missed = next((plan.missed[0] for plan in plans.values() if plan.missed), None)
    if missed is None:
        return _problem("no_plan", "/debts")
    must = debts[missed].must_pay
    amount, month = (must.amount, must.by_month) if must else (ZERO, 0)
    where = f"/debts/{missed}/must_pay"
    return _problem("must_pay", where, debt=missed + 1, amount=amount, month=month)


def _short(plan: Plan, capacity: Capacity) -> Problem:
    month = plan.over[0]
    least, most = total(one.paid for one in plan.rows[month - 1]), capacity.at(month)
    return _problem("below_minimums", "/budget", month=month, least=least, most=most)


def _never(debts: Sequence[Debt], plans: Mapping[Way, Plan]) -> Problem:
    plan = plans[HEURISTICS[0]]
    first = total(one.interest for one in plan.rows[0]) if plan.rows else ZERO
    owed = total(debt.balance for debt in debts)
    return _problem("never_paid", "/budget", interest=first, owed=owed)


def _problem(name: str, where: str, **blanks: Yuan | int) -> Problem:
    words = Text(f"plans.creditors.{name}", **blanks)
    return Problem(f"plans.creditors.{name}", words, where, Text(f"plans.creditors.{name}.mend"))
