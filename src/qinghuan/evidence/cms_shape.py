"""The bytes of a signature that no signature covers: they must be as plain as they can be.

A signature covers all of a file but itself. What stands in that gap could be changed
without breaking it (other padding, other letters for the same digits), so each is looked at.
"""

from __future__ import annotations

import re
from typing import Final

from asn1crypto import cms
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_HEX: Final = re.compile(rb"<(?:[0-9a-f]*|[0-9A-F]*)>")
_GAP: Final = 4


def misshapen(one: EmbeddedPdfSignature, content: bytes) -> bool:
    """Whether the gap holds anything but this signature, written plainly."""
    if len(one.byte_range) != _GAP:
        return True
    _, end, begin, _ = (int(number) for number in one.byte_range)
    gap = content[end:begin]
    if not _HEX.fullmatch(gap):
        return True
    held = bytes.fromhex(gap[1:-1].decode("ascii"))
    der: bytes = cms.ContentInfo.load(held).dump()
    return not held.startswith(der) or any(held[len(der) :])
