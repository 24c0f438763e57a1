"""The words of WeChat Pay's exports. A vocabulary table; what they mean is in ``wechat.py``."""

from __future__ import annotations

import re
from typing import Final

from qinghuan.imports.lines import StatusClass

HEADERS: Final[dict[str, str]] = {
    "交易时间": "time",
    "交易类型": "category",
    "交易对方": "counterparty",
    "商品": "item",
    "收/支": "direction",
    "金额(元)": "amount",
    "金额": "amount",
    "支付方式": "method",
    "当前状态": "status",
    "交易单号": "order",
    "商户单号": "merchant_order",
    "备注": "note",
}
COLUMNS: Final = frozenset({"交易时间", "交易类型", "收/支", "当前状态"})

OUT: Final = "支出"
IN: Final = "收入"
NEUTRAL: Final = frozenset({"/", "", "不计收支", "中性交易"})

STATUS: Final[dict[str, StatusClass]] = {
    "支付成功": "done",
    "已存入零钱": "done",
    "已转账": "done",
    "对方已收钱": "done",
    "朋友已收钱": "done",
    "已收钱": "done",
    "已收款": "done",
    "已到账": "done",
    "提现已到账": "done",
    "充值完成": "done",
    "充值成功": "done",
    "还款成功": "done",
    "还款失败": "failed",
    "支付失败": "failed",
    "待确认收款": "pending",
    "待对方收款": "pending",
}
FULL_REFUND: Final = "已全额退款"
PARTIAL_REFUND: Final = re.compile(r"^已退款\s*[(（]\s*[￥¥]?\s*([\d,，.]+)\s*[)）]")
BARE_REFUND: Final = "已退款"
SENT_BACK: Final = re.compile(r"对方已退还|已退还")
FAILED: Final = re.compile(r"失败")

WITHDRAWAL: Final = "零钱提现"
OWN_MONEY: Final = re.compile(r"^零钱充值|^零钱提现|^转入零钱通|^零钱通转出|理财通|^零钱通")
FEE_NOTE: Final = re.compile(r"服务费\s*[￥¥]?\s*([\d.,，]+)")
FEE_NAME: Final = "服务费"
KNOWN_TYPES: Final = re.compile(
    r"商户消费|扫二维码付款|二维码收款|转账|微信红包|群收款|赞赏码|亲属卡交易|信用卡还款|"
    r"分分捐|其他|经营|零钱|理财通|退款"
)
"""Types seen so far; the list is open, others go to review."""
RELATIVES_CARD: Final = re.compile(r"^亲属卡")
CREDIT_WORDS: Final[tuple[tuple[str, str], ...]] = (("微粒贷", "weilidai"), ("分付", "fenfu"))
"""Credit inside WeChat that the export books as a payment to a shop."""
