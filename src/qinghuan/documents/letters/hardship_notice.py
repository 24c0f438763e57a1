"""The notice of hardship (困难情况说明): what happened, since when, what is done, and a talk asked.

It holds no amount, no plan and no day of payment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinghuan.case.assess import Assessment
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
from qinghuan.documents.paper import STATED, Block, Items, Paper, Paragraph, Run
from qinghuan.documents.shared import bills_of
from qinghuan.documents.subject import Subject
from qinghuan.errors import RuleError
from qinghuan.words import Text

_VOICE = Voice("hardship_notice")


@dataclass(frozen=True, slots=True)
class HardshipContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    hardship: str
    since: date | None
    measures: str
    recovery: date | None
    bills: tuple[Text, ...]


def content_for(assessment: Assessment, subject: Subject) -> HardshipContent:
    """What the creditor may see. Raises :class:`RuleError` without a reason: the gate says so."""
    sheet = assessment.household.sheet
    if sheet is None or not sheet.hardship:
        raise RuleError("a notice of hardship needs the reason")
    return HardshipContent(
        sender=sender_of(assessment, debt_of(subject)),
        hardship=sheet.hardship,
        since=sheet.hardship_since,
        measures=sheet.measures,
        recovery=sheet.recovery_expected,
        bills=bills_of(assessment),
    )


def build(content: HardshipContent, naming: Naming) -> Paper:
    """The notice made of ``content``."""
    sender = content.sender
    evidence = (attachment("hardship"), *(attachment("bill", bill=one) for one in content.bills))
    measures = (Paragraph((Run(content.measures, STATED),)),) if content.measures else ()
    return letter(
        "hardship_notice",
        content,
        (
            ("happened", _happened(content)),
            ("measures", measures),
            ("recovery", _recovery(content)),
            (
                "ask_talk",
                (_VOICE.says("talk", phone=sender.applicant.phone), _VOICE.says("meaning")),
            ),
            ("evidence", (Items(evidence),)),
            *ends(sender, ()),
        ),
        naming=naming,
        until=sender.today,
    )


def _happened(content: HardshipContent) -> tuple[Block, ...]:
    told = Paragraph((Run(content.hardship, STATED),))
    if content.since is None:
        return (told,)
    return (told, Paragraph((Run(_VOICE.words("since", day=content.since)),)))


def _recovery(content: HardshipContent) -> tuple[Block, ...]:
    if content.recovery is None:
        return (_VOICE.says("recovery.unknown"),)
    return (_VOICE.says("recovery", day=content.recovery),)
