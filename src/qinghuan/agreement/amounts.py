"""Amounts, capital amounts and days as creditors write them in a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qinghuan.agreement.vocabulary import (
    AMOUNT,
    CAPITAL,
    DAY,
    DIGITS,
    UNITS,
    UNITS_OF_TEN_THOUSAND,
)
from qinghuan.money import NotMoney, Yuan, yuan

_TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class Found:
    """An amount and where it stands in its passage."""

    amount: Yuan
    start: int
    end: int
    sure: bool
    """Whether it bears a sign of money or two places; else it may be another number."""


def amounts(plain: str) -> Iterator[Found]:
    """The amounts in ``plain``, first to last; days are none."""
    taken = [(day.start(), day.end()) for day in DAY.finditer(plain)]
    for found in AMOUNT.finditer(plain):
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        value = number_of(found["number"], _TEN_THOUSAND if found["wan"] else 1)
        if value is not None:
            marked = bool(found["before"] or found["yuan"] or found["wan"])
            yield Found(value, found.start(), found.end(), marked or found["number"][-3:-2] == ".")


def number_of(words: str, times: int = 1) -> Yuan | None:
    """The amount in figures ``1,234.50``; None where it is none."""
    try:
        return yuan(Decimal(words.replace(",", "")) * times)
    except (NotMoney, ArithmeticError):
        return None


def capital_amount(words: str) -> Yuan | None:
    """What capital characters say; None where they are no amount."""
    found = CAPITAL.match(words)
    whole = _whole(found["whole"]) if found else None
    if found is None or whole is None:
        return None
    fen = 10 * DIGITS.get(found["jiao"] or "", 0) + DIGITS.get(found["fen"] or "", 0)
    return yuan(Decimal(whole) + Decimal(fen) / 100)


def _whole(words: str) -> int | None:
    high = middle = section = digit = 0
    for sign in words:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in UNITS:
            section += (digit or 1) * UNITS[sign]
            digit = 0
        elif sign in UNITS_OF_TEN_THOUSAND:
            by, here = UNITS_OF_TEN_THOUSAND[sign], section + digit
            if by == _TEN_THOUSAND:
                middle = here * by
            else:
                high, middle = (middle + here) * by, 0
            section = digit = 0
        else:
            return None
    return high + middle + section + digit


def small_number(words: str) -> int | None:
    """A count written in figures or in characters; None where it is none."""
    return int(words) if words.isdecimal() else _whole(words) if words else None


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day as it is written; ``on`` is None where there is no such day."""

    on: date | None
    words: str
    start: int
    end: int


def days(plain: str) -> Iterator[DaySaid]:
    """The whole days in ``plain``, first to last."""
    for found in DAY.finditer(plain):
        year, month, day = (int(found[name]) for name in ("year", "month", "day"))
        yield DaySaid(_day(year, month, day), found.group(0), found.start(), found.end())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
