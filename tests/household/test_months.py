"""The bills month by month: every fen in one place, and only whole months count as known."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from household import made
from household.made import TODAY, bills, line
from qinghuan.household.bills import Covered
from qinghuan.household.months import by_months
from qinghuan.money import ZERO, total, yuan

OCTOBER = (2026, 10)


def october(*lines, covered=(made.WHOLE_YEAR,), categories=None):
    seen = by_months(bills(*lines, covered=covered), today=TODAY, categories=categories)
    return seen.months[-1]


def coverage(*covered, lines=()):
    return october(*lines, covered=covered).coverage


def test_the_window_is_the_last_twelve_whole_months_and_the_current_one():
    seen = by_months(bills(), today=TODAY)

    assert [view.month for view in (seen.months[0], seen.months[-1], seen.current)] == [
        date(2025, 11, 1),
        date(2026, 10, 1),
        date(2026, 11, 1),
    ]


def test_spending_on_huabei_is_an_expense_when_spent_and_repaying_it_is_none():
    view = october(
        line(OCTOBER, "expense", "300", "餐饮美食", hint="huabei"),
        line(OCTOBER, "debt_repay", "300", "信用借还", hint="huabei"),
    )

    assert (view.spending, view.on_credit, view.repaid) == (yuan(300), yuan(300), yuan(300))


def test_what_own_money_paid_is_not_on_credit():
    view = october(
        line(OCTOBER, "expense", "300", "餐饮美食"),
        line(OCTOBER, "expense", "80", "餐饮美食", hint="huabei"),
        line(OCTOBER, "refund", "30", "餐饮美食", hint="huabei"),
    )

    assert view.on_credit == yuan(50)


def test_what_was_borrowed_is_no_income():
    view = october(line(OCTOBER, "debt_draw", "5000", "信用借还", hint="jiebei"))

    assert (view.income, view.unsorted_income, view.drawn) == (ZERO, ZERO, yuan(5000))


def test_a_refund_is_taken_off_its_own_category():
    view = october(
        line(OCTOBER, "expense", "80", "服饰装扮"), line(OCTOBER, "refund", "100", "服饰装扮")
    )

    assert view.expenses["clothing"] == yuan("-20")
    assert (view.spending, view.refunds) == (yuan("-20"), yuan(100))


def test_a_word_nobody_knows_stands_under_other_and_is_reported():
    seen = by_months(bills(line(OCTOBER, "expense", "45", "先用后付", count=3)), today=TODAY)

    assert seen.months[-1].expenses["other"] == seen.months[-1].unsorted == yuan(45)
    assert [(w.word, w.amount, w.count) for w in seen.unsorted] == [("先用后付", yuan(45), 3)]


def test_the_person_decides_against_the_table():
    view = october(
        line(OCTOBER, "expense", "45", "日用百货"), categories={"日用百货": "food_tobacco_liquor"}
    )

    assert view.expenses["food_tobacco_liquor"] == yuan(45)


def test_a_line_the_person_sorted_carries_the_name_of_its_category_or_source():
    view = october(
        line(OCTOBER, "expense", "45", "housing"),
        line(OCTOBER, "income", "900", "building"),
        line(OCTOBER, "income", "500", "family_help"),
    )

    assert view.expenses["housing"] == yuan(45)
    assert (view.incomes, view.family_help) == ({"building": yuan(900)}, yuan(500))
    assert view.unsorted == view.unsorted_income == ZERO


@pytest.mark.parametrize("word", ["示例粮油店-退款", "商户消费-退款"])
def test_a_wechat_refund_follows_the_payments_to_shops(word):
    view = october(
        line(OCTOBER, "expense", "90", "商户消费", source="wechat"),
        line(OCTOBER, "refund", "30", word, source="wechat"),
        categories={"商户消费": "food_tobacco_liquor"},
    )

    assert view.expenses["food_tobacco_liquor"] == yuan(60)


def test_money_sent_by_someone_is_no_income_until_sorted():
    view = october(line(OCTOBER, "income", "2000", "转账红包"))

    assert (view.income, view.unsorted_income) == (ZERO, yuan(2000))


def test_a_month_is_whole_only_when_every_day_is_held():
    first, second = date(2026, 10, 1), date(2026, 10, 31)
    middle = date(2026, 10, 15)

    assert coverage(Covered("alipay", "", first, second)) == "whole"
    assert coverage(Covered("alipay", "", first, date(2026, 10, 30))) == "partial"
    assert coverage(Covered("alipay", "", date(2026, 10, 2), second)) == "partial"
    assert (
        coverage(
            Covered("alipay", "", first, date(2026, 10, 14)), Covered("alipay", "", middle, second)
        )
        == "whole"
    )
    assert (
        coverage(
            Covered("alipay", "", first, date(2026, 10, 13)), Covered("alipay", "", middle, second)
        )
        == "partial"
    )
    assert coverage(Covered("alipay", "", date(2025, 1, 1), date(2025, 2, 1))) == "none"
    assert coverage() == "none"


def test_a_month_that_one_of_two_sources_misses_is_not_whole():
    year = (date(2025, 11, 1), date(2026, 11, 19))

    assert coverage(Covered("alipay", "", *year), Covered("wechat", "", *year)) == "whole"
    assert (
        coverage(
            Covered("alipay", "", *year), Covered("wechat", "", date(2025, 11, 1), date(2026, 5, 1))
        )
        == "partial"
    )


def test_a_file_without_a_named_account_speaks_for_the_accounts_that_are_named():
    early = Covered("alipay", "138****", date(2025, 11, 1), date(2026, 10, 10))
    late = Covered("alipay", "", date(2026, 10, 11), date(2026, 11, 1))

    assert coverage(early, late) == "whole"


def test_lines_of_a_source_without_any_days_make_a_month_partial():
    stray = line(OCTOBER, "expense", "1", "商户消费", source="wechat")

    assert coverage(made.WHOLE_YEAR, lines=[stray]) == "partial"


def test_lines_of_a_file_that_does_not_say_its_days_make_a_month_partial():
    assert coverage(lines=[line(OCTOBER, "expense", "1", "餐饮美食")]) == "partial"


def test_a_file_that_claims_to_run_to_the_end_of_time_does_no_harm():
    assert coverage(Covered("alipay", "", date.min, date.max)) == "whole"


def test_the_current_month_is_never_averaged():
    seen = by_months(bills(line((2026, 11), "expense", "9", "餐饮美食")), today=TODAY)

    assert seen.current.coverage == "partial"
    assert seen.current.spending == yuan(9)


def signed(view):
    spent = view.spending + view.refunds
    came = view.income + view.family_help + view.unsorted_income
    rest = view.repaid + view.drawn + view.moved + view.set_aside
    return spent + came + rest + view.refunds


@settings(max_examples=60)
@given(made.sums)
def test_no_fen_appears_or_disappears_between_the_sums_and_the_months(lines):
    seen = by_months(bills(*lines), today=TODAY)

    for view in (*seen.months, seen.current):
        assert signed(view) == total(each.amount for each in lines if each.month == view.month)


@settings(max_examples=40)
@given(made.sums, st.randoms(use_true_random=False))
def test_the_order_of_the_sums_changes_nothing(lines, chance: random.Random):
    mixed = list(lines)
    chance.shuffle(mixed)

    assert by_months(bills(*mixed), today=TODAY) == by_months(bills(*lines), today=TODAY)
