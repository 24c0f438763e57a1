"""The signatures of any PDF: who, when, over what, intact or not, and what that proves.

``check`` never raises for what a file holds: what cannot be read is a
:class:`~qinghuan.errors.Problem`. Rule: docs/rules/signatures.md. Trust is never taken from
the machine: a certificate is vouched for only by ``roots`` the caller names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from qinghuan.errors import Problem, Severity
from qinghuan.words import Parameter, Text

Sort: TypeAlias = Literal["signature", "stamp"]
"""``signature``: somebody signed; ``stamp``: an authority's timestamp over the whole file."""
Covers: TypeAlias = Literal["whole", "earlier", "part"]
"""The whole file; the file as it was when it was signed; less than that."""
Added: TypeAlias = Literal["nothing", "signatures", "forms", "other"]
"""What came into the file after this signature."""
Issuer: TypeAlias = Literal["self_made", "unknown", "known"]
"""Who vouches for the certificate: itself, somebody not named, one of the roots named."""
Certificate: TypeAlias = Literal["valid", "expired", "not_yet"]
"""Whether the certificate was in its time when the signature was made."""
Stamped: TypeAlias = Literal["none", "known", "unknown", "broken"]
"""The timestamp in a signature: vouched for by a root named, by nobody named, or wrong."""

LARGEST: Final = 50_000_000
"""Bytes of a PDF that is looked into."""
MOST: Final = 40
"""Signatures of one PDF that are looked into."""
TOLERANCE: Final = timedelta(minutes=10)
"""How far the clock of an authority and ours may be apart."""


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    """One signature, as far as its file alone can tell."""

    field: str
    sort: Sort
    name: str
    """The name in the certificate: whoever made it wrote it."""
    intact: bool
    """Whether the bytes it covers are those that were signed, by the key of the certificate."""
    covers: Covers
    added: Added
    issuer: Issuer
    certificate: Certificate
    stamped: Stamped = "none"
    stated: datetime | None = None
    """The moment the signer's own clock showed."""
    moment: datetime | None = None
    """The moment an authority gave; None without a sound timestamp."""
    authority: str = ""
    """The name in the certificate of the authority."""
    digest: str = ""
    """SHA-256 of the certificate, lower-case hexadecimal."""
    plain: bool = True
    """Whether the bytes of the signature that nothing covers are as the rules have them."""

    @property
    def sound(self) -> bool:
        """Whether nothing it covers was changed and nothing strange was added after it."""
        return (
            self.intact
            and self.plain
            and self.covers != "part"
            and self.added in {"nothing", "signatures"}
            and self.stamped != "broken"
        )

    @property
    def says(self) -> tuple[Text, ...]:
        """What it proves and what it does not, in plain sentences."""
        from qinghuan.evidence.signature_words import sentences  # noqa: PLC0415 - it reads this

        return sentences(self)


@dataclass(frozen=True, slots=True)
class PdfCheck:
    """The signatures of one PDF in the order in which they were made, and what is wrong."""

    signatures: tuple[SignatureSeen, ...]
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether it is signed, and no signature was broken or strangely added to."""
        return (
            bool(self.signatures)
            and all(one.sound for one in self.signatures)
            and not any(one.severity == "error" for one in self.problems)
        )

    @property
    def whole(self) -> bool:
        """Whether it is sound and the last signature covers every byte of the file."""
        return self.sound and self.signatures[-1].covers == "whole"


def fault(
    name: str, where: str = "", severity: Severity = "error", /, **values: Parameter
) -> Problem:
    """The problem ``signatures.NAME`` with its sentence and its mend."""
    return Problem(
        f"signatures.{name}",
        Text(f"signatures.fault.{name}", **values),
        where,
        Text(f"signatures.fault.{name}.mend", **values),
        severity,
    )


def check(content: bytes, *, now: datetime, roots: Sequence[bytes] = ()) -> PdfCheck:
    """Every signature of the PDF ``content``, looked at ``now`` (an aware moment).

    ``roots`` are certificates (DER or PEM) that the caller trusts to vouch for others.
    A file that is no PDF, encrypted, broken, hostile or too large gives problems.
    """
    if len(content) > LARGEST:
        return PdfCheck((), (fault("too_large", megabytes=LARGEST // 1_000_000),))
    if b"%PDF-" not in content[:1024]:
        return PdfCheck((), (fault("not_pdf"),))
    from qinghuan.evidence.pdf_reading import read  # noqa: PLC0415 - pyHanko takes 0.4 s

    return read(content, now, roots)
