"""What a file is by its bytes; zips with and without passwords; refusals that differ."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest

from imports.bills import HUABEI, WECHAT_XLSX, app_bill, app_row, codes, parsed, zipped
from qinghuan.imports import container
from qinghuan.imports.container import LARGEST_FILE, shape_of, too_large
from qinghuan.imports.read import read
from qinghuan.words import LANGUAGES, say

BILL = HUABEI.read_bytes()


def test_an_aes_zip_opens_with_its_password():
    content = zipped(BILL, password="123456")

    result = read(content, "alipay.zip", password="123456")
    assert result.lines == parsed(HUABEI).lines
    assert result.report.member == "bill.csv"


def test_wrong_password_no_password_no_zip_and_no_library_are_told_apart(monkeypatch):
    content = zipped(BILL, password="123456")
    found = {
        "wrong": codes(content, "a.zip", "654321"),
        "none": codes(content, "a.zip"),
        "no zip": codes(b"this is no zip", "a.zip"),
    }
    monkeypatch.setitem(sys.modules, "pyzipper", None)
    found["no library"] = codes(content, "a.zip", "123456")

    assert found == {
        "wrong": ["wrong_password"],
        "none": ["password_needed"],
        "no zip": ["not_a_zip"],
        "no library": ["aes_library_missing"],
    }


def test_a_password_never_stands_in_the_result():
    result = read(zipped(BILL, password="hush-123456"), "a.zip", password="hush-123456")

    assert "hush-123456" not in repr(result)


def test_a_zip_in_a_zip_opens_and_deeper_ones_do_not():
    inner = zipped(zipped(BILL), "inner.zip")

    assert read(inner, "outer.zip").lines == parsed(HUABEI).lines
    assert codes(zipped(inner, "more.zip"), "outer.zip") == ["zip_too_deep"]


def test_a_member_name_in_gbk_is_read_as_its_writer_meant_it():
    content = zipped(BILL, "X" * 8 + ".csv").replace(b"XXXXXXXX", "账单明细".encode("gbk"))

    assert read(content, "a.zip").report.member == "账单明细.csv"


def test_a_workbook_in_a_zip_is_read():
    result = read(zipped(WECHAT_XLSX.read_bytes(), "wechat.xlsx"), "a.zip")

    assert result.report.format == "wechat_xlsx"


def test_a_picture_beside_the_bill_is_said_and_not_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("bill.csv", BILL)
        archive.writestr("logo.png", b"\x89PNG\r\n\x1a\n")
        archive.writestr("readme.txt", "some words")

    result = read(file.getvalue(), "a.zip")
    assert {problem.code for problem in result.report.problems} == {"imports.beside_the_bill"}
    assert [line._replace(sheet="") for line in result.lines] == list(parsed(HUABEI).lines)


def test_two_bills_in_a_zip_are_joined_and_equal_rows_count_once():
    first, second = app_row(), app_row(order="2026060322001400000000000002", amount="7.00")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.csv", app_bill(first))
        archive.writestr("b.csv", app_bill(first, second))

    report = read(file.getvalue(), "a.zip").report
    assert (report.recorded, str(report.totals["expense"])) == (2, "45.60")
    assert report.recorded + report.skipped + report.unreadable == report.lines


def test_unsupported_compression_is_named():
    content = bytearray(zipped(BILL))
    local, central = content.find(b"PK\x03\x04"), content.find(b"PK\x01\x02")
    content[local + 8] = content[central + 10] = 98

    assert codes(bytes(content), "a.zip") == ["unsupported_compression"]


def test_a_truncated_zip_is_called_damaged():
    content = zipped(BILL)

    assert codes(content[: len(content) // 2], "a.zip") == ["damaged_zip"]


def test_a_damaged_locked_zip_does_not_blame_the_password_alone():
    content = bytearray(zipped(BILL, password="123456"))
    content[120] ^= 0xFF

    assert codes(bytes(content), "a.zip", "123456") == ["wrong_password_or_damaged"]


def test_an_empty_zip_is_said_to_be_empty():
    file = io.BytesIO()
    zipfile.ZipFile(file, "w").close()

    assert codes(file.getvalue(), "a.zip") == ["zip_empty"]


def test_a_zip_that_unpacks_beyond_the_limit_is_not_unpacked():
    content = zipped(bytes(LARGEST_FILE + 1))

    assert len(content) < 1 << 20
    assert codes(content, "a.zip") == ["zip_bomb"]


def test_a_zip_that_lies_about_its_size_is_stopped(monkeypatch):
    monkeypatch.setattr(container, "LARGEST_FILE", 5000)
    content = bytearray(zipped(bytes(1 << 20)))
    size = (1 << 20).to_bytes(4, "little")
    content = bytearray(bytes(content).replace(size, (4000).to_bytes(4, "little")))

    assert codes(bytes(content), "a.zip")[0] in {"zip_bomb", "damaged_zip"}


def test_too_many_members_are_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(51):
            archive.writestr(f"{number}.csv", BILL)

    assert codes(file.getvalue(), "a.zip") == ["zip_too_many"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\r\n \r\n", "empty"),
        (b"\x00" * 100, "empty"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"<!DOCTYPE html><html></html>", "html"),
        (b"\xef\xbb\xbf<table><tr><td>1</td></tr></table>", "html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "encrypted_office"),
        (b"Rar!\x1a\x07", "archive"),
        (bytes(range(256)) * 40, "binary"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["bill.csv", "bill.xls", "bill"])
def test_other_files_are_refused_by_what_they_are_whatever_their_name(content, code, name):
    result = read(content, name)

    assert [problem.code for problem in result.report.problems] == [f"imports.{code}"]
    assert result.report.refused
    assert (result.lines, result.report.recorded) == ((), 0)


def test_the_refusal_of_an_unknown_file_names_the_formats_that_work():
    (problem,) = read("日期,金额\n2026-01-01,3".encode(), "x.csv").report.problems

    assert problem.code == "imports.unknown_format"
    assert "微信" in say(problem.mend)
    assert "WeChat" in say(problem.mend, "en")


def test_a_file_above_the_limit_is_refused_before_it_is_read():
    problem = too_large("big.csv", 200 << 20)

    for language in LANGUAGES:
        assert "200" in say(problem.what, language)
        assert "50" in say(problem.what, language)
    assert codes(bytes(LARGEST_FILE + 1)) == ["too_large"]


def test_a_workbook_is_told_from_a_zip_by_its_parts():
    assert shape_of(WECHAT_XLSX.read_bytes()) == "xlsx"
    assert shape_of(zipped(BILL)) == "zip"
