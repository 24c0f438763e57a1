"""What the other side promised by word of mouth and has not confirmed in writing.

No answer is no agreement: an open promise is 未回复（不等于同意）.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

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
