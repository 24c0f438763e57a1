"""Reading bills: every line is accounted for, whatever the file; faults are said, not thrown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.bills import (
    ALIPAY_FILES,
    ALL_FILES,
    CASHBOOK,
    HUABEI,
    WECHAT_CSV,
    WECHAT_FILES,
    WECHAT_XLSX,
    app_bill,
    app_row,
    codes,
    only,
    parsed,
    wechat_bill,
    wechat_row,
    zipped,
)
from qinghuan.imports.lines import canonical, from_canonical
from qinghuan.imports.match import KnownLine, account_for, known_by_key
from qinghuan.imports.read import LARGEST_FILE, read


def kept(lines):
    return known_by_key(KnownLine(f"line-{n}", line) for n, line in enumerate(lines))


def verdicts(lines, known):
    return [found.verdict for found in account_for(lines, known)]


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda path: path.name)
def test_every_sample_is_read_with_every_line_accounted_for(path):
    report = parsed(path).report

    assert report.unreadable == 0
    assert report.recorded + report.skipped == report.lines
    assert not report.refused


def test_the_generations_of_alipay_are_told_apart():
    found = {path.name: parsed(path).report.generation for path in ALIPAY_FILES}

    assert found["deg_alipay_web_2019.csv"] == "W"
    assert found["deg_alipay_app_2021_gbk.csv"] == "A1"
    assert found["deg_alipay_app_2023_gbk.csv"] == "A2"
    assert parsed(CASHBOOK).report.generation == "B"


def test_the_huabei_file_is_understood_to_the_fen():
    lines = parsed(HUABEI).lines
    huabei = [line for line in lines if line.debt == "huabei"]
    spent = sum(line.counted for line in huabei if line.kind == "expense")
    refunded = sum(line.counted for line in huabei if line.kind == "refund")
    repaid = sum(line.counted for line in huabei if line.kind == "debt_repay")
    failed = [line for line in lines if line.status_class == "failed"]

    assert len(lines) == 16
    assert spent - refunded == Decimal("164.60")
    assert repaid == Decimal("500.00")
    assert [(line.amount, line.counted) for line in failed] == [(Decimal("1448.29"), 0)]
    assert parsed(HUABEI).report.totals["income"] == Decimal("4800.12")
    assert [line.amount for line in lines if line.review] == [None]
    assert any(line.kind == "void" and line.amount == Decimal("82.00") for line in lines)
    bank = [line for line in lines if line.method_raw.endswith("信用购")]
    assert [(line.amount, line.status_class) for line in bank] == [(Decimal("99.00"), "pending")]
    jiebei = sum(line.counted for line in lines if line.debt == "jiebei")
    assert jiebei == Decimal("500.00")


def test_preamble_lines_more_or_less_change_nothing():
    text = HUABEI.read_bytes().decode("gb18030").splitlines()
    expected = parsed(HUABEI).report.totals
    for changed in (text[2:], ["多一行", "再多一行", *text], [*text[:1], "插一行", *text[1:]]):
        found = read("\n".join(changed).encode("gb18030"), "bill.csv")
        assert found.report.totals == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_re_encoded_copy_gives_the_same(encoding):
    text = HUABEI.read_bytes().decode("gb18030")

    found = read(text.encode(encoding), "bill.csv")

    assert found.report.totals == parsed(HUABEI).report.totals
    assert len(found.lines) == 16


def test_importing_the_same_file_twice_brings_nothing_new():
    for path in ALL_FILES:
        lines = parsed(path).lines
        assert set(verdicts(lines, kept(lines))) <= {"duplicate"}


def test_an_overlapping_export_brings_a_moved_status_up_to_date():
    first = read(app_bill(app_row(status="等待确认收货")), "a.csv").lines
    later = read(app_bill(app_row(status="交易成功")), "b.csv").lines

    assert verdicts(later, kept(first)) == ["update"]
    assert verdicts(first, kept(later)) == ["duplicate"]


def test_two_equal_purchases_on_one_day_both_count():
    rows = [app_row(order=""), app_row(order="")]
    lines = read(app_bill(*rows), "a.csv").lines

    assert verdicts(lines, {}) == ["new", "new"]
    assert verdicts(lines, kept(lines)) == ["duplicate", "duplicate"]


def test_ids_that_a_spreadsheet_destroyed_are_warned_about_and_not_used():
    content = app_bill(app_row(order="2.02606E+27"), app_row(order="2.02606E+27", item="晚饭"))

    assert "mangled_ids" in " ".join(codes(content)) or codes(content)
    assert all(line.order_id == "" for line in read(content, "a.csv").lines)


def test_an_export_of_expenses_only_warns_that_income_is_missing():
    assert codes(app_bill(app_row(), preamble=["导出交易类型：[支出]"]))


def test_a_name_with_a_rare_character_is_kept():
    assert only(app_bill(app_row(who="马㛃䶮"))).counterparty == "马㛃䶮"


def test_the_aes_zip_opens_with_its_password_only():
    bill = app_bill(app_row())
    locked = zipped(bill, password="123456")

    assert len(read(locked, "a.zip", password="123456").lines) == 1
    wrong, missing = codes(locked, "a.zip", "999999"), codes(locked, "a.zip")
    broken = codes(b"PK\x03\x04" + bytes(200), "a.zip")
    assert len({tuple(wrong), tuple(missing), tuple(broken)}) == 3
    assert all((wrong, missing, broken))


def test_a_plain_zip_is_read_too():
    assert len(read(zipped(app_bill(app_row())), "a.zip").lines) == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (bytes(range(256)) * 40, "binary.csv"),
        (b"%PDF-1.7\n%%EOF", "bill.pdf"),
        ("<html><body>账单</body></html>".encode(), "bill.xls"),
        (b"a,b,c\n1,2,3\n", "other.csv"),
        (b"PK\x03\x04", "cut.zip"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "shot.csv"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_bill_is_refused_with_a_reason(content, name):
    found = read(content, name)

    assert found.report.refused
    assert found.lines == ()
    assert all(problem.mend for problem in found.report.problems)


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    assert read(bytes(LARGEST_FILE + 1), "big.csv").report.refused


def test_a_truncated_file_is_said_to_be_incomplete():
    whole = HUABEI.read_bytes()

    found = read(whole[: len(whole) * 3 // 4], "cut.csv")

    assert 0 < len(found.lines) < 16
    assert found.report.problems


@pytest.mark.parametrize("amount", ["", "abc", "-5.00", "99999999999999999999", "NaN", "1.005"])
def test_an_amount_that_cannot_be_is_never_summed_silently(amount):
    found = read(app_bill(app_row(amount=amount)), "a.csv")
    report = found.report

    assert report.unreadable == 1 or found.lines[0].review or report.totals["expense"] == 0
    assert report.recorded + report.skipped + report.unreadable == report.lines


def test_a_line_dated_in_the_future_waits_for_a_look():
    content = app_bill(app_row(time="2030-01-01 00:00:00"))

    assert read(content, "a.csv", today=date(2026, 11, 20)).lines[0].review


def test_both_sheets_of_the_workbook_say_the_same_as_the_text_file():
    assert parsed(WECHAT_CSV).report.recorded == 27
    assert parsed(WECHAT_XLSX).report.totals == parsed(WECHAT_CSV).report.totals


@pytest.mark.parametrize("path", WECHAT_FILES, ids=lambda path: path.name)
def test_a_line_survives_being_kept(path):
    for line in parsed(path).lines:
        assert from_canonical(canonical(line)) == line


def test_a_withdrawal_is_split_into_transfer_and_fee():
    row = wechat_row(
        type="零钱提现", direction="/", amount="¥100.10", status="提现已到账", note="服务费¥0.10"
    )
    lines = read(wechat_bill(row), "w.csv").lines

    assert sorted((line.kind, line.counted) for line in lines) == [
        ("fee", Decimal("0.10")),
        ("transfer", Decimal("100.00")),
    ]


@pytest.mark.parametrize(
    "cells",
    [{"type": "信用卡还款"}, {"type": "转账", "who": "示例银行信用卡还款"}],
)
def test_a_card_repayment_is_found_in_both_forms(cells):
    assert only(wechat_bill(wechat_row(direction="/", **cells))).kind == "debt_repay"


def test_money_sent_back_counts_nothing():
    line = only(wechat_bill(wechat_row(type="转账", status="对方已退还", amount="¥50.00")))

    assert line.counted == 0


def test_a_name_of_digits_only_stays_text():
    assert only(wechat_bill(wechat_row(item="12345"))).item == "12345"


def test_an_unknown_kind_of_transaction_is_kept():
    assert len(read(wechat_bill(wechat_row(type="从未见过")), "w.csv").lines) == 1


def test_a_loan_paid_out_is_never_income():
    row = app_row(
        category="信用借还",
        who="借呗",
        item="借呗放款",
        direction="不计收支",
        amount="3000.00",
        status="放款成功",
    )
    found = read(app_bill(row), "a.csv")

    assert found.report.totals["debt_draw"] == Decimal("3000.00")
    assert found.report.totals["income"] == 0


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ALL_FILES), st.data())
def test_no_damage_to_a_file_raises_or_loses_a_line(path, data):
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    report = read(bytes(content[:cut]), path.name).report

    assert report.recorded + report.skipped + report.unreadable == report.lines
    assert report.lines or report.problems
