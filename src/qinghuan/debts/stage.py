"""How late a debt is, its label in the industry, what usually follows (docs/rules/stage.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from qinghuan import policy
from qinghuan.dates import days_past_due
from qinghuan.debts.changes import Accelerated, DebtChanged
from qinghuan.debts.entries import AccelerationClause
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import owed
from qinghuan.explained import Explained
from qinghuan.policy import Band, Sourced
from qinghuan.policy.products import product
from qinghuan.words import Text

Basis = Literal["facts", "claim_date", "claim_days", "none"]
"""What the days rest on: recorded due dates, the creditor's due date or days, nothing."""


@dataclass(frozen=True, slots=True)
class Label:
    """The industry's name of a stage (``M4``): a label, no law."""

    id: str
    words: Text
    """What usually happens in it."""
    source: Sourced
    on: date
    """The day on which the debt entered or will enter it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a debt stands on a day."""

    debt: str
    on: date
    basis: Basis
    days: Explained[int] | None
    """Days past due; 0 when not late; None when no due date is known."""
    oldest_unpaid_due: date | None
    label: Label | None
    next: tuple[Label, ...]
    """The stages that follow while nothing is paid, each with its first day."""
    card_class: Label | None
    """The regulator's class by days late; of credit cards only."""
    notes: tuple[Text, ...]
    """What must stand beside it: a label, no law; a count that differs from the creditor's."""


def stage(debt: DebtFacts, today: date) -> Stage:
    """Where ``debt`` stands on ``today``."""
    basis, due, entries = _since(debt, today)
    if basis == "none":
        return Stage(debt.id, today, basis, None, None, None, (), None, (_ASK,))
    days = days_past_due(due, today) if due else 0
    labels = list(_labels("stages.overdue", today, days, due or today))
    card = product(debt.disclosed.product).card and days > 0
    classes = list(_labels("stages.card_classification", today, days, due)) if card and due else []
    return Stage(
        debt=debt.id,
        on=today,
        basis=basis,
        days=Explained(days, _formula(due, today, days), entries=entries),
        oldest_unpaid_due=due,
        label=labels[0] if labels else None,
        next=tuple(labels[1:]) if days else (),
        card_class=classes[0] if classes else None,
        notes=tuple(_notes(debt, today, days)),
    )


_ASK = Text("debts.ask.due_date")


def _since(debt: DebtFacts, today: date) -> tuple[Basis, date | None, tuple[str, ...]]:
    """What the days rest on, the oldest unpaid due date (None: not late), and the entries."""
    due = [fact for fact in debt.due if fact.on <= today]
    if due:
        return "facts", owed(debt, today).oldest_unpaid_due, tuple(fact.id for fact in due)
    claim = next((claim for claim in reversed(debt.claims) if claim.on <= today), None)
    if claim is not None and claim.oldest_unpaid_due is not None:
        return "claim_date", claim.oldest_unpaid_due, (claim.id,)
    if claim is not None and claim.days_overdue is not None:
        late = claim.days_overdue
        return "claim_days", claim.on - timedelta(days=late) if late else None, (claim.id,)
    return "none", None, ()


def _formula(due: date | None, today: date, days: int) -> Text:
    if due is None or not days:
        return Text("debts.stage.not_late", today=today)
    return Text("debts.stage.days", due=due, today=today, days=days)


def _labels(name: str, today: date, days: int, due: date) -> Iterator[Label]:
    """The band that holds ``days``, then those after it, each with its first day."""
    source = policy.look_up(name, today)
    if not isinstance(source, Sourced):
        return
    for band in source.bands:
        if band.last is None or days <= band.last:
            yield Label(band.id, band.words, source, _first_day(band, due))


def _first_day(band: Band, due: date) -> date:
    return due + timedelta(days=band.first)


def _acceleration(debt: DebtFacts, today: date, days: int) -> Iterator[Text]:
    """What the clause on calling everything due says of today; it calls nothing by itself."""
    clause = debt.terms.acceleration
    called = any(
        isinstance(fact, DebtChanged) and isinstance(fact.change, Accelerated) and fact.on <= today
        for fact in debt.changes
    )
    if clause is None or called or not days:
        return
    missed = len({item.due for item in owed(debt, today).items if item.due < today})
    reached = clause.missed is not None and missed >= clause.missed
    reached = reached or (clause.days is not None and days >= clause.days)
    when = Text(
        f"debts.stage.acceleration.{_named(clause)}",
        missed=clause.missed or 0,
        days=clause.days or 0,
    )
    yield Text(
        f"debts.stage.acceleration_{'may' if reached else 'not'}",
        when=when,
        missed=missed,
        days=days,
    )


def _named(clause: AccelerationClause) -> str:
    if clause.missed is None:
        return "days"
    return "missed" if clause.days is None else "either"


def _notes(debt: DebtFacts, today: date, days: int) -> Iterator[Text]:
    source = policy.look_up("stages.overdue", today)
    if source.wording is not None:
        yield source.wording
    yield from _acceleration(debt, today, days)
    claim = debt.claim
    if claim is None or claim.days_overdue is None or claim.on > today:
        return
    ours = max(0, days - (today - claim.on).days)
    if claim.days_overdue != ours:
        yield Text("debts.stage.other_count", theirs=claim.days_overdue, ours=ours, day=claim.on)
