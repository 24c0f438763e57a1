"""The request for the settlement certificate (结清证明申请), and what the certificate must say.

Where something may still be open it asks for the list of it instead: it never claims more than
the person's own payments show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.agreed import Agreed, agreed, agreement_words
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
)
from qinghuan.documents.paper import Block, Paper, Paragraph, Run, amount, run
from qinghuan.documents.subject import Subject
from qinghuan.money import Yuan
from qinghuan.words import Text

_VOICE = Voice("settlement_request")
_ASKED = ("certificate", "seal", "delivery", "record", "limit", "debit")
_HOLDS = ("holds.names", "holds.contract", "holds.whole", "holds.day", "holds.given_up",
          "holds.seal")  # fmt: skip


@dataclass(frozen=True, slots=True)
class SettlementContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    agreed: Agreed | None
    last_on: date | None
    """Day of the last payment."""
    last_amount: Yuan | None


def content_for(assessment: Assessment, subject: Subject) -> SettlementContent:
    """What the creditor may see."""
    debt, today = debt_of(subject), assessment.today
    last = debt.facts.payments[-1] if debt.facts.payments else None
    return SettlementContent(
        sender=sender_of(assessment, debt),
        agreed=agreed(subject.agreement, debt, today) if subject.agreement else None,
        last_on=last.on if last else None,
        last_amount=last.amount if last else None,
    )


def build(content: SettlementContent, naming: Naming) -> Paper:
    """The request made of ``content``."""
    sender = content.sender
    copied = identity_copy(sender.account.creditor, _VOICE.words("purpose"))
    return letter(
        "settlement_request",
        content,
        (
            ("payments_made", _paid(content)),
            ("requests", (_VOICE.items(*_ASKED),)),
            ("certificate_holds", (_VOICE.says("holds"), _VOICE.items(*_HOLDS))),
            ("if_not", (_VOICE.says("if_not"),)),
            *ends(sender, (attachment("payments"), copied)),
        ),
        naming=naming,
        until=sender.today,
    )


def _paid(content: SettlementContent) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if content.agreed:
        named = agreement_words(content.agreed)
        blocks.append(Paragraph(run(_VOICE.words("agreed", agreement=named))))
    if content.last_on and content.last_amount is not None:
        blocks.append(
            Paragraph(
                (
                    Run(_VOICE.words("last", day=content.last_on)),
                    amount(content.last_amount, Text("letters.agreed.payments_source")),
                    Run(Text("documents.proposal.stop")),
                )
            )
        )
    return (*blocks, to_fill((_VOICE.words("serial"),)))
