"""Check any file somebody hands over: a bundle, a case file, a signed PDF; or a digest.

What it is is told by its bytes, never by its name alone. The answer says what was checked,
what that proves and what it does not; nothing is taken in and nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Literal

from qinghuan.errors import Problem
from qinghuan.evidence.checking import Checked, check_bundle
from qinghuan.journal.entry import Entry
from qinghuan.store.files import digest_of_file
from qinghuan.store.refusal import StoreRefused
from qinghuan.words import Parameter, Text

Kind = Literal["bundle", "case", "pdf", "digest", "other"]
DIGEST: Final = re.compile(r"[0-9a-f]{16,64}")
"""A digest, or as much of its beginning as a paper prints at its foot."""
_PDF_SIGNATURES: Final = "qinghuan.evidence.pdf_signatures"
_LARGEST_PDF: Final = 64 << 20
"""Bytes of a PDF that are handed on; its reader refuses less."""
_PARCEL_END: Final = 71
"""Bytes of the comment that ends a case file: ``sha256:`` and a digest."""
_BUNDLE: Final = (b"PK\3\4\x14\0\0\x08\0\0", b"README.txt", b"seal.json")
"""What a bundle begins and ends with, one of which outlives a change of the others."""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What checking a file found."""

    kind: Kind
    sha256: str
    checked: tuple[Text, ...] = ()
    proved: tuple[Text, ...] = ()
    """Said only where nothing is wrong."""
    not_proved: tuple[Text, ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: bool = False
    """Whether something does not hold that no problem names: a signature that does not fit."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong; a notice is no fault."""
        return not self.broken and all(one.severity != "error" for one in self.problems)

    @property
    def headline(self) -> Text:
        """The answer in one word."""
        if not self.sound:
            return Text("evidence.check.headline.unsound")
        return Text(f"evidence.check.headline.{'sound' if self.proved else 'open'}")


def check_file(path: Path, *, now: datetime, name: str = "") -> FileCheck:
    """Check the file at ``path``; ``name`` is how the person calls it.

    Raises ``OSError`` where it cannot be read.
    """
    kind = _kind_of(path, name or path.name)
    if kind == "bundle":
        with path.open("rb") as source:
            return _bundle(check_bundle(source))
    digest = digest_of_file(path)
    if kind == "case":
        return _case(path, digest)
    if kind == "pdf":
        with path.open("rb") as source:
            return _pdf(source.read(_LARGEST_PDF + 1), digest, now)
    return FileCheck("other", digest, (_says("is_other"), _says("digest", digest=digest)))


def check_digest(digest: str) -> FileCheck:
    """A digest as it is printed on a paper, or its beginning; it says nothing without a case."""
    return FileCheck("digest", digest, (_says("digest", digest=digest),))


def _kind_of(path: Path, name: str) -> Kind:
    with path.open("rb") as source:
        begin = source.read(1024)
        source.seek(max(path.stat().st_size - _PARCEL_END, 0))
        end = source.read(_PARCEL_END)
    if end.startswith(b"sha256:") or name.lower().endswith(".qinghuan"):
        return "case"
    if name.lower().endswith(".zip") or any(sign in begin + end for sign in _BUNDLE):
        return "bundle"
    return "pdf" if b"%PDF-" in begin else "other"


def _bundle(found: Checked) -> FileCheck:
    open_ = (_says("rewritten"), _says("not_true"))
    manifest = found.manifest
    if manifest is None:
        return FileCheck("bundle", found.sha256, (), (), open_, found.problems)
    sequence, head = found.chain.head
    checked = [
        _says("is_bundle", count=len(manifest.items), day=manifest.made),
        _says("bundle_checked"),
        _says("chain", sequence=sequence, digest=head) if head else _says("no_chain"),
    ]
    proved = [_says("bundle_proved"), _says("compare", digest=found.sha256)]
    if found.recorded:
        proved.append(_says("chain_kept", count=len(found.recorded)))
    if manifest.timestamps:
        checked.append(_says("stamps", count=len(manifest.timestamps)))
    return FileCheck("bundle", found.sha256, tuple(checked), tuple(proved), open_, found.problems)


def _case(path: Path, digest: str) -> FileCheck:
    from qinghuan.store.portable import checked_case  # noqa: PLC0415 - loads the tables

    open_ = (_says("case_rewritten"), _says("not_true"))
    try:
        found = checked_case(path)
    except StoreRefused as refused:
        return FileCheck("case", digest, (), (), open_, tuple(refused.problems))
    head = found.entries[-1]
    checked = (
        _says("is_case", count=len(found.entries)),
        _says("case_checked"),
        _says("chain", sequence=head.sequence, digest=head.digest),
    )
    return FileCheck("case", digest, checked, (_says("case_proved"),), open_)


def _pdf(content: bytes, digest: str, now: datetime) -> FileCheck:
    """A PDF by its signatures: ``check(content, *, now, roots=()) -> PdfCheck``.

    The room that reads them may not be there; then only the digest is said.
    """
    same = _says("digest", digest=digest)
    try:
        check = import_module(_PDF_SIGNATURES).check
    except ModuleNotFoundError:
        return FileCheck("pdf", digest, (_says("pdf_later"), same))
    found = check(content, now=now)
    signatures: Sequence[Any] = found.signatures
    problems: tuple[Problem, ...] = tuple(found.problems)
    if not signatures:
        return FileCheck("pdf", digest, (_says("pdf_unsigned"), same), problems=problems)
    said = tuple(text for one in signatures for text in one.says)
    checked = (_says("is_pdf", count=len(signatures)), _says("pdf_checked"), *said, same)
    open_ = (_says("pdf_not_hand"), _says("not_true"))
    proved = (_says("pdf_proved"),) if found.sound else ()
    return FileCheck("pdf", digest, checked, proved, open_, problems, broken=not found.sound)


def held_to_case(found: FileCheck, case: str, path: Path | None = None) -> FileCheck:
    """``found``, and whether ``case`` knows the file, its digest, or the chain in the bundle."""
    from qinghuan.store.portable import checked_case  # noqa: PLC0415 - loads the tables
    from qinghuan.store.reading import entries  # noqa: PLC0415 - the same

    journal = entries(case)
    place = _place(found.sha256, journal)
    if place and found.kind == "bundle" and not found.sound:  # a zip of somebody else's, kept here
        return FileCheck("other", found.sha256, (_says("digest", digest=found.sha256),), (place,))
    if place:
        return replace(found, proved=(*found.proved, place))
    if found.kind == "bundle" and path is not None and found.sound:
        with path.open("rb") as source:
            links = check_bundle(source).chain.links
        return _held(found, {link.sequence: link.digest for link in links}, journal)
    if found.kind == "case" and path is not None and found.sound:
        last = checked_case(path).entries[-1]
        return _held(found, {last.sequence: last.digest}, journal)
    if found.kind in {"bundle", "case"}:
        return found
    return replace(found, problems=(*found.problems, _problem("not_in_case", found.sha256)))


def _place(digest: str, journal: Sequence[Entry]) -> Text | None:
    from qinghuan.store.verifying import named_by  # noqa: PLC0415 - loads the tables

    for entry in journal:
        if entry.digest.startswith(digest):
            return _says("head_in_case", sequence=entry.sequence)
        if any(named.startswith(digest) for named in named_by([entry])):
            return _says("in_case", sequence=entry.sequence)
    return None


def _held(found: FileCheck, chain: Mapping[int, str], journal: Sequence[Entry]) -> FileCheck:
    """``found``, and whether the entries of its ``chain`` are those of ``journal``."""
    ours = {entry.sequence: entry.digest for entry in journal}
    if chain and all(ours.get(sequence) == digest for sequence, digest in chain.items()):
        same = _says("chain_in_case", sequence=max(chain))
        return replace(found, proved=(*found.proved, same))
    code = "other_chain" if chain else "not_in_case"
    return replace(found, problems=(*found.problems, _problem(code, found.sha256)))


def _says(name: str, **values: Parameter) -> Text:
    return Text(f"evidence.check.{name}", **values)


def _problem(code: str, where: str) -> Problem:
    words, mend = _says(code), _says(f"{code}_mend")
    return Problem(f"evidence.{code}", words, where, mend)
