"""The cheapest way to pay several debts, as a mixed-integer programme for HiGHS.

Every plan that :mod:`qinghuan.plans.paying` can play to the fen within the months looked at
also satisfies the programme: a rounded interest may lie half a fen below the exact one, so
the programme gives it that much. Its lower bound is therefore one on all those plans. Floats
live in this file only; what comes out is a wish that is played again to the fen.

Unknowns for each debt and month: what is paid, what is left, whether something is left
(only for debts with a minimum, a suit or a month to be met), and with one debt at a time
whether it is the one.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from qinghuan.money import ZERO, Yuan, rounded
from qinghuan.plans.several import YEAR, Capacity, Debt, Rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

Wanted: TypeAlias = tuple[tuple[Yuan, ...], ...]
Outcome = Literal["solved", "time_ran_out", "too_large", "no_plan", "not_asked"]

LARGEST: Final = 60_000
"""Debts × months beyond which the solver is not asked."""
MOST_CHOICES: Final = 3000
"""Yes-or-no unknowns beyond which they may be fractions: only the bound is of use then."""
_SCALE: Final = 100_000
"""The solver's tolerances suit figures up to about this size."""
_GAP: Final = 1e-6
_HALF_FEN: Final = 0.005
_OPTIMAL, _INFEASIBLE = 0, 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver said."""

    outcome: Outcome
    bound: Yuan | None = None
    """No plan within the months costs less, in interest and expected suits; None: not known."""
    wanted: tuple[Wanted, ...] = ()
    """Plans to be played: months × debts, cut to the fen."""


def solve(
    debts: Sequence[Debt], capacity: Capacity, rules: Rules, *, months: int, time_limit: float
) -> Answer:
    """The cheapest plan of at most ``months``, as far as ``time_limit`` seconds carry."""
    if time_limit <= 0 or months <= 0:
        return Answer("not_asked")
    if len(debts) * months > LARGEST:
        return Answer("too_large")
    return _Programme(debts, capacity, rules, months).solved(time_limit)


class _Programme:
    """The unknowns, numbered, and the rows between them."""

    def __init__(
        self, debts: Sequence[Debt], capacity: Capacity, rules: Rules, months: int
    ) -> None:
        self.debts, self.rules, self.months = debts, rules, months
        largest = max(*(one.balance for one in debts), Decimal(1))
        self.unit = max(1.0, float(largest) / _SCALE)
        self.half_fen = _HALF_FEN / self.unit
        self.caps = [float(capacity.at(month)) / self.unit for month in range(1, months + 1)]
        self.growth = [1 + float(debt.apr) / YEAR for debt in debts]
        self.minimum = [float(debt.minimum) / self.unit for debt in debts]
        self.begins = [rules.risk.begins(debt) for debt in debts]
        self.suit = float(rules.risk.monthly) / self.unit
        self.most = [self._most(place) for place in range(len(debts))]
        self.room = [self._room(place) for place in range(len(debts))]
        self.gated = [
            place
            for place, debt in enumerate(debts)
            if debt.minimum or debt.must_pay or (self.begins[place] and self.suit)
        ]
        self.cells = len(debts) * months
        self.gates = {place: 2 * self.cells + at * months for at, place in enumerate(self.gated)}
        self.chosen = 2 * self.cells + len(self.gated) * months
        self.width = self.chosen + (self.cells if rules.one_at_a_time else 0)
        self.columns: list[int] = []
        self.rows: list[int] = []
        self.values: list[float] = []
        self.lows: list[float] = []
        self.highs: list[float] = []

    def _most(self, place: int) -> list[float]:
        """The most that can be left at the end of each month in a plan that ends in time."""
        left, most = float(self.debts[place].balance) / self.unit, []
        later = sum(self.caps)
        for cap in self.caps:
            later -= cap
            left = max(0.0, left * self.growth[place] + self.half_fen - self.minimum[place])
            left = min(left, later + self.half_fen * self.months)
            most.append(left)
        return most

    def _room(self, place: int) -> list[float]:
        """The most that can be paid in each month: what is owed then."""
        before = [float(self.debts[place].balance) / self.unit, *self.most[place][:-1]]
        return [self.growth[place] * left + self.half_fen for left in before]

    def _paid(self, place: int, month: int) -> int:
        return place * self.months + month

    def _left(self, place: int, month: int) -> int:
        return self.cells + place * self.months + month

    def _open(self, place: int, month: int) -> int:
        return self.gates[place] + month

    def _row(self, terms: dict[int, float], low: float, high: float) -> None:
        self.rows += [len(self.lows)] * len(terms)
        self.columns += terms
        self.values += terms.values()
        self.lows.append(low)
        self.highs.append(high)

    def _balances(self, place: int) -> None:
        """What is left is no less than what was left, grown, less what is paid."""
        free = self.half_fen if self.debts[place].apr else 0.0
        start = self.growth[place] * float(self.debts[place].balance) / self.unit
        for month in range(self.months):
            terms = {self._left(place, month): 1.0, self._paid(place, month): 1.0}
            if month:
                terms[self._left(place, month - 1)] = -self.growth[place]
            self._row(terms, (0.0 if month else start) - free, float("inf"))

    def _gate(self, place: int) -> None:
        """A debt with something left got its minimum, and stays open until it is gone."""
        for month in range(self.months):
            gate = self._open(place, month)
            most = self.most[place][month]
            self._row({self._left(place, month): 1.0, gate: -most}, -float("inf"), 0.0)
            if self.minimum[place]:
                terms = {self._paid(place, month): 1.0, gate: -self.minimum[place]}
                self._row(terms, 0.0, float("inf"))
            if month:
                self._row({gate: 1.0, self._open(place, month - 1): -1.0}, -float("inf"), 0.0)

    def _must_pay(self, place: int) -> None:
        """By its month the debt has got the amount, or it is gone."""
        must = self.debts[place].must_pay
        if must is None or must.by_month > self.months:
            return
        terms = {self._paid(place, month): 1.0 for month in range(must.by_month)}
        terms[self._open(place, must.by_month - 1)] = -float(must.amount) / self.unit
        self._row(terms, 0.0, float("inf"))

    def _one_at_a_time(self, month: int) -> None:
        """Only the chosen debt gets money beyond its minimum."""
        chosen = {}
        for place in range(len(self.debts)):
            pick = self.chosen + self._paid(place, month)
            chosen[pick] = 1.0
            most = min(self.caps[month], self.room[place][month])
            terms = {self._paid(place, month): 1.0, pick: -most}
            self._row(terms, -float("inf"), self.minimum[place])
        self._row(chosen, -float("inf"), 1.0)

    def _build(self) -> None:
        for place in range(len(self.debts)):
            self._balances(place)
        for place in self.gated:
            self._gate(place)
            self._must_pay(place)
        for month, cap in enumerate(self.caps):
            terms = {self._paid(place, month): 1.0 for place in range(len(self.debts))}
            self._row(terms, -float("inf"), min(cap, sum(room[month] for room in self.room)))
            if self.rules.one_at_a_time:
                self._one_at_a_time(month)

    def _costs(self) -> Iterator[tuple[int, float]]:
        for cell in range(self.cells):
            yield cell, 1.0
        for place in self.gated:
            begins = self.begins[place]
            if begins is None:
                continue
            for month in range(begins - 1, self.months):
                yield self._open(place, month), self.suit

    def solved(self, time_limit: float) -> Answer:
        """Ask HiGHS with fractions for choices, then in the time that is left with choices."""
        self._build()
        began = time.monotonic()
        loose = self._asked(time_limit, whole=False)
        choices = self.width - 2 * self.cells
        if loose.outcome != "solved" or not choices:
            return loose
        if choices > MOST_CHOICES:
            return replace(loose, outcome="too_large")
        left = time_limit - (time.monotonic() - began)
        if left <= 0:
            return replace(loose, outcome="time_ran_out")
        exact = self._asked(left, whole=True)
        bounds = [one.bound for one in (loose, exact) if one.bound is not None]
        return Answer(exact.outcome, max(bounds, default=None), (*exact.wanted, *loose.wanted))

    def _asked(self, time_limit: float, *, whole: bool) -> Answer:
        import numpy as np  # noqa: PLC0415 (heavy; only where it is used)
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
        from scipy.sparse import csr_array  # noqa: PLC0415

        costs, integrality = np.zeros(self.width), np.zeros(self.width)
        for column, cost in self._costs():
            costs[column] = cost
        integrality[2 * self.cells :] = whole
        upper = np.ones(self.width)
        upper[: self.cells] = [one for row in self.room for one in row]
        upper[self.cells : 2 * self.cells] = [one for row in self.most for one in row]
        shape = (len(self.lows), self.width)
        matrix = csr_array((self.values, (self.rows, self.columns)), shape=shape)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = milp(
                costs,
                integrality=integrality,
                bounds=Bounds(0.0, upper),
                constraints=LinearConstraint(matrix, np.array(self.lows), np.array(self.highs)),
                options={"time_limit": time_limit, "mip_rel_gap": _GAP},
            )
        return self._answer(found, whole=whole)

    def _answer(self, found: Any, *, whole: bool) -> Answer:
        """An answer that is neither solved nor impossible counts as out of time."""
        if found.status == _INFEASIBLE:
            return Answer("no_plan")
        solved = found.status == _OPTIMAL
        value = found.mip_dual_bound if whole else found.fun if solved else None
        wanted = () if found.x is None else (self._wanted(found.x),)
        return Answer("solved" if solved else "time_ran_out", self._bound(value), wanted)

    def _bound(self, value: float | None) -> Yuan | None:
        """The bound less what the solver's own tolerance may have cost, cut to the fen."""
        if value is None or not abs(value) < float("inf"):
            return None
        sure = (value - abs(value) * _GAP) * self.unit
        owed = sum((debt.balance for debt in self.debts), ZERO)
        return max(ZERO, rounded(Decimal(repr(float(sure))) - owed, "down"))

    def _wanted(self, x: Vector) -> Wanted:
        paid = x[: self.cells].reshape(len(self.debts), self.months).T * self.unit
        return tuple(
            tuple(max(ZERO, rounded(Decimal(repr(round(float(one), 4))), "down")) for one in row)
            for row in paid
        )
