"""The whole folder in one file: verified when written, verified before anything is restored."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from qinghuan import store
from qinghuan.store import backing_up, home, parcel
from qinghuan.store.erasing import holding
from qinghuan.store.locking import alone
from store.making import NOW, add, case, codes, debt, due, import_bill, line, note
from store.stopping import killed_at_each_step

FOLDERS = Path(__file__).parent / "folders"
KEPT = sorted(path for path in FOLDERS.iterdir() if path.is_dir())


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


APPENDING = """
import sys
from pathlib import Path
from qinghuan import store
from store.making import add, import_bill, line, note

store.open_home(Path(sys.argv[1]))
number = 2
while True:
    number += 1
    import_bill(sys.argv[2], line(number))
    print(add(sys.argv[2], note("more")).sequence, flush=True)
"""


@contextmanager
def another_process(program, *arguments):
    """``program`` in a process of its own, killed at the end; what it prints is read."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", program, *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


def test_a_backup_written_while_another_process_appends_is_whole(sqlite, tmp_path):
    where, _ = told()
    with another_process(APPENDING, sqlite.path, where) as other:
        for number in range(3):
            acknowledged = int(other.stdout.readline())
            store.backup(tmp_path / f"{number}.backup", now=NOW)
            later = int(other.stdout.readline())
            assert later > acknowledged
            done = store.restore(tmp_path / f"{number}.backup", tmp_path / f"{number}")
            assert done.entries - 2 >= acknowledged
    store.close()

    store.open_home(tmp_path / "2")
    assert store.head(where)[0] >= acknowledged
    assert store.verify_all() == {found.id: [] for found in store.cases(store.OWNER)}


def test_nothing_can_be_erased_while_a_backup_is_being_written(sqlite, tmp_path, monkeypatch):
    told()
    pack = parcel.pack

    def somebody_erases_now(*arguments):
        with pytest.raises(store.StoreRefused), alone(sqlite.path, patience=0):
            pass
        pack(*arguments)

    monkeypatch.setattr(parcel, "pack", somebody_erases_now)
    assert store.backup(tmp_path / "a.backup", now=NOW).cases == 2


HOLDING_OPEN = """
import sys
from pathlib import Path
from qinghuan import store
from store.making import add, note

store.open_home(Path(sys.argv[1]))
store.cases(store.OWNER)
print("open", flush=True)
input()
print(add(sys.argv[2], note("acknowledged")).sequence, flush=True)
"""


def test_a_folder_that_another_program_has_open_is_not_replaced(backed_up):
    folder, before, file = backed_up
    store.close()
    where = next(iter(before))
    with another_process(HOLDING_OPEN, folder, where) as other:
        other.stdout.readline()
        with pytest.raises(store.StoreRefused) as refused:
            store.restore(file, folder)
        acknowledged, _ = other.communicate("go on\n")
    assert refused.value.problem.code == "store.folder_in_use"
    assert sorted(path.name for path in folder.parent.iterdir()) == ["a.backup", "home"]
    store.open_home(folder)
    assert store.head(where)[0] == int(acknowledged)
    assert store.verify(where) == []


def test_a_folder_this_process_has_open_is_not_replaced(backed_up, monkeypatch):
    folder, before, file = backed_up
    monkeypatch.setattr(backing_up, "_PATIENCE", 0.1)
    with pytest.raises(store.StoreRefused) as refused:
        store.restore(file, folder)
    assert refused.value.problem.code == "store.folder_in_use"
    assert heads() == before


@pytest.mark.parametrize("damage", ["cut", "no database", "gone"])
def test_a_damaged_folder_is_replaced_and_kept(backed_up, damage):
    folder, before, file = backed_up
    store.close()
    database = folder / "qinghuan.sqlite3"
    whole = database.read_bytes()
    broken = {"cut": whole[:5000], "no database": b"x" * 9000}.get(damage)
    if broken is None:
        database.unlink()
    else:
        database.write_bytes(broken)
    aside = store.restore(file, folder).aside
    store.open_home(folder)
    assert heads() == before
    assert {path.name for path in aside.iterdir()} >= {"files", "version"}


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


def test_a_restore_killed_at_any_step_leaves_the_old_or_the_new_folder_whole(backed_up, tmp_path):
    folder, before, file = backed_up
    where = next(iter(before))
    add(where, note("later"))
    later = heads()
    store.close()
    kept = tmp_path / "kept"
    shutil.copytree(folder, kept)
    work = f"store.restore(Path({str(file)!r}), Path({str(folder)!r}))"
    found = []
    for _ in killed_at_each_step(work, folder):
        store.open_home(folder)
        assert all(not problems for problems in store.verify_all().values())
        found.append(heads())
        beside = {path for path in tmp_path.iterdir() if path not in {file, folder, kept}}
        assert set(holding(where)) == {file, *beside}
        store.close()
        for left in (folder, *beside):
            shutil.rmtree(left)
        shutil.copytree(kept, folder)
    changes = [before in pair and later in pair for pair in pairwise(found)]
    assert (found[0], found[-1], changes.count(True)) == (later, before, 1)


def test_a_restore_killed_while_it_unpacks_can_be_repeated(backed_up, tmp_path):
    folder, before, file = backed_up
    store.close()
    work = f"store.restore(Path({str(file)!r}), Path({str(folder)!r}))"
    for _ in zip(killed_at_each_step(work, folder), range(3), strict=False):
        pass
    assert (tmp_path / "home.restoring").exists()
    store.restore(file, folder)
    store.open_home(folder)
    assert heads() == before


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.name)
def test_a_backup_of_every_released_schema_can_be_restored(kept, tmp_path):
    told = json.loads(kept.with_suffix(".json").read_text())
    names = ["qinghuan.sqlite3", *(f"files/{path.name}" for path in (kept / "files").iterdir())]
    parts = [(name, (kept / name).read_bytes()) for name in names]
    about = {"schema": json.loads((kept / "version").read_text())["schema"], "made": ""}
    parcel.pack(tmp_path / "a.backup", backing_up.KIND, about, parts)
    store.restore(tmp_path / "a.backup", tmp_path / "home")
    store.open_home(tmp_path / "home")
    try:
        assert all(not problems for problems in store.verify_all().values())
        assert heads()
        assert told
    finally:
        store.close()


def test_a_backup_without_an_original_that_an_entry_names_does_not_count(backed_up, tmp_path):
    folder, _, _ = backed_up
    with closing(sqlite3.connect(folder / "qinghuan.sqlite3")) as database:
        database.execute("DELETE FROM store_casefile")
        database.commit()
    with pytest.raises(store.StoreRefused) as refused:
        store.backup(tmp_path / "b.backup", now=NOW)
    assert codes(refused.value.problems) == ["store.file_missing"]
    assert not (tmp_path / "b.backup").exists()


def repacked(file, change):
    """The backup ``file`` as somebody would write it after changing its database."""
    with parcel.opened(file, backing_up.KIND, backing_up._belongs) as found:
        about, parts = dict(found.about), {name: found.content(name) for name in found.parts}
    copy = file.with_suffix(".sqlite3")
    copy.write_bytes(parts["qinghuan.sqlite3"])
    with closing(sqlite3.connect(copy)) as database:
        change(database, about, parts)
        database.execute("PRAGMA journal_mode=DELETE")
    parts["qinghuan.sqlite3"] = copy.read_bytes()
    copy.unlink()
    parcel.pack(file, backing_up.KIND, about, parts.items())
    return file


def test_restoring_sets_the_guards_anew_and_brings_nothing_else_that_acts(backed_up):
    folder, before, file = backed_up
    store.close()

    def change(database, _about, _parts):
        database.execute("DROP TRIGGER guard_journal_update")
        database.execute("DROP TRIGGER guard_line_delete")
        database.executescript("""
            CREATE TRIGGER guard_line_delete AFTER INSERT ON store_draft BEGIN SELECT 1; END;
            CREATE TRIGGER "od""d" AFTER INSERT ON store_journalentry
              BEGIN UPDATE store_setting SET value = '9'; END;
            CREATE VIEW watching AS SELECT body FROM store_journalentry;""")

    store.restore(repacked(file, change), folder)
    store.open_home(folder)
    assert heads() == before
    assert all(not problems for problems in store.verify_all().values())
    with closing(sqlite3.connect(folder / "qinghuan.sqlite3")) as database:
        kinds = database.execute("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL")
        acting = [name for kind, name in kinds.fetchall() if kind in {"trigger", "view"}]
    assert acting
    assert all(name.startswith("guard_") for name in acting)


def newer(_database, about, _parts):
    about["schema"] = home.SCHEMA + 1


def newer_inside(database, _about, _parts):
    database.execute("UPDATE store_setting SET value = '99' WHERE name = 'schema'")
    database.commit()


def schema_as_text(_database, about, _parts):
    about["schema"] = "1"


def no_table(database, _about, _parts):
    database.execute("DROP TABLE store_caseindex")
    database.commit()


def other_head(database, _about, _parts):
    database.execute("UPDATE store_caseindex SET sequence = sequence + 1")
    database.commit()


def cut_tail(database, _about, _parts):
    database.execute("DROP TRIGGER guard_journal_delete")
    database.execute("DELETE FROM store_journalentry WHERE kind = 'contact_made'")
    database.commit()


def other_file(_database, _about, parts):
    [name] = [name for name in parts if name.startswith("files/")]
    parts[name] = b"other"


def no_file(_database, _about, parts):
    [name] = [name for name in parts if name.startswith("files/")]
    del parts[name]


def climbing(_database, _about, parts):
    parts["files/../../x"] = b"x"


def absolute(_database, _about, parts):
    parts["/etc/x"] = b"x"


def strange(_database, _about, parts):
    parts["version"] = b"{}"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (newer, "store.newer_folder"),
        (newer_inside, "store.changed_part"),
        (schema_as_text, "store.not_ours"),
        (no_table, "store.damaged"),
        (other_head, "journal.cut_tail"),
        (cut_tail, "journal.cut_tail"),
        (other_file, "store.file_changed"),
        (no_file, "store.file_missing"),
        (climbing, "store.climbing_path"),
        (absolute, "store.climbing_path"),
        (strange, "store.strange_part"),
    ],
)
def test_a_backup_that_somebody_made_up_is_refused_and_changes_nothing(backed_up, change, code):
    folder, before, file = backed_up
    store.close()
    repacked(file, change)
    with pytest.raises(store.StoreRefused) as refused:
        store.restore(file, folder)
    assert code in codes(refused.value.problems)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["a.backup", "home"]
    store.open_home(folder)
    assert heads() == before


def test_a_link_in_a_backup_is_refused(backed_up):
    folder, _, file = backed_up
    store.close()
    link = zipfile.ZipInfo("files/" + "a" * 64)
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(link, b"/etc/passwd")
    with pytest.raises(store.StoreRefused) as refused:
        store.restore(file, folder)
    assert refused.value.problem.code == "store.climbing_path"


def test_a_backup_that_unpacks_to_too_much_is_refused_before_it_is_read(backed_up):
    folder, _, file = backed_up
    store.close()
    bomb = {"qinghuan.sqlite3": b"\0" * (4 << 20)}
    listed = {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in bomb.items()
    }
    about = {"format": parcel.FORMAT, "kind": backing_up.KIND, "schema": 1, "parts": listed}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in bomb.items():
            archive.writestr(name, content)
        archive.writestr(parcel.MANIFEST, json.dumps(about))
    with pytest.raises(store.StoreRefused) as refused:
        store.restore(file, folder)
    assert refused.value.problem.code == "store.too_big"


def test_a_changed_byte_of_a_part_is_named_with_its_part(backed_up):
    folder, _, file = backed_up
    store.close()
    with zipfile.ZipFile(file) as archive:
        parts = {info.filename: info for info in archive.infolist()}
    del parts[parcel.MANIFEST]  # a byte of which may be one of a name
    whole = file.read_bytes()
    for name, info in parts.items():
        content = bytearray(whole)
        content[info.header_offset + 30 + len(name) + info.compress_size // 2] ^= 1
        file.write_bytes(content)
        with pytest.raises(store.StoreRefused) as refused:
            store.restore(file, folder)
        assert name in f"{refused.value.problem.where} {refused.value.problem.what}"


def test_where_the_data_is_on_postgresql_no_folder_is_replaced(backed_up, monkeypatch):
    folder, _, file = backed_up
    store.close()
    monkeypatch.setenv("QINGHUAN_DATABASE", "postgresql:///elsewhere")
    with pytest.raises(store.StoreRefused) as refused:
        store.restore(file, folder)
    assert refused.value.problem.code == "store.backup_by_server"
    assert sorted(path.name for path in folder.parent.iterdir()) == ["a.backup", "home"]


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


@pytest.mark.parametrize("what", ["letters", "a file"])
def test_what_is_no_data_folder_is_never_put_aside(backed_up, tmp_path, what):
    _, _, file = backed_up
    store.close()
    mine = tmp_path / "mine"
    if what == "letters":
        mine.mkdir()
    letter = mine / "letter.txt" if what == "letters" else mine
    letter.write_text("mine")
    with pytest.raises(store.StoreRefused) as refused:
        store.restore(file, mine)
    assert refused.value.problem.code == "store.no_data_folder"
    assert letter.read_text() == "mine"
    assert [path.name for path in tmp_path.glob("mine*")] == ["mine"]


def test_every_folder_put_aside_is_named_when_something_is_erased(backed_up):
    folder, before, file = backed_up
    store.close()
    aside = [store.restore(file, folder).aside for _ in range(3)]
    store.open_home(folder)
    done = store.erase(next(iter(before)), who=store.OWNER)
    assert len(set(aside)) == 3
    assert set(aside) <= set(done.backups)
