"""The journal as a person reads it: nothing is hidden, corrections stand with what they correct."""

from __future__ import annotations

from datetime import date

import pytest

from qinghuan.case.entries import CaseOpened
from qinghuan.case.kinds import KINDS
from qinghuan.case.timeline import timeline
from qinghuan.debts.entries import DebtDisclosed, PaymentMade
from qinghuan.journal.entry import GENESIS, Stamp, blanked, seal
from qinghuan.journal.fact import Redacted
from qinghuan.money import yuan
from qinghuan.words import LANGUAGES, Text, catalogue

OPENED = CaseOpened(id="opened01", on=date(2026, 11, 1), label="我家")
DEBT = DebtDisclosed(
    id="debt0001", on=date(2026, 11, 2), creditor="某公司", product="huabei", product_name="花呗"
)
PAID = PaymentMade(id="paid0001", on=date(2026, 10, 5), debt=DEBT.id, amount=yuan("200.00"))


def journal(*facts):
    entries, previous = [], GENESIS
    for sequence, fact in enumerate(facts, start=1):
        stamp = Stamp("case0001", sequence, f"2026-11-20T08:00:0{sequence}.000000Z", "owner")
        entries.append(seal(previous, fact, stamp, bytes(32)))
        previous = entries[-1].digest
    return entries


def test_entries_stand_in_the_order_in_which_they_took_effect():
    moments = timeline(journal(OPENED, DEBT, PAID))

    assert [moment.entry for moment in moments] == ["paid0001", "opened01", "debt0001"]
    assert moments[0].says == Text("timeline.payment_made", amount=yuan("200.00"), debt="花呗")


def test_a_corrected_entry_shows_what_it_said_before_and_why():
    right = PAID.model_copy(update={"amount": yuan("300.00")})
    correction = KINDS.correction(PAID, right, id="corr0001", on=DEBT.on, reason="看错了")
    moment = timeline(journal(DEBT, PAID, correction))[0]

    assert moment.says.parameters["amount"] == yuan("300.00")
    assert [was.parameters["amount"] for was in moment.was] == [yuan("200.00")]
    assert moment.reasons == ("看错了",)


def test_a_withdrawn_entry_stays_visible():
    withdrawn = KINDS.correction(PAID, None, id="corr0001", on=DEBT.on, reason="没还")
    moment = timeline(journal(DEBT, PAID, withdrawn))[0]

    assert moment.says == Text("timeline.withdrawn")
    assert len(moment.was) == 1


def test_erased_words_stay_visible_as_erased():
    redacted = Redacted(id="reda0001", on=DEBT.on, which=PAID.id, reason="本人要求")
    entries = journal(DEBT, PAID, redacted)
    moments = timeline([entries[0], blanked(entries[1]), entries[2]])

    assert Text("timeline.erased") in [moment.says for moment in moments]
    assert not any(moment.was for moment in moments)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_fact_has_its_sentence(language):
    said = catalogue("timeline", language)
    names = set(KINDS.models) - {"corrected", "redacted"}

    assert not [name for name in names if said.gettext(f"timeline.{name}") == f"timeline.{name}"]
