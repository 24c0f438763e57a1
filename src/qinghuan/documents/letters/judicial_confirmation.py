"""The request to a court to confirm a mediated agreement (司法确认申请书), behind its warning.

Once confirmed, a missed row can be enforced without a trial. The warning is the first thing in
the paper; that it need not be asked for is said with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.agreed import Agreed, agreed, agreement_of, agreement_words
from qinghuan.documents.letters.blocks import parties, to_fill
from qinghuan.documents.letters.common import (
    Form,
    LetterContent,
    Naming,
    Voice,
    attachment,
    debt_of,
    identity_copy,
    letter,
    sender_of,
    usable,
)
from qinghuan.documents.paper import Block, Items, Note, Paper, Paragraph, Run, amount, run
from qinghuan.documents.subject import Subject
from qinghuan.policy import Sourced
from qinghuan.words import Text

_VOICE = Voice("judicial_confirmation")
_BY_HAND = ("court", "body", "mediator", "respondent")
_WARNED = ("warning.enforced", "warning.optional", "warning.low", "warning.cure")


@dataclass(frozen=True, slots=True)
class ConfirmationContent(LetterContent):
    """Everything court and creditor may see in it, and nothing else."""

    agreed: Agreed
    days: Sourced | None
    """The days in which both sides can ask."""

    @property
    def last_day(self) -> date | None:
        """The last day to ask, counted from the day of the agreement; None where not verified."""
        return self.agreed.on + timedelta(days=self.days.whole) if self.days else None

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the paper keeps."""
        return {"total": f"{self.agreed.total:.2f}"}


def content_for(assessment: Assessment, subject: Subject) -> ConfirmationContent:
    """What court and creditor may see. Raises :class:`RuleError` without an agreement."""
    debt = debt_of(subject)
    return ConfirmationContent(
        sender=sender_of(assessment, debt),
        agreed=agreed(agreement_of(subject), debt, assessment.today),
        days=usable("court.judicial_confirmation_days", assessment.today),
    )


def build(content: ConfirmationContent, naming: Naming) -> Paper:
    """The request made of ``content``."""
    found, sender = content.agreed, content.sender
    named = agreement_words(found)
    copied = identity_copy(sender.account.creditor, _VOICE.words("purpose"))
    attached = (*(attachment(key) for key in ("agreement", "mediation_proof", "mandate")), copied)
    signs = ("sign.first", "sign.day", "sign.second", "sign.day")
    return letter(
        "judicial_confirmation",
        content,
        (
            ("court_named", (to_fill(_VOICE.words(key) for key in _BY_HAND),)),
            ("court_requests", (Paragraph(run(_VOICE.words("request", agreement=named))),)),
            ("facts", _facts(content)),
            ("together", _together(content)),
            ("promise", (_VOICE.says("promise"),)),
            ("attachments", (Items(attached),)),
            ("truth", (Paragraph(run(Text("letters.judicial_confirmation.truth"))),)),
        ),
        naming=naming,
        form=Form(
            above=tuple(Note(run(_VOICE.words(key)), "warning") for key in _WARNED),
            parties=parties(_VOICE.words("first"), _VOICE.words("second"), sender),
            signed=tuple(_VOICE.words(key) for key in signs),
        ),
    )


def _facts(content: ConfirmationContent) -> tuple[Block, ...]:
    found = content.agreed
    named = agreement_words(found)
    return (
        Paragraph(
            (
                Run(_VOICE.words("facts", agreement=named, count=len(found.rows))),
                amount(found.total, named),
                Run(_VOICE.words("facts.end")),
            )
        ),
        _VOICE.says("voluntary"),
    )


def _together(content: ConfirmationContent) -> tuple[Block, ...]:
    rule, last = content.days, content.last_day
    if rule is None or last is None:
        return (_VOICE.says("together"),)
    law = Text("letters.common.law", title=rule.source.title, article=rule.source.article or "")
    return (
        Paragraph(run(_VOICE.words("together.days", law=law, days=rule.whole))),
        _VOICE.says("last_day", day=last),
    )
