"""``import``: every line accounted for, in the words of a person and for a program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from imports.bills import (
    APP_HEADER,
    HUABEI,
    WECHAT_CSV,
    WECHAT_XLSX,
    app_bill,
    app_row,
    zipped,
)
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


TEXT = HUABEI.read_text("gb18030")
LOST = "#" * 8
UNUSABLE = {
    "empty.csv": (b"", "文件是空的"),
    "blank.csv": (b"\r\n \r\n\r\n", "文件是空的"),
    "nothing.csv": (bytes(5000), "文件是空的"),
    "page.csv": (b"<!DOCTYPE html><html><body>login</body></html>", "网页"),
    "page.xls": (b"<table><tr><td>1</td></tr></table>", "网页"),
    "paper.csv": (b"%PDF-1.7 ...", "PDF"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "noise.csv": (bytes(range(256)) * 40, "不是文字"),
    "noise.xlsx": (bytes(range(256)) * 40, "不是"),
    "words.csv": (b"a,b\n1,2\n", "不"),
    "cut.zip": (zipped(HUABEI.read_bytes())[:-200], "压缩包损坏"),
    "cut.xlsx": (WECHAT_XLSX.read_bytes()[:-2000], "压缩包损坏"),
    "locked.zip": (zipped(HUABEI.read_bytes(), password="123456"), "压缩包有密码"),
    "misread.csv": (TEXT.encode().decode("gb18030", "replace").encode(), "乱码"),
    "misread_too.csv": (TEXT.encode().decode("latin-1").encode(), "乱码"),
    "other_columns.csv": (HUABEI.read_bytes().replace(b",", b";"), "表头"),
    "no_header.csv": (TEXT.replace("交易时间", "time").encode("gb18030"), "表头"),
    "dates_lost.csv": (app_bill(app_row(time=LOST), app_row(time=LOST)), "第 3–4 行"),
    "too_large.csv": (APP_HEADER.encode("gb18030").ljust((50 << 20) + 1, b"\n"), "MB"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_used_says_why_and_what_next_and_leaves_nothing(run, case, tmp_path, name):
    content, why = UNUSABLE[name]
    path = tmp_path / name
    path.write_bytes(content)
    ran = run("import", case, path)

    assert ran.code == 2
    assert f"{name}：" in ran.out
    assert why in ran.out
    assert "怎么办：" in ran.out
    assert "看结果" not in ran.out
    assert "导入过" not in ran.out
    assert run("import", case, path, "--json").json["files"][0]["ok"] is False
    assert len(run("case", "show", case, "--json").json["entries"]) == 1
    assert list((tmp_path / "home" / "files").iterdir()) == []
    assert run("case", "verify", case).code == 0


def test_a_wrong_password_leaves_nothing_and_the_right_one_then_brings_all(run, case, tmp_path):
    path, password = tmp_path / "bill.zip", tmp_path / "password"
    path.write_bytes(zipped(HUABEI.read_bytes(), password="123456"))
    password.write_text("654321\n")
    wrong = run("import", case, path, "--password-file", password)
    password.write_text("123456\n")
    right = run("import", case, path, "--password-file", password, "--json")

    assert wrong.code == 2
    assert "密码不对" in wrong.out
    assert "--password-prompt" in wrong.out
    assert "654321" not in wrong.out + wrong.err
    assert (right.code, right.json["files"][0]["recorded"]) == (0, 16)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_a_re_encoded_bill_is_the_same_bill(run, case, tmp_path, encoding):
    path = tmp_path / "bill.csv"
    path.write_bytes(TEXT.encode(encoding))
    first = run("import", case, path, "--json").json["files"][0]
    again = run("import", case, HUABEI, "--json").json["files"][0]

    assert (first["recorded"], first["unreadable"], first["problems"]) == (16, 0, [])
    assert (again["entry"], again["duplicates"]) == (None, 16)


def test_a_wechat_bill_saved_as_gbk_is_the_same_bill(run, case, tmp_path):
    path = tmp_path / "bill.csv"
    path.write_bytes(WECHAT_CSV.read_text("utf-8-sig").encode("gb18030"))
    run("import", case, path)

    assert run("import", case, WECHAT_CSV, "--json").json["files"][0]["duplicates"] == 27


def test_a_bill_cut_off_says_so_and_the_whole_one_brings_the_rest(run, case, tmp_path):
    path = tmp_path / "cut.csv"
    path.write_bytes(HUABEI.read_bytes()[: len(HUABEI.read_bytes()) * 2 // 3])
    cut = run("import", case, path)
    whole = run("import", case, HUABEI, "--json").json["files"][0]

    assert cut.code == 0
    assert "第 28 行：文件在这一行断了" in cut.out
    assert "重新" in cut.out
    assert (whole["recorded"], whole["duplicates"]) == (16, 8)
    assert run("case", "verify", case).code == 0


def test_a_bill_saved_by_a_spreadsheet_says_what_was_lost(run, case, tmp_path):
    path = tmp_path / "saved.csv"
    rows = [
        app_row(order="2.02606E+27", time="2026/6/3 12:31", amount="38.6"),
        app_row(order="2.02606E+27", time="2026/6/4 8:05", amount="40"),
    ]
    path.write_bytes(app_bill(*rows, encoding="utf-8-sig"))
    ran = run("import", case, path)

    assert ran.code == 0
    assert "2 个订单号被表格软件改成了数字" in ran.out
    assert "请勿用 Excel 另存" in ran.out
    assert "支出 78.60 元" in ran.out


def test_amounts_and_days_that_cannot_be_meant_count_nothing_and_say_why(run, case, tmp_path):
    rows = [
        {"amount": "-38.60"},
        {"amount": "99999999.00"},
        {"amount": ""},
        {"time": "2199-01-01 00:00:00"},
        {"amount": "1e400"},
        {"amount": "NaN"},
        {"amount": "9" * 400},
        {"time": "2026-02-30 08:00:00"},
        {},
    ]
    path = tmp_path / "odd.csv"
    path.write_bytes(app_bill(*(app_row(order=str(n) * 28, **row) for n, row in enumerate(rows))))
    ran = run("import", case, path)
    told = [line.strip() for line in ran.out.splitlines()]

    assert ran.code == 0
    assert "记下 5，跳过 2，读不懂 4；已有 0，待你核对 4" in told
    assert "支出 38.60 元" in told
    assert "第 7–9 行：这一行的金额读不出来" in told
    assert "第 10 行：这一行的时间读不出来" in told
    for row, why in enumerate(("负数", "大得不寻常", "没写金额", "在将来"), 3):
        assert any(f"（第 {row} 行）" in line and why in line for line in told)
    assert run("case", "verify", case).code == 0


def test_of_many_unreadable_places_a_few_are_named_and_a_program_gets_all(run, case, tmp_path):
    path = tmp_path / "many.csv"
    both = [app_row(), app_row(time=LOST)]
    path.write_bytes(app_bill(*both * 9))

    assert "还有 4 处" in run("import", case, path).out
    rows = run("import", case, path, "--json").json["files"][0]["unreadable_rows"]
    assert [row["first"] for row in rows] == list(range(4, 21, 2))
    assert all(row["first"] == row["last"] and row["reason"] for row in rows)


MEMORY = """
import re, sys
from qinghuan.cli import main
code = main(sys.argv[1:])
most = re.search(r"VmHWM:\\s*(\\d+) kB", open("/proc/self/status").read())[1]
print(code, int(most) // 1024, file=sys.stderr)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_file_of_200_megabytes_is_refused_without_being_loaded(run, case, tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.write(HUABEI.read_bytes())
        file.truncate(200 << 20)
    command = [sys.executable, "-c", MEMORY, "import", case, str(path)]
    ran = subprocess.run(
        command, env=os.environ, capture_output=True, text=True, timeout=60, check=True
    )
    code, megabytes = map(int, ran.stderr.split()[-2:])

    assert code == 2
    assert "200 MB" in ran.stdout
    assert "怎么办" in ran.stdout
    assert megabytes < 150
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
