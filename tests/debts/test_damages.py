"""Charges for lateness beside the loss: an argument exactly as strong as its sources."""

from __future__ import annotations

import pytest

from debts.making import claim, day, debt, due, paid
from debts.making import terms as terms_with
from qinghuan import calc
from qinghuan.debts.cap import cap
from qinghuan.debts.damages import argument
from qinghuan.debts.entries import Terms
from qinghuan.debts.ledger import owed
from qinghuan.money import yuan
from qinghuan.words import LANGUAGES, say

ON = day("2026-11-20")
BILL = due("2026-08-20", "5000", "40", minimum="500")
"""92 days late: 230.00 of penalty."""


def test_the_loss_below_which_it_holds_is_computed_and_no_loss_is_assumed():
    found = argument(owed(debt(BILL, terms=terms_with(late_fee_rate="0.05")), ON), ON)

    # 230.00 and a late fee of 25.00: 255 ÷ 1.3 = 196.15.
    assert (found.charged.value, found.loss.value) == (yuan("255.00"), yuan("196.15"))
    assert [one.name for one in found.loss.parameters] == [
        "civil_code.penalty_excess_share",
        "civil_code.penalty_reduction_on_request",
    ]
    assert found.question.id == "debts.ask.loss"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_no_more_than_its_sources(language):
    found = argument(owed(debt(BILL), ON), ON)
    said = say(found.says, language)

    strength = {
        "zh_CN": ("一般可以认定", "可以请求", "不是欠款的数"),
        "en": ("generally", "can be asked", "not an amount owed"),
    }
    assert all(words in said for words in strength[language])
    assert len(found.limits) == 4
    assert "借款人先举证" in say(found.limits[1], "zh_CN")


def test_what_is_claimed_is_taken_by_its_lines_and_what_was_paid_or_waived_is_ours():
    lines = (
        ("罚息", "penalty_interest", "100"),
        ("滞纳金", "late_fee", "30"),
        ("息", "interest", "9"),
    )
    stated = claim("2026-11-20", "139", *lines)

    found = argument(stated, ON)
    assert (found.charged.value, found.loss.value) == (yuan("130.00"), yuan("100.00"))
    assert found.charged.entries == (stated.id,)
    after = debt(BILL, paid("2026-09-05", "80"))
    assert argument(owed(after, ON), ON).charged.value == yuan("230.00")


def test_without_charges_or_with_unknown_ones_there_is_nothing_to_argue():
    assert argument(owed(debt(due("2026-11-20", "1")), ON), ON) is None
    assert argument(owed(debt(BILL, terms=Terms()), ON), ON) is None
    assert argument(claim("2026-11-20", "139"), ON) is None
    assert (
        argument(claim("2026-11-20", "9", ("罚息", "penalty_interest", "9")), day("2019-01-01"))
        is None
    )


def test_it_stands_beside_the_line_and_changes_no_figure():
    facts = debt(BILL)
    found = cap(facts, owed(facts, ON), ON)

    assert found.argument.charged.value == yuan("230.00")
    assert found.charged.value == yuan("230.00")


def test_calc_gives_the_argument_and_takes_an_lpr_as_stated():
    given = {
        "product": "private",
        "lender": "private",
        "terms": {"rate": "0.0005", "penalty_rate": "0.0005", "penalty_base": "overdue_principal"},
        "changes": [{"kind": "money_drawn", "on": "2026-03-05", "amount": "10000"}],
        "due": [{"on": "2026-09-05", "principal": "10000"}],
    }
    request = {"op": "cap", "debt": given, "on": "2026-10-05"}

    silent = calc.answer(request).result
    stated = calc.answer({**request, "lpr": "0.03"}).result
    assert (silent["line"], silent["says"].id, silent["lpr_stated"]) == (
        None,
        "debts.cap.private_lpr",
        None,
    )
    # 10,000 × 214 days × 12 % ÷ 365.
    assert (stated["line"]["value"], stated["lpr_stated"]) == ("703.56", "0.03")
    assert stated["argument"]["charged"]["value"] == "150.00"
    assert calc.answer({**request, "lpr": "3"}).problems[0].where == "/lpr"
