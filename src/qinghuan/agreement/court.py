"""A court that is named by its place, where nothing else in the paper is of that place."""

from __future__ import annotations

from qinghuan.agreement.their_text import Passage, TheirText
from qinghuan.agreement.vocabulary import NAMED_COURT


def far_court(text: TheirText) -> Passage | None:
    """The sentence that names a court of a place that stands nowhere else in the paper."""
    whole = text.plain
    for passage in text.said:
        found = NAMED_COURT.search(passage.plain)
        if found is not None and whole.count(found["place"]) == 1:
            return passage
    return None
