"""Which file makes which paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters import (
    agreement,
    agreement_content,
    amendment,
    assignment_check,
    authorisation,
    complaint,
    confirmation,
    contact_request,
    correction,
    court_answer,
    credit_limit_close,
    credit_objection,
    data_request,
    debit_change,
    delay_request,
    evidence_list,
    family_card,
    hardship_list,
    hardship_notice,
    judicial_confirmation,
    mediation_request,
    payment_order_objection,
    plan_request,
    progress_report,
    repayment_plan,
    settlement_request,
)
from qinghuan.documents.letters.common import Naming, debt_of
from qinghuan.documents.paper import Attached, Kind, Paper
from qinghuan.documents.papers import (
    call_script,
    proposal,
    proposal_content,
    report_data,
    report_external,
    report_kept,
)
from qinghuan.documents.subject import Subject
from qinghuan.errors import RuleError
from qinghuan.words import Text

Made: TypeAlias = "tuple[Paper, Mapping[str, str]]"
"""A paper, and the figures that the record of it keeps."""


def make(kind: Kind, assessment: Assessment, subject: Subject, naming: Naming) -> Made:
    """The paper of ``kind`` about ``subject``; its gate was asked before."""
    if kind in _LETTERS:
        content_for, build = _LETTERS[kind]
        content = content_for(assessment, subject)
        return build(content, naming), content.figures
    content, build = _paper(kind, assessment, subject)
    paper = build(content, number=naming.number, language=naming.language)
    return _with_data(paper, content), content.figures


def _with_data(paper: Paper, content: Any) -> Paper:
    """The statement carries a copy of its content for programs; nothing else does."""
    if not isinstance(content, report_external.ExternalContent):
        return paper
    text = report_data.as_json(content, paper.language)
    about = Text("documents.report.data")
    return replace(paper, data=Attached(report_data.NAME, text, about))


def _paper(
    kind: Kind, assessment: Assessment, subject: Subject
) -> tuple[Any, Callable[..., Paper]]:
    option = subject.option
    if kind == "report_kept":
        return report_kept.content_for(assessment), report_kept.build
    debt = debt_of(subject)
    if kind == "call_script":
        return call_script.content_for(assessment, debt, option), call_script.build
    if kind == "report_external":
        share = option.share.value if option else None
        return report_external.content_for(assessment, debt, share), report_external.build
    if option is None:
        raise RuleError("a proposal without a plan: its gate is closed")
    return proposal_content.content_for(assessment, debt, option), proposal.build


_LETTERS: Final[
    Mapping[Kind, tuple[Callable[[Assessment, Subject], Any], Callable[..., Paper]]]
] = {
    "assignment_check": (assignment_check.content_for, assignment_check.build),
    "complaint": (complaint.content_for, complaint.build),
    "confirmation": (confirmation.content_for, confirmation.build),
    "contact_request": (contact_request.content_for, contact_request.build),
    "correction": (correction.content_for, correction.build),
    "court_answer": (court_answer.content_for, court_answer.build),
    "data_request": (data_request.content_for, data_request.build),
    "debit_change": (debit_change.content_for, debit_change.build),
    "delay_request": (delay_request.content_for, delay_request.build),
    "family_card": (family_card.content_for, family_card.build),
    "hardship_list": (hardship_list.content_for, hardship_list.build),
    "repayment_plan": (repayment_plan.content_for, repayment_plan.build),
    "plan_request": (plan_request.content_for, plan_request.build),
    "agreement": (agreement_content.content_for, agreement.build),
    "amendment": (amendment.content_for, amendment.build),
    "progress_report": (progress_report.content_for, progress_report.build),
    "settlement_request": (settlement_request.content_for, settlement_request.build),
    "credit_limit_close": (credit_limit_close.content_for, credit_limit_close.build),
    "credit_objection": (credit_objection.content_for, credit_objection.build),
    "mediation_request": (mediation_request.content_for, mediation_request.build),
    "judicial_confirmation": (judicial_confirmation.content_for, judicial_confirmation.build),
    "evidence_list": (evidence_list.content_for, evidence_list.build),
    "authorisation": (authorisation.content_for, authorisation.build),
    "hardship_notice": (hardship_notice.content_for, hardship_notice.build),
    "payment_order_objection": (
        payment_order_objection.content_for,
        payment_order_objection.build,
    ),
}
