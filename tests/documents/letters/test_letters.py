"""Every letter: what it must say, what may never be in it, seen or unseen, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from documents.cases import (
    COLLECTOR,
    COURT,
    DEBITED,
    HARDSHIP,
    HUABEI,
    PROMISED,
    SECRET,
    TODAY,
    case,
    claim,
    debt_assessed,
    disclosed,
    eventful,
    known,
    sheet,
)
from documents.unpacked import (
    docx_parts,
    docx_text,
    pdf_annotations,
    pdf_attachments,
    pdf_metadata,
    pdf_pages,
    pdf_streams,
    pdf_text,
    squeezed,
)
from qinghuan.case.assess import Assessment
from qinghuan.contact.conduct import signs
from qinghuan.contact.entries import ContactMade
from qinghuan.debts.changes import Assigned, DebtChanged
from qinghuan.debts.entries import AmountFellDue, ClaimLine, Terms
from qinghuan.debts.limitation import Limitation
from qinghuan.documents.capitals import capitals
from qinghuan.documents.docx import to_docx
from qinghuan.documents.drafts import KEPT, drafts
from qinghuan.documents.paper import KINDS, Kind, Paper
from qinghuan.documents.tree import texts, tree
from qinghuan.documents.typst_pdf import to_pdf
from qinghuan.money import yuan
from qinghuan.words import Language, Text

FOUR = ("report_kept", "report_external", "call_script", "proposal")
LETTERS: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind not in FOUR)
TO_CREDITOR = tuple(kind for kind in LETTERS if kind not in KEPT)
NEVER = (
    SECRET, "时效", "三年", "底线", "保持概率", "目标方案", "赌", "12356", "limitation", "chance",
)  # fmt: skip
SOFT_LAW = "推荐性标准或行业指引，非法律"


def paper(
    kind: Kind, given: Assessment | None = None, language: Language = "zh_CN", debt: str = HUABEI
) -> Paper:
    """The letter of ``kind`` in the eventful case."""
    (found,) = drafts(given or eventful(), language=language, kinds=[kind], debt=debt)
    assert found.paper is not None, found.gate.problems
    return found.paper


def words(kind: Kind, given: Assessment | None = None) -> str:
    """All its words, without blanks."""
    return squeezed("".join(texts(tree(paper(kind, given)))))


def with_debt(**changes: object) -> Assessment:
    """The eventful case with one debt that has ``changes``."""
    return eventful(debts=(debt_assessed(**changes),))


def with_facts(**changes: object) -> Assessment:
    """The eventful case with one debt whose facts have ``changes``."""
    return with_debt(facts=replace(debt_assessed().facts, **changes))


def titles(kind: Kind, given: Assessment | None = None) -> list[str]:
    """The headings of the letter."""
    blocks = tree(paper(kind, given))["blocks"]
    return [block["words"] for block in blocks if block["block"] == "heading"]


@pytest.mark.parametrize("kind", LETTERS)
def test_nothing_internal_is_in_any_letter_seen_or_unseen(kind: Kind) -> None:
    written = paper(kind)
    content, editable = to_pdf(written), to_docx(written)

    shown = pdf_text(content) + pdf_streams(content) + docx_text(editable)
    shown += "".join(docx_parts(editable).values()) + str(pdf_metadata(content))
    assert [word for word in NEVER if word in shown] == []
    assert (pdf_attachments(content), pdf_annotations(content)) == (0, 0)


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_names_no_other_creditor_and_nothing_of_the_household(kind: Kind) -> None:
    found = words(kind)

    for word in ("另一家贷款人", "借呗", "电动三轮车", "母亲", "1,350.40", "520.00"):
        assert word not in found


@pytest.mark.parametrize("kind", TO_CREDITOR)
def test_a_letter_is_addressed_has_its_declaration_and_is_to_be_signed(kind: Kind) -> None:
    found = words(kind)

    assert "重庆蚂蚁消费金融有限公司" in found
    assert "马𬭸" in found
    assert "据本人所知真实" in found
    assert "签名：" in found
    assert not re.search(r"\{|\}|_{2,}|None|待填", found)


@pytest.mark.parametrize("kind", TO_CREDITOR)
def test_no_letter_admits_a_total_or_calls_a_waiver_due(kind: Kind) -> None:
    found = words(kind)

    assert "8,456.78" not in found
    for word in (
        "承认欠",
        "确认欠款总额为",
        "应当减免",
        "必须减免",
        "依法应",
        "部分无效",
        "不用还",
    ):
        assert word not in found


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_letter_can_be_had_in_both_languages(kind: Kind, language: Language) -> None:
    made = paper(kind, language=language)
    data = tree(made)

    titled = squeezed(data["title"])
    assert bool(re.search("[一-鿿]", titled)) is (language == "zh_CN")
    assert data["blocks"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", ["data_request", "contact_request", "family_card"])
def test_a_short_letter_is_one_page(kind: Kind, language: Language) -> None:
    assert pdf_pages(to_pdf(paper(kind, language=language))) == 1


def test_every_amount_in_capitals_says_the_figure_before_it() -> None:
    for kind in (*LETTERS, "proposal"):
        found = words(kind)
        for figure, said in re.findall(r"([\d,]+\.\d\d)元（人民币([^）]+)）", found):
            assert capitals(yuan(figure.replace(",", ""))) == said


# The request for figures -----------------------------------------------------------------


def test_the_data_request_names_only_items_of_the_creditors_own_statement() -> None:
    claimed = replace(debt_assessed().facts, claims=(claim(),))
    found = words("data_request", with_debt(facts=claimed))

    assert "“消费本金、逾期利息”" in found
    assert not [word for word in ("罚息", "滞纳金", "违约金", "手续费", "复利") if word in found]


def test_without_a_statement_the_data_request_names_no_charge_at_all() -> None:
    found = words("data_request", with_facts(claims=()))

    assert not [word for word in ("逾期利息", "罚息", "违约金", "手续费") if word in found]


def test_the_data_request_needs_no_household_and_promises_nothing() -> None:
    bare = eventful(household=replace(eventful().household, sheet=None))
    found = words("data_request", bare)

    assert "不因此确认任何数额" in found
    assert "不因此承诺还款" in found
    assert HARDSHIP not in found


# Correction and concession -----------------------------------------------------------------


def test_correction_and_concession_never_mix() -> None:
    found = titles("correction")

    assert found[0].startswith("甲、更正请求")
    assert found[1].startswith("乙、减免请求")


def test_a_correction_shows_name_both_figures_difference_and_reason() -> None:
    found = words("correction")

    for part in ("逾期利息", "556.78", "400.00", "156.78", "请核对10月12日的300.00元还款记在哪里"):
        assert part in found
    assert "核对前，本人对上述各项暂不确认" in found
    assert "消费本金" not in found, "an item that agrees is no correction"


def test_a_bare_total_is_corrected_as_a_total() -> None:
    whole = debt_assessed().comparison
    found = words("correction", with_debt(comparison=replace(whole, parts=())))

    assert "总额8,456.788,300.00156.78" in found


def test_a_concession_is_for_the_creditor_to_decide_and_leaves_out_what_is_disputed() -> None:
    found = words("correction")

    assert "由贵司决定" in found
    assert "逾期利息：400.00元（人民币肆佰元整）" in found
    assert "何时最终生效" in found


def test_the_line_of_law_stands_in_a_correction_only_where_the_claim_lies_above_it() -> None:
    below = replace(debt_assessed().cap, excess=known("0"))

    assert "请求法院依法发〔2017〕22号第2条" in words("correction")
    assert "24%" not in words("correction", with_debt(cap=below))


# More time ---------------------------------------------------------------------------------


def test_what_is_late_is_never_called_an_extension() -> None:
    found = words("delay_request")

    assert "不属于展期" in found
    assert "申请展期" not in found
    assert "第678条" not in found


def test_an_extension_is_asked_for_what_is_not_due_yet_with_the_rule() -> None:
    due = AmountFellDue(id="due00000", on=TODAY, debt=HUABEI, principal=yuan("1000"))
    found = words("delay_request", with_facts(due=(due,)))

    assert "申请展期至2027年4月15日" in found
    assert "第678条" in found
    assert "贵司可以不同意" in found
    assert "1,000.00" in found


def test_the_next_bill_is_named_by_its_day_and_without_an_amount() -> None:
    calm = debt_assessed()
    owed = replace(calm.owed, not_yet_due=known("3000"))
    facts = replace(calm.facts, terms=Terms(due_day=25))
    given = eventful(debts=(replace(calm, owed=owed, facts=facts),))

    assert "2026年11月25日2027年4月15日以贵司账单为准" in words("delay_request", given)


# Hardship, contact, debit --------------------------------------------------------------------


def test_a_notice_of_hardship_tells_the_story_and_holds_no_amount() -> None:
    found = words("hardship_notice")

    assert HARDSHIP in found
    assert "困难自2026年7月25日开始" in found
    assert "请求商谈" in found
    assert not re.search(r"\d\.\d\d", found)


def test_a_request_about_contact_never_asks_to_stop_it() -> None:
    found = words("contact_request")

    assert "本人保持可联系" in found
    assert "不是要求停止联系" in found
    assert "每日08:00至22:00之间联系" in found


def test_soft_law_is_named_as_such_and_law_as_law() -> None:
    found = words("contact_request")

    assert f"［{SOFT_LAW}］《互联网金融" in found
    assert "［法规］《消费金融公司管理办法》" in found
    assert f"［{SOFT_LAW}］《消费金融公司管理办法》" not in found


def test_a_bank_is_asked_by_the_guideline_of_banks() -> None:
    facts = debt_assessed().facts
    bank = replace(facts, disclosed=disclosed(lender="bank", creditor="示例银行"))
    found = words("contact_request", with_debt(facts=bank))

    assert "中国银行业协会" in found
    assert "消费金融公司管理办法" not in found


def test_only_the_request_about_a_debit_says_which_account_is_debited() -> None:
    shown = [kind for kind in LETTERS if DEBITED in words(kind)]

    assert shown == ["debit_change"]
    assert "不影响本人按约还款的义务" in words("debit_change")


# Who collects, what was said -----------------------------------------------------------------


def test_the_check_of_an_assignment_goes_to_the_original_creditor_and_names_who_came() -> None:
    change = Assigned(type="assigned", creditor="示例资产公司")
    moved = DebtChanged(id="moved000", on=TODAY, debt=HUABEI, change=change)
    found = words("assignment_check", with_facts(changes=(moved,)))

    assert "致重庆蚂蚁消费金融有限公司" in found
    assert "示例资产公司转让通知" in found
    assert f"{COLLECTOR}来电或信息0851-00000000" in found


def test_a_confirmation_holds_the_promises_and_that_silence_is_no_consent() -> None:
    found = words("confirmation")

    assert f"{PROMISED}200.002026年11月23日" in found
    assert "2026年11月18日15:05" in found
    assert "未回复（不等于同意）" in found
    assert "没有确认欠款总额" in found


# Complaint -----------------------------------------------------------------------------------


def test_a_complaint_tells_facts_and_groups_rules_by_grade() -> None:
    found = words("complaint")

    assert "2026年11月17日22:400851-00000000" in found
    assert "在夜间时段催收" in found
    assert "恐吓、骚扰" in found
    assert found.index("［法规］") < found.index(f"［{SOFT_LAW}］")
    assert "不据此断定违法" in found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_kind_of_departure_can_be_told(language: Language) -> None:
    facts = debt_assessed().facts
    bank = replace(facts, disclosed=disclosed(lender="bank", creditor="示例银行"))
    call = {"on": date(2026, 11, 17), "direction": "incoming", "channel": "phone", "debt": HUABEI}
    contacts = (
        ContactMade(id="banned00", did=("exaggerating",), **call),
        ContactMade(id="person00", reached="contact_person", **call),
        ContactMade(id="stranger", reached="third_person", **call),
        *(ContactMade(id=f"missed0{n}", answered=False, **call) for n in range(7)),
        *(ContactMade(id=f"spoken0{n}", minutes=2, **call) for n in range(4)),
    )
    given = replace(
        with_debt(facts=bank),
        case=case(sheet(), contacts=contacts),
        conduct=signs(contacts, {HUABEI: "bank"}),
    )
    found = squeezed("".join(texts(tree(paper("complaint", given, language)))))

    kinds = {sign.kind for sign in given.conduct}
    assert kinds == {"banned_act", "third_person", "tries", "talks"}
    named = {"zh_CN": ("夸大", "向联系人", "未接通的拨打共7次", "通话共4次"),
             "en": ("contactperson", "unconnected", "7unanswered", "4talks")}  # fmt: skip
    for part in named[language]:
        assert part in found


def test_a_complaint_asks_for_nothing_about_a_plan() -> None:
    found = words("complaint")

    assert "不以投诉换取减免" in found
    assert not [word for word in ("分期", "延期", "方案", "请贵司考虑") if word in found]


def test_where_time_must_be_settled_first_a_complaint_speaks_of_conduct_alone() -> None:
    stop = Limitation(HUABEI, "stop", Text("documents.total"), None)  # type: ignore[arg-type]
    found = words("complaint", with_debt(limitation=stop))

    assert "在夜间时段催收" in found
    assert "556.78" not in found


# Courts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["payment_order_objection", "court_answer"])
def test_a_paper_to_the_court_names_court_case_and_parties(kind: Kind) -> None:
    found = words(kind)

    for part in (COURT, "（2026）青0100民初1号", "收到", "556.78", "400.00"):
        assert part in found
    assert "贵司" not in found


def test_an_answer_asks_to_reduce_above_the_line_and_offers_a_talk_before_the_court() -> None:
    found = words("court_answer")

    assert "请求法院依法发〔2017〕22号第2条，对超过部分予以调减" in found
    assert "愿意在法院主持下" in found
    assert "不因此确认原告主张的总额" in found


def test_where_time_must_be_settled_first_an_answer_offers_no_talk_about_paying() -> None:
    stop = Limitation(HUABEI, "stop", Text("documents.total"), None)  # type: ignore[arg-type]
    found = words("court_answer", with_debt(limitation=stop))

    assert "愿意在法院主持下" not in found


def test_a_charge_for_the_breach_is_reduced_by_its_own_name_only_where_it_is_claimed() -> None:
    whole = debt_assessed()
    named = claim().model_copy(
        update={"lines": (ClaimLine(name="违约金", part="late_fee", amount=yuan("50")),)}
    )
    charged = replace(whole.comparison, claim=named)

    assert "“违约金”如过分高于实际损失" in words("court_answer", with_debt(comparison=charged))
    assert "违约金" not in words("court_answer")


# The family ----------------------------------------------------------------------------------


def test_the_page_for_the_family_names_nobody_and_nothing_of_the_case() -> None:
    found = words("family_card")

    for word in ("马𬭸", "蚂蚁", "花呗", "8,456.78", "13800000000"):
        assert word not in found


def test_the_page_for_the_family_says_who_pays_what_never_to_sign_and_whom_to_call() -> None:
    found = words("family_card")

    for part in ("没有替还的义务", "不签共同还款", "不担保", "不用自己的名义", "不给来电的人转账",
                 "110", "12348", "96110", "第1064条", "不是法律"):  # fmt: skip
        assert part in found


def test_a_letter_asks_for_its_answer_after_its_own_day() -> None:
    later = replace(eventful(), today=date(2026, 12, 1))

    assert "请在2026年12月16日前" in words("data_request", later)


def test_a_letter_without_a_day_of_recovery_says_so_and_promises_none() -> None:
    stated = sheet(recovery_expected=None)
    given = eventful()
    changed = replace(given, household=replace(given.household, sheet=stated), case=case(stated))

    assert "还说不准何时好转" in words("hardship_notice", changed)
