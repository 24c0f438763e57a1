"""The one zip a bundle may be: stored parts, fixed moments, nothing that is not needed.

Given names, sizes, checks and contents there is exactly one such file, byte for byte, so a zip
that differs from the one its own parts make was changed, wherever the byte stands. Any unpacker
reads it (APPNOTE 6.3, without its options). Nothing is ever unpacked by its names here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

LARGEST: Final = (1 << 31) - 1
"""Bytes of a whole bundle: what every unpacker reads without the long form of a zip."""
MOST_PARTS: Final = 5000
LONGEST_NAME: Final = 200
PIECE: Final = 1 << 20
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_VERSION: Final = 20
_MADE_BY: Final = (3 << 8) | _VERSION
_UTF8: Final = 0x800
_ENCRYPTED: Final = 0x1
_DAY: Final = (1 << 5) | 1
"""1 January 1980, as a zip writes it."""
_MODE: Final = (0o100644) << 16


class Source(Protocol):
    """What a zip is read from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""

    def readinto(self, buffer: memoryview, /) -> int:
        """The next bytes into ``buffer``; how many."""


class Target(Protocol):
    """What a zip is written to."""

    def write(self, piece: bytes, /) -> int:
        """Write the next bytes."""


class Broken(Exception):
    """The zip is not the one its parts make. ``code`` names how, ``at`` is the byte."""

    def __init__(self, code: str, at: int, name: str = "") -> None:
        super().__init__(f"{code} at byte {at}")
        self.code, self.at, self.name = code, at, name


@dataclass(frozen=True, slots=True)
class Head:
    """What a zip says of one part."""

    name: str
    size: int
    crc: int
    at: int = field(default=0, compare=False)
    """Where it begins in the file."""


def local(head: Head) -> bytes:
    """The bytes before the content of a part."""
    name = head.name.encode()
    sizes = (head.crc, head.size, head.size, len(name), 0)
    return _LOCAL.pack(b"PK\3\4", _VERSION, _UTF8, 0, 0, _DAY, *sizes) + name


def ending(heads: Sequence[Head], at: int) -> bytes:
    """The bytes after all parts: the list of them, beginning at byte ``at``, and the end."""
    listed = b"".join(map(_central, heads))
    count = len(heads)
    return listed + _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), at, 0)


def _central(head: Head) -> bytes:
    name = head.name.encode()
    sizes = (head.crc, head.size, head.size, len(name), 0, 0, 0, 0)
    how = (_MADE_BY, _VERSION, _UTF8, 0, 0, _DAY)
    return _CENTRAL.pack(b"PK\1\2", *how, *sizes, _MODE, head.at) + name


class Writer:
    """Writes parts one after the other, then the end."""

    def __init__(self, out: Target) -> None:
        self._out, self._at, self._heads = out, 0, list[Head]()

    def put(self, name: str, size: int, crc: int, pieces: Iterable[bytes]) -> None:
        """The part ``name`` of ``size`` bytes with the CRC-32 ``crc``."""
        head = Head(name, size, crc, self._at)
        self._heads.append(head)
        self._write(local(head))
        for piece in pieces:
            self._write(piece)

    def end(self) -> None:
        """Close the zip."""
        self._write(ending(self._heads, self._at))

    def _write(self, piece: bytes) -> None:
        self._out.write(piece)
        self._at += len(piece)


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it passes by; ``pieces`` are valid until the next is asked for."""

    head: Head
    pieces: Iterator[memoryview]


def parts(source: Source) -> Iterator[Part]:
    """The parts of the zip ``source`` in one pass, each to be read before the next.

    Raises :class:`Broken` where a byte around the contents is not the one that must stand
    there, and for names that repeat or climb; contents are the caller's to judge.
    """
    heads: list[Head] = []
    names: set[str] = set()
    at, buffer = 0, bytearray(PIECE)
    while (first := source.read(4)) == b"PK\3\4":
        head, length = _head(source, at)
        if head.name in names or len(heads) >= MOST_PARTS:
            raise Broken("twice", at, head.name)
        heads.append(head)
        names.add(head.name)
        at += length
        yield Part(head, _content(source, head, at, buffer))
        at += head.size
    must = ending(heads, at)
    found = first + source.read(len(must) - len(first) + 1)
    if not heads or found != must:
        raise Broken("ending", at + _differs(found, must))


def _head(source: Source, at: int) -> tuple[Head, int]:
    rest = source.read(_LOCAL.size - 4)
    if len(rest) < _LOCAL.size - 4:
        raise Broken("cut", at)
    found = b"PK\3\4" + rest
    _, _, flags, method, _, _, crc, packed, size, length, more = _LOCAL.unpack(found)
    if flags & _ENCRYPTED:
        raise Broken("encrypted", at)
    if method or packed != size:
        raise Broken("packed_anew", at)
    if more or length > LONGEST_NAME or at + size > LARGEST:
        raise Broken("heading", at)
    raw = source.read(length)
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        raise Broken("heading", at) from None
    if not plain(name):
        raise Broken("climbs", at, name)
    head = Head(name, size, crc, at)
    must = local(head)
    if found + raw != must:
        raise Broken("heading", at + _differs(found + raw, must))
    return head, len(must)


def plain(name: str) -> bool:
    """Whether ``name`` stays inside the folder it is unpacked into, on every system."""
    odd = any(sign in name for sign in '\\:*?"<>|') or not name.isprintable()
    steps = name.split("/")
    return bool(name) and not odd and not any(step in {"", ".", ".."} for step in steps)


def _content(source: Source, head: Head, at: int, buffer: bytearray) -> Iterator[memoryview]:
    view, left = memoryview(buffer), head.size
    while left:
        piece = view[: min(left, PIECE)]
        count = source.readinto(piece)
        if not count:
            raise Broken("cut", at + head.size - left, head.name)
        left -= count
        yield piece[:count]


def _differs(found: bytes, must: bytes) -> int:
    """The first place at which the two differ."""
    same = zip(found, must, strict=False)
    return next(
        (at for at, (one, other) in enumerate(same) if one != other), min(len(found), len(must))
    )
