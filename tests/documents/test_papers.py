"""The reports, the script and the proposal: what they must say, and what may never be there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from documents.cases import (
    HARDSHIP,
    HUABEI,
    SECRET,
    affordable,
    assessment,
    case,
    debt_assessed,
    disclosed,
    household,
    known,
    option,
    said,
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
from qinghuan.debts.limitation import Limitation
from qinghuan.documents.docx import to_docx
from qinghuan.documents.drafts import Draft, drafts
from qinghuan.documents.paper import Kind, Paper
from qinghuan.documents.papers.proposal_content import Plan
from qinghuan.documents.tree import texts, tree
from qinghuan.documents.typst_pdf import to_pdf
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, yuan
from qinghuan.words import Text, say

KINDS: tuple[Kind, ...] = ("report_kept", "call_script", "report_external", "proposal")
NEVER = (SECRET, "时效", "三年", "底线", "保持概率", "目标方案", "赌", "12356", "limitation")


def draft(kind: Kind, given: Assessment | None = None) -> Draft:
    """The first draft of ``kind``."""
    return next(one for one in drafts(given or assessment()) if one.kind == kind)


def paper(kind: Kind, given: Assessment | None = None) -> Paper:
    """The first paper of ``kind``."""
    found = draft(kind, given)
    assert found.paper is not None, found.gate.problems
    return found.paper


def words(kind: Kind, given: Assessment | None = None) -> str:
    """All words of the first paper of ``kind``, without blanks."""
    return squeezed("".join(texts(tree(paper(kind, given)))))


def with_debt(**changes: object) -> Assessment:
    """An assessment whose one debt has ``changes``."""
    return assessment(debts=(debt_assessed(**changes),))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_internal_is_in_any_paper_seen_or_unseen(kind: Kind) -> None:
    written = paper(kind)
    content, editable = to_pdf(written), to_docx(written)

    shown = pdf_text(content) + pdf_streams(content) + docx_text(editable)
    shown += "".join(docx_parts(editable).values()) + str(pdf_metadata(content))
    assert [word for word in NEVER if word in shown] == []
    assert pdf_attachments(content) == (1 if kind == "report_external" else 0)
    assert pdf_annotations(content) == 0


@pytest.mark.parametrize("kind", ["report_external", "proposal"])
def test_a_paper_that_leaves_names_no_other_creditor_and_nothing_owned(kind: Kind) -> None:
    found = words(kind)

    assert "另一家贷款人" not in found
    assert "借呗" not in found
    assert "电动三轮车" not in found
    assert "母亲" not in found
    assert "1,350.40" not in found


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_stands_with_a_source(kind: Kind) -> None:
    data = tree(paper(kind))

    assert data["sources"]
    lines = [one for block in data["blocks"] for one in _runs(block)]
    alone = [
        one["text"]
        for one in lines
        if re.fullmatch(r"-?[\d,]+\.\d\d", one["text"]) and not one["mark"]
    ]
    assert alone == []


def _runs(block: object) -> list[dict[str, object]]:
    """The runs outside the rows of tables whose columns carry their source in the header."""
    if isinstance(block, dict):
        if "mark" in block:
            return [block]
        if block.get("block") == "table" and any(one["mark"] for one in block["header"]):
            return []
        return [run for one in block.values() for run in _runs(one)]
    if isinstance(block, list):
        return [run for one in block for run in _runs(one)]
    return []


def test_the_external_statement_is_one_page_even_with_much_in_it() -> None:
    given = assessment()
    stated = sheet(hardship=HARDSHIP * 6, measures="花呗已经停用，十月起打零工。" * 4)
    much = replace(
        given,
        case=case(stated),
        household=replace(household(stated), incomes=given.household.incomes * 4),
    )

    assert pdf_pages(to_pdf(paper("report_external", much))) == 1


def test_the_proposal_admits_the_relationship_and_no_disputed_total() -> None:
    found = words("proposal")

    assert "本人使用过贵司提供的“花呗”" in found
    assert "核对前本人对差额暂不确认" in found
    assert "不是对贵司所列总额的确认" in found
    assert "承认欠" not in found


def test_a_late_first_row_is_asked_for_with_its_reason_and_nothing_else_of_the_reasons() -> None:
    waiting = option(reasons=(said(SECRET), Text("plans.reason.deferred", day=date(2027, 4, 29))))

    found = words("proposal", assessment(options=(waiting,)))

    assert "首期之前，家庭收入只够基本生活" in found
    assert "首期之前" not in words("proposal")
    assert SECRET not in found


def test_the_proposal_has_every_required_part() -> None:
    found = words("proposal")

    for part in (
        "欠款情况",
        "8,456.78元（人民币捌仟肆佰伍拾陆元柒角捌分）",
        "8,300.00元（人民币捌仟叁佰元整）",
        "困难原因",
        HARDSHIP,
        "请求核对、更正",
        "请求减免",
        "还款方案",
        "合计7,900.00元（人民币柒仟玖佰元整）",
        "请求一并约定的事项",
        "本人保持可联系",
        "请求答复",
        "如实声明",
        "附件",
        "申请人签名：",
    ):
        assert squeezed(part) in found, part


def test_correction_and_concession_are_separate_sections() -> None:
    titles = [
        block["words"] for block in tree(paper("proposal"))["blocks"] if block["block"] == "heading"
    ]

    assert titles.index("四、请求核对、更正") + 1 == titles.index("五、请求减免")


def test_a_concession_is_asked_for_and_never_due() -> None:
    found = words("proposal")

    assert "请贵司考虑减免" in found
    assert "由贵司决定" in found
    assert not [
        word for word in ("应当减免", "必须减免", "依法应", "有权要求减免") if word in found
    ]


def test_only_names_of_the_creditors_own_statement_stand_for_charges() -> None:
    found = words("proposal")

    assert "逾期利息" in found
    assert not [word for word in ("罚息", "滞纳金", "违约金", "手续费") if word in found]


def test_the_line_of_law_is_what_a_court_is_asked_for() -> None:
    found = words("proposal")

    assert "将请求法院依法发〔2017〕22号第2条，对各项费用总计超过年利率24%的部分予以调减" in found
    assert not [word for word in ("无效", "不用还", "不受保护") if word in found]


def test_below_the_line_the_letter_does_not_speak_of_it() -> None:
    below = replace(debt_assessed().cap, excess=known("0"))

    assert "24%" not in words("proposal", with_debt(cap=below))


def test_a_huabei_letter_never_claims_the_rule_of_credit_cards() -> None:
    assert "个性化分期" not in words("proposal")
    assert "70条" not in words("proposal")


def test_a_letter_about_a_banks_card_may_ask_by_the_rule_of_credit_cards() -> None:
    card = debt_assessed()
    given = disclosed(
        product="credit_card", product_name="信用卡", lender="bank", creditor="示例银行"
    )
    card = replace(card, facts=replace(card.facts, disclosed=given))
    found = words("proposal", assessment(debts=(card,)))

    assert "个性化分期还款协议申请书" in found
    assert "可以平等协商个性化分期，最长60个月" in found


def test_a_plan_as_it_is_asks_for_no_concession() -> None:
    whole = option("as_it_is", basis=known("7900"), waived=())

    assert "请求减免" not in words("proposal", assessment(options=(whole,)))


def test_the_rows_of_a_plan_must_sum_to_its_total() -> None:
    rows = option().instalments

    with pytest.raises(RuleError, match="do not sum"):
        Plan("as_it_is", rows, yuan("7900"), ZERO, yuan("7900.01"), yuan("500"))


def test_the_call_script_carries_this_persons_figures() -> None:
    found = words("call_script")

    assert "95188" in found
    assert "每月能还500.00元。我申请分16期，第一期2026年12月28日" in found
    assert "消费本金、逾期利息一项一项告诉我" in found


def test_without_anything_left_the_script_promises_nothing_and_there_is_no_letter() -> None:
    poor = assessment(options=(), affordable=affordable(path="no_surplus", monthly=known("0")))

    assert "不要答应任何数额和日期" in words("call_script", poor)
    assert "暂无可用于还款的结余" in words("report_external", poor)
    assert draft("proposal", poor).paper is None


@pytest.mark.parametrize("kind", ["call_script", "report_external", "proposal"])
def test_where_limitation_is_not_clear_nothing_is_made_that_could_restart_it(kind: Kind) -> None:
    stop = Limitation(HUABEI, "stop", said(SECRET), None)
    found = draft(kind, with_debt(limitation=stop))

    assert found.paper is None
    assert "12348" in say(found.gate.problems[0].mend)


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("proposal", {"options": ()}, "documents.no_option"),
        ("proposal", {"options": (option(burden="above"),)}, "documents.no_option"),
        ("proposal", {"household": household(None)}, "documents.no_household"),
        ("report_external", {"household": household(sheet(hardship=""))}, "documents.no_hardship"),
        ("proposal", {"case": case(sheet(), person=None)}, "documents.no_name"),
    ],
)
def test_what_is_missing_closes_the_gate(kind: Kind, given: dict[str, object], code: str) -> None:
    found = draft(kind, assessment(**given))

    assert code in {problem.code for problem in found.gate.problems}
    assert found.paper is None


def test_a_plan_above_what_can_be_paid_is_refused_even_when_chosen() -> None:
    given = assessment(options=(option(burden="above"),))
    chosen = {HUABEI: option(burden="above")}
    found = [one for one in drafts(given, plans=chosen) if one.kind == "proposal"]

    assert found[0].paper is None
    assert "documents.above" in {problem.code for problem in found[0].gate.problems}


def test_where_no_plan_can_be_kept_no_proposal_is_written_even_if_rows_would_fit() -> None:
    found = [one for one in drafts(assessment(), plans={HUABEI: None}) if one.kind == "proposal"]

    assert found[0].paper is None
    assert "documents.no_option" in {problem.code for problem in found[0].gate.problems}


def test_a_seasonal_plan_is_told_as_one_in_letter_and_script() -> None:
    plain = option()
    rows = tuple(
        replace(row, due=row.due.replace(year=2027 + n // 2, month=5 + n % 2))
        for n, row in enumerate(plain.instalments)
    )
    seasonal = replace(plain, shape="seasonal", instalments=rows, first_date=rows[0].due)
    found = drafts(assessment(), plans={HUABEI: seasonal}, debt=HUABEI)
    made = {one.kind: one for one in found}

    letter = squeezed("".join(texts(tree(made["proposal"].paper))))
    script = squeezed("".join(texts(tree(made["call_script"].paper))))
    assert "收入的季节" in letter
    assert "收入的季节" in script
    assert "每月能还" not in script


def test_an_account_of_somebody_else_stops_every_paper_but_the_kept_one() -> None:
    person = case(sheet()).person
    assert person is not None
    other = person.model_copy(update={"account_holder": False})
    made = drafts(assessment(case=case(sheet(), person=other)))

    assert [one.kind for one in made if one.paper] == ["report_kept"]


def test_every_gate_says_in_one_sentence_what_the_act_will_do() -> None:
    for one in drafts(assessment()):
        sentence = say(one.gate.effect)
        assert sentence.count("。") == 1, sentence


def test_papers_are_numbered_one_after_another() -> None:
    numbers = [one.number for one in drafts(assessment())]

    assert numbers == [f"QH20261120-{n:02d}" for n in range(1, 10)]


def test_a_debt_that_is_not_late_gets_no_letter() -> None:
    calm = debt_assessed()
    calm = replace(calm, stage=replace(calm.stage, days=None))

    assert [one.kind for one in drafts(assessment(debts=(calm,)))] == ["report_kept"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_can_be_had_in_english(kind: Kind) -> None:
    made = next(one for one in drafts(assessment(), language="en") if one.kind == kind)
    assert made.paper is not None

    assert to_pdf(made.paper).startswith(b"%PDF")
    own = texts(tree(made.paper)["labels"])
    assert not any("\u4e00" <= c <= "\u9fff" for text in own for c in text)


def test_a_late_letter_asks_for_an_answer_after_its_own_day() -> None:
    later = replace(assessment(), today=date(2026, 12, 1))

    assert "请在2026年12月16日前" in words("proposal", later)
    assert "不是法定期限" in words("proposal", later)
