"""The objection to an entry of the credit record (征信异议申请): for errors alone.

A true record of being late stays, whatever the reason and whatever was agreed. What the report
shows and what is right only the person can say, so both are left to be written by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.blocks import to_fill
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
    usable,
)
from qinghuan.documents.paper import Block, Note, Paper, Paragraph, run
from qinghuan.documents.subject import Subject
from qinghuan.policy import Sourced
from qinghuan.words import Text

_VOICE = Voice("credit_objection")
_REPORT = ("report_number", "report_day", "column", "month")
_ENTRY = ("shown", "right", "reason", "proof")


@dataclass(frozen=True, slots=True)
class ObjectionContent(LetterContent):
    """Everything the institution may see in it, and nothing else."""

    answer_days: Sourced | None
    """The days in which an objection is answered."""


def content_for(assessment: Assessment, subject: Subject) -> ObjectionContent:
    """What the institution may see."""
    return ObjectionContent(
        sender=sender_of(assessment, debt_of(subject)),
        answer_days=usable("credit_record.objection_answer_days", assessment.today),
    )


def build(content: ObjectionContent, naming: Naming) -> Paper:
    """The objection made of ``content``."""
    sender = content.sender
    copied = identity_copy(sender.account.creditor, _VOICE.words("purpose"))
    report = to_fill(_VOICE.words(key) for key in _REPORT)
    entry = to_fill(_VOICE.words(key) for key in _ENTRY)
    asked = _VOICE.items("check", "correct", "mark", "answer")
    return letter(
        "credit_objection",
        content,
        (
            ("errors_only", (Note(run(_VOICE.words("errors_only")), "warning"),)),
            ("report", (report,)),
            ("entry", (entry,)),
            ("requests", (asked, *_days(content))),
            *ends(sender, (attachment("report_page"), attachment("proofs"), copied), reply=False),
        ),
        naming=naming,
    )


def _days(content: ObjectionContent) -> tuple[Block, ...]:
    rule = content.answer_days
    if rule is None:
        return ()
    law = Text("letters.common.law", title=rule.source.title, article=rule.source.article or "")
    return (Paragraph(run(_VOICE.words("days", law=law, days=rule.whole))),)
