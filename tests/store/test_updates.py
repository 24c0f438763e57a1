"""Data folders of every released schema open for ever; an update changes no word or nothing."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from django import conf
from django.db import connections

import qinghuan.store.migrations as present
from qinghuan import store
from qinghuan.case.fold import fold
from qinghuan.store import home as homes
from qinghuan.store import triggers
from qinghuan.store.home import contents_digest
from store.making import NOW, add, case, import_bill, line, note

FOLDERS = Path(__file__).parent / "folders"
KEPT = sorted(path for path in FOLDERS.iterdir() if path.is_dir())
PACKAGES = count(1)

WIDER = "migrations.AlterField('journalentry', 'token', models.CharField(max_length=300))"
MORE = "migrations.AddField('billline', 'more', models.TextField(null=True))"
FAILS = "migrations.RunPython(fail)"
CHANGES = "migrations.RunPython(change)"
LATER = """
from django.db import migrations, models


def fail(apps, editor):
    raise OSError(28, "no space left")


def change(apps, editor):
    drop = "DROP TRIGGER IF EXISTS guard_line_update"
    editor.execute(drop + (" ON store_billline" if editor.connection.vendor != "sqlite" else ""))
    editor.execute("UPDATE store_billline SET text = 'other' WHERE position = 0")


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [OPERATIONS]
"""


@pytest.fixture(params=KEPT, ids=lambda path: path.name)
def kept(request, tmp_path):
    """A copy of a released folder, and what is known to be in it."""
    folder = tmp_path / "kept"
    shutil.copytree(request.param, folder)
    yield folder, json.loads(request.param.with_suffix(".json").read_text())
    store.close()


@pytest.fixture
def later(tmp_path, monkeypatch):
    """Make this program one of the next schema, with ``operations`` as its migration."""
    now = homes.SCHEMA

    def become(*operations):
        package = tmp_path / f"later_migrations_{next(PACKAGES)}"
        package.mkdir()
        for source in Path(present.__file__).parent.glob("*.py"):
            shutil.copy(source, package)
        code = LATER.replace("OPERATIONS", ", ".join(operations))
        (package / "0002_later.py").write_text(code)
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.setattr(
            conf.settings, "MIGRATION_MODULES", {"store": package.name}, raising=False
        )
        monkeypatch.setattr(homes, "SCHEMA", now + 1)

    def go_back():
        monkeypatch.setattr(conf.settings, "MIGRATION_MODULES", {}, raising=False)
        monkeypatch.setattr(homes, "SCHEMA", now)

    become.go_back = go_back
    yield become
    for name in [name for name in sys.modules if name.startswith("later_migrations_")]:
        del sys.modules[name]


@pytest.fixture
def filled(place):
    """A folder with a case, closed again; gives its case and the digest of its words."""
    store.open_home(**place)
    where = case(note("a"))
    import_bill(where, line(1), line(2))
    digest = contents_digest()
    store.close()
    yield where, digest
    store.close()


def version(folder):
    return json.loads((folder / "version").read_text())["schema"]


def refused(call, **more):
    with pytest.raises(store.StoreRefused) as caught:
        call(**more)
    return caught.value.problem


def test_a_released_folder_opens_verifies_and_says_what_it_said(kept):
    folder, says = kept
    store.open_home(folder)

    assert store.verify_all() == {says["case"]: []}
    assert contents_digest() == says["contents"]
    assert store.head(says["case"]) == (says["sequence"], says["head"])
    assert len(store.lines(says["case"], superseded=True)) == says["lines"]
    assert sorted(path.name for path in (folder / "files").iterdir()) == says["files"]
    assert version(folder) == homes.SCHEMA
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_case_of_a_released_folder_folds_goes_on_and_travels(kept, tmp_path):
    folder, says = kept
    store.open_home(folder)
    where = says["case"]
    folded = fold(store.facts(where), date(2026, 11, 20), store.bill_sums(where))
    add(where, note("later"))
    store.export_case(where, tmp_path / "case.qinghuan")

    assert len(store.facts(where)) == says["facts"] + 1
    assert folded.opened is not None
    assert folded.debts
    assert folded.bills.months
    assert store.verify(where) == []


def test_there_is_a_kept_folder_of_the_present_schema():
    assert f"schema-{homes.SCHEMA}" in {path.name for path in KEPT}


@pytest.mark.parametrize("operations", [[WIDER], [MORE], [WIDER, MORE]])
def test_an_update_keeps_every_word_and_raises_the_version(place, filled, later, operations):
    where, digest = filled
    later(*operations)
    opened = store.open_home(**place)

    assert opened.updated_from == homes.SCHEMA - 1
    assert contents_digest() == digest
    assert version(place["path"]) == homes.SCHEMA
    assert store.verify(where) == []
    assert triggers.missing() == []
    add(where, note("goes on"), now=NOW)
    assert store.verify(where) == []


def test_a_released_folder_is_updated_too(kept, later):
    folder, says = kept
    later(WIDER, MORE)
    opened = store.open_home(folder)

    assert opened.updated_from is not None
    assert store.verify(says["case"]) == []
    assert contents_digest() == says["contents"]


def test_the_folder_is_copied_before_it_is_updated(place, filled, later, database):
    later(MORE)
    opened = store.open_home(**place)

    if database == "postgresql":  # there the whole update is one transaction
        assert opened.copy is None
        return
    assert stat.S_IMODE(opened.copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(opened.copy)) as copy:
        columns = [row[1] for row in copy.execute("PRAGMA table_info(store_billline)")]
        assert "more" not in columns
        assert copy.execute("SELECT count(*) FROM store_journalentry").fetchone() == (3,)
    assert filled


@pytest.mark.parametrize(
    ("broken", "code"), [(FAILS, "disk_full"), (CHANGES, "update_changed_words")]
)
def test_an_update_that_fails_leaves_the_folder_as_it_was(place, filled, later, broken, code):
    where, digest = filled
    later(WIDER, MORE, broken)

    problem = refused(store.open_home, **place)
    assert problem.code == f"store.{code}"
    store.close()
    later.go_back()
    opened = store.open_home(**place)

    assert opened.updated_from is None
    assert contents_digest() == digest
    assert store.verify(where) == []
    with connections["default"].cursor() as cursor:
        table = connections["default"].introspection.get_table_description(cursor, "store_billline")
    assert "more" not in {column.name for column in table}
    assert version(place["path"]) == homes.SCHEMA
    add(where, note("goes on"))


def test_the_database_that_was_put_back_is_private(place, filled, later, database):
    if database == "postgresql":
        pytest.skip("its tables are no file of ours")
    later(FAILS)
    old = os.umask(0o000)
    try:
        refused(store.open_home, **place)
    finally:
        os.umask(old)

    kept = sorted(path for path in place["path"].rglob("*.sqlite3*"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert filled


def test_a_failed_update_works_the_next_time(place, filled, later):
    where, digest = filled
    later(MORE, FAILS)
    refused(store.open_home, **place)
    store.close()
    later.go_back()
    later(MORE)
    opened = store.open_home(**place)

    assert opened.updated_from is not None
    assert contents_digest() == digest
    assert store.verify(where) == []


def test_no_update_while_another_program_has_the_folder_open(
    sqlite_home, tmp_path, later, monkeypatch
):
    place = {"path": tmp_path / "home"}
    shutil.copytree(sqlite_home, place["path"])
    monkeypatch.setattr("qinghuan.store.settings.BUSY_SECONDS", 0.2)
    later(MORE)
    with closing(sqlite3.connect(place["path"] / homes.DATABASE)) as other:
        other.execute("SELECT count(*) FROM store_case").fetchall()
        assert refused(store.open_home, **place).code == "store.busy"
        store.close()
        other.execute("INSERT INTO store_setting VALUES ('written', 'meanwhile')")
        other.commit()

    assert store.open_home(**place).updated_from is not None
    with closing(sqlite3.connect(place["path"] / homes.DATABASE)) as other:  # let in again
        found = other.execute("SELECT value FROM store_setting WHERE name = 'written'").fetchone()
        assert found == ("meanwhile",)
    assert not list((place["path"] / "backups").glob("*-2.sqlite3"))
    store.close()


def test_an_update_that_was_killed_is_done_anew(place, filled, later, monkeypatch):
    where, digest = filled
    later(MORE, FAILS)
    with monkeypatch.context() as patch:
        patch.setattr(homes, "_put_back", lambda *_arguments: None)
        refused(store.open_home, **place)
    store.close()
    later.go_back()
    later(WIDER, MORE)
    opened = store.open_home(**place)

    assert opened.updated_from is not None
    assert contents_digest() == digest
    assert store.verify(where) == []


@pytest.mark.parametrize("told_by", ["version", "database"])
def test_an_older_program_refuses_a_newer_folder_and_touches_nothing(
    place, filled, later, told_by, database
):
    where, _ = filled
    later(MORE)
    store.open_home(**place)
    store.close()
    later.go_back()
    if told_by == "database":
        (place["path"] / "version").unlink()
    before = (place["path"] / homes.DATABASE).read_bytes() if database == "sqlite" else b""

    problem = refused(store.open_home, **place)
    store.close()

    assert problem.code == "store.newer_folder"
    assert problem.what.parameters == {"found": homes.SCHEMA + 1, "known": homes.SCHEMA}
    if database == "sqlite":
        assert (place["path"] / homes.DATABASE).read_bytes() == before
    assert where
