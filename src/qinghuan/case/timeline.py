"""The journal as a person reads it: one sentence an entry, corrected ones struck through.

Nothing is hidden: what was corrected stays visible with the reason, what was erased
stays visible as erased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from qinghuan.agreement.entries import AgreementReached
from qinghuan.case.entries import CaseOpened, DocumentIssued
from qinghuan.case.kinds import KINDS
from qinghuan.contact.entries import ContactMade, CourtPaperReceived
from qinghuan.dates import china_today
from qinghuan.debts.changes import (
    ChargeMade,
    DebtChanged,
    MoneyDrawn,
    PaymentReversed,
    PurchaseRefunded,
    ReliefGranted,
)
from qinghuan.debts.entries import (
    AmountFellDue,
    ClaimReceived,
    DebtDisclosed,
    OfDebt,
    PaymentFailed,
    PaymentMade,
    TermsLearned,
)
from qinghuan.debts.people import PersonInvolved
from qinghuan.evidence.entries import EvidenceKept, PaperSigned, TimestampGiven
from qinghuan.household.entries import BillCategoriesSet, HouseholdStated, PersonDescribed
from qinghuan.imports.entries import LinesSorted, StatementImported
from qinghuan.journal.entry import Entry
from qinghuan.journal.fact import Corrected, Fact
from qinghuan.journal.history import holding
from qinghuan.money import total
from qinghuan.words import Text

Names = Mapping[str, str]
"""Id of a debt → the name it is called by."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the journal as it is told."""

    entry: str
    """Its id."""
    sequence: int
    kind: str
    on: date
    recorded_on: date
    says: Text
    """What holds now; of a withdrawn or erased entry, that it was."""
    was: tuple[Text, ...] = ()
    """What was said before and holds no longer, oldest first: shown struck through."""
    reasons: tuple[str, ...] = ()
    """Why it was corrected, in the person's words."""


def timeline(entries: Sequence[Entry]) -> tuple[Moment, ...]:
    """The entries in effective order, corrections told with what they correct.

    Raises :class:`~qinghuan.journal.fact.TooNew` for entries of a newer program.
    """
    facts = {entry.id: _read(entry) for entry in entries}
    standing = {recorded.fact.id: recorded.fact for recorded in holding(entries, KINDS)}
    corrections = _corrections(facts.values())
    names = _names(standing.values())
    moments = [
        _moment(entry, facts[entry.id], standing.get(entry.id), corrections, names)
        for entry in entries
        if entry.kind not in {"corrected", "redacted"}
    ]
    return tuple(sorted(moments, key=lambda moment: (moment.on, moment.sequence)))


def _read(entry: Entry) -> Fact | None:
    return None if entry.body is None else KINDS.read(entry.kind, entry.version, entry.body)


def _corrections(facts: Iterable[Fact | None]) -> dict[str, list[Corrected]]:
    found: dict[str, list[Corrected]] = {}
    for fact in facts:
        if isinstance(fact, Corrected):
            found.setdefault(fact.which, []).append(fact)
    return found


def _moment(
    entry: Entry,
    written: Fact | None,
    standing: Fact | None,
    corrections: Mapping[str, list[Corrected]],
    names: Names,
) -> Moment:
    changes = corrections.get(entry.id, [])
    told: list[Text] = [describe(written, names)] if written else []
    for change in changes[:-1]:
        if change.body_text is not None:
            replaced = KINDS.read(change.kind or "", change.version or 0, change.body_text)
            told.append(describe(replaced, names))
    was: tuple[Text, ...]
    if written is None:
        says, was = Text("timeline.erased"), ()
    elif standing is None:
        says, was = Text("timeline.withdrawn"), tuple(told)
    else:
        says, was = describe(standing, names), tuple(told) if changes else ()
    return Moment(
        entry=entry.id,
        sequence=entry.sequence,
        kind=entry.kind,
        on=(standing or written).on if standing or written else entry.on,  # type: ignore[union-attr]
        recorded_on=china_today(datetime.fromisoformat(entry.recorded_at)),
        says=says,
        was=was,
        reasons=tuple(change.reason for change in changes),
    )


def _names(facts: Iterable[Fact]) -> Names:
    return {
        fact.id: fact.product_name or fact.creditor
        for fact in facts
        if isinstance(fact, DebtDisclosed)
    }


def describe(fact: Fact, names: Names) -> Text:
    """``fact`` in one sentence; debts are called by their ``names``."""
    tell = _TELLERS.get(type(fact))
    values: dict[str, Any] = tell(fact) if tell else {}
    if isinstance(fact, OfDebt):
        values["debt"] = names.get(fact.debt, fact.debt)
    return Text(f"timeline.{fact.KIND}", **values)


def _opened(fact: CaseOpened) -> dict[str, Any]:
    return {"label": fact.label}


def _disclosed(fact: DebtDisclosed) -> dict[str, Any]:
    return {
        "debt": fact.product_name or Text(f"view.product.{fact.product}"),
        "creditor": fact.creditor,
    }


def _due(fact: AmountFellDue) -> dict[str, Any]:
    return {"amount": fact.stated}


def _paid(
    fact: PaymentMade | PaymentFailed | MoneyDrawn | ChargeMade | PurchaseRefunded,
) -> dict[str, Any]:
    return {"amount": fact.amount}


def _claimed(fact: ClaimReceived) -> dict[str, Any]:
    return {"amount": fact.total}


def _household(fact: HouseholdStated) -> dict[str, Any]:
    return {"members": len(fact.members)}


def _imported(fact: StatementImported) -> dict[str, Any]:
    return {"name": fact.name, "rows": fact.rows, "lines": fact.line_count}


def _lines_sorted(fact: LinesSorted) -> dict[str, Any]:
    return {"count": len(fact.decisions)}


def _categories(fact: BillCategoriesSet) -> dict[str, Any]:
    return {"count": len(fact.categories)}


def _contact(fact: ContactMade) -> dict[str, Any]:
    direction = Text(f"timeline.contact.{fact.direction}")
    return {"direction": direction, "institution": fact.institution}


def _court_paper(fact: CourtPaperReceived) -> dict[str, Any]:
    return {"paper": Text(f"timeline.court_paper.{fact.paper}")}


def _issued(fact: DocumentIssued) -> dict[str, Any]:
    return {"paper": Text(f"timeline.paper.{fact.paper}"), "number": fact.number}


def _agreed(fact: AgreementReached) -> dict[str, Any]:
    return {
        "form": Text(f"timeline.form.{fact.form}"),
        "count": len(fact.rows),
        "amount": total(row.amount for row in fact.rows),
    }


def _kept(fact: EvidenceKept) -> dict[str, Any]:
    return {"sort": Text(f"timeline.evidence.{fact.sort}"), "title": fact.title}


def _signed(fact: PaperSigned) -> dict[str, Any]:
    return {"name": fact.name, "role": Text(f"timeline.signer.{fact.role}")}


_TELLERS: Final[Mapping[type[Fact], Callable[[Any], dict[str, Any]]]] = {
    AgreementReached: _agreed,
    AmountFellDue: _due,
    BillCategoriesSet: _categories,
    CaseOpened: _opened,
    ChargeMade: _paid,
    ClaimReceived: _claimed,
    ContactMade: _contact,
    CourtPaperReceived: _court_paper,
    DebtChanged: lambda fact: {"change": Text(f"timeline.change.{fact.change.type}")},
    DebtDisclosed: _disclosed,
    DocumentIssued: _issued,
    EvidenceKept: _kept,
    HouseholdStated: _household,
    LinesSorted: _lines_sorted,
    MoneyDrawn: _paid,
    PaperSigned: _signed,
    PaymentFailed: _paid,
    PaymentMade: _paid,
    PaymentReversed: lambda _fact: {},
    PersonDescribed: lambda _fact: {},
    PersonInvolved: lambda fact: {"role": Text(f"timeline.role.{fact.role}"), "name": fact.name},
    PurchaseRefunded: _paid,
    ReliefGranted: lambda fact: {"relief": Text(f"timeline.relief.{fact.relief.type}")},
    StatementImported: _imported,
    TermsLearned: lambda _fact: {},
    TimestampGiven: lambda fact: {"authority": fact.authority},
}
