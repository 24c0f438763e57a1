"""What the borrower and the lenders state, as the facts of the sample's journal."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sample_case.claim import FIRST_UNPAID, claimed, not_yet_due, unpaid
from sample_case.credit import JIEBEI_PENALTY_PER_DAY, Due, Instalment, exact, jiebei_plan
from sample_case.rows import CARD_BANK, TODAY, yuan
from sample_case.wallet_files import NAME

Body = dict[str, Any]
OPENED, STATED = "2026-11-18", "2026-11-19"
ANT = "重庆蚂蚁消费金融有限公司"


def identifier(name: str) -> str:
    """The twelve characters that name the entry ``name`` of the sample."""
    return sha256(f"qinghuan sample {name}".encode()).hexdigest()[:12]


HUABEI_ID, JIEBEI_ID, CARD_ID = identifier("huabei"), identifier("jiebei"), identifier("card")


def facts(dues: Sequence[Due]) -> list[Body]:
    """Every fact, in the order in which it is told."""
    return [
        _fact("case_opened", "opened", OPENED, label="示例：花呗逾期九十二天", sample=True),
        _person(),
        _household(),
        _fact(
            "bill_categories_set", "categories", STATED,
            categories={
                "扫二维码付款": "food_tobacco_liquor",
                "商户消费": "food_tobacco_liquor",
                "转账": "housing",
                "日用百货": "food_tobacco_liquor",
                "微信红包": "other",
            },
        ),
        *_debts(),
        *(_fell_due(due) for due in unpaid(dues)),
        _jiebei_fell_due(_late_instalment()),
        *_contacts(),
        _huabei_claim(dues),
        _jiebei_claim(_late_instalment()),
        _card_claim(),
    ]  # fmt: skip


def _fact(kind: str, name: str, on: str, /, *, origin: str = "stated", **body: Any) -> Body:
    told = {"id": identifier(name), "on": on, **({} if origin == "stated" else {"origin": origin})}
    return {"kind": kind, "version": 1, "body": told | body}


def _person() -> Body:
    return _fact(
        "person_described", "person", OPENED, name=NAME, identity_tail="000X",
        phone="13800000000", address="青海省西宁市大通县示例镇示例村1号",
        adult=True, account_holder=True,
    )  # fmt: skip


def _income(source: str, name: str, by_month: dict[int, str], /, **more: Any) -> Body:
    months = {str(month): amount for month, amount in by_month.items()}
    return {"source": source, "name": name, "by_month": months} | more


def _expense(category: str, name: str, amount: str, /, **more: Any) -> Body:
    return {"category": category, "name": name, "amount": amount} | more


def _household() -> Body:
    return _fact(
        "household_stated", "household", STATED,
        place="xining", residence="rural",
        members=[
            {"relation": "本人", "age": "18_to_59", "earns": True},
            {"relation": "配偶", "age": "18_to_59", "earns": True},
            {"relation": "子女", "age": "6_to_17", "dependant": True},
            {"relation": "母亲", "age": "60_and_over", "dependant": True},
        ],
        incomes=[
            _income("building", "工地小工", dict.fromkeys(range(4, 11), "4200.00"),
                    knowledge="estimated"),
            _income("cordyceps", "挖虫草", {5: "1800.00", 6: "10500.00", 7: "2500.00"}),
            _income("other", "冬季零工", dict.fromkeys((11, 12, 1, 2, 3), "1200.00"),
                    knowledge="estimated"),
            _income("wages", "爱人在学校食堂帮工",
                    dict.fromkeys((3, 4, 5, 6, 9, 10, 11, 12), "1800.00")),
            _income("benefits", "母亲养老金", dict.fromkeys(range(1, 13), "260.00")),
            _income("family_help", "姐姐帮助", {8: "1500.00", 9: "1200.00", 10: "800.00"},
                    lasting=False),
        ],
        expenses=[
            _expense("food_tobacco_liquor", "吃饭买菜", "1850.00"),
            _expense("clothing", "衣服鞋子", "1500.00", every="year"),
            _expense("housing", "房租", "350.00"),
            _expense("housing", "电费和换气", "165.00"),
            _expense("housing", "取暖煤", "2800.00", every="year", months=[10, 11, 12, 1, 2, 3]),
            _expense("household_goods", "日用品", "130.00"),
            _expense("transport_communication", "车费、油钱和话费", "310.00"),
            _expense("education_culture_recreation", "孩子上学", "330.00",
                     months=[3, 4, 5, 6, 9, 10, 11, 12]),
            _expense("health_care", "母亲吃药和门诊", "400.00"),
            _expense("other", "人情往来", "60.00"),
        ],
        assets=[{"name": "拉货电动三轮车", "amount": "6000.00"}],
        cash="1350.40",
        hardship="七月二十五日在工地扭伤了腰，养到九月底，八月九月没有工钱。同一个月母亲住院。今年虫草也比去年少。",
        hardship_since="2026-07-25",
        recovery_expected="2027-04-15",
        measures="花呗和信用卡已经不再用。十月起打零工，爱人多排了班。",
        pay_day=28,
    )  # fmt: skip


def _debts() -> list[Body]:
    contract = {"compounding": "none", "origin": "contract"}
    order = ["penalty_interest", "interest", "instalment_fee", "principal"]
    return [
        _fact(
            "debt_disclosed", "huabei", OPENED, creditor=ANT, product="huabei",
            product_name="花呗", lender="consumer_finance", account="sam***@example.invalid",
            contract_number="SHILI-HB-0001", automatic_debit=f"{CARD_BANK}储蓄卡(0018)、余额宝",
            terms=contract | {
                "rate": "0", "penalty_rate": "0.0005", "penalty_base": "overdue_principal",
                "grace_days": 0, "allocation": order, "bill_day": 10, "due_day": 20,
            },
            lines=["huabei"],
        ),
        _fact(
            "debt_disclosed", "jiebei", OPENED, creditor=ANT, product="jiebei",
            product_name="借呗", lender="consumer_finance", account="sam***@example.invalid",
            contract_number="SHILI-JB-0001", automatic_debit=f"{CARD_BANK}储蓄卡(0018)",
            terms=contract | {
                "rate": "0.0004", "penalty_rate": "0.0006", "penalty_base": "overdue_principal",
                "grace_days": 0, "allocation": order, "due_day": 12,
            },
            lines=["jiebei"],
        ),
        _fact(
            "debt_disclosed", "card", OPENED, creditor=f"{CARD_BANK}股份有限公司信用卡中心",
            product="credit_card", product_name=f"{CARD_BANK}信用卡", lender="bank",
            account="尾号0026", contract_number="SHILI-XYK-0001",
            terms={
                "rate": "0.0005", "late_fee_rate": "0.05", "minimum_payment": "486.00",
                "bill_day": 5, "due_day": 25, "origin": "contract",
            },
            lines=[f"credit_card:{CARD_BANK}", f"credit_card:{CARD_BANK}(0026)"],
        ),
    ]  # fmt: skip


def _fell_due(due: Due) -> Body:
    return _fact(
        "amount_fell_due", f"huabei {due.on}", due.on.isoformat(), origin="platform",
        debt=HUABEI_ID, principal=yuan(due.principal), instalment_fee=yuan(due.fee),
    )  # fmt: skip


def _late_instalment() -> Instalment:
    return next(part for part in jiebei_plan() if (part.on.year, part.on.month) == (2026, 11))


def _jiebei_fell_due(part: Instalment) -> Body:
    return _fact(
        "amount_fell_due", f"jiebei {part.on}", part.on.isoformat(), origin="platform",
        debt=JIEBEI_ID, principal=yuan(part.principal), interest=yuan(part.interest),
    )  # fmt: skip


def _contacts() -> list[Body]:
    called = {"channel": "phone", "institution": "支付宝客服"}
    return [
        _fact(
            "contact_made", "collector call", "2026-08-27", at="10:20:00", **called,
            debt=HUABEI_ID, direction="incoming", person="自称姓赵", minutes=4,
            said="说八月账单已经逾期，问什么时候还。我说腰伤没有上工，发了工钱先还一部分。",
        ),
        _fact(
            "contact_made", "asked for a plan", "2026-10-09", at="15:05:00", **called,
            debt=HUABEI_ID, direction="outgoing", their_number="95188", staff_number="示例0001",
            minutes=17, recording_kept=True,
            said="我说想协商分期，请他们发息费明细。客服说九月五日那笔三百元要查。",
            promises=[{"what": "三个工作日内由专人回电", "by": "2026-10-14"}],
        ),
        _fact(
            "contact_made", "text message", "2026-11-16", channel="message",
            debt=JIEBEI_ID, direction="incoming", institution="支付宝客服",
            said="短信提醒借呗十一月应还未还，请保证扣款账户有钱。",
        ),
    ]  # fmt: skip


def _line(name: str, part: str, fen: int) -> Body:
    return {"name": name, "part": part, "amount": yuan(fen)}


def _huabei_claim(dues: Sequence[Due]) -> Body:
    sums, today = claimed(dues), unpaid(dues)[-1]
    return _fact(
        "claim_received", "huabei claim", TODAY.isoformat(), origin="platform",
        debt=HUABEI_ID, total=yuan(sums.total),
        lines=[
            _line("逾期本金", "principal", sums.principal - today.principal),
            _line("本期应还本金", "principal", today.principal),
            _line("分期手续费", "instalment_fee", sums.fee),
            _line("逾期利息", "penalty_interest", sums.penalty),
        ],
        not_yet_due=yuan(not_yet_due()), days_overdue=(TODAY - FIRST_UNPAID).days,
        oldest_unpaid_due=FIRST_UNPAID.isoformat(),
    )  # fmt: skip


def _jiebei_claim(part: Instalment) -> Body:
    days = (TODAY - part.on).days
    penalty = exact(part.principal, JIEBEI_PENALTY_PER_DAY) * days
    left = sum(later.principal for later in jiebei_plan() if later.on > TODAY)
    return _fact(
        "claim_received", "jiebei claim", TODAY.isoformat(), origin="platform",
        debt=JIEBEI_ID, total=yuan(part.principal + part.interest + penalty),
        lines=[
            _line("逾期本金", "principal", part.principal),
            _line("利息", "interest", part.interest),
            _line("罚息", "penalty_interest", penalty),
        ],
        not_yet_due=yuan(left), days_overdue=days, oldest_unpaid_due=part.on.isoformat(),
    )  # fmt: skip


def _card_claim() -> Body:
    return _fact(
        "claim_received", "card claim", TODAY.isoformat(), origin="platform",
        debt=CARD_ID, total="0.00", not_yet_due="4860.00", days_overdue=0,
        note="账单日十一月五日，十一月二十五日前至少还486.00元。还没有逾期。",
    )  # fmt: skip
