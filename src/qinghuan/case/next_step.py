"""The one next thing to do, with its date: safety first, then what moves the case on.

Order: a court paper before everything; then who may not go on alone (under 18,
another's account); then what is missing; then what the figures call for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from qinghuan.case.debt import DebtAssessment
from qinghuan.case.fold import Case
from qinghuan.case.promises import open_promises
from qinghuan.contact.channels import desk_of
from qinghuan.contact.court_days import court_notes
from qinghuan.household.affordable import Affordable
from qinghuan.policy.products import called
from qinghuan.words import Text

Step = Literal[
    "court_paper",
    "not_alone",
    "name_a_debt",
    "ask_for_statement",
    "state_household",
    "no_surplus",
    "legal_advice_first",
    "call_to_correct",
    "call_to_propose",
    "get_it_in_writing",
    "keep_paying",
]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next, why, and by when."""

    step: Step
    says: Text
    why: Text
    by: date
    debt: str = ""
    hotline: str = ""
    """Name of the policy parameter that holds the number to call; empty when none."""
    notes: tuple[Text, ...] = ()
    """What else belongs to it: of a court paper whether it is real, its last day, what to write."""

    halted: bool = False
    """Whether the person may not go on alone, whatever comes first."""

    @property
    def stops(self) -> bool:
        """Whether nothing about money may follow: under 18, or another's account."""
        return self.halted or self.step == "not_alone"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the next step is decided from."""

    today: date
    case: Case
    affordable: Affordable
    debts: tuple[DebtAssessment, ...]


def next_step(standing: Standing) -> NextStep:
    """The one next step for a case."""
    for rule in _RULES:
        found = rule(standing)
        if found is not None:
            return found
    return _step("keep_paying", standing.today)


def _step(
    step: Step, by: date, *, debt: str = "", hotline: str = "", **values: str | Text
) -> NextStep:
    return NextStep(
        step=step,
        says=Text(f"case.next.{step}", **values),
        why=Text(f"case.next.{step}.why", **values),
        by=by,
        debt=debt,
        hotline=hotline,
    )


def _court_paper(standing: Standing) -> NextStep | None:
    alone = _not_alone(standing)
    papers = sorted(standing.case.court_papers, key=lambda paper: paper.received_on)
    if not papers:
        return None
    notes = tuple(
        note
        for paper in papers
        for note in court_notes(
            paper.paper, paper.received_on, standing.today, checked=paper.checked_with_court
        )
    )
    step = _step("court_paper", standing.today, hotline="hotlines.courts")
    if alone is None:
        return replace(step, notes=notes)
    return replace(step, notes=(*notes, alone.says), halted=True)


def _not_alone(standing: Standing) -> NextStep | None:
    person = standing.case.person
    if person and (person.adult is False or person.account_holder is False):
        return _step("not_alone", standing.today, hotline="hotlines.legal_aid")
    return None


def _name_a_debt(standing: Standing) -> NextStep | None:
    return None if standing.debts else _step("name_a_debt", standing.today)


def _time_may_have_run_out(standing: Standing) -> NextStep | None:
    """A debt whose first day is known and whose three years are over or nearly so."""
    return _legal_advice(standing, known_start=True)


def _promised(standing: Standing) -> NextStep | None:
    """A spoken promise that nothing written confirms: to ask for the writing admits nothing.

    One whose day has passed stands in the clock only: then it is called again.
    """
    open_debts = {
        debt.facts.id: debt for debt in standing.debts if debt.limitation.standing != "stop"
    }
    found = [
        (contact, promise)
        for contact, promise in open_promises(standing.case)
        if contact.debt in open_debts
        and (promise.by is None or promise.by >= standing.today)
        and not _claimed_since(open_debts[contact.debt], contact.on)
    ]
    if not found:
        return None
    debt = open_debts[found[0][0].debt or ""]
    said = (
        Text("case.next.promised", day=contact.on, what=promise.what)
        for contact, promise in found
        if contact.debt == debt.facts.id
    )
    notes = (*said, Text("case.next.unanswered"))
    return replace(_of(debt, "get_it_in_writing", standing.today), notes=notes)


def _claimed_since(debt: DebtAssessment, day: date) -> bool:
    """Whether a later statement says what the creditor asks now."""
    return debt.facts.claim is not None and debt.facts.claim.on > day


def _ask_for_statement(standing: Standing) -> NextStep | None:
    """Asking for the figures admits nothing and sets no clock back, so it may come first."""
    for debt in _worst_first(standing.debts):
        if debt.facts.claim is None and (debt.late or debt.stage.days is None):
            return _of(debt, "ask_for_statement", standing.today, hotline=_desk(debt))
    return None


def _start_is_unclear(standing: Standing) -> NextStep | None:
    """A debt of which even the statement does not say since when it is late."""
    return _legal_advice(standing, known_start=False)


def _legal_advice(standing: Standing, *, known_start: bool) -> NextStep | None:
    for debt in standing.debts:
        stops = debt.limitation.standing == "stop"
        if stops and (debt.limitation.runs_from is not None) is known_start:
            return _of(debt, "legal_advice_first", standing.today, hotline="hotlines.legal_aid")
    return None


def _state_household(standing: Standing) -> NextStep | None:
    if standing.affordable.path != "unknown":
        return None
    return _step("state_household", standing.today)


def _no_surplus(standing: Standing) -> NextStep | None:
    if standing.affordable.path != "no_surplus":
        return None
    return _step("no_surplus", standing.today, hotline="hotlines.legal_aid")


def _call(standing: Standing) -> NextStep | None:
    tomorrow = standing.today + timedelta(days=1)
    for debt in _worst_first(standing.debts):
        if not debt.late:
            continue
        if _spoken_since_claim(standing, debt):
            return _of(debt, "get_it_in_writing", tomorrow)
        call: Step = "call_to_correct" if debt.comparison.disputed else "call_to_propose"
        return _of(debt, call, tomorrow, hotline=_desk(debt))
    return None


def _desk(debt: DebtAssessment) -> str:
    """The parameter with the creditor's own number; of others the person finds it in the app."""
    return desk_of(debt.facts.disclosed.product)


def _spoken_since_claim(standing: Standing, debt: DebtAssessment) -> bool:
    claim = debt.facts.claim
    return claim is not None and any(
        contact.debt == debt.facts.id and contact.direction == "outgoing" and contact.on > claim.on
        for contact in standing.case.contacts
    )


def _worst_first(debts: Sequence[DebtAssessment]) -> list[DebtAssessment]:
    return sorted(debts, key=lambda debt: -debt.days_late)


def _of(debt: DebtAssessment, step: Step, by: date, *, hotline: str = "") -> NextStep:
    name = called(debt.facts.disclosed)
    return _step(step, by, debt=debt.facts.id, hotline=hotline, debt_name=name)


_RULES: Final[tuple[Callable[[Standing], NextStep | None], ...]] = (
    _court_paper,
    _not_alone,
    _name_a_debt,
    _time_may_have_run_out,
    _promised,
    _ask_for_statement,
    _start_is_unclear,
    _state_household,
    _no_surplus,
    _call,
)
