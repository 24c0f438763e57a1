"""A paper of theirs: what hurts is found with its clause, what is fair is let be."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from agreement.generated import FAULTS, FORMS, as_text, fair, faulty, money, some
from agreement.papers import TODAY, codes, in_form, keyed, reviewed
from qinghuan.agreement.offer import Row
from qinghuan.agreement.review import Agreed, review_paper
from qinghuan.agreement.their_text import of_text
from qinghuan.agreement.wording import red_lines, topics
from qinghuan.money import yuan
from qinghuan.words import LANGUAGES, Text, say

ENOUGH = 0.95


def test_of_the_faults_in_papers_written_by_hand_nearly_all_are_found():
    planted = found = 0
    for path, wanted, agreed in keyed():
        got = codes(reviewed(path.read_bytes(), path.name, agreed))
        planted, found = planted + len(wanted), found + len(wanted & got)

    assert planted > 80
    assert found >= ENOUGH * planted


@pytest.mark.parametrize(
    ("path", "agreed"),
    [(path, agreed) for path, wanted, agreed in keyed() if not wanted],
    ids=lambda one: getattr(one, "name", ""),
)
def test_a_fair_paper_written_by_hand_raises_no_alarm(path, agreed):
    answer = reviewed(path.read_bytes(), path.name, agreed)

    assert codes(answer) == set()
    assert answer.answer == "nothing_known"


def test_every_fault_planted_in_made_papers_is_found_in_every_form():
    for number, made in enumerate(some(20261128, 20)):
        content, name = in_form(made, number)
        assert set(made.faults) <= codes(reviewed(content, name)), (made.faults, name)


@pytest.mark.parametrize("form", FORMS)
def test_fair_made_papers_raise_no_alarm(form):
    rng = Random(7)
    for _ in range(4):
        assert codes(reviewed(FORMS[form](fair(rng)), f"paper.{form}")) == set()


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_one_fault_alone_is_found_and_nothing_else_of_its_kind(code):
    made = faulty(Random(11), [code])

    answer = reviewed(as_text(made), "paper.txt")

    assert code in codes(answer)
    others = codes(answer) - {code, "parts_total", "missing_accrual", "missing_allocation"}
    assert len(others) <= 1


def test_at_least_twenty_five_things_can_be_found_and_each_says_why_and_what_to_ask():
    known = [line.code for line in red_lines()] + list(topics())
    assert len(known) > 25
    for code in (*known, "rows_total", "hidden_text", "no_mandate", "missing_rows"):
        for part in (".why", ".ask"):
            for language in LANGUAGES:
                assert say(Text(f"agreement.finding.{code}{part}"), language)


def test_a_finding_names_its_clause_and_the_rule_it_rests_on():
    made = faulty(Random(3), ["no_limitation"])

    found = {one.code: one for one in reviewed(as_text(made)).findings}["no_limitation"]

    assert "时效" in found.passage.text
    assert found.source.source.title == "中华人民共和国民法典"


def test_what_is_not_verified_is_never_named_as_a_rule():
    for number, made in enumerate(some(5, 20)):
        content, name = in_form(made, number)
        for one in reviewed(content, name).findings:
            assert one.source is None or not one.source.to_confirm


# Beside what was agreed ---------------------------------------------------------------------


def agreed_rows(made):
    return tuple(Row(day, amount) for _, day, amount in made.rows)


def test_a_paper_that_keeps_to_the_agreed_offer_and_the_household_is_let_be():
    made = fair(Random(1))
    most = max(amount for _, _, amount in made.rows)

    answer = reviewed(as_text(made), agreed=Agreed(agreed_rows(made), most, 10))

    assert codes(answer) == set()


def test_a_paper_that_differs_by_one_fen_from_the_agreed_offer_is_named():
    made = fair(Random(1))
    rows = list(agreed_rows(made))
    rows[0] = Row(rows[0].due, rows[0].amount - yuan("0.01"))

    assert codes(reviewed(as_text(made), agreed=Agreed(tuple(rows)))) == {"differs_from_agreed"}


def test_a_row_above_what_the_household_can_pay_is_named_with_both_amounts():
    made = fair(Random(1))

    answer = reviewed(as_text(made), agreed=Agreed(monthly=yuan("1.00")))

    (found,) = answer.findings
    assert found.code == "above_household"
    assert found.what.parameters["monthly"] == yuan("1.00")


def test_a_row_before_pay_day_is_named():
    made = fair(Random(1))

    assert codes(reviewed(as_text(made), agreed=Agreed(pay_day=28))) == {"before_pay_day"}


# What is denied, asked, or said by the person -----------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "乙方无需提供任何担保，也不涉及共同还款。",
        "甲方不得联系乙方的家人、单位和其他第三人。",
        "乙方签署本协议不视为放弃诉讼时效、抗辩或投诉的权利。",
        "甲方不收取任何律师费、催收费。",
        "本协议不办理赋予强制执行效力的公证，也不申请司法确认。",
        "担保：无。",
        "以下安排均不在本协议之内：保证人担保；赋予强制执行效力的公证；先交保证金。",
        "问：要不要我放弃投诉？",
        "已减免的部分不因此恢复。",
        "收到通知不回复的，不视为同意。",
    ],
)
def test_what_is_denied_or_asked_is_no_red_line(words):
    made = fair(Random(2))
    made.sections["rights"] += words

    assert codes(reviewed(as_text(made))) == set()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("乙方不能按期还款时由其父亲承担连带责任。", "family"),
        ("未经通知，甲方可随时取消本协议。", "one_sided_change"),
        ("乙方无条件同意甲方向其单位告知欠款。", "third_persons"),
        ("乙方未按期还款的，无需通知即恢复已减免的罚息。", "waiver_revives"),
    ],
)
def test_a_denial_elsewhere_in_the_sentence_hides_nothing(words, code):
    made = fair(Random(2))
    made.sections["rights"] += words

    assert code in codes(reviewed(as_text(made)))


def test_in_a_talk_the_creditor_is_held_to_what_it_says_and_the_person_to_nothing():
    talk = """10:01 我
你们是不是要我放弃投诉，还要我家人担保？
10:02 客服（工号8816）
不用，那不是我们的人。
"""
    mine = review_paper(of_text(talk), TODAY)
    theirs = review_paper(
        of_text(talk.replace("不用，那不是我们的人。", "要的，您放弃投诉才能分期。")), TODAY
    )

    assert not {"no_complaint", "family"} & codes(mine)
    assert "no_complaint" in codes(theirs)


def test_rows_that_follow_from_so_many_times_so_much_are_read():
    answer = review_paper(of_text("分12期，每期850元，首期2026年12月28日。"), TODAY)

    assert [(row.due, row.amount) for row in answer.schedule.rows][:2] == [
        (date(2026, 12, 28), yuan("850.00")),
        (date(2027, 1, 28), yuan("850.00")),
    ]
    assert len(answer.schedule.rows) == 12


def test_the_words_of_a_mismatch_say_both_figures():
    made = faulty(Random(4), ["rows_total"])

    found = {one.code: one for one in reviewed(as_text(made)).findings}["rows_total"]

    assert money(made.total) in say(found.what)


@pytest.mark.parametrize(
    "words", ["1,", "乙方", "2026年12月", "壹万", "。", "乙方未按期还款甲方有权减免"]
)
def test_words_repeated_without_end_are_answered(words):
    answer = review_paper(of_text(words * (20_000 // len(words))), TODAY)

    assert "missing_creditor" in codes(answer)
