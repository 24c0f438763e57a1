"""A parcel: the zip in which data travels, every byte of it under a digest.

``manifest.json`` says what the file is and lists every other part with its size and
SHA-256. The comment at the end of the zip holds the SHA-256 of everything before it, so
that nothing around the parts changes unseen either. The same parts give the same bytes.

Parts named ``*.jsonl`` are lines that carry a check of their own: it finds which line was
changed, where the digest only says that one was. A parcel is never unpacked by its names.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from qinghuan.store.files import sync_folder
from qinghuan.store.refusal import refusal

FORMAT: Final = 1
"""Raised when an older program could misread what a newer one writes."""
MANIFEST: Final = "manifest.json"
MEGABYTE: Final = 1 << 20
LARGEST_MANIFEST: Final = 16 * MEGABYTE
LARGEST_PART: Final = 512 * MEGABYTE
LARGEST_PARCEL: Final = 2048 * MEGABYTE
"""Bytes when unpacked. Ten years of a busy household are about 0.1 GB."""
LARGEST_RATIO: Final = 200
"""Parts that would shrink further are stored as they are, so nothing honest unpacks to more."""
_PIECE: Final = 1 << 16
_SMALL_PIECE: Final = 1 << 12
_COMMENT: Final = b"sha256:"
_COMMENT_SIZE: Final = len(_COMMENT) + 64
_ALWAYS: Final = (1980, 1, 1, 0, 0, 0)
_NAME_SHOWN: Final = 100
_PACKING: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,  # an encrypted part; too deeply nested JSON
    EOFError,
    ValueError,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class Part:
    """What the manifest says of one part."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """An open parcel whose names and sizes are in order; its parts are checked when read."""

    path: Path
    about: Mapping[str, Any]
    """What the manifest says beside format, kind and parts."""
    parts: Mapping[str, Part]
    _archive: zipfile.ZipFile

    def content(self, name: str) -> bytes:
        """The bytes of the part ``name``. Raises :class:`StoreRefused` when they were changed."""
        part, got = self.parts[name], bytearray()
        try:
            for piece in _pieces(self._archive, name, part.size, _PIECE):
                got += piece
        except _Damaged:
            raise self._changed(name) from None
        if len(got) != part.size or sha256(got).hexdigest() != part.sha256:
            raise self._changed(name)
        return bytes(got)

    def check(self, name: str) -> None:
        """Read the part ``name`` and keep nothing. Raises :class:`StoreRefused`."""
        part, digest, size = self.parts[name], sha256(), 0
        try:
            for piece in _pieces(self._archive, name, part.size, _PIECE):
                digest.update(piece)
                size += len(piece)
        except _Damaged:
            raise self._changed(name) from None
        if size != part.size or digest.hexdigest() != part.sha256:
            raise self._changed(name)

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The values on each line of the part ``name``. Raises :class:`StoreRefused`."""
        found = []
        for number, line in enumerate(_split(self.content(name)), start=1):
            values = read_line(line)
            if values is None:
                raise strange_line(name, number)
            found.append(values)
        return found

    def check_all(self) -> None:
        """Check every part, then all bytes by the digest at the end. Raises likewise."""
        for name in self.parts:
            self.check(name)
        with self.path.open("rb") as file:
            comment = _comment_of(file, self.path.stat().st_size)
        if self._archive.comment != comment:
            raise refusal("changed_wrapping", self.path.name)

    def _changed(self, name: str) -> Exception:
        """The refusal of a changed part, with its first changed line where that can be seen."""
        where = f"{self.path.name}/{name}"
        if not name.endswith(".jsonl"):
            return refusal("changed_part", where, name=name)
        got = bytearray()
        try:
            for piece in _pieces(self._archive, name, self.parts[name].size, _SMALL_PIECE):
                got += piece
        except _Damaged:
            pass
        for number, line in enumerate(_split(bytes(got)), start=1):
            if read_line(line) is None:
                return refusal("changed_line_of_part", f"{where}:{number}", name=name, line=number)
        return refusal("changed_part", where, name=name)


def strange_line(name: str, number: int) -> Exception:
    """The refusal of a line that is whole, but that this program would never have written."""
    return refusal("strange_line", f"{name}:{number}", name=name, line=number)


def write_line(values: Mapping[str, Any]) -> bytes:
    """One line of a ``*.jsonl`` part: ``values`` in the order given, and their check."""
    return f"{_json({**values, 'check': _check(values)})}\n".encode()


def read_line(line: bytes) -> dict[str, Any] | None:
    """The values :func:`write_line` wrote, or None where a byte of ``line`` differs."""
    try:
        values = json.loads(line)
        values.pop("check")
        return values if write_line(values) == line + b"\n" else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _check(values: Mapping[str, Any]) -> str:
    return f"{zlib.crc32(_json(values).encode()):08x}"


def _split(content: bytes) -> list[bytes]:
    """The lines of ``content``; what stands after the last newline counts as one."""
    lines = content.split(b"\n")
    return lines if lines[-1] else lines[:-1]


@contextmanager
def written(target: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A new private file beside ``target``, to be filled, that takes its place when all went well.

    Raises :class:`StoreRefused` when there is one already and ``overwrite`` was not asked for.
    """
    _refuse_existing(target, overwrite=overwrite)
    number, name = tempfile.mkstemp(".part", f".{target.name}.", target.parent)  # mode 0600
    os.close(number)
    part = Path(name)
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        _refuse_existing(target, overwrite=overwrite)
        part.replace(target)
        sync_folder(target.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _refuse_existing(target: Path, *, overwrite: bool) -> None:
    if target.is_dir():
        raise IsADirectoryError(None, "", str(target))
    if target.exists() and not overwrite:
        raise refusal("exists", str(target))


def pack(
    target: Path, kind: str, about: Mapping[str, Any], parts: Iterable[tuple[str, bytes]]
) -> None:
    """Write into the file ``target`` a parcel of ``kind`` holding ``parts`` (name, bytes)."""
    listed: dict[str, Any] = {}
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts:
            listed[name] = {"size": len(content), "sha256": sha256(content).hexdigest()}
            _put(archive, name, content)
        manifest = {"format": FORMAT, "kind": kind, **about, "parts": listed}
        written_out = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        _put(archive, MANIFEST, written_out)
        archive.comment = _COMMENT + b"0" * 64
    with target.open("r+b") as file:
        comment = _comment_of(file, target.stat().st_size)
        file.seek(-_COMMENT_SIZE, os.SEEK_END)
        file.write(comment)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    packed = len(zlib.compress(content, 6))
    shrinks = packed < len(content) < packed * LARGEST_RATIO
    info = zipfile.ZipInfo(name, _ALWAYS)
    info.compress_type = zipfile.ZIP_DEFLATED if shrinks else zipfile.ZIP_STORED
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    archive.writestr(info, content, compresslevel=6)


def _comment_of(file: Any, size: int) -> bytes:
    digest, left = sha256(), max(size - _COMMENT_SIZE, 0)
    file.seek(0)
    while left and (piece := file.read(min(left, MEGABYTE))):
        digest.update(piece)
        left -= len(piece)
    return _COMMENT + digest.hexdigest().encode()


class _Damaged(Exception):
    """The zip does not hold together where it was read."""


@contextmanager
def _holding_together() -> Iterator[None]:
    try:
        yield
    except _UNREADABLE:
        raise _Damaged from None
    except OSError as fault:
        if fault.errno != errno.EINVAL:  # a place that lies before the file or far behind it
            raise
        raise _Damaged from None


@contextmanager
def opened(path: Path, kind: str, belongs: Callable[[str], bool]) -> Iterator[Parcel]:
    """The parcel of ``kind`` in the file ``path``; ``belongs`` says which names it may hold.

    Raises :class:`StoreRefused` for anything that is no such parcel, holds a part that does
    not belong, lacks one, or would unpack to too much. Its parts are checked as they are read.
    """
    if path.stat().st_size > LARGEST_PARCEL:
        raise refusal("too_big", path.name)
    try:
        with _holding_together():
            archive = zipfile.ZipFile(path)
    except _Damaged:
        raise refusal("not_ours", path.name) from None
    with archive:
        names = _names(archive)
        manifest = _manifest(archive, names, path)
        _refuse_other(manifest, kind, path)
        parts = _parts(manifest, path)
        _compare(names, parts, belongs)
        _refuse_bombs(archive, parts)
        kept = {"format", "kind", "parts"}
        about = {name: value for name, value in manifest.items() if name not in kept}
        yield Parcel(path, about, parts, archive)


def _names(archive: zipfile.ZipFile) -> set[str]:
    names: set[str] = set()
    for info in archive.infolist():
        if _climbs(info):
            raise refusal("climbing_path", name=shown(info.orig_filename))
        if info.filename in names or info.compress_type not in _PACKING:
            raise refusal("strange_part", name=shown(info.filename))
        names.add(info.filename)
    return names


def _climbs(info: zipfile.ZipInfo) -> bool:
    name = info.orig_filename
    linked = stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG}
    odd = name.startswith("/") or any(mark in name for mark in ("\\", ":", "\0"))
    return linked or odd or name != info.filename or ".." in name.split("/")


def shown(name: str) -> str:
    """``name`` of a part, fit to be printed."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:_NAME_SHOWN])


def _manifest(archive: zipfile.ZipFile, names: set[str], path: Path) -> dict[str, Any]:
    if MANIFEST not in names:
        raise refusal("not_ours", path.name)
    size = archive.getinfo(MANIFEST).file_size
    if size > LARGEST_MANIFEST:
        raise refusal("too_big", path.name)
    try:
        content = b"".join(_pieces(archive, MANIFEST, size, _PIECE))
        with _holding_together():
            manifest = json.loads(content)
    except _Damaged:
        raise refusal("changed_part", path.name, name=MANIFEST) from None
    if not isinstance(manifest, dict) or not _is_count(manifest.get("format")):
        raise refusal("not_ours", path.name)
    return manifest


def _refuse_other(manifest: Mapping[str, Any], kind: str, path: Path) -> None:
    if manifest["format"] > FORMAT:
        raise refusal("newer_file", path.name)
    if manifest.get("kind") != kind:
        raise refusal("other_kind", path.name, found=shown(str(manifest.get("kind", "?"))))


def _parts(manifest: Mapping[str, Any], path: Path) -> dict[str, Part]:
    try:
        parts = {
            name: Part(says["size"], says["sha256"]) for name, says in manifest["parts"].items()
        }
        sound = all(
            _is_count(part.size) and _DIGEST.fullmatch(part.sha256) for part in parts.values()
        )
    except (KeyError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise refusal("changed_part", path.name, name=MANIFEST)
    return parts


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _compare(names: set[str], parts: Mapping[str, Part], belongs: Callable[[str], bool]) -> None:
    for name in sorted(names - {MANIFEST} - parts.keys()):
        raise refusal("strange_part", name=shown(name))
    for name in sorted(parts.keys() - names):
        raise refusal("missing_part", name=shown(name))
    for name in sorted(parts):
        if not belongs(name):
            raise refusal("strange_part", name=shown(name))


def _refuse_bombs(archive: zipfile.ZipFile, parts: Mapping[str, Part]) -> None:
    """What the manifest says bounds what is read; sizes in the zip must say the same."""
    if sum(part.size for part in parts.values()) > LARGEST_PARCEL:
        raise refusal("too_big", str(archive.filename))
    for name, part in parts.items():
        info = archive.getinfo(name)
        if part.size > LARGEST_PART or part.size > info.compress_size * LARGEST_RATIO:
            raise refusal("too_big", name)
        if info.file_size != part.size:
            raise refusal("changed_part", name, name=name)


def _pieces(archive: zipfile.ZipFile, name: str, limit: int, size: int) -> Iterator[bytes]:
    """The bytes of a part, at most ``limit`` and one piece more, whatever the zip says."""
    info = archive.getinfo(name)
    info.CRC = None  # type: ignore[assignment] # our own digest judges, and says which line
    read = 0
    with _holding_together(), archive.open(info) as source:
        while (piece := source.read(size)) and read <= limit:
            read += len(piece)
            yield piece
