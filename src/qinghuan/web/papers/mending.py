"""Where a person can mend what closes the gate of a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from qinghuan.errors import Problem
from qinghuan.web.returning import with_way_back

PERSON: Final = "household_person"
"""Who the person is; recorded, it leads back to the paper."""
_ROOMS: Final = {
    "/person": PERSON,
    "/household": "household",
    "/debts": "debts",
    "/contacts": "contact_log",
    "/court_papers": "contact",
}
_ABSENT: Final = {
    "documents.absent.confirmation": "contact_new",
    "documents.absent.payment_order_objection": "contact_court_new",
    "documents.absent.court_answer": "contact_court_new",
    "documents.absent.assignment_check": "contact_new",
    "documents.absent.complaint": "contact_log",
}
_DONE_ELSEWHERE: Final = frozenset({"documents.court", "documents.unchecked"})
"""Warnings that something can be done about on another page."""
_ONE_COURT_PAPER: Final = 3
"""Parts of ``/court_papers/ID``."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing in the way, and the page on which it can be put right."""

    problem: Problem
    leads_to: str
    """Empty: there is nothing to fill in."""


def mends(problems: Iterable[Problem], case: str, here: str) -> list[Mend]:
    """Each of ``problems`` of the page ``here``, with the way to its form."""
    return [Mend(one, _leads_to(one, case, here)) for one in problems]


def _leads_to(problem: Problem, case: str, here: str) -> str:
    if problem.code == "documents.limitation":
        return ""
    if problem.severity != "error" and problem.code not in _DONE_ELSEWHERE:
        return ""
    parts = problem.where.split("/")
    if parts[1:2] == ["court_papers"] and len(parts) >= _ONE_COURT_PAPER:
        return reverse("contact_court_edit", args=[case, parts[2]])
    if parts[1:2] == ["documents"]:
        return reverse(_ABSENT.get(problem.code, "debts"), args=[case])
    room = _ROOMS.get("/" + parts[1]) if len(parts) > 1 else None
    if room == PERSON:
        return with_way_back(reverse(PERSON, args=[case]), here)
    return reverse(room, args=[case]) if room else ""
