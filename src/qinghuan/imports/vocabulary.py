"""Words that several bills share: headers, preambles, marks of a format. A vocabulary table.

Sources: sample files kept under ``tests/imports/samples`` and the formats noted in
``docs/imports.md``.
"""

from __future__ import annotations

import re
from typing import Final

NULLS: Final = frozenset({"", "/", "-", "--", "（空）", "(空)", "\\N"})
"""Cells that say nothing."""

KNOWN_WORDS: Final = (
    "支付宝",
    "微信支付",
    "交易时间",
    "交易创建时间",
    "收/支",
    "金额",
    "交易状态",
    "当前状态",
    "记录时间",
    "收支类型",
    "账单",
    "记录",
)
"""Words that show that bytes were decoded rightly."""

WALLET_MARKS: Final = (
    "支付宝交易记录明细",
    "电子客户回单",
    "支付宝账户",
    "本记账单内容",
    "微信支付账单",
    "微信昵称",
)
"""A text with one of these and no header is a bill that was cut or edited."""

EXPECTED_LINES: Final = re.compile(r"共\s*(\d{1,9})\s*笔")
PERIOD: Final = re.compile(
    r"(起始|终止)(?:时间|日期)\s*[:：]\s*\[?\s*"
    r"(\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)"
)
PERIOD_START: Final = "起始"
EXPORTED_KIND: Final = re.compile(r"导出(?:交易)?类型\s*[:：]\s*\[?([^\],，]*)\]?")
EXPORTED_ALL: Final = "全部"
ACCOUNT: Final = re.compile(r"(?:支付宝账户|账号)\s*[:：]\s*\[?([^\],，\s]+)\]?")
REFUND_PREFIX: Final = "退款-"
REFUND_SUFFIX: Final = "-退款"

CURRENCY_MARKS: Final = re.compile(r"[¥￥元\s]|CNY|RMB|人民币|\(CN\)", re.IGNORECASE)
THOUSANDS: Final = str.maketrans({",": None, "，": None, "−": "-", "－": "-", "＋": "+", "．": "."})

BANK: Final = "银行"
CREDIT_CARD: Final = "信用卡"
CREDIT_CARD_REPAYMENT: Final = "信用卡还款"
REPAYMENT: Final = "还款"
LENDING: Final = "放款"

CREDIT_PRODUCTS: Final[tuple[tuple[str, str], ...]] = (
    ("花呗", "huabei"),
    ("借呗", "jiebei"),
    ("网商贷", "wangshangdai"),
    ("备用金", "beiyongjin"),
    ("微粒贷", "weilidai"),
    ("分付", "fenfu"),
    ("白条", "baitiao"),
    ("金条", "jintiao"),
    ("抖音月付", "yuefu:抖音"),
    ("美团月付", "yuefu:美团"),
    ("月付", "yuefu"),
    ("放心借", "fangxinjie"),
    ("信用购", "xinyonggou"),
)
"""Name in the bill → the hint a line carries; the first that occurs holds."""
NOT_CREDIT: Final = ("花呗金", "花呗收钱", "分付宝")
"""Words that contain a product's name and are something else."""
