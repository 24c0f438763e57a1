"""A made-up creditor: comes down to its floor and no further, the same for the same seed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.dates import add_months
from qinghuan.errors import RuleError
from qinghuan.money import total, yuan
from qinghuan.plans.rehearsal import Talk, desks
from qinghuan.plans.schedule import equal_instalments
from qinghuan.words import say

TODAY = date(2026, 11, 20)
CLAIM = yuan("10000")
EVERY = sorted(desks())


def rows(amount, months=12):
    days = [add_months(date(2026, 12, 25), step) for step in range(months)]
    return equal_instalments(yuan(amount), yuan("0"), days)


def talk(name="by_the_book", seed=1):
    return Talk(desks()[name], CLAIM, TODAY, seed)


@pytest.mark.parametrize("name", EVERY)
def test_what_is_wanted_comes_down_to_the_floor_and_never_below_it(name):
    desk = desks()[name]
    wanted = [desk.wants(round_, 7) for round_ in range(1, desk.patience + 4)]

    assert min(wanted) >= desk.floor
    assert wanted[desk.patience] <= desk.floor + desk.noise
    assert wanted[0] > wanted[-1]


@pytest.mark.parametrize("name", EVERY)
def test_a_counter_is_worth_what_it_wants_and_would_be_accepted_by_itself(name):
    desk = desks()[name]
    reply = talk(name).reply(rows("2000"), 1)

    assert reply.answer == "counters"
    assert len(reply.rows) <= desk.longest
    worth = desk.worth(reply.rows, TODAY)
    assert worth == pytest.approx(desk.wants(1, 1) * CLAIM, abs=Decimal(1))
    for language in ("zh_CN", "en"):
        assert say(reply.says, language)


def test_the_same_seed_gives_the_same_talk_and_another_another():
    first = [talk().reply(rows("5000"), round_) for round_ in (1, 2, 3)]

    assert first == [talk().reply(rows("5000"), round_) for round_ in (1, 2, 3)]
    assert first != [talk(seed=2).reply(rows("5000"), round_) for round_ in (1, 2, 3)]


def test_what_is_late_is_worth_less_to_it():
    desk = desks()["hard"]

    assert desk.worth(rows("9000", 3), TODAY) > desk.worth(rows("9000", 12), TODAY)


def test_more_months_than_it_takes_are_never_accepted():
    assert talk("hard").reply(rows("50000", 24), 1).answer != "accepts"


def test_after_its_patience_it_refuses_what_is_below_its_floor():
    assert talk("soft").reply(rows("100"), desks()["soft"].patience + 1).answer == "refuses"


@pytest.mark.parametrize("wrong", [((), 1), (rows("10"), 0)])
def test_an_offer_without_rows_or_round_is_refused(wrong):
    with pytest.raises(RuleError):
        talk().reply(*wrong)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(EVERY),
    st.integers(100, 15_000),
    st.integers(1, 60),
    st.integers(1, 9),
    st.integers(0, 50),
)
def test_whatever_is_accepted_is_worth_its_floor_to_it(name, amount, months, round_, seed):
    offer = rows(str(amount), months)
    reply = talk(name, seed).reply(offer, round_)
    desk = desks()[name]

    if reply.answer == "accepts":
        assert desk.worth(offer, TODAY) >= desk.floor * CLAIM
        assert months <= desk.longest
    assert bool(reply.rows) is (reply.answer == "counters")
    assert all(row.amount > 0 for row in reply.rows)
    assert total(row.amount for row in reply.rows) >= 0
