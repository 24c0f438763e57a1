"""A plan of one's own: any share, length, first month, rung and shape (docs/rules/options.md).

It is fitted into what the household can pay like every other plan. One that would take more
than the share allows, or that asks for rows no month can carry, is no plan: it is said what
to change, with the nearest length that does fit. No simulation here, so that it answers at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from qinghuan.dates import add_months
from qinghuan.errors import Problem
from qinghuan.household.affordable import Affordable, affordable
from qinghuan.money import ZERO, Yuan, fen, total
from qinghuan.plans.ladder import Kind, Position
from qinghuan.plans.options import Candidate, Frame, Option, fits_share, option, rungs, runs_on
from qinghuan.plans.screening import Household
from qinghuan.plans.shapes import (
    LEAST_ROW,
    Debt,
    Shape,
    equal,
    fewest,
    seasonal,
    seasonal_lengths,
)
from qinghuan.plans.shapes import Calendar as RowCalendar
from qinghuan.plans.shares import allot
from qinghuan.words import Text

LATEST: Final = 24
"""Months a first row can be put off by; later than that nobody can tell."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would like to try for one debt."""

    debt: str
    kind: Kind
    shape: Shape
    months: int
    """Rows of even ones; calendar months over which seasonal ones stand."""
    waits: int
    """Months the first row comes later than the household could begin."""
    share: Decimal
    """Of the surplus, for all debts together: above 0, to 1."""


@dataclass(frozen=True, slots=True)
class Burden:
    """One month of a plan beside what the month leaves. Yuan."""

    month: date
    """Its first day."""
    due: Yuan
    left: Yuan
    """What comes in less what must be kept, in an average year; below zero in a weak month."""

    @property
    def after(self) -> Yuan:
        """What is left of the month; below zero: from what was put by before."""
        return self.left - self.due


@dataclass(frozen=True, slots=True)
class Own:
    """A plan that stays within the share."""

    option: Option
    burden: tuple[Burden, ...]
    affordable: Affordable
    """At the share that was tried."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why it is no plan, and the length that would fit."""

    problem: Problem
    months: int | None = None


@dataclass(frozen=True, slots=True)
class _Tried:
    wish: Wish
    position: Position
    debt: Debt
    frame: Frame


def own(positions: Sequence[Position], household: Household, wish: Wish) -> Own | Refused:
    """``wish`` for its debt, beside all ``positions``; within the share, above the floor.

    The share is divided over all debts as for the offers.
    """
    if not 0 < wish.share <= 1:
        return _refused("share", "/share")
    can_pay = affordable(household.statement, today=household.today, share=wish.share)
    if can_pay.path != "can_pay":
        return _refused(can_pay.path, "/share")
    found = _found(positions, household, can_pay, wish)
    if isinstance(found, Refused):
        return found
    plan = _plan(found)
    if isinstance(plan, Refused):
        return plan
    made = option(found.position, plan, found.frame)
    return Own(made, tuple(burden(made, can_pay)), can_pay)


def rungs_of(position: Position) -> Iterator[Kind]:
    """The rungs that can be tried: not the one under which the penalty runs on."""
    for kind, _ in rungs(position):
        if kind != "as_it_is" or not runs_on(position):
            yield kind


def burden(made: Option, can_pay: Affordable) -> Iterator[Burden]:
    """Every month from the first row to the last, those without a row too."""
    due: dict[date, Yuan] = {}
    for row in made.instalments:
        month = row.due.replace(day=1)
        due[month] = due.get(month, ZERO) + row.amount
    month, last = min(due), max(due)
    while month <= last:
        left = can_pay.surplus_by_month.get(month.month, ZERO)
        yield Burden(month, due.get(month, ZERO), left)
        month = add_months(month, 1)


def _found(
    positions: Sequence[Position], household: Household, can_pay: Affordable, wish: Wish
) -> _Tried | Refused:
    """The debt in its frame; or what cannot be asked at all."""
    position = next((one for one in positions if one.owed.debt == wish.debt), None)
    share = allot(positions, can_pay).get(wish.debt)
    if position is None or share is None or not position.owed.overdue:
        return _refused("debt", "/debt")
    debts = dict(rungs(position))
    if wish.kind not in tuple(rungs_of(position)):
        return _refused("kind", "/kind")
    frame = Frame.of(position, share, can_pay, today=household.today, pay_day=household.pay_day)
    if not 0 < wish.months <= frame.horizon.months:
        return _refused("months", "/months", longest=frame.horizon.months)
    if not 0 <= wish.waits <= LATEST:
        return _refused("waits", "/waits", latest=LATEST)
    return _Tried(wish, position, debts[wish.kind], frame)


def _plan(tried: _Tried) -> Candidate | Refused:
    return _even(tried) if tried.wish.shape == "equal" else _seasonal(tried)


def _even(tried: _Tried) -> Candidate | Refused:
    wish, debt, frame = tried.wish, tried.debt, tried.frame
    if fen(debt.total) < LEAST_ROW * wish.months:
        return _refused("fen", "/months")
    rows = equal(debt, wish.months, frame.calendar.later(wish.waits))
    plan = Candidate(wish.kind, "equal", wish.waits, rows)
    if fits_share(plan, frame.share):
        return plan
    most = frame.share.monthly.value
    if not most:
        return _refused("nothing", "/share")
    shortest = fewest(debt, most, frame.horizon.months)
    row = max(one.amount for one in rows)
    if fewest(debt, most, shortest + 1) > shortest:
        return _refused("heavy", "/months", longest=frame.horizon.months, amount=row, share=most)
    return _refused("short", "/months", shortest, amount=row, share=most)


def _seasonal(tried: _Tried) -> Candidate | Refused:
    wish, debt, frame = tried.wish, tried.debt, tried.frame
    by_month = frame.share.by_month
    if len(set(by_month.values())) <= 1:
        return _refused("no_seasons", "/shape")
    # A seasonal row stands on its own month: it needs no month to begin with.
    calendar = RowCalendar(frame.calendar.today, frame.calendar.pay_day, None).later(wish.waits)
    rows = seasonal(debt, by_month, wish.months, calendar)
    if rows is not None:
        return Candidate(wish.kind, "seasonal", wish.waits, rows)
    longer = (
        months
        for months in seasonal_lengths(debt, by_month, frame.horizon.months, calendar)
        if seasonal(debt, by_month, months, calendar) is not None
    )
    shortest = next(longer, None)
    room = total(_room(by_month, wish.months, calendar))
    if shortest is None:
        return _refused("season_heavy", "/months", longest=frame.horizon.months, whole=debt.total)
    return _refused("season_short", "/months", shortest, whole=debt.total, room=room)


def _room(by_month: Mapping[int, Yuan], months: int, calendar: RowCalendar) -> Iterator[Yuan]:
    for place in range(months):
        yield by_month.get(add_months(calendar.first, place).month, ZERO)


def _refused(name: str, where: str, months: int | None = None, **blanks: Yuan | int) -> Refused:
    """What it is, and what to change."""
    more = blanks if months is None else blanks | {"months": months}
    mend = Text(f"plans.own.{name}.mend", **more)
    return Refused(
        Problem(f"plans.own.{name}", Text(f"plans.own.{name}", **more), where, mend), months
    )
