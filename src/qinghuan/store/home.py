"""The data folder: where it is, whether this program may open it, and its update.

``QINGHUAN_HOME`` or the user's data folder, mode 0700: the database, ``files/``,
``version``. A newer program copies the database, changes its tables and checks
that no word changed, before anyone works in it; an older one refuses.
"""

from __future__ import annotations

import glob
import json
import os
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, Final

from django.core.management import call_command
from django.db import connections, transaction
from django.db.utils import DatabaseError

from qinghuan.store import settings, triggers
from qinghuan.store.files import sweep_orphans, sync_folder
from qinghuan.store.locking import alone
from qinghuan.store.refusal import refusal, refusals

SCHEMA: Final = 1
"""Raised with every new migration of the tables."""

DATABASE: Final = "qinghuan.sqlite3"
_VERSION: Final = "version"
_SCHEMA_NAME: Final = "schema"
_ENTRIES: Final = 'case_id, sequence, entry, kind, version, "on", recorded_at, actor, token'
_CONTENTS: Final = (
    f"SELECT {_ENTRIES}, body, salt, body_digest, digest FROM store_journalentry ORDER BY row",  # noqa: S608
    "SELECT case_id, line, supersedes, text FROM store_billline ORDER BY row",
)
_PRIVATE_FOLDER: Final = 0o700
_PRIVATE_FILE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Home:
    """The open data folder."""

    path: Path
    vendor: str
    """``sqlite`` or ``postgresql``."""
    updated_from: int | None = None
    """The schema it had before this program updated it just now."""
    copy: Path | None = None
    """The copy of the database made before that update."""


class _Open:
    home: Home | None = None


def default_path() -> Path:
    """``QINGHUAN_HOME``, else the folder this system keeps a user's data in."""
    chosen = os.environ.get("QINGHUAN_HOME")
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Qinghuan"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "qinghuan"


def current() -> Home:
    """The open home. Raises :class:`StoreRefused` when none is open."""
    if _Open.home is None:
        raise refusal("not_open")
    return _Open.home


def open_home(
    path: Path | None = None,
    *,
    database_url: str | None = None,
    more: Mapping[str, Any] | None = None,
) -> Home:
    """Open the data folder, making or updating it where needed.

    ``database_url`` (or ``QINGHUAN_DATABASE``) puts the tables on PostgreSQL; kept
    files stay in the folder. ``more`` are further Django settings of the pages.
    Raises :class:`StoreRefused`: newer folder, no right to write, full disk, ….
    """
    settings.configure(more)
    folder = (path or default_path()).absolute()
    url = database_url or os.environ.get("QINGHUAN_DATABASE") or None
    with refusals(str(folder)):
        finish_swap(folder)
        _make(folder)
        _refuse_newer(_version_of(folder), str(folder))
        database = settings.postgresql_at(url) if url else settings.sqlite_at(folder / DATABASE)
        if not url:
            _make_private_file(folder / DATABASE)
        settings.bind(database)
        vendor = "postgresql" if url else "sqlite"
        _Open.home = _ready(Home(folder, vendor))
    return _Open.home


def close() -> None:
    """Close this thread's connection and forget the open home."""
    settings.unbind()
    _Open.home = None


def _make(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(mode=_PRIVATE_FOLDER, parents=True)
    elif (folder / _VERSION).exists():
        folder.chmod(_PRIVATE_FOLDER)
    (folder / "files").mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)


def _make_private_file(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, _PRIVATE_FILE))


def _version_of(folder: Path) -> int | None:
    try:
        return int(json.loads((folder / _VERSION).read_text())["schema"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise refusal("version_unreadable", str(folder / _VERSION)) from None


def _refuse_newer(found: int | None, where: str) -> None:
    if found is not None and found > SCHEMA:
        raise refusal("newer_folder", where, found=found, known=SCHEMA)


def _ready(home: Home) -> Home:
    from qinghuan.store.erasing import finish_erasing  # noqa: PLC0415 (needs the tables' room)

    found = _schema_of_database()
    _refuse_newer(found, str(home.path))
    if found != SCHEMA:
        with alone(home.path):
            found = _schema_of_database()
            if found != SCHEMA:
                home = _updated(home, found)
    if _version_of(home.path) != SCHEMA:
        _write_version(home.path)
    _Open.home = home
    finish_erasing()
    sweep_orphans()
    return home


def _schema_of_database() -> int | None:
    """The schema its tables have; None before there are any."""
    connection = connections["default"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT value FROM store_setting WHERE name = %s", [_SCHEMA_NAME])
            row = cursor.fetchone()
    except DatabaseError as fault:
        if "store_setting" in str(fault):
            return None
        raise
    return int(row[0]) if row else None


def _updated(home: Home, found: int | None) -> Home:
    if found is None:
        migrate()
        return home
    # On PostgreSQL the whole update is one transaction; on SQLite that cannot be.
    if home.vendor == "postgresql":
        with transaction.atomic(durable=True):
            _migrate_unchanged(home)
        return Home(home.path, home.vendor, updated_from=found)
    _keep_others_out()
    copy = _copy_of_database(home, found)
    try:
        _migrate_unchanged(home)
    except BaseException:
        _put_back(home, copy)
        raise
    connections["default"].close()  # which lets others in again
    return Home(home.path, home.vendor, updated_from=found, copy=copy)


def _migrate_unchanged(home: Home) -> None:
    before = contents_digest()
    migrate()
    if contents_digest() != before:
        raise refusal("update_changed_words", str(home.path))


def _keep_others_out() -> None:
    """Until its connection closes, no other program reads or writes the SQLite file.

    What an older program recorded meanwhile would be lost when the copy is put back.
    Busy while one has the file open: SQLite gives this lock to the only user.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA locking_mode=EXCLUSIVE")
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("COMMIT")


def migrate() -> None:
    """Bring the tables to this program's schema, with their guards."""
    triggers.step_aside()
    call_command("migrate", verbosity=0, interactive=False)
    triggers.install()
    from qinghuan.store.models import Setting  # noqa: PLC0415

    Setting.objects.update_or_create(name=_SCHEMA_NAME, defaults={"value": str(SCHEMA)})


def contents_digest() -> str:
    """SHA-256 over every entry and line as stored: what an update must not change."""
    digest = sha256()
    with connections["default"].cursor() as cursor:
        for query in _CONTENTS:
            cursor.execute(query)
            for row in cursor:
                digest.update(json.dumps(row, default=_hexadecimal).encode())
    return digest.hexdigest()


def _hexadecimal(salt: Any) -> str:
    return bytes(salt).hex()


def _copy_of_database(home: Home, found: int) -> Path:
    """A copy of the SQLite file, made by the connection that keeps the others out."""
    (home.path / "backups").mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
    copy = free_name(home.path / "backups" / f"before-update-from-{found}.sqlite3")
    _backup(connections["default"].connection, copy)
    return copy


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that may be in use, whole, and sync it."""
    with closing(sqlite3.connect(source, timeout=settings.BUSY_SECONDS)) as reading:
        _backup(reading, target)


def _backup(reading: sqlite3.Connection, target: Path) -> None:
    _make_private_file(target)
    with closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)
    with target.open("rb") as written:
        os.fsync(written.fileno())
    sync_folder(target.parent)


def free_name(path: Path) -> Path:
    """``path``, or with the first number after it that no file has."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def _put_back(home: Home, copy: Path) -> None:
    settings.unbind()
    part = home.path / f"{DATABASE}.part"
    part.unlink(missing_ok=True)
    copy_sqlite(copy, part)
    for suffix in ("-wal", "-shm"):  # of the database that goes
        (home.path / f"{DATABASE}{suffix}").unlink(missing_ok=True)
    part.replace(home.path / DATABASE)
    sync_folder(home.path)


def remove_database(folder: Path) -> None:
    """Remove the SQLite file of ``folder`` with its companions."""
    for suffix in ("", "-wal", "-shm"):
        (folder / f"{DATABASE}{suffix}").unlink(missing_ok=True)


def _write_version(folder: Path) -> None:
    part = folder / f"{_VERSION}.part"
    part.write_text(json.dumps({"schema": SCHEMA}))
    part.chmod(_PRIVATE_FILE)
    part.replace(folder / _VERSION)
    sync_folder(folder)


def restored_beside(folder: Path) -> Path:
    """Where a restored folder waits, complete, for its turn."""
    return folder.with_name(f"{folder.name}.restored")


def restoring_beside(folder: Path) -> Path:
    """Where a folder is being restored."""
    return folder.with_name(f"{folder.name}.restoring")


def refuse_foreign(folder: Path) -> None:
    """Raises :class:`StoreRefused` for a folder that holds something, but nothing of ours."""
    if not folder.exists() or (folder / _VERSION).exists() or (folder / DATABASE).exists():
        return
    if not folder.is_dir() or any(folder.iterdir()):
        raise refusal("no_data_folder", str(folder))


def put_aside(folder: Path) -> Path | None:
    """Rename ``folder`` to a name of its own; None when there is no folder."""
    if not folder.exists():
        return None
    name = f"{folder.name}.before-restore"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    aside = next(path for path in map(folder.with_name, names) if not path.exists())
    folder.rename(aside)
    sync_folder(folder.parent)
    return aside


def left_by_restoring(folder: Path) -> list[Path]:
    """Folders beside ``folder`` that restoring put aside, or left when it was stopped."""
    left = [restored_beside(folder), restoring_beside(folder)]
    aside = folder.parent.glob(f"{glob.escape(folder.name)}.before-restore*")
    return sorted([*aside, *(path for path in left if path.exists())])


def finish_swap(folder: Path) -> None:
    """Finish a restore that was stopped after the old folder was put aside."""
    waiting = restored_beside(folder)
    if not folder.exists() and waiting.exists():
        waiting.rename(folder)
        sync_folder(folder.parent)
