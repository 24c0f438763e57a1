"""Facts about the case as a whole: that it was opened, and which papers left it."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, NonNegativeInt

from qinghuan.journal.fact import RANKS, Digest, Fact, Identifier, ShortText


class CaseOpened(Fact):
    """A case was opened, under a label its owner chose."""

    KIND: ClassVar[str] = "case_opened"
    RANK: ClassVar[int] = RANKS["opening"]

    label: ShortText
    language: Literal["zh_CN", "en"] = "zh_CN"
    sample: bool = False
    """True for the sample case that comes with the program."""


class DocumentIssued(Fact):
    """A paper was written: its figures, and the versions and the journal it was made from.

    What was issued is a fact; it is never computed again.
    """

    KIND: ClassVar[str] = "document_issued"

    paper: ShortText
    """Kind of paper, by the names of ``documents.paper.KINDS``."""
    number: ShortText
    recipient: ShortText = ""
    """Empty: kept by the person."""
    debt: Identifier | None = None
    language: Literal["zh_CN", "en"] = "zh_CN"
    figures: dict[ShortText, ShortText] = Field(default_factory=dict)
    digests: dict[ShortText, Digest] = Field(default_factory=dict)
    """Format (``pdf``, ``docx``) → digest of the file as written."""
    program: ShortText
    policy: Digest
    head: Digest
    head_sequence: NonNegativeInt
    """The journal as it stood when the paper was made."""

    def touches(self) -> frozenset[str]:
        """The numbers of papers: two written at once would get the same one."""
        return frozenset({"papers"})
