"""Income, large expenses, refunds, own money moved, and rows no vocabulary knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from sample_case.everyday import paid, paid_by_wechat
from sample_case.rows import (
    CARD_BANK,
    FIRST,
    FIRST_EXPORT,
    HUABEI,
    OWN_FUND,
    SAVINGS_CARD,
    TODAY,
    AlipayRow,
    Dice,
    WechatRow,
    alipay_order,
    moment,
    months,
    wechat_order,
    yuan,
)

WAGES = {
    "2025-11-28": 290000, "2025-12-05": 180000, "2026-01-20": 320000, "2026-04-28": 460000,
    "2026-05-13": 200000, "2026-07-28": 410000, "2026-10-29": 220000,
}  # fmt: skip
ODD_JOBS = {
    "2025-12-18": 48000, "2025-12-30": 65000, "2026-01-12": 56000, "2026-01-25": 70000,
    "2026-02-08": 60000, "2026-03-10": 52000, "2026-03-22": 64000, "2026-11-17": 90000,
}  # fmt: skip
CORDYCEPS = {
    "2026-05-29": 186000, "2026-06-06": 240000, "2026-06-14": 315000, "2026-06-21": 298000,
    "2026-06-30": 224000, "2026-07-06": 165000, "2026-07-13": 90000,
}  # fmt: skip
BY_CODE = 200000
"""Smaller sums come by scanning a code."""
FROM_SPOUSE = {
    "2025-12-11": 100000, "2026-01-11": 100000, "2026-03-12": 80000, "2026-04-12": 100000,
    "2026-05-11": 100000, "2026-06-11": 80000, "2026-09-14": 120000, "2026-10-13": 120000,
    "2026-11-12": 100000,
}  # fmt: skip
FROM_SISTER = {"2026-08-11": 150000, "2026-09-11": 120000, "2026-10-11": 80000}
COAL = {"2025-12-02": 95000, "2026-02-06": 80000, "2026-10-11": 105000}
CARD_REPAID = {
    "2025-12-22": 120000, "2026-01-22": 90000, "2026-02-23": 150000, "2026-03-23": 80000,
    "2026-04-22": 70000, "2026-05-22": 60000, "2026-06-23": 160000, "2026-07-22": 90000,
    "2026-08-22": 50000, "2026-09-22": 50000, "2026-10-22": 49000,
}  # fmt: skip
WITHDRAWN = {"2026-01-21": 150150, "2026-06-22": 400400, "2026-10-30": 100100}
RARE_NAME = "马*䶮"
"""Its second character stands in GB18030 and not in GBK."""


def at(day: str, hour: int = 9) -> datetime:
    """A time in that hour of ``day``."""
    return moment(date.fromisoformat(day), Dice(f"at {day} {hour}"), hour, hour)


def special() -> Iterator[AlipayRow | WechatRow]:
    """Everything that is no everyday purchase and no repayment to Ant."""
    yield from _income()
    yield from _large()
    yield from _returned()
    yield from _own_money()
    yield from _unknown()


def _income() -> Iterator[AlipayRow | WechatRow]:
    for day, amount in WAGES.items():
        yield _received(at(day, 18), "示例建筑劳务队", "转账", amount, "工资")
    for day, amount in FROM_SISTER.items():
        yield _received(at(day, 20), RARE_NAME, "转账", amount, "先拿去用")
    for day, amount in ODD_JOBS.items():
        yield _wechat_in(at(day, 19), "转账", "零工工头", "转账备注:工钱", amount)
    for day, amount in FROM_SPOUSE.items():
        yield _wechat_in(at(day, 12), "转账", "爱人", "转账备注:家用", amount)
    for day, amount in CORDYCEPS.items():
        kind = "二维码收款" if amount < BY_CODE else "转账"
        yield _wechat_in(at(day, 16), kind, "虫草收购点", "转账备注:虫草款", amount)


def _received(when: datetime, sender: str, item: str, amount: int, note: str) -> AlipayRow:
    return AlipayRow(
        when, "转账红包", sender, item, "收入", amount, "余额",
        account="sam***@example.invalid", order=alipay_order(when, "20004"), note=note,
    )  # fmt: skip


def _wechat_in(when: datetime, kind: str, sender: str, item: str, amount: int) -> WechatRow:
    status = "已收钱" if kind == "二维码收款" else "已存入零钱"
    return WechatRow(
        when, kind, sender, item, "收入", amount, "/", status, wechat_order(when, "10000")
    )


def _large() -> Iterator[AlipayRow | WechatRow]:
    for month in months()[1:]:
        when = moment(month, Dice(f"rent {month}"), 10, 11)
        yield paid_by_wechat(when, ("转账", "房东", "转账备注:房租"), 35000)
    for day, amount in COAL.items():
        yield paid_by_wechat(at(day, 15), ("转账", "煤场", "转账备注:取暖煤"), amount)
    yield paid(at("2026-02-13", 11), ("日用百货", "河湟示例超市", "年货"), 68640, SAVINGS_CARD)
    yield paid(at("2026-02-21", 10), ("医疗健康", "示例县医院", "住院押金"), 300000, OWN_FUND)
    yield paid(at("2026-03-12", 14), ("爱车养车", "示例车行", "拉货电动三轮车"), 960000, HUABEI)
    yield paid(at("2026-07-26", 9), ("医疗健康", "示例县医院", "住院押金"), 200000, HUABEI)
    yield replace(
        paid(at("2026-09-01", 8), ("教育培训", "示例小学", "校服、作业本费"), 32000, SAVINGS_CARD),
        note="秋季",
    )


def _returned() -> Iterator[AlipayRow | WechatRow]:
    coat = paid(at("2026-01-07", 21), ("服饰装扮", "示例服装店", "羽绒服"), 25900, HUABEI)
    yield replace(coat, status="交易关闭")
    yield _refund(coat, at("2026-01-15", 10), 25900)
    kettle = paid(at("2026-04-03", 20), ("家居家装", "示例电器店", "电水壶"), 8900, HUABEI)
    yield kettle
    yield replace(_refund(kettle, at("2026-04-09", 9), 2000), category=kettle.category)
    lamp = paid(at("2026-05-18", 20), ("家居家装", "示例电器店", "台灯"), 6900, OWN_FUND)
    yield replace(lamp, until=(FIRST_EXPORT + timedelta(days=1), "等待确认收货"))
    boots = at("2026-06-27", 21)
    yield AlipayRow(
        boots, "服饰装扮", "示例鞋店", "劳保鞋", "不计收支", 8800,
        status="交易关闭", order=alipay_order(boots), merchant_order=f"T{boots:%Y%m%d%H%M%S}",
    )  # fmt: skip
    oil = paid_by_wechat(at("2026-03-15", 17), ("商户消费", "示例粮油店", "菜籽油"), 12800)
    yield replace(oil, status="已全额退款")
    yield _wechat_refund(oil, at("2026-03-16", 9), 12800)
    rice = paid_by_wechat(at("2026-09-19", 17), ("商户消费", "示例粮油店", "大米"), 9600)
    yield replace(rice, status=f"已退款(￥{yuan(1800)})")
    yield _wechat_refund(rice, at("2026-09-20", 9), 1800)


def _refund(paid_row: AlipayRow, when: datetime, amount: int) -> AlipayRow:
    return replace(
        paid_row, at=when, category="退款", item=f"退款-{paid_row.item}", direction="不计收支",
        amount=amount, status="退款成功", order=f"{paid_row.order}_{when:%m%d}01",
    )  # fmt: skip


def _wechat_refund(paid_row: WechatRow, when: datetime, amount: int) -> WechatRow:
    status = "已全额退款" if amount == paid_row.amount else f"已退款(￥{yuan(amount)})"
    return replace(
        paid_row, at=when, type=f"{paid_row.counterparty}-退款", direction="收入", amount=amount,
        status=status, order=wechat_order(when, "50000"),
    )  # fmt: skip


def _own_money() -> Iterator[AlipayRow | WechatRow]:
    day = FIRST + timedelta(days=2)
    while day < TODAY:
        yield _earned(day)
        day += timedelta(days=Dice(f"earned {day}").number(3, 6))
    for paid_on, wage in WAGES.items():
        when = at(paid_on, 19)
        yield AlipayRow(
            when, "投资理财", OWN_FUND, "余额宝-单次转入", "不计收支", wage // 2, "余额",
            order=alipay_order(when, "20004"),
        )  # fmt: skip
        when += timedelta(minutes=7)
        yield AlipayRow(
            when, "账户存取", CARD_BANK, "提现-实时提现", "不计收支", wage // 2, "余额",
            order=alipay_order(when, "20004"),
        )  # fmt: skip
    for day_text, amount in WITHDRAWN.items():
        yield WechatRow(
            at(day_text, 11), "零钱提现", f"{CARD_BANK}(0018)", "/", "/", amount, CARD_BANK,
            "提现已到账", wechat_order(at(day_text, 11), "20720"),
            note=f"服务费¥{yuan(amount // 1001)}",
        )  # fmt: skip
    for day_text, amount in CARD_REPAID.items():
        when = at(day_text, 20)
        yield WechatRow(
            when, "信用卡还款", f"{CARD_BANK}信用卡还款", "/", "/", amount, "零钱", "支付成功",
            wechat_order(when), wechat_order(when, "10000"),
        )  # fmt: skip


def _earned(day: date) -> AlipayRow:
    dice = Dice(f"earnings {day}")
    when = moment(day, dice, 3, 5)
    item = f"余额宝-{day - timedelta(days=1):%Y.%m.%d}-收益发放"
    return AlipayRow(
        when, "投资理财", "示例货币基金", item, "不计收支", dice.number(2, 11), OWN_FUND,
        order=alipay_order(when, "20004"),
    )  # fmt: skip


def _unknown() -> Iterator[AlipayRow | WechatRow]:
    when = at("2026-03-18", 13)
    yield AlipayRow(
        when, "生活服务", "示例社区", "便民代办", "支出", 3650, OWN_FUND, "部分履约中",
        order=alipay_order(when),
    )  # fmt: skip
    when = at("2026-08-09", 13)
    yield AlipayRow(
        when, "其他", "示例互助社", "社区互助金暂存", "不计收支", 10000, OWN_FUND,
        order=alipay_order(when),
    )  # fmt: skip
    when = at("2026-10-24", 21)
    yield AlipayRow(
        when, "亲友代付", "亲友", "代付申请", "支出", None, "", "等待付款",
        order=alipay_order(when),
    )  # fmt: skip
    when = at("2026-04-19", 12)
    yield WechatRow(
        when, "先用后付", "示例电器店", "插线板", "支出", 4500, "零钱", "支付成功",
        wechat_order(when),
    )  # fmt: skip
    when = at("2026-09-27", 12)
    yield WechatRow(
        when, "押金返还", "示例工具租赁", "电镐押金", "/", 20000, "零钱", "已到账",
        wechat_order(when),
    )  # fmt: skip
