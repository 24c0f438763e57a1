"""Timestamps (RFC 3161) as files: the response that ``openssl ts -verify`` reads.

An authority answers with a response; what is kept of it may be the token inside alone. The
response around a token is its status "granted" (0) and the token, so it can be put back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_SEQUENCE: Final = 0x30
_OBJECT_NAME: Final = 0x06
_GRANTED: Final = bytes([_SEQUENCE, 3, 2, 1, 0])
_LONG: Final = 0x80


@dataclass(frozen=True, slots=True)
class Said:
    """What a timestamp says: the digest it is over, and the moment in UTC (ISO 8601)."""

    digest: str
    moment: str


def response_of(kept: bytes) -> bytes:
    """``kept`` as a response, whether it is one or the token inside one."""
    return _sequence(_GRANTED + kept) if _is_token(kept) else kept


def _is_token(kept: bytes) -> bool:
    """Whether the first thing inside is the name of a kind of content, not a status."""
    if len(kept) < 2 or kept[0] != _SEQUENCE:  # noqa: PLR2004
        return False
    length = kept[1]
    inside = 2 + (length & ~_LONG if length & _LONG else 0)
    return kept[inside : inside + 1] == bytes([_OBJECT_NAME])


def _sequence(content: bytes) -> bytes:
    size = len(content)
    if size < _LONG:
        return bytes([_SEQUENCE, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([_SEQUENCE, _LONG | len(length)]) + length + content


def said_by(response: bytes) -> Said | None:
    """What ``response`` says, its signature not checked; None where it cannot be read."""
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 - only where there is one

    try:
        told = decode_timestamp_response(response).tst_info
        return Said(told.message_imprint.message.hex(), told.gen_time.isoformat())
    except (ValueError, TypeError, RuntimeError):
        return None
