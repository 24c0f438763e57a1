"""The three offers for a debt: to open with, to reach, to stop at (docs/rules/offers.md).

Less debt before more time: of the requests that can be kept the one that asks for a larger
waiver comes before the one that asks for more months. Every row stays within the share the
household chose, so never below what it must keep. Internal: target, bottom line, chance and
path never leave the house.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from qinghuan import policy
from qinghuan.money import ZERO, Yuan
from qinghuan.plans.ladder import LADDER, Kind, Position, asked_in_all, basis
from qinghuan.plans.options import Option, option
from qinghuan.plans.schedule import Instalment
from qinghuan.plans.screening import Household, Screened, Tried, screen
from qinghuan.plans.single import Single, single
from qinghuan.plans.survival import PATHS, SURE, Estimate
from qinghuan.plans.value import Worth, if_refused, without_plan, worth
from qinghuan.plans.world import Outlook, Stage
from qinghuan.words import Text

__all__ = ["Household", "Length", "Offer", "Offers", "Role", "offers"]

Role = Literal["opening", "target", "bottom_line"]
WANTED: Final = "plans.chance_of_keeping"


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
    """Of the target's request and shape: every length with its chance."""
    frontier: tuple[Tried, ...] = ()
    """The plans that no other beats."""
    single: Single | None = None
    """One payment instead, where there is money to spare."""
    refused: tuple[Text, ...] = ()
    """What refusing the target may bring the creditor."""
    beside: tuple[Instalment, ...] = ()
    """What the other debts get meanwhile."""
    share: Yuan = ZERO
    """What this debt may take in a month."""


def offers(positions: Sequence[Position], household: Household, *, seed: int) -> tuple[Offers, ...]:
    """The three offers for every overdue debt; none at all without a surplus.

    The same facts and the same ``seed`` always give the same offers.
    """
    if household.affordable.path != "can_pay":
        return ()
    screening = screen(positions, household, seed=seed)
    return tuple(_chosen(one, screening.stage, household) for one in screening.debts)


def _chosen(debt: Screened, stage: Stage | None, household: Household) -> Offers:
    name = debt.position.owed.debt
    once = _single(debt, household)
    picked = _pick(debt.frontier)
    if not picked or stage is None:
        none = Text("plans.offers.none")
        return Offers(
            name, (), none, (), (), debt.frontier, once, beside=debt.beside, share=_most(debt)
        )
    made = tuple(_offer(role, one, debt, stage) for role, one in picked.items())
    target = picked.get("target", next(iter(picked.values())))
    of_target = next((one for one in made if one.role == "target"), made[0])
    return Offers(
        debt=name,
        offers=made,
        says=Text("plans.offers.several" if len(made) > 1 else "plans.offers.one"),
        path=tuple(_path(picked)),
        price=tuple(_price(debt.tried, target)),
        frontier=debt.frontier,
        single=once,
        refused=tuple(if_refused(of_target.worth)),
        beside=debt.beside,
        share=_most(debt),
    )


def _most(debt: Screened) -> Yuan:
    return debt.share.monthly.value


def _single(debt: Screened, household: Household) -> Single | None:
    position = debt.position
    without = without_plan(basis(position).value, position.principal)
    return single(position, debt.share, without, household.today)


def _pick(tried: Sequence[Tried]) -> dict[Role, Tried]:
    """The three of ``tried``; fewer where they are the same, none where none can be kept."""
    wanted = policy.assumption(WANTED)
    kinds = list(dict.fromkeys(one.plan.kind for one in tried))
    aims = _from_target(kinds)
    opening = _first(tried, reversed(kinds), wanted.high) or _surest(tried, kinds[-1:])
    target = _first(tried, aims, wanted.central) or _surest(tried, aims[:1])
    bottom = _first(tried, kinds, wanted.low)
    if opening is None or max(one.chance for one in tried) < wanted.low:
        return {}
    picked: dict[Role, Tried] = {"opening": opening}
    if target is not None and target is not opening and target.chance >= wanted.low:
        picked["target"] = target
    if bottom is not None and bottom not in picked.values():
        picked["bottom_line"] = bottom
    return picked


def _from_target(kinds: Sequence[Kind]) -> Sequence[Kind]:
    """What to reach for first: the delay's charges waived; if that cannot be kept, more."""
    rungs = list(LADDER)
    wanted = rungs.index("penalty_waived")
    above = [kind for kind in kinds if rungs.index(kind) >= wanted]
    return above or kinds[-1:]


def _first(
    tried: Sequence[Tried], kinds: Iterator[Kind] | Sequence[Kind], chance: Decimal
) -> Tried | None:
    """By the order of ``kinds`` the plan that ends first and is kept with at least ``chance``."""
    for kind in kinds:
        for one in tried:
            if one.plan.kind == kind and one.chance >= chance:
                return one
    return None


def _surest(tried: Sequence[Tried], kinds: Sequence[Kind]) -> Tried | None:
    """Of ``kinds`` the plan kept most often; of those that chance alone sets apart the simplest."""
    of_kind = [one for one in tried if one.plan.kind in kinds]
    if not of_kind:
        return None
    best = max(one.chance for one in of_kind)
    near = best - Decimal(repr(SURE * Estimate(float(best), PATHS).error))
    return next(one for one in of_kind if one.chance >= near)


def _offer(role: Role, tried: Tried, debt: Screened, stage: Stage) -> Offer:
    position = debt.position
    made = option(position, tried.plan, debt.frame)
    seen = stage.outlook([*tried.plan.rows, *debt.beside])
    value = worth(
        made.instalments,
        seen,
        asked=asked_in_all(position),
        principal=position.principal,
        today=debt.frame.calendar.today,
    )
    return Offer(role, made, seen, value, tuple(_reasons(role, made, value, seen)))


def _reasons(role: Role, made: Option, value: Worth, seen: Outlook) -> Iterator[Text]:
    yield Text(f"plans.offers.{role}", months=made.months)
    yield from _below(role, seen)
    yield Text(f"plans.offers.asks.{made.kind}")
    if made.shape == "seasonal":
        yield Text("plans.offers.seasonal")
    if made.waits:
        yield Text("plans.offers.waits", months=made.waits, day=made.first_date)
    yield Text("plans.offers.worth_more" if value.better else "plans.offers.worth_open")


def _below(role: Role, seen: Outlook) -> Iterator[Text]:
    """Where no plan is as sure as it should be, that is said."""
    wanted = policy.assumption(WANTED)
    aim = {"opening": wanted.high, "target": wanted.central}.get(role)
    if aim is not None and seen.chance.value < aim:
        yield Text("plans.offers.below", wanted=aim, chance=seen.chance.value)


def _path(picked: Mapping[Role, Tried]) -> Iterator[Text]:
    """One step between each two offers: what is given up, and for what."""
    for one, other in zip(picked.values(), list(picked.values())[1:], strict=False):
        before, after = one.plan, other.plan
        if before.kind != after.kind:
            yield Text(f"plans.offers.give.{after.kind}")
        if before.shape != after.shape:
            yield Text(f"plans.offers.give.{after.shape}")
        if before.waits != after.waits:
            yield Text("plans.offers.give.first", day=after.rows[0].due)
        if other.months > one.months:
            yield Text("plans.offers.give.months", before=one.months, after=other.months)
        elif other.months < one.months:
            yield Text("plans.offers.give.sooner", before=one.months, after=other.months)
    yield Text("plans.offers.give.stop")


def _price(tried: Sequence[Tried], target: Tried) -> Iterator[Length]:
    """Every length of what the target asks, in its shape and from its first date."""
    same = (target.plan.kind, target.plan.shape, target.plan.waits)
    for one in tried:
        plan = one.plan
        if (plan.kind, plan.shape, plan.waits) == same:
            largest = max(row.amount for row in plan.rows)
            yield Length(one.months, largest, one.chance)
