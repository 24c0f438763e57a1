"""The next move at the table: offer, accept, or end (docs/rules/negotiation.md).

It opens with what is best for the household, comes down along a line in time, and at every
height names the plan that the other side seems to like best. What they like is read from
what they have named, beside what our assumptions say a plan is worth to them. It never goes
below the bottom line, never takes back what it has given, never gives more than what the
other side has asked for already. Advice for a person who speaks; it sends nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from qinghuan.errors import RuleError
from qinghuan.plans.proposals import MONTHS, STARTS, WAIVERS, Proposal, Table, Terms
from qinghuan.words import Text

Action = Literal["accept", "offer", "end"]

FAIR_AT: Final = 0.6
"""Share of the rounds after which we stand at the point that is fair by our assumptions."""
BEND: Final = 1.0
"""How we come down to it: 1 evenly, above: late, below: early."""
END_AT = 1.0
GAMMA = 0.8
SWEEP = 0.75
SOFT = 1.0
BEND2 = 1.0
LEARNT = 0.3
"""Weight of what they named beside what our assumptions say they like."""


@dataclass(frozen=True)
class State:
    """Where a talk stands when it is our turn."""

    table: Table
    round_: int
    """From 1."""
    rounds: int
    """How many there will be; our own guess where nobody says."""
    theirs: tuple[Terms, ...] = ()
    """What they named, oldest first."""
    ours: tuple[Terms, ...] = ()
    """What we named, oldest first."""

    @cached_property
    def passed(self) -> float:
        """How much of the talk is over, 0 to 1."""
        return min(1.0, (self.round_ - 1) / max(1, self.rounds - 1))

    @property
    def last(self) -> bool:
        """Whether this is our last turn."""
        return self.round_ >= self.rounds


@dataclass(frozen=True, slots=True)
class Move:
    """What to do now."""

    action: Action
    says: Text
    terms: Terms | None = None
    """What is offered, or what is accepted."""


def next_move(state: State) -> Move:
    """What to do now; the same state always gives the same move.

    Raises :class:`RuleError` for a round before the first or a talk without rounds.
    """
    if state.round_ <= 0 or state.rounds <= 0:
        raise RuleError("a talk has rounds, counted from 1")
    if not state.table.proposals:
        return Move("end", Text("plans.concession.nothing"))
    named = state.table.by_terms.get(state.theirs[-1]) if state.theirs else None
    if state.round_ > state.rounds and named is None:
        return Move("end", Text("plans.concession.over"))
    ours = _ours(state)
    if named is not None and (state.last or named.value >= ours.value):
        return Move("accept", Text("plans.concession.accept"), named.terms)
    return Move("offer", _says(state, ours), ours.terms)


def _says(state: State, ours: Proposal) -> Text:
    if not state.ours:
        return Text("plans.concession.open", months=ours.terms.months, amount=ours.row)
    word = "stay" if state.ours[-1] == ours.terms else "give"
    return Text(f"plans.concession.{word}", months=ours.terms.months, amount=ours.row)


def _ours(state: State) -> Proposal:
    """Of what is at least worth our aim and no more than our last: what they like best."""
    by_terms = state.table.by_terms
    before = by_terms[state.ours[-1]].value if state.ours else state.table.proposals[0].value
    aim = min(before, _aim(state))
    open_ = [one for one in state.table.proposals if aim <= one.value <= before]
    new = [one for one in open_ if one.terms not in state.ours]
    liking = _Liking(state)
    liked = sorted(new or open_, key=lambda one: (-liking.of(one), -one.value))
    if state.passed < SWEEP:
        return liked[0]
    return max(liked[: max(1, state.rounds - state.round_ + 1)], key=lambda one: one.value)


def _aim(state: State) -> float:
    """The least we ask for now: down to the fair point, then to the bottom line."""
    top, bottom = state.table.proposals[0].value, state.table.proposals[-1].value
    fair = max(bottom, fair_point(state.table).value)
    passed = state.passed
    if passed < FAIR_AT:
        aim = top - (top - fair) * (passed / FAIR_AT) ** BEND
    else:
        end = fair - (1 - SOFT * _moved(state)) * (fair - bottom)
        aim = fair - (fair - end) * (min(1, (passed - FAIR_AT) / (END_AT - FAIR_AT))) ** BEND2
    return max([aim, *(_value(state.table, named) for named in state.theirs)])


def _moved(state: State) -> float:
    """How far they have come from what they named first towards the fair point, 0 to 1."""
    worths = [state.table.worths[named] for named in state.theirs if named in state.table.worths]
    if not worths:
        return 0.0
    way = worths[0] - fair_point(state.table).worth
    return min(1.0, (worths[0] - min(worths)) / way) if way > 0 else 1.0


def _value(table: Table, named: Terms) -> float:
    found = table.by_terms.get(named)
    return found.value if found else 0.0


def fair_point(table: Table) -> Proposal:
    """Where the product of what both gain over no agreement is largest, by our assumptions."""
    return max(
        table.proposals,
        key=lambda one: (
            (one.value - table.bottom) * max(0.0, one.worth - table.without),
            one.worth,
        ),
    )


class _Liking:
    """How much the other side seems to like a plan, 0 to 1."""

    def __init__(self, state: State) -> None:
        worths = [one.worth for one in state.table.proposals]
        self.least, self.span = min(worths), max(worths) - min(worths)
        self.means, self.weights = _wanted(state.theirs)
        self.learnt = LEARNT if state.theirs else 0.0

    def of(self, one: Proposal) -> float:
        by_worth = (one.worth - self.least) / self.span if self.span else 0.0
        if not self.learnt:
            return by_worth
        near = sum(
            weight * (1 - abs(place - mean))
            for weight, place, mean in zip(self.weights, _places(one.terms), self.means)
        )
        return (1 - self.learnt) * by_worth + self.learnt * near


def _places(terms: Terms) -> tuple[float, ...]:
    return (
        terms.waiver / (len(WAIVERS) - 1),
        MONTHS.index(terms.months) / (len(MONTHS) - 1),
        STARTS.index(terms.starts) / (len(STARTS) - 1),
    )

WEIGH='spread'
def _wanted(theirs):
    """Where on each issue they stand, the first offers weighing most; how firmly."""
    if not theirs:
        return [], []
    recency = [GAMMA**n for n in range(len(theirs))]
    columns = list(zip(*(_places(one) for one in theirs), strict=True))
    means = [sum(w*v for w,v in zip(recency,c))/sum(recency) for c in columns]
    spread = [sum(w*abs(v-m) for w,v in zip(recency,c))/sum(recency) for c,m in zip(columns,means)]
    firm = [1/(0.1+s) for s in spread]
    return means, [f/sum(firm) for f in firm]
