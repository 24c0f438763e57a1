"""Sheet and bills side by side: what is used, how it is known, and what is not."""

from __future__ import annotations

import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from household import made
from household.made import bills, earned, every_month, line, needs, sheet, stated
from qinghuan.household.categories import CATEGORIES
from qinghuan.household.entries import Expense
from qinghuan.money import ZERO, total, yuan
from qinghuan.words import Text, say


def expense(statement, category):
    return next(each for each in statement.expenses if each.category == category)


def asked(statement):
    return {question.id.removeprefix("household.question.") for question in statement.questions}


def test_a_sheet_alone_is_enough():
    statement = stated(sheet())

    assert (statement.income.value, statement.spending.value) == (yuan(6000), yuan(3550))
    assert statement.shares["stated"] == 1
    assert statement.income.inputs["1.wages"].entries == ("sheet001",)


def test_bills_alone_say_what_they_can_and_ask_for_the_rest():
    statement = stated(None, bills(*every_month("expense", "900", "餐饮美食")))

    assert expense(statement, "food_tobacco_liquor").monthly.value == yuan(900)
    assert expense(statement, "housing").monthly is None
    assert statement.floor is None
    assert {"sheet", "income"} <= asked(statement)


def test_nothing_at_all_gives_questions_and_no_figures():
    statement = stated(None)

    assert (statement.income, statement.spending, statement.shares) == (None, None, {})
    assert {"sheet", "income", "expenses"} <= asked(statement)


def test_where_both_speak_the_stated_figure_is_used_and_the_bills_stand_beside_it():
    statement = stated(sheet(), bills(*every_month("expense", "900", "餐饮美食")))
    food = expense(statement, "food_tobacco_liquor")

    assert (food.monthly.value, food.stated, food.known) == (yuan(1500), yuan(1500), yuan(900))
    assert food.knowledge == "stated"


def test_what_the_sheet_leaves_out_comes_from_the_bills():
    statement = stated(
        sheet(expenses=needs(health_care="")), bills(*every_month("expense", "400", "医疗健康"))
    )
    health = expense(statement, "health_care")

    assert (health.monthly.value, health.knowledge) == (yuan(400), "known")
    assert statement.shares["known"] > 0


def test_what_nobody_gave_is_estimated_from_the_guide_and_never_free():
    statement = stated(sheet(expenses=needs(health_care="")))
    health = expense(statement, "health_care")

    assert health.filled
    assert health.knowledge == "estimated"
    assert health.monthly.value == statement.floor.bands["health_care"].low
    assert health.state is None
    assert "category" in asked(statement)


def test_a_stated_zero_is_an_answer():
    health = expense(stated(sheet(expenses=needs(health_care="0"))), "health_care")

    assert (health.monthly.value, health.filled) == (ZERO, False)


def test_unsorted_spending_is_not_counted_a_second_time_as_an_estimate():
    given = sheet(expenses=needs(health_care="", clothing=""))
    alone = stated(given)
    beside = stated(given, bills(*every_month("expense", "100", "扫二维码付款")))
    fills = [
        total(expense(found, name).monthly.value for name in ("health_care", "clothing"))
        for found in (alone, beside)
    ]

    assert fills[0] - fills[1] == yuan(100)


def test_bills_of_a_few_months_are_an_estimate():
    short = made.Covered("alipay", "", made.date(2026, 9, 1), made.date(2026, 11, 19))
    seen = bills(*every_month("expense", "900", "餐饮美食"), covered=(short,))
    food = expense(stated(sheet(expenses=needs(food_tobacco_liquor="")), seen), CATEGORIES[0])

    assert (food.monthly.value, food.knowledge, food.known_months) == (yuan(900), "estimated", 2)


def test_partial_months_are_shown_and_not_averaged():
    short = made.Covered("alipay", "", made.date(2026, 10, 1), made.date(2026, 10, 31))
    seen = bills(
        line((2026, 10), "expense", "900", "餐饮美食"),
        line((2026, 9), "expense", "5", "餐饮美食"),
        covered=(short,),
    )
    statement = stated(None, seen)

    assert statement.months[-2].coverage == "partial"
    assert expense(statement, CATEGORIES[0]).monthly.value == yuan(900)


def test_a_refund_lowers_the_category_it_belongs_to():
    seen = bills(
        *every_month("expense", "900", "餐饮美食"), line((2026, 3), "refund", "1200", "餐饮美食")
    )

    assert expense(stated(None, seen), CATEGORIES[0]).monthly.value == yuan(800)


def test_yearly_costs_are_spread_and_seasonal_ones_fall_in_their_months():
    given = sheet(
        expenses=(
            Expense(category="clothing", amount=yuan(1200), every="year"),
            Expense(category="housing", amount=yuan(2400), every="year", months=(11, 12, 1, 2)),
        )
    )
    statement = stated(given)

    assert expense(statement, "clothing").by_month[6] == yuan(100)
    assert expense(statement, "housing").by_month[1] == yuan(600)
    assert expense(statement, "housing").by_month[6] == ZERO
    assert expense(statement, "housing").monthly.value == yuan(200)


def test_what_is_not_necessary_is_shown_apart():
    wish = Expense(
        category="education_culture_recreation", amount=yuan(200), necessary=False, name="游戏"
    )
    culture = expense(stated(sheet(expenses=(*needs(), wish))), "education_culture_recreation")

    assert (culture.monthly.value, culture.optional) == (yuan(300), yuan(200))


def test_help_from_family_and_income_that_will_not_return_stand_apart():
    statement = stated(
        sheet(
            incomes=(
                earned({5: yuan(12000)}, source="cordyceps"),
                earned({5: yuan(9000)}, source="driving", lasting=False),
                earned({6: yuan(2400)}, source="family_help"),
            )
        )
    )

    assert statement.income.value == yuan(1000)
    assert statement.family_help == yuan(200)
    assert [each.used for each in statement.incomes] == [True, False, False]


def test_bills_count_as_income_only_where_the_sheet_is_silent():
    seen = bills(*every_month("income", "800", "二维码收款"))
    silent, speaking = stated(sheet(incomes=()), seen), stated(sheet(), seen)

    assert silent.income.value == yuan(800)
    assert speaking.income.value == yuan(6000)
    assert [each.used for each in speaking.incomes] == [True, False]


def test_a_month_the_bills_miss_counts_as_their_lowest():
    short = made.Covered("alipay", "", made.date(2026, 9, 1), made.date(2026, 11, 19))
    seen = bills(
        line((2026, 9), "income", "800", "二维码收款"),
        line((2026, 10), "income", "500", "二维码收款"),
        covered=(short,),
    )
    trade = stated(sheet(incomes=()), seen).incomes[0]

    assert (trade.by_month[9], trade.by_month[1], trade.knowledge) == (
        yuan(800),
        yuan(500),
        "estimated",
    )


def test_transfers_that_may_be_anything_are_no_income_and_are_asked_about():
    statement = stated(sheet(incomes=()), bills(*every_month("income", "800", "转账红包")))

    assert statement.income is None
    assert [(each.sorted, each.used) for each in statement.incomes] == [(False, False)]
    assert {"income", "unsorted_income"} <= asked(statement)


def test_strong_and_weak_months_are_named():
    statement = stated(
        sheet(
            incomes=(
                earned({5: yuan(9000), 6: yuan(9000)}, source="cordyceps"),
                made.wages("2000"),
            )
        )
    )

    assert statement.strong_months == (5, 6)
    assert statement.weak_months == (1, 2, 3, 4, 7, 8, 9, 10, 11, 12)


def test_even_income_has_no_season():
    statement = stated(sheet())

    assert (statement.strong_months, statement.weak_months) == ((), ())


def test_too_thin_is_not_said_where_unsorted_spending_may_be_the_reason():
    given = sheet(expenses=needs(clothing="1"))
    hidden = bills(*every_month("expense", "500", "扫二维码付款"))

    assert expense(stated(given), "clothing").state == "too_thin"
    assert expense(stated(given, hidden), "clothing").state == "explain"


def test_an_amount_below_zero_is_left_out():
    given = sheet(incomes=(made.wages(), earned({1: yuan("-5000")}, source="other")))

    assert stated(given).income.value == yuan(6000)


def test_every_sentence_of_a_statement_can_be_said_in_both_languages():
    statement = stated(
        sheet(place="yushu", residence="pastoral", expenses=needs(clothing="")),
        bills(*every_month("income", "800", "转账红包"), *every_month("expense", "9", "餐饮美食")),
    )
    figures = [statement.income, statement.spending, statement.floor.bound]
    figures += [each.monthly for each in (*statement.incomes, *statement.expenses)]
    texts = [step.formula for figure in figures for _, step in figure.steps()]
    texts += [*statement.questions, *statement.floor.notes]
    texts += [Text(f"household.state.{each.state}") for each in statement.expenses if each.state]

    assert all(say(text, language) for text in texts for language in ("zh_CN", "en"))


@settings(max_examples=40, deadline=None)
@given(made.incomes, made.expenses, made.sums)
def test_the_categories_sum_to_the_whole_and_the_shares_to_one(incomes, expenses, sums):
    statement = stated(sheet(incomes=tuple(incomes), expenses=tuple(expenses)), bills(*sums))
    if statement.spending is None:
        return

    assert statement.spending.value == total(each.monthly.value for each in statement.expenses)
    for each in statement.expenses:
        assert total(each.parts.values()) == each.monthly.value
    assert sum(statement.shares.values()) in {Decimal(1), 0}


@settings(max_examples=30, deadline=None)
@given(made.incomes, made.expenses, made.sums, st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_figure(incomes, expenses, sums, chance: random.Random):
    def figures():
        given = sheet(incomes=tuple(incomes), expenses=tuple(expenses))
        found = stated(given, bills(*sums))
        spent = [(each.category, each.monthly and each.monthly.value) for each in found.expenses]
        return spent, found.income_by_month, found.spending_by_month, found.shares, found.unsorted

    before = figures()
    for lines in (incomes, expenses, sums):
        chance.shuffle(lines)

    assert figures() == before
