"""Due days against pay day and against each other, and the cash beside them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan.debts.entries import AmountFellDue, ClaimReceived, DebtDisclosed, Terms
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import owed
from qinghuan.money import ZERO, from_fen, total, yuan
from qinghuan.plans.cash import Purse, by_month, days, events
from qinghuan.plans.clashes import clashes
from qinghuan.words import LANGUAGES, say

TODAY = date(2026, 11, 20)
YEAR = range(1, 13)


def debt(name, *, account="", later=(), **terms):
    """A debt named by eight characters; ``later``: due day and amount."""
    id = f"debt{name:>4}".replace(" ", "0")
    disclosed = DebtDisclosed(
        id=id,
        on=TODAY,
        creditor="示例",
        product="huabei",
        product_name=name,
        automatic_debit=account,
        terms=Terms(**terms),
    )
    due = tuple(
        AmountFellDue(id=f"due{at:05}", on=on, debt=id, principal=yuan(amount))
        for at, (on, amount) in enumerate(later)
    )
    return DebtFacts(id=id, disclosed=disclosed, terms=disclosed.terms, terms_entry=id, due=due)


def with_rest(facts, rest):
    """The creditor states what is not due yet."""
    claim = ClaimReceived(
        id="claim001", on=TODAY, debt=facts.id, total=ZERO, not_yet_due=yuan(rest)
    )
    return DebtFacts(
        facts.id, facts.disclosed, facts.terms, facts.terms_entry, facts.due, claims=(claim,)
    )


def purse(cash="2000", income="3000", kept="2000", pay_day=15):
    return Purse(
        yuan(cash),
        dict.fromkeys(YEAR, yuan(income)),
        dict.fromkeys(YEAR, yuan(kept)),
        pay_day,
    )


PURSE = purse()


def found(*debts, purse=PURSE, months=2):
    pairs = [(one, owed(one, TODAY)) for one in debts]
    return clashes(pairs, purse, today=TODAY, months=months)


def kinds(calendar):
    return [clash.kind for clash in calendar.clashes]


def test_an_instalment_before_pay_day_can_be_asked_to_move_to_the_day_after():
    calendar = found(debt("a", later=[(date(2026, 12, 10), "100")]))

    [clash] = calendar.clashes
    assert (clash.kind, clash.on, clash.move_to) == (
        "before_pay_day",
        date(2026, 12, 10),
        date(2026, 12, 16),
    )
    assert "可以请求" in say(clash.says)


def test_an_instalment_after_pay_day_with_enough_money_is_no_clash():
    assert found(debt("a", later=[(date(2026, 12, 16), "100")])).clashes == ()


def test_pay_day_itself_is_too_early_because_the_wage_may_come_in_the_evening():
    [clash] = found(debt("a", later=[(date(2026, 12, 15), "100")])).clashes

    assert clash.kind == "before_pay_day"


def test_what_falls_due_today_is_past_and_the_last_day_looked_at_counts():
    card = with_rest(debt("a", due_day=20, minimum_payment=yuan("100")), "5000")

    assert [one.on for one in found(card, months=2).events] == [
        date(2026, 12, 20),
        date(2027, 1, 20),
    ]


def test_what_is_missing_before_pay_day_is_named_and_never_more_than_the_amount():
    calendar = found(debt("a", later=[(date(2026, 12, 10), "900")]))

    [clash] = [one for one in calendar.clashes if one.kind == "before_pay_day"]
    spent = yuan("666.67") + yuan("645.16")
    assert clash.short == yuan("900") - (yuan("2000") - spent)
    assert "short_month" in kinds(calendar)


def test_amounts_within_a_few_days_that_the_cash_cannot_meet_together_are_one_finding():
    apart = [(date(2026, 12, 16), "2000"), (date(2026, 12, 18), "2000")]
    first, second = (debt(name, later=[row]) for name, row in zip("ab", apart, strict=True))

    [clash] = [one for one in found(first, second).clashes if one.kind == "together"]
    assert set(clash.debts) == {first.id, second.id}
    assert ZERO < clash.short < yuan("4000")
    assert "together" not in kinds(found(first))


def test_two_amounts_on_one_day_that_the_cash_can_meet_are_no_finding():
    row = [(date(2026, 12, 16), "200")]

    assert found(debt("a", later=row), debt("b", later=row)).clashes == ()


def test_an_overdue_debt_with_an_automatic_debit_takes_what_comes():
    late = debt("a", account="工资卡", later=[(date(2026, 10, 10), "500")])

    assert kinds(found(late)) == ["overdue_debit"]
    assert kinds(found(debt("a", later=[(date(2026, 10, 10), "500")]))) == []


def test_the_minimum_of_a_card_is_expected_on_its_due_day_while_something_is_left():
    card = with_rest(debt("a", due_day=31, minimum_payment=yuan("400")), "900")
    calendar = found(card, months=6)

    assert [(one.on, one.amount, one.kind) for one in calendar.events] == [
        (date(2026, 11, 30), yuan("400"), "minimum"),
        (date(2026, 12, 31), yuan("400"), "minimum"),
        (date(2027, 1, 31), yuan("100"), "minimum"),
    ]


def test_a_bill_like_the_last_one_is_expected_and_an_unknown_amount_is_asked_for():
    like = with_rest(debt("a", due_day=25, later=[(date(2026, 11, 25), "300")]), "800")
    calendar = found(like, months=4)

    assert [(one.amount, one.kind) for one in calendar.events] == [
        (yuan("300"), "instalment"),
        (yuan("300"), "expected"),
        (yuan("200"), "expected"),
    ]
    unknown = found(with_rest(debt("b", due_day=25), "800"), months=4)
    assert [one.amount for one in unknown.events] == [None]
    assert "unknown_amount" in kinds(unknown)


def test_without_a_pay_day_the_end_of_the_month_is_assumed_and_said():
    calendar = found(
        debt("a", later=[(date(2026, 12, 10), "100")]), purse=purse(pay_day=None), months=1
    )

    assert "no_pay_day" in kinds(calendar)
    assert "before_pay_day" not in kinds(calendar)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(1, 31) | st.none(),
    st.lists(st.tuples(st.dates(date(2026, 11, 1), date(2027, 6, 1)), st.integers(1, 10**6))),
)
def test_no_fen_appears_or_disappears_between_the_days(income, kept, pay_day, rows):
    money = purse("123.45", from_fen(income), from_fen(kept), pay_day)
    later = debt("a", later=[(on, from_fen(amount)) for on, amount in rows])
    taken = events([(later, owed(later, TODAY))], TODAY, 5)
    months = by_month(days(money, taken, TODAY, 5))

    assert all(one.on > TODAY for one in taken)
    assert months[0].opening == yuan("123.45")
    for before, after in pairwise(months):
        assert before.closing == after.opening
    for month in months:
        assert month.closing == month.opening + month.income - month.kept - month.taken
        assert month.lowest <= month.closing
    for month in months[1:-1]:
        assert (month.income, month.kept) == (from_fen(income), from_fen(kept))
    assert total(month.taken for month in months) == total(one.amount for one in taken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_words(language):
    calendar = found(
        with_rest(debt("a", account="卡", due_day=10), "5000"),
        debt("b", account="卡", later=[(date(2026, 10, 1), "1"), (date(2026, 12, 10), "4000")]),
        debt("c", later=[(date(2026, 12, 10), "4000"), (date(2026, 12, 12), "10")]),
    )

    assert set(kinds(calendar)) == {
        "before_pay_day",
        "together",
        "overdue_debit",
        "unknown_amount",
        "short_month",
    }
    assert all(say(clash.says, language) for clash in calendar.clashes)
