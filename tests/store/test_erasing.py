"""Erased words are nowhere in the folder; what was stopped is finished; the rest stays whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.store.erasing import finish_erasing
from store.making import DAY, NOW, add, bill, case, codes, debt, import_bill, line, note

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
