"""The complaint (投诉信): facts, the rules they depart from by grade, and what is asked.

Conduct and wrong accounts only. A refused plan is no complaint, no concession is asked for,
and soft law is never called a breach of law. What was said freely in a talk stays at home.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.contact.conduct import Kind as SignKind
from qinghuan.contact.conduct import Sign
from qinghuan.contact.entries import ContactMade
from qinghuan.documents.letters.blocks import disputed_items, disputed_table, table
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Statement,
    Voice,
    attachment,
    debt_of,
    ends,
    letter,
    moment,
    said,
    sender_of,
    statement_of,
)
from qinghuan.documents.letters.contact_request import rule_words
from qinghuan.documents.paper import Block, Items, Line, Paper, run
from qinghuan.documents.subject import Subject, contacts_of, signs_of
from qinghuan.policy import Sourced
from qinghuan.words import Parameter, Text

_VOICE = Voice("complaint")


@dataclass(frozen=True, slots=True)
class Happened:
    """One contact that departs from a rule: when, from which number, who, what it was."""

    on: date
    at: time | None
    number: str
    who: str
    """Institution and staff number, as they gave them."""
    what: Text
    evidence: Literal["recording", "log"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A day on which the person already raised it with the institution."""

    on: date
    channel: Literal["phone", "app", "message", "mail", "visit", "other"]
    staff_number: str


@dataclass(frozen=True, slots=True)
class ComplaintContent(LetterContent):
    """Everything the institution may see in it, and nothing else."""

    happened: tuple[Happened, ...]
    rules: tuple[Sourced, ...]
    statement: Statement | None
    """With what does not agree; None where the complaint is about conduct alone."""
    asked_before: tuple[Asked, ...]

    @property
    def figures(self) -> dict[str, str]:
        """How many facts it rests on."""
        disputed = self.statement.disputed if self.statement else ()
        return {"conduct": str(len(self.happened)), "accounts": str(len(disputed))}


def content_for(assessment: Assessment, subject: Subject) -> ComplaintContent:
    """What the institution may see."""
    debt = debt_of(subject)
    signs, contacts = signs_of(assessment, debt), contacts_of(assessment, debt)
    rules = {sign.source.name: sign.source for sign in signs}
    before = (one for one in contacts if one.direction == "outgoing")
    return ComplaintContent(
        sender=sender_of(assessment, debt),
        happened=tuple(row for sign in signs for row in _rows(sign, contacts)),
        rules=tuple(sorted(rules.values(), key=lambda rule: rule.nature != "law")),
        statement=_statement(debt),
        asked_before=tuple(Asked(one.on, one.channel, one.staff_number) for one in before),
    )


def _statement(debt: DebtAssessment) -> Statement | None:
    """No word of amounts where the time of the debt must be settled first."""
    found = statement_of(debt)
    stops = debt.limitation.standing == "stop"
    return found if found and found.disputed and not stops else None


def _rows(sign: Sign, contacts: tuple[ContactMade, ...]) -> list[Happened]:
    what = _what(sign.kind, sign)
    return [
        Happened(
            one.on,
            one.at,
            one.their_number,
            " ".join(filter(None, (one.institution, one.staff_number))),
            what,
            "recording" if one.recording_kept else "log",
        )
        for one in contacts
        if one.id in sign.entries
    ]


def _what(kind: SignKind, sign: Sign) -> Text:
    """The fact in the letter's own words; the sign's words are for the person."""
    values = {key: sign.says.parameters[key] for key in ("act", "count", "at")
              if key in sign.says.parameters}  # fmt: skip
    key = "contact_person" if sign.says.id == "contact.sign.contact_person" else kind
    return _VOICE.words(f"fact.{key}", **values)


def build(content: ComplaintContent, naming: Naming) -> Paper:
    """The complaint made of ``content``."""
    recorded = any(one.evidence == "recording" for one in content.happened)
    statement = content.statement
    attached = [attachment("log")] if content.happened else []
    attached += [attachment("recordings")] if recorded else []
    attached += [attachment("statement", source=statement.source)] if statement else []
    return letter(
        "complaint",
        content,
        (
            ("conduct", _conduct(content)),
            ("rules", _rules(content)),
            ("accounts", _accounts(statement)),
            ("before", _before(content)),
            ("requests", (Items(_requests(content)),)),
            ("meaning", (_VOICE.says("meaning"),)),
            *ends(content.sender, tuple(attached)),
        ),
        naming=naming,
        until=statement.on if statement else content.sender.today,
    )


def _conduct(content: ComplaintContent) -> tuple[Block, ...]:
    if not content.happened:
        return ()
    blank = Text("letters.common.not_noted")
    rows = tuple(
        (
            run(moment(one.on, one.at)),
            run(one.number or blank),
            run(one.who or blank),
            run(one.what),
            run(_VOICE.words(f"evidence.{one.evidence}")),
        )
        for one in content.happened
    )
    heads = (_VOICE.words(f"head.{key}") for key in ("when", "number", "who", "what", "evidence"))
    return (table(heads, rows, (20, 18, 20, 27, 15)),)


def _rules(content: ComplaintContent) -> tuple[Block, ...]:
    if not content.rules:
        return ()
    soft = any(rule.nature != "law" for rule in content.rules)
    last = (_VOICE.says("soft"),) if soft else ()
    return (Items(tuple(run(rule_words(rule)) for rule in content.rules)), *last)


def _accounts(statement: Statement | None) -> tuple[Block, ...]:
    if statement is None:
        return ()
    return (
        _VOICE.says("accounts"),
        disputed_table(statement),
        disputed_items(statement),
        said("not_confirmed"),
    )


def _before(content: ComplaintContent) -> tuple[Block, ...]:
    if not content.asked_before:
        return ()
    lines = tuple(
        run(_VOICE.words("before.staff" if one.staff_number else "before", **_named(one)))
        for one in content.asked_before
    )
    return (Items(lines),)


def _named(one: Asked) -> dict[str, Parameter]:
    channel = Text(f"letters.confirmation.channel.{one.channel}")
    values: dict[str, Parameter] = {"day": one.on, "channel": channel}
    return values | ({"staff": one.staff_number} if one.staff_number else {})


def _requests(content: ComplaintContent) -> tuple[Line, ...]:
    keys = ["stop", "check_agents"] if content.happened else []
    keys += ["explain", "correct"] if content.statement else []
    return tuple(run(_VOICE.words(f"ask.{key}")) for key in (*keys, "answer"))
