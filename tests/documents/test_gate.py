"""The gate of every kind of paper: what closes it, with which words, and what stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from documents.cases import (
    HUABEI,
    TODAY,
    case,
    comparison,
    debt_assessed,
    disclosed,
    eventful,
    household,
    known,
    sheet,
)
from qinghuan.case.assess import Assessment
from qinghuan.debts.limitation import Limitation
from qinghuan.documents.drafts import Draft, drafts
from qinghuan.documents.gate import ASKED
from qinghuan.documents.paper import KINDS, Kind
from qinghuan.money import ZERO
from qinghuan.words import LANGUAGES, Text, say

OPEN_WHERE_TIME_IS_UNCLEAR = {
    "report_kept",
    "data_request",
    "contact_request",
    "assignment_check",
    "complaint",
    "payment_order_objection",
    "court_answer",
    "family_card",
    "settlement_request",
    "credit_limit_close",
    "credit_objection",
    "evidence_list",
    "authorisation",
}
WRITTEN_TO_SOMEBODY = sorted(set(KINDS) - {"report_kept", "call_script", "family_card"})
AGREES = replace(comparison(), findings=(), parts=(), difference=ZERO)


def draft(kind: Kind, given: Assessment) -> Draft:
    """The draft of ``kind`` about the first debt; what its gate says can be said."""
    (found,) = drafts(given, kinds=[kind], debt=HUABEI)
    for problem in found.gate.problems:
        for language in LANGUAGES:
            assert say(problem.what, language) != say(problem.mend, language)
    return found


def codes(found: Draft) -> set[str]:
    """What its gate says."""
    return {problem.code for problem in found.gate.problems}


def stopped() -> Assessment:
    """The eventful case whose first debt may be out of time."""
    stop = Limitation(HUABEI, "stop", Text("documents.total"), None)  # type: ignore[arg-type]
    return eventful(debts=(debt_assessed(limitation=stop),))


def with_court(**changes: object) -> Assessment:
    """The eventful case whose papers of a court have ``changes``."""
    given = eventful()
    papers = tuple(one.model_copy(update=changes) for one in given.case.court_papers)
    return replace(given, case=replace(given.case, court_papers=papers))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_gate_and_one_sentence_of_effect_in_both_languages(kind: Kind) -> None:
    effect = Text(f"documents.gate.effect.{kind}")

    assert kind in ASKED
    assert say(effect).count("。") == 1
    assert say(effect, "en").count(".") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_opens_in_a_case_that_has_all_of_it(kind: Kind) -> None:
    found = draft(kind, eventful())

    assert found.paper is not None, found.gate.problems


@pytest.mark.parametrize("kind", KINDS)
def test_where_time_may_have_run_out_only_what_restarts_nothing_is_made(kind: Kind) -> None:
    found = draft(kind, stopped())

    assert (found.paper is not None) is (kind in OPEN_WHERE_TIME_IS_UNCLEAR)
    if found.paper is None:
        assert "documents.limitation" in codes(found)


def test_a_complaint_about_amounts_alone_waits_until_time_is_settled() -> None:
    found = draft("complaint", replace(stopped(), conduct=()))

    assert found.paper is None
    assert "documents.limitation" in codes(found)


@pytest.mark.parametrize("kind", WRITTEN_TO_SOMEBODY)
def test_a_missing_name_or_creditor_is_a_problem_with_a_mend(kind: Kind) -> None:
    given = eventful()
    nobody = replace(given, case=replace(given.case, person=None))
    facts = replace(debt_assessed().facts, disclosed=disclosed(creditor=""))
    unknown = eventful(debts=(debt_assessed(facts=facts),))

    for changed, code in ((nobody, "documents.no_name"), (unknown, "documents.recipient")):
        found = draft(kind, changed)
        assert found.paper is None
        assert code in codes(found)
        assert all(say(problem.mend) for problem in found.gate.problems)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"report_kept"}))
def test_an_account_of_somebody_else_stops_every_paper_but_the_kept_one(kind: Kind) -> None:
    given = eventful()
    assert given.case.person is not None
    other = given.case.person.model_copy(update={"account_holder": False})
    found = draft(kind, replace(given, case=replace(given.case, person=other)))

    assert found.paper is None
    assert "12348" in say(found.gate.problems[0].mend)


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("delay_request", {"recovery_expected": None}, "documents.no_recovery"),
        ("delay_request", {"recovery_expected": TODAY}, "documents.no_recovery"),
        ("delay_request", {"hardship": ""}, "documents.no_hardship"),
        ("hardship_notice", {"hardship": ""}, "documents.no_hardship"),
    ],
)
def test_what_the_household_sheet_lacks_closes_the_gate(
    kind: Kind, given: dict[str, object], code: str
) -> None:
    found = draft(kind, eventful(household=household(sheet(**given))))

    assert found.paper is None
    assert code in codes(found)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("confirmation", "documents.absent.confirmation"),
        ("complaint", "documents.absent.complaint"),
        ("payment_order_objection", "documents.absent.payment_order_objection"),
        ("court_answer", "documents.absent.court_answer"),
        ("assignment_check", "documents.absent.assignment_check"),
        ("debit_change", "documents.absent.debit_change"),
        ("correction", "documents.absent.correction"),
    ],
)
def test_a_paper_nothing_calls_for_is_refused_with_the_reason(kind: Kind, code: str) -> None:
    facts = replace(debt_assessed().facts, disclosed=disclosed(automatic_debit=""))
    quiet = case(sheet(), contacts=())
    given = replace(
        eventful(debts=(debt_assessed(facts=facts, comparison=AGREES),)), case=quiet, conduct=()
    )
    found = draft(kind, given)

    assert (found.paper, found.debt, found.recipient) == (None, "", "")
    assert codes(found) == {code}


def test_having_no_money_is_no_objection_to_a_payment_order() -> None:
    below = replace(debt_assessed().cap, excess=known("0"))
    agreed = debt_assessed(comparison=AGREES, cap=below)
    found = draft("payment_order_objection", eventful(debts=(agreed,)))

    assert found.paper is None
    assert codes(found) >= {"documents.nothing_disputed"}


def test_an_answer_to_a_suit_is_made_even_where_nothing_is_disputed() -> None:
    agreed = debt_assessed(comparison=AGREES)

    assert draft("court_answer", eventful(debts=(agreed,))).paper is not None


@pytest.mark.parametrize("kind", ["payment_order_objection", "court_answer"])
def test_the_gate_to_a_court_gives_the_last_day_and_leaves_defences_as_a_question(
    kind: Kind,
) -> None:
    found = draft(kind, eventful())
    told = {problem.code: problem for problem in found.gate.problems}

    assert "2026年12月3日" in say(told["documents.last_day"].what)
    assert "12348" in say(told["documents.ask_defences"].mend)
    assert "12368" in say(told["documents.unchecked"].mend)
    assert "documents.court" not in told


def test_a_last_day_that_has_passed_is_said_to_have_passed() -> None:
    found = draft("court_answer", with_court(received_on=date(2026, 11, 1)))

    assert "documents.day_passed" in codes(found)
    assert found.paper is not None


def test_a_paper_the_court_itself_confirmed_brings_no_warning_that_it_may_be_false() -> None:
    found = draft("court_answer", with_court(checked_with_court=True))

    assert "documents.unchecked" not in codes(found)


@pytest.mark.parametrize("field", ["court", "case_number"])
def test_a_paper_to_a_court_needs_court_and_case_number(field: str) -> None:
    found = draft("court_answer", with_court(**{field: ""}))

    assert found.paper is None
    assert f"documents.no_{field}" in codes(found)


def test_a_court_paper_that_names_no_debt_of_several_is_asked_about() -> None:
    given = with_court(debt=None)
    (found,) = drafts(given, kinds=["court_answer"])

    assert found.paper is None
    assert "documents.no_debt" in codes(found)
