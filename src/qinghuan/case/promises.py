"""What the other side promised by word of mouth and has not confirmed in writing.

No answer is no agreement: an open promise is 未回复（不等于同意）.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from qinghuan.case.fold import Case
from qinghuan.contact.entries import ContactMade, Promise

_WRITTEN: Final = frozenset({"app", "message", "mail"})
_SPOKEN: Final = frozenset({"phone", "visit"})


def open_promises(case: Case) -> Iterator[tuple[ContactMade, Promise]]:
    """Each promise made on the phone or in person, while nothing written came after it."""
    for place, contact in enumerate(case.contacts):
        if contact.channel in _SPOKEN and not _confirmed(contact, case.contacts[place + 1 :]):
            yield from ((contact, promise) for promise in contact.promises)


def _confirmed(spoken: ContactMade, later: Sequence[ContactMade]) -> bool:
    """Whether something written with a promise in it came from them about the same debt."""
    return any(
        other.direction == "incoming" and other.channel in _WRITTEN and other.promises
        for other in later
        if other.debt == spoken.debt
    )


PromiseState = Literal["none", "written", "confirmed", "not_confirmed", "unanswered", "unsent"]
"""Of the promises in one contact: none, made in writing, confirmed in writing since, answered
otherwise, asked for in a letter without an answer, or not asked for yet."""


def promise_state(case: Case, contact: ContactMade) -> PromiseState:
    """How far what was promised in ``contact`` stands in writing."""
    if not contact.promises:
        return "none"
    if contact.channel not in _SPOKEN:
        return "written"
    place = next(at for at, one in enumerate(case.contacts) if one.id == contact.id)
    later = case.contacts[place + 1 :]
    if _confirmed(contact, later):
        return "confirmed"
    about = contact.debt or (case.debts[0].id if len(case.debts) == 1 else None)
    letters = [
        one.on
        for one in case.issued
        if one.paper == "confirmation" and one.debt == about and one.on >= contact.on
    ]
    if not letters:
        return "unsent"
    answers = (one for one in later if one.direction == "incoming" and one.channel in _WRITTEN)
    answered = any(one.debt == contact.debt and one.on >= letters[0] for one in answers)
    return "not_confirmed" if answered else "unanswered"
