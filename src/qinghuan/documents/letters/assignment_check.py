"""The check of an assignment (债权转让、委外核实函), to the original creditor's own channel.

Whoever came forward is named by what they called themselves; nobody is called a fraud.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qinghuan.case.assess import Assessment
from qinghuan.contact.entries import ContactMade
from qinghuan.documents.letters.blocks import table
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Voice,
    debt_of,
    ends,
    letter,
    sender_of,
)
from qinghuan.documents.paper import Paper, run
from qinghuan.documents.subject import Subject, claimants
from qinghuan.words import Text

_VOICE = Voice("assignment_check")
_ASKED = ("assigned", "entrusted", "authority", "payee", "balance", "none")


@dataclass(frozen=True, slots=True)
class CameForward:
    """Who came forward, on which day, and how."""

    name: str
    on: date
    how: Literal["notice", "contact"]
    number: str = ""
    """The number they called from, where it was written down."""


@dataclass(frozen=True, slots=True)
class AssignmentContent(LetterContent):
    """Everything the original creditor may see in it, and nothing else."""

    others: tuple[CameForward, ...]


def content_for(assessment: Assessment, subject: Subject) -> AssignmentContent:
    """What the original creditor may see: no words of any talk."""
    debt = debt_of(subject)
    others = tuple(
        CameForward(name, fact.on, "contact", fact.their_number)
        if isinstance(fact, ContactMade)
        else CameForward(name, fact.on, "notice")
        for name, fact in claimants(assessment, debt)
    )
    return AssignmentContent(sender_of(assessment, debt), others)


def build(content: AssignmentContent, naming: Naming) -> Paper:
    """The letter made of ``content``."""
    rows = tuple(
        (
            run(Text("documents.day", day=one.on)),
            run(one.name),
            run(_VOICE.words(f"how.{one.how}")),
            run(one.number or Text("letters.common.not_noted")),
        )
        for one in content.others
    )
    heads = (_VOICE.words(f"head.{key}") for key in ("day", "name", "how", "number"))
    return letter(
        "assignment_check",
        content,
        (
            ("came_forward", (table(heads, rows, (3, 4, 3, 3)),)),
            ("requests", (_VOICE.says("asked"), _VOICE.items(*_ASKED))),
            ("meaning", (_VOICE.says("meaning"),)),
            *ends(content.sender, ()),
        ),
        naming=naming,
    )
