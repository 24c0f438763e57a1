"""What folding gives of each debt."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from debts.making import DEBT, SIMPLE, claim, day, debt, disclosed, due, paid, repaid
from qinghuan.case.kinds import KINDS
from qinghuan.debts.entries import Terms, TermsLearned
from qinghuan.debts.facts import fold_debts
from qinghuan.household.bills import BillSums
from qinghuan.imports.entries import LineDecision, LinesSorted
from qinghuan.money import ZERO, yuan
from qinghuan.words import say

SECOND = "debt00000002"


def test_the_terms_learned_last_replace_the_earlier_ones_whole():
    learned = TermsLearned(id="terms0000001", on=day("2026-02-01"), debt=DEBT, terms=Terms())

    facts = debt(learned, terms=SIMPLE)

    assert facts.terms == Terms()
    assert facts.terms_entry == "terms0000001"


def test_the_latest_claim_is_the_claim():
    facts = debt(claim("2026-03-02", "10", n=2), claim("2026-03-01", "20"))

    assert facts.claim is not None
    assert facts.claim.total == yuan("10")


def test_a_fact_of_a_debt_nobody_disclosed_is_a_problem_and_not_lost_silently():
    debts, problems = fold_debts([due("2026-01-10", "100")])

    assert debts == ()
    assert [problem.code for problem in problems] == ["debts.unknown_debt"]


def test_a_repayment_that_only_a_bill_shows_counts_as_a_payment():
    facts = debt(due("2026-01-10", "100"), lines=[repaid("2026-01-12", "30")])

    assert [(payment.amount, payment.line) for payment in facts.payments] == [(yuan("30"), "line1")]


def test_a_failed_repayment_on_a_bill_is_no_payment():
    facts = debt(lines=[repaid("2026-01-12", "30", status="failed")])

    assert facts.payments == ()
    assert len(facts.lines) == 1


def test_a_payment_both_recorded_and_on_a_bill_counts_once():
    named = debt(paid("2026-01-12", "30", line="line1"), lines=[repaid("2026-01-12", "30")])
    alike = debt(paid("2026-01-12", "30"), lines=[repaid("2026-01-12", "30")])

    assert len(named.payments) == len(alike.payments) == 1
    assert alike.payments[0].sources == (alike.payments[0].entry, "line1")


def test_two_equal_payments_on_one_day_are_two_when_the_bill_shows_two():
    lines = [repaid("2026-01-12", "30"), repaid("2026-01-12", "30", id="line2")]

    assert len(debt(paid("2026-01-12", "30"), lines=lines).payments) == 2


def test_a_bill_word_that_two_debts_name_links_nothing_and_is_a_problem():
    first = disclosed(lines=("huabei",))
    second = disclosed(lines=("huabei",)).model_copy(update={"id": SECOND})

    debts, problems = fold_debts([first, second], BillSums(debt_lines=(repaid("2026-01-12", "3"),)))

    assert [folded.lines for folded in debts] == [(), ()]
    assert [problem.code for problem in problems] == ["debts.word_named_twice"]


def test_a_decision_about_a_line_wins_over_its_credit_word():
    other = disclosed(product="jiebei").model_copy(update={"id": SECOND})
    decided = LinesSorted(
        id="sorted000001",
        on=day("2026-02-01"),
        decisions=(
            LineDecision(line="line1", debt=SECOND),
            LineDecision(line="line2", left_out=True),
        ),
    )
    lines = (repaid("2026-01-12", "3"), repaid("2026-01-13", "4", id="line2"))

    debts, _ = fold_debts([disclosed(), other, decided], BillSums(debt_lines=lines))

    assert [[line.id for line in folded.lines] for folded in debts] == [[], ["line1"]]


def test_the_order_of_learning_changes_nothing():
    facts = [due("2026-01-10", "100"), paid("2026-01-10", "30"), claim("2026-02-01", "80")]

    assert len({repr(debt(*order)) for order in permutations(facts)}) == 1


def test_each_problem_of_folding_is_said_in_both_languages_with_its_place():
    first = disclosed(lines=("huabei",))
    second = disclosed(lines=("huabei",)).model_copy(update={"id": SECOND})
    stray = due("2026-01-10", "100").model_copy(update={"debt": "debt00000009"})

    _, problems = fold_debts([first, second, stray])

    assert [(one.code, one.where, one.severity) for one in problems] == [
        ("debts.unknown_debt", stray.id, "error"),
        ("debts.word_named_twice", DEBT, "warning"),
    ]
    assert all(
        say(words, language)
        for one in problems
        for words in (one.what, one.mend)
        for language in ("zh_CN", "en")
    )


def test_a_word_that_one_debt_names_wins_over_the_product_and_two_of_a_product_share_nothing():
    named = disclosed(product="other", lines=("huabei",)).model_copy(update={"id": SECOND})
    lines = BillSums(debt_lines=(repaid("2026-01-12", "3"),))
    twin = disclosed().model_copy(update={"id": "debt00000003"})

    of_word, _ = fold_debts([disclosed(), named], lines)
    of_none, _ = fold_debts([disclosed(), twin], lines)

    assert [len(one.lines) for one in of_word] == [0, 1]
    assert [len(one.lines) for one in of_none] == [0, 0]


def test_payments_stand_by_day_and_amount_and_a_named_line_is_no_other_line():
    lines = [repaid("2026-01-12", "30"), repaid("2026-01-10", "5", id="line2")]
    facts = debt(paid("2026-01-12", "20"), paid("2026-01-14", "30", line="line9"), lines=lines)

    assert [(one.on, one.amount, one.line) for one in facts.payments] == [
        (day("2026-01-10"), yuan("5"), "line2"),
        (day("2026-01-12"), yuan("20"), ""),
        (day("2026-01-12"), yuan("30"), "line1"),
        (day("2026-01-14"), yuan("30"), "line9"),
    ]


def test_a_draw_on_a_bill_is_no_payment_and_the_first_due_day_is_the_earliest():
    drawn = replace(repaid("2026-01-12", "30"), kind="debt_draw")
    facts = debt(due("2026-03-10", "1"), due("2026-02-10", "1"), lines=[drawn])

    assert facts.payments == ()
    assert facts.first_due == day("2026-02-10")
    assert debt().first_due is None
    assert debt().claim is None


def test_an_amount_that_fell_due_before_interest_could_be_left_open_had_none():
    old = '{"id": "due000001", "on": "2026-08-20", "debt": "debt00000001", "principal": "5.00"}'

    kept = KINDS.read("amount_fell_due", 1, old)
    now = KINDS.read("amount_fell_due", 2, old)

    assert (kept.interest, kept.instalment_fee) == (ZERO, ZERO)
    assert (now.interest, now.instalment_fee, now.stated) == (None, None, yuan("5"))
    assert KINDS.read("amount_fell_due", 2, kept.body()) == kept
