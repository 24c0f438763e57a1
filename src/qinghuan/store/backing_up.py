"""Backup and restore: the whole data folder in one file, written while work goes on.

A parcel with the database (copied by SQLite itself, so that it is whole at one moment) and
every kept original. It is read back and every case in it verified before it counts as
written. Restoring verifies what it unpacked before anything is touched; the folder that was
there is put aside, not removed. On PostgreSQL the server's own tools back up the tables.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from qinghuan.errors import Problem
from qinghuan.journal import entry as journal
from qinghuan.journal.entry import Entry
from qinghuan.store import home as homes
from qinghuan.store import parcel, settings, triggers
from qinghuan.store.appending import moment
from qinghuan.store.erasing import note_backup
from qinghuan.store.files import sync_file, sync_folder
from qinghuan.store.locking import together
from qinghuan.store.refusal import StoreRefused, problem, refusal, refusals
from qinghuan.store.rows import DERIVED, ENTRY_COLUMNS, to_entry
from qinghuan.store.verifying import issued_heads, lines_problems, named_by

KIND: Final = "backup"
_FILE: Final = re.compile(r"files/[0-9a-f]{64}")
_PRIVATE: Final = 0o700
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_PATIENCE: Final = 3.0
"""Seconds to wait for other programs to let go of the folder that is to be replaced."""
_RESTORED: Final = "restored"


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

    Others may go on working, but nothing can be erased meanwhile. Raises
    :class:`StoreRefused`: on PostgreSQL, for a file that is there already, a full disk, a
    database that does not verify, or while something is being erased.
    """
    home = homes.current()
    if home.vendor != "sqlite":
        raise refusal("backup_by_server")
    with (
        refusals(str(target)),
        together(home.path, settings.BUSY_SECONDS),
        parcel.written(target, overwrite=overwrite) as part,
    ):
        note_backup(target, part)  # first, so that a stopped one is named when something is erased
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=home.path) as scratch:
            copy = Path(scratch) / homes.DATABASE
            homes.copy_sqlite(home.path / homes.DATABASE, copy)
            about = {"schema": homes.SCHEMA, "made": moment(now)}
            parcel.pack(part, KIND, about, _parts(copy, home.path / "files"))
        with tempfile.TemporaryDirectory(prefix=".verify-", dir=home.path) as scratch:
            found = _unpacked(part, Path(scratch), wanted={homes.DATABASE})
    with refusals(str(target)):
        note_backup(target)  # and the name it was written under no more
    size = target.stat().st_size
    return BackedUp(target, size, found.cases, found.entries, len(found.files))


def restore(file: Path, folder: Path) -> Restored:
    """Put what the backup ``file`` holds in the place of ``folder``, which is put aside.

    Raises :class:`StoreRefused`, having changed nothing, when the backup was changed, does
    not verify, or is a newer program's; while any program has the folder open, this one
    included; where ``folder`` holds other things; and where the data is on PostgreSQL.
    """
    if os.environ.get("QINGHUAN_DATABASE"):
        raise refusal("backup_by_server")
    folder = folder.absolute()
    place, waiting = homes.restoring_beside(folder), homes.restored_beside(folder)
    with refusals(str(folder)):
        homes.refuse_foreign(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        _remove(place)
        place.mkdir(mode=_PRIVATE)
        try:
            found = _unpacked(file, place)
            _complete(place)
            with _nobody_in(folder):
                _remove(waiting)
                place.rename(waiting)
                aside = homes.put_aside(folder)
        except BaseException:
            _remove(place)
            raise
        homes.finish_swap(folder)
    return Restored(folder, aside, found.cases, found.entries)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


@contextmanager
def _nobody_in(folder: Path) -> Iterator[None]:
    """Keep every program out of the database of ``folder``; what it has, all in one file.

    What another program recorded after its folder was put aside would seem to be lost. A
    database that cannot be read any more has nobody in it.
    """
    path = folder / homes.DATABASE
    if not path.exists():
        yield
        return
    address = f"{path.as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as database:
        database.isolation_level = None
        try:
            database.execute("PRAGMA locking_mode=EXCLUSIVE")
            # Ends the log beside the file, and asks for its only user to do so.
            database.execute("PRAGMA journal_mode=DELETE")
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as fault:
            if fault.sqlite_errorcode & 0xFF in _BUSY:
                raise refusal("folder_in_use", str(folder)) from fault
        yield


def _parts(copy: Path, files: Path) -> Iterator[tuple[str, bytes]]:
    yield homes.DATABASE, copy.read_bytes()
    with closing(sqlite3.connect(copy)) as database:
        for digest in _noted_files(database):
            path = files / digest
            if path.is_file():  # one that is missing is found, and named, by the verification
                yield f"files/{digest}", path.read_bytes()


def _noted_files(database: sqlite3.Connection) -> list[str]:
    query = """
        SELECT DISTINCT digest FROM store_casefile JOIN store_case ON store_case.id = case_id
          WHERE NOT erasing ORDER BY digest"""
    return [str(digest) for (digest,) in database.execute(query)]


def _belongs(name: str) -> bool:
    return name == homes.DATABASE or _FILE.fullmatch(name) is not None


def _unpacked(file: Path, place: Path, wanted: set[str] | None = None) -> _Contents:
    """Write the ``wanted`` parts of the backup ``file`` (or all) into ``place``, verified.

    On the disk on return. Raises :class:`StoreRefused` with all that is wrong.
    """
    with parcel.opened(file, KIND, _belongs) as found:
        schema = found.about.get("schema")
        if type(schema) is not int or homes.DATABASE not in found.parts:
            raise refusal("not_ours", file.name)
        if schema > homes.SCHEMA:
            raise refusal("newer_folder", file.name, found=schema, known=homes.SCHEMA)
        found.check_all()
        files = {name.removeprefix("files/") for name in found.parts if name != homes.DATABASE}
        for digest in sorted(files):
            if found.parts[f"files/{digest}"].sha256 != digest:
                raise refusal("file_changed", digest)
        (place / "files").mkdir(mode=_PRIVATE)
        for name in found.parts if wanted is None else wanted:
            sync_file(place / name, found.content(name))
    try:
        contents = _contents(place / homes.DATABASE, files, schema)
    except sqlite3.Error as fault:
        raise refusal("damaged", file.name) from fault
    if contents.problems:
        raise StoreRefused(*contents.problems)
    return contents


def _complete(place: Path) -> None:
    """Give an unpacked folder its version and its guards, and whatever else acts in it none."""
    with closing(sqlite3.connect(place / homes.DATABASE)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        schema = _schema_in(database)
        for kind in ("trigger", "view"):
            rows = database.execute("SELECT name FROM sqlite_master WHERE type = ?", [kind])
            for (name,) in rows.fetchall():
                quoted = name.replace('"', '""')
                database.execute(f'DROP {kind} "{quoted}"')
        database.commit()
    if schema == homes.SCHEMA:  # the update sets those of an older one
        settings.bind(settings.sqlite_at(place / homes.DATABASE), _RESTORED)
        try:
            triggers.install(_RESTORED)
        finally:
            settings.unbind(_RESTORED)
    sync_file(place / "version", json.dumps({"schema": schema}).encode())
    sync_folder(place / "files")
    sync_folder(place)


def _schema_in(database: sqlite3.Connection) -> int:
    query = "SELECT value FROM store_setting WHERE name = 'schema'"
    row = database.execute(query).fetchone()
    return int(row[0]) if row and str(row[0]).isdecimal() else 0


def _contents(copy: Path, files: set[str], schema: int) -> _Contents:
    """Read a copied database as it is, without opening it as a folder, and verify each case."""
    problems: list[Problem] = []
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA trusted_schema=OFF")
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise refusal("damaged", copy.name)
        if _schema_in(database) != schema:
            raise refusal("changed_part", copy.name, name=parcel.MANIFEST)
        cases = database.execute("SELECT id, chain FROM store_case WHERE NOT erasing").fetchall()
        used = set(_noted_files(database))
        count = 0
        for case, chain in cases:
            entries, wrong = _case_problems(database, case, chain)
            count += len(entries)
            used |= named_by(entries)
            problems += wrong
    problems += [problem("file_missing", digest) for digest in sorted(used - files)]
    return _Contents(len(cases), count, frozenset(used), tuple(problems))


def _case_problems(
    database: sqlite3.Connection, case: str, chain: str
) -> tuple[list[Entry], list[Problem]]:
    columns = ", ".join(f'"{name}"' for name in ENTRY_COLUMNS)
    rows = database.execute(
        f"SELECT {columns} FROM store_journalentry WHERE case_id = ? ORDER BY sequence",  # noqa: S608
        [case],
    ).fetchall()
    try:
        entries = [to_entry(chain, row) for row in rows]
    except (ValueError, TypeError):
        return [], [problem("row_damaged", case)]
    heads = dict(
        database.execute("SELECT sequence, head FROM store_caseindex WHERE case_id = ?", [case])
    )
    problems = journal.verify(entries, {**issued_heads(entries), **heads})
    return entries, problems + lines_problems(entries, list(_lines(database, case)))


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
