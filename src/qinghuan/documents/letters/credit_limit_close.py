"""The request to close the credit limit of a product (额度关闭申请)."""

from __future__ import annotations

from dataclasses import dataclass

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Voice,
    attachment,
    debt_of,
    ends,
    identity_copy,
    letter,
    sender_of,
)
from qinghuan.documents.paper import Paper
from qinghuan.documents.subject import Subject

_VOICE = Voice("credit_limit_close")


@dataclass(frozen=True, slots=True)
class CloseContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""


def content_for(assessment: Assessment, subject: Subject) -> CloseContent:
    """What the creditor may see: no figure is needed."""
    return CloseContent(sender_of(assessment, debt_of(subject)))


def build(content: CloseContent, naming: Naming) -> Paper:
    """The request made of ``content``."""
    sender = content.sender
    copied = identity_copy(sender.account.creditor, _VOICE.words("purpose"))
    return letter(
        "credit_limit_close",
        content,
        (
            ("requests", (_VOICE.items("close", "no_raise", "debit", "confirm"),)),
            ("please_state", (_VOICE.items("state.scope", "state.open", "state.record"),)),
            ("meaning", (_VOICE.says("meaning"),)),
            *ends(sender, (attachment("certificate"), copied)),
        ),
        naming=naming,
    )
