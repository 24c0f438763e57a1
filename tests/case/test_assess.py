"""The first answer for the sample case and for what is left when parts of it are missing."""

from __future__ import annotations

import random
from datetime import date, time

import pytest

from qinghuan.case.assess import assess
from qinghuan.case.fold import fold
from qinghuan.cli import sample
from qinghuan.contact.entries import ContactMade, CourtPaperReceived
from qinghuan.debts.entries import AmountFellDue, DebtDisclosed
from qinghuan.household.bills import BillSums, DebtLine
from qinghuan.household.entries import HouseholdStated, PersonDescribed
from qinghuan.journal.history import Recorded
from qinghuan.money import yuan
from qinghuan.words import say

TODAY = sample.TODAY
REPAID = DebtLine(
    id="importedbill0001-7",
    on=date(2026, 9, 5),
    kind="debt_repay",
    status="done",
    debt_hint="huabei",
    amount=yuan("300"),
    counterparty="花呗",
    item="主动还款-花呗2026年08月账单",
)
BILLS = BillSums(debt_lines=(REPAID,))


def case_of(facts, bills=BILLS, day=TODAY):
    return fold([Recorded(fact, place) for place, fact in enumerate(facts, 1)], day, bills)


def step_of(facts, **more):
    return assess(case_of(facts, **more), TODAY).next_step.step


def without(*kinds):
    return [fact for fact in sample.facts() if not isinstance(fact, kinds)]


def test_the_claim_on_huabei_is_explained_to_the_fen():
    huabei = assess(case_of(sample.facts()), TODAY).debts[0]

    assert huabei.days_late == 92
    assert huabei.comparison.difference == yuan("373.12")
    assert huabei.comparison.ours == yuan("8217.50")
    assert {finding.kind for finding in huabei.comparison.disputed} >= {
        "payment_not_credited",
        "charged_twice",
        "base_too_wide",
    }
    assert all(finding.exact for finding in huabei.comparison.disputed)


def test_an_honest_claim_raises_no_question_of_correction():
    jiebei = assess(case_of(sample.facts()), TODAY).debts[1]

    assert jiebei.comparison.difference == yuan("0")
    assert jiebei.comparison.disputed == ()


def test_no_option_asks_for_more_than_the_household_can_pay():
    answer = assess(case_of(sample.facts()), TODAY)

    assert answer.affordable.path == "can_pay"
    assert answer.options
    for option in answer.options:
        rows = sum(row.amount for row in option.instalments)
        assert rows == option.total.value
        if option.burden == "fits":
            assert max(row.amount for row in option.instalments) <= option.share.value


def test_the_order_in_which_facts_were_learned_changes_nothing():
    facts = sample.facts()
    first = assess(case_of(facts), TODAY)
    for seed in range(3):
        random.Random(seed).shuffle(facts)
        other = assess(case_of(facts), TODAY)
        assert {debt.facts.id: debt.comparison.difference for debt in other.debts} == {
            debt.facts.id: debt.comparison.difference for debt in first.debts
        }
        assert other.affordable.monthly.value == first.affordable.monthly.value


def court_paper(**more):
    given = {"id": "courtpaper01", "on": TODAY, "paper": "payment_order", "received_on": TODAY}
    return CourtPaperReceived(**(given | more))


def notes_of(paper):
    step = assess(case_of([*sample.facts(), paper]), TODAY).next_step
    return [say(note, "zh_CN") for note in step.notes]


def test_a_court_paper_says_first_whether_it_is_real_then_its_last_day_then_what_to_write():
    unchecked, day, write = notes_of(court_paper(received_on=date(2026, 11, 10)))

    assert "先核真假" in unchecked
    assert "12368" in unchecked
    assert "最晚2026年11月25日" in day
    assert "书面异议" in write


@pytest.mark.parametrize("kind", ["payment_order", "summons", "enforcement", "unclear"])
def test_every_kind_of_court_paper_has_its_words_in_both_languages(kind):
    step = assess(case_of([*sample.facts(), court_paper(paper=kind)]), TODAY).next_step

    assert len(step.notes) == 3
    assert all(say(note, language) for note in step.notes for language in ("zh_CN", "en"))


def test_a_day_that_has_passed_is_said_to_have_passed():
    assert "已经过了" in notes_of(court_paper(received_on=date(2026, 10, 1)))[1]


@pytest.mark.parametrize("who", [{"adult": False}, {"account_holder": False}])
def test_no_plan_is_made_for_one_who_may_not_go_on_alone(who):
    person = PersonDescribed(id="person0002", on=TODAY, name="某某", **who)
    answer = assess(case_of([*without(PersonDescribed), person]), TODAY)

    assert answer.next_step.stops
    assert answer.options == ()


def test_no_plan_is_made_for_a_debt_whose_time_may_have_run_out():
    due = AmountFellDue(
        id="olddue0001", on=date(2022, 3, 1), debt="olddebt001", principal=yuan("900")
    )
    old = DebtDisclosed(
        id="olddebt001", on=date(2022, 1, 1), creditor="旧贷款公司", product="online_loan"
    )
    answer = assess(case_of([*sample.facts(), old, due]), TODAY)

    assert "olddebt001" not in {option.debt for option in answer.options}
    assert answer.options


def test_a_court_paper_comes_before_everything():
    paper = CourtPaperReceived(
        id="courtpaper01", on=TODAY, paper="payment_order", received_on=TODAY
    )

    assert step_of([*sample.facts(), paper]) == "court_paper"


@pytest.mark.parametrize("who", [{"adult": False}, {"account_holder": False}])
def test_a_minor_or_another_persons_account_stops_the_flow(who):
    person = PersonDescribed(id="person000001", on=TODAY, **who)

    assert step_of([*sample.facts(), person]) == "not_alone"


def test_an_empty_case_asks_for_the_first_debt():
    assert step_of([]) == "name_a_debt"


def test_a_late_debt_without_a_claim_is_first_asked_for_its_statement():
    named = [fact for fact in sample.facts() if fact.KIND != "claim_received"]

    assert step_of(named) == "ask_for_statement"


def test_a_debt_whose_three_years_may_be_over_goes_to_legal_advice_before_any_call():
    old = [
        fact.model_copy(update={"on": date(2022, 8, 20)})
        if fact.KIND == "amount_fell_due"
        else fact
        for fact in sample.facts()
        if fact.KIND != "claim_received"
    ]

    assert step_of(old, bills=BillSums()) == "legal_advice_first"


def test_without_a_household_sheet_the_household_comes_next():
    assert step_of(without(HouseholdStated), bills=BillSums()) == "state_household"


def test_a_household_with_nothing_left_gets_no_plan_but_help():
    sheet = next(fact for fact in sample.facts() if isinstance(fact, HouseholdStated))
    poor = sheet.model_copy(update={"id": "poorsheet001", "on": TODAY, "incomes": ()})
    poor = poor.model_copy(
        update={"incomes": (sheet.incomes[0].model_copy(update={"by_month": {1: yuan("100")}}),)}
    )
    answer = assess(case_of([*without(HouseholdStated), poor], bills=BillSums()), TODAY)

    assert answer.next_step.step == "no_surplus"
    assert answer.options == ()
    assert answer.instead


def test_a_claim_that_differs_leads_to_a_call_about_the_differences():
    answer = assess(case_of(sample.facts()), TODAY)

    assert answer.next_step.step == "call_to_correct"
    assert answer.next_step.debt == answer.debts[0].facts.id


def test_after_a_call_about_the_claim_it_is_put_in_writing():
    huabei = next(fact for fact in sample.facts() if isinstance(fact, DebtDisclosed))
    later = date(2026, 11, 21)
    call = ContactMade(
        id="calledthem01", on=later, debt=huabei.id, direction="outgoing", channel="phone"
    )
    answer = assess(case_of([*sample.facts(), call], day=later), later)

    assert answer.next_step.step == "get_it_in_writing"


def test_the_log_of_contacts_shows_how_they_collect_by_the_lender_of_each_debt():
    huabei = next(fact for fact in sample.facts() if isinstance(fact, DebtDisclosed))
    calls = [
        ContactMade(
            id=f"call{hour:08d}",
            on=TODAY,
            at=time(hour, 30),
            debt=huabei.id,
            direction="incoming",
            channel="phone",
            minutes=2,
        )
        for hour in (9, 10, 11, 12, 23)
    ]
    result = assess(case_of([*sample.facts(), *calls]), TODAY)

    assert [sign.kind for sign in result.conduct] == ["quiet_hours", "talks"]
