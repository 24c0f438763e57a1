"""The words of Alipay's exports. A vocabulary table; what they mean is in ``alipay.py``."""

from __future__ import annotations

import re
from typing import Final

from qinghuan.imports.lines import StatusClass

HEADERS: Final[dict[str, str]] = {
    "交易时间": "time",
    "交易创建时间": "time",
    "记录时间": "time",
    "交易分类": "category",
    "分类": "category",
    "交易对方": "counterparty",
    "对方账号": "counterparty_account",
    "商品说明": "item",
    "商品名称": "item",
    "收/支": "direction",
    "收支类型": "direction",
    "金额": "amount",
    "金额(元)": "amount",
    "收/付款方式": "method",
    "账户": "method",
    "交易状态": "status",
    "交易订单号": "order",
    "交易号": "order",
    "商家订单号": "merchant_order",
    "备注": "note",
    "服务费(元)": "service_fee",
    "成功退款(元)": "refunded",
    "资金状态": "funds",
    "来源": "origin",
    "标签": "labels",
}
"""Column as printed (full-width brackets made ASCII) → our field."""
WEB_COLUMNS: Final = frozenset({"交易创建时间", "金额(元)", "收/支", "交易状态"})
APP_COLUMNS: Final = frozenset({"交易时间", "商品说明", "金额", "收/支", "交易状态"})
"""京东 uses the other four too, so the name of the item decides."""
CASHBOOK_COLUMNS: Final = frozenset({"记录时间", "收支类型", "金额"})
FIRST_APP_MARKS: Final = ("其他：", "记为其他类")
"""The app export of 2021 calls the third direction so."""

OUT: Final = "支出"
IN: Final = "收入"
NEUTRAL: Final = frozenset({"不计收支", "其他", "/", ""})

STATUS: Final[dict[str, StatusClass]] = {
    "交易成功": "done",
    "支付成功": "done",
    "代付成功": "done",
    "退款成功": "done",
    "退税成功": "done",
    "还款成功": "done",
    "放款成功": "done",
    "解冻成功": "done",
    "信用服务使用成功": "done",
    "芝麻免押下单成功": "done",
    "等待确认收货": "pending",
    "等待发货": "pending",
    "等待付款": "pending",
    "处理中": "pending",
    "交易关闭": "closed",
    "已关闭": "closed",
    "还款失败": "failed",
    "交易失败": "failed",
    "支付失败": "failed",
}
UNPAID: Final = frozenset({"等待付款", "处理中"})
"""Pending, and no money has gone yet."""
DONE: Final = "交易成功"
REPAID: Final = "还款成功"
REFUNDED: Final = frozenset({"退款成功", "退税成功"})
LENT: Final = "放款成功"
NO_MONEY: Final = frozenset({"信用服务使用成功", "芝麻免押下单成功", "解冻成功"})
"""A deposit promised or released: nothing was earned or spent."""

FUNDS_OUT: Final = "已支出"
FUNDS_IN: Final = "已收入"
FUNDS_MOVED: Final = "资金转移"
FUNDS_HELD: Final = frozenset({"冻结", "解冻"})

CATEGORY_REFUND: Final = "退款"
CATEGORY_CREDIT: Final = "信用借还"
ITEM_MATTERS: Final = frozenset(
    {"退款", "信用借还", "投资理财", "账户存取", "商业服务", "其他", ""}
)
"""Categories whose meaning depends on the item."""

FEE_ITEM: Final = re.compile(r"服务费$|手续费$")
EARNINGS: Final = "收益发放"
INVESTMENT: Final = re.compile(r"-买入(?:退款)?$|-卖出|-赎回|-定投")
OWN_MONEY: Final = re.compile(
    r"单次转入|自动转入|转出到|转入到|转入余额宝|^余额宝-|^充值-|^提现-|^充值$|^提现$|小荷包"
)
PERSONAL_TRANSFER: Final = re.compile(r"^转账|^转给")
BILL_MONTH: Final = re.compile(r"(\d{4})年(\d{1,2})月账单")
BANK_CREDIT: Final = "信用购"
HUABEI: Final = "花呗"
GIFTS: Final = frozenset({"红包", "优惠", "立减", "积分", "集分宝", "购物金"})
"""Parts of a combined method that are no money of the person."""
FEE_NAME: Final = "服务费"
DASHES: Final = re.compile(r"^-{10,}")
