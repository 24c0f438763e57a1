"""The line above which a court reduces charges on request."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import claim, day, debt, due, paid
from debts.making import terms as terms_with
from qinghuan.debts.cap import cap
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
            rate="0.24", rate_per="year", penalty_factor="1", penalty_base="overdue_principal"
        ),
    )
    at = day("2026-08-20").fromordinal(on)

    result = cap(folded, owed(folded, at), at)

    assert result.charged.value == result.line.value
    assert result.excess.value == ZERO
