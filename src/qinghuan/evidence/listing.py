"""What a bundle says of itself: the list of originals, the seal over every file, the sums.

Each is written in one way only, so a text that reads the same and is written otherwise is a
changed one. What stands of an original is this allow-list and nothing else of its entry: no
note, no other creditor, no figure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final, Literal

from pydantic import NonNegativeInt, PositiveInt

from qinghuan.evidence.names import original_path
from qinghuan.journal.fact import Digest, Identifier, LongText, ShortText, Value

FORMAT: Final = 1
INDEX: Final = "index.pdf"
README: Final = "README.txt"
CHAIN: Final = "chain.json"
MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
PAGE: Final = "verify.html"
SEAL: Final = "seal.json"
ALWAYS: Final = (README, INDEX, CHAIN, MANIFEST, SUMS, PAGE, SEAL)
"""The files of every bundle beside originals and timestamps."""


GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "contract": ("contract", "agreement"),
    "money": ("bill", "receipt"),
    "hardship": ("hardship",),
    "talks": ("letter", "delivery"),
    "collection": ("recording", "screenshot"),
    "court": ("court_paper",),
    "other": ("other",),
}
"""The parts of the list in their order, and the sorts of original in each."""


def group_of(sort: str) -> str:
    """The part of the list in which an original stands."""
    return next((group for group, sorts in GROUPS.items() if sort in sorts), "other")


@dataclass(frozen=True, slots=True)
class Item:
    """One original as it may be shown to whoever receives the bundle."""

    entry: str
    """The id of the fact that it was kept."""
    digest: str
    size: int
    sort: str
    title: str
    on: date
    at: time | None = None
    how: str = ""
    by: str = ""
    name: str = ""
    carrier: str = ""
    shows: str = ""
    transcript: str = ""


class Listed(Value):
    """One original in the list of a bundle."""

    number: PositiveInt
    path: ShortText
    size: NonNegativeInt
    sha256: Digest
    entry: Identifier
    sort: ShortText
    title: ShortText
    on: date
    at: time | None = None
    how: ShortText = ""
    by: ShortText = ""
    name: ShortText = ""
    """The name of the file as it came."""
    carrier: ShortText = ""
    shows: LongText = ""
    transcript: LongText = ""


class Stamp(Value):
    """A timestamp in a bundle: which digest an authority saw, and when, as it says."""

    path: ShortText
    of: Digest
    covers: ShortText
    """The file in the bundle, or ``chain.json#SEQUENCE`` for a head of the journal."""
    authority: ShortText
    moment: ShortText


class Manifest(Value):
    """The list of a bundle."""

    format: Literal[1] = 1
    kind: Literal["evidence_bundle"] = "evidence_bundle"
    made: date
    program: ShortText
    recipient: ShortText = ""
    items: tuple[Listed, ...] = ()
    timestamps: tuple[Stamp, ...] = ()


class Sealed(Value):
    """One file under the seal."""

    path: ShortText
    size: NonNegativeInt
    sha256: Digest
    crc32: NonNegativeInt


class Seal(Value):
    """Every other file of the bundle, in its order."""

    format: Literal[1] = 1
    files: tuple[Sealed, ...]


def written(value: Value) -> bytes:
    """``value`` in its one way of being written."""
    plain: Any = value.model_dump(mode="json")
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def listed(items: Iterable[Item]) -> tuple[Listed, ...]:
    """``items`` by part of the list, counted through from 1, each with its place in the bundle."""
    groups = list(GROUPS)
    ordered = sorted(items, key=lambda item: groups.index(group_of(item.sort)))
    return tuple(_listed(number, item) for number, item in enumerate(ordered, start=1))


def _listed(number: int, item: Item) -> Listed:
    return Listed(
        number=number,
        path=original_path(number, item.title, item.name),
        size=item.size,
        sha256=item.digest,
        entry=item.entry,
        sort=item.sort,
        title=item.title,
        on=item.on,
        at=item.at,
        how=item.how,
        by=item.by,
        name=item.name,
        carrier=item.carrier,
        shows=item.shows,
        transcript=item.transcript,
    )


def sums(files: Sequence[tuple[str, str]]) -> bytes:
    """``files`` (path, SHA-256) as ``sha256sum -c`` reads them."""
    return "".join(f"{digest}  {path}\n" for path, digest in files).encode()
