"""Erasing: a whole case, or the words of one entry, so that they are nowhere in the folder.

A case that is being erased is marked first; what was stopped in the middle is finished when
the folder is opened next. On SQLite what was freed is overwritten, the write-ahead log cut
and the file made anew. On PostgreSQL the tables are written anew without the rows; the
server's own log, statistics and backups are in its operator's hands. What stopped backups
and imports left in the folder goes too.

What lies elsewhere (backups, exported cases, papers) cannot be reached from here: the copies
this program knows of are named to the person.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import DatabaseError

from qinghuan.journal.entry import Entry
from qinghuan.journal.fact import Corrected, Redacted
from qinghuan.store import settings
from qinghuan.store.appending import Appended, append_redactions, locked, named_files
from qinghuan.store.files import remove_unused, sweep_orphans
from qinghuan.store.home import DATABASE, current, left_by_restoring
from qinghuan.store.locking import alone
from qinghuan.store.models import Case, CaseFile, CaseIndex, Draft, Setting
from qinghuan.store.reading import entries_of_rows, entry_rows
from qinghuan.store.refusal import StoreRefused, refusal, refusals
from qinghuan.store.rows import ENTRY_COLUMNS
from qinghuan.store.who import Who

_UNFINISHED: Final = "erased_words_to_overwrite"
_BACKUPS: Final = "backups_made"
_LEFT_BY_BACKUPS: Final = (".backup-*", ".verify-*", f"{DATABASE}.part")
_WITH_FACTS: Final = ("store_billline", "store_journalentry", "store_caseindex", "store_draft")


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing did, and where copies may still be."""

    overwritten: bool
    """False while another program was in the way, or the disk full: done at the next opening."""
    backups: tuple[Path, ...] = ()
    """Copies this program made that may still hold the words."""
    copies: tuple[str, ...] = ()
    """Other cases of this folder that are copies of the same one."""


def erase(case: str, *, who: Who) -> Erased:
    """Erase ``case`` for good: journal, lines, index, drafts, and files no other case uses.

    Raises :class:`StoreRefused` for an unknown case, or while a backup is being written.
    """
    with refusals(case), alone(current().path, settings.BUSY_SECONDS):
        with transaction.atomic(durable=True):
            row = locked(case, who)
            others = Case.objects.filter(chain=row.chain, erasing=False).exclude(id=case)
            copies = tuple(others.order_by("id").values_list("id", flat=True))
            backups = tuple(holding(row.chain))
            Case.objects.filter(id=case).update(erasing=True)
            remember()
        _erase_marked(case)
        return Erased(_overwrite(), backups, copies)


def redact(
    case: str, entry: str, *, who: Who, now: datetime, reason: str
) -> tuple[Appended, Erased]:
    """Erase the words of ``entry``: that it existed, when, and by whom stays in the journal.

    Corrections of it go with it, and so do the lines and the original of an import. Raises
    :class:`StoreRefused` for an unknown entry, one whose words are gone or must stay, or
    while a backup is being written.
    """
    with refusals(case), alone(current().path, settings.BUSY_SECONDS):
        with transaction.atomic(durable=True):
            row = locked(case, who)
            named = _with_corrections(row, entry)
            used = named_files(case)
            done = append_redactions(case, named, who=who, now=now, reason=reason)
            freed = used - named_files(case)
            backups = tuple(holding(row.chain))
            remember(freed)
        return done, Erased(_overwrite(), backups)


def finish_erasing() -> None:
    """Go on with what was stopped: cases marked as being erased, words not overwritten yet.

    Not while another program is at it, or a backup is being written: then the next time.
    """
    folder = current().path
    marked = Case.objects.filter(erasing=True).values_list("id", flat=True)
    if not marked.exists() and _waiting() is None and not list(_left_in(folder)):
        return
    try:
        with alone(folder, patience=0):
            for case in marked:
                _erase_marked(case)
            if _waiting() is not None:
                _overwrite()
            _sweep(folder)
    except StoreRefused as refused:
        if refused.problem.code != "store.folder_in_use":
            raise


def note_backup(*paths: Path) -> None:
    """Remember that a backup is written to ``paths``, to name it when something is erased."""
    with transaction.atomic():
        known = [path for path in _noted() if _may_be_there(path)]
        names = list(dict.fromkeys(str(path.absolute()) for path in [*known, *paths]))
        Setting.objects.update_or_create(name=_BACKUPS, defaults={"value": json.dumps(names)})


def holding(chain: str) -> Iterator[Path]:
    """Copies of this folder that may hold the case sealed as ``chain``.

    A backup on a disk that is not connected now is named as well.
    """
    home = current().path
    for path in sorted((home / "backups").glob("*.sqlite3")):
        if _holds(path, chain):
            yield path
    yield from filter(_may_be_there, _noted())
    yield from left_by_restoring(home)


def _noted() -> list[Path]:
    row = Setting.objects.filter(name=_BACKUPS).first()
    return [Path(name) for name in json.loads(row.value)] if row else []


def _may_be_there(path: Path) -> bool:
    return path.exists() or not path.parent.exists()


def _holds(copy: Path, chain: str) -> bool:
    address = f"{copy.as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            found = database.execute("SELECT 1 FROM store_case WHERE chain = ?", [chain])
            return found.fetchone() is not None
    except sqlite3.Error:
        return True  # cannot be read here: named rather than kept silent about


def _with_corrections(row: Case, named: str) -> list[Entry]:
    """The entry called ``named`` and every correction of it that still has its words."""
    rows = entry_rows(row.id).order_by("sequence").values_list(*ENTRY_COLUMNS)
    entries = entries_of_rows(row.id, row.chain, rows)
    found = next((entry for entry in entries if entry.id == named), None)
    if found is None:
        raise refusal("no_entry", named)
    if found.body is None:
        raise refusal("already_erased", named)
    if found.sequence == 1 or found.kind == Redacted.KIND:
        raise refusal("must_stay", named)
    return [found, *_corrections(entries, named)]


def _corrections(entries: Sequence[Entry], named: str) -> Iterator[Entry]:
    names = {named}
    for entry in entries:
        if entry.kind != Corrected.KIND or entry.body is None:
            continue
        if json.loads(entry.body)["which"] in names:
            names.add(entry.id)
            yield entry


def _erase_marked(case: str) -> None:
    """Delete everything of a marked case; each step can be repeated after a stop."""
    with transaction.atomic(durable=True), connections["default"].cursor() as cursor:
        for table in _WITH_FACTS:
            cursor.execute(f"DELETE FROM {table} WHERE case_id = %s", [case])  # noqa: S608
    digests = list(CaseFile.objects.filter(case=case).values_list("digest", flat=True))
    with transaction.atomic(durable=True):
        remember(digests)
        CaseFile.objects.filter(case=case).delete()
        CaseIndex.objects.filter(case=case).delete()
        Draft.objects.filter(case=case).delete()
        Case.objects.filter(id=case).delete()


def remember(files: Iterable[str] = ()) -> None:
    """That erased words wait to be overwritten, and ``files`` to go if no case uses them.

    Within the caller's transaction; :func:`finish_erasing` does it.
    """
    value = json.dumps(sorted({*(_waiting() or ()), *files}))
    Setting.objects.update_or_create(name=_UNFINISHED, defaults={"value": value})


def _waiting() -> list[str] | None:
    """The files that wait to go; None when no erased word waits to be overwritten."""
    row = Setting.objects.filter(name=_UNFINISHED).first()
    return list(json.loads(row.value)) if row else None


def _left_in(folder: Path) -> Iterator[Path]:
    """Copies of the database that a stopped backup or update left in ``folder``."""
    for pattern in _LEFT_BY_BACKUPS:
        yield from folder.glob(pattern)


def _sweep(folder: Path) -> None:
    """Remove them. Nobody may be writing one: the folder's lock is held alone."""
    for path in _left_in(folder):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _overwrite() -> bool:
    """Make sure that nothing freed can be read any more; False when that failed for now."""
    _sweep(current().path)
    remove_unused(_waiting() or ())
    sweep_orphans(older_than=0)  # what stopped imports left; the lock says that none is under way
    try:
        with connections["default"].cursor() as cursor:
            done = _rewrite_sqlite(cursor) if cursor.db.vendor == "sqlite" else _rewrite(cursor)
    except DatabaseError:
        return False
    if done:
        Setting.objects.filter(name=_UNFINISHED).delete()
    return done


def _rewrite_sqlite(cursor: CursorWrapper) -> bool:
    cursor.execute("VACUUM")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return not cursor.fetchone()[0]


def _rewrite(cursor: CursorWrapper) -> bool:
    """A plain VACUUM would leave the bytes of deleted rows in the tables' files."""
    cursor.execute(f"SET lock_timeout = '{settings.BUSY_SECONDS}s'")
    try:
        for table in _WITH_FACTS:
            cursor.execute(f"VACUUM (FULL, ANALYZE) {table}")
    finally:
        cursor.execute("RESET lock_timeout")
    return True
