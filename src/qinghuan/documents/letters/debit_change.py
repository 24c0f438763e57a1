"""The request about an automatic debit (代扣变更或取消申请): stop it, or move its day.

It says that paying by the contract goes on, and asks for the consequences first: whether a
debit can be cancelled is a matter of the contract.
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
from qinghuan.documents.paper import STATED, Block, Facts, Items, Line, Paper, Run, run
from qinghuan.documents.subject import Subject

_VOICE = Voice("debit_change")


@dataclass(frozen=True, slots=True)
class DebitContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    debited: str
    """Which account is debited, in the person's words."""
    due_day: int | None
    pay_day: int | None
    """Day of the month on which income comes, where the person stated it."""


def content_for(assessment: Assessment, subject: Subject) -> DebitContent:
    """What the creditor may see."""
    debt, sheet = debt_of(subject), assessment.household.sheet
    return DebitContent(
        sender=sender_of(assessment, debt),
        debited=debt.facts.disclosed.automatic_debit,
        due_day=debt.facts.terms.due_day,
        pay_day=sheet.pay_day if sheet else None,
    )


def build(content: DebitContent, naming: Naming) -> Paper:
    """The request made of ``content``."""
    sender = content.sender
    copied = identity_copy(sender.account.creditor, _VOICE.words("purpose"))
    return letter(
        "debit_change",
        content,
        (
            ("debit", _debit(content)),
            ("requests", (_VOICE.says("asked"), Items(_asked(content)))),
            ("please_state", (_VOICE.items("state.allowed", "state.effect", "state.pay"),)),
            ("meaning", (_VOICE.says("meaning"),)),
            *ends(sender, (copied,)),
        ),
        naming=naming,
    )


def _debit(content: DebitContent) -> tuple[Block, ...]:
    pairs: list[tuple[str, Line]] = [("account", (Run(content.debited, STATED),))]
    if content.due_day is not None:
        pairs.append(("day", run(_VOICE.words("day.value", day=content.due_day))))
    return (Facts(tuple((_VOICE.words(key), line) for key, line in pairs)),)


def _asked(content: DebitContent) -> tuple[Line, ...]:
    moved = (
        _VOICE.words("move.to", day=content.pay_day)
        if content.pay_day is not None
        else _VOICE.words("move")
    )
    return (run(_VOICE.words("stop")), run(moved), run(_VOICE.words("others")))
