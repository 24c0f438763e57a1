"""What a paper that says it is from a court asks for: is it real, its last day, what to write.

Days are counted from the day of receipt; the paper itself decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from qinghuan import policy
from qinghuan.contact.entries import CourtPaperReceived
from qinghuan.policy import Sourced
from qinghuan.words import Text

_DAYS: Final[Mapping[str, str]] = {
    "payment_order": "court.payment_order_objection_days",
    "summons": "court.answer_days",
}
"""The parameter with the days a kind of paper leaves."""


def court_notes(paper: CourtPaperReceived, today: date) -> tuple[Text, ...]:
    """Whether ``paper`` was checked, its last day, then what to write."""
    checked = "real" if paper.checked_with_court else "unchecked"
    says = Text(f"case.court.{checked}", received=paper.received_on)
    return (says, *_last_day(paper, today), Text(f"case.court.{paper.paper}"))


def last_day(paper: CourtPaperReceived, today: date) -> date | None:
    """The last day to answer ``paper``; None where the rule is not verified: see the paper."""
    found = _rule(paper, today)
    return paper.received_on + timedelta(days=found.whole) if found else None


def _rule(paper: CourtPaperReceived, today: date) -> Sourced | None:
    found = policy.look_up(_DAYS[paper.paper], today) if paper.paper in _DAYS else None
    return found if isinstance(found, Sourced) else None


def _last_day(paper: CourtPaperReceived, today: date) -> tuple[Text, ...]:
    found, last = _rule(paper, today), last_day(paper, today)
    if found is None or last is None:
        return (Text("case.court.day_on_paper"),)
    passed = "passed" if last < today else "last"
    return (Text(f"case.court.{passed}", days=found.whole, day=last),)
