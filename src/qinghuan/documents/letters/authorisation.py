"""The mandate for a relative or for legal aid (授权委托书): general authority, named matters, days.

The person who is given it is not known to the case and is written by hand. It covers no
admission, no settlement and no money, and it is not valid with anything left blank.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.dates import add_months
from qinghuan.documents.letters.blocks import parties, to_fill
from qinghuan.documents.letters.common import (
    Form,
    LetterContent,
    Naming,
    Voice,
    debt_of,
    letter,
    sender_of,
)
from qinghuan.documents.paper import Note, Paper, run
from qinghuan.documents.subject import Subject

MONTHS: Final = 3
"""How long it holds: our own choice, short on purpose."""

_VOICE = Voice("authorisation")
_AGENT = ("agent.name", "agent.identity", "agent.phone", "agent.relation")
_DOES = ("does.ask", "does.hand_in", "does.fetch", "does.accompany")
_NEVER = ("never.admit", "never.settle", "never.money", "never.further", "never.secrets")


@dataclass(frozen=True, slots=True)
class AuthorisationContent(LetterContent):
    """Everything its readers may see in it, and nothing else."""

    ends_on: date


def content_for(assessment: Assessment, subject: Subject) -> AuthorisationContent:
    """What its readers may see."""
    sender = sender_of(assessment, debt_of(subject))
    return AuthorisationContent(sender, add_months(assessment.today, MONTHS))


def build(content: AuthorisationContent, naming: Naming) -> Paper:
    """The mandate made of ``content``."""
    sender = content.sender
    signs = ("sign.principal", "sign.day", "sign.agent", "sign.day")
    return letter(
        "authorisation",
        content,
        (
            ("agent", (to_fill(_VOICE.words(key) for key in _AGENT),)),
            ("matters", (_VOICE.says("matters"), _VOICE.items(*_DOES))),
            ("not_included", (_VOICE.says("general"), _VOICE.items(*_NEVER))),
            (
                "term",
                (
                    _VOICE.says("term", first=sender.today, last=content.ends_on),
                    _VOICE.says("revoke"),
                ),
            ),
            ("valid", (Note(run(_VOICE.words("complete")), "warning"), _VOICE.says("free"))),
            ("truth", (_VOICE.says("truth"),)),
        ),
        naming=naming,
        form=Form(
            parties=parties(_VOICE.words("principal"), _VOICE.words("towards"), sender),
            signed=tuple(_VOICE.words(key) for key in signs),
        ),
    )
