"""The request for more time (延期还款申请): an extension only of what is not due yet.

Civil Code 678 lets a borrower ask for an extension (展期) before the due day, with the lender's
consent; of what is late the letter asks for a delay or instalments, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Voice,
    attachment,
    debt_of,
    ends,
    letter,
    sender_of,
    usable,
)
from qinghuan.documents.paper import STATED, Block, Line, Paper, Paragraph, Run, Table, run
from qinghuan.documents.shared import (
    bills_of,
    incomes_of,
    joined,
    money,
    months_in_words,
)
from qinghuan.documents.subject import Subject, next_due
from qinghuan.errors import RuleError
from qinghuan.household.entries import IncomeSource
from qinghuan.money import Yuan
from qinghuan.policy import Sourced
from qinghuan.words import Text

_VOICE = Voice("delay_request")


@dataclass(frozen=True, slots=True)
class Delayed:
    """One amount to be paid later, as far as the person knows it."""

    due: date
    amount: Yuan | None
    """None: by the creditor's own bill."""


@dataclass(frozen=True, slots=True)
class DelayContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    to_come: tuple[Delayed, ...]
    late: tuple[Delayed, ...]
    until: date
    """The day asked for."""
    rule: Sourced | None
    """The rule on extensions; None where it is not verified."""
    hardship: str
    since: date | None
    sources: tuple[tuple[IncomeSource, tuple[int, ...]], ...]
    """What paying would come from, and in which months; no amounts."""
    bills: tuple[Text, ...]


def content_for(assessment: Assessment, subject: Subject) -> DelayContent:
    """What the creditor may see. Raises :class:`RuleError` without a day to ask for."""
    debt, sheet = debt_of(subject), assessment.household.sheet
    if sheet is None or sheet.recovery_expected is None:
        raise RuleError("a delay needs a day to ask for: the gate says so")
    return DelayContent(
        sender=sender_of(assessment, debt),
        to_come=_to_come(debt, assessment.today, sheet.recovery_expected),
        late=_late(debt, assessment.today),
        until=sheet.recovery_expected,
        rule=usable("civil_code.extension_before_due", assessment.today),
        hardship=sheet.hardship,
        since=sheet.hardship_since,
        sources=tuple((one.source, one.months) for one in incomes_of(assessment)),
        bills=bills_of(assessment),
    )


def _to_come(debt: DebtAssessment, today: date, until: date) -> tuple[Delayed, ...]:
    """What falls due from today to the day asked for, and the bill that comes next."""
    rows = [Delayed(due.on, due.stated) for due in debt.facts.due if due.on >= today]
    coming = next_due(debt, today)
    rows += [Delayed(coming, None)] if coming else []
    return tuple(row for row in rows if row.due < until)


def _late(debt: DebtAssessment, today: date) -> tuple[Delayed, ...]:
    """The unpaid principal of each bill that is past due; charges are left to be checked.

    Where no bill is recorded, the day since which the debt is late, without an amount.
    """
    rows = ((item.due, item.of("principal")) for item in debt.owed.items)
    found = tuple(Delayed(due, left) for due, left in rows if due < today and left > 0)
    if found or not debt.late:
        return found
    since = debt.stage.oldest_unpaid_due or today - timedelta(days=debt.days_late)
    return (Delayed(since, None),)


def build(content: DelayContent, naming: Naming) -> Paper:
    """The request made of ``content``."""
    bills = tuple(attachment("bill", bill=bill) for bill in content.bills)
    return letter(
        "delay_request",
        content,
        (
            ("extension", _extension(content)),
            ("late", _of_late(content)),
            ("hardship", _why(content)),
            ("afterwards", _afterwards(content)),
            ("please_state", (_VOICE.says("state"), _VOICE.items(*_STATED))),
            *ends(content.sender, (attachment("hardship"), *bills)),
        ),
        naming=naming,
        until=content.sender.today,
    )


_STATED = ("state.charges", "state.record", "state.order", "state.refused")


def _extension(content: DelayContent) -> tuple[Block, ...]:
    if not content.to_come:
        return ()
    rule = content.rule
    basis = (
        (_VOICE.says("rule", title=rule.source.title, article=rule.source.article or ""),)
        if rule
        else ()
    )
    return (_VOICE.says("extension", day=content.until), *basis, _rows(content, content.to_come))


def _of_late(content: DelayContent) -> tuple[Block, ...]:
    if not content.late:
        return ()
    return (
        _VOICE.says("late", day=content.until),
        _rows(content, content.late),
        _VOICE.says("not_admitted"),
    )


def _rows(content: DelayContent, rows: Iterable[Delayed]) -> Table:
    ours = Text("documents.source.ours", day=content.sender.today)
    return Table(
        header=(
            Run(_VOICE.words("due")),
            Run(_VOICE.words("asked_day")),
            Run(_VOICE.words("amount"), ours),
        ),
        rows=tuple(
            (
                run(Text("documents.day", day=one.due)),
                run(Text("documents.day", day=content.until)),
                _amount(one.amount),
            )
            for one in rows
        ),
        align=("center", "center", "right"),
        widths=(4, 4, 3),
    )


def _amount(amount: Yuan | None) -> Line:
    return run(_VOICE.words("by_bill")) if amount is None else money(amount, None)


def _why(content: DelayContent) -> tuple[Block, ...]:
    told = Paragraph((Run(content.hardship, STATED),))
    if content.since is None:
        return (told,)
    since = Text("documents.proposal.hardship.since", day=content.since)
    return (told, Paragraph(run(since)))


def _afterwards(content: DelayContent) -> tuple[Block, ...]:
    if not content.sources:
        return (_VOICE.says("afterwards", day=content.until),)
    named = joined(
        Text(
            "letters.common.source",
            source=Text(f"household.income.{source}"),
            months=months_in_words(months),
        )
        for source, months in content.sources
    )
    return (
        _VOICE.says("afterwards", day=content.until),
        Paragraph((Run(_VOICE.words("sources", sources=named), STATED),)),
    )
