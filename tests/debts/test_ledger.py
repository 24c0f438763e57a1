"""What is owed on a day: settled parts, open parts with their range, where figures come from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from debts.making import DEBT, claim, day, debt, due, paid
from debts.making import terms as terms_with
from qinghuan.debts.changes import DebtChanged, RateChanged
from qinghuan.debts.entries import Terms
from qinghuan.debts.ledger import owed
from qinghuan.money import ZERO, yuan
from qinghuan.words import Text, say

ON = day("2026-11-20")


def amounts(result):
    return {part: figure.value for part, figure in result.parts.items()}


def test_each_part_is_what_came_in_less_what_was_paid():
    facts = debt(due("2026-08-20", "5000", "30", "60"), paid("2026-09-05", "300"))

    result = owed(facts, ON)

    assert amounts(result) == {
        "principal": yuan("4830"),
        "penalty_interest": yuan("183.54"),
    }
    assert result.complete
    assert result.total == yuan("5013.54")


def test_nothing_is_owed_before_anything_fell_due():
    assert owed(debt(due("2026-12-20", "5000")), ON).total == ZERO


def test_what_falls_due_today_is_due_and_not_overdue():
    result = owed(debt(due("2026-10-20", "100"), due("2026-11-20", "40")), ON)

    assert result.total - result.overdue == yuan("40")
    assert result.oldest_unpaid_due == day("2026-10-20")


def test_a_paid_amount_is_not_the_oldest_unpaid_one():
    facts = debt(due("2026-08-20", "100"), due("2026-10-20", "100"), paid("2026-08-20", "100"))

    assert owed(facts, ON).oldest_unpaid_due == day("2026-10-20")


def test_every_figure_names_its_entries_and_says_its_way_in_both_languages():
    facts = debt(due("2026-08-20", "5000"), paid("2026-09-05", "300"))

    figure = owed(facts, ON).parts["penalty_interest"]

    assert {"due2026082001", "paid2026090501", facts.terms_entry} <= set(figure.entries)
    for _, step in figure.steps():
        assert say(step.formula, "zh_CN")
        assert say(step.formula, "en")
    assert [parameter.name for parameter in figure.parameters] == ["civil_code.order_within_debt"]


def test_an_unknown_rate_leaves_the_penalty_open_and_guesses_nothing():
    result = owed(debt(due("2026-08-20", "5000"), terms=Terms(), product="jiebei"), ON)

    assert amounts(result) == {"principal": yuan("5000")}
    (gap,) = result.open
    assert (gap.part, gap.about, gap.least) == ("penalty_interest", "penalty_rate", ZERO)
    assert (gap.low.value, gap.high, gap.says.id) == (ZERO, None, "debts.open.no_upper")
    assert result.total == yuan("5000")


def test_rates_that_somebody_names_give_a_range_and_still_no_figure():
    facts = debt(
        due("2026-08-20", "5000"),
        claim("2026-11-20", "5300", annual_rate_shown="0.24"),
        terms=Terms(rate="0.0004"),
        product="jiebei",
    )

    (gap,) = owed(facts, ON).open

    assert gap.least == ZERO
    assert (gap.low.value, gap.high.value) == (yuan("184.00"), yuan("302.47"))


def test_an_unknown_base_is_no_gap_where_every_base_gives_the_same():
    facts = debt(due("2026-08-20", "5000"), terms=Terms(penalty_rate="0.0005"))

    assert owed(facts, ON).complete


def test_an_unknown_base_is_a_range_where_it_matters():
    facts = debt(due("2026-08-20", "5000", "100"), terms=Terms(penalty_rate="0.0005"))

    result = owed(facts, ON)

    (gap,) = result.open
    assert gap.about == "penalty_base"
    assert (gap.least, gap.low.value, gap.high.value) == (
        yuan("230.00"),
        yuan("230.00"),
        yuan("234.60"),
    )


def test_a_payment_under_an_unknown_rate_leaves_open_what_it_settled():
    facts = debt(
        due("2026-08-20", "5000"), paid("2026-09-05", "300"), terms=Terms(), product="other"
    )

    result = owed(facts, ON)

    assert {gap.part for gap in result.open} == {"principal", "penalty_interest"}
    assert result.amount("principal") == yuan("4700")


def test_agreed_compounding_bears_the_penalty_on_interest_overdue_for_a_month():
    facts = debt(due("2026-08-20", "5000", "200"), terms=terms_with(compounding="monthly"))

    found = owed(facts, day("2026-09-30"))

    assert found.parts["compound_interest"].value == yuan("1.00")
    assert found.complete
    assert found.parts["compound_interest"].inputs["compounded"].value == yuan("1.00")


@pytest.mark.parametrize(
    ("late_fee_rate", "minimum", "about"),
    [(None, None, ["late_fee_rate"]), ("0.05", None, ["minimum_payment"]), ("0.05", "500", [])],
)
def test_a_credit_card_late_fee_needs_its_share_and_the_minimum(late_fee_rate, minimum, about):
    facts = debt(
        due("2026-08-20", "5000"),
        terms=Terms(
            rate="0.0005",
            penalty_base="overdue_principal",
            late_fee_rate=late_fee_rate,
            minimum_payment=minimum,
        ),
        product="credit_card",
    )

    assert [gap.about for gap in owed(facts, ON).open] == about


def test_later_instalments_are_stated_beside_the_parts_and_end_when_one_falls_due():
    stated = claim("2026-09-01", "5000", not_yet_due="3200")

    before = owed(debt(due("2026-08-20", "5000"), stated), ON)
    after = owed(debt(due("2026-08-20", "5000"), due("2026-09-20", "800"), stated), ON)

    assert before.not_yet_due is not None
    assert before.not_yet_due.value == yuan("3200")
    assert before.total < yuan("5300")
    assert after.not_yet_due is None


def test_what_is_shown_behind_an_open_rate_is_the_cheapest_replay():
    ours = owed(
        debt(due("2026-08-20", "5000"), terms=Terms(rate="0.0004"), product="jiebei"),
        day("2026-11-20"),
    )

    assert ours.book.accrued == ZERO
    assert ours.total == yuan("5000")
    assert [(gap.low.value, gap.high.value) for gap in ours.open] == [
        (yuan("184.00"), yuan("184.00"))
    ]


def test_a_part_that_every_rate_named_leaves_the_same_is_settled_though_a_payment_touched_it():
    ours = owed(
        debt(
            due("2026-08-20", "5000", "40", "60"),
            paid("2026-09-05", "70"),
            terms=Terms(rate="0.0004"),
            product="jiebei",
        ),
        day("2026-11-20"),
    )

    assert ours.amount("instalment_fee") == yuan("30")
    assert [gap.part for gap in ours.open] == ["penalty_interest"]


def test_a_rate_changed_before_anything_was_late_is_the_one_that_is_said():
    change = RateChanged(type="rate", penalty_rate="0.0003")
    facts = debt(
        due("2026-08-20", "5000"),
        DebtChanged(id="change01", on=day("2026-08-01"), debt=DEBT, change=change),
    )
    accrued = owed(facts, ON).parts["penalty_interest"].inputs["accrued"]

    # 5,000 × 0.0003 × 92.
    assert accrued.value == yuan("138.00")
    assert accrued.formula.id == "debts.formula.penalty"
    said = say(Text("debts.rate.day", rate=Decimal("0.0003")))
    assert say(accrued.formula.parameters["rate"]) == said
