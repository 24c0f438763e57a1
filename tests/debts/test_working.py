"""What a finding is made of: its lines come to its amount, to the fen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from debts import claims
from debts.making import claim, debt, due, paid
from debts.making import terms as terms_with
from qinghuan import calc
from qinghuan.debts.reconcile import compare
from qinghuan.money import yuan
from qinghuan.words import LANGUAGES, Text, say

SIGNS = {"more": 1, "less": -1, "fewer": -1}


def signed(line: Text) -> Decimal:
    """How much a line adds."""
    values = line.parameters
    if line.id == "debts.working.stretch":
        return SIGNS[values["sign"].id.rpartition(".")[2]] * values["amount"]
    if line.id in {"debts.working.rest", "debts.working.other"}:
        return values["amount"]
    if line.id in {"debts.working.of_ours", "debts.working.charge", "debts.working.rounding"}:
        return Decimal(0)
    return SIGNS[line.id.rpartition(".")[2]] * values["amount"]


@pytest.mark.parametrize("seed", range(40))
def test_the_lines_of_every_finding_come_to_its_amount(seed):
    request = claims.claim(seed, claims.draw(seed))
    found = calc.answer(request).result["findings"]

    assert found
    for finding in found:
        for part, lines in finding["working"].items():
            summed = sum(map(signed, lines), Decimal(0))
            assert abs(summed - Decimal(finding["by_part"][part])) < Decimal("0.01"), (part, lines)
            if summed != Decimal(finding["by_part"][part]):
                assert lines[-1].id in {"debts.working.rounding", "debts.working.other"}


def findings(*facts, terms=None):
    return compare(debt(*facts, terms=terms or terms_with())).findings


BILL = due("2026-08-20", "5000", "0", "60")


def stated(penalty, principal="5000", fee="60"):
    lines = (
        ("本金", "principal", principal),
        ("手续费", "instalment_fee", fee),
        ("罚息", "penalty_interest", penalty),
    )
    return claim("2026-11-20", str(sum(Decimal(amount) for *_, amount in lines)), *lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_counted_too_many_show_base_rate_and_days(language):
    [found] = findings(BILL, stated("235.00"))

    said = " ".join(say(line, language) for line in found.working["penalty_interest"])
    assert all(figure in said for figure in ("5,000.00", "0.05%", "5.00", "2"))


def test_a_wider_base_shows_both_sides_of_each_stretch():
    [found] = findings(BILL, stated("232.76"))
    [line] = found.working["penalty_interest"]

    assert say(line) == (
        "2026年8月21日至2026年11月20日，92天：5,060.00元 × 每天0.05% × 92天 = 232.76元；"
        "按条款5,000.00元 × 每天0.05% × 92天 = 230.00元；多2.76元"
    )


def test_a_payment_that_is_missing_shows_what_it_would_have_settled_and_the_days_after_it():
    found = findings(BILL, paid("2026-09-05", "300"), stated("230.00"))

    [payment] = found
    assert [line.id for line in payment.working["principal"]] == ["debts.working.paid.more"]
    lines = payment.working["penalty_interest"]
    assert [signed(line) for line in lines] == [yuan("7.60"), yuan("40.00")]


def test_grace_that_was_ignored_shows_days_on_which_nothing_is_due_by_the_terms():
    [found] = findings(BILL, stated("230.00"), terms=terms_with(grace_days=10))
    [line] = found.working["penalty_interest"]

    assert "按条款不计" in say(line)
    assert "10天" in say(line)


def test_a_charge_counted_twice_shows_the_one_that_is_the_same():
    [found] = findings(BILL, due("2026-11-20", "1", "0", "30"), stated("230.00", "5001", "120"))

    lines = [say(line) for line in found.working["instalment_fee"]]
    assert lines == [
        "对方写的120.00元 − 90.00元 = 30.00元",
        "其中一笔：2026年11月20日到期的分期手续费30.00元",
    ]


def test_of_two_payments_the_one_that_is_missing_shows_what_it_settled_itself():
    # 300 pays 40 of penalty, the fee and 200 of principal; 200 pays 48 and 152.
    made = paid("2026-09-05", "300"), paid("2026-09-25", "200")
    lines = (("本金", "principal", "4800"), ("罚息", "penalty_interest", "182.40"))
    [found] = findings(BILL, *made, claim("2026-11-20", "4982.40", *lines))

    assert found.entries == ("claim2026112001", "paid2026092501")
    assert list(map(signed, found.working["principal"])) == [yuan("152.00")]
    # 152 × 0.0005 × 56 days.
    penalty = found.working["penalty_interest"]
    assert [signed(line) for line in penalty[:2]] == [Decimal("4.256"), yuan("48.00")]


def test_a_penalty_rounded_every_day_shows_the_day_of_each_side_times_the_days():
    lines = (("本金", "principal", "5001"), ("罚息", "penalty_interest", "230.00"))
    [found] = findings(due("2026-08-20", "5001"), claim("2026-11-20", "5231", *lines))
    [stretch, rounding] = found.working["penalty_interest"]

    # 2.50 × 92 beside 2.5005 × 92.
    assert signed(stretch) == Decimal("-0.046")
    assert stretch.parameters["theirs"].parameters["each"] == yuan("2.50")
    assert stretch.parameters["theirs"].parameters["amount"] == yuan("230.00")
    assert rounding.id == "debts.working.rounding"
