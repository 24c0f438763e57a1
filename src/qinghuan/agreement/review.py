"""A paper of theirs, read before anything is signed (docs/rules/review.md).

their text → its schedule → figures that disagree, red lines crossed, topics never spoken of,
what differs from what was agreed and from what the household can pay → findings, each with its
clause, why it matters, and the sentence to ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias

from qinghuan import policy
from qinghuan.agreement.court import far_court
from qinghuan.agreement.figures import mismatches
from qinghuan.agreement.finding import Finding, Group
from qinghuan.agreement.mandate import agency, mandated
from qinghuan.agreement.offer import Row
from qinghuan.agreement.their_schedule import TheirRow, TheirSchedule, schedule_of
from qinghuan.agreement.their_text import Passage, TheirText
from qinghuan.agreement.vocabulary import NO_MORE_DOUBT
from qinghuan.agreement.wording import crossed, unspoken
from qinghuan.money import Yuan, total
from qinghuan.words import Parameter, Text

Answer: TypeAlias = Literal["do_not_sign", "ask_first", "nothing_known"]
_CONFESSION: Final = "confesses_total"
_BREAKDOWN: Final = "missing_breakdown"
"""A total is a confession only where its parts are not named."""
_RULES: Final[Mapping[str, str]] = {
    "waiver_conditional": "civil_code.unclear_change_is_no_change",
    "waiver_unnamed": "civil_code.unclear_change_is_no_change",
    "allocation_costs": "civil_code.order_within_debt",
    "new_penalty": "civil_code.penalty_reduction_on_request",
    "payee_by_notice": "civil_code.assignment_notice",
    "missing_allocation": "civil_code.order_within_debt",
    "missing_reporting": "credit_record.years_kept",
    "missing_effect": "civil_code.electronic_text_is_writing",
}
"""What else rests on a rule; where the rule is not known for sure, nothing is named."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed before, and what the household can pay. Yuan."""

    rows: tuple[Row, ...] = ()
    """The offer that was agreed; empty where none was."""
    monthly: Yuan | None = None
    """What this debt may take in a month; None where it is not known."""
    pay_day: int | None = None
    """Day of the month on which money comes; None where it is not known."""


@dataclass(frozen=True, slots=True)
class PaperReview:
    """What was found in a paper, and what to answer."""

    answer: Answer
    says: Text
    findings: tuple[Finding, ...]
    text: TheirText
    schedule: TheirSchedule | None

    def of(self, group: Group) -> tuple[Finding, ...]:
        """The findings of ``group``."""
        return tuple(one for one in self.findings if one.group == group)


def review_paper(text: TheirText, today: date, agreed: Agreed | None = None) -> PaperReview:
    """What to have changed or added in ``text`` before it is signed, as of ``today``."""
    schedule = schedule_of(text)
    spotted = _spotted(text, schedule, agreed or Agreed())
    found = tuple(_finding(one, today) for one in spotted)
    grave = any(one.group != "missing" for one in found)
    answer: Answer = "do_not_sign" if grave else "ask_first" if found else "nothing_known"
    return PaperReview(
        answer, Text(f"agreement.review.{answer}", count=len(found)), found, text, schedule
    )


@dataclass(frozen=True, slots=True)
class _Spotted:
    """What was spotted, before it is put into words."""

    code: str
    group: Group
    passage: Passage | None = None
    rule: str = ""
    values: Mapping[str, Parameter] = field(default_factory=dict)


def _spotted(text: TheirText, schedule: TheirSchedule | None, agreed: Agreed) -> Iterator[_Spotted]:
    for one in mismatches(text, schedule):
        yield _Spotted(one.code, "sums", one.passage, values=one.values)
    for words in text.hidden[:1]:
        yield _Spotted("hidden_text", "sums", Passage(0, words))
    if schedule is not None:
        yield from _beside(schedule, agreed)
    missing = tuple(unspoken(text))
    for line, passage in crossed(text):
        plainly = _BREAKDOWN in missing or NO_MORE_DOUBT.search(passage.plain)
        if line.code != _CONFESSION or plainly:
            yield _Spotted(line.code, line.group, passage, line.rule)
    court = far_court(text)
    if court is not None:
        yield _Spotted("far_court", "rights", court)
    mandate = None if mandated(text) else agency(text)
    if mandate is not None:
        yield _Spotted("no_mandate", "who", mandate)
    if schedule is None:
        yield _Spotted("missing_rows", "missing")
    for code in missing:
        yield _Spotted(code, "missing")


def _finding(one: _Spotted, today: date) -> Finding:
    named = one.rule or _RULES.get(one.code, "")
    source = policy.look_up(named, today) if named else None
    return Finding(
        code=one.code,
        group=one.group,
        passage=one.passage,
        what=Text(f"agreement.finding.{one.code}", **one.values),
        why=Text(f"agreement.finding.{one.code}.why"),
        ask=Text(f"agreement.finding.{one.code}.ask"),
        source=source if isinstance(source, policy.Sourced) else None,
    )


def _beside(schedule: TheirSchedule, agreed: Agreed) -> Iterator[_Spotted]:
    """What differs from the offer that was agreed, and from what can be paid."""
    rows = schedule.rows
    differs = _first_difference(rows, agreed.rows) if agreed.rows else None
    if differs is not None:
        values: dict[str, Parameter] = {
            "agreed": total(row.amount for row in agreed.rows),
            "count": len(agreed.rows),
            "theirs": schedule.summed,
            "rows": len(rows),
        }
        yield _Spotted("differs_from_agreed", "beside", differs.passage, values=values)
    heavy = max(rows, key=lambda row: row.amount)
    if agreed.monthly is not None and heavy.amount > agreed.monthly:
        values = {"amount": heavy.amount, "monthly": agreed.monthly}
        yield _Spotted("above_household", "beside", heavy.passage, values=values)
    pay_day = agreed.pay_day
    early = [row for row in rows if pay_day and row.due is not None and row.due.day < pay_day]
    if early and early[0].due is not None:
        values = {"day": early[0].due, "pay_day": pay_day or 0}
        yield _Spotted("before_pay_day", "beside", early[0].passage, values=values)


def _first_difference(theirs: Sequence[TheirRow], ours: Sequence[Row]) -> TheirRow | None:
    wanted = sorted((row.due, row.amount) for row in ours)
    for place, row in enumerate(theirs):
        if place >= len(wanted) or (row.due, row.amount) != wanted[place]:
            return row
    return theirs[-1] if len(theirs) != len(wanted) else None
