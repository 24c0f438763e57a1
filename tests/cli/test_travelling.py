"""A case leaves one computer as a file and arrives on another."""

from __future__ import annotations

import pytest


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """Go on with another data folder."""
    from qinghuan import store

    def moved(name):
        store.close()
        monkeypatch.setenv("QINGHUAN_HOME", str(tmp_path / name))

    return moved


@pytest.fixture
def file(run, case):
    assert run("case", "export", case, "case.qinghuan").code == 0
    return "case.qinghuan"


def add(run, case, tmp_path, said):
    fact = '{"kind": "contact_made", "on": "2026-08-01", "direction": "outgoing", '
    (tmp_path / "fact.json").write_text(f'{fact}"channel": "phone", "said": "{said}"}}')
    assert run("case", "add", case, "fact.json").code == 0


def test_what_was_exported_is_imported_once(run, case, file, elsewhere):
    elsewhere("b")
    first = run("case", "import", file, "--json")
    second = run("case", "import", file, "--json")

    assert (first.code, first.json["outcome"], first.json["case"]) == (0, "new", case)
    assert (second.code, second.json["outcome"], second.json["entries"]) == (0, "same", 0)
    assert run("case", "verify", case).code == 0


def test_a_longer_file_brings_the_rest_and_an_older_one_nothing(
    run, case, file, elsewhere, tmp_path
):
    add(run, case, tmp_path, "a")
    run("case", "export", case, "later.qinghuan")
    elsewhere("b")
    run("case", "import", file)

    assert "补上 1 条记录" in run("case", "import", "later.qinghuan").out
    assert run("case", "import", file, "--json").json["outcome"] == "ahead"


def test_a_case_that_went_on_differently_stays_as_it_is(run, case, file, elsewhere, tmp_path):
    add(run, case, tmp_path, "a")
    run("case", "export", case, "theirs.qinghuan")
    elsewhere("b")
    run("case", "import", file)
    add(run, case, tmp_path, "b")
    refused = run("case", "import", "theirs.qinghuan")
    copied = run("case", "import", "theirs.qinghuan", "--copy", "--json").json

    assert refused.code == 3
    assert "/journal/2" in refused.err
    assert "--copy" in refused.err
    assert copied["outcome"] == "copy"
    assert run("case", "verify", copied["case"]).code == 0
    assert len(run("case", "list", "--json").json) == 2


def test_a_file_is_not_written_over_another_unless_asked(run, case, file):
    refused = run("case", "export", case, file, "--json")

    assert refused.code == 3
    assert refused.json["problems"][0]["code"] == "store.exists"
    assert run("case", "export", case, file, "--overwrite", "--json").json["entries"] == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["case", "export", "nowhere", "x.qinghuan"], 2, "没有这份档案"),
        (["case", "import", "nothing.qinghuan"], 2, "找不到这个文件"),
        (["case", "import", "."], 2, "文件夹"),
        (["case", "import", "letter.pdf"], 3, "不是清还写的文件"),
        (["case", "import"], 2, "缺少：FILE"),
    ],
)
def test_what_cannot_be_used_is_named(run, tmp_path, words, code, said):
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
    ran = run(*words)

    assert ran.code == code
    assert said in ran.err


def test_a_folder_that_is_not_there_says_so(run, case):
    ran = run("case", "export", case, "no/such/place.qinghuan")

    assert ran.code == 4
    assert "Traceback" not in ran.err


def test_a_changed_file_changes_nothing(run, file, elsewhere, tmp_path):
    content = bytearray((tmp_path / file).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / file).write_bytes(content)
    elsewhere("b")
    ran = run("case", "import", file, "--language", "en")

    assert ran.code == 3
    assert "what to do" in ran.err
    assert run("case", "list", "--json").json == []
