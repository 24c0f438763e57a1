"""Write a bundle: originals and what shows that nothing about them was changed, in one zip.

    README.txt  index.pdf  originals/NN-title.ext  timestamps/*.tsr  chain.json
    manifest.json  SHA256SUMS  verify.html  seal.json (the size and digests of all others)

The same originals, list, chain and day give the same bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO, Final

from qinghuan.errors import RuleError
from qinghuan.evidence.chain import Chain
from qinghuan.evidence.listing import (
    CHAIN,
    INDEX,
    MANIFEST,
    PAGE,
    README,
    SEAL,
    SUMS,
    Manifest,
    Seal,
    Sealed,
    sums,
    written,
)
from qinghuan.evidence.page import verify_page
from qinghuan.evidence.plain_zip import LARGEST, PIECE, Target, Writer
from qinghuan.words import LANGUAGES, Text, say

Open = Callable[[str], BinaryIO]
"""Opens the kept original of a digest."""
_SPARE: Final = 32 << 20
"""Bytes of a bundle kept free for its own files."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that goes into a bundle, the originals by their digests."""

    manifest: Manifest
    chain: Chain
    index: bytes
    """The list as PDF."""
    tokens: tuple[bytes, ...] = ()
    """The responses of the authorities, in the order of the manifest."""


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was written: its size, its SHA-256, how many files are in it."""

    size: int
    sha256: str
    files: int


class OriginalChanged(Exception):
    """The kept original of a digest is not what it was; ``digest`` names it."""

    def __init__(self, digest: str) -> None:
        super().__init__(digest)
        self.digest = digest


def write_bundle(out: Target, parts: Parts, opened: Open) -> Made:
    """Write a bundle of ``parts`` to ``out``, each original read twice, none held in memory.

    Raises :class:`OriginalChanged`, and :class:`RuleError` for more than a zip holds: ask
    :func:`too_large` first.
    """
    if too_large(parts.manifest):
        raise RuleError("more originals than a bundle holds")
    hashed = _Hashed(out)
    writer, sealed = Writer(hashed), list[Sealed]()

    def put(path: str, content: bytes) -> None:
        one = Sealed(
            path=path,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            crc32=zlib.crc32(content),
        )
        sealed.append(one)
        writer.put(path, one.size, one.crc32, [content])

    put(README, readme())
    put(INDEX, parts.index)
    for item in parts.manifest.items:
        with opened(item.sha256) as source:
            one = _looked_at(source, item.path, item.sha256)
            source.seek(0)
            writer.put(item.path, one.size, one.crc32, _pieces(source))
        sealed.append(one)
    for stamp, token in zip(parts.manifest.timestamps, parts.tokens, strict=True):
        put(stamp.path, token)
    put(CHAIN, written(parts.chain))
    put(MANIFEST, written(parts.manifest))
    put(PAGE, verify_page())
    put(SUMS, sums([(one.path, one.sha256) for one in sealed]))
    seal = written(Seal(files=tuple(sealed)))
    writer.put(SEAL, len(seal), zlib.crc32(seal), [seal])
    writer.end()
    return Made(hashed.size, hashed.digest.hexdigest(), len(sealed) + 1)


def too_large(manifest: Manifest) -> bool:
    """Whether the originals are more than one bundle holds."""
    return sum(item.size for item in manifest.items) > LARGEST - _SPARE


def readme() -> bytes:
    """How to check a bundle by hand, Chinese first."""
    said = [say(Text("evidence.readme"), language) for language in LANGUAGES]
    return ("\n\n".join(said) + "\n").encode()


def _looked_at(source: BinaryIO, path: str, digest: str) -> Sealed:
    found, crc, size = sha256(), 0, 0
    for piece in _pieces(source):
        found.update(piece)
        crc = zlib.crc32(piece, crc)
        size += len(piece)
    if found.hexdigest() != digest:
        raise OriginalChanged(digest)
    return Sealed(path=path, size=size, sha256=digest, crc32=crc)


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        yield piece


class _Hashed:
    """A file to write to, hashed on the way."""

    def __init__(self, out: Target) -> None:
        self._out, self.size, self.digest = out, 0, sha256()

    def write(self, piece: bytes, /) -> int:
        self.size += len(piece)
        self.digest.update(piece)
        return self._out.write(piece)


def paths(manifest: Manifest) -> Iterable[str]:
    """Every path that a bundle with ``manifest`` holds, in order."""
    yield from (README, INDEX)
    yield from (item.path for item in manifest.items)
    yield from (stamp.path for stamp in manifest.timestamps)
    yield from (CHAIN, MANIFEST, PAGE, SUMS, SEAL)
