"""The draft of an agreement, its change, its report, and the court's confirmation of one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from documents.cases import (
    AGREED,
    HARDSHIP,
    HUABEI,
    TODAY,
    agreement,
    debt_assessed,
    disclosed,
    eventful,
    known,
    option,
)
from documents.letters.test_letters import paper, titles, with_debt, words
from documents.unpacked import squeezed
from qinghuan.case.assess import Assessment
from qinghuan.debts.facts import Payment
from qinghuan.documents.drafts import Draft, drafts
from qinghuan.documents.paper import Kind
from qinghuan.documents.tree import tree
from qinghuan.money import yuan
from qinghuan.words import say

RED_LINES = (
    "担保", "保证人", "共同还款", "债务加入", "公证", "强制执行", "放弃", "时效", "仲裁", "代扣",
    "律师费", "催收费", "视履行情况", "一切后果", "一切责任", "家人", "失信",
)  # fmt: skip
G1 = {
    "balance, its make-up, currency": (
        "消费本金", "逾期利息", "币种为人民币", "计至2026年11月18日",
    ),
    "period, method, date and amount of each instalment": (
        "分16期偿还", "首期2026年12月28日", "末期2028年3月28日", "官方还款入口", "500.00",
    ),
    "whether interest and charges run": ("履行期间，欠款不再计收新的利息和费用",),
    "no new credit until paid": ("还清前，甲方不再用该产品新增欠款",),
    "rights, duties, default": ("甲方按期还款", "乙方按期入账", "补救期满仍未补足"),
    "full name of the creditor, mandate of any agent": ("重庆蚂蚁消费金融有限公司", "授权书"),
    "exact contract numbers": ("HB-0001",),
    "what is waived and when it is final": ("逾期利息：400.00元", "自本协议生效之日起最终生效"),
    "order of payment": ("分别入账",),
    "grace days and one missed instalment": ("15日为补救期", "视为按期履行"),
    "credit reporting during and after": ("协议期间、结清之后", "报送征信"),
    "collection stops": ("停止催收",),
    "payee account": ("只付至乙方名下账户",),
    "settlement certificate and its date": ("15日内，乙方出具结清证明",),
    "written form": ("双方签字或盖章",),
    "no right given up": ("双方依法享有的权利不因本协议减少",),
}  # fmt: skip


def draft(kind: Kind, given: Assessment) -> Draft:
    """The draft of ``kind`` about the first debt."""
    (found,) = drafts(given, kinds=[kind], debt=HUABEI)
    return found


def codes(found: Draft) -> set[str]:
    """What its gate says."""
    return {problem.code for problem in found.gate.problems}


def with_agreement(**changes: object) -> Assessment:
    """The eventful case whose agreement has ``changes``."""
    given = eventful()
    return replace(given, case=replace(given.case, agreements=(agreement(**changes),)))


def with_payments(*paid: tuple[date, str]) -> Assessment:
    """The eventful case with these payments alone."""
    facts = debt_assessed().facts
    payments = tuple(Payment(on, yuan(amount), "", "") for on, amount in paid)
    return with_debt(facts=replace(facts, payments=payments))


# The agreement -------------------------------------------------------------------------------


@pytest.mark.parametrize("item", G1)
def test_the_agreement_holds_every_item_a_written_deal_should_hold(item: str) -> None:
    found = words("agreement")

    for part in G1[item]:
        assert squeezed(part) in found, (item, part)


@pytest.mark.parametrize("kind", ["agreement", "amendment", "repayment_plan", "plan_request"])
def test_no_draft_of_ours_has_a_clause_that_the_review_would_report(kind: Kind) -> None:
    found = words(kind)

    assert [word for word in RED_LINES if word in found] == []


def test_the_agreement_names_the_other_parts_a_deal_should_have() -> None:
    found = titles("agreement")

    for part in ("困难变更", "提前结清", "通知与送达", "争议解决", "份数与生效", "冲抵顺序"):
        assert any(part in title for title in found), part
    assert "不是诉讼文书送达地址的约定" in words("agreement")


def test_the_agreement_confirms_only_what_both_reckon_alike() -> None:
    found = words("agreement")

    assert "消费本金7,900.007,900.000.00双方一致" in found
    assert "逾期利息556.78400.00156.78有争议" in found
    assert "甲方暂不确认" in found


def test_nothing_given_up_is_said_where_nothing_is_asked_for() -> None:
    whole = option("as_it_is", waived=())

    assert "本协议不含减免" in words("agreement", eventful(options=(whole,)))


def test_the_sum_of_the_annex_is_the_sum_of_the_clause() -> None:
    for kind in ("agreement", "repayment_plan", "mediation_request", "amendment"):
        found = words(kind)
        (clause,) = re.findall(r"分\d+期偿还，首期[^，]*，末期[^，]*，合计([\d,.]+)元", found)
        blocks = tree(paper(kind))["blocks"]
        annex = next(one for one in blocks if one["block"] == "table" and one["caption"])
        assert annex["total"][4][0]["text"] == clause
        rows = [yuan(row[4][0]["text"].replace(",", "")) for row in annex["rows"]]
        assert f"{sum(rows):,.2f}" == clause
        assert annex["rows"][-1][5][0]["text"] == "0.00"


def test_a_banks_card_is_not_used_for_another_card_and_huabei_for_nothing_new() -> None:
    card = debt_assessed()
    given = disclosed(product="credit_card", product_name="信用卡", lender="bank")
    card = replace(card, facts=replace(card.facts, disclosed=given))

    assert "不申请新的信用卡" in words("agreement", eventful(debts=(card,)))
    assert "信用卡" not in words("agreement")


@pytest.mark.parametrize("kind", ["agreement", "amendment", "repayment_plan", "mediation_request"])
def test_without_a_plan_that_can_be_kept_there_is_no_draft(kind: Kind) -> None:
    found = draft(kind, eventful(options=()))

    assert found.paper is None
    assert "documents.no_option" in codes(found)


def test_a_draft_says_that_it_is_one_and_that_their_text_is_reviewed_again() -> None:
    for kind in ("agreement", "amendment"):
        found = draft(kind, eventful())
        told = {problem.code: problem for problem in found.gate.problems}
        assert "再审一遍" in say(told["documents.draft_only"].what)
        assert "双方签署后才有约束力" in words(kind)


# The change ----------------------------------------------------------------------------------


def test_a_change_shows_each_term_as_it_was_and_as_it_is_to_be() -> None:
    found = words("amendment")

    for part in (
        "下一期应还日2026年12月15日2026年12月28日",
        "未付期数2期2期",
        "未付合计850.00元850.00元",
        "第544条",
        "其余条款不变",
        "不因本次变更恢复计收",
        "逾期利息：400.00元",
    ):
        assert squeezed(part) in found, part


def test_a_change_spreads_what_is_left_and_nothing_else() -> None:
    (found,) = drafts(eventful(), kinds=["amendment"], debt=HUABEI)

    assert found.figures == {"left": "850.00", "instalments": "2", "monthly": "425.00"}


def test_what_is_paid_already_is_not_changed_again() -> None:
    found = draft("amendment", with_payments((date(2026, 11, 15), "1450")))

    assert found.paper is None
    assert "documents.nothing_left" in codes(found)


def test_an_agreement_that_another_replaced_is_not_reported_on() -> None:
    given = eventful()
    later = agreement(id="agreed01", on=date(2026, 11, 19), number="XY-02", replaces=AGREED)
    both = replace(given, case=replace(given.case, agreements=(agreement(), later)))
    found = words("progress_report", both)

    assert "XY-02" in found
    assert "XY-01" not in found


# The report ----------------------------------------------------------------------------------


def test_a_report_tells_what_was_due_paid_and_comes_next() -> None:
    found = words("progress_report")

    assert "截至2026年11月20日，约定到期500.00" in found
    assert "本人已付600.00" in found
    assert "全部未付为850.00元（人民币捌佰伍拾元整）" in found
    assert "1 2026年11月15日 500.00 500.00 0.00 已付清".replace(" ", "") in found
    assert "付了一部分" in found
    assert "下一期2026年12月15日，应付400.00元" in found


def test_payments_of_before_the_agreement_are_not_counted_towards_it() -> None:
    found = words("progress_report", with_payments((date(2026, 11, 9), "300")))

    assert "本人已付0.00" in found
    assert "约定之后还没有登记付款" in found


def test_a_missed_row_is_said_openly() -> None:
    found = words("progress_report", with_payments((date(2026, 11, 16), "200")))

    assert "已到期未付的300.00" in found


def test_when_all_is_paid_the_report_asks_for_the_certificate() -> None:
    found = words("progress_report", with_payments((date(2026, 11, 16), "1450")))

    assert "请出具结清证明" in found
    assert "下一期" not in found


def test_the_certificate_may_be_asked_for_with_a_warning_while_something_is_unpaid() -> None:
    open_still = draft("settlement_request", eventful())
    paid = draft("settlement_request", with_payments((date(2026, 11, 16), "1450")))

    assert open_still.paper is not None
    assert "850.00" in say(
        next(one.what for one in open_still.gate.problems if one.code == "documents.not_settled")
    )
    assert "documents.not_settled" not in codes(paid)


# Before the court ----------------------------------------------------------------------------


def test_judicial_confirmation_begins_with_its_warning_on_paper_and_at_the_gate() -> None:
    blocks = tree(paper("judicial_confirmation"))["blocks"]

    assert blocks[0]["block"] == "note"
    assert blocks[0]["tone"] == "warning"
    first = blocks[0]["runs"][0]["text"]
    for part in ("少还一期", "不经诉讼", "强制执行", "冻结账户", "限制消费"):
        assert part in first
    found = draft("judicial_confirmation", eventful())
    told = {problem.code: problem for problem in found.gate.problems}
    assert told["documents.enforceable"].severity == "warning"
    assert "不经诉讼" in say(found.gate.effect)
    assert "不经诉讼" in say(told["documents.enforceable"].what)
    assert "可以不申请" in say(told["documents.enforceable"].mend)
    assert "低收入" in say(told["documents.enforceable"].mend)


def test_without_days_to_mend_the_gate_says_so_before_the_court_is_asked() -> None:
    assert "documents.no_cure" in codes(draft("judicial_confirmation", eventful()))
    mended = draft("judicial_confirmation", with_agreement(cure_days=15))
    assert "documents.no_cure" not in codes(mended)


def test_both_ask_together_within_the_days_of_the_law() -> None:
    found = words("judicial_confirmation")

    assert "共同提出" in found
    assert "最后一天是2026年12月10日" in found
    late = draft("judicial_confirmation", with_agreement(on=date(2026, 10, 1)))
    assert "documents.confirmation_passed" in codes(late)


def test_the_promise_that_is_not_verified_is_left_to_the_form_of_the_court() -> None:
    found = words("judicial_confirmation")

    assert "按受理法院现行的申请书样式" in found
    assert "不损害" not in found


@pytest.mark.parametrize("kind", ["amendment", "progress_report", "judicial_confirmation"])
def test_without_an_agreement_there_is_no_such_paper(kind: Kind) -> None:
    given = eventful()
    found = draft(kind, replace(given, case=replace(given.case, agreements=())))

    assert found.paper is None
    assert codes(found) == {f"documents.absent.{kind}"}


def test_the_hardship_is_said_to_be_the_persons_own_word() -> None:
    for kind in ("agreement", "amendment", "mediation_request", "hardship_list"):
        found = words(kind)
        assert HARDSHIP in found
        assert "本人陈述" in found


def test_a_plan_stays_within_what_the_debt_may_take_when_it_is_changed() -> None:
    small = option(share=known("100"), monthly=known("100"))
    (found,) = drafts(eventful(options=(small,)), kinds=["amendment"], debt=HUABEI)

    assert found.figures["instalments"] == "9"
    assert found.figures["monthly"] == "94.45"
    assert found.paper is not None
    assert found.paper.issued_on == TODAY
