"""Timestamps (RFC 3161): an authority says at which moment a digest existed.

Only the digest leaves the machine, and only where somebody asks for it. What an authority
answers is checked before it is kept: the nonce, the digest, its signature, what its
certificate is for, the moment. Rule: docs/rules/signatures.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from qinghuan.errors import Problem, RuleError
from qinghuan.evidence.asking import SECONDS, NoAnswer, address_fault, post
from qinghuan.evidence.pdf_signatures import TOLERANCE, fault

if TYPE_CHECKING:
    from asn1crypto import cms

Send: TypeAlias = Callable[[str, bytes, float], bytes]
"""Address, request, seconds → answer; raises :class:`NoAnswer`."""

NONCE_BITS: Final = 63
OUT_OF_REACH: Final = frozenset(
    {"signatures.down", "signatures.slow", "signatures.refuses", "signatures.declines"}
)
"""Faults of an authority that may pass; one that answers wrongly is not asked again."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A timestamp whose answer was checked."""

    digest: str
    """SHA-256 that was stamped, lower-case hexadecimal."""
    moment: datetime
    name: str
    """The name in the certificate of the authority."""
    known: bool
    """Whether one of the roots named vouches for it; without roots nobody does."""
    content: bytes = field(repr=False)
    """The whole answer (``.tsr``), to keep."""


def ask(  # noqa: PLR0913 (what, whom, when; and how, where not as usual)
    digest: str,
    authority: str,
    *,
    now: datetime,
    nonce: int,
    roots: Sequence[bytes] = (),
    send: Send = post,
    seconds: float = SECONDS,
) -> Stamp | Problem:
    """A timestamp of ``digest`` (SHA-256, hexadecimal) from ``authority``, or why there is none.

    ``nonce`` is a fresh random number of at most 63 bits. With ``roots`` (DER or PEM) an
    authority that none of them vouches for is refused. Raises :class:`RuleError` for a
    digest that is none.
    """
    wrong = address_fault(authority)
    if wrong is not None:
        return wrong
    try:
        answer = send(authority, request_for(digest, nonce), seconds)
    except NoAnswer as fell:
        return fell.problem
    return _checked(answer, digest, nonce, now, roots)


def request_for(digest: str, nonce: int) -> bytes:
    """The question of RFC 3161 2.4.1, with the certificate asked for."""
    from asn1crypto import algos, tsp  # noqa: PLC0415 - slow to load

    raw = bytes.fromhex(digest)
    if len(raw) != 32 or not 0 <= nonce < 1 << NONCE_BITS:  # noqa: PLR2004 (bytes of SHA-256)
        raise RuleError("a timestamp is of a SHA-256, asked for with a nonce of at most 63 bits")
    imprint = tsp.MessageImprint(
        {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": raw}
    )
    asked = {"version": 1, "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    request: bytes = tsp.TimeStampReq(asked).dump()
    return request


def verify(
    content: bytes, digest: str, *, now: datetime, roots: Sequence[bytes] = ()
) -> Stamp | Problem:
    """The kept timestamp ``content`` of the SHA-256 ``digest``, checked again ``now``.

    With ``roots`` an authority that none of them vouches for is a fault; without, the stamp
    is whole but not known. Its certificate need be valid only at the moment of the stamp.
    """
    from qinghuan.evidence.token import checked  # noqa: PLC0415 - pyHanko takes 0.4 s

    return checked(content, digest, None, now, roots)


def _checked(
    answer: bytes, digest: str, nonce: int, now: datetime, roots: Sequence[bytes]
) -> Stamp | Problem:
    from qinghuan.evidence.token import checked  # noqa: PLC0415

    stamp = checked(answer, digest, nonce, now, roots)
    if isinstance(stamp, Stamp) and stamp.moment < now - TOLERANCE:
        return fault("old_moment", "", moment=_clock(stamp.moment))
    return stamp


def _clock(moment: datetime) -> str:
    from qinghuan.evidence.signature_words import clock  # noqa: PLC0415

    return clock(moment)


def token_of(stamp: Stamp) -> cms.ContentInfo:
    """The token alone, as it goes into a signature."""
    from asn1crypto import tsp  # noqa: PLC0415

    return tsp.TimeStampResp.load(stamp.content)["time_stamp_token"]
