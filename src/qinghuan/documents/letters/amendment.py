"""The agreement that changes another (变更、补充协议): each term as it was and as it is to be.

Civil Code 544: a change that is not clear is held to be none, so every changed term stands in a
table of its own, and everything else stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinghuan.case.assess import Assessment
from qinghuan.dates import monthly
from qinghuan.documents.letters.agreed import (
    Agreed,
    agreed,
    agreement_of,
    agreement_words,
    given_up_words,
    kept_table,
)
from qinghuan.documents.letters.blocks import parties, table
from qinghuan.documents.letters.common import (
    Form,
    LetterContent,
    Naming,
    Voice,
    debt_of,
    letter,
    sender_of,
    usable,
)
from qinghuan.documents.letters.schedule import schedule_table, schedule_words
from qinghuan.documents.paper import STATED, Block, Items, Paper, Paragraph, Run, run
from qinghuan.documents.subject import Subject
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, total
from qinghuan.plans.options import Option
from qinghuan.plans.schedule import Instalment, equal_instalments, rows_needed
from qinghuan.policy import Sourced
from qinghuan.words import Text

_VOICE = Voice("amendment")


@dataclass(frozen=True, slots=True)
class AmendmentContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    before: Agreed
    rows: tuple[Instalment, ...]
    """What is still to be paid, in rows the person can keep."""
    hardship: str
    since: date | None
    rule: Sourced | None
    """The rule on unclear changes."""

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the paper keeps."""
        return {
            "left": f"{self.before.left:.2f}",
            "instalments": str(len(self.rows)),
            "monthly": f"{self.rows[0].amount:.2f}",
        }


def content_for(assessment: Assessment, subject: Subject) -> AmendmentContent:
    """What the creditor may see.

    Raises :class:`RuleError` without an agreement, a plan or a reason: the gate says so before.
    """
    debt, option, sheet = debt_of(subject), subject.option, assessment.household.sheet
    before = agreed(agreement_of(subject), debt, assessment.today)
    if option is None or sheet is None or before.left <= ZERO:
        raise RuleError("a change needs a plan that can be kept and something left to pay")
    return AmendmentContent(
        sender=sender_of(assessment, debt),
        before=before,
        rows=_spread(before, option),
        hardship=sheet.hardship,
        since=sheet.hardship_since,
        rule=usable("civil_code.unclear_change_is_no_change", assessment.today),
    )


def _spread(before: Agreed, option: Option) -> tuple[Instalment, ...]:
    """What is left in the fewest even rows that stay within what the debt may take."""
    count = rows_needed(before.left, max(option.share.value, option.monthly.value))
    days = list(monthly(option.first_date, count, anchor_day=option.first_date.day))
    return equal_instalments(before.left, ZERO, days)


def build(content: AmendmentContent, naming: Naming) -> Paper:
    """The draft made of ``content``."""
    before = content.before
    named = agreement_words(before)
    return letter(
        "amendment",
        content,
        (
            ("original", (Paragraph(run(_VOICE.words("original", agreement=named))),)),
            ("reason", _reason(content)),
            ("done", (_VOICE.says("done"), kept_table(before))),
            ("changes", (*_rule(content), _changes(content), _VOICE.says("unchanged"))),
            ("given_up_stays", _given_up(before)),
            ("schedule", (Paragraph(schedule_words(content.rows)),)),
            ("effect", (_VOICE.says("effect"),)),
        ),
        naming=naming,
        until=content.sender.today,
        form=Form(
            parties=parties(
                Text("letters.agreement.debtor"), Text("letters.agreement.creditor"), content.sender
            ),
            below=(Paragraph(run(Text("letters.common.draft_truth"))),),
            signed=tuple(
                Text(f"letters.agreement.{key}")
                for key in ("sign.creditor", "sign.day", "sign.debtor", "sign.day")
            ),
            annex=(schedule_table(content.rows),),
        ),
    )


def _reason(content: AmendmentContent) -> tuple[Block, ...]:
    told = Paragraph((Run(content.hardship, STATED),))
    since = (
        (Paragraph(run(Text("letters.hardship_notice.since", day=content.since))),)
        if content.since
        else ()
    )
    return (told, *since, _VOICE.says("proof"))


def _rule(content: AmendmentContent) -> tuple[Block, ...]:
    rule = content.rule
    if rule is None:
        return (_VOICE.says("item_by_item"),)
    law = Text("letters.common.law", title=rule.source.title, article=rule.source.article or "")
    return (Paragraph(run(_VOICE.words("rule", law=law))),)


def _changes(content: AmendmentContent) -> Block:
    """Each changed term: what it was, what it is to be."""
    before, rows = content.before, content.rows
    now = total(row.amount for row in rows)
    opened = before.open
    last_before, last_now = opened[-1].due, rows[-1].due
    changed = (
        ("count", _VOICE.words("value.count", count=len(opened)),
         _VOICE.words("value.count", count=len(rows))),
        ("first", Text("documents.day", day=opened[0].due), Text("documents.day", day=rows[0].due)),
        ("each", _VOICE.words("value.each", amount=max(row.left for row in opened)),
         _VOICE.words("value.each", amount=rows[0].amount)),
        ("last", Text("documents.day", day=last_before), Text("documents.day", day=last_now)),
        ("left", _VOICE.words("value.left", amount=before.left),
         _VOICE.words("value.left", amount=now)),
    )  # fmt: skip
    return table(
        (_VOICE.words("term"), _VOICE.words("was"), _VOICE.words("is")),
        ((run(_VOICE.words(f"term.{key}")), run(was), run(to_be)) for key, was, to_be in changed),
        (4, 5, 5),
    )


def _given_up(before: Agreed) -> tuple[Block, ...]:
    listed = tuple(run(given_up_words(one)) for one in before.given_up)
    return (_VOICE.says("given_up_stays"), *((Items(listed),) if listed else ()))
