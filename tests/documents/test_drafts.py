"""Which papers there are: the usual ones, those the next step needs, those asked for by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from documents.cases import HUABEI, JIEBEI, assessment, debt_assessed, eventful, said
from qinghuan.case.assess import Assessment
from qinghuan.case.next_step import NextStep, Step
from qinghuan.documents.drafts import LEAVING, drafts
from qinghuan.documents.paper import KINDS
from qinghuan.words import Text, say

OF_A_LATE_DEBT = ["data_request", "call_script", "report_external", "proposal"]


def stepping(step: Step, given: Assessment, debt: str = "") -> Assessment:
    """``given`` with another next step."""
    found = NextStep(step, said("做"), said("因为"), given.today, debt=debt)
    return replace(given, next_step=found)


def kinds(given: Assessment) -> list[str]:
    """The kinds of the usual papers."""
    return [draft.kind for draft in drafts(given)]


def test_the_usual_papers_are_few_and_the_request_for_figures_is_the_first_to_send() -> None:
    assert kinds(eventful()) == ["report_kept", *OF_A_LATE_DEBT, *OF_A_LATE_DEBT]


@pytest.mark.parametrize(
    ("step", "more"),
    [
        ("court_paper", ["payment_order_objection", "court_answer"]),
        ("get_it_in_writing", ["confirmation"]),
        ("no_surplus", ["hardship_notice", "hardship_notice"]),
        ("call_to_correct", []),
    ],
)
def test_what_the_next_step_needs_is_added(step: Step, more: list[str]) -> None:
    usual = kinds(eventful())

    assert kinds(stepping(step, eventful()))[len(usual) :] == more


def test_a_debt_of_which_nothing_is_known_gets_the_request_for_figures_alone() -> None:
    unknown = debt_assessed()
    unknown = replace(unknown, stage=replace(unknown.stage, days=None))
    given = stepping("ask_for_statement", assessment(debts=(unknown,)), HUABEI)

    assert kinds(given) == ["report_kept", "data_request"]


def test_kinds_asked_for_by_name_come_in_their_order_for_every_debt_and_no_others() -> None:
    found = drafts(eventful(), kinds=["family_card", "data_request", "family_card"])

    assert [(draft.kind, draft.debt) for draft in found] == [
        ("family_card", ""),
        ("data_request", HUABEI),
        ("data_request", JIEBEI),
    ]
    assert [draft.number[-2:] for draft in found] == ["01", "02", "03"]


def test_a_paper_is_about_the_debt_that_was_named() -> None:
    found = drafts(eventful(), kinds=["contact_request"], debt=JIEBEI)

    assert [(draft.debt, draft.recipient) for draft in found] == [(JIEBEI, "另一家贷款人")]


def test_papers_that_leave_have_a_recipient_and_the_others_none() -> None:
    for draft in drafts(eventful(), kinds=KINDS, debt=HUABEI):
        assert bool(draft.recipient) is (draft.kind in LEAVING), draft.kind


def test_every_kind_has_its_name_in_the_timeline_in_both_languages() -> None:
    for kind in KINDS:
        assert say(Text(f"timeline.paper.{kind}"))
        assert say(Text(f"timeline.paper.{kind}"), "en")


def test_the_record_of_a_correction_keeps_what_was_asked() -> None:
    (draft,) = drafts(eventful(), kinds=["correction"], debt=HUABEI)

    assert draft.figures == {"corrected": "156.78", "conceded": "400.00"}


def test_papers_are_numbered_by_the_day_they_are_written() -> None:
    later = replace(eventful(), today=date(2026, 12, 1))

    assert drafts(later, kinds=["family_card"])[0].number == "QH20261201-01"
