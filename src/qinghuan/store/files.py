"""Kept originals: files named by their SHA-256, written and synced before an entry names them."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from qinghuan.store.refusal import refusal, refusals

_PART: Final = ".part"
ORPHAN_SECONDS: Final = 24 * 3600.0
"""A file no entry names may be one whose entry is about to be written; later it is an orphan."""


def folder() -> Path:
    """The folder of kept files of the open home."""
    from qinghuan.store.home import current  # noqa: PLC0415 (which needs Django)

    return current().path / "files"


def path_of(digest: str) -> Path:
    """Where the file with ``digest`` lies."""
    return folder() / digest


def keep_file(content: bytes) -> str:
    """Keep ``content``; its SHA-256 as the name by which facts mention it.

    On return the bytes and the name are on the disk. Raises :class:`StoreRefused`
    when the disk is full; then nothing is left of it.
    """
    digest = sha256(content).hexdigest()
    target = path_of(digest)
    with refusals(str(folder())):
        if not _kept_already(target, digest):
            _write(content, target)
    return digest


LARGEST_ORIGINAL: Final = 200 << 20
"""Bytes of one original that comes as a stream: an hour of recording as telephones make it."""
_PIECE: Final = 1 << 20


class NewFile:
    """A file on its way into the folder, hashed as it comes; ``keep`` gives it its name.

    What is past ``largest`` bytes is counted and dropped. Whoever began one ends it with
    ``keep`` or ``drop``; of a process that was stopped the sweep of orphans takes the rest.
    """

    def __init__(self, largest: int = LARGEST_ORIGINAL) -> None:
        self.largest, self.size, self._digest = largest, 0, sha256()
        with refusals(str(folder())):
            number, name = tempfile.mkstemp(suffix=_PART, dir=folder())  # mode 0600
        self.path, self._out = Path(name), os.fdopen(number, "wb")

    @property
    def too_large(self) -> bool:
        """Whether more came than is taken."""
        return self.size > self.largest

    @property
    def digest(self) -> str:
        """SHA-256 of what came."""
        return self._digest.hexdigest()

    def write(self, piece: bytes) -> None:
        """The next bytes. Raises :class:`StoreRefused` when the disk is full."""
        self.size += len(piece)
        if not self.too_large:
            self._digest.update(piece)
            with refusals(str(self.path.parent)):
                self._out.write(piece)

    def done(self) -> None:
        """Everything came: it can be read at ``path``."""
        with refusals(str(self.path.parent)):
            self._out.flush()

    def keep(self) -> str:
        """Keep it; its SHA-256. Bytes and name are on the disk on return.

        Raises :class:`StoreRefused` for one that is too large, or when the disk is full.
        """
        if self.too_large:
            raise refusal("original_too_large", limit=self.largest >> 20)
        target = path_of(self.digest)
        with refusals(str(folder())):
            if not _kept_already(target, self.digest):
                self._out.flush()
                os.fsync(self._out.fileno())
                self.path.replace(target)
                sync_folder(target.parent)
        self.drop()
        return self.digest

    def drop(self) -> None:
        """Leave nothing of it but what was kept."""
        with suppress(OSError):
            self._out.close()
        self.path.unlink(missing_ok=True)


def keep_stream(source: BinaryIO, largest: int = LARGEST_ORIGINAL) -> str:
    """Keep what ``source`` gives, never more than a piece of it in memory; its SHA-256.

    Raises :class:`StoreRefused` past ``largest`` bytes, or when the disk is full; then
    nothing is left of it.
    """
    new = NewFile(largest)
    try:
        while (piece := source.read(_PIECE)) and not new.too_large:
            new.write(piece)
        return new.keep()
    finally:
        new.drop()


def _kept_already(target: Path, digest: str) -> bool:
    """Whether ``target`` holds what it should; its age starts anew, so that no sweep takes it."""
    try:
        os.utime(target)
        return digest_of_file(target) == digest
    except FileNotFoundError:
        return False


def _write(content: bytes, target: Path) -> None:
    number, name = tempfile.mkstemp(suffix=_PART, dir=target.parent)  # mode 0600
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sync_folder(path: Path) -> None:
    """Make the names in ``path`` last through a power cut."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sync_file(path: Path, content: bytes) -> None:
    """Write ``content`` into the new private file ``path``, on the disk on return."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def file(digest: str) -> bytes:
    """The bytes kept under ``digest``, checked against it.

    Raises :class:`StoreRefused` when the file is missing or was changed.
    """
    try:
        content = path_of(digest).read_bytes()
    except FileNotFoundError:
        raise refusal("file_missing", digest) from None
    if sha256(content).hexdigest() != digest:
        raise refusal("file_changed", digest)
    return content


def digest_of_file(path: Path) -> str:
    """SHA-256 of the file at ``path``, read in pieces."""
    digest = sha256()
    with path.open("rb") as source:
        while piece := source.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def remove_unused(digests: Iterable[str]) -> int:
    """Remove those kept files of ``digests`` that no case uses any more; how many went."""
    with _unused(set(digests)) as unused:
        for digest in unused:
            path_of(digest).unlink(missing_ok=True)
    return len(unused)


def sweep_orphans(older_than: float = ORPHAN_SECONDS) -> int:
    """Remove files that no case uses, untouched for ``older_than`` seconds; how many went.

    They come from imports that were stopped between keeping the file and recording it.
    Nothing is locked where there are none.
    """
    limit = time.time() - older_than
    found = {path.name for path in folder().iterdir() if _untouched_since(limit, path)}
    if not found or not found - _used():
        return 0
    with _unused(found) as unused:
        old = [path for path in map(path_of, unused) if _untouched_since(limit, path)]
        for path in old:
            path.unlink(missing_ok=True)
    return len(old)


def _untouched_since(limit: float, path: Path) -> bool:
    try:
        return path.stat().st_mtime <= limit
    except FileNotFoundError:
        return False  # somebody else removed it


def _used() -> set[str]:
    from qinghuan.store.models import CaseFile  # noqa: PLC0415 (which needs Django)

    return set(CaseFile.objects.values_list("digest", flat=True).distinct())


@contextmanager
def _unused(digests: set[str]) -> Iterator[set[str]]:
    """Those of ``digests`` that no case uses; nobody can begin to use one meanwhile.

    An append notes its use of a file before it looks whether the file is there, so
    it either comes first and is seen here, or finds the file gone and is refused.
    """
    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic():  # on SQLite this alone lets no other writer in
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE store_casefile IN SHARE ROW EXCLUSIVE MODE")
        yield digests - _used()
