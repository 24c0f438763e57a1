"""``import``: every line accounted for, in the words of a person and for a program."""

from __future__ import annotations

import pytest

from qinghuan.cli import sample

COUNTS = {"format", "lines", "recorded", "skipped", "unreadable", "review", "duplicates"}
KINDS = {"income", "expense", "refund", "transfer", "debt_draw", "debt_repay"}


def test_each_file_is_counted_and_summed(run, case):
    ran = run("import", case, *sample.files(), "--json")

    assert ran.code == 0
    assert ran.json["case"] == case
    assert len(ran.json["files"]) == len(sample.files())
    for file in ran.json["files"]:
        assert set(file) >= COUNTS
        assert set(file["totals"]) >= KINDS
        assert file["recorded"] + file["skipped"] + file["unreadable"] == file["lines"]


def test_importing_twice_changes_nothing(run, case):
    run("import", case, *sample.files())
    before = run("case", "show", case, "--json").json["head"]
    ran = run("import", case, *sample.files())

    assert ran.code == 0
    assert "没有新内容" in ran.out
    assert run("case", "show", case, "--json").json["head"] == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("page.csv", b"<html><body>login</body></html>"),
        ("noise.xlsx", bytes(range(256)) * 40),
        ("words.csv", b"a,b\n1,2\n"),
    ],
)
def test_a_file_that_is_no_bill_is_refused_with_what_can_be_read(
    run, case, tmp_path, name, content
):
    path = tmp_path / name
    path.write_bytes(content)
    ran = run("import", case, path)

    assert ran.code == 2
    assert "没有导入" in ran.out
    assert "怎么办" in ran.out
    assert len(run("case", "show", case, "--json").json["entries"]) == 1


def test_one_bad_file_does_not_stop_the_others(run, case, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"x")
    ran = run("import", case, bad, sample.files()[0], "--json")

    assert ran.code == 1
    assert [file["ok"] for file in ran.json["files"]] == [False, True]


def test_a_password_comes_from_a_file_and_never_from_the_command_line(run, case, tmp_path):
    empty = tmp_path / "password"
    empty.write_text("\n")

    assert "密码文件是空的" in run("import", case, sample.files()[0], "--password-file", empty).err
    assert run("import", case, sample.files()[0], "--password", "x").code == 2


def test_a_missing_bill_is_named_before_anything_is_imported(run, case, tmp_path):
    ran = run("import", case, sample.files()[0], tmp_path / "none.csv")

    assert ran.code == 2
    assert "none.csv" in ran.err
    assert len(run("case", "show", case, "--json").json["entries"]) == 1
