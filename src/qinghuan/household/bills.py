"""What folding gets from the bills: monthly sums, the lines that touch a debt, and what is covered.

``store`` answers these from one query; ``fold`` never reads lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinghuan.money import Yuan


@dataclass(frozen=True, slots=True)
class MonthSum:
    """The sum of the done lines of one month that agree in everything named here."""

    month: date
    """Its first day."""
    source: str
    """``alipay`` or ``wechat``."""
    kind: str
    """As in the lines: ``income``, ``expense``, ``refund``, ``transfer``, …"""
    category: str
    """The word the bill itself uses; empty when it has none."""
    debt_hint: str
    """The credit product that paid or was paid (``huabei``); empty when none."""
    amount: Yuan
    """Unsigned."""
    count: int


@dataclass(frozen=True, slots=True)
class DebtLine:
    """One line that draws, repays, or tried to repay a debt, or spends on credit."""

    id: str
    on: date
    kind: str
    status: str
    """``done``, ``failed``, ``pending``, …"""
    debt_hint: str
    amount: Yuan
    """Unsigned; of a failed attempt the amount that was tried."""
    counterparty: str
    item: str


@dataclass(frozen=True, slots=True)
class Covered:
    """A stretch of days the imported files say they hold completely."""

    source: str
    account: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class BillSums:
    """All that folding knows of the bills of a case."""

    months: tuple[MonthSum, ...] = ()
    debt_lines: tuple[DebtLine, ...] = ()
    covered: tuple[Covered, ...] = ()
    review: int = 0
    """Lines that wait for a person to sort them."""


NO_BILLS = BillSums()
