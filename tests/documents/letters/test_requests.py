"""The requests of the later stages: proofs, certificates, objections, mediation, mandates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.cases import (
    HUABEI,
    PROOF,
    SECRET,
    debt_assessed,
    disclosed,
    eventful,
    evidence,
    known,
)
from documents.letters.test_letters import paper, words
from qinghuan.case.assess import Assessment
from qinghuan.documents.drafts import drafts
from qinghuan.documents.tree import tree
from qinghuan.words import say


def told(kind: str, given: Assessment | None = None) -> dict[str, str]:
    """What its gate says, with what to do, by code."""
    (found,) = drafts(given or eventful(), kinds=[kind], debt=HUABEI)  # type: ignore[list-item]
    return {one.code: say(one.what) + say(one.mend) for one in found.gate.problems}


def tables(kind: str) -> list[dict[str, object]]:
    """The tables of the paper."""
    blocks = tree(paper(kind))["blocks"]  # type: ignore[arg-type]
    return [one for one in blocks if one["block"] == "table"]


# Proofs of hardship --------------------------------------------------------------------------


def test_the_list_of_proofs_lists_and_never_writes_one() -> None:
    found = words("hardship_list")

    assert "清单只列材料，不代替任何证明" in found
    assert "不代写、不改动" in found
    for part in ("解除劳动合同证明", "诊断证明", "农牧部门", "低保", "流水", "户口簿"):
        assert part in found


def test_the_list_says_how_copies_are_marked_and_what_is_never_given() -> None:
    found = words("hardship_list")

    assert "再次复印无效，2026年11月20日" in found
    for part in ("银行卡密码", "短信验证码", "人脸", "手机卡", "空白签名页", "空白授权书"):
        assert part in found


def test_what_is_kept_already_stands_in_it_and_the_rest_is_to_be_filled_in() -> None:
    kept, gather = tables("hardship_list")

    assert [[run["text"] for run in cell] for cell in kept["rows"][0]] == [  # type: ignore[index]
        ["诊断证明"], ["扫描"], ["2026年11月17日"], ["本人手机"],
    ]  # fmt: skip
    assert gather["tall"]
    assert PROOF not in words("hardship_list"), "a recording of a call is no proof of hardship"


# The plan and the request for the formal one --------------------------------------------------


def test_the_own_plan_says_that_it_is_the_persons_draft_and_not_the_formal_one() -> None:
    found = words("repayment_plan")

    assert "还款计划书（本人拟定）" in found
    assert "经贵司书面或在官方渠道确认后执行" in found
    assert "正式还款计划请由贵司出具" in found
    assert "不构成双方约定" in found
    assert "2026年11月18日与支付宝客服示例0001的联系" in found


def test_the_formal_plan_is_asked_of_the_lender_with_all_it_should_say() -> None:
    found = words("plan_request")

    for part in ("币种", "每期的日期和金额", "是否计收利息", "违约责任", "债权人全称", "最终生效",
                 "先入哪一项", "宽限几天", "报送", "收款账户", "结清证明"):  # fmt: skip
        assert part in found
    assert "2026年11月10日的协议" in found


# Settlement ----------------------------------------------------------------------------------


def test_the_certificate_must_say_that_all_is_settled_and_not_one_period() -> None:
    found = words("settlement_request")

    assert "全部债务已结清、无未清余额，不只是本期已结清" in found
    for part in ("债权人全称", "合同编号", "结清日期", "是否含减免", "电子签章", "现债权人"):
        assert part in found
    assert "2026年11月18日，100.00元" in found
    assert "暂不确认" in found


def test_a_debt_that_payments_settled_gets_the_request_without_an_agreement() -> None:
    given = eventful()
    paid = debt_assessed()
    paid = replace(
        paid, owed=replace(paid.owed, parts={}), stage=replace(paid.stage, days=known("0"))
    )
    bare = replace(given, debts=(paid,), case=replace(given.case, agreements=()))
    owing = replace(given, case=replace(given.case, agreements=()))

    (found,) = drafts(bare, kinds=["settlement_request"], debt=HUABEI)
    (absent,) = drafts(owing, kinds=["settlement_request"], debt=HUABEI)
    assert found.paper is not None
    assert absent.paper is None


def test_closing_the_limit_asks_what_is_closed_and_confirms_nothing() -> None:
    found = words("credit_limit_close")

    assert "全部可用额度" in found
    assert "不因此确认任何数额" in found


# The credit record ---------------------------------------------------------------------------


def test_an_objection_is_for_errors_alone_on_paper_and_at_the_gate() -> None:
    assert "只针对错误" in words("credit_objection")
    assert "不能因为困难或已经协商要求删除" in words("credit_objection")
    assert "收钱“修复”的是骗子" in told("credit_objection")["documents.errors_only"]


def test_what_the_report_shows_and_what_is_right_is_left_to_the_hand_of_the_person() -> None:
    report, entry = tables("credit_objection")

    labels = [row[0][0]["text"] for row in entry["rows"]]  # type: ignore[attr-defined]
    assert labels == ["报告显示的内容", "本人主张的正确内容", "理由", "凭证名称和编号"]
    assert report["tall"]
    assert entry["tall"]
    assert "20日内核查并答复" in words("credit_objection")


# Mediation -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lender", "dispute"),
    [
        ("consumer_finance", "金融借款合同纠纷"),
        ("bank", "金融借款合同纠纷"),
        ("small_loan", "小额借款合同纠纷"),
        ("private", "民间借贷纠纷"),
        ("unknown", "借款合同纠纷，以合同为准"),
    ],
)
def test_the_dispute_is_called_by_the_kind_of_lender(lender: str, dispute: str) -> None:
    facts = replace(debt_assessed().facts, disclosed=disclosed(lender=lender))

    assert dispute in words("mediation_request", eventful(debts=(debt_assessed(facts=facts),)))


def test_the_request_for_mediation_has_its_parts_and_is_free() -> None:
    found = words("mediation_request")

    for part in ("调解组织全称", "申请人", "被申请人", "请求事项", "暂不确认", "分16期偿还",
                 "已收到法院文书", "藏语", "第4条，人民调解不收取任何费用", PROOF):  # fmt: skip
        assert part in found
    assert "先在公开名录里查到" in told("mediation_request")["documents.body_listed"]


def test_mediation_and_confirmation_do_not_go_to_the_creditor() -> None:
    for kind, body in (("mediation_request", "调解组织"), ("judicial_confirmation", "受理法院")):
        (found,) = drafts(eventful(), kinds=[kind], debt=HUABEI)  # type: ignore[list-item]
        assert found.recipient.startswith(body)


# Evidence ------------------------------------------------------------------------------------


def test_the_list_of_evidence_holds_what_its_reader_may_see_and_nothing_else() -> None:
    found = words("evidence_list")

    for part in (PROOF, "夜间来电的时间", "本人手机", "录音，本人", "ab" * 32, "以上共2份"):
        assert part in found
    assert "另附文字整理" in found
    assert SECRET not in found


def test_originals_are_numbered_through_and_stand_in_their_part() -> None:
    given = eventful()
    more = (
        evidence(title="来电"),
        evidence(id="contract", sort="contract", title="借款合同"),
    )
    case = replace(given.case, evidence=more)
    found = words("evidence_list", replace(given, case=case))

    assert found.index("合同与约定") < found.index("1借款合同")
    assert found.index("通话与催收") < found.index("2来电")


def test_proof_of_another_debt_is_not_shown() -> None:
    given = eventful()
    other = (evidence(), evidence(id="other000", debt="jiebei00", title="别的债"))
    case = replace(given.case, evidence=other)

    assert "别的债" not in words("evidence_list", replace(given, case=case))


# The mandate ---------------------------------------------------------------------------------


def test_a_mandate_is_general_has_days_and_leaves_no_matter_blank() -> None:
    found = words("authorisation")

    assert "一般授权" in found
    for part in ("承认任何债务", "签署还款协议", "代为付款、收款", "转委托", "验证码"):
        assert found.index("不包括") < found.index(part)
    assert "2026年11月20日至2027年2月20日" in found
    assert "随时书面撤销" in found
    assert "有空白的不签" in found
    assert "12348" in told("authorisation")["documents.complete_mandate"]
