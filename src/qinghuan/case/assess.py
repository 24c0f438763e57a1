"""The first answer: where a case stands on a day, from the facts alone.

Case → household statement → affordable amount
→ per debt: stage, what is owed, the claim compared, the line of law, questions
→ options for all debts → the next step → every problem in one list
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from qinghuan import policy
from qinghuan.case.deadlines import Deadline, deadlines
from qinghuan.case.debt import DebtAssessment, assess_debt
from qinghuan.case.fold import Case
from qinghuan.case.next_step import NextStep, Standing, next_step
from qinghuan.contact.conduct import Sign, signs
from qinghuan.debts import checks as debt_checks
from qinghuan.debts.facts import DebtFacts
from qinghuan.errors import Problem
from qinghuan.household import checks as household_checks
from qinghuan.household.affordable import Affordable, affordable
from qinghuan.household.statement import HouseholdStatement, state
from qinghuan.money import Yuan, total
from qinghuan.plans.ladder import Position
from qinghuan.plans.options import Option, instead, options
from qinghuan.words import Text

AssessDebt: TypeAlias = Callable[[DebtFacts, date], DebtAssessment]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole answer for one case on one day."""

    today: date
    case: Case
    household: HouseholdStatement
    affordable: Affordable
    debts: tuple[DebtAssessment, ...]
    options: tuple[Option, ...]
    """None of a debt whose time may have run out; none at all where the next step stops."""
    instead: tuple[Text, ...]
    """What to do where no plan can be kept; empty otherwise."""
    problems: tuple[Problem, ...]
    next_step: NextStep
    conduct: tuple[Sign, ...] = ()
    """What the log of contacts shows that departs from the rules of collection."""
    deadlines: tuple[Deadline, ...] = ()
    """What falls on which day, the earliest first."""

    @property
    def asked(self) -> Yuan:
        """What all creditors ask together."""
        return total(debt.asked for debt in self.debts)

    @property
    def not_yet_due(self) -> Yuan:
        """Principal of all debts that falls due later; not in ``asked``."""
        later = [debt.owed.not_yet_due for debt in self.debts]
        return total(figure.value for figure in later if figure is not None)


def assess(case: Case, today: date, *, of_debt: AssessDebt = assess_debt) -> Assessment:
    """Where ``case`` stands on ``today``.

    ``of_debt`` gives the answer for one debt; a caller that remembers answers passes its own.
    """
    sheet = case.household
    statement = state(sheet, case.bills, today=today, categories=case.categories)
    share = sheet.share_of_surplus if sheet else None
    can_pay = affordable(statement, today=today, share=share)
    debts = tuple(of_debt(debt, today) for debt in case.debts)
    positions = [Position(debt.facts, debt.owed, debt.comparison) for debt in debts]
    pay_day = sheet.pay_day if sheet else None
    step = next_step(Standing(today, case, can_pay, debts))
    found = () if step.stops else options(positions, can_pay, today=today, pay_day=pay_day)
    stopped = {debt.facts.id for debt in debts if debt.limitation.standing == "stop"}
    return Assessment(
        today=today,
        case=case,
        household=statement,
        affordable=can_pay,
        debts=debts,
        options=tuple(option for option in found if option.debt not in stopped),
        instead=instead(can_pay),
        problems=(*_problems(case, statement, today), *can_pay.problems),
        next_step=step,
        conduct=signs(case.contacts, {debt.id: debt.disclosed.lender for debt in case.debts}),
        deadlines=deadlines(case, debts, today),
    )


def _problems(case: Case, statement: HouseholdStatement, today: date) -> Iterable[Problem]:
    yield from case.problems
    yield from household_checks.check(statement, today)
    for debt in case.debts:
        yield from debt_checks.check(debt, today)
    yield from policy.warnings(today)
