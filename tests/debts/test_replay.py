"""A debt replayed day by day: counting days, rounding once, nothing appears or disappears."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debts.making import DEBT, claim, day, debt, due, paid, repaid
from debts.making import terms as terms_with
from qinghuan.debts.changes import (
    Assigned,
    ChargeMade,
    DebtChanged,
    Frozen,
    Holiday,
    MoneyDrawn,
    PaymentReversed,
    Postponed,
    PurchaseRefunded,
    RateChanged,
    Reaged,
    Reamortised,
    ReliefGranted,
    Settled,
    Waived,
    WrittenDown,
)
from qinghuan.debts.ledger import PARTS
from qinghuan.debts.penalty import possible
from qinghuan.debts.replay import replay
from qinghuan.money import ZERO, total, yuan


def book(facts, on, **more):
    return replay(facts, possible(facts).penalties[0], day(on), **more)


def penalty(facts, on):
    return book(facts, on).left("penalty_interest")


@pytest.mark.parametrize(
    ("on", "amount"),
    [("2026-08-19", "0"), ("2026-08-20", "0"), ("2026-08-21", "0.50"), ("2026-08-22", "1.00")],
)
def test_the_due_day_itself_counts_nothing_and_the_next_day_is_the_first(on, amount):
    assert penalty(debt(due("2026-08-20", "1000")), on) == yuan(amount)


@pytest.mark.parametrize(
    ("start", "on", "amount"),
    [
        ("2028-02-28", "2028-03-01", "1.00"),
        ("2027-02-28", "2027-03-01", "0.50"),
        ("2027-12-31", "2028-12-31", "183.00"),
    ],
)
def test_the_leap_day_is_counted_like_any_other(start, on, amount):
    assert penalty(debt(due(start, "1000")), on) == yuan(amount)


def test_days_of_grace_are_not_counted():
    facts = debt(due("2026-08-20", "1000"), terms=terms_with(grace_days=3))

    assert penalty(facts, "2026-08-23") == ZERO
    assert penalty(facts, "2026-08-24") == yuan("0.50")


def test_the_payment_day_still_counts_on_what_was_owed_before_the_payment():
    facts = debt(due("2026-08-20", "1000"), paid("2026-08-22", "501"))

    result = book(facts, "2026-08-24")

    assert result.paid("penalty_interest") == yuan("1.00")
    assert result.left("principal") == yuan("500")
    assert result.left("penalty_interest") == yuan("0.50")


def test_a_payment_on_the_due_day_is_in_time():
    facts = debt(due("2026-08-20", "1000"), paid("2026-08-20", "1000"))

    assert all(not book(facts, "2026-12-31").left(part) for part in PARTS)


def test_the_penalty_is_rounded_once_on_the_whole_sum():
    facts = debt(due("2026-08-20", "6.00"), paid("2026-08-22", "0.01"), paid("2026-08-24", "0.01"))

    assert book(facts, "2026-08-26").accrued == yuan("0.02")


def test_within_a_part_the_oldest_amount_is_settled_first():
    facts = debt(due("2026-08-20", "100"), due("2026-09-20", "100"), paid("2026-09-20", "150"))

    items = book(facts, "2026-09-20").items

    assert [(item.due, item.of("principal")) for item in items] == [
        (day("2026-09-20"), yuan("51.55")),
    ]


def test_what_is_overpaid_waits_and_settles_what_falls_due_next():
    facts = debt(due("2026-08-20", "100"), due("2026-09-20", "100"), paid("2026-08-20", "130"))

    assert book(facts, "2026-09-19").surplus == yuan("30")
    assert book(facts, "2026-09-20").left("principal") == yuan("70")


def test_a_payment_before_the_first_due_date_settled_an_earlier_bill():
    facts = debt(due("2026-08-20", "100"), paid("2026-07-20", "100"))

    assert book(facts, "2026-08-20").left("principal") == yuan("100")


def test_the_base_may_hold_interest_or_the_whole_balance():
    wide = terms_with(penalty_base="overdue_principal_and_interest")
    whole = terms_with(penalty_base="whole_balance")
    facts = (
        due("2026-08-20", "1000", "100", "50"),
        claim("2026-08-20", "1150", not_yet_due="1000"),
    )

    assert penalty(debt(*facts), "2026-08-30") == yuan("5.00")
    assert penalty(debt(*facts, terms=wide), "2026-08-30") == yuan("5.50")
    assert penalty(debt(*facts, terms=whole), "2026-08-30") == yuan("10.75")


def late_fee_debt(*facts, minimum="100"):
    terms = terms_with(late_fee_rate="0.05", late_fee_minimum=yuan("2"), grace_days=3)
    return debt(due("2026-08-20", "1000", minimum=minimum), *facts, terms=terms)


def test_a_late_fee_is_a_share_of_the_unpaid_minimum_once_after_the_grace():
    assert book(late_fee_debt(), "2026-08-23").left("late_fee") == ZERO
    assert book(late_fee_debt(), "2026-08-24").left("late_fee") == yuan("5.00")
    assert book(late_fee_debt(), "2026-12-31").left("late_fee") == yuan("5.00")


def test_a_late_fee_has_its_floor_and_falls_away_when_the_minimum_was_paid_in_time():
    assert book(late_fee_debt(paid("2026-08-23", "80")), "2026-08-24").left("late_fee") == yuan("2")
    assert book(late_fee_debt(paid("2026-08-23", "100")), "2026-08-24").left("late_fee") == ZERO


START = day("2026-01-31")
amounts = st.decimals(min_value="0.01", max_value="5000.00", places=2)
offsets = st.integers(0, 200)


@st.composite
def lives(draw):
    """Random due amounts and payments of one debt, and a day after some of them."""
    dues = draw(st.lists(st.tuples(offsets, amounts, amounts, amounts), min_size=1, max_size=4))
    made = draw(st.lists(st.tuples(offsets, amounts), max_size=5))
    facts = [
        due(str(START + timedelta(days=offset)), principal, interest, fee, minimum=interest, n=n)
        for n, (offset, principal, interest, fee) in enumerate(dues)
    ]
    facts += [
        paid(str(START + timedelta(days=offset)), amount, n=n)
        for n, (offset, amount) in enumerate(made)
    ]
    changes = {
        "grace_days": draw(st.sampled_from([None, 0, 3])),
        "late_fee_rate": draw(st.sampled_from([None, yuan("0.05")])),
        "penalty_base": draw(
            st.sampled_from(
                ["overdue_principal", "overdue_principal_and_interest", "whole_balance"]
            )
        ),
        "allocation": draw(st.sampled_from([(), ("principal",), ("late_fee", "interest")])),
    }
    product = draw(st.sampled_from(["huabei", "credit_card"]))
    on = START + timedelta(days=draw(st.integers(0, 260)))
    return facts, terms_with(**changes), product, str(on)


@settings(max_examples=60, deadline=None)
@given(lives())
def test_what_came_in_is_what_is_owed_and_what_was_paid_fen_by_fen(life):
    facts, terms, product, on = life
    folded = debt(*facts, terms=terms, product=product)

    result = book(folded, on)

    assert all(result.left(part) >= ZERO for part in PARTS)
    unpaid = total(item.left for item in result.items)
    left_in_items = total(result.left(part) for part in PARTS)
    penalty_left = result.accrued - (
        result.paid("penalty_interest") if result.penalty.part == "penalty_interest" else ZERO
    )
    assert left_in_items == unpaid + penalty_left
    spent = total(one for allocated in result.allocated for one in allocated.parts.values())
    counted = [one for one in folded.payments if folded.first_due <= one.on <= day(on)]
    assert spent + result.surplus == total(one.amount for one in counted)
    assert total(result.charged(part) for part in PARTS) == left_in_items + spent


@settings(max_examples=30, deadline=None)
@given(lives(), st.randoms(use_true_random=False))
def test_the_order_of_learning_changes_no_fen(life, random):
    facts, terms, product, on = life
    shuffled = random.sample(facts, len(facts))

    first = book(debt(*facts, terms=terms, product=product), on)
    second = book(debt(*shuffled, terms=terms, product=product), on)

    assert first == second


@settings(max_examples=60, deadline=None)
@given(lives(), offsets, amounts)
def test_a_further_payment_never_raises_what_is_owed(life, offset, amount):
    facts, terms, product, on = life
    further = paid(str(START + timedelta(days=offset)), amount, n=99)

    def sum_owed(*all_facts):
        result = book(debt(*all_facts, terms=terms, product=product), on)
        return total(result.left(part) for part in PARTS)

    assert sum_owed(*facts, further) <= sum_owed(*facts)


def granted(on, relief):
    return ReliefGranted(id=f"relief{day(on):%Y%m%d}", on=day(on), debt=DEBT, relief=relief)


def changed(on, change):
    return DebtChanged(id=f"change{day(on):%Y%m%d}", on=day(on), debt=DEBT, change=change)


def drawn(on, amount):
    return MoneyDrawn(id=f"drawn{day(on):%Y%m%d}", on=day(on), debt=DEBT, amount=amount)


BILL = due("2026-08-20", "1000")
TEN_DAYS = "2026-08-30"


@pytest.mark.parametrize(
    ("terms", "product", "change", "after"),
    [
        # 5.00 in the first ten days at 0.05 %; in the next ten at what the change says.
        (terms_with(), "huabei", {"penalty_rate": "0.0002"}, "2.00"),
        (terms_with(rate="0.0003"), "huabei", {"rate": "0.0001"}, "5.00"),
        (
            terms_with(penalty_rate=None, penalty_factor="1.5", rate="0.0004"),
            "huabei",
            {"rate": "0.0002"},
            "3.00",
        ),
        (terms_with(penalty_rate=None, rate="0.0005"), "credit_card", {"rate": "0.0001"}, "1.00"),
        (
            terms_with(penalty_rate=None, penalty_factor="1.5", rate="0.0004"),
            "huabei",
            {"rate": "0.0002", "penalty_rate": "0.0009"},
            "9.00",
        ),
        (
            terms_with(rate="0.0003", rate_per="month"),
            "huabei",
            {"rate": "0.1", "rate_per": "year"},
            "5.00",
        ),
    ],
)
def test_another_rate_moves_the_penalty_that_hangs_on_it(terms, product, change, after):
    new = changed(TEN_DAYS, RateChanged(type="rate", **change))
    facts = debt(BILL, new, terms=terms, product=product)
    part = "interest" if product == "credit_card" else "penalty_interest"

    first, both = book(facts, TEN_DAYS).left(part), book(facts, "2026-09-09").left(part)

    assert both - first == yuan(after)


def test_a_payment_is_taken_back_on_its_day_or_later_by_fact_or_line_and_never_before():
    line = repaid("2026-08-25", "1000")
    for payment, on, left in (
        ("paid2026082501", "2026-08-25", "1000"),
        ("paid2026082501", "2026-08-28", "1000"),
        ("line1", "2026-08-25", "1000"),
        ("paid2026082501", "2026-08-24", "2.50"),
        ("other", "2026-08-28", "2.50"),
    ):
        back = PaymentReversed(id="back0001", on=day(on), debt=DEBT, payment=payment)
        made = [] if payment == "line1" else [paid("2026-08-25", "1000")]
        lines = [line] if payment == "line1" else []
        facts = debt(BILL, back, *made, lines=lines)
        assert book(facts, TEN_DAYS).left("principal") == yuan(left), (payment, on)


def test_what_lasts_is_remembered_from_before_the_first_bill():
    frozen = granted("2026-08-01", Frozen(type="frozen"))
    waived = granted("2026-08-02", Waived(type="waived"))
    holiday = granted("2026-08-03", Holiday(type="holiday", until=day("2026-08-25")))
    assigned = changed("2026-08-04", Assigned(type="assigned", creditor="某资产管理公司"))

    assert penalty(debt(BILL, frozen), TEN_DAYS) == ZERO
    assert penalty(debt(BILL, waived), TEN_DAYS) == yuan("5.00")
    assert penalty(debt(BILL, holiday), TEN_DAYS) == yuan("2.50")
    assert book(debt(BILL, assigned), TEN_DAYS).account.creditor == "某资产管理公司"


def test_each_grant_does_what_it_says():
    facts = {
        "waived": granted(TEN_DAYS, Waived(type="waived", part="penalty_interest", amount="3")),
        "written_down": granted(TEN_DAYS, WrittenDown(type="written_down", amount="400")),
        "settled": granted(TEN_DAYS, Settled(type="settled")),
        "frozen": granted(TEN_DAYS, Frozen(type="frozen", until=day("2026-09-04"))),
    }
    after = {name: book(debt(BILL, fact), "2026-09-09") for name, fact in facts.items()}

    assert after["waived"].left("penalty_interest") == yuan("7.00")
    assert after["waived"].waived("penalty_interest") == yuan("3.00")
    assert after["written_down"].left("principal") == yuan("600")
    assert after["written_down"].left("penalty_interest") == yuan("8.00")
    assert total(after["settled"].left(part) for part in PARTS) == ZERO
    assert after["frozen"].left("penalty_interest") == yuan("7.50")


def test_new_rows_and_moved_arrears_fall_due_by_themselves():
    reaged = changed("2026-08-30", Reaged(type="reaged", n=2, first_due=day("2026-09-30")))
    moved = changed("2026-08-30", Reamortised(type="reamortised", arrears="first"))
    waived = changed("2026-08-30", Reamortised(type="reamortised", arrears="waived"))
    later = due("2026-09-20", "500")

    assert book(debt(BILL, reaged), "2026-09-30").left("principal") == yuan("500")
    assert book(debt(BILL, later, moved), "2026-09-20").left("principal") == yuan("1500")
    assert book(debt(BILL, later, waived), "2026-09-20").left("principal") == yuan("500")
    # Without rows to come nothing can move: the ledger goes on as before.
    assert book(debt(BILL, moved), "2026-09-20").left("principal") == yuan("1000")
    assert book(debt(BILL, waived), "2026-09-20").left("principal") == ZERO


def test_bills_to_come_move_when_that_was_agreed_and_only_where_they_are_recorded():
    first, second = due("2026-09-20", "500"), due("2026-10-20", "500")
    move = Postponed(type="postponed", first=day("2026-09-20"), to=day("2026-11-20"))
    facts = debt(BILL, first, second, changed(TEN_DAYS, move))
    stray = Postponed(type="postponed", first=day("2026-09-21"), to=day("2026-11-20"))

    assert book(facts, "2026-11-19").left("principal") == yuan("1000")
    assert book(facts, "2026-11-20").left("principal") == yuan("1500")
    assert book(facts, "2026-12-20").left("principal") == yuan("2000")
    unmoved = book(debt(BILL, first, changed(TEN_DAYS, stray)), "2026-09-20")
    assert unmoved.left("principal") == yuan("1500")


def test_charges_refunds_and_money_drawn_stand_in_their_parts():
    charge = ChargeMade(
        id="charge01", on=day("2026-08-22"), debt=DEBT, part="unnamed", amount="9.90"
    )
    refund = PurchaseRefunded(id="refund01", on=day("2026-08-22"), debt=DEBT, amount="300")
    facts = debt(BILL, charge, refund, drawn("2026-07-20", "2500"), terms=terms_with(rate="0.0002"))
    result = book(facts, TEN_DAYS)

    assert result.left("unnamed") == yuan("9.90")
    # A refund lowers what is not due first: 1,500 were left of the 2,500.
    assert result.not_yet_due("principal") == yuan("1200")
    assert result.left("principal") == yuan("1000")
    # 31 days on 2,500 stated as nothing by the bill; then 2 on 1,500 and 8 on 1,200.
    assert result.not_yet_due("interest") == yuan("2.52")


def test_the_stated_rest_counts_in_the_whole_balance_until_something_falls_due():
    whole = terms_with(penalty_base="whole_balance")
    stated = claim("2026-08-20", "1000", not_yet_due="1000")
    again = due("2026-08-25", "500")

    assert penalty(debt(BILL, stated, terms=whole), TEN_DAYS) == yuan("10.00")
    assert penalty(debt(BILL, stated, again, terms=whole), TEN_DAYS) == yuan("8.75")


def test_a_wrong_count_of_days_charges_the_last_base_for_more_or_fewer():
    facts = debt(BILL, paid("2026-08-25", "502.50"))

    # 2.50 were paid; 5 days on 500.
    assert book(facts, TEN_DAYS).left("penalty_interest") == yuan("1.25")
    assert book(facts, TEN_DAYS, extra_days=2).left("penalty_interest") == yuan("1.75")
    assert book(facts, TEN_DAYS, extra_days=-2).left("penalty_interest") == yuan("0.75")


def test_before_anything_began_there_is_no_account():
    result = book(debt(BILL), "2026-08-19")

    assert (result.account, result.items, result.stretches, result.surplus) == (None, (), (), ZERO)
    assert (result.accrued, result.carried) == (ZERO, ZERO)
    assert all(
        amount == ZERO
        for part in PARTS
        for amount in (
            result.charged(part),
            result.paid(part),
            result.waived(part),
            result.left(part),
            result.not_yet_due(part),
        )
    )


def test_another_yearly_rate_follows_the_day_count_of_the_contract_and_a_rate_a_day_does_not():
    """From 26 February to 5 March are 7 days; months of thirty days make 9 of them."""
    terms = terms_with(
        penalty_rate=None,
        penalty_factor="1.5",
        rate="0.12",
        rate_per="year",
        day_count="30/360",
    )
    bill = due("2026-01-20", "10000")

    def borne(**change):
        facts = debt(bill, changed("2026-02-26", RateChanged(type="rate", **change)), terms=terms)
        return penalty(facts, "2026-03-05") - penalty(facts, "2026-02-26")

    # 10,000 × 9 % × 9 ÷ 360, and 10,000 × 0.05 % × 7.
    assert borne(rate="0.06", rate_per="year") == yuan("22.50")
    assert borne(penalty_rate="0.0005") == yuan("35.00")
    assert borne(rate="0.0002", rate_per="day") == yuan("21.00")


def test_arrears_move_to_the_rows_to_come_on_the_day_that_was_agreed():
    moved = changed("2026-08-30", Reamortised(type="reamortised", arrears="first"))
    facts = debt(BILL, due("2026-09-20", "500"), moved)

    assert book(facts, "2026-08-29").left("principal") == yuan("1000")
    assert book(facts, "2026-09-10").left("principal") == ZERO
    assert book(facts, "2026-09-20").left("principal") == yuan("1500")


def test_a_bill_of_the_very_day_is_no_row_to_come_to_which_arrears_could_move():
    moved = changed("2026-09-20", Reamortised(type="reamortised", arrears="first"))
    facts = debt(BILL, due("2026-09-20", "500"), moved)

    assert book(facts, "2026-09-30").left("principal") == yuan("1500")


def test_arrears_of_new_rows_move_to_the_next_of_them_though_no_bill_is_to_come():
    reaged = changed("2026-08-30", Reaged(type="reaged", n=2, first_due=day("2026-09-30")))
    moved = changed("2026-10-10", Reamortised(type="reamortised", arrears="first"))
    facts = debt(BILL, reaged, moved)

    assert book(facts, "2026-10-09").left("principal") == yuan("500")
    assert book(facts, "2026-10-10").left("principal") == ZERO
    assert book(facts, "2026-10-30").left("principal") == yuan("1000")
