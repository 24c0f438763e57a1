"""The request for correction and concession (更正与减免申请), two sections that never mix.

What was charged wrongly is to be checked and explained; what was charged by the contract the
lender is asked to give up, and may refuse. No waiver is called due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.documents.letters.blocks import disputed_items, disputed_table, item_of
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Statement,
    Voice,
    attachment,
    debt_of,
    ends,
    letter,
    reduction_of,
    reduction_words,
    said,
    sender_of,
    statement_of,
)
from qinghuan.documents.paper import STATED, Block, Items, Line, Paper, Paragraph, Run, amount
from qinghuan.documents.shared import bills_of
from qinghuan.documents.subject import CONCEDED, Subject
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, Yuan, total
from qinghuan.plans.options import Option
from qinghuan.policy import Sourced
from qinghuan.words import Text

_VOICE = Voice("correction")


@dataclass(frozen=True, slots=True)
class Conceded:
    """One charge the creditor is asked to give up, by the name on its own statement."""

    names: tuple[str, ...]
    amount: Yuan
    source: Text


@dataclass(frozen=True, slots=True)
class InReturn:
    """What the person would do in return, in one line."""

    months: int
    first: date
    amount: Yuan
    """The first instalment."""


@dataclass(frozen=True, slots=True)
class CorrectionContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    statement: Statement
    conceded: tuple[Conceded, ...]
    reduction: Sourced | None
    """The line of law, where the claim lies above it."""
    hardship: str
    in_return: InReturn | None
    """None where no plan with a concession can be kept."""
    bills: tuple[Text, ...]

    @property
    def figures(self) -> dict[str, str]:
        """What is asked to be corrected, and what to be given up."""
        return {
            "corrected": f"{total(one.amount for one in self.statement.disputed):.2f}",
            "conceded": f"{total(one.amount for one in self.conceded):.2f}",
        }


def content_for(assessment: Assessment, subject: Subject) -> CorrectionContent:
    """What the creditor may see. Raises :class:`RuleError` without a claim: the gate says so."""
    debt, sheet = debt_of(subject), assessment.household.sheet
    statement = statement_of(debt)
    if statement is None:
        raise RuleError("a correction needs a statement")
    return CorrectionContent(
        sender=sender_of(assessment, debt),
        statement=statement,
        conceded=_conceded(debt, statement),
        reduction=reduction_of(debt),
        hardship=sheet.hardship if sheet else "",
        in_return=_in_return(subject.option),
        bills=bills_of(assessment),
    )


def _conceded(debt: DebtAssessment, statement: Statement) -> tuple[Conceded, ...]:
    """The charges for being late, each without what is disputed in it."""
    found = []
    for part in debt.comparison.parts:
        if part.part not in CONCEDED or not part.names:
            continue
        ours = part.ours.value if part.ours else None
        source = Text("documents.source.ours", day=statement.on) if ours else statement.source
        amount = min(part.claimed, ours) if ours else part.claimed
        if amount > ZERO:
            found.append(Conceded(part.names, amount, source))
    return tuple(found)


def _in_return(option: Option | None) -> InReturn | None:
    if option is None or option.kind == "as_it_is":
        return None
    first = option.instalments[0]
    return InReturn(len(option.instalments), first.due, first.amount)


def build(content: CorrectionContent, naming: Naming) -> Paper:
    """The request made of ``content``: correction and concession apart."""
    statement = content.statement
    return letter(
        "correction",
        content,
        (
            ("correction", _correction(statement)),
            ("concession", _concession(content)),
            ("cap", _cap(content)),
            ("final", (_VOICE.says("final"),) if content.conceded else ()),
            *ends(content.sender, _attached(content)),
        ),
        naming=naming,
        until=statement.on,
    )


def _correction(statement: Statement) -> tuple[Block, ...]:
    if not statement.disputed:
        return ()
    return (
        _VOICE.says("correction"),
        disputed_table(statement),
        disputed_items(statement),
        said("not_confirmed"),
    )


def _concession(content: CorrectionContent) -> tuple[Block, ...]:
    if not content.conceded:
        return ()
    day = content.sender.today
    items = tuple(
        (Run(item_of(one.names)), amount(one.amount, one.source)) for one in content.conceded
    )
    why = (Paragraph(_reason(content.hardship)),) if content.hardship else ()
    return (_VOICE.says("concession", day=day), Items(items), *why, *_promise(content.in_return))


def _reason(hardship: str) -> Line:
    return (Run(_VOICE.words("reason")), Run(hardship, STATED))


def _promise(given: InReturn | None) -> tuple[Block, ...]:
    if given is None:
        return ()
    first = Run(_VOICE.words("in_return", months=given.months, day=given.first))
    end = Run(_VOICE.words("in_return.end"))
    return (Paragraph((first, amount(given.amount, Text("documents.source.plan")), end)),)


def _cap(content: CorrectionContent) -> tuple[Block, ...]:
    return (reduction_words(content.reduction),) if content.reduction else ()


def _attached(content: CorrectionContent) -> tuple[Line, ...]:
    bills = tuple(attachment("bill", bill=bill) for bill in content.bills)
    return (attachment("statement", source=content.statement.source), *bills)
