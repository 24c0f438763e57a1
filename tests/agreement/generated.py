"""Agreements made by chance: fair ones, and the same with faults planted in them."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from qinghuan.dates import add_months
from qinghuan.documents.capitals import capitals
from qinghuan.money import yuan

LENDERS = ("示例消费金融有限公司", "示例银行股份有限公司", "示例小额贷款有限公司")


@dataclass
class Made:
    """A paper: its sentences by topic, its rows, and what was planted."""

    lender: str
    sections: dict[str, str]
    rows: list[list]
    total: Decimal
    head: tuple[str, ...] = ("期次", "应还日期", "应还金额（元）")
    faults: list[str] = field(default_factory=list)

    @property
    def sentences(self):
        return [words for words in self.sections.values() if words]


def money(amount):
    return f"{amount:,.2f}"


def shown(day):
    return f"{day.year}年{day.month}月{day.day}日" if isinstance(day, date) else day


def fair(rng):
    """A paper that holds everything it should, and nothing that hurts."""
    lender = rng.choice(LENDERS)
    principal, interest = yuan(rng.randrange(3000, 20000)), yuan(rng.randrange(100, 900))
    penalty = yuan(rng.randrange(100, 700))
    owed, left = principal + interest + penalty, principal + interest
    count = rng.choice((6, 9, 12, 18, 24))
    each = yuan((left / count).quantize(Decimal("0.01")))
    amounts = [each] * (count - 1)
    amounts.append(left - sum(amounts))
    first = date(2026, 12, rng.randrange(15, 28))
    rows = [[n + 1, add_months(first, n), amount] for n, amount in enumerate(amounts)]
    sections = {
        "parties": f"甲方（贷款人）：{lender}；乙方（借款人）：示例甲。",
        "debt": rng.choice(
            (
                (
                    f"截至2026年11月20日，乙方在借款合同（编号：HT{rng.randrange(1000, 9999)}）项下"
                    f"尚欠本金{money(principal)}元、利息{money(interest)}元、罚息{money(penalty)}元，"
                    f"合计{money(owed)}元（大写：{capitals(owed)}）。"
                ),
                (
                    f"双方核对：合同编号JK{rng.randrange(1000, 9999)}，本金为{money(principal)}元，"
                    f"利息为{money(interest)}元，违约金为{money(penalty)}元，共计{money(owed)}元"
                    f"（{capitals(owed)}）。"
                ),
            )
        ),
        "waiver": rng.choice(
            (
                (
                    f"甲方免除上述罚息或违约金{money(penalty)}元，自本协议签署之日生效，"
                    f"减免后应还{money(left)}元。"
                ),
                (
                    f"甲方减免{money(penalty)}元（即全部罚息、违约金），签署即确定，"
                    f"还款总额{money(left)}元。"
                ),
            )
        ),
        "plan": f"乙方分{count}期偿还，每期日期和金额见还款表；还款总额为{money(left)}元。",
        "accrual": rng.choice(
            (
                "乙方按约还款期间，不再计收利息、罚息、违约金和任何费用。",
                "自本协议生效之日起停止计收利息和罚息。",
            )
        ),
        "allocation": rng.choice(
            ("每期款项先抵当期应还本金。", "乙方的还款优先用于偿还本金，本金还清后再抵其他。")
        ),
        "early": rng.choice(
            ("乙方可以随时提前结清，不收取手续费。", "提前还清的，按剩余款项结算，不另收费用。")
        ),
        "default": rng.choice(
            (
                (
                    "乙方某期未按期还款的，甲方应先书面通知，并给予10日宽限期；宽限期内补足的视为按约，"
                    "已减免的部分不恢复。"
                ),
                (
                    "乙方连续两期逾期且经通知后15日内仍未补足的，甲方可以要求清偿全部剩余款项；"
                    "已减免部分不因此恢复。"
                ),
            )
        ),
        "collection": rng.choice(
            (
                "协议履行期间，甲方及其委托方停止催收，不得联系乙方的家人、单位或其他第三人。",
                "按约还款期间甲方不催收，也不向任何第三人披露。",
            )
        ),
        "reporting": "征信按实际还款情况报送，结清后五个工作日内更新。",
        "payee": rng.choice(
            (
                f"收款账户：户名{lender}，变更收款账户须双方书面同意。",
                "还款入口为甲方官方App，甲方不通过任何个人账户收款。",
            )
        ),
        "certificate": "乙方还清后，甲方在10个工作日内出具结清证明。",
        "rights": rng.choice(
            (
                "本协议不涉及任何担保或共同还款，不办理强制执行公证；乙方保留全部抗辩权利。",
                "乙方签署本协议不视为放弃任何抗辩、时效利益或投诉的权利。",
            )
        ),
        "dispute": rng.choice(
            ("争议由乙方住所地人民法院管辖。", "发生争议可向有管辖权的人民法院起诉，不约定仲裁。")
        ),
        "change": "对本协议的任何变更须双方书面同意，一方沉默不视为同意。",
        "effect": "本协议一式两份，双方签字盖章后生效。",
    }
    return Made(lender, sections, rows, left)


def _add(words):
    def plant(made, rng):
        place = rng.choice([name for name, said in made.sections.items() if said])
        made.sections[place] += rng.choice(words)

    plant.adds = True
    return plant


def _instead(section, words):
    def plant(made, rng):
        made.sections[section] = rng.choice(words)

    return plant


def _without(*sections):
    def plant(made, _rng):
        for section in sections:
            made.sections[section] = ""

    return plant


def _rows_total(made, rng):
    made.sections["plan"] = made.sections["plan"].replace(
        money(made.total), money(made.total + rng.randrange(1, 300))
    )


def _capitals(made, rng):
    wrong = capitals(made.total + rng.randrange(1, 900))
    made.sections["plan"] = made.sections["plan"].removesuffix("。") + f"（大写：{wrong}）。"


def _row_parts(made, rng):
    made.head = ("期次", "应还日期", "本金", "费用", "应还金额")
    made.rows = [[n, day, amount - 10, yuan(10), amount] for n, day, amount in made.rows]
    made.rows[rng.randrange(len(made.rows))][3] = yuan(rng.randrange(20, 90))


def _row_count(made, rng):
    count = len(made.rows)
    made.sections["plan"] = made.sections["plan"].replace(
        f"分{count}期", f"分{count + rng.choice((-2, -1, 1, 3))}期"
    )


def _dates(made, rng):
    place = rng.randrange(1, len(made.rows))
    if rng.random() < 0.5:
        made.rows[place][1] = "2027年2月30日"
    else:
        made.rows[place][1] = made.rows[place - 1][1]


FAULTS = {
    "rows_total": _rows_total,
    "capitals": _capitals,
    "row_parts": _row_parts,
    "row_count": _row_count,
    "dates": _dates,
    "vague_date": _add(("余款乙方应尽快还清。", "乙方应于年底前付清剩余款项。")),
    "blank": _add(("其他约定：________。", "另付款项【】元。", "未填写内容由甲方另行填写。")),
    "waiver_unnamed": _instead("waiver", ("甲方可给予乙方适当减免。", "乙方可享受一定的优惠。")),
    "waiver_conditional": _instead(
        "waiver",
        (
            "视乙方还款表现，甲方最后给予减免。",
            "罚息减免金额以甲方系统审批为准。",
            "是否减免由甲方根据乙方履行情况决定。",
        ),
    ),
    "waiver_revives": _add(
        ("乙方任何一期逾期，已减免金额自动恢复。", "如违约，减免作废，按原合同金额追偿。")
    ),
    "accrues": _instead(
        "accrual", ("协议期间利息、罚息仍按合同计收。", "剩余本金继续按日计算利息。")
    ),
    "new_fee": _add(
        ("乙方另行支付服务费300元。", "甲方因催收产生的律师费由乙方承担。", "每期加收手续费2%。")
    ),
    "new_penalty": _add(
        ("任一期逾期，乙方应支付违约金500元。", "逾期的，每日按未还金额的0.1%加收违约金。")
    ),
    "deposit": _add(("签约当日乙方先交履约保证金1,000元。", "乙方需先支付诚意金。")),
    "accelerates": _instead(
        "default", ("乙方任何一期未按时还款，全部剩余款项立即到期，须一次性清偿。",)
    ),
    "allocation_costs": _instead(
        "allocation", ("款项优先冲抵费用、罚息，再抵本金。", "按违约金、利息、本金的顺序抵充。")
    ),
    "family": _add(("乙方配偶自愿对上述欠款承担连带还款责任。", "乙方父亲作为共同还款人签字。")),
    "notarised": _add(("双方同意办理赋予强制执行效力的公证。", "甲方可凭执行证书直接申请执行。")),
    "judicial_confirmation": _add(("双方同意就本协议共同向法院申请司法确认。",)),
    "no_defence": _add(("乙方放弃对债务金额的一切异议和抗辩。", "乙方今后不得提出任何异议。")),
    "no_limitation": _add(("乙方自愿放弃诉讼时效抗辩。", "乙方不得以诉讼时效为由拒绝还款。")),
    "no_complaint": _add(("乙方承诺不再向监管部门投诉。", "乙方应撤回已提交的全部投诉。")),
    "far_court": _instead(
        "dispute", ("争议由甲方所在地人民法院管辖。", "争议提交示例市仲裁委员会仲裁。")
    ),
    "blanket_debit": _add(
        ("乙方授权甲方从其名下任何银行账户扣款。", "甲方有权划扣乙方名下所有账户资金。")
    ),
    "third_persons": _add(
        ("乙方逾期时甲方可联系其紧急联系人和单位。", "甲方有权向乙方亲属告知欠款情况。")
    ),
    "service_deemed": _add(
        ("甲方发出短信即视为送达。", "按地址寄出之日即视为送达，无论是否签收。")
    ),
    "criminal": _add(("乙方承认其行为构成诈骗。", "逾期的，乙方愿承担一切法律后果及刑事责任。")),
    "silence": _add(("乙方收到通知后三日内未答复的，视为同意。",)),
    "one_sided_change": _add(("甲方有权单方调整还款方案。", "甲方可随时取消本协议。")),
    "new_loan": _add(("乙方应申请新的贷款用于偿还首期款。",)),
    "private_payee": _instead(
        "payee", ("款项转入王经理微信收款码。", "收款账户：户名李某某，账号6222。")
    ),
    "payee_by_notice": _add(("收款账户如有变更，以甲方短信通知为准。",)),
    "no_mandate": _instead(
        "parties", ("示例法务咨询公司受债权人示例银行股份有限公司委托，与乙方示例甲签订本协议。",)
    ),
    "missing_accrual": _without("accrual"),
    "missing_allocation": _without("allocation"),
    "missing_collection": _without("collection"),
    "missing_reporting": _without("reporting"),
    "missing_certificate": _without("certificate"),
    "missing_early": _without("early"),
}
_SAME_PLACE = (
    {"waiver_unnamed", "waiver_conditional"},
    {"rows_total", "capitals", "row_count"},
    {"row_parts", "dates"},
    {"accrues", "missing_accrual"},
    {"allocation_costs", "missing_allocation"},
    {"private_payee", "payee_by_notice"},
    {"accelerates", "waiver_revives", "new_penalty"},
)


def faulty(rng, wanted):
    """A fair paper with the faults ``wanted`` in it."""
    made = fair(rng)
    for code in sorted(wanted, key=lambda code: hasattr(FAULTS[code], "adds")):
        FAULTS[code](made, rng)
        made.faults.append(code)
    return made


def some_faults(rng, count):
    """So many faults that do not stand in each other's place."""
    chosen = []
    for code in rng.sample(sorted(FAULTS), len(FAULTS)):
        rivals = set().union(*(group for group in _SAME_PLACE if code in group))
        if not rivals & set(chosen):
            chosen.append(code)
        if len(chosen) == count:
            break
    return chosen


def some(seed, count):
    """``count`` faulty papers from ``seed``; over them every fault is planted."""
    rng, left, made = Random(seed), [], []
    for _ in range(count):
        if not left:
            left = rng.sample(sorted(FAULTS), len(FAULTS))
        wanted = dict.fromkeys(some_faults(rng, 2))
        for code in list(left):
            rivals = set().union(*(group for group in _SAME_PLACE if code in group)) | {code}
            if not rivals & set(wanted):
                wanted[code] = None
                left.remove(code)
            if len(wanted) > 4:
                break
        made.append(faulty(rng, list(wanted)))
    return made


# As files ----------------------------------------------------------------------------------


def cells(row):
    return [
        shown(one)
        if isinstance(one, date)
        else money(one)
        if isinstance(one, Decimal)
        else str(one)
        for one in row
    ]


def as_text(made):
    lines = [f"第{n}条 {words}" for n, words in enumerate(made.sentences, 1)]
    table = [" ".join(cells(row)) for row in made.rows]
    return ("\n".join([*lines, "还款表", *table]) + "\n").encode()


def as_csv(made):
    head = [[words] for words in made.sentences]
    rows = [*head, list(made.head), *map(cells, made.rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode("gb18030")


def as_docx(made):
    import docx

    document = docx.Document()
    document.add_heading("还款协议", 1)
    for words in made.sentences:
        document.add_paragraph(words)
    table = document.add_table(rows=1, cols=len(made.head))
    for cell, words in zip(table.rows[0].cells, made.head, strict=True):
        cell.text = words
    for row in made.rows:
        for cell, words in zip(table.add_row().cells, cells(row), strict=True):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(made):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(made.head))
    for row in made.rows:
        sheet.append([float(one) if isinstance(one, Decimal) else one for one in row])
    notes = book.create_sheet("条款")
    for words in made.sentences:
        notes.append([words])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_TYPST = """
#let d = json(bytes(sys.inputs.d))
#set page(margin: 2cm)
#set text(font: "Noto Sans CJK SC", size: 10pt)
= 还款协议
#for s in d.sentences [#s #parbreak()]
#table(columns: d.head.len(), ..d.head, ..d.rows.flatten())
"""


def as_pdf(made):
    import typst

    from qinghuan.documents.glyphs import FONTS

    data = {
        "sentences": made.sentences,
        "head": list(made.head),
        "rows": [cells(row) for row in made.rows],
    }
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    inputs = {"d": json.dumps(data, ensure_ascii=False)}
    return typst.Compiler(_TYPST.encode(), font_paths=fonts, sys_inputs=inputs).compile(
        format="pdf"
    )


FORMS = {"txt": as_text, "csv": as_csv, "docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}
