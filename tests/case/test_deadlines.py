"""The clock of a case: what falls when, and what may follow a refusal."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from case.test_assess import case_of, court_paper
from qinghuan.case.assess import Assessment, assess
from qinghuan.case.deadlines import after_refusal
from qinghuan.case.entries import DocumentIssued
from qinghuan.cli import sample
from qinghuan.contact.entries import ContactMade, Promise
from qinghuan.debts.changes import Frozen, ReliefGranted
from qinghuan.debts.entries import AmountFellDue, ClaimReceived, DebtDisclosed, Terms
from qinghuan.money import yuan
from qinghuan.words import say

TODAY = sample.TODAY
DEBT = DebtDisclosed(
    id="onedebt01", on=date(2026, 8, 1), creditor="某贷款公司", product="online_loan"
)
DUE = AmountFellDue(id="onedue0001", on=date(2026, 8, 20), debt="onedebt01", principal=yuan("900"))


def assessed(*facts, today=TODAY) -> Assessment:
    return assess(case_of([DEBT, DUE, *facts], day=today), today)


def clock(*facts, today=TODAY):
    return [(each.kind, each.on, each.passed) for each in assessed(*facts, today=today).deadlines]


def talk(on=TODAY, **more):
    given = {
        "id": f"talk{on:%Y%m%d}{more.get('channel', 'phone')}",
        "on": on,
        "at": time(10, 0),
        "debt": "onedebt01",
        "direction": "incoming",
        "channel": "phone",
        "minutes": 5,
    }
    return ContactMade(**(given | more))


def promised(by=None, on=TODAY, **more):
    return talk(on, promises=(Promise(what="减免罚息", by=by),), **more)


def issued(kind="proposal", on=TODAY, **more):
    given = {
        "id": f"issued{kind.replace('_', '')}",
        "on": on,
        "paper": kind,
        "number": "QH-1",
        "recipient": "某贷款公司",
        "debt": "onedebt01",
        "program": "1",
        "policy": "0" * 64,
        "head": "0" * 64,
        "head_sequence": 1,
    }
    return DocumentIssued(**(given | more))


def test_a_case_in_which_nothing_falls_on_a_day_has_an_empty_clock():
    assert clock() == []


@pytest.mark.parametrize(
    ("received", "last", "passed"),
    [
        (date(2026, 11, 5), date(2026, 11, 20), False),
        (date(2026, 11, 4), date(2026, 11, 19), True),
        (date(2026, 11, 20), date(2026, 12, 5), False),
    ],
)
def test_the_last_day_of_a_court_paper_is_counted_from_receipt(received, last, passed):
    paper = court_paper(received_on=received)

    assert clock(paper) == [("court_paper", last, passed)]
    (found,) = assessed(paper).deadlines
    assert found.source.name == "court.payment_order_objection_days"


def test_a_court_paper_whose_day_only_the_paper_says_stands_in_the_next_step_alone():
    assert clock(court_paper(paper="enforcement")) == []


def test_a_promise_falls_on_its_day_and_stays_unanswered_after_it():
    by = TODAY + timedelta(days=1)

    assert clock(promised(by)) == [("promise", by, False)]
    assert clock(promised(TODAY)) == [("promise", TODAY, False)]
    found = assessed(promised(by), today=by + timedelta(days=1)).deadlines
    assert [each.passed for each in found] == [True]
    assert "未回复（不等于同意）" in say(found[0].says)


@pytest.mark.parametrize(
    ("channel", "kept"), [("message", []), ("app", []), ("mail", []), ("phone", ["promise"])]
)
def test_a_later_written_word_of_theirs_closes_a_promise_and_another_call_does_not(channel, kept):
    by = TODAY + timedelta(days=5)
    later = promised(on=TODAY, channel=channel)
    found = clock(promised(by, on=TODAY - timedelta(days=1)), later)

    assert [kind for kind, _, _ in found] == kept


def test_a_written_demand_without_a_promise_in_it_closes_nothing():
    by = TODAY + timedelta(days=5)
    demand = talk(TODAY, channel="message", minutes=None)

    assert clock(promised(by, on=TODAY - timedelta(days=1)), demand) == [("promise", by, False)]


def test_a_written_word_about_another_debt_closes_nothing():
    by = TODAY + timedelta(days=5)
    other = promised(on=TODAY, channel="message", debt=None)

    assert clock(promised(by, on=TODAY - timedelta(days=1)), other) == [("promise", by, False)]


def test_a_paper_that_asks_for_something_waits_for_its_answer_and_no_days_are_made_up():
    (found,) = assessed(issued()).deadlines

    assert (found.kind, found.on, found.source) == ("answer", TODAY, None)
    assert "没查到法定的答复天数" in say(found.says)
    assert "未回复" in say(found.says)


def test_an_answer_or_a_paper_that_asks_nothing_is_not_waited_for():
    before = TODAY - timedelta(days=3)

    assert clock(issued(on=before), talk(TODAY)) == []
    assert clock(issued(), talk(TODAY)) == [("answer", TODAY, True)]
    assert clock(issued("report_external")) == []
    assert clock(issued(recipient="")) == []


def test_of_a_paper_written_twice_only_the_later_one_is_waited_for():
    first = issued(on=TODAY - timedelta(days=9), id="issuedfirst")

    assert clock(first, issued()) == [("answer", TODAY, True)]


@pytest.mark.parametrize(
    ("day", "on"),
    [(20, date(2026, 11, 20)), (19, date(2026, 12, 19)), (31, date(2026, 11, 30))],
)
def test_the_next_due_day_of_the_contract_is_today_or_later_and_short_months_end_earlier(day, on):
    debt = DEBT.model_copy(update={"terms": Terms(due_day=day), "automatic_debit": "工资卡"})
    (found,) = assess(case_of([debt, DUE]), TODAY).deadlines

    assert (found.kind, found.on) == ("due", on)
    assert "工资卡" in say(found.says)


def test_a_debt_that_is_over_has_no_due_day():
    debt = DEBT.model_copy(update={"terms": Terms(due_day=20)})

    assert assess(case_of([debt]), TODAY).deadlines == ()


def test_the_end_of_what_was_granted_stands_in_the_clock_until_it_is_over():
    until = date(2026, 12, 1)
    relief = ReliefGranted(
        id="relief00001", on=TODAY, debt="onedebt01", relief=Frozen(type="frozen", until=until)
    )

    assert clock(relief) == [("relief_ends", until, False)]
    assert clock(relief, today=until + timedelta(days=1)) == []


def test_the_clock_runs_from_the_earliest_to_the_latest():
    days = [each.on for each in assess(case_of(sample.facts()), TODAY).deadlines]

    assert days == sorted(days)
    assert len(days) >= 3


def steps(*facts):
    found = assessed(*facts)
    return [words.id for words in after_refusal(found.debts[0], found.conduct, TODAY)]


def test_after_a_refusal_comes_less_then_mediation_then_being_ready_for_a_suit():
    assert steps() == [
        "case.refused.ask_why",
        "case.refused.smaller",
        "case.refused.mediation.free",
        "case.refused.suit",
        "case.refused.complaint.none",
    ]


def test_a_fact_can_be_complained_about_beside_a_refusal_and_is_counted():
    night = talk(at=time(23, 0))

    assert steps(night)[-1] == "case.refused.complaint.facts"
    found = assessed(night)
    assert "1处" in say(after_refusal(found.debts[0], found.conduct, TODAY)[-1])


def test_a_debt_whose_time_may_have_run_out_gets_advice_only():
    old = AmountFellDue(id="olddue0001", on=date(2022, 3, 1), debt="onedebt01", principal=yuan("9"))
    found = assess(case_of([DEBT, old]), TODAY)

    assert [words.id for words in after_refusal(found.debts[0], (), TODAY)] == [
        "case.refused.advice_first"
    ]


def step(*facts):
    return assessed(*facts).next_step


def test_a_spoken_promise_leads_to_asking_for_it_in_writing_and_says_it_is_unanswered():
    found = step(promised(TODAY + timedelta(days=3)))

    assert (found.step, found.debt) == ("get_it_in_writing", "onedebt01")
    assert "未回复（不等于同意）" in say(found.notes[-1])
    assert "减免罚息" in say(found.notes[0])


def test_a_statement_that_came_after_a_promise_says_what_is_asked_now():
    claim = ClaimReceived(
        id="claim00001", on=TODAY, debt="onedebt01", total=yuan("900"), origin="platform"
    )
    earlier = promised(on=TODAY - timedelta(days=1))

    assert step(earlier).step == "get_it_in_writing"
    assert step(earlier, claim).step != "get_it_in_writing"


@pytest.mark.parametrize(
    "facts",
    [
        (talk(),),
        (promised(channel="message"),),
        (promised(TODAY - timedelta(days=1), on=TODAY - timedelta(days=9)),),
        (promised(debt=None),),
    ],
)
def test_no_promise_a_written_one_and_one_whose_day_is_over_do_not_lead_there(facts):
    assert step(*facts).step == "ask_for_statement"
