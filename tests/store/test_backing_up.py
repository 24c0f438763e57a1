"""The whole folder in one file: verified when written, verified before anything is restored."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import threading

import pytest

from qinghuan import store
from store.making import NOW, add, case, codes, debt, due, import_bill, line, note


def told():
    """Two cases with debts, bills and originals."""
    owed = debt("Lender")
    first = case(owed, due(owed.id), note("a"))
    import_bill(first, line(1), line(2))
    return first, case(note("b"), label="second")


def heads():
    return {found.id: store.head(found.id) for found in store.cases(store.OWNER)}


@pytest.fixture
def backed_up(sqlite, tmp_path):
    """A folder, its heads, and a backup of it."""
    told()
    file = tmp_path / "a.backup"
    store.backup(file, now=NOW)
    return sqlite.path, heads(), file


def test_a_restored_folder_holds_what_the_backup_held(backed_up):
    folder, before, file = backed_up
    add(next(iter(before)), note("later"))
    store.close()
    done = store.restore(file, folder)
    store.open_home(folder)

    assert heads() == before
    assert all(not problems for problems in store.verify_all().values())
    assert (done.cases, done.aside is not None) == (2, True)


def test_the_folder_that_was_there_is_put_aside_whole(backed_up):
    folder, before, file = backed_up
    case_id = next(iter(before))
    add(case_id, note("later"))
    later = heads()
    store.close()
    aside = store.restore(file, folder).aside
    store.open_home(aside)
    assert heads() == later


def test_a_backup_is_restored_where_there_was_no_folder(backed_up, tmp_path):
    _, before, file = backed_up
    store.close()
    done = store.restore(file, tmp_path / "new" / "home")
    store.open_home(tmp_path / "new" / "home")
    assert done.aside is None
    assert heads() == before


def test_restored_folder_and_files_are_the_owners_alone(backed_up):
    folder, _, file = backed_up
    store.close()
    store.restore(file, folder)
    modes = {path.stat().st_mode & 0o077 for path in [folder, *folder.rglob("*")]}
    assert modes == {0}


def test_a_backup_written_while_another_appends_is_whole(sqlite, tmp_path):
    where, _ = told()
    stop = threading.Event()

    def work():
        while not stop.is_set():
            add(where, note("more"))
        store.close()

    writer = threading.Thread(target=work)
    home = store.open_home(sqlite.path)
    writer.start()
    try:
        for number in range(3):
            store.open_home(home.path)
            done = store.backup(tmp_path / f"{number}.backup", now=NOW)
            assert done.entries >= 5
    finally:
        stop.set()
        writer.join()


def test_an_existing_file_is_not_replaced_unasked(backed_up):
    _, _, file = backed_up
    before = file.read_bytes()
    with pytest.raises(store.StoreRefused) as refused:
        store.backup(file, now=NOW)
    assert refused.value.problem.code == "store.exists"
    assert file.read_bytes() == before
    store.backup(file, now=NOW, overwrite=True)


def test_a_folder_that_does_not_verify_gives_no_backup(backed_up, tmp_path):
    folder, _, _ = backed_up
    next((folder / "files").iterdir()).unlink()
    with pytest.raises(store.StoreRefused) as refused:
        store.backup(tmp_path / "b.backup", now=NOW)
    assert codes(refused.value.problems) == ["store.file_missing"]
    assert not (tmp_path / "b.backup").exists()


def test_an_edited_row_is_found_before_a_backup_counts_as_written(backed_up, tmp_path):
    import sqlite3

    folder, _, _ = backed_up
    with sqlite3.connect(folder / "qinghuan.sqlite3") as database:
        database.execute("DROP TRIGGER guard_journal_update")
        database.execute("UPDATE store_journalentry SET body = replace(body, 'Lender', 'Other')")
    database.close()
    with pytest.raises(store.StoreRefused):
        store.backup(tmp_path / "b.backup", now=NOW)
    assert not (tmp_path / "b.backup").exists()


@pytest.mark.parametrize("seed", range(25))
def test_a_changed_byte_is_found_and_nothing_is_restored(backed_up, seed):
    folder, _, file = backed_up
    add(next(iter(heads())), note("later"))
    now = heads()
    store.close()
    content = bytearray(file.read_bytes())
    place = random.Random(seed).randrange(len(content))
    content[place] ^= 0x41
    file.write_bytes(content)

    with pytest.raises(store.StoreRefused):
        store.restore(file, folder)
    store.open_home(folder)
    assert heads() == now
    assert sorted(path.name for path in folder.parent.glob("home*")) == ["home"]


@pytest.mark.parametrize("kind", ["empty", "text", "cut", "travelling"])
def test_what_is_no_backup_is_refused_by_name(backed_up, tmp_path, kind):
    folder, before, file = backed_up
    wrong = tmp_path / "wrong.backup"
    if kind == "travelling":
        store.export_case(next(iter(before)), wrong)
    else:
        whole = file.read_bytes()
        wrong.write_bytes({"empty": b"", "text": b"hello", "cut": whole[: len(whole) // 2]}[kind])
    store.close()
    with pytest.raises(store.StoreRefused) as refused:
        store.restore(wrong, folder)
    assert "wrong.backup" in refused.value.problem.where
    store.open_home(folder)
    assert heads() == before


def test_a_restore_killed_after_the_old_folder_was_put_aside_ends_when_it_is_opened(backed_up):
    folder, before, file = backed_up
    add(next(iter(before)), note("later"))
    store.close()
    child = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        from qinghuan import store
        from qinghuan.store import home
        home.finish_swap = lambda folder: os.kill(os.getpid(), signal.SIGKILL)
        store.restore(Path({str(file)!r}), Path({str(folder)!r}))
    """)
    ended = subprocess.run([sys.executable, "-c", child], env=dict(os.environ), check=False)
    assert ended.returncode == -signal.SIGKILL
    assert not folder.exists()

    store.open_home(folder)
    assert heads() == before


def test_a_restore_killed_while_it_unpacks_changes_nothing_and_can_be_repeated(backed_up):
    folder, before, file = backed_up
    store.close()
    child = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        from qinghuan import store
        from qinghuan.store import backing_up
        backing_up.sync_folder = lambda path: os.kill(os.getpid(), signal.SIGKILL)
        store.restore(Path({str(file)!r}), Path({str(folder)!r}))
    """)
    subprocess.run([sys.executable, "-c", child], env=dict(os.environ), check=False)
    store.open_home(folder)
    assert heads() == before
    store.close()
    store.restore(file, folder)
    store.open_home(folder)
    assert heads() == before


def test_on_postgresql_the_servers_own_tools_are_named(fresh_postgresql, tmp_path):
    store.open_home(tmp_path / "home", database_url=fresh_postgresql())
    try:
        with pytest.raises(store.StoreRefused) as refused:
            store.backup(tmp_path / "a.backup", now=NOW)
    finally:
        store.close()
    assert refused.value.problem.code == "store.backup_by_server"


def test_a_stale_unfinished_folder_does_not_hinder(backed_up):
    folder, before, file = backed_up
    store.close()
    shutil.copytree(folder, folder.with_name("home.restoring"))
    shutil.copytree(folder, folder.with_name("home.restored"))
    store.restore(file, folder)
    store.open_home(folder)
    assert heads() == before
