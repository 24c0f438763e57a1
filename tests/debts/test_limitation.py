"""Clearly inside the three years, or stop and ask first."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import DEBT, claim, day, debt, due, paid, repaid
from qinghuan import policy
from qinghuan.contact.entries import ContactMade, CourtPaperReceived
from qinghuan.debts.changes import Assigned, DebtChanged, PaymentReversed, Reaged
from qinghuan.debts.limitation import limitation
from qinghuan.words import say

TODAY = day("2026-11-20")


@pytest.mark.parametrize(
    ("due_on", "standing"),
    [
        ("2026-08-20", "inside"),
        ("2024-05-21", "inside"),
        ("2024-05-20", "stop"),
        ("2023-11-20", "stop"),
        ("2019-01-01", "stop"),
    ],
)
def test_only_what_is_clearly_inside_the_period_is_called_so(due_on, standing):
    assert limitation(debt(due(due_on, "100")), TODAY).standing == standing


def test_inside_it_says_only_that_waiting_is_no_way():
    said = say(limitation(debt(due("2026-08-20", "100")), TODAY).says, "zh_CN")

    assert said == "催收短信、起诉、你答应还，都会让三年重新计算，不要靠等。"


def test_elsewhere_it_sends_to_12348_before_anything_is_paid_or_signed():
    said = say(limitation(debt(due("2022-01-01", "100")), TODAY).says, "zh_CN")

    assert "12348" in said


def test_a_payment_inside_the_period_starts_it_anew():
    facts = debt(due("2023-01-01", "100"), paid("2025-06-01", "10"))

    result = limitation(facts, TODAY)

    assert (result.standing, result.runs_from) == ("inside", day("2025-06-01"))


def test_a_payment_after_it_may_have_run_out_stops():
    facts = debt(due("2020-01-01", "100"), paid("2025-06-01", "10"))

    assert limitation(facts, TODAY).standing == "stop"


def test_the_earliest_date_anybody_names_counts():
    facts = debt(due("2026-08-20", "100"), claim("2026-11-01", "100", days_overdue=1200))

    assert limitation(facts, TODAY).standing == "stop"


def test_what_cannot_be_fixed_stops():
    assert limitation(debt(), TODAY).standing == "stop"


def test_a_debt_that_is_not_late_yet_is_inside():
    assert limitation(debt(claim("2026-11-01", "0", days_overdue=0)), TODAY).standing == "inside"


def contact(on, *acts, about=DEBT):
    return ContactMade(
        id=f"contact{day(on):%Y%m%d}",
        on=day(on),
        debt=about,
        direction="incoming",
        channel="message",
        acts=acts,
    )


def changed(on, change):
    return DebtChanged(id=f"changed{day(on):%Y%m%d}", on=day(on), debt=DEBT, change=change)


def court_paper(received_on, paper="summons", about=DEBT):
    return CourtPaperReceived(
        id="paper0001", on=TODAY, paper=paper, received_on=day(received_on), debt=about
    )


ACTS = [item.id for item in policy.value("limitation.interruptions", TODAY).items]


@pytest.mark.parametrize("act", [act for act in ACTS if act != "part_payment"])
def test_every_act_the_rule_names_starts_the_period_anew(act):
    result = limitation(debt(due("2023-01-01", "100"), contact("2025-06-01", act)), TODAY)

    assert (result.standing, result.runs_from) == ("inside", day("2025-06-01"))
    assert [one.act for one in result.restarts] == [act]
    assert result.restarted_by.name == "limitation.interruptions"


def test_a_contact_in_which_nothing_of_the_kind_was_done_starts_nothing():
    result = limitation(debt(due("2022-01-01", "100"), contact("2024-06-01")), TODAY)

    assert (result.standing, result.restarts) == ("stop", ())


def test_a_contact_about_another_debt_starts_nothing():
    other = contact("2024-06-01", "demand_arrived", about="debt00000002")

    assert limitation(debt(due("2022-01-01", "100"), other), TODAY).standing == "stop"


@pytest.mark.parametrize(
    ("fact", "act"),
    [
        (changed("2025-06-01", Assigned(type="assigned", creditor="某公司")), "assignment_notice"),
        (
            changed("2025-06-01", Reaged(type="reaged", n=3, first_due=day("2025-07-01"))),
            "instalment_payment",
        ),
        (court_paper("2025-06-01"), "suit_or_arbitration"),
        (paid("2025-06-01", "10"), "part_payment"),
    ],
)
def test_what_else_is_recorded_counts_on_its_own_day(fact, act):
    [restart] = limitation(debt(due("2023-01-01", "100"), fact), TODAY).restarts

    assert (restart.on, restart.act, restart.entry) == (day("2025-06-01"), act, fact.id)


def test_a_paper_of_which_it_is_unclear_what_it_is_starts_nothing():
    facts = debt(due("2022-01-01", "100"), court_paper("2024-06-01", "unclear"))

    assert limitation(facts, TODAY).standing == "stop"


def test_a_payment_that_was_taken_back_starts_nothing():
    payment = paid("2024-06-01", "10")
    back = PaymentReversed(id="back0001", on=day("2024-06-03"), debt=DEBT, payment=payment.id)
    facts = debt(due("2022-01-01", "100"), payment, back)

    assert limitation(facts, TODAY).runs_from == day("2022-01-01")


def test_a_repayment_only_the_bill_shows_starts_it_anew_and_names_the_line():
    facts = debt(due("2023-01-01", "100"), lines=[repaid("2025-06-01", "10")], product="huabei")

    [restart] = limitation(facts, TODAY).restarts

    assert restart.entry == "line1"


def test_a_demand_on_the_last_day_counts_and_one_a_day_later_does_not():
    on_time = debt(due("2022-03-01", "100"), contact("2025-03-01", "demand_arrived"))
    too_late = debt(due("2022-03-01", "100"), contact("2025-03-02", "demand_arrived"))

    assert limitation(on_time, TODAY).standing == "inside"
    assert limitation(too_late, TODAY).standing == "stop"
    assert limitation(too_late, TODAY).restarts == ()


def test_after_a_gap_nothing_starts_the_period_anew_not_even_a_promise_of_today():
    facts = debt(
        due("2019-01-01", "100"),
        contact("2023-01-01", "repayment_plan"),
        contact("2026-11-01", "request_for_delay"),
    )

    assert limitation(facts, TODAY).standing == "stop"


def test_what_is_recorded_for_a_day_to_come_does_not_count_yet():
    facts = debt(due("2022-01-01", "100"), contact("2026-12-01", "repayment_plan"))

    assert limitation(facts, TODAY).restarts == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3000), st.sampled_from(ACTS[:4])), max_size=8))
def test_inside_means_that_no_stretch_without_an_act_was_longer_than_the_period(found):
    first = day("2018-01-01")
    acts = [contact((first + timedelta(days=at)).isoformat(), act) for at, act in found]
    facts = debt(due("2018-01-01", "100"), *acts)

    result = limitation(facts, TODAY)

    days = [result.first_late, *(one.on for one in result.restarts), TODAY]
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    assert days == sorted(days)
    if result.standing == "inside":
        assert max(gaps) <= 3 * 366
    else:
        assert max(gaps) > 2.5 * 365 - 32
