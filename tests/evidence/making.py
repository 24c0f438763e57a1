"""Papers, certificates and pictures to sign with."""

from __future__ import annotations

import random
import struct
import zlib
from datetime import UTC, datetime
from functools import cache

from documents.samples import sample
from qinghuan.documents.signature_stamp import appearance, signature_lines
from qinghuan.documents.typst_pdf import to_pdf
from qinghuan.evidence.certificates import make, read
from qinghuan.evidence.signing import Authority, sign

NAME = "马𬭸"
WORDS = "一句只有我知道的话"


def now():
    return datetime.now(UTC)


@cache
def paper():
    return to_pdf(sample())


@cache
def p12(name=NAME):
    return make(name, WORDS, now=now(), years=2)


@cache
def own(name=NAME):
    return read(p12(name), WORDS, now=now())


def asking(authority, name="stamps", roots=None):
    """The authority as somebody to ask, with repeatable numbers."""
    numbers = random.Random(7)
    trusted = [authority.certificate()] if roots is None else roots
    return Authority(authority.url(name), lambda: numbers.getrandbits(63), trusted)


def signed(content, role="borrower", level="B", authority=None, who=None, picture=None):
    """``content`` signed visibly; a problem where it cannot be."""
    moment, key = now(), who or own()
    lines = signature_lines(key.name, role, level, moment, self_made=key.self_made)
    return sign(
        content,
        key,
        role=role,
        level=level,
        now=moment,
        authority=authority,
        appearance=appearance(lines, now=moment, picture=picture),
    )


def png(width=300, height=100, *, drawn=True, more=()):
    """A PNG with a line across it; ``more`` chunks stand before the end."""
    rows = []
    for y in range(height):
        row = bytearray(4 * width)
        if drawn:
            at = 4 * (y * width // height)
            row[at : at + 4] = b"\x10\x20\x2c\xff"
        rows.append(b"\0" + bytes(row))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = [(b"IHDR", header), *more, (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
