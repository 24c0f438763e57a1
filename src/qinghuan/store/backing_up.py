"""Backup and restore: the whole data folder in one file, written while work goes on.

A parcel with the database (copied by SQLite itself, so that it is whole at one moment) and
every kept original. It is read back and every case in it verified before it counts as
written. Restoring verifies likewise before anything is touched; the folder that was there
is put aside, not removed. On PostgreSQL the server's own tools back up the tables.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from qinghuan.errors import Problem
from qinghuan.journal import entry as journal
from qinghuan.store import home as homes
from qinghuan.store import parcel
from qinghuan.store.appending import moment
from qinghuan.store.erasing import note_backup
from qinghuan.store.files import sync_file, sync_folder
from qinghuan.store.refusal import StoreRefused, problem, refusal, refusals
from qinghuan.store.rows import DERIVED, ENTRY_COLUMNS, to_entry
from qinghuan.store.verifying import issued_heads, lines_problems

KIND: Final = "backup"
_FILE: Final = re.compile(r"files/[0-9a-f]{64}")
_PRIVATE: Final = 0o700


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was written and read back."""

    path: Path
    size: int
    """Bytes."""
    cases: int
    entries: int
    files: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A folder that holds again what a backup held."""

    path: Path
    aside: Path | None
    """Where the folder that was there lies now; None when there was none."""
    cases: int
    entries: int


@dataclass(frozen=True, slots=True)
class _Contents:
    cases: int
    entries: int
    files: frozenset[str]
    problems: tuple[Problem, ...]


def backup(target: Path, *, now: datetime, overwrite: bool = False) -> BackedUp:
    """Write the open data folder into the file ``target``, and verify what was written.

    Others may go on working. Raises :class:`StoreRefused`: on PostgreSQL, for a file that
    is there already, a full disk, or a database that does not verify.
    """
    home = homes.current()
    if home.vendor != "sqlite":
        raise refusal("backup_by_server")
    with refusals(str(target)), parcel.written(target, overwrite=overwrite) as part:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=home.path) as scratch:
            copy = Path(scratch) / homes.DATABASE
            homes.copy_sqlite(home.path / homes.DATABASE, copy)
            about = {"schema": homes.SCHEMA, "made": moment(now)}
            parcel.pack(part, KIND, about, _parts(copy, home.path / "files"))
        found = _verified(part, home.path)
    with refusals(str(target)):
        note_backup(target)
    size = target.stat().st_size
    return BackedUp(target, size, found.cases, found.entries, len(found.files))


def restore(file: Path, folder: Path) -> Restored:
    """Put what the backup ``file`` holds in the place of ``folder``, which is put aside.

    No folder may be open in this process. Raises :class:`StoreRefused`, having changed
    nothing, when the backup was changed, does not verify, or is a newer program's.
    """
    folder = folder.absolute()
    with refusals(str(folder)):
        folder.parent.mkdir(parents=True, exist_ok=True)
    with refusals(str(file)):
        found = _verified(file, folder.parent)
    with refusals(str(folder)):
        ready = _unpacked(file, folder)
        waiting = homes.restored_beside(folder)
        if waiting.exists():
            shutil.rmtree(waiting)
        ready.rename(waiting)
        aside = _put_aside(folder)
        homes.finish_swap(folder)
    return Restored(folder, aside, found.cases, found.entries)


def _put_aside(folder: Path) -> Path | None:
    if not folder.exists():
        return None
    aside = homes.free_name(folder.with_name(f"{folder.name}.before-restore"))
    folder.rename(aside)
    sync_folder(folder.parent)
    return aside


def _parts(copy: Path, files: Path) -> Iterator[tuple[str, bytes]]:
    yield homes.DATABASE, copy.read_bytes()
    with closing(sqlite3.connect(copy)) as database:
        rows = database.execute("SELECT DISTINCT digest FROM store_casefile ORDER BY digest")
        for (digest,) in rows.fetchall():
            path = files / digest
            if path.is_file():  # one that is missing is found, and named, by the verification
                yield f"files/{digest}", path.read_bytes()


def _belongs(name: str) -> bool:
    return name == homes.DATABASE or _FILE.fullmatch(name) is not None


def _verified(file: Path, scratch: Path) -> _Contents:
    """What the backup ``file`` holds. Raises :class:`StoreRefused` with all that is wrong."""
    with parcel.opened(file, KIND, _belongs) as found:
        schema = found.about.get("schema")
        if type(schema) is not int or homes.DATABASE not in found.parts:
            raise refusal("not_ours", file.name)
        if schema > homes.SCHEMA:
            raise refusal("newer_folder", file.name, found=schema, known=homes.SCHEMA)
        found.check_all()
        files = {name.removeprefix("files/") for name in found.parts if name != homes.DATABASE}
        for digest in sorted(files):
            if sha256(found.content(f"files/{digest}")).hexdigest() != digest:
                raise refusal("file_changed", digest)
        with tempfile.TemporaryDirectory(prefix=".verify-", dir=scratch) as place:
            copy = Path(place) / homes.DATABASE
            copy.write_bytes(found.content(homes.DATABASE))
            contents = _contents(copy, files)
    if contents.problems:
        raise StoreRefused(*contents.problems)
    return contents


def _contents(copy: Path, files: set[str]) -> _Contents:
    """Read a copied database as it is, without opening it as a folder, and verify each case."""
    problems: list[Problem] = []
    with closing(sqlite3.connect(copy)) as database:
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise refusal("damaged", copy.name)
        cases = database.execute("SELECT id, chain FROM store_case WHERE NOT erasing").fetchall()
        entries = 0
        for case, chain in cases:
            found, wrong = _case_problems(database, case, chain)
            entries += found
            problems += wrong
        used = {
            digest for (digest,) in database.execute("SELECT DISTINCT digest FROM store_casefile")
        }
    problems += [problem("file_missing", digest) for digest in sorted(used - files)]
    return _Contents(len(cases), entries, frozenset(used), tuple(problems))


def _case_problems(
    database: sqlite3.Connection, case: str, chain: str
) -> tuple[int, list[Problem]]:
    columns = ", ".join(f'"{name}"' for name in ENTRY_COLUMNS)
    rows = database.execute(
        f"SELECT {columns} FROM store_journalentry WHERE case_id = ? ORDER BY sequence",  # noqa: S608
        [case],
    ).fetchall()
    try:
        entries = [to_entry(chain, row) for row in rows]
    except (ValueError, TypeError):
        return len(rows), [problem("row_damaged", case)]
    heads = dict(
        database.execute("SELECT sequence, head FROM store_caseindex WHERE case_id = ?", [case])
    )
    problems = journal.verify(entries, {**issued_heads(entries), **heads})
    return len(rows), problems + lines_problems(entries, list(_lines(database, case)))


def _lines(database: sqlite3.Connection, case: str) -> Iterator[tuple[Any, ...]]:
    names = ("imported_by", "position", "line", "supersedes", "text", *DERIVED)
    moved = names.index("moved")
    rows = database.execute(
        f"SELECT {', '.join(names)} FROM store_billline WHERE case_id = ?"  # noqa: S608
        " ORDER BY sequence, imported_by, position",
        [case],
    )
    for row in rows:
        yield (*row[:moved], bool(row[moved]), *row[moved + 1 :])


def _unpacked(file: Path, folder: Path) -> Path:
    """A complete folder beside ``folder``, on the disk before it is named as waiting."""
    place = folder.with_name(f"{folder.name}.restoring")
    if place.exists():
        shutil.rmtree(place)
    (place / "files").mkdir(mode=_PRIVATE, parents=True)
    place.chmod(_PRIVATE)
    with parcel.opened(file, KIND, _belongs) as found:
        for name in found.parts:
            sync_file(place / name, found.content(name))
        version = json.dumps({"schema": found.about["schema"]})
        sync_file(place / "version", version.encode())
    sync_folder(place / "files")
    sync_folder(place)
    return place
