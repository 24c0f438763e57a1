"""What the person can mend in a case: each fault with its mend and the page where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from qinghuan.case.assess import Assessment
from qinghuan.errors import Problem

_PLACES: Final = {"debts": "debts", "household": "household", "imports": "bills"}
"""Room of a problem → the page it is mended on; what no person can mend is in none."""
_ORDER: Final = {"error": 0, "warning": 1, "notice": 2}


@dataclass(frozen=True, slots=True)
class ToMend:
    """One fault, and where to go."""

    problem: Problem
    leads_to: str
    debt: str = ""
    """Id of the debt it is about, where it is about a debt as a whole."""


def to_mend(assessment: Assessment, case: str) -> list[ToMend]:
    """What can be mended, the gravest first, each once."""
    found = {(one.problem.what, one.leads_to): one for one in _found(assessment, case)}
    return sorted(found.values(), key=lambda one: _ORDER[one.problem.severity])


def _found(assessment: Assessment, case: str) -> Iterator[ToMend]:
    debts = {debt.facts.id for debt in assessment.debts}
    for problem in assessment.problems:
        place = _PLACES.get(problem.code.partition(".")[0])
        if place is not None:
            debt = problem.where if problem.where in debts else ""
            where = f"#{debt}" if debt else ""
            yield ToMend(problem, reverse(place, args=[case]) + where, debt)
