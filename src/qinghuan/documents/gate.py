"""The gate before a paper is made: what would harm stops it, and one sentence says what it will do.

Five gates: limitation, admission, recipient, internal data, affordability. Admission and
internal data are settled by what the contents can hold; the other three are asked here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.documents import checks
from qinghuan.documents.checks import Check
from qinghuan.documents.paper import Kind
from qinghuan.documents.subject import Subject
from qinghuan.errors import Problem
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands in the way of one paper, and what sending or using it will do."""

    effect: Text
    problems: tuple[Problem, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether nothing forbids the paper; warnings do not."""
        return not any(problem.severity == "error" for problem in self.problems)


_ADDRESSED: Final[tuple[Check, ...]] = (checks.recipient, checks.applicant)
_HARMLESS: Final[tuple[Check, ...]] = (checks.alone, checks.court, *_ADDRESSED)
"""Of letters that ask for what is known or speak of conduct: they set no clock back."""
_TO_CREDITOR: Final[tuple[Check, ...]] = (
    checks.alone,
    checks.limitation,
    checks.court,
    *_ADDRESSED,
)
_TO_COURT: Final[tuple[Check, ...]] = (
    checks.alone,
    checks.debt_known,
    *_ADDRESSED,
    checks.court_named,
    checks.court_real,
    checks.court_day,
    checks.court_question,
)
ASKED: Final[Mapping[Kind, tuple[Check, ...]]] = {
    "report_kept": (),
    "call_script": (checks.alone, checks.limitation, checks.court),
    "report_external": (*_TO_CREDITOR, checks.household),
    "proposal": (*_TO_CREDITOR, checks.household, checks.claim, checks.affordability),
    "data_request": _HARMLESS,
    "correction": (*_TO_CREDITOR, checks.claim),
    "delay_request": (*_TO_CREDITOR, checks.hardship, checks.recovery),
    "hardship_notice": (*_TO_CREDITOR, checks.hardship),
    "contact_request": _HARMLESS,
    "debit_change": _TO_CREDITOR,
    "assignment_check": _HARMLESS,
    "confirmation": (*_TO_CREDITOR, checks.own_words),
    "complaint": (*_HARMLESS, checks.conduct_only, checks.own_words),
    "payment_order_objection": (*_TO_COURT, checks.objection),
    "court_answer": _TO_COURT,
    "family_card": (checks.alone,),
    "hardship_list": (*_TO_CREDITOR, checks.hardship),
    "repayment_plan": (*_TO_CREDITOR, checks.household, checks.affordability),
    "plan_request": _TO_CREDITOR,
    "agreement": (
        *_TO_CREDITOR,
        checks.household,
        checks.claim,
        checks.affordability,
        checks.draft_only,
    ),
    "amendment": (
        *_TO_CREDITOR,
        checks.household,
        checks.affordability,
        checks.something_left,
        checks.draft_only,
    ),
    "progress_report": _TO_CREDITOR,
    "settlement_request": (*_HARMLESS, checks.settled),
    "credit_limit_close": _HARMLESS,
    "credit_objection": (*_HARMLESS, checks.errors_only),
    "mediation_request": (
        *_TO_CREDITOR,
        checks.household,
        checks.affordability,
        checks.body_listed,
    ),
    "judicial_confirmation": (
        *_TO_CREDITOR,
        checks.enforceable,
        checks.mediated,
        checks.cure,
        checks.confirmation_day,
    ),
    "evidence_list": (*_HARMLESS, checks.own_words_shown),
    "authorisation": (*_HARMLESS, checks.complete_mandate),
}
"""What is asked before each kind of paper."""


def gate(kind: Kind, assessment: Assessment, subject: Subject) -> Gate:
    """What must be settled before ``kind`` is made about ``subject``."""
    found = tuple(problem for check in ASKED[kind] for problem in check(assessment, subject))
    return Gate(Text(f"documents.gate.effect.{kind}"), found)


def may_only_ask(assessment: Assessment, debt: DebtAssessment, door: Gate) -> bool:
    """Whether only the unknown age of ``debt`` closes ``door`` of the call script.

    Then a call that asks for the items alone is still possible: it admits nothing.
    """
    errors = {problem.code for problem in door.problems if problem.severity == "error"}
    step = assessment.next_step
    asked = step.step == "ask_for_statement" and step.debt == debt.facts.id
    return asked and errors == {"documents.limitation"}


def absent(kind: Kind) -> Gate:
    """The closed gate of a paper that nothing in the case calls for, with what is missing."""
    code = f"absent.{kind}" if kind in _OWN_REASON else "absent"
    found = tuple(checks.problem(code, "/documents"))
    return Gate(Text(f"documents.gate.effect.{kind}"), found)


_OWN_REASON: Final[frozenset[Kind]] = frozenset(
    {
        "correction",
        "delay_request",
        "debit_change",
        "assignment_check",
        "confirmation",
        "complaint",
        "payment_order_objection",
        "court_answer",
        "amendment",
        "progress_report",
        "settlement_request",
        "judicial_confirmation",
        "evidence_list",
    }
)
