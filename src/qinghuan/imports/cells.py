"""Cells of a bill as values: text without padding, exact amounts, China's civil time, ids.

>>> amount("￥2，000.00"), moment("2026/6/3 9:05")
(Decimal('2000.00'), (datetime.datetime(2026, 6, 3, 9, 5), True))
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from qinghuan.imports.vocabulary import CURRENCY_MARKS, THOUSANDS
from qinghuan.money import NotMoney, Yuan, yuan

INVISIBLE: Final = ("\ufeff", "\u200b", "\u200c", "\u200d", "\u2060")
_PLAIN: Final = re.compile(r"[0-9]{1,12}\.[0-9]{2}")
_NUMBER: Final = re.compile(r"[+-]?\d{1,13}(?:\.\d{1,2})?0*")
_LONGEST_DOMAIN: Final = 40
_DATE: Final = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[\sT]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s*(\d{2}):?(\d{2}):?(\d{2}))?")
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?")
_SERIAL_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 civil time, as sheets keep it
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")
_LOST_DIGITS: Final = re.compile(r"\d{15}0{5,}(?:\.0)?")
"""A sheet keeps fifteen digits of a number."""


def amount(text: str) -> Yuan:
    """``text`` as yuan, signed as written; currency and thousands marks may stand in it.

    Raises :class:`NotMoney` when it is no amount or carries fractions of a fen.
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    bare = CURRENCY_MARKS.sub("", text).translate(THOUSANDS)
    if not _NUMBER.fullmatch(bare):
        raise NotMoney("not an amount")
    return yuan(bare)


def moment(text: str) -> tuple[datetime, bool] | None:
    """The moment ``text`` names and whether it names a time; None when it names none."""
    found = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    try:
        if found:
            return _assembled(found)
        if _SERIAL.fullmatch(text):
            seconds = round(float(text) * 86400)
            return _SERIAL_ZERO + timedelta(seconds=seconds), "." in text
    except (ValueError, OverflowError):
        return None
    return None


def _assembled(found: re.Match[str]) -> tuple[datetime, bool]:
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    whole = datetime.combine(date(year, month, day), time(hour, minute, second))
    return whole, found.group(4) is not None


def destroyed(id: str) -> bool:
    """Whether a spreadsheet turned the order id into a number and lost its last digits."""
    return bool(_SCIENTIFIC.fullmatch(id) or _LOST_DIGITS.fullmatch(id))


def masked(account: str) -> str:
    """``account`` with its middle hidden: ``te***@example.invalid``, ``138****0000``."""
    head, at, domain = account.partition("@")
    if at:
        return f"{head[:2]}***@{domain[:_LONGEST_DOMAIN]}"
    return f"{head[:3]}***{head[-2:]}" if len(head) > len("13800") else "***"
