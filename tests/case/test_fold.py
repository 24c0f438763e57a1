"""Folding: every fact in its place, as of a day, the latest sheet in force."""

from __future__ import annotations

from datetime import date, timedelta

from qinghuan.agreement.entries import AgreedRow, AgreementReached
from qinghuan.case.entries import CaseOpened
from qinghuan.case.fold import fold
from qinghuan.case.kinds import KINDS
from qinghuan.cli import sample
from qinghuan.evidence.entries import EvidenceKept
from qinghuan.household.entries import HouseholdStated
from qinghuan.journal.history import Recorded
from qinghuan.money import yuan


def recorded(facts):
    return [Recorded(fact, place) for place, fact in enumerate(facts, 1)]


def test_every_fact_of_the_sample_finds_its_place():
    case = fold(recorded(sample.facts()), sample.TODAY)

    assert case.opened.sample
    assert case.person.name == "李示例"
    assert case.household is not None
    assert [debt.disclosed.product for debt in case.debts] == ["huabei", "jiebei", "credit_card"]
    assert len(case.contacts) == 3
    assert case.problems == ()


def test_before_a_fact_took_effect_it_is_not_there():
    case = fold(recorded(sample.facts()), date(2026, 11, 17))

    assert case.opened is None
    assert case.debts == ()


def test_the_latest_sheet_holds():
    sheet = next(fact for fact in sample.facts() if isinstance(fact, HouseholdStated))
    later = sheet.model_copy(
        update={"id": "latersheet01", "on": sheet.on + timedelta(days=1), "place": "haidong"}
    )

    assert fold(recorded([later, sheet]), sample.TODAY).household.place == "haidong"


def test_agreements_and_what_was_kept_as_proof_are_in_the_case_by_day():
    first, second = (
        AgreementReached(
            id=f"agreed{n:02d}",
            on=sample.TODAY - timedelta(days=n),
            debt="huabei00",
            form="app",
            rows=(AgreedRow(due=sample.TODAY, amount=yuan("500")),),
        )
        for n in (1, 2)
    )
    proof = EvidenceKept(id="proof000", on=sample.TODAY, sort="letter", title="回函", how="scanned")

    case = fold(recorded([first, second, proof]), sample.TODAY)

    assert case.agreements == (second, first)
    assert case.evidence == (proof,)


def test_every_kind_survives_being_written_and_read():
    for fact in sample.facts():
        assert KINDS.read(fact.KIND, fact.VERSION, fact.body()) == fact


def test_every_kind_of_fact_is_said_in_one_sentence_and_there_are_few():
    assert len(KINDS.models) <= 30
    assert all(model.__doc__ for model in KINDS.models.values())
    assert CaseOpened.KIND in KINDS.models
