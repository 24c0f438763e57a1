"""What can be paid: never more than the share of the surplus, never out of the floor."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from household import made
from household.made import TODAY, bills, earned, every_month, needs, sheet, stated
from qinghuan import policy
from qinghuan.errors import RuleError
from qinghuan.household.affordable import BUFFER, affordable
from qinghuan.household.entries import Expense
from qinghuan.money import ZERO, total, yuan
from qinghuan.words import say

SEASON = (earned({5: yuan(30000), 6: yuan(30000), 9: yuan(12000)}, source="cordyceps"),)


def can(given=None, seen=None, *, share=None):
    return affordable(stated(given, seen), today=TODAY, share=share)


def codes(found):
    return {problem.code.removeprefix("household.") for problem in found.problems}


def test_half_of_what_is_left_is_offered_by_default():
    found = can(sheet())

    assert found.path == "can_pay"
    assert found.surplus.value == yuan(6000) - yuan(3550)
    assert found.monthly.value == yuan("1225.00")
    assert found.default_share
    assert "household.share_of_surplus" in found.monthly.assumptions


def test_the_share_of_the_person_counts_before_the_default_and_an_asked_one_before_both():
    stated_share = sheet(share_of_surplus=yuan("0.4"))

    assert can(stated_share).monthly.value == yuan("980.00")
    assert can(stated_share, share=Decimal("0.2")).monthly.value == yuan("490.00")
    assert not can(stated_share).default_share


def test_the_whole_surplus_still_leaves_the_saving_line_and_warns():
    found = can(sheet(), share=Decimal(1))
    saving = policy.assumption("household.saving_share").central

    assert found.monthly.value == yuan(2450) * (1 - saving)
    assert codes(found) == {"high_share"}
    assert found.problems[0].severity == "warning"


@pytest.mark.parametrize("share", ["0", "-0.1", "1.01"])
def test_a_share_outside_the_surplus_is_refused(share):
    with pytest.raises(RuleError, match="share of the surplus"):
        can(sheet(), share=Decimal(share))


def test_a_statement_of_another_day_is_refused():
    with pytest.raises(RuleError, match="not of"):
        affordable(stated(sheet()), today=made.date(2026, 11, 21))


def test_no_surplus_is_a_result_of_its_own_with_steps_and_no_token_payment():
    found = can(sheet(incomes=(made.wages("3550"),)))

    assert found.path == "no_surplus"
    assert found.monthly.value == ZERO
    assert set(found.by_month.values()) == {ZERO}
    assert [step.id.removeprefix("household.step.") for step in found.steps] == [
        "freeze",
        "allowance",
        "relief",
        "mediation",
        "legal_advice",
        "do_not_sign",
    ]
    assert policy.value("hotlines.legal_aid", TODAY).string in say(found.steps[4])
    assert all(say(step, language) for step in found.steps for language in ("zh_CN", "en"))


def test_a_surplus_below_a_fen_a_month_is_none():
    income = earned(dict.fromkeys(range(1, 13), yuan(3550)) | {1: yuan("3550.05")})

    assert can(sheet(incomes=(income,))).path == "no_surplus"


@pytest.mark.parametrize(
    ("given", "seen", "question"),
    [
        (None, None, "sheet"),
        (None, bills(*every_month("expense", "900", "餐饮美食")), "sheet"),
        (sheet(incomes=()), None, "income"),
        (sheet(expenses=()), None, "expenses"),
    ],
)
def test_what_is_not_known_gives_questions_and_no_figure(given, seen, question):
    found = can(given, seen)
    asked = [text.id for text in stated(given, seen).questions]

    assert (found.path, found.monthly.value, found.surplus) == ("unknown", ZERO, None)
    assert asked.count(f"household.question.{question}") == 1
    assert found.begins is None


def test_a_household_that_states_no_income_has_no_surplus_rather_than_an_unknown_one():
    assert can(sheet(incomes=(made.wages("0"),))).path == "no_surplus"


def test_the_floor_is_kept_even_where_less_is_stated():
    frugal = sheet(expenses=needs(**dict.fromkeys(made.MONTHLY_NEEDS, "10")))
    found = can(frugal)
    floor = stated(frugal).floor

    assert all(found.kept_by_month[month] == floor.least(month) for month in range(1, 13))
    assert found.surplus.value < yuan(6000) - yuan(80)


def test_the_floor_never_lowers_what_is_stated_as_necessary():
    found = can(sheet(expenses=needs(health_care="3000")))

    assert set(found.kept_by_month.values()) == {yuan(6300)}
    assert found.path == "no_surplus"


def test_help_from_family_and_wishes_move_nothing():
    plain = can(sheet())
    helped = can(
        sheet(
            incomes=(made.wages(), earned({1: yuan(9000)}, source="family_help")),
            expenses=(*needs(), Expense(category="other", amount=yuan(500), necessary=False)),
        )
    )

    assert helped.monthly.value == plain.monthly.value


def test_seasonal_payment_asks_nothing_in_months_that_bring_nothing():
    found = can(sheet(incomes=SEASON))
    even_year = found.monthly.value * 12

    assert {month for month, amount in found.by_month.items() if amount} == {5, 6, 9}
    assert ZERO <= even_year - total(found.by_month.values()) < yuan("0.12")


def test_even_payment_names_its_low_months_and_the_money_that_must_lie_ready():
    found = can(sheet(incomes=SEASON, cash=yuan(1000)))
    months_until_may = 5

    assert found.low_months == (1, 2, 3, 4, 7, 8, 10, 11, 12)
    assert found.reserve == months_until_may * (yuan(3550) + found.monthly.value)
    assert codes(found) == {"winter_gap", "reserve_short"}


def test_even_payment_begins_in_the_month_from_which_the_income_carries_it():
    assert can(sheet(incomes=SEASON, cash=yuan(1000))).begins == date(2027, 5, 1)
    assert can(sheet(incomes=SEASON, cash=yuan(60000))).begins == date(2026, 12, 1)
    assert can(sheet()).begins == date(2026, 12, 1)


def test_money_in_hand_that_lasts_to_the_strong_months_raises_no_warning():
    assert codes(can(sheet(incomes=SEASON, cash=yuan(60000)))) == set()
    assert codes(can(sheet(incomes=SEASON))) == {"winter_gap", "reserve_needed"}


def test_the_figure_can_be_opened_down_to_the_sheet_and_the_policy():
    steps = [step for _, step in can(sheet()).monthly.steps()]

    assert any("sheet001" in step.entries for step in steps)
    assert any(
        used.name == "qinghai.urban_minimum_allowance" for step in steps for used in step.parameters
    )
    assert all(say(step.formula, language) for step in steps for language in ("zh_CN", "en"))


sheets = st.builds(
    lambda incomes, expenses, members, share: sheet(
        incomes=tuple(incomes),
        expenses=(*needs(), *expenses),
        members=(made.ME,) * members,
        share_of_surplus=share,
    ),
    made.incomes,
    made.expenses,
    st.integers(min_value=1, max_value=6),
    st.none() | st.sampled_from([yuan("0.2"), yuan("0.5"), yuan(1)]),
)


@settings(max_examples=60, deadline=None)
@given(sheets)
def test_never_above_the_share_of_the_surplus_and_never_out_of_the_floor(given_sheet):
    found = can(given_sheet)
    left = total(found.surplus_by_month.values())
    floor = stated(given_sheet).floor

    assert found.monthly.value * 12 <= max(left, ZERO) * found.share
    assert total(found.by_month.values()) <= max(left, ZERO) * found.share
    for month, amount in found.by_month.items():
        assert ZERO <= amount <= max(found.surplus_by_month[month], ZERO)
        assert found.kept_by_month[month] >= floor.least(month)
        assert found.kept_by_month[month] >= found.income_by_month[month] - max(
            found.surplus_by_month[month], ZERO
        )


@settings(max_examples=60, deadline=None)
@given(sheets, made.months, made.amounts)
def test_more_income_never_lowers_what_can_be_paid(given_sheet, month, more):
    before = can(given_sheet)
    richer = given_sheet.model_copy(
        update={"incomes": (*given_sheet.incomes, earned({month: more}))}
    )
    after = can(richer)

    assert after.monthly.value >= before.monthly.value
    assert all(after.by_month[name] >= amount for name, amount in before.by_month.items())


@settings(max_examples=40, deadline=None)
@given(sheets, made.amounts)
def test_more_necessary_spending_never_raises_what_can_be_paid(given_sheet, more):
    dearer = given_sheet.model_copy(
        update={"expenses": (*given_sheet.expenses, Expense(category="health_care", amount=more))}
    )

    assert can(dearer).monthly.value <= can(given_sheet).monthly.value


def test_what_could_go_into_one_payment_leaves_a_month_of_needs_in_hand():
    needed = policy.assumption(BUFFER).central * yuan("3550.00")
    rich = affordable(made.stated(made.sheet(cash=yuan("10000"))), today=made.TODAY)
    poor = affordable(made.stated(made.sheet(cash=yuan("3000"))), today=made.TODAY)

    assert rich.spare == yuan("10000") - needed
    assert poor.spare == 0


def test_what_the_weak_months_need_is_not_to_spare():
    harvest = made.sheet(
        incomes=(made.earned({6: yuan("90000")}, source="cordyceps"),), cash=yuan("30000")
    )
    found = affordable(made.stated(harvest), today=made.TODAY)

    assert found.spare == yuan("30000") - 6 * yuan("3550.00") - yuan("3550.00")
