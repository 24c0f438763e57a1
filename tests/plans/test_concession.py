"""Advice at the table: within the share, above the bottom line, nothing taken back."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import claim, debt, due
from household import made
from qinghuan import policy
from qinghuan.debts.ledger import owed
from qinghuan.debts.reconcile import compare
from qinghuan.errors import RuleError
from qinghuan.household.affordable import affordable
from qinghuan.money import total, yuan
from qinghuan.plans.concession import State, fair_point, next_move
from qinghuan.plans.ladder import Position
from qinghuan.plans.offers import WANTED, Household
from qinghuan.plans.proposals import (
    STARTS,
    Proposal,
    Table,
    Terms,
    Wishes,
    claimed,
    grid,
    nearest,
    rows,
    table,
)
from qinghuan.words import say

LINES = (
    ("本金", "principal", "12000"),
    ("分期手续费", "instalment_fee", "360"),
    ("逾期利息", "penalty_interest", "500"),
)


def household(**changes):
    statement = made.stated(made.sheet(**({"cash": yuan("6000"), "pay_day": 25} | changes)))
    return Household(statement, affordable(statement, today=made.TODAY), 25)


@cache
def position():
    folded = debt(due("2026-08-20", "12000", "0", "360"), claim("2026-11-20", "12860", *LINES))
    ours = owed(folded, made.TODAY)
    return Position(folded, ours, compare(folded, ours))


def share(home):
    return home.affordable.monthly.value


@cache
def at_table(saving=1.0, keeping=1.0, ending=1.0):
    home = household()
    return table(position(), home, share(home), Wishes(saving, keeping, ending), seed=1)


def talked(theirs, rounds, *, answered=True, on=None):
    """Our moves while they name ``theirs`` one after the other, they first."""
    ours, moves = [], []
    for round_ in range(1, rounds + 1):
        said = tuple(theirs[: min(round_, len(theirs))])
        state = State(on or at_table(), round_, rounds, said, tuple(ours), answered=answered)
        moves.append(next_move(state))
        if moves[-1].action != "offer":
            break
        ours.append(moves[-1].terms)
    return moves


def value(terms):
    return at_table().by_terms[terms].value


anything = st.lists(st.sampled_from(list(grid())), max_size=12)
lengths = st.integers(1, 30)


@settings(max_examples=150, deadline=None)
@given(anything, lengths, st.booleans())
def test_whatever_they_name_it_stays_within_the_share_and_above_the_bottom_line(
    theirs, rounds, answered
):
    home = household()
    for move in talked(theirs, rounds, answered=answered):
        if move.terms is not None:
            plan = rows(move.terms, position().owed, home)
            assert all(row.amount <= share(home) for row in plan)
            assert at_table().by_terms[move.terms].value >= at_table().bottom


@settings(max_examples=150, deadline=None)
@given(anything, lengths)
def test_it_never_takes_back_what_it_has_given(theirs, rounds):
    offered = [value(move.terms) for move in talked(theirs, rounds) if move.action == "offer"]

    assert all(later <= before for before, later in pairwise(offered))


@settings(max_examples=150, deadline=None)
@given(anything, lengths)
def test_it_never_asks_for_less_than_they_have_named_already(theirs, rounds):
    ours = []
    for round_ in range(1, rounds + 1):
        said = tuple(theirs[:round_])
        move = next_move(State(at_table(), round_, rounds, said, tuple(ours)))
        if move.action != "offer":
            break
        named = max((value(one) for one in said if one in at_table().by_terms), default=0.0)
        before = value(ours[-1]) if ours else 1.0
        assert value(move.terms) >= min(named, before)
        ours.append(move.terms)


@settings(max_examples=80, deadline=None)
@given(anything, lengths)
def test_the_same_state_gives_the_same_move(theirs, rounds):
    assert talked(theirs, rounds) == talked(theirs, rounds)


def test_it_opens_with_what_is_best_for_the_household():
    assert talked((), 10)[0].terms == at_table().proposals[0].terms


def made_up():
    """A table on which more for the one is evenly less for the other: fair is the middle."""
    terms = [Terms(waiver, months, 1) for waiver in range(6) for months in (9, 12, 15)]
    found = [
        Proposal(one, yuan("900"), yuan("100"), Decimal(1), place / 17, 1 - place / 17)
        for place, one in enumerate(terms)
    ]
    return Table(tuple(reversed(found)), 0.0, 0.0)


def test_it_comes_down_evenly_to_the_fair_point_and_then_to_the_bottom_line():
    on = made_up()
    moves = talked([], 21, on=on)
    values = [on.by_terms[move.terms].value for move in moves]

    assert fair_point(on).value == pytest.approx(0.5, abs=0.04)
    assert values[0] == 1.0
    assert values[3] == pytest.approx(0.75, abs=0.06)
    assert values[6] == pytest.approx(0.5, abs=0.06)
    assert values[-1] == 0.0


def test_on_the_last_turn_anything_above_the_bottom_line_is_accepted():
    poor = Proposal(Terms(0, 36, 3), yuan("900"), yuan("100"), Decimal(1), 0.03, 0.0)
    on = Table((*made_up().proposals[:-1], poor), 0.0, 0.0)

    for answered in (True, False):
        last = next_move(State(on, 8, 8, (poor.terms,), answered=answered))
        before = next_move(State(on, 4, 8, (poor.terms,), answered=answered))
        assert (last.action, before.action) == ("accept", "offer")


@pytest.mark.parametrize(("answered", "at"), [(True, 8), (False, 7)])
def test_the_talk_is_over_with_our_last_turn_that_is_answered(answered, at):
    state = State(made_up(), at, 8, answered=answered)

    assert (state.passed, state.left) == (1.0, 1)
    assert State(made_up(), at - 1, 8, answered=answered).passed < 1


def test_it_accepts_what_is_at_least_as_good_as_its_next_offer():
    best = at_table().proposals[0].terms

    assert talked([best], 10)[0].action == "accept"
    assert talked([best], 10)[0].terms == best


def test_a_poor_offer_is_not_accepted_at_once_but_on_the_last_turn():
    worst = at_table().proposals[-1].terms
    moves = talked([worst], 8)

    assert moves[0].action == "offer"
    assert (moves[-1].action, len(moves)) == ("accept", 8)


def test_what_cannot_be_kept_is_not_accepted_even_on_the_last_turn():
    hopeless = Terms(0, 3, 1)
    assert hopeless not in at_table().by_terms

    assert all(move.action == "offer" for move in talked([hopeless], 8))
    over = State(at_table(), 9, 8, (hopeless,))
    assert next_move(over).action == "end"


def test_to_somebody_who_never_moves_it_comes_down_close_to_the_bottom_line():
    moves = talked([Terms(0, 3, 1)], 12)
    first, last = value(moves[0].terms), value(moves[-1].terms)
    bottom = at_table().bottom

    assert (last - bottom) < 0.1 * (first - bottom)


def test_where_our_last_word_is_not_answered_it_is_down_a_turn_earlier():
    hard = [Terms(0, 3, 1)]
    heard, unheard = talked(hard, 12), talked(hard, 12, answered=False)

    assert value(unheard[10].terms) < value(heard[10].terms)


def test_towards_the_end_it_names_a_new_plan_on_every_turn():
    named = [move.terms for move in talked([Terms(0, 3, 1)], 40)][-10:]

    assert len(set(named)) == len(named)


def test_what_they_hold_on_to_shifts_what_is_offered_to_them():
    late = talked([Terms(0, 36, 3)], 40)
    soon = talked([Terms(0, 3, 1)], 40)
    starts = [sum(move.terms.starts for move in moves if move.terms) for moves in (late, soon)]

    assert starts[0] > starts[1]


def test_the_fair_point_leaves_both_more_than_no_agreement():
    fair = fair_point(at_table())

    assert fair.value > at_table().bottom
    assert fair.worth > at_table().without


def test_wishes_change_what_is_asked_for_first():
    cheap, soon = at_table(saving=5.0).proposals[0], at_table(ending=5.0).proposals[0]

    assert cheap.total <= soon.total
    assert soon.terms.months <= cheap.terms.months


def test_every_plan_at_the_table_sums_fits_and_is_kept_often_enough():
    home, whole = household(), claimed(position().owed)
    assert at_table().proposals

    for one in at_table().proposals:
        plan = rows(one.terms, position().owed, home)
        assert total(row.amount for row in plan) == one.total <= whole
        assert len(plan) == one.terms.months
        assert one.row == max(row.amount for row in plan) <= share(home)
        assert one.chance >= policy.assumption(WANTED).low
        assert 0 <= one.value <= 1
        assert one.terms.starts in STARTS


def test_a_plan_that_is_kept_too_rarely_is_not_put_on_the_table():
    trade = (made.earned(dict.fromkeys(range(1, 13), yuan("5500")), source="trade"),)
    shaky = household(incomes=trade, cash=yuan("0"), share_of_surplus=yuan("1.00"))
    put = table(position(), shaky, share(shaky), Wishes(), seed=1)
    fits = [
        terms
        for terms in grid()
        if max(row.amount for row in rows(terms, position().owed, shaky)) <= share(shaky)
    ]

    assert 0 < len(put.proposals) < len(fits)
    assert all(one.chance >= policy.assumption(WANTED).low for one in put.proposals)


def test_who_earns_in_summer_begins_when_the_money_comes():
    summer = (made.earned(dict.fromkeys(range(4, 11), yuan("11000")), source="building"),)
    home = household(incomes=summer, cash=yuan("0"))
    put = table(position(), home, share(home), Wishes(), seed=1)

    assert home.affordable.waits(made.TODAY)
    for one in put.proposals:
        first = rows(one.terms, position().owed, home)[0].due
        assert first >= home.affordable.begins
    early = rows(Terms(0, 12, 1), position().owed, home)[0].due
    assert (early.year, early.month) == (
        home.affordable.begins.year,
        home.affordable.begins.month,
    )


def test_more_waived_is_less_to_pay():
    home = household()
    sums = [
        total(row.amount for row in rows(Terms(waiver, 12, 1), position().owed, home))
        for waiver in range(6)
    ]

    assert sums == sorted(sums, reverse=True)
    assert sums[0] == claimed(position().owed)


def test_a_household_that_cannot_pay_has_nothing_to_offer_and_is_told_so():
    poor = household(incomes=(made.wages("1000"),))
    empty = table(position(), poor, yuan("0"), Wishes(), seed=1)

    assert empty == Table((), 0.0, 0.0)
    move = next_move(State(empty, 1, 10))
    assert (move.action, move.terms) == ("end", None)
    assert "12348" in say(move.says, "zh_CN")


def test_every_move_is_said_in_both_languages():
    worst = at_table().proposals[-1].terms
    moves = [*talked([worst], 8), next_move(State(at_table(), 9, 8, (Terms(0, 3, 1),)))]
    moves.append(next_move(State(at_table(), 8, 8, (), (worst,))))

    assert len({move.says.id for move in moves}) == 5
    assert all(say(move.says, language) for move in moves for language in ("zh_CN", "en"))


@pytest.mark.parametrize(("round_", "rounds"), [(0, 5), (1, 0), (-1, 5)])
def test_a_talk_without_rounds_is_a_mistake(round_, rounds):
    with pytest.raises(RuleError):
        next_move(State(at_table(), round_, rounds))


def test_a_plan_from_elsewhere_is_not_ours():
    with pytest.raises(RuleError):
        next_move(State(at_table(), 2, 5, (), (Terms(0, 3, 1),)))


def test_the_nearest_plan_of_the_table_is_itself_and_an_empty_table_has_none():
    found = at_table()
    one = found.proposals[len(found.proposals) // 2]

    assert nearest(found, one.total, one.terms.months) is not None
    assert found.by_terms[nearest(found, one.total, one.terms.months)].total == one.total
    assert nearest(found, one.total, one.terms.months).months == one.terms.months
    assert nearest(Table((), 0.0, 0.0), one.total, 12) is None
