"""The three offers for a debt: to open with, to reach, to stop at (docs/rules/offers.md).

Less debt before more time: of the requests that can be kept the one that asks for a larger
waiver comes before the one that asks for more months. Every row stays within the share the
household chose, so never below what it must keep. Internal: target, bottom line, chance and
path never leave the house.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from qinghuan import policy
from qinghuan.dates import add_months
from qinghuan.errors import RuleError
from qinghuan.household.affordable import Affordable
from qinghuan.household.statement import HouseholdStatement
from qinghuan.money import ZERO, Yuan
from qinghuan.plans.options import LADDER, Kind, Option, Position, allot, lengths
from qinghuan.plans.schedule import Instalment
from qinghuan.plans.survival import paths, play
from qinghuan.plans.value import Worth, worth
from qinghuan.plans.world import CURE, Outlook, monthly, outlook, world
from qinghuan.words import Text

if TYPE_CHECKING:
    from qinghuan.plans.survival import Matrix

Role = Literal["opening", "target", "bottom_line"]
SCREENED: Final = 1_000
"""Paths on which every plan is looked at; those chosen are played on all."""
WANTED: Final = "plans.chance_of_keeping"
STEP: Final = 6
"""Months between the lengths whose price is shown."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One of the three, with why it was chosen."""

    role: Role
    option: Option
    outlook: Outlook
    worth: Worth
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Length:
    """What a length costs in risk, at one request."""

    months: int
    row: Yuan
    chance: Decimal
    """On the screening paths."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The offers for one debt; none where no plan can be kept."""

    debt: str
    offers: tuple[Offer, ...]
    says: Text
    path: tuple[Text, ...]
    """From the opening to the bottom line: what is given up for what."""
    price: tuple[Length, ...]
    """Of the target's request: each length with its chance."""


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
class _Tried:
    """A plan and its chance on the screening paths, with what the other debts get."""

    option: Option
    chance: Decimal


def offers(positions: Sequence[Position], household: Household, *, seed: int) -> tuple[Offers, ...]:
    """The three offers for every overdue debt; none at all without a surplus.

    The same facts and the same ``seed`` always give the same offers.
    """
    if household.affordable.path != "can_pay":
        return ()
    shares = allot(positions, household.affordable)
    every: dict[str, list[Option]] = {}
    for position in positions:
        share = shares.get(position.owed.debt)
        if share is not None and share.value and position.owed.overdue:
            found = lengths(
                position,
                household.affordable,
                share,
                today=household.today,
                pay_day=household.pay_day,
            )
            every[position.owed.debt] = [one for one in found if _ends(one)]
    screen = _Screen.of(household, [one for found in every.values() for one in found], seed)
    return tuple(
        _chosen(position, every, household, screen, seed)
        for position in positions
        if position.owed.debt in every
    )


def _ends(option: Option) -> bool:
    """Whether its rows fit and are all there is: where a penalty runs on, they are not."""
    return option.burden == "fits" and option.running is not None and not option.running.value


@dataclass(frozen=True, slots=True)
class _Screen:
    """The common paths on which every plan is compared."""

    left: Matrix | None
    buffer: float
    cure: int
    begins: date

    @classmethod
    def of(cls, household: Household, plans: Sequence[Option], seed: int) -> _Screen:
        begins = add_months(household.today.replace(day=1), 1)
        cure = int(policy.assumption(CURE).central)
        ahead = world(household.statement, household.affordable, begins)
        longest = max((len(monthly(one.instalments, begins)) for one in plans), default=0)
        # The rows of other debts may end later than those of the plan looked at.
        left = paths(ahead, longest + cure, seed=seed, count=SCREENED) if longest else None
        return cls(left, ahead.buffer, cure, begins)

    def chance(self, rows: Sequence[Instalment]) -> Decimal:
        """The share of the paths on which ``rows`` are kept."""
        if self.left is None:
            return Decimal(0)
        due = [float(row) for row in monthly(rows, self.begins)]
        found = play(self.left, due, buffer=self.buffer, cure=self.cure)
        return Decimal(repr(found.finished.value))


def _chosen(
    position: Position,
    every: Mapping[str, Sequence[Option]],
    household: Household,
    screen: _Screen,
    seed: int,
) -> Offers:
    debt = position.owed.debt
    beside = _beside(debt, every)
    tried = [_Tried(one, screen.chance([*one.instalments, *beside])) for one in every[debt]]
    picked = _pick(tried)
    if not picked:
        return Offers(debt, (), Text("plans.offers.none"), (), ())
    made = tuple(
        _offer(role, one, position, household, beside, seed) for role, one in picked.items()
    )
    target = picked.get("target", next(iter(picked.values())))
    return Offers(
        debt=debt,
        offers=made,
        says=Text("plans.offers.several" if len(made) > 1 else "plans.offers.one"),
        path=tuple(_path(picked)),
        price=tuple(_price(tried, target.option.kind)),
    )


def _beside(debt: str, every: Mapping[str, Sequence[Option]]) -> list[Instalment]:
    """What the other overdue debts get meanwhile: the least they can be asked to take."""
    rows: list[Instalment] = []
    for other, found in every.items():
        if other != debt and found:
            rows += found[0].instalments
    return rows


def _pick(tried: Sequence[_Tried]) -> dict[Role, _Tried]:
    """The three of ``tried``; fewer where they are the same, none where none can be kept."""
    wanted = policy.assumption(WANTED)
    kinds = list(dict.fromkeys(one.option.kind for one in tried))
    opening = _first(tried, reversed(kinds), wanted.high) or _best(tried, kinds[-1:])
    target = _first(tried, _from_target(kinds), wanted.central)
    bottom = _first(tried, kinds, wanted.low)
    if opening is None or opening.chance < wanted.low:
        return {}
    picked: dict[Role, _Tried] = {"opening": opening}
    if target is not None and target.option != opening.option:
        picked["target"] = target
    last = picked.get("target", opening)
    if bottom is not None and bottom.option != last.option:
        picked["bottom_line"] = bottom
    return picked


def _from_target(kinds: Sequence[Kind]) -> Sequence[Kind]:
    """What to reach for first: the delay's charges waived; if that cannot be kept, more."""
    rungs = list(LADDER)
    wanted = rungs.index("penalty_waived")
    above = [kind for kind in kinds if rungs.index(kind) >= wanted]
    return above or kinds[-1:]


def _first(
    tried: Sequence[_Tried], kinds: Iterator[Kind] | Sequence[Kind], chance: Decimal
) -> _Tried | None:
    """By the order of ``kinds`` the shortest plan kept with at least ``chance``."""
    for kind in kinds:
        for one in tried:
            if one.option.kind == kind and one.chance >= chance:
                return one
    return None


def _best(tried: Sequence[_Tried], kinds: Sequence[Kind]) -> _Tried | None:
    of_kind = [one for one in tried if one.option.kind in kinds]
    return max(of_kind, key=lambda one: (one.chance, -one.option.months), default=None)


def _offer(  # noqa: PLR0913, PLR0917 (a role, a plan, and whose it is)
    role: Role,
    tried: _Tried,
    position: Position,
    household: Household,
    beside: Sequence[Instalment],
    seed: int,
) -> Offer:
    option = tried.option
    rows = [*option.instalments, *beside]
    seen = outlook(household.statement, household.affordable, rows, seed=seed)
    if seen is None:
        raise RuleError("a household that can pay has an outlook")
    later = position.owed.not_yet_due.value if position.owed.not_yet_due else ZERO
    principal = position.owed.amount("principal") + later
    value = worth(
        option.instalments,
        seen.chance.value,
        asked=option.total.value + option.saved.value,
        principal=principal,
        today=household.today,
    )
    return Offer(role, option, seen, value, tuple(_reasons(role, option, value)))


def _reasons(role: Role, option: Option, value: Worth) -> Iterator[Text]:
    yield Text(f"plans.offers.{role}", months=option.months)
    yield Text(f"plans.offers.asks.{option.kind}")
    yield Text("plans.offers.worth_more" if value.better else "plans.offers.worth_open")


def _path(picked: Mapping[Role, _Tried]) -> Iterator[Text]:
    """One step between each two offers: what is given up, and for what."""
    for one, other in zip(picked.values(), list(picked.values())[1:], strict=False):
        before, after = one.option, other.option
        if before.kind != after.kind:
            yield Text(f"plans.offers.give.{after.kind}")
        if after.months > before.months:
            yield Text("plans.offers.give.months", before=before.months, after=after.months)
        elif after.months < before.months:
            yield Text("plans.offers.give.sooner", before=before.months, after=after.months)
    yield Text("plans.offers.give.stop")


def _price(tried: Sequence[_Tried], kind: Kind) -> Iterator[Length]:
    """Of ``kind``: the shortest, every half year more, and the longest."""
    of_kind = [one for one in tried if one.option.kind == kind]
    for place, one in enumerate(of_kind):
        if place % STEP == 0 or place == len(of_kind) - 1:
            yield Length(one.option.months, one.option.monthly.value, one.chance)
