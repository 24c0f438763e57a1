"""What is found in a paper of theirs: where, why it matters, what to ask for, what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from qinghuan.agreement.their_text import Passage
from qinghuan.policy import Sourced
from qinghuan.words import Text

Group: TypeAlias = Literal[
    "sums", "beside", "waiver", "paying", "default", "rights", "who", "missing"
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to have changed, or to have added, before anything is signed."""

    code: str
    group: Group
    passage: Passage | None
    """The words it is about; None for what is missing."""
    what: Text
    why: Text
    ask: Text
    """The sentence to ask for."""
    source: Sourced | None = None
    """The rule it rests on; None for care of our own that no rule prescribes."""
