"""The report on how an agreement is being kept (履约进度报告): due, paid, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.agreed import (
    Agreed,
    agreed,
    agreement_of,
    agreement_words,
    kept_table,
)
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
from qinghuan.documents.paper import (
    Block,
    Paper,
    Paragraph,
    Run,
    Table,
    amount,
    figure,
    run,
)
from qinghuan.documents.shared import money
from qinghuan.documents.subject import Subject
from qinghuan.money import ZERO, total
from qinghuan.words import Text

_VOICE = Voice("progress_report")


@dataclass(frozen=True, slots=True)
class ProgressContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    agreed: Agreed

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the paper keeps."""
        return {
            "total": f"{self.agreed.total:.2f}",
            "paid": f"{self.agreed.paid:.2f}",
            "left": f"{self.agreed.left:.2f}",
        }


def content_for(assessment: Assessment, subject: Subject) -> ProgressContent:
    """What the creditor may see. Raises :class:`RuleError` without an agreement."""
    debt = debt_of(subject)
    found = agreed(agreement_of(subject), debt, assessment.today)
    return ProgressContent(sender_of(assessment, debt), found)


def build(content: ProgressContent, naming: Naming) -> Paper:
    """The report made of ``content``."""
    found, today = content.agreed, content.sender.today
    named = agreement_words(found)
    return letter(
        "progress_report",
        content,
        (
            ("original", (Paragraph(run(_VOICE.words("original", agreement=named))),)),
            ("kept_rows", (_so_far(found, today), kept_table(found))),
            ("paid", _payments(found)),
            ("next", _next(found, today)),
            ("please_state", (_VOICE.items("state.booked", "state.left", "state.record"),)),
            *ends(content.sender, (attachment("payments"),)),
        ),
        naming=naming,
        until=today,
    )


def _so_far(found: Agreed, today: date) -> Paragraph:
    """What had fallen due until today, what was paid, what is left, in one sentence."""
    source = agreement_words(found)
    paid = Text("letters.agreed.payments_source")
    due = total(row.amount for row in found.rows if row.due <= today)
    return Paragraph(
        (
            Run(_VOICE.words("due", day=today)),
            figure(due, source),
            Run(_VOICE.words("paid")),
            figure(found.paid, paid),
            Run(_VOICE.words("left")),
            amount(found.left, paid),
            Run(Text("documents.proposal.stop")),
        )
    )


def _payments(found: Agreed) -> tuple[Block, ...]:
    if not found.payments:
        return (_VOICE.says("no_payment"),)
    source = Text("letters.agreed.payments_source")
    rows = tuple(
        (run(Text("documents.day", day=day)), money(paid, None)) for day, paid in found.payments
    )
    sums = total(paid for _, paid in found.payments)
    return (
        Table(
            header=(Run(_VOICE.words("day")), Run(_VOICE.words("amount"), source)),
            rows=rows,
            align=("center", "right"),
            widths=(5, 5),
            total=(run(Text("documents.total")), money(sums, None)),
        ),
    )


def _next(found: Agreed, today: date) -> tuple[Block, ...]:
    missed = [row for row in found.open if row.due < today]
    coming = [row for row in found.open if row.due >= today]
    blocks: list[Block] = []
    if missed:
        source = agreement_words(found)
        behind = total(row.left for row in missed)
        blocks.append(
            Paragraph(
                (
                    Run(_VOICE.words("behind")),
                    figure(behind, source),
                    Run(_VOICE.words("behind.then")),
                )
            )
        )
    if coming:
        first = coming[0]
        blocks.append(
            Paragraph(
                (
                    Run(_VOICE.words("next", day=first.due)),
                    amount(first.left, agreement_words(found)),
                    Run(Text("documents.proposal.stop")),
                )
            )
        )
    if found.left <= ZERO:
        blocks.append(_VOICE.says("all_paid"))
    return tuple(blocks)
