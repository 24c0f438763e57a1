"""Re-import, overlapping exports, and lines without ids."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.bills import (
    ALL_FILES,
    HUABEI,
    SAMPLES,
    app_bill,
    app_row,
    lines_of,
    parsed,
    wechat_bill,
    wechat_row,
)
from qinghuan.imports.lines import Line, canonical, from_canonical
from qinghuan.imports.match import KnownLine, account_for, counted, known_by_key
from qinghuan.imports.report import totals
from qinghuan.money import yuan


class Kept:
    """A store in small: lines by id, each as its canonical text."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.number = 0

    def take(self, lines: Iterable[Line]) -> list[str]:
        stored = [KnownLine(key, from_canonical(text)) for key, text in self.texts.items()]
        matched = account_for(lines, known_by_key(stored))
        for found in matched:
            if found.verdict == "update":
                assert found.known is not None
                del self.texts[found.known]
            if found.verdict != "duplicate":
                self.number += 1
                self.texts[str(self.number)] = canonical(found.line)
        return [found.verdict for found in matched]

    @property
    def lines(self) -> list[Line]:
        return [from_canonical(text) for text in self.texts.values()]


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda path: path.name)
def test_importing_a_file_twice_adds_nothing(path):
    kept, lines = Kept(), parsed(path).lines

    assert set(kept.take(lines)) == {"new"}
    assert set(kept.take(lines)) == {"duplicate"}
    assert len(kept.lines) == len(lines)


def test_a_status_that_went_on_is_one_update_and_no_second_row():
    text = HUABEI.read_bytes().decode("gb18030")
    later = lines_of(text.replace("等待确认收货", "交易成功").encode("gb18030"))
    kept = Kept()
    kept.take(parsed(HUABEI).lines)

    verdicts = kept.take(later)
    assert (verdicts.count("update"), verdicts.count("new")) == (1, 0)
    assert totals(kept.lines) == parsed(HUABEI).report.totals


def test_an_older_export_never_turns_a_status_back():
    kept = Kept()
    kept.take(lines_of(app_bill(app_row())))

    assert kept.take(lines_of(app_bill(app_row(status="等待确认收货")))) == ["duplicate"]


def test_an_amount_that_was_missing_comes_as_an_update():
    kept = Kept()
    kept.take(lines_of(app_bill(app_row(amount="", status="等待付款"))))

    assert kept.take(lines_of(app_bill(app_row()))) == ["update"]


def test_two_equal_purchases_of_one_day_survive_without_ids():
    coffee = app_row(order="", amount="9.90", time="2026-06-03 08:00:00")
    kept = Kept()

    assert kept.take(lines_of(app_bill(coffee, coffee))) == ["new", "new"]
    assert kept.take(lines_of(app_bill(coffee, coffee))) == ["duplicate", "duplicate"]
    assert kept.take(lines_of(app_bill(coffee, coffee, coffee))).count("new") == 1


def test_destroyed_ids_make_no_false_duplicates_and_are_mended_by_the_original():
    rows = [app_row(order=f"202606032200140000000000000{n}", item=f"第{n}件") for n in range(1, 4)]
    mangled = [
        app_row(order="2.02606E+27", item=f"第{n}件", time="2026/6/3 12:31") for n in range(1, 4)
    ]
    kept = Kept()

    assert kept.take(lines_of(app_bill(*mangled))) == ["new"] * 3
    assert kept.take(lines_of(app_bill(*mangled))) == ["duplicate"] * 3
    assert kept.take(lines_of(app_bill(*rows))) == ["update"] * 3
    assert len(kept.lines) == 3


def test_a_payment_and_its_refund_with_the_same_id_are_two_rows():
    payment = app_row(status="交易关闭")
    refund = app_row(category="退款", direction="不计收支", status="退款成功")
    kept = Kept()

    assert kept.take(lines_of(app_bill(payment, refund))) == ["new", "new"]


def test_masked_short_ids_hide_no_row():
    kept = Kept()
    kept.take(lines_of(app_bill(app_row(order="123456"))))

    later = app_row(order="123456", time="2026-06-09 08:00:00")
    assert kept.take(lines_of(app_bill(later))) == ["new"]


def test_a_refund_in_a_later_export_reopens_the_closed_order():
    closed = app_row(status="交易关闭", method="花呗")
    refund = app_row(
        time="2026-07-01 09:00:00", category="退款", direction="不计收支", status="退款成功",
        item="退款-午饭", order="2026060322001400000000000001_1", method="花呗",
    )  # fmt: skip
    kept = Kept()
    kept.take(lines_of(app_bill(closed)))
    assert totals(kept.lines)["expense"] == yuan(0)

    assert kept.take(lines_of(app_bill(refund))) == ["new", "update"]
    sums = totals(kept.lines)
    assert sums["expense"] == sums["refund"] == yuan("38.60")
    assert set(kept.take(lines_of(app_bill(closed)))) == {"duplicate"}


def test_a_wechat_refund_told_first_by_status_then_by_its_row_counts_once():
    kept = Kept()
    kept.take(lines_of(wechat_bill(wechat_row(status="已全额退款"))))
    row = wechat_row(
        time="2026-07-01 09:00:00", type="示例商户-退款", direction="收入", order="8" * 28
    )

    kept.take(lines_of(wechat_bill(row)))
    assert totals(kept.lines)["refund"] == yuan("38.60")


def test_the_report_says_how_many_were_known():
    lines = parsed(HUABEI).lines
    known = known_by_key(KnownLine(str(at), line) for at, line in enumerate(lines[:10]))

    report = counted(parsed(HUABEI).report, account_for(lines, known))
    assert (report.duplicates, report.updates) == (10, 0)


def test_a_row_and_its_fee_are_one_duplicate_so_none_is_more_than_was_recorded():
    bill = parsed(SAMPLES / "wechat" / "deg_wechat_2019_2024.csv")
    known = known_by_key(KnownLine(str(at), line) for at, line in enumerate(bill.lines))
    assert len(bill.lines) > bill.report.recorded

    report = counted(bill.report, account_for(bill.lines, known))
    assert report.duplicates == report.recorded


@settings(max_examples=40)
@given(st.integers(0, 16), st.integers(0, 16), st.integers(0, 16), st.integers(0, 16))
def test_overlapping_parts_in_any_order_end_in_the_same_lines(first, second, third, fourth):
    lines = parsed(HUABEI).lines
    kept = Kept()
    for start, end in ((min(first, second), max(first, second)), (min(third, fourth), 16), (0, 16)):
        kept.take(lines[start:end])

    assert sorted(map(canonical, kept.lines)) == sorted(map(canonical, lines))
