"""The three offers: within the share, less debt before more time, always the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import claim, day, debt, due
from debts.making import terms as terms_with
from household import made
from plans.bounds import broken
from qinghuan import policy
from qinghuan.debts.entries import Terms
from qinghuan.debts.ledger import owed
from qinghuan.debts.reconcile import compare
from qinghuan.household.affordable import affordable
from qinghuan.money import total, yuan
from qinghuan.plans.ladder import LADDER, Position
from qinghuan.plans.offers import WANTED, Household, offers
from qinghuan.plans.screening import screen
from qinghuan.plans.shares import allot
from qinghuan.words import say

BILL = due("2026-08-20", "5000", "0", "60")
LINES = (
    ("本金", "principal", "5000"),
    ("分期手续费", "instalment_fee", "60"),
    ("逾期利息", "penalty_interest", "230"),
)
CLAIM = claim("2026-11-20", "5290", *LINES)


def household(**changes):
    statement = made.stated(made.sheet(**({"cash": yuan("6000"), "pay_day": 25} | changes)))
    return Household(statement, affordable(statement, today=made.TODAY), 25)


def position(*facts, id="", **more):
    folded = debt(*facts, **more)
    ours = owed(folded, made.TODAY)
    if id:
        ours = replace(ours, debt=id)
    return Position(folded, ours, compare(folded, ours))


def made_for(home=None, *positions, seed=1):
    return offers(positions or [position(BILL, CLAIM)], home or household(), seed=seed)


def rung(offer):
    return list(LADDER).index(offer.option.kind)


def test_each_offer_asks_for_no_more_than_the_one_before_it():
    [found] = made_for()

    assert found.offers[0].role == "opening"
    rungs = [rung(one) for one in found.offers]
    assert rungs == sorted(rungs, reverse=True)
    plans = [(one.option.kind, one.option.months) for one in found.offers]
    assert len(set(plans)) == len(plans)


def test_what_is_picked_is_kept_with_the_chance_that_is_wanted_of_it():
    wanted = policy.assumption(WANTED)
    [found] = made_for()
    chance = {one.role: one.outlook.chance.value for one in found.offers}
    slack = Decimal("0.04")  # screened on a thousand paths, told on ten thousand

    assert all(value >= wanted.low - slack for value in chance.values())
    if "target" in chance:
        assert chance["target"] >= wanted.central - slack


def test_no_offer_is_above_its_share_and_none_lets_a_penalty_run_on():
    home = household()
    one = position(BILL, CLAIM)
    share = allot([one], home.affordable)[one.owed.debt].monthly.value

    for offer in made_for(home, one)[0].offers:
        assert all(row.amount <= share for row in offer.option.instalments)
        assert offer.option.running.value == 0


def test_every_offer_has_its_reasons_its_worth_and_both_ends_in_words():
    [found] = made_for()

    for offer in found.offers:
        assert offer.outlook.cautious <= offer.outlook.chance.value <= offer.outlook.hopeful
        assert offer.worth.without_low < offer.worth.without_high
        assert len(offer.reasons) >= 3
        for language in ("zh_CN", "en"):
            assert all(say(text, language) for text in (*offer.reasons, *found.path, found.says))
    assert say(found.path[-1], "zh_CN").startswith("再往下不答应")


def test_the_same_facts_and_seed_always_give_the_same_offers():
    assert made_for() == made_for()


def test_the_lengths_of_the_target_show_what_each_costs():
    [found] = made_for()
    months = [one.months for one in found.price]

    assert months == sorted(set(months))
    assert all(0 <= one.chance <= 1 for one in found.price)


def test_a_household_without_surplus_or_unknown_gets_no_offer():
    poor = household(incomes=(made.wages("1000"),))
    unknown = household(incomes=())

    assert (poor.affordable.path, made_for(poor)) == ("no_surplus", ())
    assert made_for(unknown) == ()


def test_where_nothing_can_be_kept_there_is_no_offer_and_it_is_said():
    shaky = household(
        incomes=(made.earned({6: yuan("60000")}, source="cordyceps"),), cash=yuan("0")
    )
    if shaky.affordable.path == "can_pay":
        for found in made_for(shaky):
            if not found.offers:
                assert "12348" in say(found.says, "zh_CN")


def test_the_rows_of_other_late_debts_lower_the_chance():
    alone = made_for()[0].offers[0]
    other = position(BILL, CLAIM, id="debt00000002")
    both = offers([position(BILL, CLAIM), other], household(), seed=1)

    assert [one.debt for one in both] == ["debt00000001", "debt00000002"]
    assert both[0].offers == () or (
        total(row.amount for row in both[0].offers[0].option.instalments)
        == total(row.amount for row in alone.option.instalments)
    )


def test_a_debt_whose_penalty_nobody_knows_is_offered_with_the_penalty_stopped_or_waived():
    unknown = position(BILL, terms=Terms(), product="jiebei")

    for found in made_for(None, unknown):
        assert all(one.option.kind != "as_it_is" for one in found.offers)


def test_a_debt_that_is_not_late_is_not_negotiated():
    later = position(due("2026-12-20", "5000"), terms=terms_with())

    assert made_for(None, later) == ()
    assert later.owed.overdue == 0
    assert day("2026-12-20") > made.TODAY


@settings(max_examples=40, deadline=None)
@given(
    made.incomes,
    st.integers(0, 20_000),
    st.sampled_from(["0.50", "0.75", "1.00"]),
    st.integers(1, 90_000),
)
def test_no_household_gets_an_offer_above_its_share_or_below_its_floor(
    incomes, cash, share, principal
):
    home = household(incomes=tuple(incomes), cash=yuan(str(cash)), share_of_surplus=yuan(share))
    one = position(due("2026-08-20", str(principal)))

    found = offers([one], home, seed=1)

    if home.affordable.path != "can_pay":
        assert found == ()
        return
    assert broken(found, home.affordable) == []


def test_seasonal_rows_stand_in_the_months_that_bring_something():
    home = household(
        incomes=(made.earned({6: yuan("60000"), 7: yuan("20000")}, source="building"),),
        cash=yuan("40000"),
    )
    tried = [one.plan for one in screen([position(BILL, CLAIM)], home, seed=1).debts[0].tried]
    seasonal = [plan for plan in tried if plan.shape == "seasonal"]

    assert seasonal
    assert {row.due.month for plan in seasonal for row in plan.rows} <= {6, 7}


def test_the_frontier_holds_no_plan_that_another_beats():
    [found] = made_for()
    for one in found.frontier:
        others = [other for other in found.frontier if other is not one]
        assert not any(
            other.chance > one.chance
            and other.plan.total < one.plan.total
            and other.present > one.present
            for other in others
        )
    chosen = [offer.option.instalments for offer in found.offers]
    assert all(rows in [one.plan.rows for one in found.frontier] for rows in chosen)


def test_who_can_pay_everything_at_once_from_spare_money_is_told_so_and_what_to_ask_first():
    rich = made_for(household(cash=yuan("40000")))[0].single
    poor = made_for(household(cash=yuan("0")))[0].single

    assert poor is None
    assert rich.amount.value == yuan("5000.00")
    assert rich.of_principal == 0
    assert "征信" in " ".join(say(one, "zh_CN") for one in rich.says)
    assert "不为这个去借" in say(rich.says[-1], "zh_CN")


def test_one_payment_below_what_the_creditor_may_get_anyway_is_not_shown():
    short = household(cash=yuan("3900"))
    found = made_for(short)[0].single

    assert short.affordable.spare < yuan("1500")
    assert found is None


def test_where_no_plan_is_sure_enough_the_offer_says_so():
    shaky = household(
        incomes=(made.earned(dict.fromkeys(range(1, 13), yuan("4300")), source="building"),)
    )
    for found in made_for(shaky):
        for offer in found.offers:
            said = " ".join(say(one, "zh_CN") for one in offer.reasons)
            aim = {"opening": "high", "target": "central"}.get(offer.role)
            if aim and offer.outlook.chance.value < getattr(policy.assumption(WANTED), aim):
                assert "不到想要的" in said


def test_what_a_refusal_may_bring_stands_beside_the_target():
    [found] = made_for()

    assert len(found.refused) == 3
    assert all(say(one, language) for one in found.refused for language in ("zh_CN", "en"))
