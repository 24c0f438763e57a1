"""The yearly cost of instalments: from all rows as agreed, or not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.dates import add_months
from qinghuan.debts.changes import ChargeMade, MoneyDrawn
from qinghuan.debts.entries import AmountFellDue, DebtDisclosed, PaymentMade
from qinghuan.debts.facts import fold_debts
from qinghuan.debts.instalment_rate import instalment_rate

START = date(2026, 1, 10)
DEBT = DebtDisclosed(id="debt0000", on=START, creditor="某公司", product="huabei")


def rate_of(*facts):
    return instalment_rate(fold_debts([DEBT, *facts])[0][0])


def drawn(amount="12000", on=START):
    return MoneyDrawn(id="drawn000", on=on, debt=DEBT.id, amount=amount)


def rows(count=12, principal="1000", fee="60", interest="0"):
    return [
        AmountFellDue(
            id=f"due{number:05}",
            on=add_months(START, number + 1),
            debt=DEBT.id,
            principal=principal,
            instalment_fee=fee,
            interest=interest,
        )
        for number in range(count)
    ]


def test_half_a_per_cent_a_month_on_the_whole_costs_about_twice_of_six_per_cent():
    found = rate_of(drawn(), *rows())

    assert found.reason is None
    assert found.rows == 12
    assert abs(found.rate.value - Decimal("0.1147")) < Decimal("0.0005")
    assert worth(found.rate.value, [drawn()], rows()) < Decimal("0.01")


def worth(rate, taken, due):
    """What everything is worth on the first day at ``rate``, by plain discounting."""
    value = sum((one.amount for one in taken), Decimal(0))
    for row in due:
        years = Decimal((row.on - START).days) / 365
        value -= (row.principal + row.instalment_fee + row.interest) / (1 + rate) ** years
    return abs(value)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 36), st.integers(1, 500), st.integers(100, 5000))
def test_at_the_rate_what_is_paid_is_worth_what_was_drawn(count, fee, principal):
    due = rows(count, str(principal), str(fee))
    taken = drawn(str(principal * count))

    found = rate_of(taken, *due)

    assert worth(found.rate.value, [taken], due) < Decimal("0.01")


def test_a_charge_at_the_beginning_makes_it_dearer():
    charge = ChargeMade(id="charge00", on=START, debt=DEBT.id, part="instalment_fee", amount="300")

    assert rate_of(drawn(), charge, *rows()).rate.value > rate_of(drawn(), *rows()).rate.value


def test_late_charges_and_payments_play_no_part():
    late = ChargeMade(id="charge00", on=START, debt=DEBT.id, part="late_fee", amount="300")
    paid = PaymentMade(id="paid0000", on=add_months(START, 5), debt=DEBT.id, amount="100")

    assert rate_of(drawn(), late, paid, *rows()).rate.value == rate_of(drawn(), *rows()).rate.value


def test_what_is_missing_is_said_instead_of_a_rate():
    reasons = {
        "no_drawdown": rate_of(*rows()),
        "no_rows": rate_of(drawn()),
        "not_all_rows": rate_of(drawn(), *rows(11)),
        "no_charges": rate_of(drawn(), *rows(fee="0")),
        "due_before_drawdown": rate_of(drawn(on=add_months(START, 1)), *rows()),
    }

    assert {f"debts.instalment_rate.{name}" for name in reasons} == {
        found.reason.id for found in reasons.values()
    }
    assert all(found.rate is None for found in reasons.values())


def test_the_figure_names_the_entries_it_rests_on():
    found = rate_of(drawn(), *rows(2, "6000"))

    assert found.rate.entries == ("drawn000", "due00000", "due00001")


def test_one_row_of_unknown_interest_leaves_no_rate():
    unknown = rows(1)[0].model_copy(update={"interest": None})
    found = rate_of(drawn(), unknown, *rows()[1:])

    assert found.rate is None
    assert found.reason.id == "debts.instalment_rate.interest_unknown"


def test_where_two_rates_solve_the_equation_none_is_given_and_both_are_counted():
    # Drawn 100, paid 240 after a year, drawn 130 a year later: 100 x² − 240 x + 130 = 0.
    again = MoneyDrawn(id="drawn001", on=date(2028, 1, 10), debt=DEBT.id, amount="130")
    row = AmountFellDue(
        id="due00000", on=date(2027, 1, 10), debt=DEBT.id, principal="230", interest="10"
    )
    found = rate_of(drawn("100"), row, again)

    assert found.rate is None
    assert found.reason.id == "debts.rate.several_roots"
    assert found.reason.parameters["count"] == 2
