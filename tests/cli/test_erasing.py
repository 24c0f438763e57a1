"""Erasing, redacting, backing up and restoring, as a person types it."""

from __future__ import annotations

import io


def typing(monkeypatch, words):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{words}\n"))


def test_a_case_is_erased_after_its_name_was_typed_again(run, case, monkeypatch):
    typing(monkeypatch, "测试")
    ran = run("case", "erase", case)
    assert ran.code == 0
    assert "找不回来" in ran.out
    assert "请自己删" in ran.out
    assert run("case", "list", "--json").json == []


def test_another_name_erases_nothing(run, case, monkeypatch):
    for words in ("", "别的"):
        typing(monkeypatch, words)
        assert run("case", "erase", case).code == 2
    assert len(run("case", "list", "--json").json) == 1


def test_a_program_must_say_that_it_means_it(run, case):
    assert run("case", "erase", case, "--json").json["problems"][0]["code"] == "cli.erase_unasked"
    done = run("case", "erase", case, "--yes", "--json").json
    assert (done["ok"], done["overwritten"], done["backups"]) == (True, True, [])


def test_the_words_of_an_entry_are_erased_and_its_place_stays(run, case, tmp_path):
    fact = '{"kind": "contact_made", "on": "2026-08-01", "direction": "outgoing", '
    (tmp_path / "fact.json").write_text(f'{fact}"channel": "phone", "said": "秘密的话"}}')
    named = run("case", "add", case, "fact.json", "--json").json["ids"][0]
    from qinghuan import store

    said = [entry.body or "" for entry in store.entries(case)]
    assert "秘密的话" in said[1]

    assert run("case", "redact", case, named, "--reason", "不该记").code == 0
    assert store.entries(case)[1].body is None
    assert run("case", "verify", case).code == 0
    assert run("case", "redact", case, named, "--reason", "不该记").code == 3


def test_a_backup_brings_back_what_was_erased_and_is_named_when_erasing(run, case, tmp_path):
    assert run("backup", "all.backup", "--json").json["cases"] == 1
    assert str(tmp_path / "all.backup") in run("case", "erase", case, "--yes").out
    done = run("restore", "all.backup", "--json").json
    assert (done["cases"], bool(done["aside"])) == (1, True)
    assert [found["id"] for found in run("case", "list", "--json").json] == [case]


def test_a_backup_that_is_none_is_refused_with_what_to_do(run, case, tmp_path):
    (tmp_path / "wrong").write_bytes(b"no")
    ran = run("restore", "wrong")
    assert ran.code == 3
    assert "怎么办" in ran.err
    assert run("case", "verify", case).code == 0


def test_whatever_of_the_sample_is_erased_the_case_still_verifies_and_answers(run):
    assert run("demo", "--out", "papers", "--json").code == 0
    from qinghuan import store

    [case] = store.cases(store.OWNER)
    for entry in store.entries(case.id)[1:]:
        if entry.kind == "redacted":
            continue
        named = run("case", "redact", case.id, entry.id, "--reason", "不该记", "--json")
        assert named.code == 0, entry.kind
        assert run("assess", case.id, "--json").code == 0, entry.kind
    assert run("case", "verify", case.id).code == 0
    assert store.lines(case.id) == []
    words = [entry for entry in store.entries(case.id) if entry.body is not None]
    assert {entry.kind for entry in words} == {"case_opened", "redacted"}
