"""The sample case: what its documentation promises is what its files hold."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from qinghuan.cli import sample
from qinghuan.debts.entries import AmountFellDue, ClaimReceived, DebtDisclosed
from qinghuan.debts.facts import fold_debts
from qinghuan.debts.reconcile import compare
from qinghuan.household.bills import BillSums, DebtLine
from qinghuan.imports.match import KnownLine, account_for, known_by_key
from qinghuan.imports.read import read_path
from qinghuan.money import fen

ROOT = Path(__file__).resolve().parents[2]
TODAY = sample.TODAY
LENT = {"huabei", "jiebei"}


@pytest.fixture(scope="module")
def facts():
    return sample.facts()


@pytest.fixture(scope="module")
def bills():
    return [read_path(path, today=TODAY) for path in sample.files()]


@pytest.fixture(scope="module")
def lines(bills):
    """Every line once: overlapping exports matched as an import would match them."""
    kept = {}
    for bill in bills:
        known = known_by_key(KnownLine(name, line) for name, line in kept.items())
        for found in account_for(bill.lines, known):
            if found.verdict == "update":
                kept[found.known] = found.line
            elif found.verdict == "new":
                kept[f"{len(kept)}"] = found.line
    return list(kept.values())


def of_product(facts, product):
    return next(
        fact for fact in facts if isinstance(fact, DebtDisclosed) and fact.product == product
    )


def claim_on(facts, product):
    debt = of_product(facts, product)
    return next(fact for fact in facts if isinstance(fact, ClaimReceived) and fact.debt == debt.id)


def due_on_huabei(facts):
    debt = of_product(facts, "huabei")
    return [fact for fact in facts if isinstance(fact, AmountFellDue) and fact.debt == debt.id]


def claimed(facts, part):
    lines = claim_on(facts, "huabei").lines
    return sum((line.amount for line in lines if line.part == part), Decimal(0))


def test_making_the_sample_again_gives_the_very_same_bytes(tmp_path):
    maker = ROOT / "tools" / "make_sample.py"
    subprocess.run([sys.executable, maker, "--to", tmp_path], check=True, capture_output=True)

    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in sample.sample_folder().iterdir()}
    assert {name for name in made if made[name] != kept.get(name)} == set()
    assert made.keys() == kept.keys()


def test_every_fact_is_one_that_a_case_can_hold_and_none_lies_in_the_future(facts):
    assert Counter(fact.KIND for fact in facts) == {
        "case_opened": 1,
        "person_described": 1,
        "household_stated": 1,
        "bill_categories_set": 1,
        "debt_disclosed": 3,
        "amount_fell_due": 5,
        "contact_made": 3,
        "claim_received": 3,
    }
    assert max(fact.on for fact in facts) == TODAY
    assert len({fact.id for fact in facts}) == len(facts)
    assert next(fact for fact in facts if fact.KIND == "case_opened").sample


def test_every_line_of_every_bill_is_read_and_the_counts_agree(bills):
    for bill in bills:
        report = bill.report
        assert report.problems == ()
        assert report.unreadable == 0
        assert report.expected_lines == report.found_records == report.recorded
    assert [bill.report.format for bill in bills] == [
        "alipay_app",
        "alipay_app",
        "wechat_csv",
        "wechat_xlsx",
    ]


def test_the_files_cover_one_year_in_six_hundred_to_twelve_hundred_lines(bills, lines):
    assert 600 <= len(lines) <= 1200
    starts = min(bill.report.period_from for bill in bills)
    assert starts.date() == TODAY - timedelta(days=364)


def test_the_overlap_brings_one_line_up_to_date_and_doubles_none(bills):
    first, second = bills[:2]
    known = known_by_key(KnownLine(str(at), line) for at, line in enumerate(first.lines))
    verdicts = Counter(found.verdict for found in account_for(second.lines, known))

    overlap = [line for line in second.lines if line.occurred_at.date() <= date(2026, 5, 20)]
    assert verdicts["update"] == 1
    assert verdicts["duplicate"] == len(overlap) - 1


def test_five_lines_wait_for_a_person(lines):
    assert sorted(line.item for line in lines if line.review) == sorted(
        ["便民代办", "代付申请", "社区互助金暂存", "插线板", "电镐押金"]
    )


def test_cordyceps_are_sold_from_may_to_july_and_building_pays_from_april_to_october(lines):
    income = [line for line in lines if line.kind == "income"]
    sold = {line.occurred_at.month for line in income if "虫草款" in line.item}
    built = {line.occurred_at.month for line in income if line.counterparty == "示例建筑劳务队"}

    assert sold == {5, 6, 7}
    assert not built & {2, 3, 8, 9}


def test_the_household_does_not_spend_more_than_came_in_and_was_lent(lines):
    came = sum(line.counted for line in lines if line.kind in {"income", "debt_draw", "refund"})
    went = sum(
        line.counted
        for line in lines
        if line.kind == "debt_repay"
        or (line.kind == "expense" and line.debt.partition(":")[0] not in {*LENT, "credit_card"})
    )
    assert 0 < came - went < 12_000


def test_nothing_is_bought_on_credit_after_the_first_missed_due_date(lines):
    bought = [line for line in lines if line.kind == "expense" and line.debt == "huabei"]
    assert max(line.occurred_at.date() for line in bought) < date(2026, 8, 20)


def test_the_unpaid_bills_are_what_the_lines_of_their_cycle_add_up_to(facts, lines):
    due = {fact.on: fact.principal for fact in due_on_huabei(facts)}
    for bill, instalment in ((date(2026, 8, 10), 800), (date(2026, 9, 10), 800)):
        first = (bill - timedelta(days=28)).replace(day=10)
        net = sum(
            line.counted if line.kind == "expense" else -line.counted
            for line in lines
            if line.debt == "huabei"
            and line.kind in {"expense", "refund"}
            and first <= line.occurred_at.date() < bill
        )
        assert due[bill.replace(day=20)] == net + instalment


def test_the_first_fault_is_a_payment_that_the_bill_shows(facts, lines):
    repaid = [
        line
        for line in lines
        if line.debt == "huabei"
        and line.kind == "debt_repay"
        and line.moved
        and line.occurred_at.date() >= date(2026, 8, 20)
    ]
    assert [(line.occurred_at.date(), line.counted) for line in repaid] == [
        (date(2026, 9, 5), Decimal("300.00"))
    ]
    assert claimed(facts, "principal") == sum(due.principal for due in due_on_huabei(facts))


def days_late(due):
    return (TODAY - due.on).days


def test_the_three_faults_make_up_the_difference_that_the_page_names(facts):
    """By hand: 0.0005 a day in whole fen, the payment to penalty, fee, then principal."""
    due = due_on_huabei(facts)
    penalty = sum(fen(one.principal) * 5 * days_late(one) for one in due)
    on_fees = sum(fen(one.instalment_fee) * 5 * days_late(one) for one in due)
    accrued = fen(due[0].principal) * 5 * 16
    settled = 30000 - accrued // 10_000 - fen(due[0].instalment_fee)
    saved = settled * 5 * 76

    assert fen(claimed(facts, "penalty_interest")) * 10_000 == penalty + on_fees
    assert fen(claimed(facts, "instalment_fee")) == 5 * 6000
    assert (on_fees / 10_000, 6000, 30000 + saved / 10_000) == (552, 6000, 30760)
    page = (sample.sample_folder() / "README.md").read_text(encoding="utf-8")
    for amount in ("307.60", "60.00", "5.52", "373.12", "8590.62", "8217.50"):
        assert amount in page


def test_huabei_is_92_days_late_jiebei_8_and_the_card_is_not(facts):
    late = {product: claim_on(facts, product) for product in ("huabei", "jiebei", "credit_card")}
    assert {product: claim.days_overdue for product, claim in late.items()} == {
        "huabei": 92,
        "jiebei": 8,
        "credit_card": 0,
    }


def test_each_claim_adds_up_to_its_own_total(facts):
    for claim in (fact for fact in facts if isinstance(fact, ClaimReceived)):
        assert claim.total == sum((line.amount for line in claim.lines), Decimal(0))


def test_the_program_finds_the_three_faults_and_each_amount_to_the_fen(facts, lines):
    shown = tuple(
        DebtLine(
            id=str(at), on=line.occurred_at.date(), kind=line.kind, status=line.status_class,
            debt_hint=line.debt, amount=line.amount, counterparty=line.counterparty,
            item=line.item,
        )
        for at, line in enumerate(lines)
        if line.debt and line.amount is not None
    )  # fmt: skip
    debts, problems = fold_debts(facts, BillSums(debt_lines=shown))
    found = {debt.disclosed.product: compare(debt).findings for debt in debts}

    assert problems == []
    assert [(each.kind, str(each.amount), each.exact) for each in found["huabei"]] == [
        ("payment_not_credited", "307.60", True),
        ("charged_twice", "60.00", True),
        ("base_too_wide", "5.52", True),
    ]
    assert found["jiebei"] == found["credit_card"] == ()
