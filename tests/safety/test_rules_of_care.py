"""One test a rule of care that contact, plans and papers touch, on what a person really gets."""

from __future__ import annotations

import io
import re
from datetime import date, time, timedelta

import pytest

from case.test_assess import case_of, court_paper
from qinghuan import policy, store
from qinghuan.case.assess import Assessment, assess
from qinghuan.case.deadlines import after_refusal
from qinghuan.case.plan import plan
from qinghuan.cli import sample
from qinghuan.cli.cases import now
from qinghuan.contact.entries import ContactMade
from qinghuan.contact.fears import fear, fears
from qinghuan.contact.scams import scam_check
from qinghuan.contact.triage import TriageAnswers, triage
from qinghuan.debts.entries import AmountFellDue, DebtDisclosed
from qinghuan.documents.drafts import Draft, drafts
from qinghuan.documents.tree import texts, tree
from qinghuan.household.entries import PersonDescribed
from qinghuan.money import yuan
from qinghuan.words import Text, say
from words.test_words import sentences

TODAY = sample.TODAY
OLD = (
    DebtDisclosed(id="olddebt001", on=date(2022, 1, 1), creditor="旧公司", product="online_loan"),
    AmountFellDue(id="olddue0001", on=date(2022, 3, 1), debt="olddebt001", principal=yuan("900")),
)


def assessed(*more) -> Assessment:
    """The sample with more facts; a person given replaces the sample's."""
    persons = [fact for fact in more if isinstance(fact, PersonDescribed)]
    facts = [
        fact for fact in sample.facts() if not persons or not isinstance(fact, PersonDescribed)
    ]
    return assess(case_of([*facts, *more]), TODAY)


def papers(found: Assessment) -> list[Draft]:
    return [one for one in drafts(found) if one.paper is not None]


def words_of(draft: Draft) -> str:
    return "".join(texts(tree(draft.paper)))


def card(**answers):
    return triage(TriageAnswers(**answers), TODAY)


def card_words(**answers) -> str:
    one = card(**answers)
    steps = [words for step in one.steps for words in (step.says, step.why, *step.notes)]
    return "\n".join(say(words) for words in (*steps, *one.say, *one.unsigned, *one.notes))


def refused(found: Assessment) -> str:
    return "\n".join(say(step) for step in after_refusal(found.debts[0], found.conduct, TODAY))


def everything_said() -> list[tuple[str, str]]:
    """Every sentence of the contact step, with its id."""
    rooms = {room: sentences(room, "zh_CN") for room in ("contact", "case", "documents", "view")}
    return [(id, sentence) for room in rooms.values() for id, sentence in room.items()]


@pytest.fixture
def told(case):
    store.open_home()
    store.append(case, sample.facts(), who=store.OWNER, now=now())
    return case


def test_rule_2_every_paper_stands_behind_a_gate_that_says_what_it_will_do():
    minor = PersonDescribed(id="person0009", on=TODAY, name="某某", adult=False)
    leaving = [one for one in drafts(assessed(minor)) if one.kind != "report_kept"]

    for draft in drafts(assessed()):
        assert all(say(draft.gate.effect, language) for language in ("zh_CN", "en"))
    assert leaving
    assert all(one.paper is None and one.gate.problems for one in leaving)


def test_rule_3_letters_and_the_call_admit_the_relation_and_never_a_disputed_total():
    found = assessed()
    huabei = found.debts[0].facts.id
    by_kind = {one.kind: words_of(one) for one in papers(found) if one.debt == huabei}

    assert "核对之前，我先不确认总额" in by_kind["call_script"]
    for kind in ("proposal", "report_external"):
        assert "承认" not in by_kind[kind]
        assert not re.search("应当减免|必须减免|依法减免|应予减免", by_kind[kind])
    assert re.search("暂不确认|不予确认|先不确认", by_kind["proposal"])


def test_rule_4_inside_the_years_no_waiting_and_outside_them_legal_advice_before_anything():
    inside = [say(debt.limitation.says) for debt in assessed().debts if debt.late]
    outside = assess(case_of(OLD), TODAY)

    assert inside
    assert all("不要靠等" in words for words in inside)
    assert outside.next_step.hotline == "hotlines.legal_aid"
    assert not [one for one in papers(outside) if one.kind != "report_kept"]
    old = card(owed=("huabei",), days_late=1400)
    assert old.steps[0].kind == "legal_advice_first"
    assert not [
        id for id, words in everything_said() if re.search("等.{0,4}过期就|过了.年就不用还", words)
    ]


def test_rule_5_a_token_payment_is_never_advised_and_is_answered_with_a_question():
    script = next(words_of(one) for one in papers(assessed()) if one.kind == "call_script")
    advised = [id for id, words in everything_said() if "先还一点" in words]

    assert "这笔钱会先冲哪一项？" in script
    assert "先不答应" in card_words(owed=("huabei",))
    assert set(advised) <= {"documents.call.they.token", "contact.triage.unsigned.token"}


def test_rule_6_the_line_is_what_a_court_may_reduce_at_ones_own_request():
    found = assessed()
    caps = [say(debt.cap.says) for debt in found.debts if debt.cap.charged is not None]

    for words in [*caps, refused(found)]:
        assert "24%" not in words or re.search("请求|请法院", words)
    assert "自己提出请求" in refused(found)
    assert not [
        id for id, words in everything_said() if re.search("超过.{0,12}(无效|不用还)", words)
    ]


def test_rule_7_what_binds_too_far_stands_under_what_not_to_sign():
    words = card_words(owed=("huabei",))

    for part in ("公证强制执行", "共同还款", "放弃抗辩", "放弃时效", "全部银行卡", "空白授权书"):
        assert part in words


def test_rule_8_a_refusal_is_no_complaint_and_facts_are_complained_about_once_each():
    plain, huabei = assessed(), assessed().debts[0].facts.id
    night = ContactMade(
        id="night00001",
        on=TODAY - timedelta(days=1),
        at=time(23, 10),
        debt=huabei,
        direction="incoming",
        channel="phone",
        minutes=3,
    )
    with_sign = assessed(night)
    counted = [int(re.search(r"(\d+)处", refused(one)).group(1)) for one in (plain, with_sign)]

    assert counted[1] == counted[0] + 1
    assert "被拒绝不能投诉" in refused(with_sign)
    assert "一件一次" in refused(with_sign)
    assert "不是投诉的理由" in say(Text("view.conduct.note"))
    assert not re.search("命令对方|要求监管", refused(with_sign).replace("没有谁能命令对方", ""))


def test_rule_9_nobody_is_told_to_fall_silent_or_to_change_the_number():
    script = next(words_of(one) for one in papers(assessed()) if one.kind == "call_script")

    assert "不失联，不换号" in script
    assert "一直保持这个号码能联系上" in card_words(owed=("huabei",))
    advised = [
        id
        for id, words in everything_said()
        if re.search("(?<!不)(?<!别)(?<!让你停还、)(失联|换号)", words)
    ]
    assert advised == []


def test_rule_10_credit_cards_carry_their_own_warning_and_huabei_never_does():
    assert "刑事" in card_words(owed=("credit_card",), days_late=30)
    assert "刑事" not in card_words(owed=("huabei", "xinyonggou"), days_late=900)
    for debt in assessed().debts:
        late_card = debt.late and debt.facts.disclosed.product == "credit_card"
        assert bool(debt.card_warning) is late_card
    assert [one.id for one in fears(TODAY) if one.card] == ["jail"]
    for name in ("amount", "demands"):
        assert isinstance(
            policy.look_up(f"credit_card.malicious_overdraft_{name}", TODAY), policy.Gap
        )


def test_rule_11_court_papers_come_first_real_or_not_then_the_last_day_then_what_to_write():
    step = assessed(court_paper(received_on=TODAY)).next_step
    checked, last, write = (say(note) for note in step.notes)

    assert step.step == "court_paper"
    assert "12368" in checked
    assert "2026年12月5日" in last
    assert "“没钱还”不算异议" in write
    assert card(court_paper="payment_order", owed=("huabei",)).steps[0].kind == "court_paper"


def test_rule_12_a_debit_is_asked_about_stands_in_the_clock_and_hiding_money_is_never_advised(
    run, monkeypatch
):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 12))
    words = card_words(owed=("huabei",), debit_account="工资卡", debit_on=TODAY)
    due = [say(each.says) for each in assessed().deadlines if each.kind == "due"]

    assert "自动扣款" in run("triage").out
    assert "照常花" in words
    assert "不藏钱" in words
    assert any("自动扣款" in each and "先留够生活费" in each for each in due)
    hiding = [
        id
        for id, sentence in everything_said()
        if re.search("(?<!不)(?<!不隐匿、不)(转移财产|藏钱|转移、藏)", sentence)
    ]
    assert hiding == []


def test_rule_13_the_family_hears_who_must_pay_and_to_sign_nothing():
    family = fear("family", TODAY)

    assert "没有签字，就没有替还的义务" in say(family.true)
    assert "共同签名" in say(family.true)
    assert "不签字、不担保、不替借" in say(family.now)
    assert "家人不签共同还款、不担保、不替借" in card_words()


@pytest.mark.parametrize("who", [{"adult": False}, {"account_holder": False}])
def test_rule_14_under_18_or_not_the_holder_everything_about_money_stops(run, told, who):
    found = assessed(PersonDescribed(id="person0009", on=TODAY, name="某某", **who))

    assert (found.next_step.stops, found.options, plan(found)) == (True, (), ())
    assert found.next_step.hotline == "hotlines.legal_aid"
    assert [step.kind for step in card(**who, owed=("huabei",)).steps] == ["not_alone"]
    person = PersonDescribed(id="person0009", on=TODAY, name="某某", **who)
    store.append(told, [person], who=store.OWNER, now=now())
    assert run("script", told, "--today", TODAY.isoformat()).code == 3
    assert "95188" not in run("assess", told, "--today", TODAY.isoformat()).out


@pytest.mark.parametrize("who", [{"adult": False}, {"account_holder": False}])
def test_rule_14_holds_beside_a_court_paper_too_and_the_paper_still_comes_first(who):
    person = PersonDescribed(id="person0009", on=TODAY, name="某某", **who)
    found = assessed(person, court_paper(received_on=TODAY))

    assert (found.next_step.step, found.next_step.stops) == ("court_paper", True)
    assert (found.options, plan(found)) == ((), ())
    assert "法律援助" in say(found.next_step.notes[-1])


@pytest.mark.parametrize("command", ["script", "assess", "contact", "scam"])
def test_rule_15_help_for_people_is_beside_every_case(run, told, command):
    given = {"contact": [told, "--minutes", "3"], "scam": ["先交保证金"]}
    out = run(command, *given.get(command, [told, "--today", TODAY.isoformat()])).out

    assert "12356" in out
    assert "110" in out


@pytest.mark.parametrize(
    "words", [["triage"], ["fears"], ["fears", "jail"], ["--help"]], ids=" ".join
)
def test_rule_15_help_for_people_is_on_every_screen(run, monkeypatch, words):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 12))
    out = run(*words).out

    assert "12356" in out
    assert "110" in out
    assert "120" in out


def test_rule_18_money_goes_to_the_creditors_own_entry_only():
    script = next(words_of(one) for one in papers(assessed()) if one.kind == "call_script")

    assert "我只在App官方入口或合同账户还款" in script
    assert "只在官方入口还" in say(fear("tonight", TODAY).now)
    assert scam_check("请转到我的个人账户还款", TODAY).found
    assert "不付" in refused(assessed())


def test_rule_19_the_record_lasts_its_years_and_nobody_can_sell_a_repair():
    tonight = say(fear("tonight", TODAY).true)

    assert f"从还清那天起再留{policy.value('credit_record.years_kept', TODAY).whole}年" in tonight
    assert "骗子" in tonight
    assert scam_check("收费帮您征信修复", TODAY).found


def test_rule_20_legal_advice_is_free_and_representation_is_never_promised():
    aid = policy.value("hotlines.legal_aid", TODAY)

    assert aid.string == "12348"
    assert "先问" in say(aid.wording)
    assert isinstance(policy.look_up("papers.legal_aid_scope", TODAY), policy.Gap)
    promising = [id for id, words in everything_said() if re.search("律师(会|将)(为|替)你", words)]
    assert promising == []


@pytest.mark.parametrize(
    "offer",
    ["代办贫困证明、病历", "教你批量投诉", "百分百停催", "先付服务费帮你协商债务"],
)
def test_rule_21_forged_papers_mass_complaints_and_paid_agents_are_refused_with_the_reason(offer):
    found = scam_check(offer, TODAY)

    assert found.found
    assert all(say(one.sign.words) for one in found.found)
    assert "一分钱不用交" in say(found.price)
    script = next(words_of(one) for one in papers(assessed()) if one.kind == "call_script")
    assert "不交假材料" in script


def test_rule_22_the_first_ten_minutes_need_no_import_and_keep_nothing(run, monkeypatch, tmp_path):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 12))
    ran = run("triage")

    assert ran.code == 0
    for part in ("安全", "法院", "十八岁", "本人的吗", "欠谁的", "晚了多少天", "自动扣款", "可疑"):
        assert part in ran.out
    for part in ("不签", "藏语、蒙古语", "司法所", "字太小", "朗读"):
        assert part in ran.out
    both = card_words(owed=("huabei", "xinyonggou"))
    assert "可能是两家债权人" in both
    assert not (tmp_path / "home").exists()
