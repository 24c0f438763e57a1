"""What it costs to settle an instalment debt early, in each of three ways."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import day
from qinghuan.debts.early import WAYS, Standing, compare, settle
from qinghuan.debts.schedule import Plan, RateOf, schedule
from qinghuan.errors import RuleError
from qinghuan.money import ZERO


def instalments(fee="0.12", n=12, **more):
    """1,200 over twelve months, 100 a month, with a fee of 12 a month."""
    return schedule(
        Plan(
            principal=Decimal("1200.00"),
            rate=RateOf("flat_total", Decimal(fee)),
            n=n,
            start=day("2026-01-01"),
            shape="flat",
            **more,
        )
    )


def loan(**more):
    return schedule(
        Plan(
            principal=Decimal("12000.00"),
            rate=RateOf("annual", Decimal("0.12")),
            n=12,
            start=day("2026-01-01"),
            **more,
        )
    )


def figures(found):
    return tuple(str(one.value) for one in (found.principal, found.interest, found.fee))


def test_where_everything_is_due_no_fee_is_spared():
    found = settle(instalments(), Standing(day("2026-05-01"), paid=4, billed=4), "all_due")

    assert figures(found) == ("800.00", "0.00", "96.00")
    assert (found.total.value, found.saved) == (Decimal("896.00"), ZERO)


def test_what_was_not_billed_is_waived_and_what_was_billed_is_due():
    found = settle(instalments(), Standing(day("2026-05-20"), paid=4, billed=5), "unbilled_waived")

    assert figures(found) == ("800.00", "0.00", "12.00")
    assert found.saved == Decimal("84.00")


def test_a_fee_that_is_refunded_is_due_only_for_the_days_that_passed():
    plan = instalments()
    found = settle(plan, Standing(day("2026-07-02"), paid=6, billed=6), "fee_refunded")

    # 182 of the 365 days: 144.00 × 182 ÷ 365 = 71.80, of which 72.00 were paid.
    assert figures(found) == ("600.00", "0.00", "-0.20")
    assert found.total.value == Decimal("599.80")


def test_interest_on_what_is_left_runs_to_the_day_and_no_further():
    plan = loan()
    found = settle(plan, Standing(day("2026-02-11"), paid=1, billed=1), "unbilled_waived")

    running = plan.rows[1].interest
    assert found.interest.value == (running * 10 / 28).quantize(Decimal("0.01"))
    assert [one.name for one in found.interest.parameters] == ["civil_code.loan_rules"]


def test_a_row_that_fell_due_and_was_not_paid_owes_its_whole_interest():
    plan = loan()
    found = settle(plan, Standing(day("2026-03-01"), paid=1, billed=2), "fee_refunded")

    assert found.interest.value == plan.rows[1].interest


def test_a_row_paid_ahead_owes_no_interest_of_its_days():
    found = settle(loan(), Standing(day("2026-01-15"), paid=1, billed=0), "unbilled_waived")

    assert found.interest.value == ZERO


def test_a_charge_for_settling_early_is_in_the_total_and_lessens_what_is_saved():
    free = settle(loan(), Standing(day("2026-02-01"), paid=1, billed=1), "unbilled_waived")
    charged = settle(loan(), Standing(day("2026-02-01"), 1, 1, Decimal("50.00")), "unbilled_waived")

    assert charged.total.value - free.total.value == Decimal("50.00")
    assert free.saved - charged.saved == Decimal("50.00")


def test_a_refund_is_never_larger_than_the_debt():
    plan = schedule(
        Plan(
            principal=Decimal("2.00"),
            rate=RateOf("flat_total", Decimal(200)),
            n=2,
            start=day("2026-01-01"),
            shape="flat",
        )
    )
    found = settle(plan, Standing(day("2026-01-02"), paid=1, billed=1), "fee_refunded")

    assert found.total.value == ZERO


@pytest.mark.parametrize(
    ("plan", "standing"),
    [
        (loan(), Standing(day("2025-12-31"), 0, 0)),
        (loan(), Standing(day("2026-05-01"), 12, 12)),
        (loan(shape="deferred", grace=2), Standing(day("2026-05-01"), 1, 1)),
        (
            loan(first_due=day("2026-02-10"), first_period="spread"),
            Standing(day("2026-05-01"), 1, 1),
        ),
    ],
)
def test_what_cannot_be_settled_is_refused(plan, standing):
    with pytest.raises(RuleError):
        settle(plan, standing, "all_due")


def test_what_was_added_to_the_principal_is_settled_with_it():
    seasonal = tuple(Decimal(int(month in {6, 7, 8, 9, 10, 11, 12})) for month in range(1, 13))
    plan = loan(shape="seasonal", weights=seasonal)

    found = settle(plan, Standing(day("2026-05-01"), paid=4, billed=4), "unbilled_waived")

    assert found.principal.value == plan.rows[3].balance > Decimal(12000)


PLANS = st.builds(
    lambda flat, rate, n: schedule(
        Plan(
            principal=Decimal("7919.53"),
            rate=RateOf("flat_total" if flat else "annual", Decimal(rate) / 1000),
            n=n,
            start=day("2026-01-31"),
            shape="flat" if flat else "equal_payment",
        )
    ),
    st.booleans(),
    st.integers(0, 400),
    st.integers(1, 36),
)


@settings(max_examples=60, deadline=None)
@given(PLANS, st.data())
def test_no_way_costs_more_than_keeping_to_the_plan_and_the_cheapest_comes_first(plan, data):
    paid = data.draw(st.integers(0, len(plan.rows) - 1))
    on = plan.rows[paid - 1].due if paid else plan.plan.start

    found = compare(plan, Standing(on, paid, paid))

    assert {one.way for one in found} == set(WAYS)
    assert [one.total.value for one in found] == sorted(one.total.value for one in found)
    # A fee shared by days may run a little ahead of the fees paid by rows.
    slack = plan.total("fee") / 20 + Decimal("0.02")
    assert all(one.saved >= -slack for one in found)
    assert next(one.saved for one in found if one.way == "all_due") == ZERO
    for one in found:
        assert one.total.value == max(
            ZERO, one.principal.value + one.interest.value + one.fee.value
        )


def test_a_running_period_that_is_charged_in_full_takes_its_whole_interest():
    plan = loan()
    begun = Standing(day("2026-02-02"), 1, 1, whole_period=True)
    on_the_day = Standing(day("2026-02-01"), 1, 1, whole_period=True)

    assert settle(plan, begun, "unbilled_waived").interest.value == plan.rows[1].interest
    assert settle(plan, on_the_day, "unbilled_waived").interest.value == ZERO


@pytest.mark.parametrize("grace_interest", ["paid", "waived", "capitalised"])
def test_a_grace_whose_interest_stays_in_its_rows_can_be_settled(grace_interest):
    plan = loan(grace=2, grace_interest=grace_interest)
    found = settle(plan, Standing(day("2026-04-01"), 3, 3), "unbilled_waived")

    assert found.principal.value == plan.rows[2].balance
    deferred = loan(shape="deferred", grace=0)
    assert settle(deferred, Standing(day("2026-04-01"), 3, 3), "all_due").principal.value > 0
