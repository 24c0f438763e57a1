"""Schedules: every shape sums to the fen, and says what it was asked to say."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts import schedule_oracle
from qinghuan import calc
from qinghuan.debts import schedule as general
from qinghuan.debts.level import is_level
from qinghuan.debts.periods import PayDay, Unit
from qinghuan.debts.plan import (
    EXACT,
    LONGEST,
    NeverPaid,
    Plan,
    RateChange,
    RateOf,
    Steps,
)
from qinghuan.debts.schedule import schedule
from qinghuan.errors import RuleError
from qinghuan.money import FEN, yuan

START = date(2026, 1, 31)
TWELVE = RateOf("annual", Decimal("0.12"))


MANYFOLD = RateOf("period", Decimal(9))


def plan(**changes):
    standing = {"principal": yuan("12000"), "rate": TWELVE, "n": 12, "start": START}
    return Plan(**{**standing, **changes})


def column(found, name):
    return [getattr(row, name) for row in found.rows]


SHAPES = [
    {"shape": "equal_payment"},
    {"shape": "equal_principal"},
    {"shape": "flat"},
    {"shape": "interest_free"},
    {"shape": "interest_first"},
    {"shape": "balloon", "balloon": yuan("4000")},
    {"shape": "deferred", "grace": 2},
    {"shape": "equal_payment", "grace": 2},
    {"shape": "equal_payment", "grace": 2, "grace_interest": "capitalised"},
    {"shape": "equal_payment", "grace": 2, "grace_interest": "waived"},
    {"shape": "equal_payment", "first_due": date(2026, 3, 10)},
    {"shape": "equal_payment", "first_due": date(2026, 3, 10), "first_period": "spread"},
    {"shape": "equal_payment", "first_due": date(2026, 3, 10), "first_period": "regular"},
    {"shape": "equal_payment", "first_due": date(2026, 3, 10), "first_period": "own_row"},
    {"shape": "equal_payment", "changes": (RateChange(5, RateOf("annual", Decimal("0.06"))),)},
    {"shape": "lump_sum"},
    {"shape": "fixed_payment", "n": None, "payment": yuan("1500")},
    {"shape": "custom", "payments": (yuan("2000"),) * 3, "n": 4},
    {"shape": "seasonal", "weights": tuple(map(Decimal, "000013521000"))},
    {"shape": "flat", "rate": RateOf("flat_total", Decimal("0.075"))},
    {"shape": "flat", "rate": RateOf("flat_period", Decimal("0.006"))},
]


@settings(max_examples=12, deadline=None)
@pytest.mark.parametrize("changes", SHAPES)
@given(
    fen=st.integers(900_000, 99_999_999),
    percent=st.integers(0, 360),
    day_count=st.sampled_from(["30/360", "actual/365", "actual/360", "actual/actual"]),
    carry=st.booleans(),
)
def test_the_rows_of_every_shape_sum_to_the_principal(changes, fen, percent, day_count, carry):
    principal = Decimal(fen) / 100
    changes = dict(changes)
    changes.setdefault("rate", RateOf("annual", Decimal(percent) / 1000))
    if changes["shape"] == "fixed_payment":
        changes["payment"] = (principal / 8).quantize(FEN)
    if "payments" in changes:
        changes["payments"] = ((principal / 5).quantize(FEN),) * 3
    found = schedule(
        plan(principal=principal, day_count=day_count, steps=Steps(carry=carry), **changes)
    )
    assert found.total("principal") == principal
    assert found.rows[-1].balance == 0
    for row in found.rows:
        assert row.payment == row.principal + row.interest + row.fee
        assert row.payment == row.payment.quantize(FEN)
        assert row.payment >= 0
    assert found.total("payment") == principal + found.total("interest") + found.total("fee")
    assert column(found, "due") == sorted(set(column(found, "due")))


def test_equal_payments_differ_in_the_last_row_only():
    found = schedule(plan())
    assert found.payment == yuan("1066.19")
    assert set(column(found, "payment")[:-1]) == {yuan("1066.19")}
    assert found.rows[-1].payment == yuan("1066.14")


def test_due_days_keep_their_anchor_through_short_months():
    assert column(schedule(plan(n=4)), "due") == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
    ]


def test_equal_principal_pays_less_interest_each_month():
    found = schedule(plan(shape="equal_principal"))
    assert set(column(found, "principal")) == {yuan("1000.00")}
    assert column(found, "interest")[:3] == [yuan("120.00"), yuan("110.00"), yuan("100.00")]


def test_a_flat_fee_is_charged_on_the_original_principal_and_costs_nearly_twice_its_rate():
    found = schedule(plan(shape="flat", rate=RateOf("flat_total", Decimal("0.075"))))
    assert set(column(found, "fee")) == {yuan("75.00")}
    assert set(column(found, "interest")) == {yuan("0.00")}
    assert found.total("fee") == yuan("900.00")


def test_interest_first_pays_the_principal_at_the_end():
    found = schedule(plan(shape="interest_first"))
    assert column(found, "principal") == [0] * 11 + [yuan("12000.00")]
    assert set(column(found, "interest")) == {yuan("120.00")}


def test_a_deferral_spreads_its_interest_and_nothing_bears_interest_on_interest():
    found = schedule(plan(shape="deferred", grace=3))
    assert column(found, "payment")[:3] == [0, 0, 0]
    assert found.rows[3].interest == yuan("120.00") + yuan("40.00")
    assert len(set(column(found, "payment")[3:-1])) == 1


def test_grace_with_interest_paid_asks_for_the_interest_only():
    assert column(schedule(plan(grace=2)), "payment")[:2] == [yuan("120.00")] * 2


def test_grace_that_is_waived_costs_nothing():
    found = schedule(plan(grace=2, grace_interest="waived"))
    assert column(found, "payment")[:2] == [0, 0]
    assert found.rows[2].interest == yuan("120.00")


def test_seasonal_payments_follow_the_weights_of_the_calendar():
    found = schedule(plan(shape="seasonal", weights=tuple(map(Decimal, "000013521000"))))
    by_month = {row.due.month: row.payment for row in found.rows if row.payment}
    assert set(by_month) == {5, 6, 7, 8, 9}
    assert abs(by_month[6] - 3 * by_month[5]) <= FEN
    assert found.rows[-1].due == date(2026, 9, 30)


def test_a_balloon_is_left_for_the_last_row():
    found = schedule(plan(shape="balloon", balloon=yuan("6000")))
    assert abs(found.balloon - 6000) < 1
    assert found.rows[-1].payment > 6000


def test_a_payment_may_be_rounded_to_ten_yuan_and_the_last_row_takes_the_rest():
    found = schedule(plan(steps=Steps(payment=Decimal(10), payment_mode="up")))
    assert set(column(found, "payment")[:-1]) == {yuan("1070.00")}
    assert found.rows[-1].payment < yuan("1070.00")


def test_a_fixed_payment_ends_when_nothing_is_left():
    found = schedule(plan(shape="fixed_payment", n=None, payment=yuan("1500")))
    assert len(found.rows) == 9
    assert found.rows[-1].payment < yuan("1500")


def test_a_payment_below_the_interest_never_ends():
    with pytest.raises(NeverPaid):
        schedule(plan(shape="fixed_payment", n=None, payment=yuan("120")))


def test_a_lump_sum_bears_simple_interest_until_its_day():
    found = schedule(plan(shape="lump_sum", n=6))
    assert column(found, "payment") == [yuan("12720.00")]


def test_a_rate_change_holds_from_its_row_and_computes_the_payment_anew():
    change = RateChange(7, RateOf("annual", Decimal("0.06")))
    found = schedule(plan(changes=(change,)))
    kept = schedule(plan(changes=(replace_recast(change),)))
    assert column(found, "payment")[:6] == [yuan("1066.19")] * 6
    assert found.rows[6].payment < yuan("1066.19")
    assert kept.rows[6].payment == yuan("1066.19")
    assert kept.rows[-1].payment < found.rows[-1].payment


def replace_recast(change):
    return change._replace(recast=False)


def test_broken_days_before_the_first_period_get_a_row_of_their_own_when_asked():
    first_due = date(2026, 3, 10)
    found = schedule(plan(first_due=first_due, first_period="own_row"))
    assert (len(found.rows), found.rows[0].due) == (13, date(2026, 2, 10))
    assert [row.n for row in found.rows] == list(range(1, 14))
    assert found.rows[0].principal == 0
    assert found.rows[0].interest > 0


def test_a_daily_rate_counts_every_day():
    found = schedule(plan(rate=RateOf("daily", Decimal("0.0005")), shape="interest_first", n=2))
    assert column(found, "interest") == [yuan("168.00"), yuan("186.00")]


def test_two_weeks_are_a_26th_of_a_year_where_periods_are_equal():
    found = schedule(plan(every=Unit("weeks", 2), n=26, principal=yuan("26000")))
    assert found.rows[0].interest == yuan("120.00")
    assert found.rows[1].due == date(2026, 2, 28)


@pytest.mark.parametrize(
    "changes",
    [
        {"first_due": START},
        {"payment": yuan("13000")},
        {"payment": yuan("13000"), "n": 1},
        {"payment": yuan("13000"), "steps": Steps(carry=True)},
        {"shape": "custom", "payments": (yuan("13000"),), "n": 2},
        {"shape": "custom", "payments": (yuan("12120"), yuan("1")), "n": 3},
        {"shape": "fixed_payment", "n": None},
        {"shape": "custom", "payments": (yuan("1"),) * 200, "n": 201, "rate": MANYFOLD},
        {"grace": 200, "n": 201, "grace_interest": "capitalised", "rate": MANYFOLD},
        {"shape": "stepped", "weights": (Decimal(0),) * 12},
        {"shape": "stepped", "weights": (Decimal(0),) * 12, "payment": yuan("1000")},
    ],
)
def test_a_plan_that_cannot_be_is_refused(changes):
    with pytest.raises(RuleError):
        schedule(plan(**changes))


def test_more_rows_never_cost_less():
    costs = [schedule(replace(plan(), n=n)).total("interest") for n in (6, 12, 24, 36)]
    assert costs == sorted(costs)


@pytest.mark.parametrize("seed", range(250))
def test_another_slow_way_gives_the_same_rows_to_the_fen(seed):
    request = schedule_oracle.plan(seed)
    rows, payment = schedule_oracle.rows(request)
    answer = calc.answer(request)

    if rows is None:
        assert [one.code for one in answer.problems] == ["field.rule"]
        return
    assert answer.problems == ()
    found = [
        (row["due"], *(int(Decimal(row[name]) * 100) for name in COLUMNS))
        for row in answer.result["rows"]
    ]
    assert found == rows
    assert answer.result["payment"] == (None if payment is None else f"{payment / 100:.2f}")


COLUMNS = ("payment", "principal", "interest", "balance")


def test_equal_principal_may_leave_a_balloon_for_the_last_row():
    found = schedule(plan(shape="equal_principal", balloon=yuan("2400"), n=12))

    assert column(found, "principal") == [yuan("800")] * 11 + [yuan("3200")]


def test_the_longest_schedule_has_nearly_ten_thousand_rows():
    nothing = RateOf("annual", Decimal(0))
    fits = plan(shape="fixed_payment", n=None, payment=FEN, principal=yuan("99.99"), rate=nothing)

    assert len(schedule(fits).rows) == LONGEST == 9_999
    with pytest.raises(NeverPaid):
        schedule(replace(fits, principal=yuan("100.00")))


def test_a_loan_may_run_for_thirty_years_of_weeks():
    weekly = plan(every=Unit("weeks"), n=1560, principal=yuan("500000"))
    found = schedule(weekly)

    assert len(found.rows) == 1560
    assert found.total("principal") == yuan("500000")


@pytest.mark.parametrize(
    ("changes", "payment"),
    [
        # A year of twelve equal months at 1 %: 12,000 × 0.01 × 1.01^12 ÷ (1.01^12 − 1).
        ({}, "1066.19"),
        # 4,000 stay for the last row: (12,000 × 1.01^12 − 4,000) × 0.01 ÷ (1.01^12 − 1).
        ({"shape": "balloon", "balloon": yuan("4000")}, "750.79"),
        ({"shape": "interest_free"}, "1000.00"),
        # Computed as for 24 months, the rest with the last row.
        ({"amortise_over": 24}, "564.88"),
        ({"payment": yuan("1100")}, "1100"),
        ({"rate": RateOf("annual", Decimal(0))}, "1000.00"),
    ],
)
def test_the_regular_payment_is_the_one_of_the_formula(changes, payment):
    found = schedule(plan(**changes))

    assert found.payment == yuan(payment)
    assert found.rows[0].payment == yuan(payment)


@pytest.mark.parametrize(("grace_interest", "first"), [(None, "-120.00"), ("paid", "0.00")])
def test_a_row_of_weight_nothing_adds_its_interest_to_the_principal_unless_it_is_paid(
    grace_interest, first
):
    weights = tuple(Decimal(weight) for weight in (0, 1, 1, 1))
    found = schedule(plan(shape="stepped", n=4, weights=weights, grace_interest=grace_interest))

    assert found.rows[0].principal == yuan(first)
    assert found.rows[0].balance == yuan("12000") - yuan(first)
    assert found.rows[0].payment == (yuan("120") if grace_interest else yuan("0"))


def test_custom_payments_carry_the_exact_balance_when_asked():
    steps = Steps(payment=FEN, interest=FEN, carry=True)
    payments = (yuan("1100"),) * 11
    carried = schedule(plan(shape="custom", payments=payments, steps=steps))
    rounded = schedule(plan(shape="custom", payments=payments))

    assert column(carried, "balance") == sorted(column(carried, "balance"), reverse=True)
    assert abs(carried.total("interest") - rounded.total("interest")) <= yuan("0.05")
    assert column(carried, "payment")[:11] == [yuan("1100")] * 11


def test_a_given_payment_runs_until_nothing_is_left_whatever_number_of_rows_is_named():
    found = schedule(plan(shape="fixed_payment", n=3, payment=yuan("1500")))

    assert len(found.rows) == 9
    assert found.rows[-1].balance == yuan("0")


def test_a_payment_computed_over_more_months_takes_a_daily_rate_for_the_first_of_them():
    daily = RateOf("daily", Decimal("0.0004"))
    found = schedule(plan(rate=daily, amortise_over=24, start=date(2026, 1, 1)))

    # 31 days: 0.0124 a month; 12,000 × 0.0124 × 1.0124^24 ÷ (1.0124^24 − 1).
    assert found.payment == yuan("581.16")


@pytest.mark.parametrize("shape", ["stepped", "seasonal"])
def test_rows_after_the_last_one_that_pays_are_left_out(shape):
    weights = (1, 2, 1, 0) if shape == "stepped" else (1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    found = schedule(
        plan(shape=shape, n=4, weights=tuple(map(Decimal, weights)), start=date(2025, 12, 31))
    )

    assert len(found.rows) == 3
    assert found.rows[-1].balance == yuan("0")


@pytest.mark.parametrize("first_period", ["own_row", "spread", "regular"])
def test_a_first_due_day_that_is_regular_has_no_broken_days(first_period):
    regular = plan(first_due=date(2026, 2, 28), first_period=first_period, day_count="actual/365")

    assert schedule(regular).rows == schedule(plan(day_count="actual/365")).rows


@pytest.mark.parametrize(
    ("changes", "charge"),
    [
        # 12,000 at 12 % for two months of a year, for 59 days, for 30/360 days, for two periods.
        ({"n": 2}, "240.00"),
        ({"n": 2, "day_count": "actual/365", "start": date(2026, 1, 1)}, "232.77"),
        ({"n": 2, "first_due": date(2026, 4, 15), "start": date(2026, 1, 1)}, "416.00"),
        ({"n": 2, "rate": RateOf("period", Decimal("0.02"))}, "480.00"),
        ({"n": 2, "rate": RateOf("flat_period", Decimal("0.02"))}, "480.00"),
        ({"n": 2, "rate": RateOf("flat_total", Decimal("0.02"))}, "240.00"),
    ],
)
def test_a_lump_sum_is_charged_for_its_time_by_the_kind_of_its_rate(changes, charge):
    [row] = schedule(plan(shape="lump_sum", **changes)).rows

    assert row.payment - row.principal == yuan(charge)


def test_a_lump_sum_cannot_fall_due_on_the_day_it_was_drawn():
    with pytest.raises(RuleError):
        schedule(plan(shape="lump_sum", first_due=START))


def test_the_spread_interest_of_a_deferral_is_paid_whole_and_the_last_row_pays_its_part():
    found = schedule(plan(shape="deferred", grace=2))
    own = (found.rows[-2].balance * Decimal("0.01")).quantize(FEN, "ROUND_HALF_UP")

    assert found.rows[-1].interest == own + yuan("24.00")


def test_a_given_payment_is_paid_after_a_grace_too():
    found = schedule(plan(payment=yuan("1200"), grace=1))

    assert column(found, "payment")[0] == yuan("120")
    assert set(column(found, "payment")[1:-1]) == {yuan("1200")}


def test_a_balloon_is_what_the_last_row_pays_beyond_the_regular_payment():
    small = schedule(plan(payment=yuan("1000")))

    assert small.balloon == small.rows[-1].payment - yuan("1000") > 0
    assert schedule(plan(payment=yuan("1070"))).balloon == 0


@pytest.mark.parametrize(("payment", "rows"), [("400", 3), ("399.99", 4), ("500", 3)])
@pytest.mark.parametrize("carry", [False, True])
def test_a_larger_payment_ends_the_debt_earlier(payment, rows, carry):
    nothing = RateOf("annual", Decimal(0))
    short = plan(principal=yuan("1200"), rate=nothing, payment=yuan(payment), n=5)
    found = schedule(replace(short, steps=Steps(carry=carry)))

    assert len(found.rows) == rows
    assert found.total("principal") == yuan("1200")
    assert found.rows[-1].payment <= yuan(payment)
    assert (found.rows[-1].balance, found.balloon) == (0, 0)


@pytest.mark.parametrize("shape", ["equal_payment", "equal_principal"])
def test_payments_rounded_up_end_the_debt_earlier(shape):
    to_ten = Steps(payment=Decimal(10), payment_mode="up")
    found = schedule(plan(principal=yuan("1000"), n=24, shape=shape, steps=to_ten))

    assert len(found.rows) < 24
    assert found.total("principal") == yuan("1000")
    assert column(found, "principal")[-1] <= column(found, "principal")[-2]


@pytest.mark.parametrize("payment", ["119.99", "0.01"])
@pytest.mark.parametrize("steps", [Steps(), Steps(carry=True), Steps(interest_mode="half_even")])
def test_a_given_payment_below_the_interest_is_refused(payment, steps):
    with pytest.raises(NeverPaid):
        schedule(plan(payment=yuan(payment), steps=steps))

    assert schedule(plan(payment=yuan("120"), steps=steps)).rows[-1].principal == yuan("12000")


def test_a_long_first_period_may_cost_more_than_the_given_payment():
    late = plan(payment=yuan("1100"), first_due=date(2027, 3, 1))

    assert schedule(late).rows[0].balance > yuan("12000")


@pytest.mark.parametrize("carry", [False, True])
@pytest.mark.parametrize(
    ("shape", "rows"), [("equal_payment", 7), ("equal_principal", 7), ("interest_free", 6)]
)
def test_no_row_but_the_last_pays_less_than_the_minimum(shape, rows, carry):
    found = schedule(plan(shape=shape, minimum=yuan("2000"), n=24, steps=Steps(carry=carry)))
    payments = column(found, "payment")

    assert len(payments) == rows
    assert min(payments[:-1]) >= yuan("2000")
    assert payments[-1] <= yuan("2000")
    assert found.total("principal") == yuan("12000")


@pytest.mark.parametrize("shape", ["equal_payment", "fixed_payment"])
@pytest.mark.parametrize("carry", [False, True])
def test_a_given_payment_is_not_rounded(shape, carry):
    to_ten = Steps(payment=Decimal(10), carry=carry)
    found = schedule(plan(shape=shape, payment=yuan("1504.37"), steps=to_ten))

    assert set(column(found, "payment")[:-1]) == {yuan("1504.37")}


def test_a_minimum_below_the_payment_changes_nothing():
    assert schedule(plan(minimum=yuan("500"))).rows == schedule(plan()).rows


def test_due_days_may_follow_the_day_on_which_wages_come():
    found = schedule(plan(n=4, start=date(2026, 1, 5), pay_day=PayDay(31, 3)))

    assert column(found, "due") == [
        date(2026, 2, 3),
        date(2026, 3, 3),
        date(2026, 4, 3),
        date(2026, 5, 3),
    ]


def test_the_first_due_day_is_the_first_after_the_start_or_the_one_that_is_given():
    at_ten = plan(n=3, start=date(2026, 1, 10), pay_day=PayDay(10))
    late = replace(at_ten, first_due=date(2026, 3, 2), every=Unit("months", 2))

    assert column(schedule(at_ten), "due")[0] == date(2026, 2, 10)
    assert schedule(replace(at_ten, start=date(2026, 1, 9))).rows[0].due == date(2026, 1, 10)
    assert column(schedule(late), "due") == [
        date(2026, 3, 2),
        date(2026, 5, 10),
        date(2026, 7, 10),
    ]


def test_an_interest_free_plan_stays_free_after_a_change_of_rate():
    change = RateChange(5, RateOf("annual", Decimal("0.06")))
    found = schedule(plan(shape="interest_free", changes=(change,)))

    assert set(column(found, "payment")) == {yuan("1000.00")}


def test_half_a_fen_of_a_third_goes_up():
    # 1,000.20 × 0.1 ÷ 12 = 8.335 exactly, though 0.1 ÷ 12 has no last digit.
    tenth = RateOf("annual", Decimal("0.1"))
    for steps in (Steps(), Steps(carry=True), Steps(payment=Decimal("0.1"))):
        found = schedule(plan(principal=yuan("1000.20"), rate=tenth, steps=steps))
        assert found.rows[0].interest == yuan("8.34")
    even = Steps(interest_mode="half_even")
    assert schedule(plan(principal=yuan("1000.20"), rate=tenth, steps=even)).rows[
        0
    ].interest == yuan("8.34")
    assert schedule(plan(principal=yuan("999"), rate=tenth, steps=even)).rows[0].interest == yuan(
        "8.32"
    )


CARRY = Steps(carry=True)


@pytest.mark.parametrize(
    ("changes", "interest"),
    [
        # 240 × the exact payment, less the principal; and 0.0325 ÷ 12 × 600,000 × 241 ÷ 2.
        ({"principal": yuan("1000000"), "rate": "0.049"}, "570665.72"),
        ({"principal": yuan("600000"), "rate": "0.0325", "shape": "equal_principal"}, "195812.50"),
    ],
)
def test_the_totals_of_a_carried_balance_are_the_exact_ones(changes, interest):
    changes = {**changes, "rate": RateOf("annual", Decimal(changes["rate"]))}
    found = schedule(plan(n=240, steps=CARRY, **changes))

    assert found.total("interest") == yuan(interest)
    assert found.total("principal") == changes["principal"]
    assert found.total("payment") == changes["principal"] + yuan(interest)


def test_the_last_row_of_a_carried_balance_is_as_exact_as_the_others():
    up = Steps(payment_mode="up", carry=True)
    rate = RateOf("annual", Decimal("0.129"))
    found = schedule(plan(principal=yuan("143233.70"), rate=rate, n=360, steps=up))

    assert found.payment == yuan("1573.27")
    assert found.rows[-1].payment == yuan("1573.26")


def test_the_balloon_of_a_carried_balance_is_the_exact_one_rounded():
    found = schedule(
        plan(
            principal=yuan("21821616.61"),
            rate=RateOf("annual", Decimal("0.0494")),
            n=120,
            start=date(2019, 3, 1),
            day_count="actual/360",
            amortise_over=360,
            steps=CARRY,
        )
    )

    # Exactly 17,910,097.31685….
    assert found.balloon == yuan("17910097.32")


@pytest.mark.parametrize("seed", range(60))
def test_the_quick_way_and_the_general_way_give_the_same_rows(seed):
    chance = random.Random(seed)
    one = plan(
        principal=Decimal(chance.randint(100_00, 9_000_000_00)) / 100,
        rate=RateOf(
            chance.choice(["annual", "monthly", "daily", "period"]),
            Decimal(chance.randint(0, 400)) / chance.choice([10_000, 30_000]),
        ),
        n=chance.randint(1, 60),
        start=date(2026, 1, 1 + chance.randrange(31)),
        every=chance.choice([Unit("months"), Unit("weeks", 2), Unit("half_months")]),
        day_count=chance.choice(["30/360", "actual/365", "actual/360", "actual/actual"]),
        steps=Steps(payment_mode=chance.choice(["half_up", "up", "down"])),
        minimum=yuan(chance.choice(["0", "0", "5000"])),
    )
    assert is_level(one)
    with localcontext(EXACT):
        slow = general.rows_of(one, one.n)
    quick = schedule(one)

    assert (quick.rows, quick.payment, quick.balloon) == (slow.rows, slow.payment, slow.balloon)


def test_half_months_alternate_between_their_day_and_fifteen_days_later():
    half = Unit("half_months")

    assert [half.after(date(2026, 1, 1), step) for step in (1, 2, 3)] == [
        date(2026, 1, 16),
        date(2026, 2, 1),
        date(2026, 2, 16),
    ]


def test_a_single_row_pays_everything_at_once():
    one = schedule(plan(shape="equal_principal", n=1))
    given = schedule(plan(n=1, payment=yuan("12120")))

    assert column(one, "payment") == column(given, "payment") == [yuan("12120")]
    assert (one.rows[0].balance, given.rows[0].balance, given.balloon) == (0, 0, 0)


@pytest.mark.parametrize(
    ("grace_interest", "payment"),
    [
        # Ten rows at 1 % of 12,000 × 1.01², or of 12,000.
        ("capitalised", "1292.45"),
        ("paid", "1266.98"),
        ("waived", "1266.98"),
    ],
)
def test_the_payment_after_a_grace_holds_the_interest_that_was_added_to_the_principal(
    grace_interest, payment
):
    found = schedule(plan(grace=2, grace_interest=grace_interest))

    assert found.payment == yuan(payment)
    assert abs(found.rows[-1].payment - yuan(payment)) < yuan("0.10")


def test_weights_that_are_all_alike_ask_for_equal_payments_whatever_they_are():
    double = schedule(plan(shape="stepped", weights=(Decimal(2),) * 12))

    # Half of 1,066.19 is the payment of weight one: exactly 533.0927….
    assert double.payment == yuan("533.09")
    assert set(column(double, "payment")[:-1]) == {yuan("1066.18")}
    assert abs(double.rows[-1].payment - yuan("1066.18")) < yuan("0.20")


def test_equal_parts_of_whole_yuan_may_leave_nothing_for_the_last_row():
    nothing = RateOf("annual", Decimal(0))
    whole = Steps(payment=Decimal(1))
    found = schedule(plan(shape="flat", principal=yuan("11"), rate=nothing, steps=whole))

    assert column(found, "principal") == [yuan("1")] * 11 + [yuan("0")]
