"""Cells of a bill as values."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinghuan.imports.cells import amount, destroyed, masked, moment
from qinghuan.money import NotMoney, yuan


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("38.60", "38.60"),
        ("¥28.16", "28.16"),
        ("￥0.12", "0.12"),
        ("2,000.00", "2000"),
        ("2，000.00", "2000"),
        ("-5", "-5"),
        ("−5.5", "-5.5"),
        ("+5.50", "5.5"),
        ("CNY 12.30", "12.3"),
        ("CNY13.50", "13.5"),
        ("8,000.00(CN)", "8000"),
        ("50.0", "50"),
        ("100.000", "100"),
        ("12元", "12"),
    ],
)
def test_amounts_are_read_as_bills_print_them(printed, value):
    assert amount(printed) == yuan(value)


@pytest.mark.parametrize("printed", ["", "abc", "1.234", "1e5", "NaN", "--5", "12.3.4", "1_0"])
def test_what_is_no_exact_amount_is_refused(printed):
    with pytest.raises(NotMoney):
        amount(printed)


@given(st.decimals(min_value=-9_999_999, max_value=9_999_999, places=2))
def test_every_amount_comes_back_from_its_printed_form(value):
    assert amount(f"¥{value:,.2f}") == value


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2026-06-03 12:31:05", (datetime(2026, 6, 3, 12, 31, 5), True)),
        ("2026-07-22 12:00", (datetime(2026, 7, 22, 12, 0), True)),
        ("2026/6/3 9:05", (datetime(2026, 6, 3, 9, 5), True)),
        ("2026年6月3日 9:05", (datetime(2026, 6, 3, 9, 5), True)),
        ("2026-06-03", (datetime(2026, 6, 3), False)),
        ("20260603", (datetime(2026, 6, 3), False)),
        ("20260603 123105", (datetime(2026, 6, 3, 12, 31, 5), True)),
        ("46176.5", (datetime(2026, 6, 3, 12), True)),
        ("46176", (datetime(2026, 6, 3), False)),
    ],
)
def test_moments_are_read_in_every_form_that_occurs(printed, value):
    assert moment(printed) == value


@pytest.mark.parametrize("printed", ["", "abc", "2026-02-30", "2026-13-01 00:00:00", "共2笔记录"])
def test_what_names_no_moment_gives_none(printed):
    assert moment(printed) is None


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_moments(printed):
    assert moment(printed) is None or moment(printed)[0].tzinfo is None


@pytest.mark.parametrize(
    ("order_id", "lost"),
    [
        ("2.02606E+27", True),
        ("2026060322001400000000000000", True),
        ("20260603220014000000", True),
        ("2026060322001400000000000001", False),
        ("T100000", False),
    ],
)
def test_ids_that_a_spreadsheet_rounded_are_recognised(order_id, lost):
    assert destroyed(order_id) is lost


@pytest.mark.parametrize(
    ("account", "shown"),
    [
        ("test@example.invalid", "te***@example.invalid"),
        ("13800001234", "138***34"),
        ("abc", "***"),
    ],
)
def test_an_account_is_shown_masked(account, shown):
    assert masked(account) == shown
