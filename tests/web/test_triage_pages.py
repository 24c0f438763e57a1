"""The first ten minutes on a screen: every question may be passed over, nothing is kept unasked."""

from __future__ import annotations

import re

import pytest

from qinghuan import store


def through(app, **typed):
    """Answer the questions that are asked with ``typed``; the screens, the card last."""
    screens = [app.get("/triage")]
    while 'name="_at"' in screens[-1].html and "card" not in screens[-1].fields()["_at"]:
        fields = screens[-1].fields()
        named = set(re.findall(r'name="(\w+)"', screens[-1].html))
        given = {name: value for name, value in typed.items() if name in named}
        screens.append(app.post("/triage", {**fields, **given, "_go": "on"}))
        assert len(screens) < 15
    return screens


WHOLE = {
    "safe": "yes",
    "court_paper": "payment_order",
    "court_received_on": "2026-11-20",
    "court_checked": "yes",
    "adult": "yes",
    "account_holder": "yes",
    "owed": ["huabei", "credit_card"],
    "days_late": "９２天",
    "debit_account": "工资卡",
    "debit_amount": "1，300",
    "caller": "先交保证金注销征信",
}


def everything_in(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_every_question_can_be_passed_over_and_at_most_ten_are_asked(app):
    screens = through(app)

    assert len(screens) - 1 == 8
    assert "今后24小时" in screens[-1].words


def test_a_whole_walk_asks_ten_questions_and_puts_the_paper_first(app):
    screens = through(app, **WHOLE)
    card = screens[-1]

    assert len(screens) - 1 == 10
    for first, second in ("法院的文书", "先停：不转账"), ("先停：不转账", "自动扣款"):
        assert card.words.index(first) < card.words.index(second)
    assert 'href="tel:12368"' in card.html
    assert 'href="tel:95188"' in card.html
    assert "1,300.00元" in card.words


def test_yes_to_danger_ends_the_questions_and_shows_no_word_of_money(app):
    shown = app.post("/triage", {"_at": "0", "_go": "on", "safe": "no"})

    for number in ("12356", "110", "120"):
        assert f'href="tel:{number}"' in shown.html
    assert "先顾人，不顾钱" in shown.words
    assert "/triage/keep" not in shown.html
    for words in ("还款", "欠谁的", "官方客服"):
        assert words not in shown.words


@pytest.mark.parametrize("answer", [{"adult": "no"}, {"account_holder": "no"}])
def test_under_age_or_another_account_ends_the_questions(app, answer):
    screens = through(app, safe="yes", **answer)

    assert len(screens) - 1 <= 4
    assert "12348" in screens[-1].words
    assert "95188" not in screens[-1].words


def test_back_shows_the_question_before_with_its_answer(app):
    second = app.post("/triage", {"_at": "0", "_go": "on", "safe": "yes"})
    third = app.post("/triage", {**second.fields(), "court_paper": "none", "_go": "on"})
    back = app.post("/triage", {**third.fields(), "_go": "back"})

    assert "收到写着“法院”的文书" in back.words
    assert back.fields()["court_paper"] == ["none"]
    assert back.fields()["safe"] == ["yes"]


def test_back_from_the_card_shows_the_last_question(app):
    card = through(app, safe="yes", caller="你好")[-1]
    back = app.post("/triage", {**card.fields(), "_go": "back"})

    assert back.fields()["caller"] == ["你好"]


def test_passing_over_drops_what_was_answered(app):
    shown = app.post("/triage", {"_at": "6", "_go": "over", "owed": ["huabei"]})

    assert "owed" not in shown.fields()
    assert "最早的一笔晚了多少天" in shown.words


def test_without_a_paper_its_day_is_not_asked(app):
    shown = app.post("/triage", {"_at": "1", "_go": "on", "court_paper": "none"})

    assert "满十八岁" in shown.words


@pytest.mark.parametrize(
    ("at", "typed", "says"),
    [
        (2, {"court_paper": "summons", "court_received_on": "2999-01-01"}, "还没到"),
        (2, {"court_paper": "summons", "court_received_on": "昨天"}, "看不懂"),
        (7, {"days_late": "很久"}, "请写数字"),
        (7, {"days_late": "999999999"}, "天数太多"),
        (7, {"days_late": "9" * 500}, "太长了"),
        (7, {"late_since": "1890-01-01"}, "太早"),
        (8, {"debit_amount": "很多"}, "请写金额"),
        (8, {"debit_amount": "-5"}, "不能小于零"),
        (8, {"debit_account": "卡" * 300}, "太长了"),
        (1, {"court_paper": "nonsense"}, "请从列出的里面选"),
        (6, {"owed": ["huabei", "nonsense"]}, "请从列出的里面选"),
        (9, {"caller": "话" * 20_001}, "太长了"),
    ],
)
def test_what_cannot_be_read_is_asked_again_with_what_was_typed(app, at, typed, says):
    shown = app.post("/triage", {"_at": str(at), "_go": "on", "safe": "yes", **typed})

    assert says in shown.words
    fields = shown.fields()
    assert fields["_at"] == [str(at)]
    for name, value in typed.items():
        if value != "nonsense" and not isinstance(value, list):
            assert fields.get(name) == [value], name
    assert fields["safe"] == ["yes"]


def test_hidden_answers_that_were_tampered_with_are_asked_again(app):
    shown = app.post("/triage", {"_at": "9", "_go": "on", "days_late": "<b>", "caller": "你好"})

    assert shown.fields()["_at"] == ["7"]
    assert "<b>" not in shown.html
    assert shown.fields()["caller"] == ["你好"]


@pytest.mark.parametrize("at", ["", "-1", "99", "card", "abc"])
def test_a_place_that_is_none_fails_nowhere(app, at):
    assert app.post("/triage", {"_at": at, "_go": "on"}).status == 200
    assert app.post("/triage", {"_at": at, "_go": "back"}).status == 200
    assert app.post("/triage", {"_at": at, "_go": "over"}).status == 200


def test_what_a_person_writes_is_plain_text_on_every_screen(app):
    bad = "<script>alert(1)</script>\"'><img src=x>"
    card = through(app, safe="yes", debit_account=bad, caller=bad)[-1]

    assert "<script>alert" not in card.html
    assert "<img" not in card.html
    assert bad in card.fields()["caller"]


def test_nothing_of_the_answers_is_kept_before_it_is_asked_for(app):
    before = sorted(path.name for path in app.home.rglob("*"))
    through(app, **{**WHOLE, "debit_account": "很特别的卡", "caller": "很特别的话"})

    kept = everything_in(app.home)
    assert "很特别".encode() not in kept
    assert rb"\u5f88\u7279\u522b" not in kept
    assert store.cases(store.OWNER) == []
    assert sorted(path.name for path in app.home.rglob("*")) == before


def test_larger_print_is_a_choice_that_loses_no_answer(app):
    shown = app.post("/triage", {"_at": "7", "_go": "large", "safe": "yes", "days_late": "很久"})

    assert 'class="large"' in shown.html
    assert shown.fields()["days_late"] == ["很久"]
    assert "请写数字" not in shown.words
    again = app.post("/triage", {**shown.fields(), "_go": "large"})
    assert 'class="large"' not in again.html


def test_keeping_opens_a_case_with_what_can_be_recorded(app):
    card = through(app, **WHOLE)[-1]
    fields = card.fields(form=1)
    kept = app.post("/triage/keep", {**fields, "label": "秋天"})

    case = store.cases(store.OWNER)[0]
    assert kept.leads_to == f"/case/{case.id}/?kept=4"
    assert case.index.label == "秋天"
    debts = app.facts(case.id, "debt_disclosed")
    assert [debt.product for debt in debts] == ["huabei", "credit_card"]
    assert debts[0].automatic_debit == "工资卡"
    person = app.facts(case.id, "person_described")[0]
    assert (person.adult, person.account_holder) == (True, True)
    assert app.facts(case.id, "court_paper_received")[0].received_on.isoformat() == "2026-11-20"
    assert "征信".encode() not in everything_in(app.home)
    home = app.get(kept.leads_to)
    assert "已记进档案 4 件事" in home.words
    assert "花呗" in home.words


def test_keeping_twice_by_a_second_press_opens_one_case(app):
    fields = through(app, safe="yes", owed=["huabei"])[-1].fields(form=1)

    first, second = app.post("/triage/keep", fields), app.post("/triage/keep", fields)

    assert first.leads_to == second.leads_to
    assert len(store.cases(store.OWNER)) == 1


def test_without_a_name_the_case_is_called_something_plain(app):
    fields = through(app, safe="yes")[-1].fields(form=1)
    app.post("/triage/keep", fields)

    assert [case.index.label for case in store.cases(store.OWNER)] == ["我的事"]


def test_keeping_adds_to_a_case_that_is_there_and_never_to_the_sample(sample_app):
    case = sample_app.new_case()
    card = through(sample_app, safe="yes", owed=["huabei"])[-1]

    assert f'value="{case}"' in card.html
    assert f'value="{sample_app.case}"' not in card.html
    sample_app.post("/triage/keep", {**card.fields(form=1), "into": case})
    assert [debt.product for debt in sample_app.facts(case, "debt_disclosed")] == ["huabei"]
    refused = sample_app.post("/triage/keep", {**card.fields(form=1), "into": sample_app.case})
    assert "请从列出的里面选" in refused.words
    assert refused.fields(form=1)["owed"] == ["huabei"]


def test_keeping_the_same_again_adds_nothing(app):
    case = app.new_case()
    fields = {**through(app, safe="yes", owed=["huabei"])[-1].fields(form=1), "into": case}
    app.post("/triage/keep", fields)
    again = through(app, safe="yes", owed=["huabei"])[-1]
    app.post("/triage/keep", {**again.fields(form=1), "into": case})

    assert len(app.facts(case, "debt_disclosed")) == 1


def test_of_danger_nothing_can_be_kept(app):
    shown = app.post("/triage/keep", {"safe": "no", "owed": ["huabei"], "label": "x"})

    assert store.cases(store.OWNER) == []
    assert "12356" in shown.words


DISTRESS = "钱还不上，真不想活了"


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/triage", "words"),
        ("/triage", "caller"),
        ("/triage", "debit_account"),
        ("/triage/keep", "label"),
        ("/new", "label"),
        ("/scam", "text"),
        ("/settings", "language_choice"),
        ("/settings/passphrase", "passphrase"),
        ("/case/{case}/erase", "erase_label"),
        ("/case/{case}/debts/", "anything"),
        ("/case/{case}/contact/", "anything"),
    ],
)
@pytest.mark.parametrize("locked", [False, True])
def test_words_of_not_wanting_to_live_bring_help_and_are_kept_nowhere(app, path, field, locked):
    case = app.new_case()
    if locked:
        app.access.lock()
    shown = app.post(path.format(case=case), {field: DISTRESS, "_go": "on", "_at": "0"})

    assert "现在有人可以听你说" in shown.words
    assert 'href="tel:12356"' in shown.html
    assert DISTRESS not in shown.html
    kept = everything_in(app.home)
    assert "不想活".encode() not in kept
    assert rb"\u4e0d\u60f3\u6d3b" not in kept
