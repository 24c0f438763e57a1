"""Facts about proof: an original was kept, a paper was signed, an authority gave a timestamp."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from pydantic import Field

from qinghuan.journal.fact import Digest, Fact, Identifier, LongText, ShortText

Sort: TypeAlias = Literal[
    "recording",
    "screenshot",
    "letter",
    "contract",
    "agreement",
    "bill",
    "receipt",
    "delivery",
    "court_paper",
    "hardship",
    "other",
]
"""What an original is; ``delivery`` is proof that a paper of ours arrived."""
Got: TypeAlias = Literal[
    "received", "downloaded", "photographed", "recorded", "exported", "scanned", "other"
]
"""How an original was got."""
Role: TypeAlias = Literal["borrower", "co_signer", "mediator"]
Level: TypeAlias = Literal["drawn", "B", "B-T", "B-LTA"]
"""``drawn``: a picture of a signature, which proves nothing by itself; else PAdES levels."""


class EvidenceKept(Fact):
    """An original was put into the vault as it came; ``files`` holds its digest alone.

    ``on`` and ``at`` say when it was got.
    """

    KIND: ClassVar[str] = "evidence_kept"

    sort: Sort
    title: ShortText = Field(min_length=1)
    name: ShortText = ""
    """The name of the file as it came."""
    how: Got
    by: ShortText = ""
    """Who got it; empty: the person of the case."""
    debt: Identifier | None = None
    about: Identifier | None = None
    """The entry it shows: a contact, a payment, a paper that was delivered."""
    carrier: ShortText = ""
    """Where the first carrier is: which phone, which folder at home."""
    shows: LongText = ""
    """What it is to show, in words for its recipient."""
    transcript: LongText = ""
    """Of a recording: its words, with the minute each was said."""

    def touches(self) -> frozenset[str]:
        """An original adds; it never contradicts what another form shows."""
        return frozenset()


class TimestampGiven(Fact):
    """An authority said at which moment a digest existed; ``files`` holds its token alone."""

    KIND: ClassVar[str] = "timestamp_given"

    of: Digest
    """The SHA-256 that was stamped: of a kept file, or the head of the journal."""
    authority: ShortText
    """Its address, as the person named it."""
    moment: ShortText
    """UTC, ISO 8601, as the token says."""

    def touches(self) -> frozenset[str]:
        """A token adds; it never contradicts what another form shows."""
        return frozenset()


class PaperSigned(Fact):
    """A PDF was signed here; ``files`` holds the signed file alone."""

    KIND: ClassVar[str] = "paper_signed"

    paper: Identifier | None = None
    """The paper of ours that was signed; None: a paper of somebody else."""
    before: Digest
    """The file that was signed, before this signature."""
    role: Role
    name: ShortText = Field(min_length=1)
    level: Level
    certificate: Digest | None = None
    """SHA-256 of the certificate; None for a drawn signature."""
    self_made: bool | None = None
    """Whether the certificate vouches for itself alone."""
    authority: ShortText = ""
    """Address of the timestamp authority; empty without a timestamp."""

    def touches(self) -> frozenset[str]:
        """Two signatures at once on the same file would leave one of them out."""
        return frozenset({f"signed {self.before}"})
