"""The clock of a case: what falls on which day, and what may follow a refusal.

A last day is a rule's or the paper's; a promise is what the other side said. Nothing here is a
threat or an invitation to wait (docs/rules/deadlines.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from qinghuan import policy
from qinghuan.case.debt import DebtAssessment
from qinghuan.case.entries import DocumentIssued
from qinghuan.case.fold import Case
from qinghuan.case.promises import open_promises
from qinghuan.contact.conduct import Sign
from qinghuan.contact.court_days import days_left_by, last_day
from qinghuan.dates import add_months
from qinghuan.debts.changes import ReliefGranted
from qinghuan.errors import RuleError
from qinghuan.policy import Sourced
from qinghuan.words import Text

Kind = Literal["court_paper", "promise", "answer", "due", "relief_ends"]
_ANSWERED_IN: Final = {"complaint": "papers.complaint_answer_days"}
"""Kinds of paper that a rule gives an answer in days to; of others none is known."""

_ATTACHED: Final = frozenset({"report_external"})
"""Papers that go with another and ask for nothing themselves."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that falls on a day."""

    on: date
    kind: Kind
    says: Text
    debt: str = ""
    entry: str = ""
    """Id of the fact it comes from."""
    source: Sourced | None = None
    """The rule that gives the days; None where a person or a contract named the day."""
    passed: bool = False


def deadlines(case: Case, debts: tuple[DebtAssessment, ...], today: date) -> tuple[Deadline, ...]:
    """What falls when, the earliest first; of what is over only what still waits for an answer."""
    found = [
        *_court_papers(case, today),
        *_promises(case, today),
        *_answers(case, today),
        *(each for debt in debts for each in _coming(debt, today)),
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.kind, each.entry)))


def _court_papers(case: Case, today: date) -> Iterator[Deadline]:
    for paper in case.court_papers:
        last = last_day(paper.paper, paper.received_on, today)
        if last is None:
            continue
        passed = last < today
        state = "passed" if passed else "last"
        named = Text(f"timeline.court_paper.{paper.paper}")
        yield Deadline(
            on=last,
            kind="court_paper",
            says=Text(f"case.deadline.court.{state}", paper=named),
            debt=paper.debt or "",
            entry=paper.id,
            source=days_left_by(paper.paper, today),
            passed=passed,
        )


def _promises(case: Case, today: date) -> Iterator[Deadline]:
    for contact, promise in open_promises(case):
        if promise.by is None:
            continue
        passed = promise.by < today
        state = "passed" if passed else "open"
        said = Text(f"case.deadline.promise.{state}", what=promise.what, day=contact.on)
        debt = contact.debt or ""
        yield Deadline(promise.by, "promise", said, debt, contact.id, passed=passed)


def _answers(case: Case, today: date) -> Iterator[Deadline]:
    """Papers that were made for somebody and of which no later answer is recorded."""
    latest = {(paper.paper, paper.debt): paper for paper in case.issued}
    for paper in latest.values():
        asks = paper.recipient and paper.paper not in _ATTACHED
        if asks and not _answered(case, paper.debt, paper.on):
            yield _answer(paper, today)


def _answer(paper: DocumentIssued, today: date) -> Deadline:
    rule = _ANSWERED_IN.get(paper.paper)
    days = policy.look_up(rule, today) if rule else None
    named, debt = Text(f"timeline.paper.{paper.paper}"), paper.debt or ""
    if not isinstance(days, Sourced):
        said = Text("case.deadline.answer.none", paper=named, day=paper.on)
        return Deadline(paper.on, "answer", said, debt, paper.id, passed=True)
    last = paper.on + timedelta(days=days.whole)
    said = Text("case.deadline.answer.days", paper=named, day=paper.on, days=days.whole)
    return Deadline(last, "answer", said, debt, paper.id, days, passed=last < today)


def _answered(case: Case, debt: str | None, since: date) -> bool:
    return any(
        contact.direction == "incoming" and contact.debt == debt and contact.on > since
        for contact in case.contacts
    )


def _coming(debt: DebtAssessment, today: date) -> Iterator[Deadline]:
    """The next due day of the contract with its debit, and the end of what was granted."""
    for change in debt.facts.changes:
        until = getattr(change.relief, "until", None) if isinstance(change, ReliefGranted) else None
        if until is not None and until >= today:
            yield Deadline(
                until, "relief_ends", Text("case.deadline.relief"), debt.facts.id, change.id
            )
    day = debt.facts.terms.due_day
    if day is None or not (debt.asked or debt.owed.not_yet_due):
        return
    account = debt.facts.disclosed.automatic_debit
    says = (
        Text("case.deadline.due.debit", day=day, account=account)
        if account
        else Text("case.deadline.due", day=day)
    )
    yield Deadline(_next(day, today), "due", says, debt.facts.id, debt.facts.terms_entry)


def _next(day: int, today: date) -> date:
    """The next day of the month ``day``, today included; short months end on their last day."""
    first = date(today.year, today.month, 1)
    for months in (0, 1):
        month = add_months(first, months)
        last = add_months(month, 1) - timedelta(days=1)
        on = month.replace(day=min(day, last.day))
        if on >= today:
            return on
    raise RuleError("a month has every day once")


def after_refusal(debt: DebtAssessment, conduct: tuple[Sign, ...], today: date) -> tuple[Text, ...]:
    """What may follow where the creditor of ``debt`` refuses; a refusal is no complaint."""
    if debt.limitation.standing == "stop":
        return (Text("case.refused.advice_first"),)
    steps = [Text("case.refused.ask_why"), Text("case.refused.smaller"), _mediation(today)]
    steps.append(_suit(today))
    facts = len([sign for sign in conduct if sign.debt in {None, debt.facts.id}])
    facts += len(debt.comparison.disputed)
    told = "facts" if facts else "none"
    return (*steps, Text(f"case.refused.complaint.{told}", count=facts))


def _mediation(today: date) -> Text:
    fee = policy.look_up("mediation.people_fee", today)
    if isinstance(fee, Sourced) and not fee.decimal:
        return Text("case.refused.mediation.free")
    return Text("case.refused.mediation")


def _suit(today: date) -> Text:
    days, line = days_left_by("summons", today), policy.look_up("court.reduction_line", today)
    if days is None or not isinstance(line, Sourced):
        return Text("case.refused.suit.ask")
    return Text("case.refused.suit", days=days.whole, line=line.decimal)
