"""The request for mediation (调解申请书): what is asked, why, with which plan and which proof.

The body is not known to the case: the person checks it in the public list and writes its name by
hand. Asking for mediation starts the time of limitation anew; the gate says so, the paper does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.debts.entries import LenderKind
from qinghuan.documents.letters.blocks import disputed_items, disputed_table, parties, to_fill
from qinghuan.documents.letters.common import (
    Form,
    LetterContent,
    Naming,
    Statement,
    Voice,
    attachment,
    debt_of,
    ends,
    letter,
    sender_of,
    statement_of,
    usable,
)
from qinghuan.documents.letters.schedule import annexed
from qinghuan.documents.paper import STATED, Block, Items, Line, Paper, Paragraph, Run, run
from qinghuan.documents.papers.proposal_content import (
    Concession,
    Plan,
    concessions_of,
    plan_of,
)
from qinghuan.documents.shared import bills_of, joined_names
from qinghuan.documents.subject import Subject, evidence_of
from qinghuan.errors import RuleError
from qinghuan.policy import Sourced
from qinghuan.words import Text

_VOICE = Voice("mediation_request")
_CASES: Final[Mapping[LenderKind, str]] = {
    "bank": "financial",
    "consumer_finance": "financial",
    "small_loan": "small",
    "private": "private",
}
"""What the dispute is called; of any other lender the contract says."""


@dataclass(frozen=True, slots=True)
class MediationContent(LetterContent):
    """Everything mediator and creditor may see in it, and nothing else."""

    dispute: str
    """``financial``, ``small``, ``private`` or ``other``."""
    late_since: date | None
    hardship: str
    statement: Statement | None
    concessions: tuple[Concession, ...]
    plan: Plan
    sued: bool
    bills: tuple[Text, ...]
    originals: tuple[str, ...]
    """Titles of the originals that were kept."""
    fee: Sourced | None
    """What people's mediation costs."""

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the paper keeps."""
        return {
            "instalments": str(len(self.plan.rows)),
            "total": f"{self.plan.total:.2f}",
        }


def content_for(assessment: Assessment, subject: Subject) -> MediationContent:
    """What mediator and creditor may see. Raises :class:`RuleError` without a plan."""
    debt, option, sheet = debt_of(subject), subject.option, assessment.household.sheet
    if option is None:
        raise RuleError("a request for mediation needs a plan that can be kept")
    names = {part.part: part.names for part in debt.comparison.parts}
    return MediationContent(
        sender=sender_of(assessment, debt),
        dispute=_CASES.get(debt.facts.disclosed.lender, "other"),
        late_since=debt.stage.oldest_unpaid_due,
        hardship=sheet.hardship if sheet else "",
        statement=statement_of(debt, third=True),
        concessions=concessions_of(option, names),
        plan=plan_of(debt, option),
        sued=any(one.debt in {None, debt.facts.id} for one in assessment.case.court_papers),
        bills=bills_of(assessment),
        originals=tuple(one.title for one in evidence_of(assessment, debt)),
        fee=usable("mediation.people_fee", assessment.today),
    )


def build(content: MediationContent, naming: Naming) -> Paper:
    """The request made of ``content``."""
    sender, statement = content.sender, content.statement
    sides = parties(_VOICE.words("applicant"), _VOICE.words("respondent"), sender)
    return letter(
        "mediation_request",
        content,
        (
            ("body", (_VOICE.says("body"), to_fill((_VOICE.words("body.name"),)))),
            ("dispute_kind", (_VOICE.says(f"dispute.{content.dispute}"),)),
            ("requests", (Items(_asked(content)),)),
            ("facts", _facts(content)),
            ("amounts", _amounts(statement)),
            ("plan_offered", annexed(content.plan.rows)),
            ("evidence", (Items(_evidence(content)),)),
            ("sued", (_VOICE.says("sued" if content.sued else "not_sued"),)),
            ("service", (_VOICE.says("service"), to_fill((_VOICE.words("language"),)))),
            *_fee(content),
            *ends(sender, (), reply=False),
        ),
        naming=naming,
        until=statement.on if statement else None,
        form=Form(parties=sides),
    )


def _asked(content: MediationContent) -> tuple[Line, ...]:
    asked = [run(_VOICE.words("ask.check"))] if content.statement else []
    asked.append(run(_VOICE.words("ask.plan", count=len(content.plan.rows))))
    asked += [
        (
            Run(_VOICE.words("ask.waive", names=joined_names(one.names), amount=one.amount)),
            Run("", Text("documents.source.ours", day=content.sender.today)),
        )
        for one in content.concessions
    ]
    return (*asked, run(_VOICE.words("ask.contact")), run(_VOICE.words("ask.written")))


def _facts(content: MediationContent) -> tuple[Block, ...]:
    blocks: list[Block] = [_VOICE.says("used", product=content.sender.account.named)]
    if content.late_since:
        blocks.append(_VOICE.says("late", day=content.late_since))
    if content.hardship:
        blocks.append(Paragraph((Run(_VOICE.words("hardship")), Run(content.hardship, STATED))))
    return (*blocks, _VOICE.says("willing"))


def _amounts(statement: Statement | None) -> tuple[Block, ...]:
    if statement is None or not statement.disputed:
        return ()
    return (
        _VOICE.says("amounts", day=statement.on),
        disputed_table(statement),
        disputed_items(statement),
        _VOICE.says("not_confirmed"),
    )


def _evidence(content: MediationContent) -> tuple[Line, ...]:
    listed = [run(title) for title in content.originals]
    listed += [attachment("bill", bill=one) for one in content.bills]
    if content.statement:
        listed.append(attachment("statement", source=content.statement.source))
    return (*listed, attachment("payments"))


def _fee(content: MediationContent) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    rule = content.fee
    if rule is None:
        return ()
    law = Text("letters.common.law", title=rule.source.title, article=rule.source.article or "")
    return (("fee", (Paragraph(run(_VOICE.words("fee", law=law))),)),)
