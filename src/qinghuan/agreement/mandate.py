"""Whether somebody else than the creditor signs, and whether the paper shows the mandate."""

from __future__ import annotations

from qinghuan.agreement.their_text import Passage, TheirText
from qinghuan.agreement.vocabulary import (
    AGENCY,
    AGENCY_DENIED,
    MANDATE,
    NO_MANDATE,
)


def agency(text: TheirText) -> Passage | None:
    """The first sentence in which an agency acts; None where none does."""
    for passage in text.said:
        plain = passage.plain
        if NO_MANDATE.search(plain) or (AGENCY.search(plain) and not AGENCY_DENIED.search(plain)):
            return passage
    return None


def mandated(text: TheirText) -> bool:
    """Whether the mandate is shown, and not said to be left out."""
    whole = text.plain
    return bool(MANDATE.search(whole)) and not NO_MANDATE.search(whole)
