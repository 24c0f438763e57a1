"""What is remembered of a case is never other than what would be computed now."""

from __future__ import annotations

import pytest

from qinghuan import store
from qinghuan.case.assess import assess
from qinghuan.contact.entries import ContactMade
from qinghuan.debts.entries import PaymentMade
from qinghuan.money import yuan
from qinghuan.web import answers
from qinghuan.web.page import case_of, day_of, now
from web.rooms import HUABEI


@pytest.fixture
def computed(monkeypatch):
    """The debts that are computed."""
    done = []

    def noted(debt, day):
        done.append(debt.id)
        return really(debt, day)

    really = answers.assess_debt
    monkeypatch.setattr(answers, "assess_debt", noted)
    return done


def add(case, *facts):
    store.append(case.id, list(facts), who=store.OWNER, now=now())


def call(case):
    return ContactMade(id=store.mint(), on=day_of(case), direction="outgoing", channel="phone")


def test_after_an_entry_about_no_debt_no_debt_is_computed_again(sample_app, computed):
    case = case_of(sample_app.case)
    answers.assessed(case)
    computed.clear()

    add(case, call(case))

    assert len(answers.assessed(case).case.contacts) > 0
    assert computed == []


def test_after_an_entry_about_one_debt_that_debt_alone_is_computed_again(sample_app, computed):
    case = case_of(sample_app.case)
    answers.assessed(case)
    computed.clear()

    paid = PaymentMade(id=store.mint(), on=day_of(case), debt=HUABEI, amount=yuan("10.00"))
    add(case, paid)
    found = answers.assessed(case)

    assert computed == [HUABEI]
    assert found == assess(answers.case_folded(case), day_of(case))


def test_on_another_day_every_debt_is_computed_again(sample_app, computed):
    case = case_of(sample_app.case)
    known = answers.assessed(case)
    computed.clear()

    answers.assessed(case, day_of(case).replace(day=day_of(case).day + 1))

    assert computed == [one.facts.id for one in known.debts]
