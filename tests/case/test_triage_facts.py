"""What the first ten minutes leave in a case: facts of their own, and nothing known already."""

from __future__ import annotations

from datetime import date

from case.test_assess import case_of
from qinghuan.case.triage_facts import triage_facts
from qinghuan.cli import sample
from qinghuan.contact.triage import TriageAnswers
from qinghuan.household.entries import PersonDescribed

TODAY = sample.TODAY


def minted():
    count = 0

    def mint() -> str:
        nonlocal count
        count += 1
        return f"minted{count:06d}"

    return mint


def found(case, **answers):
    return triage_facts(TriageAnswers(**answers), case, TODAY, minted())


def test_person_debts_and_court_paper_become_facts_and_the_caller_does_not():
    facts = found(
        case_of([]),
        adult=True,
        owed=("huabei", "huabei", "baitiao"),
        debit_account="工资卡",
        court_paper="summons",
        court_received_on=date(2026, 11, 18),
        caller="今天必须还",
        days_late=90,
    )

    assert [fact.KIND for fact in facts] == [
        "person_described",
        "debt_disclosed",
        "debt_disclosed",
        "court_paper_received",
    ]
    assert facts[1].automatic_debit == "工资卡"
    assert len({fact.id for fact in facts}) == 4
    assert not any("今天必须还" in fact.body() for fact in facts)


def test_what_the_case_knows_is_not_recorded_again_and_the_rest_of_a_person_is_kept():
    case = case_of(sample.facts())
    again = found(case, adult=case.person.adult, owed=("huabei", "jiebei"))
    (person,) = found(case, account_holder=False)

    assert again == ()
    assert isinstance(person, PersonDescribed)
    assert (person.name, person.account_holder) == (case.person.name, False)


def test_a_court_paper_without_its_day_is_not_recorded():
    assert found(case_of([]), court_paper="summons") == ()
