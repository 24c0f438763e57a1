"""The list of proofs of hardship (困难证明材料清单): to gather by, never a proof by itself.

It writes, alters and stamps nothing. What is already kept stands in it with where it came from;
the rest is left to be filled in by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Voice,
    debt_of,
    ends,
    letter,
    sender_of,
)
from qinghuan.documents.paper import STATED, Block, Paper, Paragraph, Run, Table, run
from qinghuan.documents.subject import Subject, evidence_of
from qinghuan.errors import RuleError
from qinghuan.words import Text

_VOICE = Voice("hardship_list")
_KINDS: Final = ("unemployment", "illness", "disaster", "benefits", "income", "family")
"""Which papers usually show a hardship; which of them there are the person says."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One original that is already there."""

    title: str
    how: str
    on: date
    carrier: str


@dataclass(frozen=True, slots=True)
class ListContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    hardship: str
    since: date | None
    kept: tuple[Proof, ...]


def content_for(assessment: Assessment, subject: Subject) -> ListContent:
    """What the creditor may see. Raises :class:`RuleError` without a reason: the gate says so."""
    debt, sheet = debt_of(subject), assessment.household.sheet
    if sheet is None or not sheet.hardship:
        raise RuleError("a list of proofs needs the hardship they show")
    return ListContent(
        sender=sender_of(assessment, debt),
        hardship=sheet.hardship,
        since=sheet.hardship_since,
        kept=tuple(
            Proof(one.title, one.how, one.on, one.carrier)
            for one in evidence_of(assessment, debt)
            if one.sort == "hardship"
        ),
    )


def build(content: ListContent, naming: Naming) -> Paper:
    """The list made of ``content``."""
    sender = content.sender
    mark = _VOICE.says("watermark", recipient=sender.account.creditor, day=sender.today)
    return letter(
        "hardship_list",
        content,
        (
            ("happened", _happened(content)),
            ("kept_proofs", _kept(content)),
            ("to_gather", (_VOICE.says("gather"), _to_gather())),
            ("copies", (mark, _VOICE.items("never.codes", "never.blank", "never.forged"))),
            *ends(sender, (), reply=False),
        ),
        naming=naming,
        until=sender.today,
    )


def _happened(content: ListContent) -> tuple[Block, ...]:
    told = Paragraph((Run(content.hardship, STATED),))
    if content.since is None:
        return (told,)
    return (told, Paragraph(run(Text("letters.hardship_notice.since", day=content.since))))


def _kept(content: ListContent) -> tuple[Block, ...]:
    if not content.kept:
        return ()
    rows = tuple(
        (
            run(one.title),
            run(Text(f"letters.evidence_list.how.{one.how}")),
            run(Text("documents.day", day=one.on)),
            run(one.carrier),
        )
        for one in content.kept
    )
    heads = tuple(Run(_VOICE.words(key)) for key in ("what", "source", "day", "where"))
    return (Table(heads, rows, ("left", "left", "center", "left"), (5, 3, 4, 4)),)


def _to_gather() -> Table:
    keys = ("what", "source", "day", "where", "marked")
    blank = run("")
    return Table(
        header=tuple(Run(_VOICE.words(key)) for key in keys),
        rows=tuple(
            (run(_VOICE.words(f"kind.{kind}")), blank, blank, blank, blank) for kind in _KINDS
        ),
        align=("left", "left", "left", "left", "center"),
        widths=(6, 3, 3, 3, 2),
        tall=True,
    )
