"""The request about contact (联系方式与时间请求): which number, which hours, not work nor family.

A request, never a demand to stop all contact; the person stays within reach and says so. Soft
law is named as soft law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.debts.entries import LenderKind
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Voice,
    debt_of,
    ends,
    letter,
    sender_of,
    usable,
)
from qinghuan.documents.paper import Items, Line, Paper, run
from qinghuan.documents.subject import Subject
from qinghuan.policy import Sourced
from qinghuan.words import Text

_VOICE = Voice("contact_request")
_STANDARD: Final = ("collection.quiet_hours", "collection.talks_per_day")
_RULES: Final[Mapping[LenderKind, tuple[str, ...]]] = {
    "consumer_finance": (
        "collection.consumer_finance_duties",
        *_STANDARD,
        "collection.only_the_debtor",
    ),
    "bank": ("collection.bank_quiet_hours", "collection.third_persons"),
    "private": (),
}
_OTHERS: Final = (*_STANDARD, "collection.only_the_debtor")
_HOURS: Final = ("collection.bank_quiet_hours", "collection.quiet_hours")


@dataclass(frozen=True, slots=True)
class ContactRequestContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    rules: tuple[Sourced, ...]
    """What the request rests on, law first."""

    @property
    def hours(self) -> Sourced | None:
        """The rule on the hours; None where none is known for this lender."""
        return next((rule for rule in self.rules if rule.name in _HOURS), None)


def content_for(assessment: Assessment, subject: Subject) -> ContactRequestContent:
    """What the creditor may see."""
    debt = debt_of(subject)
    rules = rules_for(debt.facts.disclosed.lender, assessment.today)
    return ContactRequestContent(sender_of(assessment, debt), rules)


def rules_for(lender: LenderKind, on: date) -> tuple[Sourced, ...]:
    """The rules on contact that bind this kind of lender, as far as they are verified."""
    names = _RULES.get(lender, _OTHERS)
    return tuple(found for name in names if (found := usable(name, on)) is not None)


def build(content: ContactRequestContent, naming: Naming) -> Paper:
    """The request made of ``content``."""
    sender = content.sender
    grounds = tuple(_ground(rule) for rule in content.rules)
    ground = (_VOICE.says("grounds"), Items(grounds), _VOICE.says("soft")) if grounds else ()
    return letter(
        "contact_request",
        content,
        (
            ("reachable", (_VOICE.says("reachable", phone=sender.applicant.phone),)),
            ("requests", (_VOICE.says("asked"), Items(_asked(content)))),
            ("grounds", ground),
            ("meaning", (_VOICE.says("meaning"),)),
            *ends(sender, ()),
        ),
        naming=naming,
    )


def _asked(content: ContactRequestContent) -> tuple[Line, ...]:
    rule = content.hours
    hours = _VOICE.words("own_hours")
    if rule is not None:
        quiet, day = rule.hours
        hours = _VOICE.words("hours", first=f"{day:%H:%M}", last=f"{quiet:%H:%M}")
    phone = content.sender.applicant.phone
    return (
        run(_VOICE.words("number", phone=phone)),
        run(hours),
        *(run(_VOICE.words(key)) for key in ("others", "identify", "writing")),
    )


def _ground(rule: Sourced) -> Line:
    """``[law]`` or ``[soft law]`` and where the rule stands."""
    return run(rule_words(rule))


def rule_words(rule: Sourced) -> Text:
    """A rule on collection by grade, title and number; what it says by its own words."""
    source = rule.source
    where = Text("letters.common.numbered", title=source.title, number=source.number or "")
    return Text(
        f"letters.common.rule.{'law' if rule.nature == 'law' else 'soft_law'}",
        where=where if source.number else Text("letters.common.titled", title=source.title),
        says=Text(f"letters.rule.{rule.name.removeprefix('collection.')}", **_values(rule)),
    )


def _values(rule: Sourced) -> dict[str, str | int]:
    if rule.unit == "hour_range":
        first, last = rule.hours
        return {"first": f"{first:%H:%M}", "last": f"{last:%H:%M}"}
    if rule.unit == "count_per_day":
        return {"most": rule.whole}
    return {}
