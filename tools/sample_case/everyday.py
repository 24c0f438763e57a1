"""What the household buys in the usual run of a year, on both wallets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sample_case.rows import (
    CREDIT_CARD,
    FIRST,
    HUABEI,
    OWN_FUND,
    SAVINGS_CARD,
    SUSPENDED,
    TODAY,
    AlipayRow,
    Dice,
    WechatRow,
    alipay_order,
    moment,
    months,
    wechat_order,
)

What: TypeAlias = tuple[str, str, str]
"""Category or type, counterparty, item."""
EVERY = tuple(range(1, 13))
SCHOOL = (3, 4, 5, 6, 9, 10, 11, 12)
CREDIT = (HUABEI, HUABEI, HUABEI, HUABEI, SAVINGS_CARD)
SOMETIMES_CREDIT = (OWN_FUND, SAVINGS_CARD, HUABEI)
OWN = (OWN_FUND, SAVINGS_CARD, OWN_FUND)
CHANGE = ("零钱", "零钱", SAVINGS_CARD)


@dataclass(frozen=True)
class Habit:
    """Something bought so many ``times`` a month at such a ``price`` in fen (least, most)."""

    app: str
    category: str
    shops: tuple[str, ...]
    items: tuple[str, ...]
    times: tuple[int, int]
    price: tuple[int, int]
    methods: tuple[str, ...] = OWN
    in_months: tuple[int, ...] = EVERY
    whole_yuan: bool = False


# fmt: off
HABITS = (
    Habit("alipay", "餐饮美食", ("示例清真面馆", "示例尕面片"), ("收钱码收款", "面食"),
          (5, 8), (900, 2600)),
    Habit("alipay", "日用百货", ("河湟示例超市",), ("超市购物", "米面,粮油"),
          (4, 5), (4800, 14500), CREDIT),
    Habit("alipay", "日用百货", ("示例便利店",), ("便利店消费",),
          (3, 6), (500, 3600), SOMETIMES_CREDIT),
    Habit("alipay", "交通出行", ("示例公交",), ("公交乘车码",), (8, 13), (100, 900), (OWN_FUND,)),
    Habit("alipay", "爱车养车", ("示例加油站",), ("汽油",),
          (1, 2), (5000, 9000), (HUABEI, CREDIT_CARD)),
    Habit("alipay", "充值缴费", ("示例通信",), ("话费充值",),
          (2, 2), (3000, 5000), whole_yuan=True),
    Habit("alipay", "充值缴费", ("示例电力",), ("电费",), (1, 1), (7000, 12800)),
    Habit("alipay", "医疗健康", ("示例大药房",), ("药品",),
          (1, 2), (3200, 11800), (HUABEI, OWN_FUND)),
    Habit("alipay", "教育培训", ("示例小学食堂",), ("餐费",),
          (1, 1), (26000, 30000), in_months=SCHOOL, whole_yuan=True),
    Habit("alipay", "教育培训", ("示例文具店",), ("文具",), (1, 1), (900, 4600), in_months=SCHOOL),
    Habit("alipay", "服饰装扮", ("示例服装店",), ("保暖衣", "童鞋"), (0, 1), (5900, 17900), CREDIT),
    Habit("alipay", "家居家装", ("示例日杂店",), ("日杂",), (0, 2), (1500, 6900), CREDIT),
    Habit("alipay", "生活服务", ("示例液化气站",), ("换气",), (0, 1), (11500, 12500)),
    Habit("wechat", "扫二维码付款", ("示例菜市场",), ("收款方备注:二维码收款",),
          (7, 11), (800, 4200), CHANGE),
    Habit("wechat", "扫二维码付款", ("示例肉铺",), ("收款方备注:二维码收款",),
          (2, 4), (5800, 13600), CHANGE),
    Habit("wechat", "商户消费", ("示例早餐店",), ("早餐", "牛奶"), (4, 7), (500, 1500), ("零钱",)),
    Habit("wechat", "商户消费", ("示例粮油店",), ("面粉", "菜籽油"), (1, 1), (8800, 17600), CHANGE),
    Habit("wechat", "微信红包", ("老家亲戚",), ("/",), (0, 2), (1000, 6000), ("零钱",),
          whole_yuan=True),
)
# fmt: on


def bought() -> Iterator[AlipayRow | WechatRow]:
    """All everyday purchases of the year."""
    for number, habit in enumerate(HABITS):
        for month in months():
            if month.month in habit.in_months:
                yield from _bought_in(habit, month, Dice(f"habit {number} {month}"))


def _bought_in(habit: Habit, month: date, dice: Dice) -> Iterator[AlipayRow | WechatRow]:
    for _ in range(dice.number(*habit.times)):
        day = month + timedelta(days=dice.number(0, 27))
        at, amount = moment(day, dice), dice.number(*habit.price)
        if habit.whole_yuan:
            amount = amount // 1000 * 1000
        method = dice.one(habit.methods)
        what = (habit.category, dice.one(habit.shops), dice.one(habit.items))
        if not FIRST <= day <= TODAY - timedelta(days=1):
            continue
        if day >= SUSPENDED and method in {HUABEI, CREDIT_CARD}:
            method = SAVINGS_CARD
        if habit.app == "alipay":
            yield paid(at, what, amount, method)
        else:
            yield paid_by_wechat(at, what, amount, method)


def paid(at: datetime, what: What, amount: int, method: str) -> AlipayRow:
    """A purchase by Alipay."""
    number = alipay_order(at)
    return AlipayRow(
        at, *what, "支出", amount, method, order=number,
        merchant_order=f"T{at:%Y%m%d%H%M%S}{number[-4:]}",
    )  # fmt: skip


def paid_by_wechat(at: datetime, what: What, amount: int, method: str = SAVINGS_CARD) -> WechatRow:
    """A payment by WeChat."""
    status = {"扫二维码付款": "已转账", "转账": "对方已收钱"}.get(what[0], "支付成功")
    row = WechatRow(at, *what, "支出", amount, method, status, wechat_order(at))
    if what[0] != "商户消费":
        return row
    return replace(row, merchant_order=wechat_order(at, "10000"))
