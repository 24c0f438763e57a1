"""Bring files in: each by itself, with its account; a locked one waits for its password.

A password is used once and kept nowhere. The locked file itself is kept as it came, under the
digest of its bytes, and swept away after a day when no password comes.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from qinghuan import store
from qinghuan.imports.container import LARGEST_FILE, too_large
from qinghuan.imports.entries import StatementImported
from qinghuan.store.files import remove_unused
from qinghuan.store.importing import import_file
from qinghuan.web.bills.facts import imports_of
from qinghuan.web.bills.telling import Told, is_locked, refused, told
from qinghuan.web.page import now
from qinghuan.web.tags import plain

LOCKED = "bills.locked"
"""The draft with the files that wait: digest and name."""
AGAIN = "bills.again"
"""The draft with the files to be read anew: entry and name."""


def brought(request: HttpRequest, case: str) -> Iterator[Told]:
    """Each file of ``request`` in turn; its bytes are let go before the next."""
    for file in request.FILES.getlist("files"):
        yield _one(case, file)
        file.close()


def _one(case: str, file: UploadedFile) -> Told:
    name = plain(file.name or "")
    if (file.size or 0) > LARGEST_FILE:
        return refused(name, [too_large(name, file.size or 0)])
    return take(case, file.read(), name)


def take(case: str, content: bytes, name: str, password: str | None = None) -> Told:
    """Import ``content``; where it is locked, keep it until its password comes."""
    try:
        imported = import_file(
            case, content, name, who=store.OWNER, now=now(), password=password or None
        )
        if not is_locked(imported):
            return told(case, imported)
        key = store.keep_file(content)
        store.keep_draft(case, LOCKED, {**store.draft(case, LOCKED), key: name})
        return told(case, imported, key)
    except store.StoreRefused as wrong:
        return refused(name, wrong.problems)


def opened(case: str, key: str, password: str) -> Told | None:
    """Try ``password`` on the file that waits under ``key``; None where none does."""
    name = store.draft(case, LOCKED).get(key)
    if name is None:
        return None
    try:
        content = store.file(key)
    except store.StoreRefused as gone:
        let_go(case, key)
        return refused(name, gone.problems)
    result = take(case, content, name, password)
    if any(problem.code.startswith("store.") for problem in result.problems):
        return refused(name, result.problems, key)
    if not result.key:
        let_go(case, key)
    return result


def let_go(case: str, key: str) -> None:
    """Wait for it no more."""
    waiting = dict(store.draft(case, LOCKED))
    if waiting.pop(key, None) is not None:
        store.keep_draft(case, LOCKED, waiting)
        remove_unused([key])


def to_read_again(case: str, going: StatementImported) -> None:
    """Note, before ``going`` is taken back, which files held some of the same lines.

    They left those lines to it, so they are read anew; noted first, so that a program killed
    in between still knows.
    """
    overlapping = {
        one.id: one.name
        for one in imports_of(case)
        if one.duplicates and one.source == going.source and one.id != going.id
    }
    if overlapping:
        store.keep_draft(case, AGAIN, {**store.draft(case, AGAIN), **overlapping})


def read_again(case: str) -> list[Told]:
    """Read the noted files anew from what was kept; a locked one waits for its password."""
    noted = dict(store.draft(case, AGAIN))
    results = []
    for fact in imports_of(case):
        if fact.id in noted:
            result = take(case, store.file(fact.file), fact.name)
            results.append(result)
            if any(problem.code.startswith("store.") for problem in result.problems):
                continue
            del noted[fact.id]
    store.keep_draft(case, AGAIN, noted)
    return results
