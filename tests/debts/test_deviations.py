"""Every known deviation of a claim is found by its own figure, worked out here by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from debts.making import DEBT, claim, day, debt, due, paid
from debts.making import terms as terms_with
from qinghuan.debts.changes import (
    DebtChanged,
    Frozen,
    MoneyDrawn,
    RateChanged,
    ReliefGranted,
    Waived,
)
from qinghuan.debts.deviations import AFFORDED, Deviation, hypotheses
from qinghuan.debts.ledger import owed
from qinghuan.debts.reconcile import compare

ON = "2026-11-20"
BILL = due("2026-08-20", "5000", "40", "60", minimum="500")
"""92 days late at 0.05 % a day: 2.50 a day on principal alone, 230.00 in all."""
WITH_FEE = terms_with(late_fee_rate="0.05")
"""A late fee of 5 % of the 500 not paid: 25.00."""


def lines(penalty, *more, principal="5000", interest="40", fee="60", late="25"):
    return (
        ("本金", "principal", principal),
        ("利息", "interest", interest),
        ("分期手续费", "instalment_fee", fee),
        ("违约金", "late_fee", late),
        ("逾期利息", "penalty_interest", penalty),
        *more,
    )


def found(*facts, stated, terms=WITH_FEE, **more):
    """Kind and amount of each finding of a claim with the lines ``stated``."""
    given = [line for line in stated if Decimal(line[2])]
    whole = str(sum(Decimal(amount) for *_, amount in given))
    folded = debt(BILL, *facts, claim(ON, whole, *given, **more), terms=terms)
    comparison = compare(folded, owed(folded, day(ON)))
    assert comparison.unexplained == sum(
        (one.amount for one in comparison.findings if one.kind == "unexplained"), Decimal(0)
    )
    return [(one.kind, str(one.amount)) for one in comparison.findings]


def granted(on, relief, name="relief01"):
    return ReliefGranted(id=name, on=day(on), debt=DEBT, relief=relief)


def new_rate(on, rate, name="change01"):
    change = RateChanged(type="rate", penalty_rate=rate)
    return DebtChanged(id=name, on=day(on), debt=DEBT, change=change)


WAIVED = Waived(type="waived", part="penalty_interest")
FROZEN = Frozen(type="frozen")


def test_the_terms_themselves_leave_nothing_to_ask():
    assert found(stated=lines("230.00")) == []


@pytest.mark.parametrize(
    ("penalty", "more"),
    [
        ("231.84", "1.84"),  # 5,040 × 0.0005 × 92: with interest
        ("232.76", "2.76"),  # 5,060: with the instalment fee
        ("234.60", "4.60"),  # 5,100: with both
        ("231.14", "1.14"),  # and 25 × 0.0005 × 91: with the late fee, from its day on
        ("235.74", "5.74"),  # with all three
    ],
)
def test_each_base_that_is_too_wide_is_found(penalty, more):
    assert found(stated=lines(penalty)) == [("base_too_wide", more)]


@pytest.mark.parametrize(
    ("penalty", "kind", "more"),
    [
        ("232.50", "more_days", "2.50"),
        ("235.00", "more_days", "5.00"),
        ("237.50", "more_days", "7.50"),
        ("227.50", "fewer_days", "-2.50"),
        ("225.00", "fewer_days", "-5.00"),
        ("222.50", "fewer_days", "-7.50"),
        ("233.19", "other_rate", "3.19"),  # 365/360 of the rate
    ],
)
def test_days_and_a_year_of_360_days_are_found(penalty, kind, more):
    assert found(stated=lines(penalty)) == [(kind, more)]


def test_days_beyond_three_are_found_only_where_the_claim_states_them():
    assert found(stated=lines("255.00"), days_overdue=102) == [("more_days", "25.00")]
    assert found(stated=lines("205.00"), days_overdue=82) == [("fewer_days", "-25.00")]
    assert found(stated=lines("255.00"))[0][0] != "more_days"


def test_a_grace_that_is_ignored_is_told_from_days():
    terms = terms_with(late_fee_rate="0.05", grace_days=10)

    assert found(stated=lines("230.00"), terms=terms) == [("grace_ignored", "25.00")]


def test_the_ordinary_rate_in_place_of_the_penalty_rate_is_found():
    terms = terms_with(late_fee_rate="0.05", rate="0.0008")

    assert found(stated=lines("368.00"), terms=terms) == [("other_rate", "138.00")]


def test_the_yearly_rate_shown_beside_the_claim_is_tried():
    # 5,000 × 92 × 0.18 ÷ 365 = 226.849…
    assert found(stated=lines("226.85"), annual_rate_shown="0.18") == [("other_rate", "-3.15")]


def test_a_penalty_rounded_every_day_is_found():
    bill = due("2026-08-20", "5001")  # 2.5005 a day: 2.50 rounded
    stated = (("本金", "principal", "5001"), ("逾期利息", "penalty_interest", "230.00"))
    facts = debt(bill, claim(ON, "5231", *stated))
    comparison = compare(facts, owed(facts, day(ON)))

    assert [(one.kind, str(one.amount)) for one in comparison.findings] == [
        ("rounded_daily", "-0.05")
    ]


def test_compounding_without_a_clause_is_found_in_its_own_line_and_inside_the_penalty():
    # 40 × 0.0005 × 92 = 1.84 at once; × 61 = 1.22 after a month.
    at_once = ("复利", "compound_interest", "1.84")
    monthly = ("复利", "compound_interest", "1.22")

    assert found(stated=lines("230.00", at_once)) == [("compounded", "1.84")]
    assert found(stated=lines("230.00", monthly)) == [("compounded", "1.22")]
    assert found(stated=lines("231.22")) == [("compounded", "1.22")]


@pytest.mark.parametrize("late", [1, 2, 3, 4, 5])
def test_a_payment_booked_up_to_five_days_late_is_found(late):
    # 1,125 pays 40 of penalty, the 100 of interest and fee, and 985 of principal on its day;
    # each day later it pays 2.50 more penalty and as much less principal, of 76 days left.
    days = 76 - late
    left = Decimal(4015) + Decimal("2.5") * late
    accrued = Decimal("2.5") * (16 + late) + left * days * Decimal("0.0005")
    whole = accrued.quantize(Decimal("0.01"), "ROUND_HALF_UP")
    owed_now = whole - Decimal("2.5") * (16 + late)
    facts = paid("2026-09-05", "1150")
    stated = lines(str(owed_now), principal=str(left), interest="0", fee="0", late="0")

    [(kind, _)] = found(facts, stated=stated)

    assert kind == "credited_late"


def test_one_of_two_payments_and_both_that_are_missing_are_found():
    first, second = paid("2026-09-05", "300"), paid("2026-10-05", "200")

    both = found(first, second, stated=lines("230.00"))

    assert [kind for kind, _ in both] == ["payment_not_credited"]
    # Without the second: 300 pays 40 + 40 + 60 + 25 and 135 of principal.
    one = lines("184.87", principal="4865", interest="0", fee="0", late="0")
    assert [kind for kind, _ in found(first, second, stated=one)] == ["payment_not_credited"]


def test_a_grant_or_all_grants_that_were_not_booked_are_found():
    waived, frozen = granted("2026-10-20", WAIVED), granted("2026-11-10", FROZEN, "relief02")

    assert found(waived, stated=lines("230.00")) == [("waiver_not_posted", "152.50")]
    assert found(frozen, stated=lines("230.00")) == [("waiver_not_posted", "25.00")]
    # 31 days after the waiver, or of them the 21 before the freeze.
    assert found(waived, frozen, stated=lines("230.00")) == [("waiver_not_posted", "177.50")]
    assert found(waived, frozen, stated=lines("77.50")) == [("waiver_not_posted", "25.00")]


def test_another_rate_that_was_ignored_or_taken_from_the_beginning_is_found():
    lower = new_rate("2026-10-20", "0.0003")
    higher = new_rate("2026-10-20", "0.0007")

    # 61 days at the old rate and 31 at the new one: 152.50 + 46.50, or + 108.50.
    assert found(lower, stated=lines("199.00")) == []
    assert found(lower, stated=lines("230.00")) == [("rate_change_ignored", "31.00")]
    assert found(higher, stated=lines("322.00")) == [("rate_change_too_early", "61.00")]


def test_what_was_granted_after_the_claim_explains_nothing():
    later = granted("2026-11-25", WAIVED)

    assert found(later, stated=lines("230.00")) == []


def test_two_faults_together_are_told_apart_and_one_is_preferred_to_two():
    terms = terms_with(late_fee_rate="0.05", grace_days=10)

    # 5,060 × 0.0005 × 92: the grace ignored and the fee in the base.
    assert sorted(found(stated=lines("232.76"), terms=terms)) == [
        ("base_too_wide", "2.76"),
        ("grace_ignored", "25.00"),
    ]


def test_a_charge_nothing_explains_stays_unexplained():
    assert found(stated=lines("241.37")) == [("unexplained", "11.37")]


def test_a_hypothesis_weighs_as_much_as_it_leaves_out():
    payment = debt(BILL, paid("2026-09-05", "1")).payments[0]
    relief = granted("2026-10-20", WAIVED)

    assert Deviation("more_days", days=1).weight == 1
    assert Deviation("payment_not_credited", payments=(payment,)).weight == 1
    assert Deviation("payment_not_credited", payments=(payment, payment)).weight == 2
    assert Deviation("waiver_not_posted", changes=(relief, relief, relief)).weight == 3


def test_compounding_is_looked_for_where_any_bill_holds_interest_and_no_clause_is_known():
    more = due("2026-10-20", "100")
    # 40 × 0.0005 × 92 = 1.84; the second bill adds 100 × 0.0005 × 31 = 1.55 of penalty.
    stated = lines("231.55", ("复利", "compound_interest", "1.84"), principal="5100")

    assert found(more, stated=stated) == [("compounded", "1.84")]
    clause = terms_with(late_fee_rate="0.05", compounding="at_posting")
    own = lines("230.00", ("复利", "compound_interest", "1.84"))
    assert found(stated=own, terms=clause) == []


def test_what_fits_one_part_and_spoils_another_explains_nothing():
    # The penalty as if 300 had not been paid, the principal as if it had.
    stated = lines("230.00", principal="4865", interest="0", fee="0", late="0")

    assert found(paid("2026-09-05", "300"), stated=stated) == [("unexplained", "45.13")]


def test_a_grant_of_the_very_day_of_the_claim_counts_and_may_end_on_its_own_day():
    waived = granted(ON, WAIVED)
    one_day = Frozen(type="frozen", until=day("2026-10-20"))

    assert found(waived, stated=lines("230.00")) == [("waiver_not_posted", "230.00")]
    assert granted("2026-10-20", one_day).relief.until == day("2026-10-20")


def test_a_hypothesis_that_moves_a_part_further_off_is_refused_though_it_fits_another():
    bill = due("2026-08-20", "5000")
    payment = paid("2026-09-05", "2040")
    stated = (("本金", "principal", "3007"), ("逾期利息", "penalty_interest", "230.00"))
    facts = debt(bill, payment, claim(ON, "3237", *stated))
    comparison = compare(facts)

    assert sorted((one.kind, str(one.amount)) for one in comparison.findings) == [
        ("unexplained", "116.00"),
        ("unexplained", "7.00"),
    ]


def test_a_charge_of_half_a_yuan_without_a_basis_is_a_charge_without_a_basis():
    stated = lines("230.00", ("催收费", "enforcement_cost", "0.50"))

    assert found(stated=stated) == [("no_basis", "0.50")]


def test_the_interest_of_the_bill_of_the_very_day_may_be_counted_twice():
    first, second = due("2026-08-20", "5000", "30"), due(ON, "100", "40")
    stated = (
        ("本金", "principal", "5100"),
        ("利息", "interest", "110"),
        ("逾期利息", "penalty_interest", "230"),
    )
    comparison = compare(debt(first, second, claim(ON, "5440", *stated)))

    assert [(one.kind, str(one.amount)) for one in comparison.findings] == [
        ("charged_twice", "40.00")
    ]


def test_a_deviation_says_whether_it_gives_the_claim_alone_or_with_another():
    terms = terms_with(late_fee_rate="0.05", grace_days=10)

    def matches(penalty, fee="60"):
        given = [line for line in lines(penalty, fee=fee) if Decimal(line[2])]
        whole = str(sum(Decimal(amount) for *_, amount in given))
        findings = compare(debt(BILL, claim(ON, whole, *given), terms=terms)).findings
        told = [one.says.parameters.get("match") for one in findings]
        return sorted(match.id.rpartition(".")[2] for match in told if match is not None)

    assert matches("230.00") == ["alone"]
    assert matches("232.76") == ["together", "together"]
    # The fee counted twice is a part of its own: the days still fit alone.
    assert matches("230.00", fee="120") == ["alone"]


def test_a_payment_of_the_very_day_of_the_claim_may_be_missing_in_it():
    assert found(paid(ON, "300"), stated=lines("230.00")) == [("payment_not_credited", "300.00")]


def test_compounding_is_looked_for_where_a_bill_leaves_its_interest_to_the_rate():
    drawn = MoneyDrawn(id="drawn001", on=day("2026-07-20"), debt=DEBT, amount="5000")
    bill = due("2026-08-20", "5000").model_copy(update={"interest": None})
    # 5,000 × 0.0002 × 31 = 31.00 fell due; × 0.0005 × 92 = 1.43 of compound interest.
    stated = (
        ("本金", "principal", "5000"),
        ("利息", "interest", "31"),
        ("罚息", "penalty_interest", "230"),
        ("复利", "compound_interest", "1.43"),
    )
    terms = terms_with(rate="0.0002", interest_free=False)
    comparison = compare(debt(drawn, bill, claim(ON, "5262.43", *stated), terms=terms))

    assert [(one.kind, str(one.amount)) for one in comparison.findings] == [("compounded", "1.43")]


def tried(bills):
    """Every hypothesis of a claim on a debt of so many bills and two payments."""
    rows = [due("2026-08-20", "10", "1", n=n) for n in range(bills)]
    made = paid("2026-09-05", "3"), paid("2026-10-05", "2")
    facts = debt(*rows, *made, claim(ON, "5000"), terms=terms_with(grace_days=10))
    return list(hypotheses(facts, facts.claim, owed(facts, day(ON)).book))


def test_all_that_can_be_afforded_is_tried_else_every_deviation_alone_and_fewer_pairs():
    every = tried(3)
    alone = sum(len(one) == 1 for one in every)
    cut = []
    for bills in range(25, 60, 2):
        found = tried(bills)
        affordable = AFFORDED // (bills + 2) ** 2
        cut.append(len(every) - 1 > affordable)
        assert len(found) - 1 <= affordable
        assert sum(len(one) == 1 for one in found) == alone
        assert (len(found) < len(every)) == cut[-1], bills

    assert set(cut) == {True, False}
