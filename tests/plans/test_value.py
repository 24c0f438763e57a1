"""What a plan is worth to the creditor, beside what may come without one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from qinghuan import policy
from qinghuan.explained import Explained
from qinghuan.money import rounded, yuan
from qinghuan.plans.schedule import equal_instalments
from qinghuan.plans.value import (
    COST,
    FUNDING,
    MONTHS,
    SALE,
    SHARE,
    if_refused,
    present_value,
    worth,
)
from qinghuan.plans.world import Outlook
from qinghuan.words import Text, say

TODAY = date(2026, 11, 20)


def rows(amount, *days):
    return equal_instalments(yuan(amount), yuan("0"), [date.fromisoformat(day) for day in days])


def seen(chance, cautious=None, hopeful=None):
    value = Decimal(chance)
    return Outlook(
        chance=Explained(value, Text("words.example", amount=value)),
        error=Decimal(0),
        on_time=value,
        cautious=Decimal(cautious or chance),
        hopeful=Decimal(hopeful or chance),
        weakest=None,
    )


def found(amount="1000", days=("2027-11-20",), chance="0.8", asked="2000", principal="1500"):
    return worth(
        rows(amount, *days),
        seen(chance),
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
    share, months, cost = (policy.assumption(name) for name in (SHARE, MONTHS, COST))
    funding = policy.assumption(FUNDING)
    later = 2000 * share.central * (1 - cost.central)
    later /= (1 + funding.central) ** (months.central / 12)

    result = found()

    assert result.without.value == later.quantize(Decimal("0.01"))
    assert result.without_low < result.without.value < result.without_high
    assert set(result.without.assumptions) == {SHARE, MONTHS, COST, SALE, FUNDING}
    assert "没有协议" in say(result.without.formula, "zh_CN")


def test_a_large_principal_beside_a_small_claim_is_sold_rather_than_collected():
    sale = policy.assumption(SALE).central
    result = found(asked="1", principal="10000")

    assert result.without.value == (10_000 * sale).quantize(Decimal("0.01"))


def test_a_plan_is_better_only_where_it_beats_the_best_that_may_come():
    assert found(amount="2000", days=("2026-12-20",), chance="0.95").better
    assert not found(amount="200", days=("2030-12-20",), chance="0.5").better


def test_both_ends_of_a_plan_use_the_chance_and_the_funding_of_their_own_end():
    funding = policy.assumption(FUNDING)
    result = worth(
        rows("1000", "2027-11-20"),
        seen("0.8", "0.5", "0.9"),
        asked=yuan("2000"),
        principal=yuan("1500"),
        today=TODAY,
    )

    low, high = rounded(1000 / (1 + funding.high)), rounded(1000 / (1 + funding.low))
    assert result.plan_low == rounded(low * Decimal("0.5"))
    assert result.plan_high == rounded(high * Decimal("0.9"))
    assert result.plan_low < result.plan.value < result.plan_high


def test_a_payment_today_is_worth_itself():
    assert present_value(rows("1000", "2026-11-20"), TODAY) == yuan("1000")


def test_what_a_refusal_may_bring_is_said_with_both_ends_and_as_an_assumption():
    said = [say(one, "zh_CN") for one in if_refused(found())]

    assert "6到36个月" in said[0]
    assert "假设" in said[-1]
    assert all(say(one, "en") for one in if_refused(found()))
