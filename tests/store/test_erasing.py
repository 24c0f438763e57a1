"""Erased words are nowhere in the folder; what was stopped is finished; the rest stays whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.store import settings
from qinghuan.store.erasing import finish_erasing
from qinghuan.store.home import copy_sqlite
from qinghuan.store.locking import alone, together
from store.making import DAY, NOW, add, bill, case, codes, debt, import_bill, line, note
from store.stopping import killed_at_each_step

WORDS = "孤狼在湟水边说的话"
NUMBER = "630102199001011234"
SECRET = f"{WORDS} {NUMBER}"


def traces(folder, *words):
    """Every file below ``folder`` in which one of ``words`` still stands, byte for byte."""
    return {
        (path.name, word)
        for path in folder.rglob("*")
        if path.is_file()
        for word in words
        if word.encode() in path.read_bytes()
    }


def erased(where, **more):
    return store.erase(where, who=store.OWNER, **more)


def redact(where, entry):
    return store.redact(where, entry, who=store.OWNER, now=NOW, reason="asked for")


def correction(where, wrong, right):
    fact = KINDS.correction(wrong, right, id=store.mint(), on=DAY, reason="a slip")
    add(where, fact)
    return fact


def full_case():
    """A case with the secret words in an entry, a draft, a bill line and its original."""
    where = case(note(SECRET), debt(WORDS))
    import_bill(where, line(1, counterparty=SECRET), line(2), content=SECRET.encode())
    from qinghuan.store.models import Draft

    Draft.objects.create(case_id=where, name="next", body=SECRET)
    return where


def test_the_search_would_find_words_that_are_there(sqlite):
    full_case()
    assert {word for _, word in traces(sqlite.path, WORDS, NUMBER)} == {WORDS, NUMBER}


def test_nothing_of_an_erased_case_is_left_in_the_folder(sqlite):
    where = full_case()
    done = erased(where)
    assert done.overwritten
    assert traces(sqlite.path, WORDS, NUMBER) == set()
    store.close()
    assert traces(sqlite.path, WORDS, NUMBER) == set()


@pytest.mark.usefixtures("home")
def test_the_other_cases_stay_whole_and_keep_the_files_they_share():
    where, other = full_case(), case(note("mine"))
    fact, kept = bill(line(7), content=SECRET.encode())
    add(other, fact, lines=kept)
    erased(where)

    assert [found.id for found in store.cases(store.OWNER)] == [other]
    assert store.verify(other) == []
    assert store.file(fact.file) == SECRET.encode()


@pytest.mark.usefixtures("home")
def test_an_erased_case_is_unknown_from_then_on():
    where = full_case()
    erased(where)
    with pytest.raises(store.StoreRefused) as refused:
        add(where, note("more"))
    assert refused.value.problem.code == "store.no_case"
    with pytest.raises(store.StoreRefused):
        erased(where)


def test_what_was_stopped_after_the_mark_is_finished_when_the_folder_is_opened(sqlite):
    from qinghuan.store.models import Case

    where = full_case()
    Case.objects.filter(id=where).update(erasing=True)
    assert store.cases(store.OWNER) == []
    store.close()
    store.open_home(sqlite.path)

    assert not Case.objects.filter(id=where).exists()
    finish_erasing()


def test_a_process_killed_while_erasing_leaves_nothing_once_the_folder_was_opened(sqlite):
    where = full_case()
    store.close()
    child = textwrap.dedent(f"""
        import os, signal
        from qinghuan import store
        from qinghuan.store import erasing
        store.open_home()
        erasing.remove_unused = lambda digests: os.kill(os.getpid(), signal.SIGKILL)
        store.erase({where!r}, who=store.OWNER)
    """)
    environment = {**os.environ, "QINGHUAN_HOME": str(sqlite.path)}
    ended = subprocess.run([sys.executable, "-c", child], env=environment, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert traces(sqlite.path, NUMBER)

    store.open_home(sqlite.path)
    assert store.cases(store.OWNER) == []
    assert traces(sqlite.path, WORDS, NUMBER) == set()


def test_words_not_overwritten_because_somebody_reads_are_overwritten_at_the_next_opening(sqlite):
    import sqlite3

    where = full_case()
    reader = sqlite3.connect(sqlite.path / "qinghuan.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM store_journalentry").fetchone()
    from django.db import connections

    connections["default"].cursor().execute("PRAGMA busy_timeout = 100")
    done = erased(where)
    assert not done.overwritten
    reader.close()
    store.close()

    store.open_home(sqlite.path)
    assert traces(sqlite.path, WORDS, NUMBER) == set()


@pytest.mark.usefixtures("home")
def test_a_redacted_entry_stays_in_the_chain_and_its_words_are_gone():
    secret = note(SECRET)
    where = case(secret, note("stays"))
    done, _ = redact(where, secret.id)

    assert [entry.kind for entry in done.entries] == ["redacted"]
    found = {entry.id: entry.body for entry in store.entries(where)}
    assert found[secret.id] is None
    assert store.verify(where) == []
    assert "stays" in str(store.facts(where))
    assert SECRET not in str(store.facts(where))


def test_redacted_words_are_nowhere_in_the_folder(sqlite):
    secret = note(SECRET)
    where = case(secret)
    correction(where, secret, secret.model_copy(update={"said": f"better {SECRET}"}))
    redact(where, secret.id)

    assert traces(sqlite.path, WORDS, NUMBER) == set()
    assert store.verify(where) == []


@pytest.mark.usefixtures("home")
def test_corrections_of_a_redacted_entry_go_with_it():
    secret = note("first")
    where = case(secret)
    one = correction(where, secret, secret.model_copy(update={"said": "second"}))
    done, _ = redact(where, secret.id)

    assert len(done.entries) == 2
    bodies = {entry.id: entry.body for entry in store.entries(where)}
    assert (bodies[secret.id], bodies[one.id]) == (None, None)
    assert "second" not in str(store.facts(where))


def test_a_redacted_import_loses_its_lines_and_its_original(sqlite):
    where = case(note("a"))
    kept = import_bill(where, line(1))
    secret = import_bill(where, line(2, counterparty=SECRET), content=SECRET.encode())
    redact(where, secret.id)

    assert traces(sqlite.path, WORDS, NUMBER) == set()
    assert [found.line.source_row for found in store.lines(where)] == [1]
    assert store.file(kept.file)
    assert store.verify(where) == []


@pytest.mark.usefixtures("home")
def test_a_redacted_debt_leaves_the_list_of_cases():
    secret = debt(WORDS)
    where = case(secret)
    redact(where, secret.id)
    assert store.cases(store.OWNER)[0].index.debts == ()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("which", ["unknown", "twice", "first", "mark"])
def test_what_cannot_be_redacted_is_refused_with_what_to_do(which):
    secret = note(SECRET)
    where = case(secret)
    entries = store.entries(where)
    named = {"unknown": "zzzzzzzzzzzzzzzz", "first": entries[0].id}.get(which, secret.id)
    if which in {"twice", "mark"}:
        done, _ = redact(where, secret.id)
        named = done.entries[0].id if which == "mark" else named
    before = store.head(where)
    with pytest.raises(store.StoreRefused) as refused:
        redact(where, named)
    expected = {"unknown": "no_entry", "twice": "already_erased"}.get(which, "must_stay")
    assert codes(refused.value.problems) == [f"store.{expected}"]
    assert store.head(where) == before


@pytest.mark.usefixtures("sqlite")
def test_backups_and_copies_that_may_still_hold_the_case_are_named(tmp_path):
    where = full_case()
    store.backup(tmp_path / "a.backup", now=NOW)
    store.backup(tmp_path / "gone.backup", now=NOW)
    (tmp_path / "gone.backup").unlink()
    done = erased(where)
    assert [path.name for path in done.backups] == ["a.backup"]


def test_a_copy_made_before_an_update_is_named_if_the_case_is_in_it(sqlite):
    other = case(note("mine"))
    copies = sqlite.path / "backups"
    copies.mkdir()
    database = sqlite.path / "qinghuan.sqlite3"
    copy_sqlite(database, copies / "before-update-from-0.sqlite3")
    where = full_case()
    copy_sqlite(database, copies / "before-update-from-1.sqlite3")
    (copies / "unreadable.sqlite3").write_bytes(b"cut off")

    named = [path.name for path in erased(where).backups]
    assert named == ["before-update-from-1.sqlite3", "unreadable.sqlite3"]
    assert len(erased(other).backups) == 3
    assert sorted(path.name for path in copies.iterdir() if path.suffix != ".sqlite3") == []


def test_folders_that_restoring_put_aside_or_left_are_named(sqlite):
    where = full_case()
    left = ["home.before-restore", "home.before-restore-2", "home.restored", "home.restoring"]
    for name in left:
        shutil.copytree(sqlite.path, sqlite.path.with_name(name))
    sqlite.path.with_name("home.other").mkdir()
    assert [path.name for path in erased(where).backups] == left


@pytest.mark.usefixtures("sqlite")
def test_a_backup_on_a_disk_that_is_not_connected_is_named(tmp_path):
    where = full_case()
    (tmp_path / "stick").mkdir()
    store.backup(tmp_path / "stick" / "a.backup", now=NOW)
    shutil.rmtree(tmp_path / "stick")
    assert [path.name for path in erased(where).backups] == ["a.backup"]


def test_nothing_is_erased_while_a_backup_is_being_written(sqlite, monkeypatch):
    secret = note(SECRET)
    where = case(secret)
    before = store.head(where)
    monkeypatch.setattr(settings, "BUSY_SECONDS", 0.1)
    with together(sqlite.path):
        for refused_now in (lambda: erased(where), lambda: redact(where, secret.id)):
            with pytest.raises(store.StoreRefused) as refused:
                refused_now()
            assert refused.value.problem.code == "store.folder_in_use"
    assert store.head(where) == before
    assert SECRET in str(store.facts(where))


def test_what_a_killed_backup_left_goes_with_the_case_or_is_named(sqlite, tmp_path):
    where = full_case()
    store.close()
    target = tmp_path / "a.backup"
    work = f"store.backup(Path({str(target)!r}), now=NOW)"
    left = set()
    for _ in killed_at_each_step(work, sqlite.path, home=sqlite.path):
        left |= {path.name[:8] for path in sqlite.path.glob(".*")}
        target.unlink(missing_ok=True)
    assert left == {".backup-", ".verify-"}
    assert len(list(tmp_path.glob(".a.backup*"))) > 3

    store.open_home(sqlite.path)
    assert list(sqlite.path.glob(".*")) == []
    shutil.copytree(sqlite.path, sqlite.path / ".backup-left")
    done = erased(where)
    assert traces(sqlite.path, WORDS, NUMBER) == set()
    written = {path for path in tmp_path.iterdir() if path.is_file() and path.stat().st_size}
    assert len(written) > 2
    assert set(done.backups) >= written
    assert all(path.exists() for path in done.backups)


def test_a_copy_in_the_making_is_left_alone_when_the_folder_is_opened(sqlite):
    (sqlite.path / ".backup-running").mkdir()
    with together(sqlite.path):
        finish_erasing()
        assert (sqlite.path / ".backup-running").exists()
    finish_erasing()
    assert not (sqlite.path / ".backup-running").exists()


def test_what_stopped_imports_left_goes_with_the_case(sqlite):
    where = full_case()
    store.keep_file(f"kept, never recorded: {SECRET}".encode())
    (sqlite.path / "files" / "stopped.part").write_bytes(SECRET.encode())
    erased(where)
    assert traces(sqlite.path, WORDS, NUMBER) == set()


def test_an_import_under_way_keeps_its_original_while_another_case_is_erased(sqlite, monkeypatch):
    from imports.bills import HUABEI
    from qinghuan.store import importing

    where, other = full_case(), case()
    append = importing.append

    def somebody_erases_now(*arguments, **more):
        with pytest.raises(store.StoreRefused), alone(sqlite.path, patience=0):
            pass
        return append(*arguments, **more)

    monkeypatch.setattr(importing, "append", somebody_erases_now)
    content = HUABEI.read_bytes()
    assert importing.import_file(other, content, "b.csv", who=store.OWNER, now=NOW).entry
    erased(where)
    assert store.verify(other) == []


def test_erasing_killed_at_any_step_is_finished_when_the_folder_is_opened(sqlite, tmp_path):
    where, other = full_case(), case(note("mine"))
    before = store.head(other)
    store.close()
    kept = tmp_path / "kept"
    shutil.copytree(sqlite.path, kept)
    work = f"store.erase({where!r}, who=store.OWNER)"
    begun = []
    for _ in killed_at_each_step(work, sqlite.path, home=sqlite.path):
        store.open_home(sqlite.path)
        known = {found.id for found in store.cases(store.OWNER)}
        begun.append(where not in known)
        assert bool(traces(sqlite.path, WORDS, NUMBER)) is (where in known)
        assert known - {where} == {other}
        assert (store.head(other), store.verify(other)) == (before, [])
        store.close()
        shutil.rmtree(sqlite.path)
        shutil.copytree(kept, sqlite.path)
    assert sum(begun) > 8
    assert not begun[0]


def test_redacting_killed_at_any_step_erased_nothing_or_is_finished(sqlite, tmp_path):
    where = case(note("stays"))
    secret = import_bill(where, line(2, counterparty=SECRET), content=SECRET.encode())
    before = store.head(where)
    store.close()
    kept = tmp_path / "kept"
    shutil.copytree(sqlite.path, kept)
    work = f"store.redact({where!r}, {secret.id!r}, who=store.OWNER, now=NOW, reason='asked')"
    outcomes = set()
    for _ in killed_at_each_step(work, sqlite.path, home=sqlite.path):
        store.open_home(sqlite.path)
        done = store.head(where) != before
        assert bool(traces(sqlite.path, NUMBER)) is not done
        assert store.verify(where) == []
        outcomes.add(done)
        store.close()
        shutil.rmtree(sqlite.path)
        shutil.copytree(kept, sqlite.path)
    assert outcomes == {False, True}


def test_words_erased_elsewhere_are_overwritten_when_the_case_comes_along(sqlite, tmp_path):
    where = case(note("stays"))
    secret = import_bill(where, line(2, counterparty=SECRET), content=SECRET.encode())
    store.close()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(sqlite.path, elsewhere)
    store.open_home(elsewhere)
    redact(where, secret.id)
    store.export_case(where, tmp_path / "a.qinghuan")
    store.close()

    store.open_home(sqlite.path)
    assert traces(sqlite.path, NUMBER)
    store.import_case(tmp_path / "a.qinghuan", who=store.OWNER, now=NOW)
    assert traces(sqlite.path, WORDS, NUMBER) == set()
    assert store.verify(where) == []


@pytest.mark.parametrize("how", ["erase", "redact"])
def test_erased_words_are_in_no_table_of_the_server_and_not_in_the_folder(
    fresh_postgresql, tmp_path, how
):
    from django.db import connection

    url = fresh_postgresql()
    store.open_home(tmp_path / "home", database_url=url)
    case(note("mine"))
    secret = note(SECRET)
    where = case(secret, note("stays"))
    imported = import_bill(where, line(1, counterparty=SECRET), content=SECRET.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        [number] = cursor.fetchone()
        [server] = parse_qs(urlsplit(url).query)["host"]
        tables = Path(server) / "data" / "base" / str(number)
        cursor.execute("CHECKPOINT")
        assert traces(tables, NUMBER)
        if how == "erase":
            assert erased(where).overwritten
        else:
            redact(where, secret.id)
            assert redact(where, imported.id)[1].overwritten
        cursor.execute("CHECKPOINT")
    store.close()
    assert traces(tables, NUMBER) == set()
    assert traces(tmp_path, WORDS, NUMBER) == set()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("third", [False, True])
def test_a_line_that_an_erased_one_had_replaced_speaks_again_unless_a_third_did(third):
    where = case(note("a"))
    first = import_bill(where, line(1, status_class="pending"))
    second = import_bill(where, store.NewLine(line(1, note="middle"), f"{first.id}-0"))
    if third:
        import_bill(where, store.NewLine(line(1, note="last"), f"{second.id}-0"))
    redact(where, second.id)

    [left] = store.lines(where)
    assert left.line.note == ("last" if third else "")
    assert store.verify(where) == []
