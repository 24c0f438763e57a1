"""Kept originals: swept when nobody uses them, never while somebody begins to."""

from __future__ import annotations

import os
import threading
import time

import pytest
from django.db import connections, transaction

from qinghuan import store
from qinghuan.store import appending
from qinghuan.store.files import ORPHAN_SECONDS, path_of, remove_unused
from store.making import NOW, case, import_bill, line, note

LONG_AGO = time.time() - ORPHAN_SECONDS - 60


def aged(digest):
    os.utime(path_of(digest), (LONG_AGO, LONG_AGO))
    return digest


def test_what_stopped_imports_left_is_swept_when_the_folder_is_opened(place):
    home = store.open_home(**place)
    where = case()
    used = aged(import_bill(where, line(1)).file)
    aged(store.keep_file(b"stopped before it was recorded"))
    young = store.keep_file(b"about to be recorded")
    part = home.path / "files" / "stopped.part"
    part.write_bytes(b"half")
    os.utime(part, (LONG_AGO, LONG_AGO))
    store.close()

    store.open_home(**place)
    assert {path.name for path in (home.path / "files").iterdir()} == {used, young}
    assert store.verify(where) == []
    store.close()


@pytest.mark.usefixtures("home")
def test_a_file_kept_again_is_no_orphan_and_a_damaged_one_is_written_anew():
    digest = aged(store.keep_file(b"first"))
    store.keep_file(b"first")
    assert store.sweep_orphans() == 0

    path_of(digest).write_bytes(b"other")
    store.keep_file(b"first")
    assert store.file(digest) == b"first"


@pytest.mark.usefixtures("home")
def test_a_file_whose_entry_is_being_recorded_is_not_removed_as_unused():
    where = case()
    digest = store.keep_file(b"original")
    removed = []

    def remove():
        removed.append(remove_unused([digest]))
        connections.close_all()

    thread = threading.Thread(target=remove)
    with transaction.atomic():
        fact = note(files=(digest,))
        call = appending._Call([fact], store.OWNER, NOW, None, None, "")
        appending._append(where, call)
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join()

    assert removed == [0]
    assert store.verify(where) == []


@pytest.mark.usefixtures("home")
def test_an_entry_that_comes_after_its_file_was_removed_is_refused():
    where = case()
    digest = store.keep_file(b"original")
    assert remove_unused([digest]) == 1

    with pytest.raises(store.StoreRefused) as raised:
        store.append(where, [note(files=(digest,))], who=store.OWNER, now=NOW)
    assert raised.value.problem.code == "store.file_missing"
    assert remove_unused([store.keep_file(b"original")]) == 1
