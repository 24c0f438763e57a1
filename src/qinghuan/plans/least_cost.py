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
from qinghuan.money import ZERO, Yuan, rounded, total
from qinghuan.plans.lower_bound import unavoidable
from qinghuan.plans.paying import heuristics, pay
from qinghuan.plans.programme import Outcome, solve
from qinghuan.plans.several import HEURISTICS, SUIT, YEAR, Capacity, Debt, Plan, Rules, Way
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
        return (max(ZERO, self.plan.cost - self.bound.value) / self.plan.cost).quantize(_PLACES)

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
        return _never(debts)
    horizon = _horizon(ends)
    answer = solve(debts, capacity, kept, months=horizon, time_limit=time_limit)
    played = [pay(debts, capacity, "least_cost", kept, wanted) for wanted in answer.wanted]
    if played:
        plans["least_cost"] = min(played, key=lambda plan: (not plan.allowed, plan.cost))
    order = (*HEURISTICS, "least_cost")
    allowed = [
        plans[way]
        for way in order
        if way in plans and plans[way].allowed and (plans[way].months or 0) <= horizon
    ]
    if not allowed:
        return _none(debts, capacity, plans)
    best = min(allowed, key=lambda plan: (plan.cost, plan.months))
    plain = unavoidable(debts, capacity, kept, horizon)
    bound = _bound(best, plain, answer.bound, horizon)
    return LeastCost(best, explained_cost(best), bound, horizon, answer.outcome, plans)


def _horizon(ends: Sequence[int]) -> int:
    """As long as the slowest way, but not above twice the fastest; one month more to round."""
    longest = min(max(ends), 2 * min(ends))
    return longest + 1 if longest else 0


def explained_cost(plan: Plan) -> Explained[Yuan]:
    """What ``plan`` costs beyond the debts themselves."""
    words = Text("plans.creditors.cost", interest=plan.interest, suit=plan.suit, amount=plan.cost)
    inputs = {"interest": plan.interest, "suit": plan.suit, "paid": plan.paid}
    return Explained(plan.cost, words, inputs, assumptions=SUIT if plan.suit else ())


def _bound(best: Plan, plain: Yuan, proved: Yuan | None, horizon: int) -> Explained[Yuan]:
    """The better of the solver's bound and of what can be said without it."""
    value = max(plain, proved or ZERO)
    proof = "programme" if proved is not None and proved > plain else "plain"
    words = Text(f"plans.creditors.bound.{proof}", amount=value, months=horizon)
    return Explained(value, words, {"plain": plain}, assumptions=SUIT if best.suit else ())


def _none(debts: Sequence[Debt], capacity: Capacity, plans: Mapping[Way, Plan]) -> Problem:
    """Why no plan keeps to everything: a month that is short, or a debt that must be met."""
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


def _never(debts: Sequence[Debt]) -> Problem:
    first = total(rounded(debt.balance * debt.apr / YEAR) for debt in debts)
    owed = total(debt.balance for debt in debts)
    return _problem("never_paid", "/budget", interest=first, owed=owed)


def _problem(name: str, where: str, **blanks: Yuan | int) -> Problem:
    words = Text(f"plans.creditors.{name}", **blanks)
    return Problem(f"plans.creditors.{name}", words, where, Text(f"plans.creditors.{name}.mend"))
