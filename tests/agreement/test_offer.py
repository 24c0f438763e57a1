"""An offer that came: never yes to what cannot be kept, is dearer, or is open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import claim, debt, due
from household import made
from qinghuan.agreement.offer import Ours, Row, Theirs, review
from qinghuan.dates import add_months
from qinghuan.debts.cap import cap
from qinghuan.debts.ledger import owed
from qinghuan.debts.reconcile import compare
from qinghuan.household.affordable import affordable
from qinghuan.money import total, yuan
from qinghuan.plans.ladder import Position
from qinghuan.plans.offers import Household, offers
from qinghuan.words import say

FIRST = date(2026, 12, 25)
LINES = (
    ("本金", "principal", "5000"),
    ("分期手续费", "instalment_fee", "60"),
    ("逾期利息", "penalty_interest", "230"),
)
ASKED = yuan("5290")


def our_side(claimed=("5290", LINES), **changes):
    statement = made.stated(made.sheet(**({"cash": yuan("6000"), "pay_day": 25} | changes)))
    home = Household(statement, affordable(statement, today=made.TODAY), 25)
    facts = debt(due("2026-08-20", "5000", "0", "60"), claim("2026-11-20", claimed[0], *claimed[1]))
    ours = owed(facts, made.TODAY)
    one = Position(facts, ours, compare(facts, ours))
    found = offers([one], home, seed=1)
    above = cap(facts, one.comparison.claim, made.TODAY).excess
    return Ours(home, found[0] if found else None, above)


OURS = our_side()


def rows(amount, months):
    return tuple(Row(add_months(FIRST, at), yuan(amount)) for at in range(months))


def theirs(amount, months, **more):
    given = {"penalty_stops": True, "rest_waived": True}
    return Theirs(rows(amount, months), ASKED, **(given | more))


def answered(amount, months, ours=OURS, **more):
    found = review(theirs(amount, months, **more), ours, seed=1)
    for text in (found.says, *found.reasons, *found.questions):
        assert say(text, "zh_CN")
        assert say(text, "en")
    return found


def test_an_offer_no_worse_than_our_line_is_accepted_and_only_in_writing():
    found = answered("200", 25)

    assert found.verdict == "accept"
    assert found.saved.value == ASKED - yuan("5000")
    assert "书面" in say(found.says, "zh_CN")


def test_a_row_above_what_the_debt_may_take_is_countered_with_our_numbers():
    found = answered("2645", 2)

    assert found.verdict == "counter"
    target = found.counter.option
    assert f"{target.months}期" in say(found.says, "zh_CN")
    assert target.monthly.value <= OURS.share


@pytest.mark.parametrize(
    "open_",
    [
        {"penalty_stops": None},
        {"penalty_stops": False},
        {"rest_waived": None},
        {"stated_total": yuan("4999")},
    ],
)
def test_what_is_open_is_asked_before_anything_is_agreed(open_):
    found = answered("200", 25, **open_)

    assert found.verdict == "ask"
    assert len(found.questions) == 1


def test_what_costs_more_than_no_deal_is_never_accepted():
    found = answered("300", 24)

    assert found.total.value > ASKED
    assert found.verdict == "counter"
    assert "比不谈还多" in " ".join(say(text, "zh_CN") for text in found.reasons)


def test_a_household_that_can_keep_nothing_refuses_and_asks_for_a_freeze_or_mediation():
    poor = our_side(incomes=(made.wages("1000"),))
    found = answered("10", 500, poor)

    assert found.verdict == "refuse"
    assert found.counter is None
    assert "调解" in say(found.says, "zh_CN")


def test_the_heaviest_row_is_named_with_its_day():
    bare = theirs("200", 20)
    heavy = Theirs((*bare.rows, Row(date(2028, 9, 25), yuan("900"))), ASKED, True, None, True)
    found = review(heavy, OURS, seed=1)

    assert (found.heaviest.amount, found.heaviest.due) == (yuan("900"), date(2028, 9, 25))
    assert "900.00元（2028年9月25日）" in say(found.reasons[0], "zh_CN")


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 4000),
    st.integers(1, 60),
    st.sampled_from([True, False, None]),
    st.sampled_from([True, False, None]),
)
def test_only_what_is_kept_cheaper_and_closed_is_ever_accepted(amount, months, stops, waived):
    found = review(
        theirs(str(amount), months, penalty_stops=stops, rest_waived=waived), OURS, seed=1
    )
    whole = total(row.amount for row in rows(str(amount), months))

    if found.verdict == "accept":
        assert amount <= OURS.share
        assert whole <= min(ASKED, OURS.last.option.total.value)
        assert stops
        assert waived or whole >= ASKED
    assert (found.counter is not None) is (found.verdict == "counter")


def test_a_sum_that_is_too_large_and_a_row_that_is_too_heavy_are_said_differently():
    heavy, dear = answered("2645", 2), answered("225", 24)

    assert "守不住，签了会再断" in say(heavy.says, "zh_CN")
    assert say(dear.says, "zh_CN").startswith("“这样加起来是5,400.00元，我不能答应")


def test_what_a_court_may_reduce_is_said_as_a_request_and_never_as_not_owed():
    lines = (*LINES[:2], ("逾期利息", "penalty_interest", "900"))
    dear = our_side(claimed=("5960", lines))

    def law(amount):
        found = review(Theirs(rows(amount, 20), yuan("5960"), True, None, None), dear, seed=1)
        return [say(one, "zh_CN") for one in found.reasons if one.id == "agreement.reason.law"]

    excess = dear.above_line.value
    [said] = law("298")
    assert f"{excess}元" in said
    assert "可以请求法院" in said
    assert "不用还" not in said
    assert law("250") == []
    assert [one.id for one in answered("211.60", 25).reasons if one.id.endswith("law")] == []
