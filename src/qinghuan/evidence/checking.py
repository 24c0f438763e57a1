"""Check a bundle: one pass over its bytes, every byte held to another.

Contents are held to the seal, the seal to its one way of being written and to what passed by,
everything around the contents to the one zip its parts make. A change that rewrites all of
this consistently leaves a bundle that is sound in itself: only a digest known from elsewhere
(written down when it was made, a timestamp, the head of the journal) tells it from the first.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, TypeVar

from pydantic import ValidationError

from qinghuan.errors import Problem
from qinghuan.evidence.bundle import paths
from qinghuan.evidence.chain import Chain, chain_problems, recorded
from qinghuan.evidence.listing import (
    ALWAYS,
    CHAIN,
    MANIFEST,
    SEAL,
    SUMS,
    Manifest,
    Seal,
    Sealed,
    Stamp,
    sums,
    written,
)
from qinghuan.evidence.plain_zip import Broken, Part, Source, parts
from qinghuan.evidence.responses import said_by
from qinghuan.journal.fact import Value
from qinghuan.words import Parameter, Text

V = TypeVar("V", bound=Value)
LARGEST_KEPT: Final = 32 << 20
"""Bytes of lists that are held in memory; a bundle of ours has some thousand."""
_READ: Final = frozenset({CHAIN, MANIFEST, SEAL, SUMS})
_TOKENS: Final = "timestamps/"
_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a bundle found."""

    sha256: str
    """Of the whole file."""
    problems: tuple[Problem, ...]
    manifest: Manifest | None = None
    chain: Chain = field(default_factory=Chain)
    recorded: frozenset[str] = frozenset()
    """The entries of the journal whose words name an original in the bundle."""

    @property
    def sound(self) -> bool:
        """Whether nothing was found changed, missing or added."""
        return not self.problems


@dataclass(slots=True)
class _Passed:
    """What passed by."""

    files: dict[str, Sealed] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)


def check_bundle(source: Source) -> Checked:
    """Check the bundle ``source``, read once from its beginning."""
    reading, passed = _Reading(source), _Passed()
    try:
        for part in parts(reading):
            _pass(part, passed)
        problems = list(_problems(passed))
    except Broken as broken:
        problems = [_broken(broken)]
        reading.rest()
    if problems:
        return Checked(reading.digest.hexdigest(), tuple(problems))
    manifest = _read(Manifest, passed.contents[MANIFEST])
    chain = _read(Chain, passed.contents[CHAIN])
    if manifest is None or chain is None:
        return Checked(reading.digest.hexdigest(), (_problem("unreadable", MANIFEST),))
    kept = {item.entry: item for item in manifest.items}
    problems = [
        *_list_problems(manifest, passed),
        *chain_problems(chain, kept),
        *_stamp_problems(manifest, chain, passed),
    ]
    return Checked(
        reading.digest.hexdigest(), tuple(problems), manifest, chain, recorded(chain, kept)
    )


class _Reading:
    """A file to read from, hashed on the way."""

    def __init__(self, source: Source) -> None:
        self._source, self.digest = source, sha256()

    def read(self, size: int, /) -> bytes:
        piece = self._source.read(size)
        self.digest.update(piece)
        return piece

    def readinto(self, buffer: memoryview, /) -> int:
        count = self._source.readinto(buffer)
        self.digest.update(buffer[:count])
        return count

    def rest(self) -> None:
        """Read to the end, for the digest."""
        while self.read(1 << 20):
            pass


def _pass(part: Part, passed: _Passed) -> None:
    name, digest, crc = part.head.name, sha256(), 0
    held = sum(map(len, passed.contents.values())) + part.head.size <= LARGEST_KEPT
    kept = bytearray() if name in _READ or name.startswith(_TOKENS) else None
    if kept is not None and not held:
        raise Broken("heading", part.head.at, name)
    for piece in part.pieces:
        digest.update(piece)
        if kept is not None:
            kept += piece
            crc = zlib.crc32(piece, crc)
    if kept is not None:
        passed.contents[name] = bytes(kept)
    if name == SEAL and crc != part.head.crc:
        raise Broken("heading", part.head.at, name)
    passed.files[name] = Sealed(
        path=name, size=part.head.size, sha256=digest.hexdigest(), crc32=part.head.crc
    )


def _problems(passed: _Passed) -> Iterator[Problem]:
    """What does not agree with the seal."""
    seal = _read(Seal, passed.contents.get(SEAL, b""))
    if seal is None:
        yield _problem("no_seal", SEAL)
        return
    must = {one.path: one for one in seal.files}
    for path, sealed in must.items():
        if path not in passed.files:
            yield _problem("missing", path, name=path)
        elif passed.files[path] != sealed:
            yield _problem("changed", path, name=path)
    for path in passed.files:
        if path not in must and path != SEAL:
            yield _problem("added", path, name=path[:_SHOWN])
    for path in ALWAYS:
        if path not in must and path != SEAL:
            yield _problem("missing", path, name=path)
    there = [path for path in passed.files if path in must or path == SEAL]
    if len(must) != len(seal.files) or there != [path for path in [*must, SEAL] if path in there]:
        yield _problem("order", SEAL)


def _list_problems(manifest: Manifest, passed: _Passed) -> Iterator[Problem]:
    """Where the list says something else than what is there."""
    if list(paths(manifest)) != list(passed.files):
        yield _problem("other_list", MANIFEST)
    for item in manifest.items:
        found = passed.files.get(item.path)
        if found is None or (found.size, found.sha256) != (item.size, item.sha256):
            yield _problem("changed", item.path, name=item.path)
    summed = [
        (one.path, one.sha256) for one in passed.files.values() if one.path not in {SEAL, SUMS}
    ]
    if passed.contents[SUMS] != sums(summed):
        yield _problem("other_list", SUMS)


def _stamp_problems(manifest: Manifest, chain: Chain, passed: _Passed) -> Iterator[Problem]:
    heads = {f"{CHAIN}#{link.sequence}": link.digest for link in chain.links}
    files = {path: one.sha256 for path, one in passed.files.items()}
    for stamp in manifest.timestamps:
        covered: Mapping[str, str] = {**heads, **files}
        if covered.get(stamp.covers) != stamp.of or not _says(stamp, passed):
            yield _problem("stamp", stamp.path, name=stamp.path)


def _says(stamp: Stamp, passed: _Passed) -> bool:
    """Whether the timestamp is over the digest it stands beside."""
    said = said_by(passed.contents.get(stamp.path, b""))
    return said is not None and said.digest == stamp.of


def _read(kind: type[V], content: bytes) -> V | None:
    """The value in ``content``, only where it is written in its one way."""
    try:
        value = kind.model_validate_json(content)
    except ValidationError:
        return None
    return value if written(value) == content else None


def _problem(code: str, where: str, **values: Parameter) -> Problem:
    what = Text(f"evidence.bundle.{code}", **values)
    return Problem(f"evidence.bundle.{code}", what, where, Text("evidence.mend"))


def _broken(broken: Broken) -> Problem:
    name = "".join(sign if sign.isprintable() else "?" for sign in broken.name[:_SHOWN])
    code = f"zip.{broken.code}"
    what = Text(f"evidence.bundle.{code}", at=broken.at, name=name)
    mend = Text("evidence.mend_packed" if broken.code == "packed_anew" else "evidence.mend")
    return Problem(f"evidence.bundle.{code}", what, name or f"@{broken.at}", mend)
