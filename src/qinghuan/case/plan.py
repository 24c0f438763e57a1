"""The offers of a case: for every late debt that may be spoken about today."""

from __future__ import annotations

from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.plans.ladder import Position
from qinghuan.plans.offers import Household, Offers, offers

SEED: Final = 1
"""The paths that every case is played on, so that the same facts give the same offers."""


def plan(assessment: Assessment, seed: int = SEED) -> tuple[Offers, ...]:
    """The three offers for each late debt.

    None while something else comes first (a court paper, legal advice), and none for a debt
    whose time may have run out.
    """
    if assessment.next_step.stops:
        return ()
    open_debts = [debt for debt in assessment.debts if debt.limitation.standing != "stop"]
    sheet = assessment.household.sheet
    household = Household(
        assessment.household, assessment.affordable, sheet.pay_day if sheet else None
    )
    positions = [Position(debt.facts, debt.owed, debt.comparison) for debt in open_debts]
    return offers(positions, household, seed=seed)
