"""Every plan tried on common paths; what is left is the frontier (docs/rules/offers.md).

A plan is dropped where another is kept at least as often, costs the household no more, and
is worth no less to the creditor were it paid. Only the frontier is played on all paths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from qinghuan import policy
from qinghuan.household.affordable import Affordable
from qinghuan.household.statement import HouseholdStatement
from qinghuan.plans.ladder import Position
from qinghuan.plans.options import Candidate, Frame, candidates
from qinghuan.plans.schedule import Instalment
from qinghuan.plans.shapes import Debt, equal, fewest
from qinghuan.plans.shares import Share, allot
from qinghuan.plans.value import FUNDING
from qinghuan.plans.world import Draw, Stage, months_of

SCREENED: Final = 1_000
"""Paths on which every plan is looked at; the frontier is played on all."""
_DAYS_A_YEAR: Final = 365


@dataclass(frozen=True, slots=True)
class Household:
    """The household as the offers need it."""

    statement: HouseholdStatement
    affordable: Affordable
    pay_day: int | None = None

    @property
    def today(self) -> date:
        """The day of the statement."""
        return self.statement.today


@dataclass(frozen=True, slots=True)
class Tried:
    """A plan, and how often it is kept with what the other debts get meanwhile."""

    plan: Candidate
    chance: Decimal
    present: float
    """Worth today to the creditor were every row paid. Yuan, for comparing only."""

    @property
    def months(self) -> int:
        """Rows."""
        return len(self.plan.rows)


@dataclass(frozen=True, slots=True)
class Screened:
    """One late debt with everything tried for it."""

    position: Position
    share: Share
    frame: Frame
    beside: tuple[Instalment, ...]
    """What the other debts get meanwhile."""
    tried: tuple[Tried, ...]
    """On the screening paths."""
    frontier: tuple[Tried, ...]
    """On all paths, in the order of the ladder, the simplest first."""


@dataclass(frozen=True, slots=True)
class Screening:
    """Every late debt, and the stage the chosen plans are played on."""

    debts: tuple[Screened, ...]
    stage: Stage | None


def screen(positions: Sequence[Position], household: Household, *, seed: int) -> Screening:
    """Try every plan for every late debt of a household that can pay."""
    shares = allot(positions, household.affordable)
    late = [one for one in positions if one.owed.overdue and _may_take(one, shares)]
    frames = {one.owed.debt: _frame(one, shares, household) for one in late}
    every = {one.owed.debt: list(candidates(one, frames[one.owed.debt])) for one in late}
    meanwhile = _least_rows(positions, shares, household, every)
    rows = [row for plans in every.values() for plan in plans for row in plan.rows]
    rows += [row for others in meanwhile.values() for row in others]
    if not rows:
        return Screening(tuple(_none(one, shares, frames) for one in late), None)
    few, all_ = (_stage(household, rows, seed, count) for count in (SCREENED, None))
    return Screening(
        tuple(
            _screened(one, (shares, frames), every[one.owed.debt], meanwhile, (few, all_))
            for one in late
        ),
        all_,
    )


def _may_take(position: Position, shares: Mapping[str, Share]) -> bool:
    share = shares.get(position.owed.debt)
    return share is not None and bool(share.monthly.value or any(share.by_month.values()))


def _frame(position: Position, shares: Mapping[str, Share], household: Household) -> Frame:
    return Frame.of(
        position,
        shares[position.owed.debt],
        household.affordable,
        today=household.today,
        pay_day=household.pay_day,
    )


def _stage(
    household: Household, rows: Sequence[Instalment], seed: int, count: int | None
) -> Stage | None:
    """The few paths are drawn at the central values alone."""
    draw = Draw(seed) if count is None else Draw(seed, count, ("central",))
    begins = Stage.begins_for(household.statement)
    months = months_of(rows, begins)
    return Stage.of(household.statement, household.affordable, months, draw)


def _none(position: Position, shares: Mapping[str, Share], frames: Mapping[str, Frame]) -> Screened:
    debt = position.owed.debt
    return Screened(position, shares[debt], frames[debt], (), (), ())


def _least_rows(
    positions: Sequence[Position],
    shares: Mapping[str, Share],
    household: Household,
    every: Mapping[str, Sequence[Candidate]],
) -> dict[str, tuple[Instalment, ...]]:
    """What each debt gets at the least: a late one its lightest even plan, another its share."""
    found: dict[str, tuple[Instalment, ...]] = {}
    for position in positions:
        debt = position.owed.debt
        if every.get(debt):
            found[debt] = every[debt][0].rows
        elif _may_take(position, shares) and position.principal and debt not in every:
            found[debt] = _going_on(position, shares[debt], household)
    return found


def _going_on(position: Position, share: Share, household: Household) -> tuple[Instalment, ...]:
    """A debt that is not late goes on being paid with its share."""
    if not share.monthly.value:
        return ()
    owed = Debt(position.principal, position.owed.total - position.owed.amount("principal"))
    frame = Frame.of(
        position, share, household.affordable, today=household.today, pay_day=household.pay_day
    )
    months = fewest(owed, share.monthly.value, frame.horizon.months)
    return equal(owed, months, frame.calendar)


def _screened(
    position: Position,
    places: tuple[Mapping[str, Share], Mapping[str, Frame]],
    plans: Sequence[Candidate],
    meanwhile: Mapping[str, tuple[Instalment, ...]],
    stages: tuple[Stage | None, Stage | None],
) -> Screened:
    debt = position.owed.debt
    beside = tuple(row for other, rows in meanwhile.items() if other != debt for row in rows)
    few, all_ = stages
    tried = tuple(_tried(plans, beside, few, position)) if few is not None else ()
    kept = tuple(
        replace(one, chance=all_.chance([*one.plan.rows, *beside])) if all_ is not None else one
        for one in frontier(tried)
    )
    shares, frames = places
    return Screened(position, shares[debt], frames[debt], beside, tried, kept)


def _tried(
    plans: Iterable[Candidate],
    beside: Sequence[Instalment],
    stage: Stage,
    position: Position,
) -> Iterator[Tried]:
    funding = 1 + float(policy.assumption(FUNDING).central)
    today = position.owed.on
    for plan in plans:
        present = sum(
            float(row.amount) / funding ** (max(0, (row.due - today).days) / _DAYS_A_YEAR)
            for row in plan.rows
        )
        yield Tried(plan, stage.chance([*plan.rows, *beside]), present)


def frontier(tried: Sequence[Tried]) -> tuple[Tried, ...]:
    """Those of ``tried`` that no other beats, in the order given."""
    kept: list[Tried] = []
    order = {id(one): place for place, one in enumerate(tried)}
    for one in sorted(tried, key=lambda each: (-each.chance, each.plan.total, -each.present)):
        if not any(_beats(other, one) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: order[id(one)]))


def _beats(one: Tried, other: Tried) -> bool:
    """Kept as often, no dearer, worth no less."""
    return (
        one.chance >= other.chance
        and one.plan.total <= other.plan.total
        and one.present >= other.present
    )
