"""Alipay's exports: generations, meaning of rows, credit that is no income and no expense."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from imports.bills import (
    ALIPAY_FILES,
    APP_HEADER,
    CASHBOOK,
    HUABEI,
    SAMPLES,
    SYNTHETIC_FILES,
    app_bill,
    app_row,
    codes,
    lines_of,
    only,
    parsed,
    summed,
    web_bill,
)
from qinghuan.imports.read import read
from qinghuan.money import yuan

GENERATIONS = {
    "deg_alipay_app_2021_gbk.csv": ("alipay_app", "A1", 16),
    "deg_alipay_app_2023_gbk.csv": ("alipay_app", "A2", 10),
    "deg_alipay_web_2019.csv": ("alipay_web", "W", 2),
    "ezb_alipay_app_investment_refund_gb18030.csv": ("alipay_app", "A2", 2),
    "ezb_alipay_app_transfers_gb18030.csv": ("alipay_app", "A2", 9),
    "ezb_alipay_web_min_gb18030.csv": ("alipay_web", "W", 4),
    "ezb_alipay_web_tax_refund_gb18030.csv": ("alipay_web", "W", 1),
    "alipay_app_huabei_synthetic_gb18030.csv": ("alipay_app", "A2", 16),
    "alipay_cashbook_synthetic_gb18030.csv": ("alipay_cashbook", "B", 3),
}


def sorted_row(**cells: str) -> tuple[str, str, bool]:
    line = only(app_bill(app_row(**cells)))
    return line.kind, line.status_class, line.moved


@pytest.mark.parametrize("path", [*ALIPAY_FILES, *SYNTHETIC_FILES], ids=lambda path: path.name)
def test_every_sample_is_read_whole_and_its_generation_named(path):
    report = parsed(path).report

    assert (report.format, report.generation, report.recorded) == GENERATIONS[path.name]
    assert report.unreadable == 0
    assert report.recorded + report.skipped == report.lines


def _cut(lines: list[str], amount: int) -> list[str]:
    header = next(at for at, line in enumerate(lines) if line.startswith("交易时间"))
    return lines[min(amount, header) :]


@pytest.mark.parametrize("removed", [1, 2, 3])
def test_fewer_lines_above_the_header_change_no_line(removed):
    text = HUABEI.read_bytes().decode("gb18030").split("\n")
    shorter = "\n".join(_cut(text, removed)).encode("gb18030")

    moved = [line._replace(source_row=0) for line in read(shorter, "x").lines]
    assert moved == [line._replace(source_row=0) for line in parsed(HUABEI).lines]


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_columns_change_no_line(seed):
    rows = [app_row(), app_row(method="花呗", order="2026060322001400000000000002", amount="7.00")]
    order = list(range(13))
    random.Random(seed).shuffle(order)
    shuffled = [",".join(row.split(",")[at] for at in order) for row in (APP_HEADER, *rows)]
    content = "\r\n".join(shuffled).encode("gb18030")

    plain = [line._replace(source_row=0, raw=()) for line in lines_of(app_bill(*rows))]
    assert [line._replace(source_row=0, raw=()) for line in lines_of(content)] == plain


def test_the_huabei_sample_comes_out_to_the_fen():
    result = parsed(HUABEI)
    lines = result.lines
    spent = summed(lines, "expense", "huabei") - summed(lines, "refund", "huabei")

    assert result.report.totals["income"] == Decimal("4800.12")
    assert result.report.totals["debt_repay"] == Decimal("1000.00")
    assert spent == Decimal("164.60")
    assert summed(lines, "debt_repay", "huabei") == Decimal("500.00")
    assert summed(lines, "debt_repay", "jiebei") == Decimal("500.00")


def test_the_partner_banks_purchase_is_pending_and_owed_to_that_bank():
    (line,) = [line for line in parsed(HUABEI).lines if line.debt.startswith("xinyonggou")]

    assert (line.debt, line.counted, line.status_class) == (
        "xinyonggou:示例银行",
        Decimal("99.00"),
        "pending",
    )


def test_a_failed_repayment_is_kept_as_an_event_and_counts_nothing():
    (line,) = [line for line in parsed(HUABEI).lines if line.status_class == "failed"]

    assert (line.kind, line.debt, line.amount) == ("debt_repay", "huabei", Decimal("1448.29"))
    assert line.counted == yuan(0)


def test_repayments_name_the_month_of_their_bill():
    months = [line.debt_month for line in parsed(HUABEI).lines if line.kind == "debt_repay"]

    assert months == ["2026-07", "", "2026-07", ""]


def test_an_empty_amount_waits_for_review_and_an_unpaid_closed_order_is_void():
    lines = parsed(HUABEI).lines

    assert [line.source_row for line in lines if line.review == "amount_missing"] == [33]
    assert [line.source_row for line in lines if line.kind == "void"] == [34]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_re_encoded_copy_gives_the_same_lines(encoding):
    text = HUABEI.read_bytes().decode("gb18030")

    again = read(text.encode(encoding), "copy.csv")
    assert again.lines == parsed(HUABEI).lines
    assert again.report.account == parsed(HUABEI).report.account


def test_ids_destroyed_by_a_spreadsheet_are_said_and_ignored():
    content = app_bill(app_row(order="2.02606E+27"), app_row(order="20260603220014000000000"))

    assert "destroyed_ids" in codes(content)
    assert [line.order_id for line in lines_of(content)] == ["", ""]


def test_the_cashbook_keeps_commas_in_notes_and_says_what_it_lacks():
    result = parsed(CASHBOOK)

    assert [str(line.amount) for line in result.lines] == ["11.00", "2000.00", "26.00"]
    assert result.lines[2].note == "示例商户乙,备注里,带逗号的"
    assert result.lines[2].method_raw == "示例银行"
    assert result.lines[0].debt == "huabei"
    assert [problem.code for problem in result.report.problems] == ["imports.cashbook_limits"]


def test_an_export_of_one_kind_says_that_the_others_are_missing():
    assert "partial_export" in codes(app_bill(app_row(), preamble=["导出交易类型：[支出]"]))
    assert "partial_export" not in codes(app_bill(app_row(), preamble=["导出交易类型：[全部]"]))


def test_a_rare_character_of_a_name_is_kept():
    assert only(app_bill(app_row(who="李𬭚"))).counterparty == "李𬭚"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, ("expense", "done", True)),
        ({"direction": "收入"}, ("income", "done", True)),
        ({"status": "等待确认收货"}, ("expense", "pending", True)),
        ({"status": "等待付款"}, ("expense", "pending", False)),
        ({"status": "没见过的状态"}, ("expense", "unknown", False)),
        ({"direction": "不计收支"}, ("unknown", "done", False)),
        ({"direction": "没见过的方向"}, ("unknown", "done", False)),
        ({"status": "交易关闭", "direction": "收入"}, ("void", "closed", False)),
        ({"status": "交易关闭", "method": ""}, ("void", "closed", False)),
        ({"status": "交易关闭"}, ("expense", "closed", False)),
        ({"direction": "不计收支", "item": "借呗放款", "status": "放款成功"},
         ("debt_draw", "done", True)),
        ({"direction": "收入", "category": "信用借还", "item": "借呗放款"},
         ("debt_draw", "done", True)),
        ({"direction": "不计收支", "category": "信用借还", "status": "还款成功"},
         ("debt_repay", "done", True)),
        ({"direction": "不计收支", "item": "信用卡还款", "status": "还款成功"},
         ("debt_repay", "done", True)),
        ({"direction": "不计收支", "item": "示例基金-买入"}, ("transfer", "done", True)),
        ({"direction": "不计收支", "category": "退款", "status": "退款成功"},
         ("refund", "done", True)),
        ({"direction": "收入", "item": "退款-午饭"}, ("refund", "done", True)),
        ({"category": "其他", "item": "花呗收钱服务费"}, ("fee", "done", True)),
        ({"direction": "不计收支", "status": "芝麻免押下单成功"}, ("void", "done", False)),
    ],
)  # fmt: skip
def test_a_row_means_what_its_words_say(cells, expected):
    assert sorted_row(**cells) == expected


@pytest.mark.parametrize(
    ("method", "debt", "review"),
    [
        ("花呗", "huabei", ""),
        ("花呗&红包", "huabei", ""),
        ("花呗&余额宝", "huabei", "shares_unknown"),
        ("花呗分期(3期)", "huabei", ""),
        ("示例银行信用购", "xinyonggou:示例银行", ""),
        ("示例银行信用卡(8888)", "credit_card:示例银行(8888)", ""),
        ("示例银行储蓄卡(1234)", "", ""),
        ("余额宝", "", ""),
    ],
)
def test_a_purchase_on_credit_names_the_debt_it_raises(method, debt, review):
    line = only(app_bill(app_row(method=method)))

    assert (line.kind, line.debt, line.review) == ("expense", debt, review)


@pytest.mark.parametrize(
    ("item", "debt"),
    [
        ("自动还款-花呗2022年07月账单", "huabei"),
        ("花呗主动还款-2023年02月账单", "huabei"),
        ("花呗｜信用购自动还款", "huabei"),
        ("借呗还款", "jiebei"),
        ("网商贷还款", "wangshangdai"),
    ],
)
def test_every_form_of_repayment_names_its_debt(item, debt):
    line = only(app_bill(app_row(direction="不计收支", item=item, who="/", status="还款成功")))

    assert (line.kind, line.debt, line.direction) == ("debt_repay", debt, "out")


def test_unquoted_commas_in_an_item_move_no_other_cell():
    line = only(app_bill(app_row(item="日用品,一箱,大")))

    assert (line.item, line.amount, line.direction_raw) == ("日用品,一箱,大", yuan("38.60"), "支出")


def test_an_item_of_several_lines_is_one_record():
    content = app_bill(app_row(item='"第一行\n第二行"'), app_row(amount="7.00"))
    report = read(content, "x").report

    assert [str(line.amount) for line in lines_of(content)] == ["38.60", "7.00"]
    assert (report.recorded, report.unreadable) == (2, 0)
    assert report.recorded + report.skipped == report.lines == 5


def test_a_stray_quote_swallows_no_row_after_it():
    content = app_bill(app_row(item='"没有关上的引号'), app_row(amount="7.00"), app_row())

    assert len(lines_of(content)) == 3


WEB_ROW = (
    "1{n:027d}\t,T1,2026-06-03 12:31:05,,,,即时到账交易,示例商户,耳机,{amount},支出,{status},"
    "{fee},{back},,{funds},"
)


def web(n: int = 1, **cells: str) -> str:
    shown = {"amount": "99.00", "status": "交易成功", "fee": "0.00", "back": "0.00"}
    return WEB_ROW.format(n=n, **(shown | {"funds": "已支出"} | cells))


def test_on_the_website_the_state_of_the_funds_is_the_truth():
    def meaning(**cells: str) -> tuple[str, bool]:
        line = only(web_bill(web(**cells)))
        return line.kind, line.moved

    assert meaning() == ("expense", True)
    assert meaning(funds="已收入") == ("income", True)
    assert meaning(funds="", status="等待付款") == ("void", False)
    assert meaning(funds="冻结") == ("void", False)
    assert meaning(funds="没见过") == ("unknown", False)


def test_a_service_fee_of_the_website_is_a_line_of_its_own():
    lines = lines_of(web_bill(web(fee="0.10")))

    assert [(line.kind, str(line.amount)) for line in lines] == [
        ("expense", "99.00"),
        ("fee", "0.10"),
    ]
    assert lines[1].related == f"fee_of:{lines[0].order_id}"
    assert lines[1].source_row == lines[0].source_row


def test_what_the_website_says_was_refunded_counts_once():
    result = read(web_bill(web(back="99.00", status="交易关闭")), "x.csv")

    assert (result.lines[0].status_class, result.lines[0].refunded) == ("refunded", yuan("99.00"))
    assert result.report.totals["expense"] == result.report.totals["refund"] == yuan("99.00")


def test_the_account_is_shown_masked_and_the_period_read():
    report = parsed(SAMPLES / "synthetic" / HUABEI.name).report

    assert report.account_hint == "te***@example.invalid"
    assert str(report.period_from) == "2026-06-01 00:00:00"
    assert str(report.period_to) == "2026-08-31 23:59:59"
    assert report.expected_lines == report.found_records == 16
