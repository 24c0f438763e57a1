"""True annual rates: one equation, every root, and no rate where there is none."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qinghuan.debts.annual_rate import Flow, annual_rate, unit_periods
from qinghuan.debts.periods import Unit
from qinghuan.errors import RuleError


def periods(*amounts):
    return [Flow(Decimal(str(amount)), Decimal(k)) for k, amount in enumerate(amounts)]


def days(*pairs):
    return [Flow(Decimal(str(amount)), date.fromisoformat(day)) for day, amount in pairs]


def bisected(value, low=-0.9999, high=1e6):
    """An own search, slow and simple: the oracle of the fast one."""
    for _ in range(300):
        middle = (low + high) / 2
        if (value(low) > 0) == (value(middle) > 0):
            low = middle
        else:
            high = middle
    return low


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1_000, 100_000),
    st.lists(st.integers(0, 5_000), min_size=2, max_size=48),
)
def test_the_rate_of_a_loan_is_the_one_bisection_finds(drawn, paid):
    assume(sum(paid) > drawn // 3)
    flows = periods(drawn, *(-one for one in paid))
    found = annual_rate(flows, "irr")

    def worth(rate):
        return math.fsum(float(flow.amount) / (1 + rate) ** int(flow.time) for flow in flows)

    assert found.period is not None
    assert float(found.period) == pytest.approx(bisected(worth), abs=1e-9, rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-5_000, 5_000).filter(bool), min_size=2, max_size=12))
def test_every_root_solves_the_equation_and_turning_all_signs_changes_nothing(amounts):
    flows = periods(*amounts)
    found = annual_rate(flows, "irr")
    turned = annual_rate([Flow(-flow.amount, flow.time) for flow in flows], "irr")
    assert found.roots == turned.roots
    for root in found.roots:
        at = float(root)
        parts = [float(flow.amount) / (1 + at) ** int(flow.time) for flow in flows]
        # A root is given to twelve places; near −100 % that is all that can be asked.
        if at > -0.9:
            assert abs(math.fsum(parts)) <= 1e-6 * max(map(abs, parts))


def test_a_flat_fee_of_half_a_percent_a_month_costs_more_than_ten_percent_a_year():
    found = annual_rate(periods(12_000, *[-1_060] * 12), "irr")
    assert round(found.nominal, 4) == Decimal("0.1090")
    assert round(found.effective, 4) == Decimal("0.1146")


def test_one_year_by_days_is_the_plain_rate_in_either_order():
    flows = days(("2026-01-01", -1000), ("2027-01-01", 1100))
    assert annual_rate(flows, "xirr").effective == Decimal("0.1")
    assert annual_rate(flows[::-1], "xirr").effective == Decimal("0.1")


def test_several_rates_are_all_given_and_it_is_said():
    found = annual_rate(periods(-100, 230, -132), "irr")
    assert [round(root, 6) for root in found.roots] == [Decimal("0.1"), Decimal("0.2")]
    assert found.period in found.roots
    assert found.reason.id == "debts.rate.several_roots"


@pytest.mark.parametrize("amounts", [(1, 2, 3), (-1, -2), (0, 5), (0, 0)])
def test_without_a_change_of_sign_there_is_no_rate(amounts):
    found = annual_rate(periods(*amounts), "irr")
    assert (found.period, found.roots) == (None, ())
    assert found.reason.id == "debts.rate.no_change_of_sign"


def test_payments_that_never_balance_have_no_rate():
    found = annual_rate(periods(-100, 100, -100), "irr")
    assert found.roots == ()
    assert found.reason.id == "debts.rate.no_root"


@pytest.mark.parametrize(
    ("start", "end", "unit", "whole", "odd"),
    [
        ("1978-02-23", "1978-03-01", Unit("half_months"), 0, Decimal(6) / 15),
        ("1978-02-23", "1978-03-16", Unit("half_months"), 1, Decimal(6) / 15),
        ("1978-05-23", "1978-10-01", Unit("months", 3), 1, Decimal(39) / 90),
        ("1978-01-10", "1978-03-01", Unit("months", 2), 0, Decimal(52) / 60),
        ("2026-01-31", "2026-02-28", Unit("months"), 1, Decimal(0)),
        ("2026-01-01", "2026-01-20", Unit("weeks"), 2, Decimal(5) / 7),
        ("2026-01-01", "2026-01-20", Unit("days"), 19, Decimal(0)),
        ("2024-06-30", "2026-08-30", Unit("years"), 2, Decimal(61) / 365),
    ],
)
def test_unit_periods_are_counted_back_from_the_payment(start, end, unit, whole, odd):
    found = unit_periods(date.fromisoformat(start), date.fromisoformat(end), unit)
    assert found == (whole, odd)


@pytest.mark.parametrize(
    "flows",
    [
        periods(1),
        [Flow(Decimal(1), date(2026, 1, 1)), Flow(Decimal(-1), Decimal(1))],
    ],
)
def test_payments_that_cannot_be_counted_are_refused(flows):
    with pytest.raises(RuleError):
        annual_rate(flows, "xirr")


def test_days_cannot_be_counted_as_equal_periods():
    with pytest.raises(RuleError):
        annual_rate(days(("2026-01-01", -1), ("2026-02-01", 2)), "irr")
