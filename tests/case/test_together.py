"""All debts of a case together: side by side without any waiver, and the days ahead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.cases import affordable, assessment
from qinghuan.case.together import AHEAD, days_ahead, played, together
from qinghuan.cli import sample
from qinghuan.errors import Problem
from qinghuan.words import say


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The sample case, assessed."""
    from qinghuan import store
    from qinghuan.case.assess import assess
    from qinghuan.cli.cases import folded
    from qinghuan.cli.commands.demo import load
    from qinghuan.cli.screen import Screen

    store.open_home(tmp_path_factory.mktemp("together") / "home")
    case = load(Screen("zh_CN", as_json=True))
    yield assess(folded(case, sample.TODAY), sample.TODAY)
    store.close()


def test_every_way_pays_all_debts_and_the_cheapest_is_named_with_what_is_proved(told):
    found = together(told, time_limit=0)

    assert not isinstance(found, Problem)
    assert {row.way for row in found.rows} >= {"pro_rata", "avalanche", "snowball", "given"}
    assert len(found.debts) == 3
    assert "至少要花" in say(found.bound, "zh_CN")
    cheapest = min(row.cost.value for row in found.rows if row.allowed)
    assert f"{cheapest:,.2f}" in " ".join(say(row.cost.formula, "zh_CN") for row in found.rows)


def test_the_same_facts_always_give_the_same_comparison(told):
    assert together(told, time_limit=0) == together(told, time_limit=0)


def test_one_debt_or_a_household_that_cannot_pay_has_nothing_to_compare(told):
    assert together(replace(told, debts=told.debts[:1]), time_limit=0) is None
    poor = replace(told.affordable, path="no_surplus")
    assert together(replace(told, affordable=poor), time_limit=0) is None


def test_the_days_ahead_show_debits_before_pay_day_and_what_to_ask(told):
    found = days_ahead(told)
    said = [say(clash.says, "zh_CN") for clash in found.clashes]

    assert len(found.months) in {AHEAD, AHEAD + 1}
    assert any(event.account for event in found.events)
    assert any("可以请求改到" in one for one in said)
    assert any("可以请求停止自动扣款" in one for one in said)


def test_without_a_household_no_days_are_made_up():
    nothing = assessment(affordable=affordable(kept_by_month={}))

    assert days_ahead(nothing) is None


def test_the_months_of_every_way_sum_to_what_the_way_says_it_pays(told):
    found = played(told, time_limit=0)

    assert found.together == together(told, time_limit=0)
    assert set(found.plans) == {row.way for row in found.together.rows}
    assert found.best in found.plans
    assert found.begins.day == 1
    for row in found.together.rows:
        assert len(found.plans[row.way].rows) == row.months.value
        most = max(sum(one.paid for one in month) for month in found.plans[row.way].rows)
        assert most == row.worst.paid.value
