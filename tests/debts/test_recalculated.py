"""A schedule after payments that came early, late or larger."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.debts.recalculated import Happened, Made, Pause, recalculated
from qinghuan.debts.schedule import NeverPaid, Plan, RateOf, schedule
from qinghuan.errors import RuleError
from qinghuan.money import ZERO

START = date(2026, 1, 1)


def plan(**more):
    """12,000 over twelve months at 12 % by days."""
    standing = {
        "principal": Decimal("12000.00"),
        "rate": RateOf("annual", Decimal("0.12")),
        "n": 12,
        "start": START,
        "day_count": "actual/365",
    }
    return Plan(**{**standing, **more})


def happened(*payments, as_of=None, pauses=()):
    made = tuple(Made(date.fromisoformat(day), Decimal(amount)) for day, amount in payments)
    last = max((one.on for one in made), default=START)
    return Happened(made, date.fromisoformat(as_of) if as_of else last, pauses)


REGULAR = schedule(plan()).payment


def after(*payments, as_of=None, pauses=(), **more):
    return recalculated(plan(**more), happened(*payments, as_of=as_of, pauses=pauses))


def test_without_anything_happening_it_is_the_schedule_itself():
    assert after().rows == schedule(plan()).rows


@pytest.mark.parametrize("paid", [1, 5, 11])
def test_rows_paid_on_their_days_change_nothing(paid):
    rows = schedule(plan()).rows
    made = [(row.due.isoformat(), str(row.payment)) for row in rows[:paid]]

    assert after(*made).rows == rows


def test_a_larger_payment_on_the_due_day_lowers_what_bears_interest_from_then_on():
    rows = schedule(plan()).rows
    found = after(("2026-02-01", str(REGULAR + 1000))).rows

    assert found[0].payment == REGULAR + 1000
    assert found[0].balance == rows[0].balance - 1000
    interest = ((rows[0].balance - 1000) * Decimal("0.12") * 28 / 365).quantize(Decimal("0.01"))
    assert found[1].interest == interest
    assert sum(row.interest for row in found) < sum(row.interest for row in rows)
    assert found[-1].payment < rows[-1].payment


def test_a_row_paid_before_its_day_takes_the_interest_so_far_and_the_next_one_the_rest():
    found = after(("2026-01-11", str(REGULAR))).rows
    ten_days = (Decimal(12000) * Decimal("0.12") * 10 / 365).quantize(Decimal("0.01"))
    left = Decimal(12000) - (REGULAR - ten_days)
    later = [(left * Decimal("0.12") * days / 365).quantize(Decimal("0.01")) for days in (21, 28)]

    assert (found[0].interest, found[0].balance) == (ten_days, left)
    assert found[1].interest == sum(later)


def test_a_part_paid_ahead_lowers_the_interest_of_its_row_and_the_row_stays_as_large():
    found = after(("2026-01-11", "1000"), as_of="2026-01-11").rows
    ten_days = (Decimal(12000) * Decimal("0.12") * 10 / 365).quantize(Decimal("0.01"))
    left = Decimal(12000) - (1000 - ten_days)
    rest = (left * Decimal("0.12") * 21 / 365).quantize(Decimal("0.01"))

    assert found[0].payment == REGULAR
    assert found[0].interest == ten_days + rest


def test_late_principal_bears_ordinary_interest_until_the_day_of_the_statement():
    rows = schedule(plan()).rows
    found = after(as_of="2026-02-11").rows

    late = (Decimal(12000) * Decimal("0.12") * 10 / 365).quantize(Decimal("0.01"))
    rest = (rows[0].balance * Decimal("0.12") * 18 / 365).quantize(Decimal("0.01"))
    assert found[0] == rows[0]
    assert found[1].interest == late + rest


def test_a_late_payment_settles_the_oldest_row_interest_first():
    paid = after(("2026-02-11", str(REGULAR)), as_of="2026-02-20").rows
    nothing = after(as_of="2026-02-20").rows
    partly = after(("2026-02-11", "200"), as_of="2026-02-20").rows

    assert paid[1].interest < partly[1].interest < nothing[1].interest


def test_paused_days_bear_nothing_and_both_ends_count():
    pause = Pause(date(2026, 1, 11), date(2026, 1, 20))
    found = after(pauses=(pause,)).rows

    assert found[0].interest == (Decimal(12000) * Decimal("0.12") * 21 / 365).quantize(
        Decimal("0.01")
    )
    outside = Pause(date(2025, 1, 1), date(2025, 12, 31))
    assert after(pauses=(outside,)).rows == schedule(plan()).rows


def test_paying_everything_ends_the_rows():
    found = after(("2026-02-01", str(REGULAR)), ("2026-02-11", "10900")).rows

    assert found[-1].balance == ZERO
    assert sum(row.principal for row in found) == Decimal("12000.00")


@pytest.mark.parametrize(
    ("more", "payments", "as_of"),
    [
        ({"shape": "equal_principal"}, (), None),
        ({"shape": "custom", "payments": (Decimal(2000),) * 11}, (), None),
        ({"grace": 2}, (), None),
        ({}, (("2026-01-01", "10"),), None),
        ({}, (("2026-03-01", "10"),), "2026-02-01"),
        ({}, (("2026-01-20", "99999"),), None),
        ({}, (("2026-02-01", "99999"),), None),
    ],
)
def test_what_cannot_be_computed_anew_is_refused(more, payments, as_of):
    with pytest.raises(RuleError):
        after(*payments, as_of=as_of, **more)


def test_a_payment_below_the_interest_never_ends():
    with pytest.raises(NeverPaid):
        after(payment=Decimal("50.00"), pauses=(Pause(START, START),))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 330), st.integers(1, 1500)), max_size=6),
    st.integers(0, 340),
)
def test_the_rows_always_sum_to_the_principal_and_never_rise(payments, days):
    made = tuple(
        Made(START + timedelta(days=day), Decimal(amount)) for day, amount in sorted(payments)
    )
    as_of = max([START + timedelta(days=days), *(one.on for one in made)])

    found = recalculated(plan(), Happened(made, as_of)).rows

    assert sum(row.principal for row in found) == Decimal("12000.00")
    balances = [row.balance for row in found]
    assert balances == sorted(balances, reverse=True)
    assert balances[-1] == ZERO
    assert all(row.payment == row.principal + row.interest for row in found)
    assert all(row.interest >= 0 for row in found)


def test_what_is_paid_ahead_beyond_the_interest_lowers_the_principal_at_once():
    one = after(("2026-01-11", "1000"), as_of="2026-01-31").rows
    two = after(("2026-01-11", "600"), ("2026-01-21", "400"), as_of="2026-01-31").rows
    none = after(as_of="2026-01-31").rows

    # 1,000 from the 11th, or 600 from the 11th and 400 from the 21st on.
    assert none[0].interest > two[0].interest > one[0].interest
    rate = Decimal("0.12") / 365
    ten = (12_000 * rate * 10).quantize(Decimal("0.01"))
    left = 12_000 - (600 - ten)
    next_ten = (left * rate * 10).quantize(Decimal("0.01"))
    left -= 400 - next_ten
    assert two[0].interest == ten + next_ten + (left * rate * 10).quantize(Decimal("0.01")) + (
        left * rate * 1
    ).quantize(Decimal("0.01"))


def test_a_plan_without_interest_is_computed_anew_too():
    rows = after(("2026-01-11", "500"), shape="interest_free").rows

    assert [row.principal for row in rows] == [Decimal("1000.00")] * 12
    assert all(row.interest == ZERO for row in rows)


def test_a_row_whose_interest_alone_was_paid_still_waits_for_its_principal():
    interest = schedule(plan()).rows[0].interest
    ahead = after(("2026-01-31", str(interest)), ("2026-02-11", "500"), as_of="2026-02-20").rows
    late = after(("2026-02-05", str(interest)), ("2026-02-11", "500"), as_of="2026-02-20").rows
    all_at_once = after(("2026-02-11", str(interest + 500)), as_of="2026-02-20").rows

    # The 500 pay principal of the late row at once, whenever its interest was paid.
    assert late[1].interest == all_at_once[1].interest
    assert abs(ahead[1].interest - late[1].interest) < Decimal("0.05")
