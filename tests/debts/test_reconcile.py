"""A claim beside the terms: each known deviation is found to the fen, nothing is adjusted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import claim, day, debt, due, paid, repaid
from debts.making import terms as terms_with
from qinghuan.debts.entries import Terms
from qinghuan.debts.ledger import owed
from qinghuan.debts.reconcile import compare
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, total, yuan
from qinghuan.words import say

ON = "2026-11-20"
BILL = due("2026-08-20", "5000", "80", "60")
PRINCIPAL = ("逾期本金", "principal", "5000")
INTEREST = ("利息", "interest", "80")
FEE = ("分期手续费", "instalment_fee", "60")


def penalty(amount):
    return ("逾期利息", "penalty_interest", amount)


def claimed(*lines, **more):
    return claim(ON, str(sum(yuan(amount) for _, _, amount in lines)), *lines, **more)


def found(*facts, terms=None, **more):
    result = compare(debt(*facts, terms=terms or terms_with(), **more))
    assert total(one.amount for one in result.findings) == result.difference
    for one in result.findings:
        assert say(one.says, "zh_CN")
        assert say(one.question, "en")
    return [(one.kind, one.amount, one.exact) for one in result.findings]


def test_a_claim_that_follows_the_terms_has_no_finding():
    assert found(BILL, claimed(PRINCIPAL, INTEREST, FEE, penalty("230.00"))) == []


def test_a_payment_that_only_the_bill_shows_and_the_claim_ignores_is_found():
    facts = debt(
        BILL,
        claimed(PRINCIPAL, INTEREST, FEE, penalty("230.00")),
        lines=[repaid("2026-09-05", "300")],
    )

    result = compare(facts)

    (one,) = result.findings
    assert (one.kind, one.exact) == ("payment_not_credited", True)
    assert one.amount == result.difference == yuan("304.56")
    assert "line1" in one.entries
    assert set(one.by_part) == {"principal", "interest", "instalment_fee", "penalty_interest"}


def test_a_fee_counted_twice_is_found():
    twice = ("分期手续费", "instalment_fee", "120")

    assert found(BILL, claimed(PRINCIPAL, INTEREST, twice, penalty("230.00"))) == [
        ("charged_twice", yuan("60"), True)
    ]


def test_the_same_fee_on_two_lines_is_found():
    again = ("服务费", "instalment_fee", "60")

    assert found(BILL, claimed(PRINCIPAL, INTEREST, FEE, again, penalty("230.00"))) == [
        ("charged_twice", yuan("60"), True)
    ]


@pytest.mark.parametrize(
    ("amount", "kind", "more"),
    [
        ("232.50", "more_days", "2.50"),
        ("227.50", "fewer_days", "-2.50"),
        ("233.68", "base_too_wide", "3.68"),
        ("232.76", "base_too_wide", "2.76"),
        ("236.44", "base_too_wide", "6.44"),
        ("233.19", "other_rate", "3.19"),
    ],
)
def test_a_penalty_off_by_one_known_deviation_is_found(amount, kind, more):
    assert found(BILL, claimed(PRINCIPAL, INTEREST, FEE, penalty(amount))) == [
        (kind, yuan(more), True)
    ]


def test_days_the_creditor_itself_states_are_tried_however_many():
    lines = (PRINCIPAL, INTEREST, FEE, penalty("250.00"))

    assert found(BILL, claimed(*lines, days_overdue=100)) == [("more_days", yuan("20"), True)]


def test_a_grace_that_is_ignored_is_found():
    terms = terms_with(grace_days=3)

    assert found(BILL, claimed(PRINCIPAL, INTEREST, FEE, penalty("230.00")), terms=terms) == [
        ("grace_ignored", yuan("7.50"), True)
    ]


def test_the_yearly_rate_the_creditor_shows_is_tried():
    shown = claimed(PRINCIPAL, INTEREST, FEE, penalty("302.47"), annual_rate_shown="0.24")

    assert found(BILL, shown) == [("other_rate", yuan("72.47"), True)]


def test_two_deviations_at_once_are_told_apart():
    bill = claimed(PRINCIPAL, INTEREST, FEE, penalty("236.44"))

    assert found(BILL, bill, terms=terms_with(grace_days=1)) == [
        ("base_too_wide", yuan("6.44"), True),
        ("grace_ignored", yuan("2.50"), True),
    ]


def test_three_faults_stacked_in_one_claim_are_told_apart():
    twice = ("分期手续费", "instalment_fee", "120")
    bill = claimed(PRINCIPAL, INTEREST, twice, penalty("232.76"))

    assert found(BILL, paid("2026-09-05", "300"), bill) == [
        ("payment_not_credited", yuan("304.56"), True),
        ("charged_twice", yuan("60"), True),
        ("base_too_wide", yuan("2.76"), True),
    ]


def test_a_charge_without_any_basis_in_the_terms_is_found():
    fee = ("违约金", "late_fee", "50")

    assert found(BILL, claimed(PRINCIPAL, INTEREST, FEE, penalty("230.00"), fee)) == [
        ("no_basis", yuan("50"), True)
    ]


def test_lines_that_do_not_come_to_the_total_are_found():
    lines = (PRINCIPAL, INTEREST, FEE, penalty("230.00"))

    assert found(BILL, claim(ON, "5400", *lines)) == [("lines_do_not_sum", yuan("30"), True)]


def test_what_nothing_explains_stays_an_unexplained_rest():
    result = compare(debt(BILL, claimed(PRINCIPAL, INTEREST, FEE, penalty("241.17"))))

    (one,) = result.findings
    assert (one.kind, one.exact, one.amount) == ("unexplained", False, yuan("11.17"))
    assert result.unexplained == yuan("11.17")


def test_a_claim_below_the_terms_is_said_and_not_disputed():
    result = compare(debt(BILL, claimed(PRINCIPAL, INTEREST, FEE)))

    assert [(one.kind, one.amount) for one in result.findings] == [("unexplained", yuan("-230.00"))]
    assert result.disputed == ()


def test_a_bare_total_is_compared_as_a_total():
    facts = (BILL, paid("2026-09-05", "300"), claim(ON, "5370"))

    assert found(*facts) == [("payment_not_credited", yuan("304.56"), True)]


def test_later_instalments_inside_the_total_are_no_difference():
    lines = (PRINCIPAL, INTEREST, FEE, penalty("230.00"))

    assert found(BILL, claim(ON, "8570", *lines, not_yet_due="3200")) == []
    assert found(BILL, claim(ON, "8570", not_yet_due="3200")) == []


def test_an_open_part_is_not_compared_and_the_others_are():
    result = compare(
        debt(BILL, claimed(PRINCIPAL, INTEREST, FEE, FEE, penalty("230.00")), terms=Terms())
    )

    by_part = {part.part: part for part in result.parts}
    assert result.ours is None
    assert by_part["penalty_interest"].ours is None
    assert by_part["principal"].difference == ZERO
    assert [one.kind for one in result.findings] == ["charged_twice"]


def test_parts_carry_the_statement_s_own_names():
    lines = (("逾期本金", "principal", "4000"), ("本期本金", "principal", "1000"))

    result = compare(debt(BILL, claimed(*lines, INTEREST, FEE, penalty("230.00"))))

    assert result.parts[0].names == ("逾期本金", "本期本金")
    assert result.parts[0].claimed == yuan("5000")


def test_our_figure_is_of_the_day_of_the_claim_whatever_day_is_handed_in():
    facts = debt(BILL, claimed(PRINCIPAL, INTEREST, FEE, penalty("230.00")))

    assert compare(facts, owed(facts, day("2026-12-31"))).difference == ZERO


def test_without_a_claim_there_is_nothing_to_compare():
    facts = debt(BILL)

    result = compare(facts, owed(facts, day(ON)))

    assert (result.claimed, result.findings) == (None, ())
    with pytest.raises(RuleError, match="no day"):
        compare(facts)


cents = st.decimals(min_value="0.00", max_value="900.00", places=2)


@settings(max_examples=25, deadline=None)
@given(cents, cents, cents, cents, cents)
def test_findings_always_make_up_the_whole_difference(principal, interest, fee, late, sum_more):
    lines = (
        ("本金", "principal", principal),
        ("利息", "interest", interest),
        ("手续费", "instalment_fee", fee),
        ("违约金", "late_fee", late),
    )
    stated = claim(ON, str(total(amount for _, _, amount in lines) + sum_more), *lines)
    facts = (due("2026-08-20", "700", "20", "9"), paid("2026-10-01", "50"), stated)

    found(*facts)


def test_a_charge_counted_twice_alone_is_preferred_to_a_deviation_and_a_charge_counted_twice():
    twice = ("分期手续费", "instalment_fee", "120")
    bill = claimed(PRINCIPAL, INTEREST, twice, penalty("230.00"))

    assert [kind for kind, *_ in found(BILL, bill)] == ["charged_twice"]


def test_the_largest_finding_stands_first_and_each_part_names_its_own():
    twice = ("分期手续费", "instalment_fee", "120")
    facts = debt(BILL, claimed(PRINCIPAL, INTEREST, twice, penalty("232.50")))
    result = compare(facts)

    assert [one.kind for one in result.findings] == ["charged_twice", "more_days"]
    assert {part.part: [one.kind for one in part.findings] for part in result.parts} == {
        "principal": [],
        "interest": [],
        "penalty_interest": ["more_days"],
        "instalment_fee": ["charged_twice"],
    }
    assert result.disputed == result.findings


def test_one_of_several_equal_late_fees_listed_once_more_is_found():
    bills = [due(f"2026-0{month}-20", "1000", minimum="500") for month in (6, 7, 8)]
    fees = [("违约金", "late_fee", "25")] * 4
    terms = terms_with(late_fee_rate="0.05")
    facts = debt(*bills, terms=terms)
    own = owed(facts, day(ON))
    lines = [
        ("本金", "principal", "3000"),
        penalty(str(own.amount("penalty_interest"))),
        *fees,
    ]

    assert own.amount("late_fee") == yuan("75")
    assert found(*bills, claimed(*lines), terms=terms) == [("charged_twice", yuan("25"), True)]
