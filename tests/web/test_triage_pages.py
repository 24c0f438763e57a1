"""The first ten minutes on a screen: every question may be passed over, nothing is kept unasked."""

from __future__ import annotations

import re


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
