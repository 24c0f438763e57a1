"""What cannot be true is named, with its place and a mend; nothing is changed silently."""

from __future__ import annotations

from datetime import date

import pytest

from household import made
from household.made import TODAY, bills, earned, every_month, line, needs, sheet, stated
from qinghuan.household.checks import check, problems_of
from qinghuan.household.entries import Asset, Expense, Member
from qinghuan.money import yuan
from qinghuan.words import say


def found(given=None, seen=None):
    problems = check(stated(given, seen), TODAY)
    for problem in problems:
        for language in ("zh_CN", "en"):
            assert say(problem.what, language)
            assert say(problem.mend, language)
    return {problem.code.removeprefix("household."): problem for problem in problems}


SOUND = sheet(expenses=(*needs(), Expense(category="housing", amount=yuan(300), months=(12, 1))))


def test_a_sound_sheet_has_no_problem():
    assert found(SOUND) == {}


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"incomes": (earned({2: yuan("-1")}),)}, "/incomes/0/by_month/2"),
        ({"expenses": (Expense(category="other", amount=yuan("-5")),)}, "/expenses/0/amount"),
        ({"assets": (Asset(name="车", amount=yuan("-5")),)}, "/assets/0/amount"),
        ({"cash": yuan("-0.01")}, "/cash"),
    ],
)
def test_an_amount_below_zero_is_an_error_at_its_place(changes, where):
    problems = [each for each in problems_of(sheet(**changes)) if each.severity == "error"]

    assert [(each.code, each.where) for each in problems] == [("household.negative", where)]


def test_no_sheet_is_said():
    assert "no_sheet" in found(None)


def test_an_old_sheet_and_one_of_tomorrow_are_named():
    assert "sheet_old" in found(SOUND.model_copy(update={"on": date(2026, 7, 1)}))
    assert "sheet_in_future" in found(SOUND.model_copy(update={"on": date(2026, 11, 21)}))


def test_a_line_that_stands_twice_is_named():
    problem = found(sheet(incomes=(made.wages(), made.wages())))["twice"]

    assert problem.where == "/incomes/1"


def test_income_without_anybody_who_earns_is_named():
    quiet = Member(relation="本人", age="18_to_59")

    assert "nobody_earns" in found(sheet(members=(quiet,)))


def test_an_amount_with_noughts_too_many_is_asked_about():
    assert found(sheet(incomes=(made.wages("6000000"),)))["absurd"].where.startswith("/incomes/0")
    assert "absurd" in found(sheet(expenses=needs(health_care="250000")))


def test_an_expense_too_thin_to_last_is_named():
    assert found(sheet(expenses=needs(food_tobacco_liquor="50")))["too_thin"].where == (
        "/household/expenses/food_tobacco_liquor"
    )


def test_a_missing_category_is_named_with_the_estimate_that_stands_in():
    problem = found(sheet(expenses=needs(clothing="")))["missing_category"]

    assert problem.where == "/household/expenses/clothing"
    assert problem.severity == "notice"


def test_forgotten_heating_is_asked_about():
    assert "no_heating" in found(sheet())


def test_no_stated_income_beside_money_that_came_in_is_named():
    seen = bills(line((2026, 10), "income", "800", "转账红包"))

    assert "income_denied" in found(sheet(incomes=()), seen)
    assert "income_denied" in found(sheet(incomes=(made.wages("0"),)), seen)
    assert "income_denied" not in found(sheet(), seen)


@pytest.mark.parametrize(
    ("seen", "code"),
    [("9000", "more_income_on_bills"), ("3000", "less_income_on_bills"), ("5500", None)],
)
def test_income_that_differs_between_bills_and_statement_is_named_never_adjusted(seen, code):
    problems = found(sheet(), bills(*every_month("income", seen, "二维码收款")))
    named = {name for name in problems if name.endswith("income_on_bills")}

    assert named == ({code} if code else set())


def test_income_is_compared_only_over_months_the_bills_hold_whole():
    strong = sheet(incomes=(earned({5: yuan(60000)}, source="cordyceps"),))
    only_may = made.Covered("alipay", "", date(2026, 5, 1), date(2026, 5, 31))
    seen = bills(line((2026, 5), "income", "58000", "二维码收款"), covered=(only_may,))

    assert not [name for name in found(strong, seen) if name.endswith("income_on_bills")]


def test_a_partial_month_takes_no_part_in_a_comparison():
    september = made.Covered("alipay", "", date(2026, 9, 1), date(2026, 9, 30))
    seen = bills(
        line((2026, 9), "income", "6000", "二维码收款"),
        line((2026, 8), "income", "70000", "二维码收款"),
        line((2026, 9), "expense", "3500", "餐饮美食"),
        line((2026, 8), "expense", "90000", "餐饮美食"),
        covered=(september,),
    )
    problems = found(sheet(), seen)

    assert not [name for name in problems if name.endswith("income_on_bills")]
    assert "more_spent_than_stated" not in problems


@pytest.mark.parametrize(
    ("seen", "code"),
    [("2500", "more_spending_on_bills"), ("300", "less_spending_on_bills"), ("1400", None)],
)
def test_spending_that_differs_is_named_by_category(seen, code):
    problems = found(sheet(), bills(*every_month("expense", seen, "餐饮美食")))
    named = {name: each for name, each in problems.items() if name.endswith("spending_on_bills")}

    assert set(named) == ({code} if code else set())
    assert all(each.where.endswith("/food_tobacco_liquor") for each in named.values())


def test_more_spent_in_all_than_stated_is_named():
    seen = bills(*every_month("expense", "5000", "餐饮美食"))

    assert "more_spent_than_stated" in found(sheet(), seen)


def test_a_month_cut_by_the_files_is_named():
    cut = made.Covered("alipay", "", date(2025, 11, 20), date(2026, 11, 19))
    problem = found(sheet(), bills(covered=(cut,)))["cut_month"]

    assert problem.where == "/household/months/2025-11"


def test_what_waits_to_be_sorted_is_counted_apart_by_direction():
    seen = bills(
        line((2026, 10), "income", "800", "转账红包", count=2),
        line((2026, 10), "expense", "90", "扫二维码付款", count=3),
        line((2026, 10), "refund", "20", "退款"),
    )
    problems = found(sheet(), seen)

    assert problems["unsorted_income"].what.parameters["amount"] == yuan(800)
    assert problems["unsorted_spending"].what.parameters["count"] == 3
    assert problems["unsorted_spending"].what.parameters["words"] == "扫二维码付款"
    assert problems["unsorted_refunds"].what.parameters["amount"] == yuan(20)


def test_a_bill_and_its_cash_book_together_may_count_twice():
    seen = bills(
        line((2026, 10), "expense", "90", "餐饮美食"),
        line((2026, 10), "expense", "90", "餐饮", source="alipay_cashbook"),
    )

    assert "two_books" in found(sheet(), seen)


def test_nothing_is_said_about_how_the_money_was_spent():
    seen = bills(*every_month("expense", "1500", "文化休闲"))

    assert not [code for code in found(sheet(), seen) if "gambl" in code or "night" in code]


def test_a_stated_nothing_is_an_answer_but_not_for_food():
    nothing = {"education_culture_recreation": "0.00", "food_tobacco_liquor": "0.00"}
    problems = check(stated(sheet(expenses=needs(**nothing))), TODAY)

    thin = [problem.where for problem in problems if problem.code == "household.too_thin"]
    assert thin == ["/household/expenses/food_tobacco_liquor"]
