"""The list of evidence (证据目录): each original, how it was got, what it shows, its digest.

What it shows is what the person wrote for the reader. Transcripts and names of files stay at home;
of a recording the list says that the words are written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.blocks import to_fill
from qinghuan.documents.letters.common import (
    LetterContent,
    Naming,
    Voice,
    debt_of,
    ends,
    letter,
    sender_of,
)
from qinghuan.documents.paper import Block, Facts, Heading, Line, Paper, Run, Table, Words, run
from qinghuan.documents.subject import Subject, evidence_of
from qinghuan.evidence.entries import EvidenceKept, Got, Sort
from qinghuan.words import Text

_VOICE = Voice("evidence_list")
_GROUPS: Final[Mapping[str, tuple[Sort, ...]]] = {
    "contract": ("contract", "agreement"),
    "paying": ("bill", "receipt"),
    "hardship": ("hardship",),
    "talks": ("letter", "delivery"),
    "collection": ("recording", "screenshot"),
    "court": ("court_paper",),
    "other": ("other",),
}
"""In which part of the list an original stands."""


@dataclass(frozen=True, slots=True)
class Original:
    """One original as its reader may see it."""

    sort: Sort
    title: str
    how: Got
    by: str
    """Who got it; empty: the person."""
    on: date
    carrier: str
    shows: str
    written_down: bool
    """Whether there is a transcript."""
    digest: str
    """SHA-256 of the kept file."""


@dataclass(frozen=True, slots=True)
class EvidenceContent(LetterContent):
    """Everything its reader may see in it, and nothing else."""

    originals: tuple[Original, ...]

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the paper keeps."""
        return {"originals": str(len(self.originals))}


def content_for(assessment: Assessment, subject: Subject) -> EvidenceContent:
    """What its reader may see."""
    debt = debt_of(subject)
    found = evidence_of(assessment, debt)
    return EvidenceContent(sender_of(assessment, debt), tuple(map(_original, found)))


def _original(one: EvidenceKept) -> Original:
    return Original(
        sort=one.sort,
        title=one.title,
        how=one.how,
        by=one.by,
        on=one.on,
        carrier=one.carrier,
        shows=one.shows,
        written_down=bool(one.transcript),
        digest=one.files[0] if one.files else "",
    )


def build(content: EvidenceContent, naming: Naming) -> Paper:
    """The list made of ``content``."""
    return letter(
        "evidence_list",
        content,
        (
            ("list", tuple(_listed(content))),
            ("digests", (_VOICE.says("digests"), _digests(content))),
            ("count", (_VOICE.says("count", count=len(content.originals)), _received())),
            *ends(content.sender, (), reply=False),
        ),
        naming=naming,
        until=content.sender.today,
    )


def _grouped(content: EvidenceContent) -> list[tuple[str, list[tuple[int, Original]]]]:
    """The originals by part of the list, numbered through."""
    found: list[tuple[str, list[tuple[int, Original]]]] = []
    count = 0
    for group, sorts in _GROUPS.items():
        held = [one for one in content.originals if one.sort in sorts]
        if held:
            found.append((group, list(enumerate(held, start=count + 1))))
            count += len(held)
    return found


def _listed(content: EvidenceContent) -> list[Block]:
    blocks: list[Block] = []
    for group, held in _grouped(content):
        blocks += [Heading(_VOICE.words(f"group.{group}"), 2), _table(held)]
    return blocks


def _table(held: list[tuple[int, Original]]) -> Table:
    keys = ("number", "title.column", "form", "source", "day", "pages", "shows", "carrier")
    return Table(
        header=tuple(Run(_VOICE.words(key)) for key in keys),
        rows=tuple(_row(number, one) for number, one in held),
        align=("center", "left", "left", "left", "center", "center", "left", "left"),
        widths=(2, 5, 3, 4, 4, 2, 6, 4),
    )


def _row(number: int, one: Original) -> tuple[Line, ...]:
    who: Words = one.by or _VOICE.words("me")
    form = "form.written_down" if one.written_down else "form.electronic"
    return (
        run(str(number)),
        run(one.title),
        run(_VOICE.words(form)),
        run(_VOICE.words("got", how=_VOICE.words(f"how.{one.how}"), who=who)),
        run(Text("documents.day", day=one.on)),
        run(""),
        run(one.shows),
        run(one.carrier),
    )


def _digests(content: EvidenceContent) -> Facts:
    return Facts(
        tuple(
            (_VOICE.words("proof", number=number), run(one.digest))
            for _, held in _grouped(content)
            for number, one in held
            if one.digest
        )
    )


def _received() -> Table:
    return to_fill(_VOICE.words(key) for key in ("pages_in_all", "received_by", "received_on"))
