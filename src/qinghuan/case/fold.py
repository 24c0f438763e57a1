"""Fold a journal into the case: what holds on a day, as known at a moment.

    recorded facts  →  in force by ``as_of``  →  in effective order  →  ``Case``

Nothing is computed here that a rule should compute: a case is the facts, sorted
into their places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from qinghuan.agreement.entries import AgreementReached
from qinghuan.case.entries import CaseOpened, DocumentIssued
from qinghuan.contact.entries import ContactMade, CourtPaperReceived
from qinghuan.debts.facts import DebtFacts, fold_debts
from qinghuan.errors import Problem
from qinghuan.evidence.entries import EvidenceKept
from qinghuan.household.bills import NO_BILLS, BillSums
from qinghuan.household.categories import Category
from qinghuan.household.entries import BillCategoriesSet, HouseholdStated, PersonDescribed
from qinghuan.imports.entries import LinesSorted, StatementImported
from qinghuan.journal.fact import Fact
from qinghuan.journal.history import Recorded, as_of, in_order

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the journal says, as of one day."""

    as_of: date
    opened: CaseOpened | None
    person: PersonDescribed | None
    household: HouseholdStated | None
    categories: Mapping[str, Category]
    """Words of the bills the person has put into a category."""
    debts: tuple[DebtFacts, ...]
    contacts: tuple[ContactMade, ...]
    court_papers: tuple[CourtPaperReceived, ...]
    imports: tuple[StatementImported, ...]
    sorted_lines: tuple[LinesSorted, ...]
    issued: tuple[DocumentIssued, ...]
    agreements: tuple[AgreementReached, ...]
    evidence: tuple[EvidenceKept, ...]
    bills: BillSums
    problems: tuple[Problem, ...]


def fold(recorded: Iterable[Recorded], day: date, bills: BillSums = NO_BILLS) -> Case:
    """The case on ``day``, from the facts that hold and what the bills say."""
    facts = [item.fact for item in in_order(as_of(recorded, day))]
    by_kind: dict[type[Fact], list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(type(fact), []).append(fact)
    debts, problems = fold_debts(facts, bills)
    return Case(
        as_of=day,
        opened=_last(by_kind, CaseOpened),
        person=_last(by_kind, PersonDescribed),
        household=_last(by_kind, HouseholdStated),
        categories=_categories(_all(by_kind, BillCategoriesSet)),
        debts=debts,
        contacts=_all(by_kind, ContactMade),
        court_papers=_all(by_kind, CourtPaperReceived),
        imports=_all(by_kind, StatementImported),
        sorted_lines=_all(by_kind, LinesSorted),
        issued=_all(by_kind, DocumentIssued),
        agreements=_all(by_kind, AgreementReached),
        evidence=_all(by_kind, EvidenceKept),
        bills=bills,
        problems=tuple(problems),
    )


def _all(by_kind: Mapping[type[Fact], list[Fact]], kind: type[F]) -> tuple[F, ...]:
    return tuple(fact for fact in by_kind.get(kind, ()) if isinstance(fact, kind))


def _last(by_kind: Mapping[type[Fact], list[Fact]], kind: type[F]) -> F | None:
    found = _all(by_kind, kind)
    return found[-1] if found else None


def _categories(sheets: Iterable[BillCategoriesSet]) -> Mapping[str, Category]:
    result: dict[str, Category] = {}
    for sheet in sheets:
        result |= sheet.categories
    return result
