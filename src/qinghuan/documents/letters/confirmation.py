"""The confirmation (协商结果确认函): what was promised in a talk, in writing, to be answered.

Made from the recorded promises alone; what was said freely stays at home. No answer means
未回复（不等于同意）, and the letter says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from qinghuan.case.assess import Assessment
from qinghuan.contact.entries import ContactMade
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Voice,
    attachment,
    debt_of,
    ends,
    letter,
    moment,
    sender_of,
)
from qinghuan.documents.paper import Block, Facts, Line, Paper, Run, Table, Words, run
from qinghuan.documents.shared import money
from qinghuan.documents.subject import Subject
from qinghuan.errors import RuleError
from qinghuan.money import Yuan
from qinghuan.words import Text

_VOICE = Voice("confirmation")


@dataclass(frozen=True, slots=True)
class Promised:
    """One thing the other side said it would do or accept."""

    what: str
    amount: Yuan | None
    by: date | None


@dataclass(frozen=True, slots=True)
class Talk:
    """The talk as far as the other side knows it anyhow."""

    on: date
    at: time | None
    minutes: int | None
    channel: Literal["phone", "app", "message", "mail", "visit", "other"]
    outgoing: bool
    institution: str
    person: str
    staff_number: str
    their_number: str
    recording_kept: bool


@dataclass(frozen=True, slots=True)
class ConfirmationContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    talk: Talk
    promised: tuple[Promised, ...]


def content_for(assessment: Assessment, subject: Subject) -> ConfirmationContent:
    """What the creditor may see. Raises :class:`RuleError` without a contact."""
    if subject.contact is None:
        raise RuleError("a confirmation needs a contact")
    promised = tuple(Promised(one.what, one.amount, one.by) for one in subject.contact.promises)
    sender = sender_of(assessment, debt_of(subject))
    return ConfirmationContent(sender, _talk(subject.contact), promised)


def _talk(contact: ContactMade) -> Talk:
    return Talk(
        on=contact.on,
        at=contact.at,
        minutes=contact.minutes,
        channel=contact.channel,
        outgoing=contact.direction == "outgoing",
        institution=contact.institution,
        person=contact.person,
        staff_number=contact.staff_number,
        their_number=contact.their_number,
        recording_kept=contact.recording_kept,
    )


def build(content: ConfirmationContent, naming: Naming) -> Paper:
    """The letter made of ``content``."""
    sender, kept = content.sender, content.talk.recording_kept
    attached = (attachment("recording", day=content.talk.on),) if kept else ()
    return letter(
        "confirmation",
        content,
        (
            ("talk", (_facts(content),)),
            ("promised", (_VOICE.says("heard"), _table(content))),
            ("not_agreed", (_VOICE.says("not_agreed"),)),
            ("confirm", (_VOICE.says("confirm", day=sender.answer_by), _VOICE.says("until_then"))),
            ("standing", (_VOICE.says("standing"),)),
            *ends(sender, attached, reply=False),
        ),
        naming=naming,
        until=content.talk.on,
    )


def _facts(content: ConfirmationContent) -> Block:
    talk = content.talk
    pairs: list[tuple[str, Words]] = [
        ("day", moment(talk.on, talk.at)),
        ("channel", _VOICE.words(f"channel.{talk.channel}")),
        ("who", _VOICE.words("who.me" if talk.outgoing else "who.they")),
        ("minutes", _VOICE.words("minutes.value", count=talk.minutes) if talk.minutes else ""),
        ("own_number", content.sender.applicant.phone),
        ("their_number", talk.their_number),
        ("institution", talk.institution),
        ("person", talk.person),
        ("staff_number", talk.staff_number),
    ]
    return Facts(tuple((_VOICE.words(key), run(words)) for key, words in pairs if words))


def _table(content: ConfirmationContent) -> Table:
    source = _VOICE.words("source", day=content.talk.on)
    return Table(
        header=(
            Run(_VOICE.words("what")),
            Run(_VOICE.words("amount"), source),
            Run(_VOICE.words("by"), source),
        ),
        rows=tuple((run(one.what), _amount(one), _by(one)) for one in content.promised),
        align=("left", "right", "center"),
        widths=(6, 3, 3),
    )


def _amount(one: Promised) -> Line:
    return money(one.amount, None) if one.amount is not None else run(_VOICE.words("none_named"))


def _by(one: Promised) -> Line:
    return run(Text("documents.day", day=one.by) if one.by else _VOICE.words("none_named"))
