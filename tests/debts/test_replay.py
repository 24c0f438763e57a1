"""A debt replayed day by day: counting days, rounding once, nothing appears or disappears."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import claim, day, debt, due, paid
from debts.making import terms as terms_with
from qinghuan.debts.ledger import PARTS
from qinghuan.debts.penalty import possible
from qinghuan.debts.replay import replay
from qinghuan.money import ZERO, total, yuan


def book(facts, on, **more):
    return replay(facts, possible(facts).penalties[0], day(on), **more)


def penalty(facts, on):
    return book(facts, on).left("penalty_interest")


@pytest.mark.parametrize(
    ("on", "amount"),
    [("2026-08-19", "0"), ("2026-08-20", "0"), ("2026-08-21", "0.50"), ("2026-08-22", "1.00")],
)
def test_the_due_day_itself_counts_nothing_and_the_next_day_is_the_first(on, amount):
    assert penalty(debt(due("2026-08-20", "1000")), on) == yuan(amount)


@pytest.mark.parametrize(
    ("start", "on", "amount"),
    [
        ("2028-02-28", "2028-03-01", "1.00"),
        ("2027-02-28", "2027-03-01", "0.50"),
        ("2027-12-31", "2028-12-31", "183.00"),
    ],
)
def test_the_leap_day_is_counted_like_any_other(start, on, amount):
    assert penalty(debt(due(start, "1000")), on) == yuan(amount)


def test_days_of_grace_are_not_counted():
    facts = debt(due("2026-08-20", "1000"), terms=terms_with(grace_days=3))

    assert penalty(facts, "2026-08-23") == ZERO
    assert penalty(facts, "2026-08-24") == yuan("0.50")


def test_the_payment_day_still_counts_on_what_was_owed_before_the_payment():
    facts = debt(due("2026-08-20", "1000"), paid("2026-08-22", "501"))

    result = book(facts, "2026-08-24")

    assert result.paid("penalty_interest") == yuan("1.00")
    assert result.left("principal") == yuan("500")
    assert result.left("penalty_interest") == yuan("0.50")


def test_a_payment_on_the_due_day_is_in_time():
    facts = debt(due("2026-08-20", "1000"), paid("2026-08-20", "1000"))

    assert all(not book(facts, "2026-12-31").left(part) for part in PARTS)


def test_the_penalty_is_rounded_once_on_the_whole_sum():
    facts = debt(due("2026-08-20", "6.00"), paid("2026-08-22", "0.01"), paid("2026-08-24", "0.01"))

    assert book(facts, "2026-08-26").accrued == yuan("0.02")


def test_within_a_part_the_oldest_amount_is_settled_first():
    facts = debt(due("2026-08-20", "100"), due("2026-09-20", "100"), paid("2026-09-20", "150"))

    items = book(facts, "2026-09-20").items

    assert [(item.due, item.of("principal")) for item in items] == [
        (day("2026-09-20"), yuan("51.55")),
    ]


def test_what_is_overpaid_waits_and_settles_what_falls_due_next():
    facts = debt(due("2026-08-20", "100"), due("2026-09-20", "100"), paid("2026-08-20", "130"))

    assert book(facts, "2026-09-19").surplus == yuan("30")
    assert book(facts, "2026-09-20").left("principal") == yuan("70")


def test_a_payment_before_the_first_due_date_settled_an_earlier_bill():
    facts = debt(due("2026-08-20", "100"), paid("2026-07-20", "100"))

    assert book(facts, "2026-08-20").left("principal") == yuan("100")


def test_the_base_may_hold_interest_or_the_whole_balance():
    wide = terms_with(penalty_base="overdue_principal_and_interest")
    whole = terms_with(penalty_base="whole_balance")
    facts = (
        due("2026-08-20", "1000", "100", "50"),
        claim("2026-08-20", "1150", not_yet_due="1000"),
    )

    assert penalty(debt(*facts), "2026-08-30") == yuan("5.00")
    assert penalty(debt(*facts, terms=wide), "2026-08-30") == yuan("5.50")
    assert penalty(debt(*facts, terms=whole), "2026-08-30") == yuan("10.75")


def late_fee_debt(*facts, minimum="100"):
    terms = terms_with(late_fee_rate="0.05", late_fee_minimum=yuan("2"), grace_days=3)
    return debt(due("2026-08-20", "1000", minimum=minimum), *facts, terms=terms)


def test_a_late_fee_is_a_share_of_the_unpaid_minimum_once_after_the_grace():
    assert book(late_fee_debt(), "2026-08-23").left("late_fee") == ZERO
    assert book(late_fee_debt(), "2026-08-24").left("late_fee") == yuan("5.00")
    assert book(late_fee_debt(), "2026-12-31").left("late_fee") == yuan("5.00")


def test_a_late_fee_has_its_floor_and_falls_away_when_the_minimum_was_paid_in_time():
    assert book(late_fee_debt(paid("2026-08-23", "80")), "2026-08-24").left("late_fee") == yuan("2")
    assert book(late_fee_debt(paid("2026-08-23", "100")), "2026-08-24").left("late_fee") == ZERO


START = day("2026-01-31")
amounts = st.decimals(min_value="0.01", max_value="5000.00", places=2)
offsets = st.integers(0, 200)


@st.composite
def lives(draw):
    """Random due amounts and payments of one debt, and a day after some of them."""
    dues = draw(st.lists(st.tuples(offsets, amounts, amounts, amounts), min_size=1, max_size=4))
    made = draw(st.lists(st.tuples(offsets, amounts), max_size=5))
    facts = [
        due(str(START + timedelta(days=offset)), principal, interest, fee, minimum=interest, n=n)
        for n, (offset, principal, interest, fee) in enumerate(dues)
    ]
    facts += [
        paid(str(START + timedelta(days=offset)), amount, n=n)
        for n, (offset, amount) in enumerate(made)
    ]
    changes = {
        "grace_days": draw(st.sampled_from([None, 0, 3])),
        "late_fee_rate": draw(st.sampled_from([None, yuan("0.05")])),
        "penalty_base": draw(
            st.sampled_from(
                ["overdue_principal", "overdue_principal_and_interest", "whole_balance"]
            )
        ),
        "allocation": draw(st.sampled_from([(), ("principal",), ("late_fee", "interest")])),
    }
    product = draw(st.sampled_from(["huabei", "credit_card"]))
    on = START + timedelta(days=draw(st.integers(0, 260)))
    return facts, terms_with(**changes), product, str(on)


@settings(max_examples=60, deadline=None)
@given(lives())
def test_what_came_in_is_what_is_owed_and_what_was_paid_fen_by_fen(life):
    facts, terms, product, on = life
    folded = debt(*facts, terms=terms, product=product)

    result = book(folded, on)

    assert all(result.left(part) >= ZERO for part in PARTS)
    unpaid = total(item.left for item in result.items)
    left_in_items = total(result.left(part) for part in PARTS)
    penalty_left = result.accrued - (
        result.paid("penalty_interest") if result.penalty.part == "penalty_interest" else ZERO
    )
    assert left_in_items == unpaid + penalty_left
    spent = total(one for allocated in result.allocated for one in allocated.parts.values())
    counted = [one for one in folded.payments if folded.first_due <= one.on <= day(on)]
    assert spent + result.surplus == total(one.amount for one in counted)
    assert total(result.charged(part) for part in PARTS) == left_in_items + spent


@settings(max_examples=30, deadline=None)
@given(lives(), st.randoms(use_true_random=False))
def test_the_order_of_learning_changes_no_fen(life, random):
    facts, terms, product, on = life
    shuffled = random.sample(facts, len(facts))

    first = book(debt(*facts, terms=terms, product=product), on)
    second = book(debt(*shuffled, terms=terms, product=product), on)

    assert first == second


@settings(max_examples=60, deadline=None)
@given(lives(), offsets, amounts)
def test_a_further_payment_never_raises_what_is_owed(life, offset, amount):
    facts, terms, product, on = life
    further = paid(str(START + timedelta(days=offset)), amount, n=99)

    def sum_owed(*all_facts):
        result = book(debt(*all_facts, terms=terms, product=product), on)
        return total(result.left(part) for part in PARTS)

    assert sum_owed(*facts, further) <= sum_owed(*facts)
