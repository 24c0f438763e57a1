"""Rows of the two wallets, dice that always fall alike, and what the sample is set in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import TypeVar

SEED = "qinghuan sample 1"
FIRST = date(2025, 11, 21)
TODAY = date(2026, 11, 20)
SUSPENDED = date(2026, 8, 20)
"""From this day the platform lends nothing more."""
FIRST_EXPORT = date(2026, 5, 20)
SECOND_START = date(2026, 5, 1)

SAVINGS_CARD = "青唐示例银行储蓄卡(0018)"
CREDIT_CARD = "青唐示例银行信用卡(0026)"
CARD_BANK = "青唐示例银行"
HUABEI = "花呗"
OWN_FUND = "余额宝"

T = TypeVar("T")


class Dice:
    """Numbers that depend on a name alone: the same on every machine and version."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.thrown = 0

    def number(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        self.thrown += 1
        digest = sha256(f"{SEED}|{self.name}|{self.thrown}".encode()).digest()
        return low + int.from_bytes(digest[:8], "big") % (high - low + 1)

    def one(self, choices: tuple[T, ...]) -> T:
        """One of ``choices``."""
        return choices[self.number(0, len(choices) - 1)]

    def digits(self, count: int) -> str:
        """``count`` digits."""
        return "".join(str(self.number(0, 9)) for _ in range(count))


def moment(day: date, dice: Dice, first_hour: int = 8, last_hour: int = 20) -> datetime:
    """A time on ``day``."""
    clock = time(dice.number(first_hour, last_hour), dice.number(0, 59), dice.number(0, 59))
    return datetime.combine(day, clock)


def months() -> list[date]:
    """The first day of each month the bills touch."""
    found, day = [], FIRST.replace(day=1)
    while day <= TODAY:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found


@dataclass(frozen=True)
class AlipayRow:
    """One transaction as the Alipay app exports it; ``amount`` in fen."""

    at: datetime
    category: str
    counterparty: str
    item: str
    direction: str
    amount: int | None
    method: str = ""
    status: str = "交易成功"
    account: str = "/"
    order: str = ""
    merchant_order: str = ""
    note: str = ""
    until: tuple[date, str] | None = None
    """An export made by that day shows this status instead."""

    def cells(self, exported_on: date) -> list[str]:
        """The twelve cells, as exported on that day."""
        early = self.until is not None and exported_on <= self.until[0]
        status = self.until[1] if self.until and early else self.status
        amount = "" if self.amount is None else yuan(self.amount)
        return [
            f"{self.at:%Y-%m-%d %H:%M:%S}",
            self.category,
            self.counterparty,
            self.account,
            self.item,
            self.direction,
            amount,
            self.method,
            status,
            self.order,
            self.merchant_order,
            self.note,
        ]


@dataclass(frozen=True)
class WechatRow:
    """One transaction as WeChat exports it; ``amount`` in fen."""

    at: datetime
    type: str
    counterparty: str
    item: str
    direction: str
    amount: int
    method: str = "零钱"
    status: str = "支付成功"
    order: str = ""
    merchant_order: str = "/"
    note: str = "/"


def yuan(fen: int) -> str:
    """``fen`` as text in yuan."""
    return f"{fen // 100}.{fen % 100:02d}"


def alipay_order(at: datetime, kind: str = "22001") -> str:
    """The number of an Alipay transaction: 28 digits, the day first."""
    return f"{at:%Y%m%d}{kind}" + Dice(f"order {kind} {at}").digits(15)


def wechat_order(at: datetime, kind: str = "42000") -> str:
    """The number of a WeChat transaction: 28 digits, the day inside."""
    dice = Dice(f"wechat order {kind} {at}")
    return f"{kind}{dice.digits(5)}{at:%Y%m%d}" + dice.digits(10)
