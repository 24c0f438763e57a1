"""The repayment plan drawn up by the person (还款计划书，本人拟定): a draft to be confirmed.

The formal plan is the lender's to make; this one says that it is not that, and holds only once
the lender has confirmed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
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
from qinghuan.documents.letters.schedule import annexed
from qinghuan.documents.paper import Block, Line, Paper, Paragraph, Run, amount, figure, run
from qinghuan.documents.papers.proposal_content import Plan, plan_of
from qinghuan.documents.subject import Subject, contacts_of
from qinghuan.errors import RuleError
from qinghuan.words import Text

_VOICE = Voice("repayment_plan")


@dataclass(frozen=True, slots=True)
class Talked:
    """The talk it goes back to, as the creditor knows it anyhow."""

    on: date
    institution: str
    staff_number: str


@dataclass(frozen=True, slots=True)
class PlanContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    plan: Plan
    talked: Talked | None

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the paper keeps."""
        return {
            "monthly": f"{self.plan.monthly:.2f}",
            "instalments": str(len(self.plan.rows)),
            "total": f"{self.plan.total:.2f}",
        }


def content_for(assessment: Assessment, subject: Subject) -> PlanContent:
    """What the creditor may see. Raises :class:`RuleError` without a plan: the gate says so."""
    debt = debt_of(subject)
    if subject.option is None:
        raise RuleError("a repayment plan needs a plan")
    return PlanContent(
        sender=sender_of(assessment, debt),
        plan=plan_of(debt, subject.option),
        talked=_talked(assessment, debt),
    )


def _talked(assessment: Assessment, debt: DebtAssessment) -> Talked | None:
    """The last talk the person began; who called in may be anybody."""
    own = [one for one in contacts_of(assessment, debt) if one.direction == "outgoing"]
    return Talked(own[-1].on, own[-1].institution, own[-1].staff_number) if own else None


def build(content: PlanContent, naming: Naming) -> Paper:
    """The plan made of ``content``."""
    sender = content.sender
    return letter(
        "repayment_plan",
        content,
        (
            ("basis", _basis(content)),
            ("schedule", (*annexed(content.plan.rows), _holidays())),
            ("paying", (_VOICE.items("payer", "channel", "late"),)),
            ("standing_of_plan", (_VOICE.says("condition"), _VOICE.says("until_confirmed"))),
            *ends(sender, (attachment("report"),)),
        ),
        naming=naming,
        until=sender.today,
    )


def _holidays() -> Paragraph:
    return Paragraph(run(Text("documents.proposal.plan.holidays")))


def _basis(content: PlanContent) -> tuple[Block, ...]:
    plan, today = content.plan, content.sender.today
    ours = Text("documents.source.ours", day=today)
    runs: Line = (
        Run(_VOICE.words("basis", day=today)),
        amount(plan.basis, ours),
        Run(Text("documents.proposal.stop")),
    )
    if plan.basis > plan.total:
        runs = (
            *runs,
            Run(_VOICE.words("less")),
            figure(plan.basis - plan.total, ours),
            Run(_VOICE.words("less.end")),
        )
    return (Paragraph(runs), _VOICE.says("not_admitted"), *_source(content.talked))


def _source(talked: Talked | None) -> tuple[Block, ...]:
    if talked is None:
        return ()
    known = [one for one in (talked.institution, talked.staff_number) if one]
    who = " ".join(known) or Text("letters.common.not_noted")
    return (_VOICE.says("talked", day=talked.on, who=who),)
