"""Signs of fraud in what was written or said: found by their words, and honest talk is not."""

from __future__ import annotations

from datetime import date

import pytest

from qinghuan import policy
from qinghuan.contact.scams import LISTS, _words, scam_check
from qinghuan.words import say

TODAY = date(2026, 11, 20)

SAID = {
    "advance_fee": "先交 300 元服务费，我们帮您协商停催。",
    "passwords": "把身份证、银行卡和密码一起寄给我们。",
    "forged_papers": "可以代办住院病历和贫困证明。",
    "mass_complaints": "我们教你批量投诉，银行就怕这个。",
    "certain_success": "百分百停催，三天上岸！",
    "no_success_no_fee": "不成功不收费，放心。",
    "stop_paying": "先别还，换号码，他们找不到你。",
    "fake_state_policy": "按国家政策，你的债务可以债务清零。",
    "fake_service_desk": "我是客服，请打开共享屏幕把钱转到安全账户。",
    "private_payee": "还款直接微信转我，马上给你结清。",
    "fake_assignment": "我公司已受让您的债权，请转账到新账户。",
    "fake_mediation": "调解中心要先收 2000 保证金。",
    "fake_court": "法院已立案，点击链接交撤案费。",
    "blank_papers": "先在空白合同上签字，金额我们来填。",
    "account_lending": "借卡给我们走流水，一天两百。",
    "cash_out": "花呗额度套现，当天到账。",
    "advance_purchase": "先给钱预付款，虫草下来再还，利息三分，扣身份证。",
    "recovery_fraud": "能帮你追回被骗的钱，先交手续费。",
    "family_pressure": "让你父母代付，不然拉群。",
    "assignment_of_borrower": "用你的名字贷款，钱我来还。",
    "new_for_old": "再贷一笔就把旧的还清了，债务重组。",
    "bridge_with_deduction": "我们先垫资，收一点利息。",
}


@pytest.mark.parametrize("sign", sorted(SAID))
def test_each_sign_is_recognised_by_what_is_really_said(sign):
    found = scam_check(SAID[sign], TODAY)

    assert sign in [one.sign.id for one in found.found]


def test_every_sign_of_the_lists_has_its_words_and_every_word_its_sign():
    listed = {item.id for name in LISTS for item in policy.value(name, TODAY).items}

    assert set(_words()) == listed == set(SAID)


@pytest.mark.parametrize(
    "said",
    [
        "【花呗】您本期账单5000元，8月20日到期，请在App内还款。",
        "您好，这里是重庆蚂蚁消费金融，您的花呗已逾期12天，请尽快还款，如有困难可以在App里申请协商还款。",
        "西宁市城西区人民法院：您有一份传票，请致电12368核实。",
        "人民调解委员会调解不收费，请带身份证到司法所。",
        "爸，我这个月晚几天寄钱回家，工地还没发工钱。",
        "请把逾期利息的计算方法发给我，我核对后答复。",
        "请通过App官方入口还款，不要向任何个人转账。",
    ],
)
def test_honest_talk_shows_no_sign(said):
    found = scam_check(said, TODAY)

    assert found.found == ()
    assert "不等于安全" in say(found.says, "zh_CN")


def test_spaces_full_width_and_capitals_hide_nothing():
    found = scam_check("１００％ 包 成 功 停 催", TODAY)

    assert "certain_success" in [one.sign.id for one in found.found]


def test_a_sign_is_a_reason_to_stop_and_check_and_no_verdict():
    found = scam_check(SAID["certain_success"], TODAY)

    words = [say(text, "zh_CN") for text in (found.says, *found.steps, found.price)]
    assert words[0].startswith("有1处像骗局")
    assert not any("是骗子" in text for text in words)
    assert any("96110" in text for text in words)
    assert "一分钱不用交" in words[-1]
    assert all(one.source.source.title for one in found.found)
