"""The ledger: no fen appears or disappears, and a second ledger comes to the same."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from debts.lives import life
from debts.oracle import Oracle
from qinghuan import calc
from qinghuan.debts.allocation import by_rule
from qinghuan.debts.engine import run
from qinghuan.debts.events import (
    Contract,
    Drawdown,
    Due,
    Paid,
    Postponement,
    Reage,
    Reamortise,
    WriteDown,
)
from qinghuan.money import yuan

LIVES = range(150)


def kept(request):
    answer = calc.answer(request)
    assert answer.problems == ()
    return answer.result


def fen(text):
    return int(Decimal(text) * 100)


@pytest.mark.parametrize("seed", LIVES)
def test_engine_and_oracle_agree_to_the_fen(seed):
    request = life(seed)
    found = kept(request)
    parts, surplus = Oracle(request).run()
    ours = {
        part: {name: fen(one[name]) for name in ("in", "paid", "waived", "owed")}
        for part, one in found["parts"].items()
    }
    assert ours == parts
    assert fen(found["surplus"]) == surplus


@pytest.mark.parametrize("seed", range(0, 150, 10))
def test_what_came_in_is_owed_paid_or_waived_on_every_day(seed):
    request = life(seed)
    day, last = date.fromisoformat(min(e["on"] for e in request["events"])), request["on"]
    while day <= date.fromisoformat(last):
        for one in kept({**request, "on": day.isoformat()})["parts"].values():
            whole = Decimal(one["owed"]) + Decimal(one["paid"]) + Decimal(one["waived"])
            assert Decimal(one["in"]) == whole
            stands = [Decimal(one[name]) for name in ("not_yet_due", "due", "overdue")]
            assert sum(stands) == Decimal(one["owed"])
            assert min(stands) >= 0
        day += timedelta(days=7)


@pytest.mark.parametrize("seed", range(0, 150, 5))
def test_the_order_of_learning_changes_nothing(seed):
    request = life(seed)
    mixed = list(request["events"])
    random.Random(seed).shuffle(mixed)
    first, second = kept(request), kept({**request, "events": mixed})
    assert first["parts"] == second["parts"]
    assert first["surplus"] == second["surplus"]


DRAWN = {"type": "drawdown", "on": "2026-01-01", "amount": "6000.00"}
FIRST = {"type": "due", "on": "2026-02-01", "principal": "1000.00"}
SECOND = {"type": "due", "on": "2026-03-01", "principal": "1000.00"}
TERMS = {"rate": {"daily": "0.0003"}, "penalty": {"daily": "0.0005"}}


def ledger(*events, on="2026-04-01", **terms):
    standing = [DRAWN, FIRST, SECOND, *events]
    return kept({"op": "ledger", "terms": {**TERMS, **terms}, "events": standing, "on": on})


def part(found, name, what="owed"):
    return found["parts"].get(name, {}).get(what, "0.00")


def test_drawn_principal_bears_interest_until_it_falls_due_and_penalty_after_that():
    found = ledger()
    assert part(found, "interest", "in") == "135.00"
    assert part(found, "penalty_interest") == "45.00"
    assert (found["oldest_unpaid_due"], found["days_past_due"]) == ("2026-02-01", 59)
    assert part(found, "principal", "not_yet_due") == "4000.00"


def test_a_freeze_stops_every_day_after_it_and_no_day_before():
    found = ledger({"type": "freeze", "on": "2026-03-01"})
    assert part(found, "penalty_interest") == "14.00"
    assert part(found, "interest", "in") == "97.80"
    ended = ledger({"type": "freeze", "on": "2026-03-01", "until": "2026-03-11"})
    assert part(ended, "penalty_interest") == "35.00"


def test_a_waiver_comes_before_the_payment_of_the_same_day():
    waived = {"type": "waiver", "on": "2026-04-01", "part": "penalty_interest"}
    paid = {"type": "payment", "on": "2026-04-01", "amount": "45.00"}
    found = ledger(paid, waived, allocation=["penalty_interest"])
    assert part(found, "penalty_interest", "waived") == "45.00"
    assert part(found, "penalty_interest", "paid") == "0.00"


def test_waived_interest_is_never_capitalised():
    waived = {"type": "waiver", "on": "2026-02-01", "part": "interest"}
    with_it = ledger(waived, compounding="at_posting", on="2026-03-01")
    without = ledger(compounding="at_posting", on="2026-03-01")
    assert part(without, "compound_interest") == "0.78"
    assert part(with_it, "compound_interest") == "0.00"


def test_monthly_compounding_begins_a_month_after_interest_fell_due():
    assert part(ledger(compounding="monthly", on="2026-03-01"), "compound_interest") == "0.00"
    assert part(ledger(compounding="monthly", on="2026-03-11"), "compound_interest") == "0.28"


def test_acceleration_makes_everything_due_and_later_bills_void():
    found = ledger({"type": "acceleration", "on": "2026-02-15"})
    assert part(found, "principal", "overdue") == "6000.00"
    assert part(found, "principal", "not_yet_due") == "0.00"
    assert part(found, "interest", "in") == "76.80"


def test_an_assignment_changes_the_creditor_and_nothing_else():
    sold = {"type": "assignment", "on": "2026-02-15", "creditor": "B"}
    plain, found = ledger(), ledger(sold)
    assert found["creditor"] == "B"
    assert found["parts"] == plain["parts"]


def test_a_holiday_moves_what_falls_due_to_its_end_and_stops_lateness():
    rest = {"type": "holiday", "on": "2026-01-15", "until": "2026-03-15"}
    found = ledger(rest)
    assert found["oldest_unpaid_due"] == "2026-03-15"
    assert part(found, "penalty_interest") == "17.00"
    stopped = ledger({**rest, "interest": "stops"})
    assert Decimal(part(stopped, "interest", "in")) < Decimal(part(found, "interest", "in"))


def test_reageing_puts_everything_into_equal_rows_and_nothing_is_late_until_the_first():
    anew = {"type": "reage", "on": "2026-03-15", "n": 6, "first_due": "2026-05-01"}
    found = ledger(anew)
    assert (found["overdue"], found["oldest_unpaid_due"]) == ("0.00", None)
    assert part(found, "principal", "not_yet_due") == "6000.00"
    later = ledger(anew, on="2026-05-02")
    assert part(later, "principal", "overdue") == "1000.00"


@pytest.mark.parametrize(
    ("arrears", "next_due"), [("first", "2000.00"), ("spread", "2000.00"), ("waived", "1000.00")]
)
def test_reamortising_moves_arrears_to_the_rows_to_come_or_gives_them_up(arrears, next_due):
    moved = {"type": "reamortise", "on": "2026-02-15", "arrears": arrears}
    found = ledger(moved, on="2026-03-02")
    assert part(found, "principal", "overdue") == next_due
    assert part(found, "principal", "waived") == ("1000.00" if arrears == "waived" else "0.00")


def test_arrears_are_spread_over_all_rows_to_come():
    third = {"type": "due", "on": "2026-04-01", "principal": "1000.00"}
    moved = {"type": "reamortise", "on": "2026-02-15"}
    assert part(ledger(third, moved, on="2026-03-02"), "principal", "overdue") == "1500.00"


def test_without_rows_to_come_there_is_nothing_to_reamortise():
    moved = {"type": "reamortise", "on": "2026-03-15"}
    request = {"op": "ledger", "terms": TERMS, "events": [DRAWN, FIRST, moved], "on": "2026-04-01"}
    assert calc.answer(request).problems[0].where == "/events"


def test_a_payment_taken_back_is_owed_again():
    paid = {"type": "payment", "on": "2026-02-10", "amount": "700.00", "id": "p"}
    back = {"type": "reversal", "on": "2026-02-20", "payment": "p"}
    found = ledger(paid, back, on="2026-02-20")
    assert part(found, "principal", "paid") == "0.00"
    assert part(found, "principal") == "6000.00"
    assert found["payments"] == []


def test_a_payment_that_was_never_made_cannot_be_taken_back():
    back = {"type": "reversal", "on": "2026-02-20", "payment": "x"}
    answer = calc.answer(
        {"op": "ledger", "terms": TERMS, "events": [DRAWN, back], "on": "2026-03-01"}
    )
    assert answer.problems[0].where == "/events"


def test_a_refund_takes_principal_that_is_not_due_first():
    found = ledger({"type": "refund", "on": "2026-02-10", "amount": "500.00"}, on="2026-02-10")
    assert part(found, "principal", "not_yet_due") == "4500.00"
    assert part(found, "principal", "overdue") == "1000.00"


def test_what_is_paid_beyond_the_due_waits_for_what_falls_due_next_unless_prepaid():
    more = {"type": "payment", "on": "2026-02-01", "amount": "1500.00"}
    waiting = ledger(more, on="2026-02-02")
    assert waiting["surplus"] == "444.20"
    early = ledger({**more, "prepay": True}, on="2026-02-02")
    assert (early["surplus"], part(early, "principal")) == ("0.00", "4555.80")


def test_a_settlement_waives_the_rest_and_nothing_accrues_any_more():
    done = {"type": "settlement", "on": "2026-03-15", "amount": "4000.00"}
    found = ledger(done, on="2026-12-31")
    assert found["total"] == "0.00"
    assert part(found, "principal", "waived") > "0.00"
    assert found["oldest_unpaid_due"] is None


def test_a_late_fee_is_charged_once_on_the_minimum_that_was_not_paid_in_time():
    bill = {"type": "due", "on": "2026-02-01", "principal": "1000.00", "minimum": "100.00"}
    paid = {"type": "payment", "on": "2026-02-02", "amount": "40.00"}
    request = {
        "op": "ledger",
        "terms": {"late_fee": {"rate": "0.05", "minimum": "1.00"}, "grace_days": 3},
        "events": [bill, paid],
        "on": "2026-02-04",
    }
    assert "late_fee" not in kept(request)["parts"]
    assert part(kept({**request, "on": "2026-02-05"}), "late_fee") == "3.00"
    assert part(kept({**request, "on": "2026-06-05"}), "late_fee") == "3.00"


def test_a_credit_card_late_for_long_is_paid_principal_first():
    terms = {"penalty": {"daily": "0.0005"}, "allocation": "credit_card"}
    bill = {"type": "due", "on": "2026-01-01", "principal": "1000.00"}
    paid = {"type": "payment", "amount": "30.00"}

    def settled(day):
        events = [bill, {**paid, "on": day}]
        return kept({"op": "ledger", "terms": terms, "events": events, "on": day})["payments"]

    assert list(settled("2026-04-01")[0]["settled"]) == ["penalty_interest"]
    assert list(settled("2026-04-02")[0]["settled"]) == ["principal"]


@pytest.mark.parametrize(
    ("events", "at"),
    [
        ([{"type": "payment", "on": "2025-12-31", "amount": "5.00"}, DRAWN], "/events/0/on"),
        ([{"type": "guess", "on": "2026-01-01"}], "/events/0/type"),
        ([{**DRAWN, "amount": "-1"}], "/events/0/amount"),
        ([DRAWN, {"type": "freeze", "on": "2026-02-01", "until": "2026-01-01"}], "/events/1/until"),
        ([], "/events"),
    ],
)
def test_a_fault_in_an_event_is_named_by_its_place(events, at):
    answer = calc.answer({"op": "ledger", "terms": TERMS, "events": events, "on": "2026-04-01"})
    assert [problem.where for problem in answer.problems] == [at]


def test_rounding_each_day_gives_another_sum_than_rounding_once():
    bill = {"type": "due", "on": "2026-01-01", "principal": "8.00"}
    request = {
        "op": "ledger",
        "terms": {"penalty": {"daily": "0.0005"}},
        "events": [bill],
        "on": "2026-04-11",
    }
    assert part(kept(request), "penalty_interest") == "0.40"
    request["terms"]["rounding"] = {"each": "day"}
    assert "penalty_interest" not in kept(request)["parts"]


REVOLVING = {
    "op": "ledger",
    "terms": {"rate": {"daily": "0.0005"}, "penalty": {"daily": "0.001"}},
    "events": [
        {"type": "due", "on": "2026-02-01", "principal": "1000.00", "minimum": "100.00"},
        {"type": "payment", "on": "2026-02-01", "amount": "100.00", "id": "first"},
    ],
    "on": "2026-02-11",
}


def revolving(*events, **more):
    return kept({**REVOLVING, **more, "events": [*REVOLVING["events"], *events]})


def test_a_bill_whose_minimum_was_paid_in_time_is_not_late_and_bears_ordinary_interest():
    found = revolving()

    assert (found["days_past_due"], found["overdue"]) == (0, "0.00")
    assert found["parts"]["principal"]["not_yet_due"] == "900.00"
    assert found["parts"]["interest"]["owed"] == "4.50"
    assert "penalty_interest" not in found["parts"]


def test_what_is_carried_falls_due_with_the_next_bill():
    next_bill = {"type": "due", "on": "2026-03-01", "principal": "50.00", "minimum": "95.00"}
    found = revolving(next_bill, on="2026-03-01")

    assert found["parts"]["principal"]["due"] == "950.00"
    assert found["parts"]["interest"]["due"] == "12.60"


def test_a_payment_settles_what_is_carried_at_once():
    found = revolving({"type": "payment", "on": "2026-02-05", "amount": "900.00"})

    assert found["parts"]["principal"]["owed"] == "0.00"
    assert found["parts"]["interest"]["owed"] == "1.80"
    assert found["surplus"] == "0.00"


def test_a_payment_of_what_is_carried_that_is_taken_back_is_carried_again():
    found = revolving(
        {"type": "payment", "on": "2026-02-05", "amount": "900.00", "id": "second"},
        {"type": "reversal", "on": "2026-02-06", "payment": "second"},
        {"type": "due", "on": "2026-03-01", "principal": "50.00"},
        on="2026-03-01",
    )

    assert found["parts"]["principal"]["due"] == "950.00"


def test_a_minimum_whose_payment_is_taken_back_leaves_that_amount_late():
    found = revolving({"type": "reversal", "on": "2026-02-06", "payment": "first"})

    assert found["parts"]["principal"]["overdue"] == "100.00"
    assert found["days_past_due"] == 10


def test_money_paid_ahead_counts_towards_the_minimum():
    ahead = [
        {"type": "charge", "on": "2026-01-10", "part": "unnamed", "amount": "1.00"},
        {"type": "payment", "on": "2026-01-20", "amount": "101.00"},
        REVOLVING["events"][0],
    ]
    found = kept({**REVOLVING, "events": ahead})

    assert (found["overdue"], found["parts"]["principal"]["not_yet_due"]) == ("0.00", "900.00")


def test_what_is_carried_is_divided_with_everything_else_when_the_debt_is_aged_anew():
    found = revolving(
        {"type": "reage", "on": "2026-02-05", "n": 3, "first_due": "2026-03-05"}, on="2026-03-05"
    )

    assert found["parts"]["principal"]["due"] == "300.00"
    assert found["parts"]["principal"]["not_yet_due"] == "600.00"


def test_the_whole_balance_bears_nothing_more_once_what_was_late_is_paid():
    found = kept(
        {
            "op": "ledger",
            "terms": {"penalty": {"daily": "0.001"}, "penalty_base": "whole_balance"},
            "events": [
                {"type": "drawdown", "on": "2026-01-01", "amount": "1000.00"},
                {"type": "due", "on": "2026-02-01", "principal": "100.00"},
                {"type": "payment", "on": "2026-02-11", "amount": "110.00"},
            ],
            "on": "2026-06-01",
        }
    )

    assert found["parts"]["penalty_interest"]["owed"] == "0.00"
    assert found["total"] == "900.00"


def test_a_refund_beyond_the_principal_settles_what_else_is_due_at_once():
    found = kept(
        {
            "op": "ledger",
            "events": [
                {
                    "type": "due",
                    "on": "2026-02-01",
                    "principal": "100.00",
                    "instalment_fee": "5.00",
                },
                {"type": "refund", "on": "2026-02-10", "amount": "103.00"},
            ],
            "on": "2026-02-10",
        }
    )

    assert found["parts"]["instalment_fee"]["owed"] == "2.00"


def test_where_nothing_late_bears_interest_a_stated_interest_is_due_as_it_is_stated():
    bill = {"type": "due", "on": "2026-02-01", "principal": "1000.00", "interest": "7.00"}
    request = {
        "op": "ledger",
        "terms": {"rate": {"daily": "0.0005"}},
        "events": [DRAWN, bill],
        "on": "2026-02-01",
    }

    assert part(kept(request), "interest", "in") == "7.00"
    free = contract(interest_free=True)
    stated = run(free, [*USED, Due(date(2026, 2, 1), yuan("1000"), yuan("7"))], date(2026, 3, 1))
    assert stated.parts["interest"].came_in == yuan("7")


USED = [Drawdown(date(2026, 1, 1), yuan("1000"))]


def contract(**more):
    return Contract(rate=Fraction(5, 10_000), **more)


def test_a_bill_paid_in_full_and_in_time_bears_no_interest_else_all_of_it_since_the_purchase():
    bill = Due(date(2026, 2, 1), yuan("1000"))
    full = Paid(date(2026, 2, 1), yuan("1000"), id="full")
    short = Paid(date(2026, 2, 1), yuan("999"), id="short")
    free = contract(interest_free=True, penalty=Fraction(5, 10_000), penalty_part="interest")

    after = date(2026, 2, 2)
    assert run(free, [*USED, bill, full], after).total == yuan("0")
    # 31 days on 1,000 before the due day, and one day on the 1 that is left.
    assert run(free, [*USED, bill, short], after).total == yuan("1") + yuan("15.50")
    assert run(free, [*USED, bill], date(2026, 2, 1)).total == yuan("1000")


def test_the_order_of_a_late_card_hangs_on_the_oldest_unpaid_bill():
    day = date(2026, 5, 1)
    order = by_rule(card=True, known_on=day)
    bills = [Due(date(2026, 1, 1), yuan("100")), Due(date(2026, 4, 20), yuan("100"))]
    card = contract(penalty=Fraction(5, 10_000), penalty_part="interest", order=order)

    found = run(card, [*bills, Paid(day, yuan("3"), id="paid")], day)

    assert found.settled[0].parts == {"principal": yuan("3")}


def test_without_a_clause_only_what_is_late_bears_the_penalty_and_nothing_compounds():
    events = [*USED, Due(date(2026, 1, 11), yuan("100"), yuan("10"))]
    found = run(Contract(penalty=Fraction(1, 1000)), events, date(2026, 4, 21))

    assert found.parts["penalty_interest"].came_in == yuan("10.00")
    assert "compound_interest" not in found.parts
    assert found.parts["principal"].not_yet_due == yuan("900")
    assert found.carried == yuan("0")


def test_a_payment_repays_principal_that_is_not_due_only_where_that_was_agreed():
    early = {"on": date(2026, 1, 1), "amount": yuan("300")}
    plain = run(contract(), [*USED, Paid(**early)], date(2026, 1, 1))
    agreed = run(contract(), [*USED, Paid(**early, prepay=True)], date(2026, 1, 1))

    assert (plain.total, plain.surplus) == (yuan("1000"), yuan("300"))
    assert (agreed.total, agreed.surplus) == (yuan("700"), yuan("0"))


def test_prepaying_pays_the_interest_that_ran_before_the_principal():
    agreed = Paid(date(2026, 1, 11), yuan("300"), prepay=True, id="early")
    found = run(contract(), [*USED, agreed], date(2026, 1, 11))

    assert found.parts["interest"].paid == yuan("5.00")
    assert found.parts["principal"].owed == yuan("705.00")
    assert found.surplus == yuan("0")


def test_what_is_divided_over_rows_sums_to_the_fen_and_the_last_takes_the_residue():
    rows = [date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)]
    aged = Reage(date(2026, 2, 1), 3, rows[0])
    due = [run(Contract(), [*USED, aged], day).parts["principal"].not_yet_due for day in rows]

    assert due == [yuan("666.67"), yuan("333.34"), yuan("0")]


def test_whole_yuan_over_more_rows_than_there_are_yuan_leave_all_to_the_last():
    bills = [
        Due(date(2026, 1, 11), yuan("1.60")),
        *(Due(date(2026, month, 11), yuan("10")) for month in (3, 4, 5)),
    ]
    spread = Reamortise(date(2026, 2, 1), "spread", yuan("1"))
    due = [
        run(Contract(), [*bills, spread], date(2026, month, 11)).parts["principal"].came_in
        - run(Contract(), [*bills, spread], date(2026, month, 11)).parts["principal"].not_yet_due
        for month in (3, 4, 5)
    ]

    assert due == [yuan("10"), yuan("20"), yuan("31.60")]


def test_a_postponement_over_the_turn_of_the_year_moves_by_months_and_only_bills_from_its_first():
    bills = [Due(date(2026, 11, 21), yuan("1")), Due(date(2026, 12, 10), yuan("10"))]
    bills.append(Due(date(2027, 1, 10), yuan("100")))
    moved = Postponement(date(2026, 11, 15), date(2026, 12, 10), date(2027, 1, 10))

    def fallen(day):
        found = run(Contract(), [*USED, *bills, moved], day).parts["principal"]
        return found.due + found.overdue

    assert fallen(date(2026, 11, 21)) == yuan("1")
    assert fallen(date(2027, 1, 9)) == yuan("1")
    assert fallen(date(2027, 1, 10)) == yuan("11")
    assert fallen(date(2027, 2, 9)) == yuan("11")
    assert fallen(date(2027, 2, 10)) == yuan("111")


def test_a_free_bill_whose_minimum_alone_was_paid_carries_its_interest_to_the_next_bill():
    bill = Due(date(2026, 2, 1), yuan("1000"), minimum=yuan("100"))
    paid = Paid(date(2026, 2, 1), yuan("100"), id="least")
    found = run(contract(interest_free=True), [*USED, bill, paid], date(2026, 2, 2))

    # 31 days on 1,000 since the purchase, and one day on the 900 that are carried.
    assert found.parts["interest"].came_in == yuan("15.50") + yuan("0.45")
    assert found.overdue == yuan("0")


def test_principal_that_is_given_up_is_taken_from_the_last_rows_first():
    rows = [date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)]
    aged = Reage(date(2026, 2, 1), 3, rows[0])
    given = WriteDown(date(2026, 2, 2), yuan("400"))
    found = [run(Contract(), [*USED, aged, given], day).parts["principal"] for day in rows]

    # Of 333.33, 333.33 and 333.34: nothing of the first, 66.66 of the second, all of the last.
    assert [one.not_yet_due for one in found] == [yuan("266.67"), yuan("0"), yuan("0")]
    assert [one.owed for one in found] == [yuan("600")] * 3


def test_without_a_clause_the_interest_since_the_purchase_falls_due_with_the_bill():
    found = run(contract(), [*USED, Due(date(2026, 2, 1), yuan("1000"))], date(2026, 2, 1))

    assert found.parts["interest"].due == yuan("15.50")
