"""True annual rates: one equation, every root, and no rate where there is none."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qinghuan.debts.annual_rate import Flow, annual_rate
from qinghuan.debts.periods import Unit
from qinghuan.debts.unit_periods import unit_periods
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


@pytest.mark.parametrize(
    ("amounts", "root"),
    [
        ((-100, 220, -121), "0.1"),
        ((-100, 200, -100), "0"),
        ((100, -240, 144), "0.2"),
        ((-100, 270, "-182.25"), "0.35"),
    ],
)
def test_a_rate_at_which_the_sum_only_touches_nothing_is_found(amounts, root):
    found = annual_rate(periods(*amounts), "irr")

    assert found.roots == (Decimal(root),)


def test_two_rates_beside_each_other_are_both_found():
    # (x − 1.1)(x − 1.1001), x = 1 + rate.
    found = annual_rate(periods(1000000, -2200100, "1210110"), "irr")

    assert [round(root, 9) for root in found.roots] == [Decimal("0.1"), Decimal("0.1001")]


@pytest.mark.parametrize(
    ("start", "end", "paid", "percent"),
    [
        ("1978-01-03", "1978-09-15", "1080", "11.45"),  # 255 days
        ("1978-07-15", "1979-01-15", "1044", "8.80"),  # six months
        ("1978-01-17", "1979-07-17", "1135.19", "8.76"),  # (1 + i)(1 + i ÷ 2)
        ("1978-01-15", "1980-01-15", "1240", "11.36"),
        ("1978-01-15", "1978-08-15", "1070", "12.00"),  # seven months
        ("1978-01-15", "1979-01-15", "1100", "10.00"),
    ],
)
def test_of_one_advance_and_one_payment_the_unit_is_the_term_and_at_most_a_year(
    start, end, paid, percent
):
    found = annual_rate(days((start, 1000), (end, "-" + paid)), "apr_actuarial")

    assert round(found.nominal * 100, 2) == Decimal(percent)


def test_a_unit_is_no_longer_than_a_year():
    flows = days(("2020-01-10", 1000), ("2022-01-10", -600), ("2024-01-10", -600))

    assert annual_rate(flows, "apr_actuarial") == annual_rate(
        flows, "apr_actuarial", unit=Unit("years")
    )
    with pytest.raises(RuleError):
        annual_rate(flows, "apr_actuarial", unit=Unit("months", 13))


def test_a_loan_of_many_weeks_has_its_rate():
    found = annual_rate(periods(500_000, *[-600] * 1560), "irr", unit=Unit("weeks"))
    rate = float(found.period)

    assert 600 * (1 - (1 + rate) ** -1560) / rate == pytest.approx(500_000, rel=1e-9)


def test_payments_that_never_balance_have_no_rate():
    found = annual_rate(periods(-100, 100, -100), "irr")
    assert found.roots == ()
    assert found.reason.id == "debts.rate.no_root"


@pytest.mark.parametrize(
    ("start", "end", "unit", "whole", "odd"),
    [
        ("1978-02-23", "1978-03-01", Unit("half_months"), 0, Decimal(6) / 15),
        ("1978-02-23", "1978-03-16", Unit("half_months"), 1, Decimal(6) / 15),
        ("2026-01-01", "2026-02-16", Unit("half_months", 2), 1, Decimal(15) / 30),
        ("2026-01-01", "2026-02-20", Unit("half_months", 2), 1, Decimal(19) / 30),
        ("1978-05-23", "1978-10-01", Unit("months", 3), 1, Decimal(39) / 90),
        ("1978-01-10", "1978-03-01", Unit("months", 2), 0, Decimal(52) / 60),
        ("2026-01-31", "2026-02-28", Unit("months"), 1, Decimal(0)),
        ("2026-01-01", "2026-01-20", Unit("weeks"), 2, Decimal(5) / 7),
        ("2026-01-01", "2026-01-20", Unit("days"), 19, Decimal(0)),
        ("2024-06-30", "2026-08-30", Unit("years"), 2, Decimal(2) / 12),
        ("2024-06-30", "2026-08-29", Unit("years"), 2, Decimal(60) / 365),
        ("2024-06-30", "2026-08-30", Unit("months", 12), 2, Decimal(2) / 12),
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


MONTHLY = ["2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15"]


def on_days(*texts):
    """1,000 drawn on the first day; a little more than that paid on the others."""
    each = Decimal(1100) / (len(texts) - 1)
    return days((texts[0], 1000), *((text, -each) for text in texts[1:]))


@pytest.mark.parametrize(
    ("texts", "unit"),
    [
        (MONTHLY, Unit("months")),
        (["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"], Unit("months")),
        (["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"], Unit("months")),
        (["2026-01-10", "2026-03-10", "2026-05-10"], Unit("months", 2)),
        (["2026-01-10", "2026-04-10", "2026-07-10"], Unit("months", 3)),
        (["2026-01-10", "2026-07-10", "2027-01-10"], Unit("months", 6)),
        (["2026-01-10", "2027-01-10", "2028-01-10"], Unit("years")),
        (["2026-01-10", "2026-01-24", "2026-02-07"], Unit("weeks", 2)),
        (["2026-01-10", "2026-01-20", "2026-01-30"], Unit("days", 10)),
        (["2026-01-08", "2026-02-15", "2026-03-15", "2026-04-15"], Unit("months")),
    ],
)
def test_the_unit_is_the_interval_that_occurs_most_often(texts, unit):
    flows = on_days(*texts)
    found = annual_rate(flows, "apr_actuarial")

    assert found == annual_rate(flows, "apr_actuarial", unit=unit)
    other = Unit("months", 12) if unit.name != "years" else Unit("months")
    assert found.period != annual_rate(flows, "apr_actuarial", unit=other).period


def test_of_intervals_that_occur_as_often_the_shorter_one_is_the_unit():
    flows = on_days("2026-01-10", "2026-01-17", "2026-02-17")

    assert annual_rate(flows, "apr_actuarial") == annual_rate(
        flows, "apr_actuarial", unit=Unit("weeks")
    )


def test_payments_all_on_one_day_count_by_months_and_have_no_rate():
    found = annual_rate(days(("2026-01-10", 1000), ("2026-01-10", -1000)), "apr_actuarial")

    assert found.period is None or found.roots


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        (Unit("months"), 12),
        (Unit("months", 3), 4),
        (Unit("weeks"), 52),
        (Unit("years"), 1),
    ],
)
def test_the_nominal_rate_is_the_rate_of_a_period_times_the_periods_of_a_year(unit, times):
    found = annual_rate(periods(1000, -300, -300, -300, -300), "irr", unit=unit)

    assert found.nominal == pytest.approx(found.period * times, abs=Decimal("1e-10"))
    assert float(found.effective) == pytest.approx((1 + float(found.period)) ** times - 1)


@pytest.mark.parametrize(
    ("day_count", "years"),
    [("actual/365", 365 / 365), ("actual/360", 365 / 360), ("30/360", 1.0)],
)
def test_a_year_of_days_is_the_year_of_the_day_count(day_count, years):
    flows = days(("2026-01-01", 1000), ("2027-01-01", -1100))
    found = annual_rate(flows, "xirr", day_count=day_count)

    assert float(found.effective) == pytest.approx(1.1 ** (1 / years) - 1, abs=1e-10)


def test_years_may_be_given_instead_of_days():
    flows = [Flow(Decimal(1000), Decimal(0)), Flow(Decimal(-1210), Decimal(2))]

    assert annual_rate(flows, "aprc").effective == Decimal("0.1")


def test_fractions_of_a_unit_bear_simple_interest():
    flows = [Flow(Decimal(1000), Decimal(0)), Flow(Decimal(-1105), Decimal("1.5"))]
    found = annual_rate(flows, "apr_actuarial", unit=Unit("months"))
    rate = float(found.period)

    assert (1 + rate) * (1 + rate / 2) == pytest.approx(1.105)


@pytest.mark.parametrize("rate", ["0.0001", "0.01", "0.5", "3", "40"])
@pytest.mark.parametrize("rows", [2, 30, 360, 1200])
def test_low_and_high_rates_of_short_and_long_loans_are_found(rate, rows):
    exact = Decimal(rate)
    growth = (1 + exact) ** rows if rows * exact < 400 else None
    payment = 1000 * exact if growth is None else 1000 * exact * growth / (growth - 1)
    found = annual_rate(periods(1000, *[-payment] * rows), "irr")

    assert float(found.period) == pytest.approx(float(exact), rel=1e-8)
    # Counted in another way, the same payments cost the same.
    days_of_rows = [Flow(Decimal(1000), Decimal(0))]
    days_of_rows += [Flow(-payment, Decimal(row)) for row in range(1, rows + 1)]
    assert float(annual_rate(days_of_rows, "aprc").effective) == pytest.approx(
        float(exact), rel=1e-8
    )


def test_a_loan_that_is_not_nearly_paid_back_has_a_rate_far_below_nothing():
    found = annual_rate(periods(1000, -1, -1), "irr")
    at = float(found.period)

    assert -1 < at < -0.9
    assert 1000 - 1 / (1 + at) - 1 / (1 + at) ** 2 == pytest.approx(0, abs=1e-6)


def test_amounts_of_nothing_and_mixed_order_change_nothing():
    plain = annual_rate(periods(1000, -600, -600), "irr")
    gaps = [
        Flow(Decimal(-600), Decimal(2)),
        Flow(Decimal(0), Decimal(7)),
        Flow(Decimal(1000), Decimal(0)),
        Flow(Decimal(0), Decimal(0)),
        Flow(Decimal(-600), Decimal(1)),
    ]

    assert annual_rate(gaps, "irr").roots == plain.roots


def test_of_several_roots_the_one_nearest_to_nothing_is_meant_where_no_other_is_found():
    flows = [
        Flow(Decimal(-100), Decimal(0)),
        Flow(Decimal(230), Decimal("0.5")),
        Flow(Decimal(-132), Decimal(1)),
    ]
    found = annual_rate(flows, "aprc")

    assert [round(root, 4) for root in found.roots] == [Decimal("0.2100"), Decimal("0.4400")]
    assert round(found.effective, 4) == Decimal("0.2100")


def test_a_rate_beyond_any_year_has_no_effective_rate():
    found = annual_rate(periods(1, -(10**9)), "irr", unit=Unit("days"))

    assert (found.effective, found.roots) == (None, (found.period,))


@pytest.mark.parametrize(
    ("start", "end", "months", "odd"),
    [
        ("2026-01-31", "2026-04-30", 3, 0),
        ("2026-02-28", "2026-04-30", 2, 0),
        ("2026-01-15", "2026-03-14", 1, 30),
        ("2026-03-14", "2026-03-15", 0, 1),
        ("2025-12-31", "2026-12-31", 12, 0),
        ("2024-02-29", "2026-02-28", 24, 0),
    ],
)
def test_months_are_counted_back_and_a_month_end_stands_for_a_month_end(start, end, months, odd):
    found = unit_periods(date.fromisoformat(start), date.fromisoformat(end), Unit("months"))

    assert found == (months, Decimal(odd) / 30)


def test_half_years_are_two_a_year():
    found = annual_rate(periods(1000, -300, -300, -300, -300), "irr", unit=Unit("months", 6))

    assert found.nominal == pytest.approx(found.period * 2, abs=Decimal("1e-10"))


def test_of_several_rates_of_equal_periods_the_one_is_meant_that_a_spreadsheet_finds():
    # (x − 0.95)(x − 1.1), x = 1 + rate: a spreadsheet begins at 10 %, though −5 % is nearer to 0.
    found = annual_rate(periods(100, -205, "104.5"), "irr")

    assert [round(root, 9) for root in found.roots] == [Decimal("-0.05"), Decimal("0.1")]
    assert round(found.period, 9) == Decimal("0.1")


@pytest.mark.parametrize("sign", [1, -1])
def test_a_rate_of_any_height_is_found_whoever_pays_first_and_with_rows_of_nothing(sign):
    amounts = Decimal("0.03"), Decimal("-12345678.91"), Decimal(0), Decimal("-98765432.10")
    found = annual_rate(periods(*(sign * amount for amount in amounts)), "irr")

    # The last payment weighs next to nothing: 12,345,678.91 ÷ 0.03 − 1.
    assert float(found.period) == pytest.approx(411_522_629.333_333, rel=1e-12)
    assert found.roots == (found.period,)


def test_of_a_large_loan_of_which_hardly_anything_came_back_the_rate_is_next_to_minus_all():
    found = annual_rate(periods(10**9, -50), "irr")

    assert found.roots == (found.period,) == (Decimal("-0.99999995"),)
