"""What can be put on the table for one debt (docs/rules/negotiation.md).

Every waiver × months × first row: a coarser and wider grid than the three offers. It also
holds requests for a part of the principal and a later first row, so that there is something
to give for something. The amount of a row is no issue of its own; it follows from the
others, so that the rows always sum.
Internal: nothing of it stands in a paper that leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from qinghuan import policy
from qinghuan.dates import add_months
from qinghuan.debts.ledger import PARTS, Owed
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, Yuan, rounded, total
from qinghuan.plans.ladder import LADDER, Kind, Position
from qinghuan.plans.offers import WANTED
from qinghuan.plans.schedule import Instalment, due_days, equal_instalments
from qinghuan.plans.screening import SCREENED, Household
from qinghuan.plans.shapes import LEAST_ROW
from qinghuan.plans.value import present_value, without_plan
from qinghuan.plans.world import Draw, Stage

LONGEST: Final = "plans.longest_months"


class Waiver(NamedTuple):
    """A request: a rung of the ladder, and the share of the principal waived beside it."""

    kind: Kind
    principal: Decimal = Decimal(0)


WAIVERS: Final = (
    Waiver("penalty_stopped"),
    Waiver("penalty_waived"),
    Waiver("principal_only"),
    Waiver("principal_only", Decimal("0.1")),
    Waiver("principal_only", Decimal("0.2")),
    Waiver("principal_only", Decimal("0.3")),
)
"""Each asks for more than the one before. The shares are steps to talk in, nobody's rule."""
MONTHS: Final = (3, 6, 9, 12, 15, 18, 21, 24, 30, 36)
STARTS: Final = (1, 2, 3)
"""The first row in the first month in which the household can begin, or later."""


class Terms(NamedTuple):
    """One point of the grid; what either side can name."""

    waiver: int
    """Place in :data:`WAIVERS`."""
    months: int
    starts: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """How much the household cares for each end, in any unit; none below zero."""

    saving: float = 1.0
    """To pay less in all."""
    keeping: float = 1.0
    """To be able to keep it."""
    ending: float = 1.0
    """To be through soon."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan on the grid, as both sides may see it. Shares are fractions."""

    terms: Terms
    total: Yuan
    row: Yuan
    """The largest row."""
    chance: Decimal
    """Of being kept, on the screening paths."""
    value: float
    """To the household, 0 to 1."""
    worth: float
    """To the creditor by our assumptions, as a share of all that is owed."""


@dataclass(frozen=True)
class Table:
    """The plans a household can keep, the best for it first, and where it stops."""

    proposals: tuple[Proposal, ...]
    """None above the share, none that is kept too rarely, none below the bottom line."""
    bottom: float
    """The value of the bottom line."""
    without: float
    """What comes to the creditor without a plan, by our assumptions, as a share of the same."""

    @cached_property
    def by_terms(self) -> Mapping[Terms, Proposal]:
        """Each plan by what is named."""
        return {one.terms: one for one in self.proposals}


def grid() -> Iterator[Terms]:
    """Every point, whether it fits anybody or not."""
    longest = int(policy.assumption(LONGEST).central)
    for waiver in range(len(WAIVERS)):
        for months in MONTHS:
            if months <= longest:
                yield from (Terms(waiver, months, starts) for starts in STARTS)


def principal_of(owed: Owed) -> Yuan:
    """The unpaid principal, later instalments included."""
    return owed.amount("principal") + (owed.not_yet_due.value if owed.not_yet_due else ZERO)


def claimed(owed: Owed) -> Yuan:
    """All that is owed before anything is waived, later instalments included."""
    return principal_of(owed) + total(owed.amount(part) for part in PARTS if part != "principal")


def rows(terms: Terms, owed: Owed, household: Household) -> tuple[Instalment, ...]:
    """The rows of ``terms``; they sum to what is left after the waiver, to the fen.

    Raises :class:`RuleError` where a row would be less than a yuan.
    """
    waiver = WAIVERS[terms.waiver]
    gone = (*LADDER[waiver.kind], "principal")
    principal = principal_of(owed)
    principal -= rounded(principal * waiver.principal)
    other = total(owed.amount(part) for part in PARTS if part not in gone)
    if (principal + other) * 100 < LEAST_ROW * terms.months:
        raise RuleError("rows of less than a yuan are no plan")
    begins = add_months(_earliest(household), terms.starts - 1)
    days = due_days(household.today, terms.months, household.pay_day, begins)
    return equal_instalments(principal, other, days)


def table(
    position: Position, household: Household, share: Yuan, wishes: Wishes, *, seed: int
) -> Table:
    """What can be put on the table: every row within ``share``, kept often enough.

    The same facts and the same ``seed`` always give the same table; it is empty where
    nothing can be kept.
    """
    owed = position.owed
    whole = claimed(owed)
    if household.affordable.path != "can_pay" or not whole:
        return Table((), 0.0, 0.0)
    stage = stage_of(household, seed)
    kept = policy.assumption(WANTED).low
    found: list[Proposal] = []
    without = without_plan(whole, principal_of(owed)) / whole
    for terms in _distinct(owed):
        plan = rows(terms, owed, household)
        if max(row.amount for row in plan) > share:
            continue
        chance = stage.chance(plan)
        if chance >= kept:
            present = present_value(plan, household.today)
            found.append(_proposal(terms, plan, chance, present, whole, wishes))
    bottom = _bottom(found)
    fits = sorted((one for one in found if one.value >= bottom), key=lambda one: -one.value)
    return Table(tuple(fits), bottom, float(without))


def nearest(table: Table, whole: Yuan, months: int) -> Terms | None:
    """The plan of the table that comes nearest to rows of ``whole`` in ``months``; for advice only.

    None where the table is empty.
    """
    near = min(
        table.proposals,
        key=lambda one: (abs(one.total - whole), abs(one.terms.months - months), one.terms),
        default=None,
    )
    return near.terms if near else None


def _distinct(owed: Owed) -> Iterator[Terms]:
    """The points whose rows are rows; a waiver that waives nothing more is left out."""
    charges = [
        total(owed.amount(part) for part in LADDER[waiver.kind]) + waiver.principal
        for waiver in WAIVERS
    ]
    whole = claimed(owed)
    for terms in grid():
        again = terms.waiver > 0 and charges[terms.waiver] == charges[terms.waiver - 1]
        # Seven tenths are left at the most generous step; each row must be a yuan.
        if not again and whole * 30 >= LEAST_ROW * terms.months:
            yield terms


def _earliest(household: Household) -> date:
    """First day of the first month in which even payment can begin; without one, of the next."""
    return household.affordable.begins or add_months(household.today.replace(day=1), 1)


def _months_between(first: date, later: date) -> int:
    return max(0, (later.year - first.year) * 12 + later.month - first.month)


def _proposal(  # noqa: PLR0913, PLR0917 (a plan, and how each side looks at it)
    terms: Terms,
    plan: Sequence[Instalment],
    chance: Decimal,
    present: Yuan,
    whole: Yuan,
    wishes: Wishes,
) -> Proposal:
    paid = total(row.amount for row in plan)
    return Proposal(
        terms=terms,
        total=paid,
        row=max(row.amount for row in plan),
        chance=chance,
        value=value(terms, float(paid / whole), float(chance), wishes),
        worth=float(rounded(present * chance) / whole),
    )


def value(terms: Terms, paid: float, chance: float, wishes: Wishes) -> float:
    """What a plan is worth to the household, 0 to 1: ``paid`` is its share of what is owed."""
    last = MONTHS[-1] + STARTS[-1]
    ends = 1 - (terms.months + terms.starts) / last
    parts = (wishes.saving * (1 - paid), wishes.keeping * chance, wishes.ending * ends)
    return sum(parts) / (wishes.saving + wishes.keeping + wishes.ending)


def _bottom(found: Sequence[Proposal]) -> float:
    """The value of the bottom line: the least that is waived, at the fewest months, soonest."""
    return min(found, key=lambda one: one.terms).value if found else 0.0


def stage_of(household: Household, seed: int) -> Stage:
    """The common paths for every plan of the grid."""
    begins = Stage.begins_for(household.statement)
    # A pay day at the end of a month puts a row into the next one.
    months = _months_between(begins, _earliest(household)) + MONTHS[-1] + STARTS[-1] + 1
    draw = Draw(seed, SCREENED, ("central",))
    stage = Stage.of(household.statement, household.affordable, months, draw)
    if stage is None:
        raise RuleError("a household that can pay has months to play")
    return stage
