"""Results as JSON values: money as text, days as ISO text, words said in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from pydantic import BaseModel

from qinghuan.case.assess import Assessment
from qinghuan.case.deadlines import after_refusal
from qinghuan.case.debt import DebtAssessment
from qinghuan.cli.screen import Screen
from qinghuan.errors import Problem
from qinghuan.explained import Explained, told
from qinghuan.policy import Sourced
from qinghuan.words import Text

_OF_DEBT: Final = ("stage", "owed", "comparison", "cap", "limitation", "questions", "card_warning")
_INNER: Final = frozenset({"book"})
"""The day-by-day working of a figure: its derivation says the same in words."""


def assessment_data(assessment: Assessment, screen: Screen) -> dict[str, Any]:
    """The whole answer for a program; the facts themselves are what ``case show`` gives."""
    return {
        "today": assessment.today.isoformat(),
        "next_step": as_data(assessment.next_step, screen),
        "asked": str(assessment.asked),
        "household": as_data(assessment.household, screen),
        "affordable": as_data(assessment.affordable, screen),
        "debts": [_debt_data(debt, assessment, screen) for debt in assessment.debts],
        "options": as_data(assessment.options, screen),
        "instead": as_data(assessment.instead, screen),
        "problems": as_data(assessment.problems, screen),
        "conduct": as_data(assessment.conduct, screen),
        "deadlines": as_data(assessment.deadlines, screen),
    }


def _debt_data(debt: DebtAssessment, assessment: Assessment, screen: Screen) -> dict[str, Any]:
    refused = after_refusal(debt, assessment.conduct, assessment.today)
    return {
        "id": debt.facts.id,
        "creditor": debt.facts.disclosed.creditor,
        "product": debt.facts.disclosed.product,
        "days_late": debt.days_late,
        "asked": str(debt.asked),
        "total": str(debt.owed.total),
        **{name: as_data(getattr(debt, name), screen) for name in _OF_DEBT},
        "after_refusal": as_data(refused, screen),
    }


def as_data(value: Any, screen: Screen) -> Any:  # noqa: C901, PLR0911 - one case a shape of value
    """``value`` as JSON: an :class:`Explained` becomes its value, formula and sources."""
    if isinstance(value, Text):
        return screen.words(value)
    if isinstance(value, Problem):
        return screen.described(value)
    if isinstance(value, Decimal | Fraction):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Explained):
        return as_data(told(value), screen)
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Sourced):
        return value.name
    if is_dataclass(value):
        names = [part.name for part in fields(value) if part.name not in _INNER]
        return {name: as_data(getattr(value, name), screen) for name in names}
    if isinstance(value, Mapping):
        return {str(key): as_data(part, screen) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_data(part, screen) for part in value]
    return value
