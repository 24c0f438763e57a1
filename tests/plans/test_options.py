"""Plans that can be offered: less debt before more time, and none where none can be kept."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import claim, day, debt, due, paid
from debts.making import terms as terms_with
from qinghuan.debts.entries import Terms
from qinghuan.debts.ledger import owed
from qinghuan.debts.reconcile import compare
from qinghuan.explained import Explained
from qinghuan.household.affordable import Affordable
from qinghuan.money import ZERO, total, yuan
from qinghuan.plans.ladder import Position
from qinghuan.plans.options import instead, options
from qinghuan.plans.shares import allot
from qinghuan.words import Text, say

TODAY = day("2026-11-20")
BILL = due("2026-08-20", "5000", "0", "60")


def can_pay(monthly, path="can_pay", **more):
    values = {
        "path": path,
        "monthly": Explained(yuan(monthly), Text("words.example", amount=yuan(monthly))),
        "by_month": dict.fromkeys(range(1, 13), yuan(monthly)),
        "share": Decimal("0.5"),
        "default_share": True,
        "surplus": None,
        "surplus_by_month": {},
        "income_by_month": {},
        "kept_by_month": {},
        "low_months": (),
        "reserve": ZERO,
        "steps": (),
        "problems": (),
    }
    return Affordable(**(values | more))


def position(*facts, id="", **more):
    folded = debt(*facts, **more)
    ours = owed(folded, TODAY)
    ours = replace(ours, debt=id or ours.debt)
    return Position(folded, ours, compare(folded, ours))


def offered(*facts, monthly="500", pay_day=28, **more):
    return options([position(*facts, **more)], can_pay(monthly), today=TODAY, pay_day=pay_day)


def test_the_ladder_asks_for_more_at_each_rung_and_needs_fewer_months():
    found = offered(BILL)

    assert [one.kind for one in found] == [
        "as_it_is",
        "penalty_stopped",
        "penalty_waived",
        "principal_only",
    ]
    assert [one.total.value for one in found] == [
        yuan("5290.00"),
        yuan("5290.00"),
        yuan("5060.00"),
        yuan("5000.00"),
    ]
    assert [one.months for one in found] == [11, 11, 11, 10]


def test_what_is_waived_is_named_part_by_part():
    waived = {
        one.kind: {part.part: part.amount.value for part in one.waived} for one in offered(BILL)
    }

    assert waived["as_it_is"] == waived["penalty_stopped"] == {}
    assert waived["penalty_waived"] == {"penalty_interest": yuan("230.00")}
    assert waived["principal_only"] == {
        "penalty_interest": yuan("230.00"),
        "instalment_fee": yuan("60.00"),
    }


def test_a_rung_that_waives_nothing_more_is_left_out():
    found = offered(due("2026-08-20", "5000"), terms=terms_with(penalty_rate="0"))

    assert [one.kind for one in found] == ["as_it_is"]


def test_every_plan_says_that_the_lender_decides_and_promises_nothing():
    for one in offered(BILL, claim("2026-11-20", "5400")):
        assert say(one.label, "zh_CN").endswith("（可提出，是否同意由贷款人决定）")
        assert one.reasons[0].id == "plans.reason.lender_decides"
        for text in (one.price_of_time, *one.reasons):
            assert say(text, "zh_CN")
            assert say(text, "en")


def test_plans_fit_the_month_or_say_that_they_do_not():
    fitting, too_much = offered(BILL)[0], offered(BILL, monthly="50")[0]

    assert (fitting.burden, too_much.burden) == ("fits", "above")
    assert too_much.months == 36
    assert too_much.reasons[1].id == "plans.reason.above"


def test_a_credit_card_plan_may_last_as_long_as_its_rule_allows():
    terms = Terms(rate="0.0005", penalty_base="overdue_principal", late_fee_rate="0")

    found = offered(BILL, monthly="50", terms=terms, product="credit_card")

    assert found[0].months == 60


def test_time_costs_what_runs_on_unless_it_is_stopped():
    running, stopped = offered(due("2026-08-20", "5000"), monthly="5300")[:2]

    assert running.first_date == day("2026-12-29")
    assert running.total.value == stopped.total.value == yuan("5230.00")
    assert running.running.value == yuan("99.02")
    assert running.price_of_time.parameters["total"] == yuan("5329.02")
    assert stopped.running.value == ZERO
    assert stopped.price_of_time.id == "plans.time.stopped"


def test_a_rate_that_is_not_known_gives_no_figure_of_what_runs_on():
    terms = Terms(penalty_base="overdue_principal")

    found = offered(BILL, terms=terms)[0]

    assert found.running is None
    assert found.price_of_time.id == "plans.time.unknown"


def test_rows_that_the_penalty_eats_up_are_said_never_to_pay_it_off():
    terms = terms_with(penalty_rate="0.01")

    found = offered(due("2026-08-20", "100000"), monthly="3000", terms=terms)[0]

    assert found.running is None
    assert found.price_of_time.id == "plans.time.never"


def test_the_first_row_waits_for_the_month_in_which_paying_can_begin():
    household = can_pay("500", begins=day("2027-05-01"))

    found = options([position(BILL)], household, today=TODAY, pay_day=28)

    assert {one.first_date for one in found} == {day("2027-05-29")}
    assert {one.months for one in found} == {10, 11}
    assert all("plans.reason.deferred" in [why.id for why in one.reasons] for one in found)


def test_next_month_is_no_delay_and_is_not_called_one():
    household = can_pay("500", begins=day("2026-12-01"))

    found = options([position(BILL)], household, today=TODAY, pay_day=28)[0]

    assert found.first_date == day("2026-12-29")
    assert "plans.reason.deferred" not in [why.id for why in found.reasons]


def test_the_saving_is_measured_against_the_claim():
    bill = claim("2026-11-20", "5400", not_yet_due="800")
    first = offered(BILL, bill)[0]

    assert first.basis.value == yuan("6090.00")
    assert first.saved.value == yuan("110.00")


@pytest.mark.parametrize("path", ["no_surplus", "unknown"])
def test_no_plan_is_offered_where_none_can_be_kept(path):
    steps = (Text("words.example", amount=ZERO),)
    household = can_pay("0", path=path, steps=steps)

    assert options([position(BILL)], household, today=TODAY) == ()
    assert instead(household) == steps
    assert instead(can_pay("500")) == ()


def test_a_debt_that_is_not_late_gets_no_plan_and_keeps_its_share():
    late = position(BILL)
    coming = position(claim("2026-11-01", "0", not_yet_due="5000", days_overdue=0), id="other")

    found = options([late, coming], can_pay("500"), today=TODAY)

    assert {one.debt for one in found} == {late.owed.debt}
    assert found[0].share.value == yuan("250.00")


def test_a_paid_debt_gets_no_plan():
    assert offered(due("2026-08-20", "100"), paid("2026-08-20", "100")) == ()


def test_the_fen_left_over_goes_to_the_largest_cut_and_of_equals_to_the_first():
    debts = [position(due("2026-08-20", "100"), id=name) for name in ("a", "b", "c")]

    shares = allot(debts, can_pay("100"))

    assert [shares[name].monthly.value for name in ("a", "b", "c")] == [
        yuan("33.34"),
        yuan("33.33"),
        yuan("33.33"),
    ]


money = st.decimals(min_value="0.01", max_value="50000.00", places=2)


@settings(max_examples=40, deadline=None)
@given(st.lists(money, min_size=1, max_size=5), money)
def test_shares_add_up_to_what_can_be_paid(principals, monthly):
    debts = [
        position(due("2026-08-20", str(principal)), id=f"d{n}")
        for n, principal in enumerate(principals)
    ]

    shares = allot(debts, can_pay(str(monthly)))

    assert total(share.monthly.value for share in shares.values()) == monthly
    whole = total(principals)
    for n, principal in enumerate(principals):
        assert abs(shares[f"d{n}"].monthly.value - monthly * principal / whole) < Decimal("0.01")


@settings(max_examples=40, deadline=None)
@given(money, money, money)
def test_every_plan_sums_and_shows_what_it_saves(principal, fee, monthly):
    for one in offered(due("2026-08-20", str(principal), "0", str(fee)), monthly=str(monthly)):
        waived = total(part.amount.value for part in one.waived)

        assert total(row.amount for row in one.instalments) == one.total.value
        assert one.total.value == one.basis.value - waived
        assert one.saved.value == waived
        assert (one.burden == "fits") == all(
            row.amount <= one.share.value for row in one.instalments
        )
