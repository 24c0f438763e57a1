"""Erasing: a whole case, or the words of one entry, so that they are nowhere in the folder.

A case that is being erased is marked first; what was stopped in the middle is finished when
the folder is opened next. On SQLite what was freed is overwritten, the write-ahead log cut
and the file made anew. On PostgreSQL the rows are gone and their space is given back; the
server's own log and backups are in its operator's hands.

What lies elsewhere (backups, exported cases, papers) cannot be reached from here: the copies
this program knows of are named to the person.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connections, transaction
from django.db.utils import DatabaseError

from qinghuan.journal.entry import Entry
from qinghuan.journal.fact import Corrected, Redacted
from qinghuan.store.appending import Appended, append_redactions, locked, named_files
from qinghuan.store.files import remove_unused
from qinghuan.store.home import current
from qinghuan.store.models import Case, CaseFile, CaseIndex, Draft, Setting
from qinghuan.store.reading import entries_of_rows, entry_rows
from qinghuan.store.refusal import refusal, refusals
from qinghuan.store.rows import ENTRY_COLUMNS
from qinghuan.store.who import Who

_UNFINISHED: Final = "erased_words_to_overwrite"
_BACKUPS: Final = "backups_made"
_WITH_FACTS: Final = ("store_billline", "store_journalentry", "store_caseindex", "store_draft")


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing did, and where copies may still be."""

    overwritten: bool
    """False while another program had the database open: done when it is opened next."""
    backups: tuple[Path, ...] = ()
    """Backups this program made that are still there and may hold the words."""
    copies: tuple[str, ...] = ()
    """Other cases of this folder that are copies of the same one."""


def erase(case: str, *, who: Who) -> Erased:
    """Erase ``case`` for good: journal, lines, index, drafts, and files no other case uses.

    Raises :class:`StoreRefused` for an unknown case.
    """
    with refusals(case):
        with transaction.atomic(durable=True):
            row = locked(case, who)
            others = Case.objects.filter(chain=row.chain, erasing=False).exclude(id=case)
            copies = tuple(others.order_by("id").values_list("id", flat=True))
            backups = tuple(holding(row.chain))
            Case.objects.filter(id=case).update(erasing=True)
            _remember()
        _erase_marked(case)
        return Erased(_overwrite(), backups, copies)


def redact(
    case: str, entry: str, *, who: Who, now: datetime, reason: str
) -> tuple[Appended, Erased]:
    """Erase the words of ``entry``: that it existed, when, and by whom stays in the journal.

    Corrections of it go with it, and so do the lines and the original of an import. Raises
    :class:`StoreRefused` for an unknown entry, or one whose words are gone or must stay.
    """
    with refusals(case):
        with transaction.atomic(durable=True):
            row = locked(case, who)
            named = _with_corrections(row, entry)
            used = named_files(case)
            done = append_redactions(case, named, who=who, now=now, reason=reason)
            freed = used - named_files(case)
            backups = tuple(holding(row.chain))
            _remember(freed)
        remove_unused(freed)
        return done, Erased(_overwrite(), backups)


def finish_erasing() -> None:
    """Go on with what was stopped: cases marked as being erased, words not overwritten yet."""
    for case in Case.objects.filter(erasing=True).values_list("id", flat=True):
        _erase_marked(case)
    if Setting.objects.filter(name=_UNFINISHED).exists():
        _overwrite()


def note_backup(path: Path) -> None:
    """Remember that a backup was written to ``path``, to name it when something is erased."""
    with transaction.atomic():
        row = Setting.objects.filter(name=_BACKUPS).first()
        known = json.loads(row.value) if row else []
        paths = list(dict.fromkeys([*known, str(path.absolute())]))
        Setting.objects.update_or_create(name=_BACKUPS, defaults={"value": json.dumps(paths)})


def holding(chain: str) -> Iterator[Path]:
    """Copies of this folder that are still there and may hold the case sealed as ``chain``."""
    home = current().path
    for path in sorted((home / "backups").glob("*.sqlite3")):
        if _holds(path, chain):
            yield path
    row = Setting.objects.filter(name=_BACKUPS).first()
    for name in json.loads(row.value) if row else []:
        if Path(name).exists():
            yield Path(name)
    yield from sorted(home.parent.glob(f"{home.name}.before-restore*"))


def _holds(copy: Path, chain: str) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as database:
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
        shared = CaseFile.objects.filter(digest__in=digests).exclude(case=case)
        alone = set(digests) - set(shared.values_list("digest", flat=True))
        _remember(alone)
        CaseFile.objects.filter(case=case).delete()
        CaseIndex.objects.filter(case=case).delete()
        Draft.objects.filter(case=case).delete()
        Case.objects.filter(id=case).delete()
    remove_unused(alone)


def _remember(files: Iterable[str] = ()) -> None:
    """That words wait to be overwritten and ``files`` to go; in the caller's transaction."""
    row = Setting.objects.filter(name=_UNFINISHED).first()
    waiting = set(json.loads(row.value)) if row else set()
    value = json.dumps(sorted(waiting.union(files)))
    Setting.objects.update_or_create(name=_UNFINISHED, defaults={"value": value})


def _overwrite() -> bool:
    """Make sure that nothing freed can be read any more; False when somebody is in the way."""
    row = Setting.objects.filter(name=_UNFINISHED).first()
    remove_unused(json.loads(row.value) if row else [])
    connection = connections["default"]
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                if cursor.fetchone()[0]:
                    return False
            else:
                for table in _WITH_FACTS:
                    cursor.execute(f"VACUUM {table}")
    except DatabaseError:
        return False
    Setting.objects.filter(name=_UNFINISHED).delete()
    return True
