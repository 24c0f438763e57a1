"""A picture of a signature: a PNG drawn with a finger, bounded and without anything beside it.

Only what is needed to draw it goes on: size, colours, points. Text, place, time and the name
of a program, which a PNG may carry, are left behind. Source: PNG (W3C), clauses 5 and 11.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from qinghuan.errors import Problem
from qinghuan.evidence.pdf_signatures import fault

LARGEST: Final = 600_000
"""Bytes of the file."""
WIDEST: Final = 2_400
HIGHEST: Final = 1_200
_START: Final = b"\x89PNG\r\n\x1a\n"
_KEPT: Final = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_HEADER: Final = struct.Struct(">IIBBBBB")
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = (1, 2, 4, 8)
_LEAST: Final = 4


class _NotPng(Exception):
    """The bytes are no PNG that can be used."""


def clean(content: bytes) -> bytes | Problem:
    """The picture ``content`` with its points alone, or what is wrong with it."""
    if len(content) > LARGEST:
        return fault("picture_large", "/picture", kilobytes=LARGEST // 1000)
    try:
        chunks = [one for one in _chunks(content) if one[0] in _KEPT]
        width, height, rows = _rows(chunks)
    except (_NotPng, struct.error, zlib.error, IndexError):
        return fault("picture", "/picture")
    if not (_LEAST <= width <= WIDEST and _LEAST <= height <= HIGHEST):
        return fault("picture_size", "/picture", width=WIDEST, height=HIGHEST)
    if _blank(rows):
        return fault("picture_blank", "/picture")
    return _START + b"".join(_written(kind, body) for kind, body in chunks)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and body of every chunk, each against its own checksum, to the end of the picture."""
    if not content.startswith(_START):
        raise _NotPng
    place, kind = len(_START), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, place)
        body = content[place + 8 : place + 8 + length]
        (sum_,) = struct.unpack_from(">I", content, place + 8 + length)
        if sum_ != zlib.crc32(kind + body):
            raise _NotPng
        yield kind, body
        place += 12 + length


def _rows(chunks: list[tuple[bytes, bytes]]) -> tuple[int, int, list[bytes]]:
    """Width, height and the rows without their filter; no more is unpacked than they need."""
    kind, header = chunks[0]
    if kind != b"IHDR" or chunks[-1][0] != b"IEND":
        raise _NotPng
    width, height, depth, colour, *rest = _HEADER.unpack(header)
    if depth not in _DEPTHS or colour not in _CHANNELS or any(rest):
        raise _NotPng  # interlaced, or of a kind nobody draws a signature in
    if width > WIDEST or height > HIGHEST:
        return width, height, []
    wide = (width * depth * _CHANNELS[colour] + 7) // 8 + 1
    packed = b"".join(body for kind, body in chunks if kind == b"IDAT")
    points = zlib.decompressobj().decompress(packed, wide * height + 1)
    if len(points) != wide * height:
        raise _NotPng
    return width, height, [points[at + 1 : at + wide] for at in range(0, len(points), wide)]


def _blank(rows: list[bytes]) -> bool:
    """Whether every row repeats one value: nothing was drawn."""
    return all(len(set(row[_LEAST:])) <= 1 for row in rows)


def _written(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
