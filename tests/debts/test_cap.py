"""The line above which a court reduces charges on request."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import DEBT, claim, day, debt, due, paid
from debts.making import terms as terms_with
from qinghuan.debts.cap import cap, lender_of
from qinghuan.debts.changes import MoneyDrawn
from qinghuan.debts.entries import Terms
from qinghuan.debts.ledger import owed
from qinghuan.money import ZERO, yuan
from qinghuan.words import say

ON = day("2027-08-20")
BILL = due("2026-08-20", "10000")


def of_owed(*facts, **more):
    folded = debt(*facts, **more)
    return cap(folded, owed(folded, ON), ON)


def test_a_year_on_ten_thousand_allows_the_rate_of_the_line():
    result = of_owed(BILL)

    assert result.line.value == yuan("2400.00")
    assert result.charged.value == yuan("1825.00")
    assert result.excess.value == ZERO
    assert str(result.yearly.value) == "0.1825"
    assert result.source.name == "court.reduction_line"


def test_above_the_line_the_words_speak_of_a_request_in_court():
    result = of_owed(BILL, terms=terms_with(penalty_rate="0.00075"))

    assert result.excess.value == yuan("337.50")
    assert result.says.id == "debts.cap.above"
    assert "请法院" in say(result.says, "zh_CN")
    assert "不用还" not in say(result.says, "zh_CN")


def test_principal_counts_day_by_day_as_it_was_really_outstanding():
    result = of_owed(BILL, paid("2026-08-20", "5000"))

    assert result.line.value == yuan("1200.00")


def test_charges_from_before_the_due_date_are_left_out_and_that_is_said():
    result = of_owed(due("2026-08-20", "10000", "900", "300"))

    assert result.charged.value == yuan("1825.00")
    assert [note.id for note in result.notes] == ["debts.cap.overdue_days_only"]


def test_a_claim_is_measured_through_its_own_day():
    lines = (("本金", "principal", "10000"), ("罚息", "penalty_interest", "3000"))
    folded = debt(BILL, claim("2027-02-16", "13000", *lines))

    result = cap(folded, folded.claim, ON)

    assert (result.of, result.on) == ("claim", day("2027-02-16"))
    assert result.line.value == yuan("1183.56")
    assert result.excess.value == yuan("1816.44")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"lender": "private", "product": "private"}, "debts.cap.private"),
        ({"lender": "unknown", "product": "online_loan"}, "debts.cap.unknown"),
        ({"lender": "other", "product": "huabei"}, "debts.cap.unknown"),
        ({"terms": Terms(), "product": "jiebei"}, "debts.cap.open"),
    ],
)
def test_where_the_line_or_the_charges_are_not_known_no_figure_is_given(more, says):
    result = of_owed(BILL, **more)

    assert (result.says.id, result.line, result.excess) == (says, None, None)


def test_a_bare_total_and_a_debt_not_late_have_no_figure():
    bare = debt(BILL, claim("2027-02-16", "13000"))

    assert cap(bare, bare.claim, ON).says.id == "debts.cap.no_parts"
    assert of_owed(due("2027-08-20", "10000")).says.id == "debts.cap.not_late"


@settings(max_examples=30, deadline=None)
@given(
    st.decimals(min_value="1.00", max_value="90000.00", places=2),
    st.integers(1, 1500),
)
def test_a_rate_at_the_line_itself_is_never_above_it(principal, days):
    on = day("2026-08-20").toordinal() + days
    folded = debt(
        due("2026-08-20", str(principal)),
        terms=Terms(
            rate="0.24",
            rate_per="year",
            day_count="actual/365",
            penalty_factor="1",
            penalty_base="overdue_principal",
        ),
    )
    at = day("2026-08-20").fromordinal(on)

    result = cap(folded, owed(folded, at), at)

    assert result.charged.value == result.line.value
    assert result.excess.value == ZERO


@pytest.mark.parametrize(
    ("lender", "product", "whose"),
    [
        ("consumer_finance", "huabei", "licensed"),
        ("consumer_finance", "private", "licensed"),
        ("consumer_finance", "online_loan", "licensed"),
        ("bank", "private", "licensed"),
        ("small_loan", "other", "licensed"),
        ("private", "huabei", "private"),
        ("unknown", "private", "private"),
        ("unknown", "huabei", "licensed"),
        ("unknown", "online_loan", "unknown"),
        ("unknown", "other", "unknown"),
        ("other", "huabei", "unknown"),
        ("other", "private", "private"),
    ],
)
def test_whose_rules_bind_the_lender(lender, product, whose):
    assert lender_of(debt(lender=lender, product=product)) == whose


def test_from_the_drawdown_on_every_charge_counts_and_what_was_paid_on_it_too():
    drawn = MoneyDrawn(id="drawn0001", on=day("2026-08-20"), debt=DEBT, amount="10000")
    lines = (("利息", "interest", "700"), ("罚息", "penalty_interest", "600"))
    terms = terms_with(rate="0.0002")
    facts = debt(
        drawn,
        due("2027-02-20", "10000", "368"),
        paid("2027-02-20", "68"),
        claim("2027-08-20", "11300", ("本金", "principal", "10000"), *lines),
        terms=terms,
    )

    of_claim = cap(facts, facts.claim, ON)
    ours = cap(facts, owed(facts, ON), ON)

    assert of_claim.charged.value == yuan("1368.00")
    assert ours.charged.value == yuan("368.00") + yuan("905.00")
    assert ours.since == day("2026-08-20")
    assert ours.line.value == yuan("2400.00")
    assert say(ours.line.formula, "zh_CN").startswith("2026年8月20日至2027年8月20日，实际欠的本金")
    assert "利息和费用加起来" in say(ours.says, "zh_CN")
    assert [note.id for note in ours.notes] == ["debts.cap.whole_life"]


def test_a_drawdown_after_the_first_bill_is_not_the_whole_life():
    drawn = MoneyDrawn(id="drawn0001", on=day("2026-09-20"), debt=DEBT, amount="10000")
    result = of_owed(due("2026-08-20", "10"), drawn, due("2026-12-20", "10000"))

    assert [note.id for note in result.notes] == ["debts.cap.overdue_days_only"]


def test_the_interest_of_a_late_card_counts_as_a_charge_of_the_overdue_days():
    terms = Terms(rate="0.0005", late_fee_rate="0", minimum_payment="500", origin="contract")
    result = of_owed(BILL, terms=terms, product="credit_card", lender="bank")

    assert result.charged.value == yuan("1825.00")


@pytest.mark.parametrize(
    "part", ["penalty_interest", "compound_interest", "late_fee", "enforcement_cost", "unnamed"]
)
def test_every_charge_of_the_overdue_days_counts_and_interest_and_fees_before_them_do_not(part):
    lines = (("本金", "principal", "10000"), ("利息", "interest", "9"), ("收费", part, "70"))
    facts = debt(BILL, claim("2027-08-20", "10079", *lines))
    found = cap(facts, facts.claim, ON)

    assert (found.of, found.charged.value) == ("claim", yuan("70"))
    assert found.charged.entries == (facts.claim.id,)


def test_what_is_measured_and_from_when_is_said():
    found = of_owed(BILL)

    assert (found.of, found.since, found.on) == ("owed", day("2026-08-21"), ON)
    assert found.charged.entries
    assert found.line.inputs["principal_days"] == 10_000 * 365
    assert {one.name for one in found.excess.parameters} == {"court.reduction_line"}


def test_the_life_begins_with_the_first_of_several_drawdowns():
    first = MoneyDrawn(id="drawn0001", on=day("2026-07-20"), debt=DEBT, amount="4000")
    second = MoneyDrawn(id="drawn0002", on=day("2026-08-01"), debt=DEBT, amount="6000")

    assert of_owed(first, second, BILL).since == day("2026-07-20")


def test_before_anything_fell_due_there_is_no_line_to_compare_with():
    folded = debt(BILL)
    before = day("2026-08-01")

    assert cap(folded, owed(folded, before), before).says.id == "debts.cap.not_late"


def private_loan(since, **terms):
    """10,000 lent on ``since``, due a year later, at 20 % a year; looked at on that day."""
    drawn = MoneyDrawn(id="drawn0001", on=day(since), debt=DEBT, amount="10000")
    until = day(since).replace(year=day(since).year + 1)
    made = Terms(rate="0.0005", penalty_rate="0.0005", penalty_base="overdue_principal", **terms)
    facts = debt(
        drawn,
        due(until.isoformat(), "10000", "2000"),
        terms=made,
        lender="private",
        product="private",
    )
    return cap(facts, owed(facts, until), until)


def test_where_the_lpr_is_not_known_it_is_asked_for_and_not_the_date():
    found = private_loan("2026-03-05")

    assert found.line is None
    assert found.says.id == "debts.cap.private_lpr"
    assert "2026年3月5日" in say(found.says)
    assert "LPR" in say(found.notes[0])


def test_an_lpr_that_the_person_states_is_taken_and_marked():
    found = private_loan("2026-03-05", lpr_one_year="0.03")

    assert found.line.value == yuan("1200.00")
    assert [one.name for one in found.line.parameters] == ["court.private_lending_multiple"]
    assert found.line.inputs["lpr_stated"] == Decimal("0.03")
    assert "没有核对" in say(found.notes[-1])


def test_a_published_lpr_wins_over_a_stated_one():
    found = private_loan("2025-06-05", lpr_one_year="0.09")

    assert found.line.value == yuan("1200.00")
    assert "lpr_stated" not in found.line.inputs


def test_before_the_rule_nothing_is_computed_and_the_day_is_not_asked_for_again():
    found = private_loan("2020-03-05", lpr_one_year="0.04")

    assert (found.line, found.says.id) == (None, "debts.cap.private_before")
