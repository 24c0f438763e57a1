"""The request for the lender's own formal plan (出具正式还款计划书申请).

Ours is a draft; the one that binds is made by the lender, in writing or in its own app. What it
should say is the checklist of a written deal.
"""

from __future__ import annotations

from dataclasses import dataclass

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.agreed import Agreed, agreed, agreement_words
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Voice,
    attachment,
    debt_of,
    ends,
    letter,
    sender_of,
)
from qinghuan.documents.paper import Paper, Paragraph, run
from qinghuan.documents.subject import Subject

_VOICE = Voice("plan_request")
_SAYS = tuple(
    f"says.{key}"
    for key in (
        "balance",
        "rows",
        "charges",
        "default",
        "creditor",
        "given_up",
        "order",
        "grace",
        "record",
        "payee",
        "certificate",
    )
)
"""What a written deal should say (``negotiation.deal_checklist``)."""


@dataclass(frozen=True, slots=True)
class PlanRequestContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    agreed: Agreed | None
    """What was agreed already; None: nothing yet."""
    own_plan: bool
    """Whether a plan of the person's own goes with it."""


def content_for(assessment: Assessment, subject: Subject) -> PlanRequestContent:
    """What the creditor may see."""
    debt, today = debt_of(subject), assessment.today
    return PlanRequestContent(
        sender=sender_of(assessment, debt),
        agreed=agreed(subject.agreement, debt, today) if subject.agreement else None,
        own_plan=subject.option is not None,
    )


def build(content: PlanRequestContent, naming: Naming) -> Paper:
    """The request made of ``content``."""
    attached = (attachment("own_plan"),) if content.own_plan else ()
    return letter(
        "plan_request",
        content,
        (
            ("background", (_background(content),)),
            ("requests", (_VOICE.items("made", "channel", "sealed"),)),
            ("to_say", (_VOICE.says("to_say"), _VOICE.items(*_SAYS))),
            ("until_then", (_VOICE.says("until_then"),)),
            ("meaning", (_VOICE.says("meaning"),)),
            *ends(content.sender, attached),
        ),
        naming=naming,
    )


def _background(content: PlanRequestContent) -> Paragraph:
    if content.agreed is None:
        return _VOICE.says("asked")
    return Paragraph(run(_VOICE.words("agreed", agreement=agreement_words(content.agreed))))
