"""WeChat Pay's exports: layouts, withdrawals, card repayments, refunds, credit inside WeChat."""

from __future__ import annotations

from decimal import Decimal

import pytest

from imports.bills import (
    WECHAT_CSV,
    WECHAT_FILES,
    WECHAT_HEADER,
    WECHAT_XLSX,
    lines_of,
    only,
    parsed,
    wechat_bill,
    wechat_row,
    workbook,
)
from qinghuan.imports.read import read
from qinghuan.money import yuan


@pytest.mark.parametrize("path", WECHAT_FILES, ids=lambda path: path.name)
def test_every_sample_is_read_whole(path):
    report = parsed(path).report

    assert report.unreadable == 0
    assert report.recorded > 0
    assert report.recorded + report.skipped == report.lines


def test_the_csv_sample_keeps_inner_quotes_and_unknown_types():
    result = parsed(WECHAT_CSV)
    by_row = {line.source_row: line for line in result.lines if not line.part}

    assert result.report.recorded == len(by_row) == 27
    assert by_row[37].counterparty == '打开拼多多，点击底部"多多视频"'
    assert (by_row[44].kind, by_row[44].review) == ("expense", "unknown_type")
    assert by_row[18].order_id == "3985734"


def test_both_sheets_of_the_workbook_hold_the_same_rows_and_count_once():
    result, csv = parsed(WECHAT_XLSX), parsed(WECHAT_CSV)

    assert [line.amount for line in result.lines] == [line.amount for line in csv.lines]
    assert result.report.totals == csv.report.totals
    repeated = [found for found in result.report.account if found.reason == "repeated"]
    assert [(found.sheet, found.count) for found in repeated] == [("Sheet1", 27)]


@pytest.mark.parametrize("above", [16, 17, 18])
def test_the_header_is_found_on_any_row(above):
    rows = [["微信支付账单明细"], *([[""]] * (above - 1)), WECHAT_HEADER.split(",")]
    content = workbook([*rows, wechat_row().split(",")])

    (line,) = read(content, "bill.xlsx").lines
    assert line.place == f"Sheet1!{above + 2}"


@pytest.mark.parametrize("amount", [28.16, "¥28.16", "￥28.16", "28.16"])
def test_amounts_are_numbers_or_text_with_either_mark(amount):
    row: list[object] = wechat_row().split(",")
    row[5] = amount

    (line,) = read(workbook([WECHAT_HEADER.split(","), row]), "bill.xlsx").lines
    assert line.amount == yuan("28.16")


def test_a_number_cell_with_a_binary_tail_is_whole_fen():
    row: list[object] = wechat_row().split(",")
    row[5] = 0.1 + 0.2

    (line,) = read(workbook([WECHAT_HEADER.split(","), row]), "bill.xlsx").lines
    assert line.amount == yuan("0.30")


def test_a_withdrawal_is_a_transfer_and_its_fee():
    lines = [line for line in parsed(WECHAT_CSV).lines if line.source_row == 24]

    assert [(line.kind, str(line.amount)) for line in lines] == [
        ("transfer", "100.00"),
        ("fee", "0.10"),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        {"type": "信用卡还款", "who": "示例银行信用卡还款"},
        {"type": "转账", "who": "示例银行信用卡还款"},
    ],
)
def test_a_card_repayment_is_found_in_both_forms(cells):
    line = only(wechat_bill(wechat_row(direction="/", **cells)))

    assert (line.kind, line.debt, line.direction) == ("debt_repay", "credit_card:示例银行", "out")


def test_a_full_refund_and_its_row_net_to_nothing():
    result = read(
        wechat_bill(
            wechat_row(amount="¥20.00", status="已全额退款"),
            wechat_row(
                type="示例商户-退款",
                direction="收入",
                amount="¥20.00",
                status="已全额退款",
                order="9" * 28,
            ),
        ),
        "x.csv",
    )

    assert [line.kind for line in result.lines] == ["expense", "refund"]
    assert result.lines[1].related == f"refund_of:{result.lines[0].order_id}"
    assert result.report.totals["expense"] == result.report.totals["refund"] == yuan(20)


def test_a_refund_that_only_the_status_tells_counts_once():
    totals = read(wechat_bill(wechat_row(amount="¥20.00", status="已全额退款")), "x").report.totals

    assert (totals["expense"], totals["refund"]) == (yuan(20), yuan(20))


@pytest.mark.parametrize("status", ["已退款(￥5.00)", "已退款（¥5.00）", "已退款(5.00)"])
def test_a_partial_refund_is_read_from_the_status(status):
    line = only(wechat_bill(wechat_row(amount="¥20.00", status=status)))

    assert (line.refunded, line.counted, line.status_class) == (yuan(5), yuan(20), "done")


@pytest.mark.parametrize(
    ("status", "status_class"), [("对方已退还", "closed"), ("提现失败，已退回零钱", "failed")]
)
def test_money_that_came_back_at_once_counts_nothing(status, status_class):
    line = only(wechat_bill(wechat_row(type="转账", status=status)))

    assert (line.moved, line.status_class) == (False, status_class)


def test_a_product_named_by_digits_only_is_text():
    row: list[object] = wechat_row().split(",")
    row[3] = 123456789

    (line,) = read(workbook([WECHAT_HEADER.split(","), row]), "bill.xlsx").lines
    assert line.item == "123456789"


@pytest.mark.parametrize(
    ("who", "direction", "kind", "debt"),
    [
        ("微粒贷", "收入", "debt_draw", "weilidai"),
        ("微粒贷", "支出", "debt_repay", "weilidai"),
        ("微信分付", "/", "debt_repay", "fenfu"),
    ],
)
def test_credit_inside_wechat_is_a_debt_to_be_confirmed(who, direction, kind, debt):
    line = only(wechat_bill(wechat_row(who=who, direction=direction)))

    assert (line.kind, line.debt, line.review) == (kind, debt, "credit_to_confirm")


def test_a_purchase_on_a_relatives_card_is_not_the_persons_money():
    line = only(wechat_bill(wechat_row(method="亲属卡(示例)")))

    assert (line.kind, line.moved, line.review) == ("expense", False, "paid_by_relative")


def test_own_money_moved_about_is_a_transfer():
    types = ["零钱充值", "转入零钱通-来自零钱", "零钱通转出-到零钱", "购买理财通"]
    lines = lines_of(wechat_bill(*(wechat_row(type=kind, direction="/") for kind in types)))

    assert {line.kind for line in lines} == {"transfer"}


def test_the_totals_of_the_csv_sample():
    totals = parsed(WECHAT_CSV).report.totals

    assert totals["debt_repay"] == Decimal("548.58")
    assert totals["expense"] == Decimal("2904.53")
    assert totals["fee"] == Decimal("1.20")
