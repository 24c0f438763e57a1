"""What a paper that says it is from a court asks for: is it real, its last day, what to write.

Days are counted from the day of receipt; the paper itself decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from qinghuan import policy
from qinghuan.policy import Sourced
from qinghuan.words import Text

_DAYS: Final[Mapping[str, str]] = {
    "payment_order": "court.payment_order_objection_days",
    "summons": "court.answer_days",
}
"""The parameter with the days a kind of paper leaves."""


def court_notes(
    paper: str, received: date | None, today: date, *, checked: bool | None = None
) -> tuple[Text, ...]:
    """Whether ``paper`` was checked with the court, its last day, then what to write."""
    state = "real" if checked else "unchecked"
    says = (
        Text(f"case.court.{state}", received=received)
        if received
        else Text(f"case.court.{state}_undated")
    )
    return (says, *_told(paper, received, today), Text(f"case.court.{paper}"))


def days_left_by(paper: str, today: date) -> Sourced | None:
    """The days that this kind of paper leaves, with their source; None where no rule gives any."""
    found = policy.look_up(_DAYS[paper], today) if paper in _DAYS else None
    return found if isinstance(found, Sourced) else None


def last_day(paper: str, received: date | None, today: date) -> date | None:
    """The last day by the rule; None where it stands on the paper only."""
    days = days_left_by(paper, today)
    return received + timedelta(days=days.whole) if days and received else None


def _told(paper: str, received: date | None, today: date) -> tuple[Text, ...]:
    days, last = days_left_by(paper, today), last_day(paper, received, today)
    if days is None:
        return (Text("case.court.day_on_paper"),)
    if last is None:
        return (Text("case.court.from_receipt", days=days.whole),)
    state = "passed" if last < today else "last"
    return (Text(f"case.court.{state}", days=days.whole, day=last),)
