"""What the two papers to a court share: the case, the parties, what is disputed.

They assert nothing about time that may have run out: whether to raise that is the person's
own choice, and the gate leaves it as a question to free legal advice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.blocks import disputed_items, disputed_table
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Statement,
    Voice,
    attachment,
    debt_of,
    identity_copy,
    reduction_of,
    sender_of,
    statement_of,
)
from qinghuan.documents.paper import (
    Block,
    Facts,
    Items,
    Kind,
    Line,
    Paper,
    Paragraph,
    Signature,
    Words,
    run,
)
from qinghuan.documents.shared import numbered
from qinghuan.documents.subject import Subject
from qinghuan.errors import RuleError
from qinghuan.policy import Sourced
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class CourtContent(LetterContent):
    """What court and creditor may see in a paper to the court, and nothing else."""

    court: str
    case_number: str
    received_on: date
    statement: Statement | None
    """None without a statement of the creditor to compare."""
    reduction: Sourced | None
    """The line of law, where the claim lies above it."""
    charged_for_breach: tuple[str, ...]
    """The names under which the statement charges for the breach itself."""
    willing: bool
    """Whether a talk before the court about time and manner of paying is offered."""


def content_for(assessment: Assessment, subject: Subject) -> CourtContent:
    """What the court may see. Raises :class:`RuleError` without a court paper."""
    debt, paper = debt_of(subject), subject.court
    if paper is None:
        raise RuleError("a paper to a court needs the paper that came")
    claim = debt.comparison.claim
    lines = claim.lines if claim else ()
    return CourtContent(
        sender=sender_of(assessment, debt),
        court=paper.court,
        case_number=paper.case_number,
        received_on=paper.received_on,
        statement=statement_of(debt, third=True),
        reduction=reduction_of(debt),
        charged_for_breach=tuple(dict.fromkeys(
            line.name for line in lines if line.part == "late_fee" and line.amount > 0
        )),
        willing=debt.limitation.standing != "stop",
    )  # fmt: skip


def court_paper(
    kind: Kind,
    content: CourtContent,
    sections: Iterable[tuple[str, tuple[Block, ...]]],
    naming: Naming,
) -> Paper:
    """A paper to the court: parties and case, counted sections, addressed at the end."""
    voice, sender = Voice(kind), content.sender
    statement = content.statement
    return Paper(
        kind=kind,
        number=naming.number,
        title=voice.words("title"),
        issued_on=sender.today,
        data_until=statement.on if statement else None,
        language=naming.language,
        snug=True,
        blocks=(
            _parties(voice, content),
            Paragraph(run(voice.words("opening", day=content.received_on))),
            *numbered(sections, room="letters"),
            Paragraph(run(Text("letters.court.truth"))),
            Paragraph(run(Text("letters.court.to", court=content.court)), plain=True),
            Signature((voice.words("sign"), Text("documents.sign.day"))),
        ),
    )


def _parties(voice: Voice, content: CourtContent) -> Facts:
    applicant, account = content.sender.applicant, content.sender.account
    pairs: list[tuple[Words, Words]] = [
        (Text("letters.court.court"), content.court),
        (Text("letters.court.case_number"), content.case_number),
        (voice.words("me"), applicant.name),
        (
            Text("documents.head.identity"),
            f"**************{applicant.identity_tail}" if applicant.identity_tail else "",
        ),
        (Text("documents.head.phone"), applicant.phone),
        (Text("documents.head.address"), applicant.address),
        (voice.words("they"), account.creditor),
        (Text("documents.head.product"), account.named),
        (Text("documents.head.contract"), account.contract_number),
    ]
    return Facts(tuple((label, run(words)) for label, words in pairs if words))


def amounts(content: CourtContent, voice: Voice) -> tuple[Block, ...]:
    """What is disputed, item by item; empty where nothing is."""
    statement = content.statement
    if statement is None or not statement.disputed:
        return ()
    return (
        Paragraph(run(voice.words("amounts", day=statement.on))),
        disputed_table(statement),
        disputed_items(statement),
        Paragraph(run(voice.words("amounts.proof"))),
    )


def evidence(content: CourtContent, purpose: Text) -> Items:
    """The list of evidence: the paper that came, the statement, the identity."""
    listed: list[Line] = [attachment("court_paper", day=content.received_on)]
    if content.statement:
        listed.append(attachment("statement", source=content.statement.source))
    listed += [attachment("payments"), identity_copy(content.court, purpose)]
    return Items(tuple(listed))
