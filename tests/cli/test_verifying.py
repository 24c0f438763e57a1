"""``case verify``: whatever was changed behind the program's back is said, with what to do."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from imports.bills import HUABEI


@pytest.fixture
def full(run, case):
    """A case with a bill in it."""
    run("import", case, HUABEI)
    return case


@pytest.fixture
def change(tmp_path):
    """Change the database with a tool of its own; the guards are put back afterwards."""

    def changed(statement, guards=()):
        with closing(sqlite3.connect(tmp_path / "home" / "qinghuan.sqlite3")) as database:
            stand = dict(
                database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            )
            for name in stand:
                database.execute(f"DROP TRIGGER {name}")
            database.execute(statement)
            for name, written in stand.items():
                if name not in guards:
                    database.execute(written)
            database.commit()

    return changed


DAMAGE = {
    "cut tail": ("DELETE FROM store_journalentry WHERE sequence = 2", "末尾"),
    "edited row": (
        "UPDATE store_journalentry SET body = replace(body, '测试', '别的')",
        "第 1 条记录的内容被改动过",
    ),
    "edited line": ("UPDATE store_billline SET amount_fen = 1 WHERE position = 3", "-3"),
    "missing line": ("DELETE FROM store_billline WHERE position = 3", "15"),
    "replaced index": ("UPDATE store_caseindex SET body = '{}'", "--rebuild"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_said_with_its_place_and_what_to_do(run, full, change, damage):
    statement, said = DAMAGE[damage]
    change(statement)
    ran = run("case", "verify", full)

    assert ran.code == 1
    assert said in ran.err
    assert "怎么办：" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("body", ["{}", "", "[]", '{"debts": [{}], "label": 1, "sample": 0}'])
def test_a_damaged_index_hides_nothing_and_can_be_rebuilt(run, full, change, body):
    before = run("case", "list", "--json").json
    change(f"UPDATE store_caseindex SET body = '{body}'")
    listed = run("case", "list", "--json").json
    rebuilt = run("case", "verify", full, "--rebuild")

    assert listed == before
    assert rebuilt.code == 0
    assert run("case", "verify", full).code == 0


def test_rebuilding_is_refused_where_it_would_hide_a_cut_tail(run, full, change):
    change("DELETE FROM store_journalentry WHERE sequence = 2")
    ran = run("case", "verify", full, "--rebuild")

    assert ran.code == 3
    assert "末尾" in ran.err


def test_a_missing_guard_is_said(run, full, change):
    change("SELECT 1", guards={"guard_journal_update"})
    ran = run("case", "verify", full)

    assert ran.code == 1
    assert "journal_update" in ran.err
    assert "怎么办：" in ran.err


def test_an_original_that_was_changed_or_removed_is_said(run, full, tmp_path):
    [original] = (tmp_path / "home" / "files").iterdir()
    original.write_bytes(original.read_bytes() + b"x")
    changed = run("case", "verify", full)
    original.unlink()
    removed = run("case", "verify", full, "--json")

    assert (changed.code, removed.code) == (1, 1)
    assert original.name[:8] in changed.err
    assert [problem["code"] for problem in removed.json["problems"]] == ["store.file_missing"]


def test_every_fault_has_a_sentence_in_english_too(run, full, change, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    for statement, _ in DAMAGE.values():
        change(statement)
    said = run("case", "verify", full).err

    assert said.count("what to do") >= 3
    assert not re.search(r"store\.\w+", said)
