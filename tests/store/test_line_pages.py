"""Questions of the pages about many lines: found, counted, set beside each other, waiting."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.imports.entries import LineDecision, LinesSorted
from qinghuan.imports.match import KnownLine, suspected
from store.making import DAY, add, bill, case, import_bill, line

pytestmark = pytest.mark.usefixtures("home")


def sort(where, *decisions):
    fact = LinesSorted(id=store.mint(), on=DAY, decisions=decisions)
    add(where, fact)
    return fact


def take_back(where, fact):
    add(where, KINDS.correction(fact, None, id=store.mint(), on=DAY, reason="wrong"))


def sums(where):
    return {(one.kind, one.category): one.amount for one in store.bill_sums(where).months}


def pairs(where):
    kept = store.lines_of_equal_days(where)
    found = suspected((one.imported_by, KnownLine(one.id, one.line)) for one in kept)
    return [(keep.line.source, extra.line.source) for keep, extra in found]


def test_a_page_holds_its_part_and_the_latest_line_stands_first():
    where = case()
    import_bill(where, *(line(number) for number in range(1, 8)))

    page = store.line_page(where, month="2026-05", number=2, size=3)

    assert [kept.line.source_row for kept in page.lines] == [4, 3, 2]
    assert (page.total, page.number, page.pages) == (7, 2, 3)


def test_a_page_past_the_end_is_the_last_one():
    where = case()
    import_bill(where, line(1))

    assert store.line_page(where, number=99).number == 1


def test_words_are_found_in_what_a_person_sees_and_not_in_the_names_of_fields():
    where = case()
    import_bill(where, line(1, counterparty='说"好"的店'), line(2, counterparty="西宁%店"))

    found = {words: store.line_page(where, words=words).total for words in ('"好', "%", "canon")}

    assert found == {'"好': 1, "%": 1, "canon": 0}
    assert store.line_page(where, words="counterparty").total == 0


def test_an_amount_is_found_however_it_is_written():
    where = case()
    import_bill(where, line(1, amount=Decimal("1234.50")), line(2))

    for written in ("1234.5", "1,234.50", "¥1234.50"):
        assert store.line_page(where, words=written).total == 1


def test_months_are_counted_by_source():
    where = case()
    import_bill(where, line(1), line(2)._replace(occurred_at=datetime(2026, 6, 1)))

    assert store.months_counted(where) == [("2026-05", "alipay", 1), ("2026-06", "alipay", 1)]


def test_lines_of_an_import_that_was_taken_back_say_nothing_and_can_come_again():
    where = case()
    wrong = import_bill(where, line(1, category_raw="餐饮美食"))
    take_back(where, wrong)

    assert store.lines(where) == []
    assert sums(where) == {}
    assert store.line_page(where).total == 0
    assert not store.known(where, "alipay").by_key
    import_bill(where, line(1, category_raw="餐饮美食"))
    assert sums(where) == {("expense", "餐饮美食"): Decimal("12.50")}


def test_a_line_speaks_again_when_the_import_that_replaced_it_is_taken_back():
    where = case()
    import_bill(where, line(1, amount=Decimal("10.00")))
    before = store.lines(where)[0].id
    later = import_bill(where, store.NewLine(line(1, amount=Decimal("20.00")), before))
    assert [kept.line.amount for kept in store.lines(where)] == [Decimal("20.00")]

    take_back(where, later)

    assert [kept.id for kept in store.lines(where)] == [before]


def test_an_import_taken_back_was_known_before():
    where = case()
    wrong = import_bill(where, line(1, category_raw="餐饮美食"))
    then = store.head(where)[0]
    take_back(where, wrong)

    assert store.bill_sums(where, known_at=then).months
    assert not store.bill_sums(where).months


def test_a_bill_matched_before_an_import_was_taken_back_is_refused():
    where = case()
    wrong = import_bill(where, line(1))
    matched = store.head(where)[0]
    take_back(where, wrong)
    fact, kept = bill(line(2), matched_at=matched)

    with pytest.raises(store.StoreRefused, match="import_meanwhile"):
        add(where, fact, lines=kept)


def test_lines_that_wait_go_together_by_shop_the_largest_first():
    where = case()
    spent = {"category_raw": "商户消费"}
    import_bill(
        where,
        line(1, counterparty="小店", amount=Decimal("5.00"), **spent),
        line(2, counterparty="小店", amount=Decimal("7.00"), **spent),
        line(3, counterparty="大店", amount=Decimal("90.00"), **spent),
        line(4, category_raw="餐饮美食"),
        line(5, counterparty="小店", review="unknown_type", category_raw="餐饮美食"),
    )

    found = store.to_sort(where, {})

    assert [(one.counterparty, one.amount, len(one.lines), one.review) for one in found] == [
        ("大店", Decimal("90.00"), 1, ""),
        ("小店", Decimal("12.50"), 1, "unknown_type"),
        ("小店", Decimal("12.00"), 2, ""),
    ]
    assert store.count_to_sort(where, {}) == 4


def test_a_shop_is_known_by_its_name_whatever_signs_are_in_it():
    where = case()
    for_example = 'a","counterparty":"b'
    import_bill(where, line(1, counterparty='说"\\', item=for_example, category_raw="商户消费"))

    assert [one.counterparty for one in store.to_sort(where, {})] == ['说"\\']


def test_what_was_decided_and_words_that_were_chosen_wait_no_more():
    where = case()
    import_bill(where, line(1, category_raw="商户消费"), line(2, category_raw="转账红包"))
    first = store.lines(where)[0].id
    decided = sort(where, LineDecision(line=first, kind="expense", category="housing"))

    assert store.to_sort(where, {"转账红包": "other"}) == []
    assert store.count_to_sort(where, {"转账红包": "other"}) == 0
    assert store.decisions(where)[first].entry == decided.id
    take_back(where, decided)
    assert len(store.to_sort(where, {"转账红包": "other"})) == 1


def test_a_line_in_doubt_counts_when_the_person_says_what_it_was():
    where = case()
    import_bill(where, line(1, kind="unknown", moved=False, review="unknown_kind"))
    only = store.lines(where)[0].id
    assert sums(where) == {}

    sort(where, LineDecision(line=only, kind="income", category="wages"))

    assert sums(where) == {("income", "wages"): Decimal("12.50")}


def test_a_line_confirmed_as_it_is_stays_uncounted():
    where = case()
    import_bill(where, line(1, kind="unknown", moved=False, review="unknown_kind"))

    sort(where, LineDecision(line=store.lines(where)[0].id))

    assert sums(where) == {}
    assert store.bill_sums(where).review == 0


def test_the_cash_book_beside_the_bill_is_suspected_and_the_bill_stays():
    where = case()
    import_bill(where, line(1, order_id="", counterparty="")._replace(source="alipay_cashbook"))
    import_bill(where, line(1))

    assert pairs(where) == [("alipay", "alipay_cashbook")]


def test_equal_lines_of_one_file_or_of_different_shops_are_not_suspected():
    where = case()
    import_bill(where, line(1), line(1, order_id="other"))
    import_bill(where, line(1, counterparty="another shop", order_id="third"))

    assert pairs(where) == []


def test_the_same_payment_under_two_ids_in_two_files_is_suspected_once():
    where = case()
    import_bill(where, line(1))
    import_bill(where, line(1, order_id="2026999999999999"))

    assert pairs(where) == [("alipay", "alipay")]
