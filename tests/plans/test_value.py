"""What a plan is worth to the creditor, beside what may come without one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from qinghuan import policy
from qinghuan.money import yuan
from qinghuan.plans.schedule import equal_instalments
from qinghuan.plans.value import ALTERNATIVE, FUNDING, SALE, worth
from qinghuan.words import say

TODAY = date(2026, 11, 20)


def rows(amount, *days):
    return equal_instalments(yuan(amount), yuan("0"), [date.fromisoformat(day) for day in days])


def found(amount="1000", days=("2027-11-20",), chance="0.8", asked="2000", principal="1500"):
    return worth(
        rows(amount, *days),
        Decimal(chance),
        asked=yuan(asked),
        principal=yuan(principal),
        today=TODAY,
    )


def test_a_row_a_year_from_now_is_worth_less_by_a_year_of_funding_times_its_chance():
    funding = policy.assumption(FUNDING).central

    present = (Decimal(1000) / (1 + funding)).quantize(Decimal("0.01"))

    assert found().plan.value == (present * Decimal("0.8")).quantize(Decimal("0.01"))
    assert found(days=("2026-11-20",), chance="1").plan.value == yuan("1000")
    assert found().plan.assumptions == (FUNDING,)


def test_without_a_plan_the_better_of_collecting_and_selling_counts_with_its_range():
    share, months, cost = (policy.assumption(name) for name in ALTERNATIVE)
    funding = policy.assumption(FUNDING)
    later = 2000 * share.central * (1 - cost.central)
    later /= (1 + funding.central) ** (months.central / 12)

    result = found()

    assert result.without.value == later.quantize(Decimal("0.01"))
    assert result.without_low < result.without.value < result.without_high
    assert set(result.without.assumptions) == {*ALTERNATIVE, SALE, FUNDING}
    assert "没有协议" in say(result.without.formula, "zh_CN")


def test_a_large_principal_beside_a_small_claim_is_sold_rather_than_collected():
    sale = policy.assumption(SALE).central
    result = found(asked="1", principal="10000")

    assert result.without.value == (10_000 * sale).quantize(Decimal("0.01"))


def test_a_plan_is_better_only_where_it_beats_the_best_that_may_come():
    assert found(amount="2000", days=("2026-12-20",), chance="0.95").better
    assert not found(amount="200", days=("2030-12-20",), chance="0.5").better
