"""The offers of a case: for every late debt that may be spoken about today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args

from qinghuan.agreement.offer import Ours
from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.plans.ladder import Position
from qinghuan.plans.offers import Household, Offers, Role, offers
from qinghuan.plans.options import Option

SEED: Final = 1
"""The paths that every case is played on, so that the same facts give the same offers."""


def plan(assessment: Assessment, seed: int = SEED) -> tuple[Offers, ...]:
    """The three offers for each late debt.

    None while something else comes first (a court paper, legal advice), and none for a debt
    whose time may have run out.
    """
    if assessment.next_step.stops:
        return ()
    return offers(positions(assessment), household_of(assessment), seed=seed)


def asked_for(made: Sequence[Offers], role: Role = "opening") -> dict[str, Option | None]:
    """By debt, what its papers and its call ask for: the offer of ``role``.

    Where a debt has not so many, the one before it; None where nothing can be kept.
    """
    roles = get_args(Role)[: get_args(Role).index(role) + 1]
    found: dict[str, Option | None] = {}
    for one in made:
        fitting = [offer.option for offer in one.offers if offer.role in roles]
        found[one.debt] = fitting[-1] if fitting else None
    return found


def household_of(assessment: Assessment) -> Household:
    """The household as the plans need it."""
    sheet = assessment.household.sheet
    pay_day = sheet.pay_day if sheet else None
    return Household(assessment.household, assessment.affordable, pay_day)


def positions(assessment: Assessment) -> list[Position]:
    """The debts that may be spoken about: not those whose time may have run out."""
    return [position_of(debt) for debt in assessment.debts if debt.limitation.standing != "stop"]


def position_of(debt: DebtAssessment) -> Position:
    """The debt as the plans see it."""
    return Position(debt.facts, debt.owed, debt.comparison)


def our_side(assessment: Assessment, debt: DebtAssessment, made: Sequence[Offers]) -> Ours:
    """What an offer of the creditor of ``debt`` is set beside; ``made`` is the :func:`plan`."""
    return Ours(
        household=household_of(assessment),
        offers=next((one for one in made if one.debt == debt.facts.id), None),
        above_line=debt.cap.excess if debt.cap.of == "claim" else None,
    )
