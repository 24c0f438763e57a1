"""The next move at the table: offer, accept, or end (docs/rules/negotiation.md).

It opens with what is best for the household and comes down along a line in time: soon to the
point that is fair by our assumptions, then slowly to the bottom line. At every height it
names a new plan, the one the other side seems to like best: what they like is read from what
they have named, beside what a plan is worth to them by our assumptions. It never goes below
the bottom line, never takes back what it has given, and never asks for less than the other
side has already named. Advice for a person who speaks; it sends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from qinghuan.errors import RuleError
from qinghuan.plans.proposals import MONTHS, STARTS, WAIVERS, Proposal, Table, Terms
from qinghuan.words import Text

Action = Literal["accept", "offer", "end"]

FAIR_AT: Final = 0.3
"""Share of the talk after which we stand at the fair point."""
SWEEP: Final = 0.75
"""Share of the talk after which the plans they like best are named one after the other."""
LEARNT: Final = 0.4
"""Weight of what they named beside what our assumptions say they like."""
FADES: Final = 0.8
"""What each further offer of theirs weighs beside the one before: the first says most."""
LOOSE: Final = 0.1
"""Added to how far they moved on an issue, so that one on which they never did is not all."""


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
    """What we named, oldest first; plans of the table."""
    answered: bool = True
    """Whether they can still answer what we say in the last round."""

    @property
    def left(self) -> int:
        """Our turns that can still be answered, this one included; at least one is counted."""
        return max(1, self.rounds - self.round_ + self.answered)

    @cached_property
    def passed(self) -> float:
        """How much of the talk is over, 0 to 1; 1 at our last turn that is answered."""
        whole = self.rounds - 2 + self.answered
        return min(1.0, (self.round_ - 1) / whole) if whole > 0 else 1.0

    @property
    def named(self) -> Proposal | None:
        """What they named last, where the household can keep it."""
        return self.table.by_terms.get(self.theirs[-1]) if self.theirs else None


@dataclass(frozen=True, slots=True)
class Move:
    """What to do now."""

    action: Action
    says: Text
    terms: Terms | None = None
    """What is offered, or what is accepted."""


def next_move(state: State) -> Move:
    """What to do now; the same state always gives the same move.

    Raises :class:`RuleError` for a round before the first, and for own offers that are not
    plans of the table.
    """
    if state.round_ <= 0 or state.rounds <= 0:
        raise RuleError("a talk has rounds, counted from 1")
    if any(terms not in state.table.by_terms for terms in state.ours):
        raise RuleError("what we named is a plan of the table")
    if not state.table.proposals:
        return Move("end", Text("plans.concession.nothing"))
    named, ours = state.named, _ours(state)
    if named is not None and (state.round_ >= state.rounds or named.value >= ours.value):
        return Move("accept", Text("plans.concession.accept"), named.terms)
    if state.round_ > state.rounds:
        return Move("end", Text("plans.concession.over"))
    return Move("offer", _says(state, ours), ours.terms)


def _says(state: State, ours: Proposal) -> Text:
    before = state.ours[-1] if state.ours else None
    word = "open" if before is None else "stay" if before == ours.terms else "give"
    return Text(f"plans.concession.{word}", months=ours.terms.months, amount=ours.row)


def _ours(state: State) -> Proposal:
    """Of what is at least worth our aim and no more than our last: a new one that they like.

    Towards the end the best liked are put in a row that goes down, one for each turn left.
    """
    before = _value(state.table, state.ours[-1]) if state.ours else state.table.proposals[0].value
    aim = min(before, _aim(state))
    open_ = [one for one in state.table.proposals if aim <= one.value <= before]
    new = [one for one in open_ if one.terms not in state.ours]
    liking = _Liking.of(state)
    liked = sorted(new or open_, key=lambda one: (-liking.share(one), -one.value, one.terms))
    if state.passed < SWEEP:
        return liked[0]
    return max(liked[: state.left], key=lambda one: (one.value, liking.share(one)))


def _aim(state: State) -> float:
    """The least we ask for now; not less than what they have named."""
    top, bottom = state.table.proposals[0].value, state.table.proposals[-1].value
    fair, passed = fair_point(state.table).value, state.passed
    if passed < FAIR_AT:
        aim = top - (top - fair) * passed / FAIR_AT
    else:
        aim = fair - (fair - bottom) * (passed - FAIR_AT) / (1 - FAIR_AT)
    return max([aim, *(_value(state.table, named) for named in state.theirs)])


def _value(table: Table, named: Terms) -> float:
    found = table.by_terms.get(named)
    return found.value if found else 0.0


def fair_point(table: Table) -> Proposal:
    """Where the product of what both gain over no agreement is largest, by our assumptions."""

    def both(one: Proposal) -> tuple[float, float]:
        gains = (one.value - table.bottom) * max(0.0, one.worth - table.without)
        return gains, one.worth

    return max(table.proposals, key=both)


@dataclass(frozen=True, slots=True)
class _Liking:
    """How much the other side seems to like a plan."""

    least: float
    span: float
    """Worth to them: from ``least`` on, this far."""
    wanted: tuple[tuple[float, float], ...]
    """For each issue where on it they stand, 0 to 1, and how firmly; empty before they speak."""

    @classmethod
    def of(cls, state: State) -> _Liking:
        """What is known of it now."""
        worths = [one.worth for one in state.table.proposals]
        return cls(min(worths), max(worths) - min(worths), _wanted(state.theirs))

    def share(self, one: Proposal) -> float:
        """From 0, least, to 1."""
        worth = (one.worth - self.least) / self.span if self.span else 0.0
        if not self.wanted:
            return worth
        places = zip(self.wanted, _places(one.terms), strict=True)
        near = sum(firm * (1 - abs(place - stands)) for (stands, firm), place in places)
        return (1 - LEARNT) * worth + LEARNT * near


def _wanted(theirs: Sequence[Terms]) -> tuple[tuple[float, float], ...]:
    """Where they stand on each issue, and how firmly: the less they moved; summing to 1."""
    if not theirs:
        return ()
    weights = [FADES**n for n in range(len(theirs))]
    found = [
        _middle(column, weights)
        for column in zip(*(_places(named) for named in theirs), strict=True)
    ]
    firm = [1 / (LOOSE + moved) for _, moved in found]
    return tuple((stands, one / sum(firm)) for (stands, _), one in zip(found, firm, strict=True))


def _middle(column: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    """The weighted mean, and the weighted mean distance from it."""
    whole = sum(weights)
    pairs = list(zip(weights, column, strict=True))
    mean = sum(weight * place for weight, place in pairs) / whole
    return mean, sum(weight * abs(place - mean) for weight, place in pairs) / whole


def _places(terms: Terms) -> tuple[float, float, float]:
    """Where on each issue a plan stands, 0 to 1."""
    return (
        terms.waiver / (len(WAIVERS) - 1),
        MONTHS.index(terms.months) / (len(MONTHS) - 1),
        STARTS.index(terms.starts) / (len(STARTS) - 1),
    )
