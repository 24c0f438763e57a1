"""The request for figures and contract (息费明细及合同资料调取申请): the first paper to send.

It admits nothing and promises nothing. Charges bear only the names that the creditor's own
statement uses; where none is known, no charge is named at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Voice,
    debt_of,
    ends,
    identity_copy,
    letter,
    sender_of,
)
from qinghuan.documents.paper import Items, Paper, run
from qinghuan.documents.shared import joined_names
from qinghuan.documents.subject import Subject

_VOICE = Voice("data_request")
_ASKED = ("contract", "lines", "formulas", "settlement", "assignment", "record")


@dataclass(frozen=True, slots=True)
class DataRequestContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    names: tuple[str, ...]
    """The items of the creditor's own statement; empty where none came yet."""


def content_for(assessment: Assessment, subject: Subject) -> DataRequestContent:
    """What the creditor may see; it needs neither household nor figures of ours."""
    debt = debt_of(subject)
    claim = debt.facts.claim
    names = tuple(dict.fromkeys(line.name for line in claim.lines)) if claim else ()
    return DataRequestContent(sender_of(assessment, debt), names)


def build(content: DataRequestContent, naming: Naming) -> Paper:
    """The request made of ``content``."""
    sender = content.sender
    asked = [run(_VOICE.words(key)) for key in _ASKED]
    if content.names:
        asked.insert(2, run(_VOICE.words("names", names=joined_names(content.names))))
    copied = identity_copy(sender.account.creditor, _VOICE.words("purpose"))
    return letter(
        "data_request",
        content,
        (
            ("requests", (_VOICE.says("asked"), Items(tuple(asked)))),
            ("form", (_VOICE.says("form"),)),
            ("meaning", (_VOICE.says("meaning"),)),
            *ends(sender, (copied,)),
        ),
        naming=naming,
    )
