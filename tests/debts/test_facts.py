"""What folding gives of each debt."""

from __future__ import annotations

from itertools import permutations

from debts.making import DEBT, SIMPLE, claim, day, debt, disclosed, due, paid, repaid
from qinghuan.debts.entries import Terms, TermsLearned
from qinghuan.debts.facts import fold_debts
from qinghuan.household.bills import BillSums
from qinghuan.imports.entries import LineDecision, LinesSorted
from qinghuan.money import yuan

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
