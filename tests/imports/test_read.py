"""The door for bills: bad input is said plainly, and every line is accounted for."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qinghuan.imports
from imports.bills import (
    ALL_FILES,
    HUABEI,
    WECHAT_CSV,
    WECHAT_HEADER,
    WECHAT_XLSX,
    app_bill,
    app_row,
    codes,
    lines_of,
    only,
    wechat_bill,
    wechat_row,
    workbook,
    zipped,
)
from qinghuan.imports.read import read, read_path
from qinghuan.imports.report import Parsed
from qinghuan.words import LANGUAGES, Text, say

BILLS = [path.read_bytes() for path in ALL_FILES]


def whole(result: Parsed) -> bool:
    """Whether each input line stands in the account exactly once."""
    report = result.report
    places = [
        (record.sheet, row)
        for record in report.account
        for row in range(record.first, record.last + 1)
    ]
    lines = {(line.sheet, line.source_row) for line in result.lines}
    recorded = {
        (record.sheet, row)
        for record in report.account
        if record.outcome == "recorded"
        for row in range(record.first, record.last + 1)
    }
    sums = report.recorded + report.skipped + report.unreadable == report.lines
    once = len(places) == len(set(places)) == report.lines
    without_gaps = {
        (sheet, row)
        for sheet in {sheet for sheet, _ in places}
        for row in range(1, 1 + max(row for name, row in places if name == sheet))
    }
    return sums and once and set(places) == without_gaps and lines == recorded


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.zip", "a.xlsx"]))
def test_random_bytes_never_raise_and_are_accounted_for(content, name):
    result = read(content, name)

    assert whole(result)
    assert result.report.problems


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(BILLS), st.integers(0, 30_000))
def test_a_bill_cut_anywhere_is_accounted_for(content, length):
    assert whole(read(content[:length], "cut"))


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(BILLS), st.randoms(use_true_random=False), st.integers(1, 30))
def test_a_bill_with_any_bytes_changed_is_accounted_for(content, chance, changes):
    changed = bytearray(content)
    for _ in range(changes):
        at = chance.randrange(len(changed))
        changed[at] = chance.choice([0, 10, 13, 34, 44, 255, chance.randrange(256)])

    assert whole(read(bytes(changed), "changed"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=20), st.integers(0, 5))
def test_any_text_among_the_rows_is_accounted_for(texts, position):
    rows = [app_row(), app_row(amount="7.00"), *texts]
    random.Random(position).shuffle(rows)

    assert whole(read(app_bill(*rows, encoding="utf-8"), "mixed.csv"))


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_a_workbook_with_changed_parts_is_accounted_for(chance, changes):
    """Changes inside the parts, so that the zip around them stays sound."""
    with zipfile.ZipFile(WECHAT_XLSX) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    for _ in range(changes):
        part = parts[chance.choice(sorted(parts))]
        if part:
            part[chance.randrange(len(part))] = chance.randrange(256)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, bytes(part))

    assert whole(read(file.getvalue(), "changed.xlsx"))


def test_a_file_cut_in_its_last_row_says_so_and_keeps_the_rest():
    content = app_bill(app_row(), app_row(order="2026060322001400000000000002"))
    cut = content[:-60]

    assert len(lines_of(cut)) == 1
    assert set(codes(cut)) == {"cut_file", "unreadable_rows"}


def test_fewer_records_than_the_bill_claims_are_said():
    content = app_bill(app_row(), preamble=["共3笔记录"])

    assert codes(content) == ["fewer_lines"]


def test_a_bill_without_its_header_is_told_from_an_unknown_file():
    content = HUABEI.read_bytes().replace("交易时间".encode("gb18030"), b"time")

    assert codes(content) == ["bill_without_header"]


def test_garbled_characters_are_recognised_as_a_wrong_encoding():
    garbled = app_bill(app_row(), encoding="utf-8").decode("gb18030", "replace").encode()

    assert codes(garbled) == ["misread_encoding"]


def test_a_damaged_character_is_counted_and_the_other_rows_stay():
    content = WECHAT_CSV.read_bytes().replace("云膳".encode(), b"\xff\xfe\xff")

    assert "damaged_characters" in codes(content)
    assert read(content, "x").report.recorded == 27


def test_the_bill_of_another_wallet_with_like_columns_is_not_taken_for_alipays():
    header = "交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支,交易分类"
    row = "2026-06-03 12:31:05,示例商户,耳机,99.00,白条,交易成功,支出,数码电器"

    assert codes(f"{header}\n{row}\n".encode()) == ["unknown_format"]


def test_a_header_without_records_is_said():
    assert codes(app_bill()) == ["no_records"]


@pytest.mark.parametrize(
    ("cells", "review"),
    [
        ({"amount": "-38.60"}, "amount_negative"),
        ({"amount": "99999999.00"}, "amount_absurd"),
        ({"amount": ""}, "amount_missing"),
        ({"amount": "/"}, "amount_missing"),
        ({"time": "1999-01-01 00:00:00"}, "date_too_early"),
    ],
)
def test_a_doubtful_row_is_kept_for_review_and_counts_nothing(cells, review):
    line = only(app_bill(app_row(**cells)))

    assert (line.review, line.moved) == (review, False)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [({"amount": "abc"}, "bad_amount"), ({"time": "2026-02-30 08:00:00"}, "bad_date")],
)
def test_a_row_that_cannot_be_read_gives_its_reason(cells, reason):
    result = read(app_bill(app_row(**cells), app_row()), "x.csv")

    (record,) = [found for found in result.report.account if found.outcome == "unreadable"]
    assert (record.first, record.reason) == (3, reason)
    assert len(result.lines) == 1


def test_a_date_in_the_future_waits_for_review_when_today_is_told():
    content = app_bill(app_row(time="2026-06-03 23:59:59"), app_row(time="2026-06-04 00:00:00"))

    lines = read(content, "x.csv", today=date(2026, 6, 3)).lines
    assert [line.review for line in lines] == ["", "date_in_future"]
    assert [line.review for line in lines_of(content)] == ["", ""]


def test_a_sheet_with_one_far_cell_does_not_fill_the_memory():
    rows = [WECHAT_HEADER.split(","), wechat_row().split(",")]
    content = workbook(rows)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)

    assert codes(file.getvalue(), "a.xlsx") == ["workbook_too_wide"]


def test_a_large_file_on_disk_is_refused_without_loading_it(tmp_path: Path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(200 << 20)

    result = read_path(path)
    assert [problem.code for problem in result.report.problems] == ["imports.too_large"]
    assert len(result.sha256) == 64


def test_two_exports_in_one_file_are_both_read():
    content = app_bill(app_row()) + app_bill(app_row(amount="7.00"))

    assert [str(line.amount) for line in lines_of(content)] == ["38.60", "7.00"]


def test_a_bill_saved_as_workbook_is_read():
    rows = app_bill(app_row()).decode("gb18030").split("\r\n")
    content = workbook([row.split(",") for row in rows])

    assert [str(line.amount) for line in read(content, "x.xlsx").lines] == ["38.60"]


def test_the_report_for_programs_accounts_for_every_line():
    shown = read(zipped(HUABEI.read_bytes()), "a.zip").report.as_json()

    assert shown["recorded"] + shown["skipped"] + shown["unreadable"] == shown["lines"] == 35
    assert (shown["format"], shown["review"], shown["duplicates"]) == ("alipay_app", 1, 0)
    assert shown["totals"] == {
        "income": "4800.12",
        "expense": "631.06",
        "refund": "299.00",
        "transfer": "1066.03",
        "debt_draw": "0.00",
        "debt_repay": "1000.00",
    }


def test_a_wechat_export_of_an_unknown_status_is_kept_for_review():
    line = only(wechat_bill(wechat_row(status="没见过的状态")))

    assert (line.kind, line.review, line.moved) == ("expense", "unknown_status", False)


def test_every_code_of_the_room_is_a_sentence_in_both_languages():
    folder = Path(str(qinghuan.imports.__file__)).parent
    sources = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    faults = {*re.findall(r'fault\(\s*"(\w+)"', sources), "zip_empty", "zip_too_many"}
    faults |= {"bill_without_header", "unknown_format", "wrong_password_or_damaged", "damaged_zip"}
    faults |= {"empty", "html", "pdf", "image", "old_excel", "encrypted_office", "archive"}
    reasons = "preamble header blank rule remark continued repeated no_bill cut_line short_row"
    reasons += " bad_date bad_amount"
    doubts = re.findall(r'review="(\w+)"', sources)
    doubts += re.findall(
        r'"((?:amount|date|refund|closed|shares|draw|repayment|transfer)_\w+)"', sources
    )
    doubts += ["credit_to_confirm", "paid_by_relative", "unknown_type", "unknown_kind"]
    blanks = {"size": 1, "limit": 1, "count": 1, "expected": 1, "found": 1, "fresh": 1, "kind": "-"}

    assert len(faults) > 30
    assert all(f'"{reason}"' in sources for reason in reasons.split())
    assert len(set(doubts)) > 15
    for language in LANGUAGES:
        for name in faults:
            assert say(Text(f"imports.{name}", **blanks), language)
            assert say(Text(f"imports.{name}.mend", **blanks), language)
        for reason in reasons.split():
            assert say(Text(f"imports.account.{reason}"), language)
        for doubt in doubts:
            assert say(Text(f"imports.review.{doubt}"), language)
