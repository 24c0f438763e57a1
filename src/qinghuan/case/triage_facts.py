"""What the answers of the first ten minutes leave in a case, when the person asks to keep them.

Only what is a fact of its own: who the person is, which debts there are, which court paper
came. How late a debt is, and what a caller said, is not kept from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import cast, get_args

from qinghuan.case.fold import Case
from qinghuan.contact.entries import CourtPaperReceived
from qinghuan.contact.triage import TriageAnswers
from qinghuan.debts.entries import DebtDisclosed, Product
from qinghuan.errors import RuleError
from qinghuan.household.entries import PersonDescribed
from qinghuan.journal.fact import Fact


def triage_facts(
    answers: TriageAnswers, case: Case, today: date, mint: Callable[[], str]
) -> tuple[Fact, ...]:
    """The new facts in ``answers``: nothing that ``case`` knows already."""
    return (
        *_person(answers, case, today, mint),
        *_debts(answers, case, today, mint),
        *_court(answers, case, today, mint),
    )


def _person(
    answers: TriageAnswers, case: Case, today: date, mint: Callable[[], str]
) -> Iterator[Fact]:
    before = case.person or PersonDescribed(id=mint(), on=today)
    said = {
        name: value
        for name in ("adult", "account_holder")
        if (value := getattr(answers, name)) is not None and value != getattr(before, name)
    }
    if said:
        yield before.model_copy(update={**said, "id": mint(), "on": today})


def _debts(
    answers: TriageAnswers, case: Case, today: date, mint: Callable[[], str]
) -> Iterator[Fact]:
    known = {debt.disclosed.product for debt in case.debts}
    for name in dict.fromkeys(answers.owed):
        if name not in get_args(Product):
            raise RuleError(f"{name} is no product")
        if name in known:
            continue
        yield DebtDisclosed(
            id=mint(),
            on=today,
            creditor="",
            product=cast("Product", name),
            automatic_debit=answers.debit_account,
        )


def _court(
    answers: TriageAnswers, case: Case, today: date, mint: Callable[[], str]
) -> Iterator[Fact]:
    received = answers.court_received_on
    if answers.court_paper == "none" or received is None:
        return
    known = {(paper.paper, paper.received_on) for paper in case.court_papers}
    if (answers.court_paper, received) not in known:
        yield CourtPaperReceived(
            id=mint(),
            on=today,
            paper=answers.court_paper,
            received_on=received,
            checked_with_court=answers.court_checked,
        )
