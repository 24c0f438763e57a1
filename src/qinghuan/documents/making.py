"""Which file makes which paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters import (
    assignment_check,
    complaint,
    confirmation,
    contact_request,
    correction,
    court_answer,
    data_request,
    debit_change,
    delay_request,
    family_card,
    hardship_notice,
    payment_order_objection,
)
from qinghuan.documents.letters.common import Naming, debt_of
from qinghuan.documents.paper import Kind, Paper
from qinghuan.documents.papers import (
    call_script,
    proposal,
    proposal_content,
    report_external,
    report_kept,
)
from qinghuan.documents.subject import Subject
from qinghuan.errors import RuleError

Made: TypeAlias = "tuple[Paper, Mapping[str, str]]"
"""A paper, and the figures that the record of it keeps."""


def make(kind: Kind, assessment: Assessment, subject: Subject, naming: Naming) -> Made:
    """The paper of ``kind`` about ``subject``; its gate was asked before."""
    if kind in _LETTERS:
        content_for, build = _LETTERS[kind]
        content = content_for(assessment, subject)
        return build(content, naming), content.figures
    content, build = _paper(kind, assessment, subject)
    return build(content, number=naming.number, language=naming.language), content.figures


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
    "hardship_notice": (hardship_notice.content_for, hardship_notice.build),
    "payment_order_objection": (
        payment_order_objection.content_for,
        payment_order_objection.build,
    ),
}
