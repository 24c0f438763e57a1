"""The card of the next 24 hours: people first, court papers next, then one call a creditor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from qinghuan import policy
from qinghuan.contact.triage import Card24, TriageAnswers, triage
from qinghuan.dates import add_months
from qinghuan.policy.products import products
from qinghuan.words import Text, say

DAY = date(2026, 11, 23)


def card(**answers) -> Card24:
    return triage(TriageAnswers(**answers), DAY)


def kinds(**answers):
    return [step.kind for step in card(**answers).steps]


def texts(one: Card24) -> list[Text]:
    """Every sentence of the card."""
    steps = [words for step in one.steps for words in (step.says, step.why, *step.notes)]
    caller = [one.caller.says, *one.caller.steps] if one.caller else []
    return [*steps, *caller, *one.say, *one.unsigned, *one.notes]


def said(one: Card24) -> str:
    return "\n".join(say(words) for words in texts(one))


@pytest.mark.parametrize(
    "answers",
    [
        {"safe": False},
        {"words": "真的不想活了"},
        {"words": "我 撑 不 住 了"},
        {"caller": "i want to die", "safe": True},
    ],
)
def test_danger_and_despair_stop_everything_about_money(answers):
    one = card(**answers, owed=("huabei",), court_paper="summons", days_late=90)

    assert one.stops == "danger"
    assert [step.line.string for step in one.steps] == ["12356", "110", "120"]
    assert not one.may_be_kept
    assert (one.say, one.unsigned, one.caller, one.notes) == ((), (), None, ())


@pytest.mark.parametrize("who", [{"adult": False}, {"account_holder": False}])
def test_who_may_not_go_on_alone_is_sent_to_legal_advice_and_nothing_about_money_follows(who):
    one = card(**who, owed=("huabei",), days_late=90, debit_account="工资卡")

    assert one.stops == "not_alone"
    assert [step.kind for step in one.steps] == ["not_alone"]
    assert one.steps[0].line.string == "12348"
    assert (one.say, one.unsigned) == ((), ())


def test_a_court_paper_comes_first_even_for_who_may_not_go_on_alone():
    assert kinds(adult=False, court_paper="summons") == ["court_paper", "not_alone"]


@pytest.mark.parametrize(
    ("paper", "received", "by"),
    [
        ("payment_order", date(2026, 11, 10), date(2026, 11, 25)),
        ("summons", date(2026, 11, 23), date(2026, 12, 8)),
        ("payment_order", None, None),
        ("enforcement", date(2026, 11, 10), None),
    ],
)
def test_a_court_paper_says_whether_it_is_real_its_last_day_and_what_to_write(paper, received, by):
    first = card(court_paper=paper, court_received_on=received, owed=("huabei",)).steps[0]

    assert (first.kind, first.by, first.line.string) == ("court_paper", by, "12368")
    assert len(first.notes) == 3
    assert "先核真假" in say(first.notes[0])


def test_every_creditor_gets_a_call_of_its_own_and_a_shared_desk_is_explained_once():
    calls = [step for step in card(owed=("huabei", "xinyonggou")).steps if step.kind == "call"]

    assert [step.owed for step in calls] == ["huabei", "xinyonggou"]
    assert all("两家债权人" in "".join(map(say, step.notes)) for step in calls)
    assert len(calls[0].notes) > len(calls[1].notes)


def test_the_warning_for_credit_cards_stands_beside_a_late_card_only():
    assert "刑事" in said(card(owed=("credit_card",), days_late=40))
    assert "刑事" not in said(card(owed=("credit_card",), days_late=0))
    assert "刑事" not in said(card(owed=("huabei", "jiebei", "online_loan"), days_late=900))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"days_late": 92}, "call"),
        ({"late_since": date(2024, 6, 1)}, "call"),
        ({"late_since": date(2023, 11, 24)}, "legal_advice_first"),
        ({"days_late": 1500}, "legal_advice_first"),
    ],
)
def test_a_debt_that_may_be_too_old_is_asked_about_before_anybody_is_called(answers, expected):
    found = kinds(owed=("huabei",), **answers)

    assert expected in found
    assert ("call" in found) is (expected == "call")


def test_advice_comes_first_from_the_very_day_on_which_the_years_less_the_margin_are_over():
    years = policy.value("limitation.general_years", DAY).whole
    margin = int(policy.assumption("limitation.warning_months").central)
    edge = add_months(DAY, margin - 12 * years)

    assert "legal_advice_first" in kinds(owed=("huabei",), late_since=edge)
    assert "call" in kinds(owed=("huabei",), late_since=edge + timedelta(days=1))


@pytest.mark.parametrize(("days", "said_of_it"), [(15, "最晚2026年11月23日"), (16, "已经过了")])
def test_the_last_day_itself_has_not_passed(days, said_of_it):
    received = DAY - timedelta(days=days)
    one = card(court_paper="summons", court_received_on=received)

    assert said_of_it in said(one)


def test_what_to_say_on_the_phone_is_told_only_where_there_is_somebody_to_call():
    assert card(owed=("huabei",)).say
    assert card().say == ()


def test_wanting_to_pay_is_said_only_of_a_debt_known_not_to_be_old():
    assert "按能保持的数还" in said(card(owed=("huabei",), days_late=90))
    assert "按能保持的数还" not in said(card(owed=("huabei",)))
    assert "怎样还" not in said(card(owed=("huabei",)))


def test_a_private_lender_is_met_and_has_no_desk():
    (call,) = [step for step in card(owed=("private",)).steps if step.kind == "call"]

    assert "客服" not in say(call.says)
    assert call.line is None


def test_an_old_debt_leaves_nothing_to_say_on_the_phone():
    assert card(owed=("huabei",), days_late=1500).say == ()


def test_the_debit_comes_before_the_calls_with_its_day_account_and_amount():
    one = card(
        owed=("huabei",),
        debit_account="工资卡",
        debit_on=DAY + timedelta(days=2),
        debit_amount="300",
    )
    debit = one.steps[0]

    assert (debit.kind, debit.by) == ("debit", DAY + timedelta(days=2))
    assert "300.00元" in said(one)
    assert "工资卡" in said(one)
    assert "不藏钱" in said(one)


def test_a_suspicious_message_stops_payment_before_anything_else_about_money():
    one = card(owed=("huabei",), caller="转到这个个人账户还款，有优惠")

    assert one.steps[0].kind == "scam"
    assert one.steps[0].line.string == "96110"
    assert one.caller.found


def test_a_plain_message_is_no_step_and_is_not_called_safe():
    one = card(owed=("huabei",), caller="您的账单已出，请按时还款。")

    assert "scam" not in [step.kind for step in one.steps]
    assert "不等于安全" in say(one.caller.says)


def test_without_any_answer_the_card_still_says_what_to_find_out():
    one = card()

    assert [step.kind for step in one.steps] == ["who_is_owed", "write_down"]
    assert "翻译" in said(one)
    assert "朗读" in said(one)


@pytest.mark.parametrize(
    "wrong",
    [{"owed": ["mortgage"]}, {"days_late": -1}, {"debit_amount": 3.5}, {"colour": "red"}],
)
def test_answers_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValidationError):
        TriageAnswers.model_validate(wrong)


_ANSWERS = st.builds(
    TriageAnswers,
    safe=st.sampled_from([None, True, False]),
    court_paper=st.sampled_from(["none", "payment_order", "summons", "enforcement", "unclear"]),
    court_received_on=st.none() | st.dates(date(2026, 1, 1), DAY),
    court_checked=st.sampled_from([None, True, False]),
    adult=st.sampled_from([None, True, False]),
    account_holder=st.sampled_from([None, True, False]),
    owed=st.lists(st.sampled_from(sorted(products())), max_size=4).map(tuple),
    days_late=st.none() | st.integers(0, 3000),
    debit_on=st.none() | st.dates(DAY, date(2027, 1, 1)),
)


@given(_ANSWERS)
@settings(max_examples=300, deadline=None)
def test_whatever_is_answered_the_order_holds_and_every_sentence_is_said(answers):
    one = triage(answers, DAY)
    found = [step.kind for step in one.steps]

    assert found
    assert all(say(words, language) for words in texts(one) for language in ("zh_CN", "en"))
    if one.stops != "danger" and answers.court_paper != "none":
        assert found[0] == "court_paper"
    if one.stops:
        assert not {"call", "debit"} & set(found)
