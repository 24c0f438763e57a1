"""What one paper is about, and for which debts, contacts and court papers a kind of paper exists.

A kind without a subject is not offered; asked for by name, its gate says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from qinghuan.agreement.entries import AgreementReached
from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.contact.conduct import Sign
from qinghuan.contact.entries import ContactMade, CourtPaperReceived
from qinghuan.dates import monthly
from qinghuan.debts.changes import Assigned, DebtChanged
from qinghuan.documents.paper import Kind
from qinghuan.evidence.entries import EvidenceKept
from qinghuan.money import ZERO
from qinghuan.plans.ladder import Kind as OptionKind
from qinghuan.plans.options import Option

DebtFact: TypeAlias = DebtChanged | ContactMade
"""An entry by which somebody came forward as creditor or collector."""

FIRST_OFFERED: Final[tuple[OptionKind, ...]] = (
    "penalty_waived",
    "penalty_stopped",
    "as_it_is",
    "interest_waived",
    "principal_only",
)
"""Which plan a letter asks for where no offers were made: the first of these that fits."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What one paper is about; all None: the whole case."""

    debt: DebtAssessment | None = None
    option: Option | None = None
    """The plan that a letter about the debt may ask for."""
    contact: ContactMade | None = None
    court: CourtPaperReceived | None = None
    agreement: AgreementReached | None = None
    """What was agreed about the debt and holds today."""


Plans: TypeAlias = Mapping[str, Option | None]
"""By id of a debt, the plan its papers ask for; None where nothing can be kept."""


def offered(
    assessment: Assessment, debt: DebtAssessment, plans: Plans | None = None
) -> Option | None:
    """The plan to ask the creditor of ``debt`` for; None where none can be kept.

    ``plans`` decide; for a debt they do not name, the first rung of the first answer that fits.
    """
    if plans is not None and debt.facts.id in plans:
        return plans[debt.facts.id]
    found = {option.kind: option for option in assessment.options if option.debt == debt.facts.id}
    kept = (found[kind] for kind in FIRST_OFFERED if kind in found)
    return next((option for option in kept if option.burden == "fits"), None)


def subjects(kind: Kind, assessment: Assessment, plans: Plans | None = None) -> tuple[Subject, ...]:
    """What a paper of ``kind`` can be about in this case; none where it makes no sense."""
    if kind in {"report_kept", "family_card"}:
        return (Subject(),)
    if kind == "confirmation":
        return tuple(_promised(assessment))
    if kind in _COURT:
        return tuple(_served(assessment, _COURT[kind]))
    if kind in _OF_AGREEMENT:
        return tuple(_agreed(assessment, plans))
    exists = _EXISTS.get(kind, _always)
    return tuple(
        Subject(debt, offered(assessment, debt, plans), agreement=agreed_on(assessment, debt))
        for debt in assessment.debts
        if exists(assessment, debt)
    )


def debt_named(assessment: Assessment, named: str | None) -> DebtAssessment | None:
    """The debt an entry names, or the only one there is where it names none."""
    if named is None:
        return assessment.debts[0] if len(assessment.debts) == 1 else None
    return next((debt for debt in assessment.debts if debt.facts.id == named), None)


def agreements_of(assessment: Assessment) -> tuple[AgreementReached, ...]:
    """The agreements that no later one replaces, by day."""
    replaced = {one.replaces for one in assessment.case.agreements if one.replaces}
    return tuple(one for one in assessment.case.agreements if one.id not in replaced)


def agreed_on(assessment: Assessment, debt: DebtAssessment) -> AgreementReached | None:
    """The latest agreement about ``debt`` that holds; None without one."""
    found = (one for one in agreements_of(assessment) if one.debt == debt.facts.id)
    return max(found, key=lambda one: one.on, default=None)


def evidence_of(assessment: Assessment, debt: DebtAssessment) -> tuple[EvidenceKept, ...]:
    """The originals that are about ``debt`` or about the whole case, by day."""
    named = (one for one in assessment.case.evidence if one.debt in {None, debt.facts.id})
    return tuple(sorted(named, key=lambda one: (one.on, one.id)))


def next_due(debt: DebtAssessment, today: date) -> date | None:
    """The next due day of what is not due yet, by the day of the month; None where unknown."""
    later, day = debt.owed.not_yet_due, debt.facts.terms.due_day
    if later is None or later.value <= ZERO or day is None:
        return None
    recorded = {due.on for due in debt.facts.due}
    coming = monthly(today.replace(day=1), 3, anchor_day=day)
    return next(on for on in coming if on >= today and on not in recorded)


def signs_of(assessment: Assessment, debt: DebtAssessment) -> tuple[Sign, ...]:
    """What the contacts about ``debt`` show that departs from the rules of collection."""
    return tuple(
        sign for sign in assessment.conduct if debt_named(assessment, sign.debt or None) is debt
    )


def contacts_of(assessment: Assessment, debt: DebtAssessment) -> tuple[ContactMade, ...]:
    """The contacts about ``debt``, by day."""
    found = (one for one in assessment.case.contacts if debt_named(assessment, one.debt) is debt)
    return tuple(sorted(found, key=lambda one: (one.on, one.id)))


def claimants(assessment: Assessment, debt: DebtAssessment) -> tuple[tuple[str, DebtFact], ...]:
    """Who else than the creditor came forward about ``debt``, each once, with how."""
    found: dict[str, DebtFact] = {}
    for change in debt.facts.changes:
        if isinstance(change, DebtChanged) and isinstance(change.change, Assigned):
            found[change.change.creditor] = change
    for contact in contacts_of(assessment, debt):
        if contact.direction == "incoming" and contact.institution:
            found.setdefault(contact.institution, contact)
    own = debt.facts.disclosed.creditor
    return tuple((name, fact) for name, fact in found.items() if name != own)


_OF_AGREEMENT: Final[frozenset[Kind]] = frozenset(
    {"amendment", "progress_report", "judicial_confirmation"}
)
"""Papers that need something agreed before."""
_COURT: Final[Mapping[Kind, str]] = {
    "payment_order_objection": "payment_order",
    "court_answer": "summons",
}
"""Which paper of a court a paper of ours answers."""


def _promised(assessment: Assessment) -> Iterator[Subject]:
    for contact in assessment.case.contacts:
        debt = debt_named(assessment, contact.debt)
        if contact.promises and debt is not None:
            yield Subject(debt, contact=contact)


def _served(assessment: Assessment, paper: str) -> Iterator[Subject]:
    for court in assessment.case.court_papers:
        if court.paper == paper:
            yield Subject(debt_named(assessment, court.debt), court=court)


def _agreed(assessment: Assessment, plans: Plans | None) -> Iterator[Subject]:
    for debt in assessment.debts:
        if (agreement := agreed_on(assessment, debt)) is not None:
            yield Subject(debt, offered(assessment, debt, plans), agreement=agreement)


def _always(_assessment: Assessment, _debt: DebtAssessment) -> bool:
    return True


def _late(_assessment: Assessment, debt: DebtAssessment) -> bool:
    return debt.late


def _to_correct(_assessment: Assessment, debt: DebtAssessment) -> bool:
    """Something on the statement is too high, or it shows charges that could be given up."""
    charges = (part for part in debt.comparison.parts if part.part in CONCEDED and part.names)
    return bool(debt.comparison.disputed) or any(part.claimed > ZERO for part in charges)


CONCEDED: Final = frozenset({"penalty_interest", "compound_interest", "late_fee", "unnamed"})
"""The charges that arise because a debt is late: a creditor can be asked to give them up."""


def _falls_due(assessment: Assessment, debt: DebtAssessment) -> bool:
    today = assessment.today
    falls = any(due.on >= today for due in debt.facts.due)
    return debt.late or falls or next_due(debt, today) is not None


def _debited(_assessment: Assessment, debt: DebtAssessment) -> bool:
    return bool(debt.facts.disclosed.automatic_debit)


def _claimed_by_others(assessment: Assessment, debt: DebtAssessment) -> bool:
    return bool(claimants(assessment, debt))


def _to_complain(assessment: Assessment, debt: DebtAssessment) -> bool:
    return bool(signs_of(assessment, debt)) or bool(debt.comparison.disputed)


def _perhaps_settled(assessment: Assessment, debt: DebtAssessment) -> bool:
    """Something was agreed about it, or by the person's reckoning payments left nothing."""
    later = debt.owed.not_yet_due
    nothing = debt.owed.total <= ZERO and (later is None or later.value <= ZERO)
    paid_off = bool(debt.facts.payments) and nothing and not debt.late
    return paid_off or agreed_on(assessment, debt) is not None


def _proved(assessment: Assessment, debt: DebtAssessment) -> bool:
    return bool(evidence_of(assessment, debt))


def _to_plan(assessment: Assessment, debt: DebtAssessment) -> bool:
    return debt.late or agreed_on(assessment, debt) is not None


_EXISTS: Final[Mapping[Kind, Callable[[Assessment, DebtAssessment], bool]]] = {
    "report_external": _late,
    "call_script": _late,
    "proposal": _late,
    "correction": _to_correct,
    "delay_request": _falls_due,
    "hardship_notice": _always,
    "debit_change": _debited,
    "assignment_check": _claimed_by_others,
    "complaint": _to_complain,
    "repayment_plan": _late,
    "plan_request": _to_plan,
    "agreement": _late,
    "settlement_request": _perhaps_settled,
    "mediation_request": _late,
    "evidence_list": _proved,
}
