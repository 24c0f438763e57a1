"""The closed list of units, and how each one reads its value from YAML.

Amounts and rates are written as text, so that they stay exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from qinghuan.money import NotMoney, rate, yuan
from qinghuan.policy.model import Band, Item, Value
from qinghuan.words import Text

Reader: TypeAlias = "Callable[[Any], Value]"

_LAST_MONTH: Final = 12
_LAST_DAY: Final = 31


class NotThisUnit(ValueError):
    """The value as written does not fit its unit."""


def both(written: Any) -> Text:
    """``{zh: …, en: …}`` as words that are said in the reader's language."""
    if not isinstance(written, Mapping) or set(written) != {"zh", "en"}:
        raise NotThisUnit("words need zh and en")
    if not all(isinstance(part, str) and part.strip() for part in written.values()):
        raise NotThisUnit("words in zh and en may not be empty")
    return Text("policy.given", zh=written["zh"], en=written["en"])


def read(unit: str, written: Any) -> Value:
    """``written`` as a value of ``unit``. Raises :class:`NotThisUnit`, KeyError for no unit."""
    try:
        return UNITS[unit](written)
    except (NotMoney, TypeError, ValueError) as fault:
        raise NotThisUnit(str(fault)) from None


def _text_number(written: Any, make: Callable[[str], Decimal]) -> Decimal:
    if not isinstance(written, str):
        raise NotThisUnit("write numbers of this unit as text, so that they stay exact")
    return make(written)


def _rate(written: Any) -> Decimal:
    number = _text_number(written, rate)
    if number < 0:
        raise NotThisUnit("may not be negative")
    return number


def _change(written: Any) -> Decimal:
    return _text_number(written, rate)


def _money(written: Any) -> Decimal:
    amount = _text_number(written, yuan)
    if amount < 0:
        raise NotThisUnit("may not be negative")
    return amount


def _count(written: Any) -> int:
    if isinstance(written, bool) or not isinstance(written, int) or written < 0:
        raise NotThisUnit("must be a whole number, not below zero")
    return written


def _day(written: Any) -> date:
    if not isinstance(written, date):
        raise NotThisUnit("must be a day, YYYY-MM-DD")
    return written


def _phone(written: Any) -> str:
    if not isinstance(written, str) or not written.replace("-", "").isdigit():
        raise NotThisUnit("must be a telephone number, written as text")
    return written


def _list(written: Any) -> list[Any]:
    if not isinstance(written, list) or not written:
        raise NotThisUnit("must be a list with at least one entry")
    return written


def _pair(written: Any) -> list[Any]:
    parts = _list(written)
    if len(parts) != len(("first", "second")):
        raise NotThisUnit("must be a pair")
    return parts


def _ids(written: Any) -> tuple[str, ...]:
    parts = _list(written)
    if not all(isinstance(part, str) and part.isidentifier() for part in parts):
        raise NotThisUnit("must be a list of ids")
    if len(set(parts)) != len(parts):
        raise NotThisUnit("an id may stand only once")
    return tuple(parts)


def _hours(written: Any) -> tuple[time, time]:
    first, last = _pair(written)
    return time.fromisoformat(first), time.fromisoformat(last)


def _range_of(reader: Callable[[Any], Decimal]) -> Reader:
    def both_ends(written: Any) -> tuple[Decimal, Decimal]:
        low, high = _pair(written)
        ends = reader(low), reader(high)
        if ends[0] > ends[1]:
            raise NotThisUnit("the lower end comes first")
        return ends

    return both_ends


def _count_range(written: Any) -> tuple[int, ...]:
    low, high = (_count(part) for part in _pair(written))
    if low > high:
        raise NotThisUnit("the lower end comes first")
    return low, high


def _months(written: Any) -> tuple[int, ...]:
    months = tuple(_count(part) for part in _list(written))
    if not all(1 <= month <= _LAST_MONTH for month in months):
        raise NotThisUnit("months run from 1 to 12")
    return months


def _day_pairs(written: Any) -> tuple[tuple[int, int], ...]:
    pairs = [tuple(_count(day) for day in _pair(pair)) for pair in _list(written)]
    if not all(1 <= day <= _LAST_DAY for pair in pairs for day in pair):
        raise NotThisUnit("days of the month run from 1 to 31")
    return tuple((pair[0], pair[1]) for pair in pairs)


def _items(written: Any) -> tuple[Item, ...]:
    rows = _list(written)
    items = tuple(Item(_id(row), both({k: row[k] for k in row if k != "id"})) for row in rows)
    _ids([item.id for item in items])
    return items


def _id(row: Any) -> str:
    if not isinstance(row, Mapping) or not isinstance(row.get("id"), str):
        raise NotThisUnit("each entry needs an id")
    return str(row["id"])


def _bands(written: Any) -> tuple[Band, ...]:
    bands = tuple(_band(row) for row in _list(written))
    for before, after in pairwise(bands):
        if before.last is None or after.first != before.last + 1:
            raise NotThisUnit("stretches of days follow one another without a hole")
    return bands


def _band(row: Any) -> Band:
    name = _id(row)
    first, last = row.get("first"), row.get("last")
    words = both({key: row[key] for key in row if key not in {"id", "first", "last"}})
    return Band(name, _count(first), None if last is None else _count(last), words)


def _by_id(reader: Callable[[Any], Decimal]) -> Reader:
    def table(written: Any) -> Value:
        if not isinstance(written, Mapping) or not written:
            raise NotThisUnit("must be a table of id: number")
        _ids(list(written))
        return MappingProxyType({key: reader(number) for key, number in written.items()})

    return table


def _by_count(written: Any) -> Value:
    if not isinstance(written, Mapping) or not written:
        raise NotThisUnit("must be a table of count: number")
    return MappingProxyType({_count(key): _rate(number) for key, number in written.items()})


UNITS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "fraction": _rate,
        "fraction_change": _change,
        "fraction_per_day": _rate,
        "fraction_per_month": _rate,
        "fraction_per_year": _rate,
        "fraction_range": _range_of(_rate),
        "fraction_per_day_range": _range_of(_rate),
        "fraction_per_month_range": _range_of(_rate),
        "fraction_by_id": _by_id(_rate),
        "fraction_change_by_id": _by_id(_change),
        "fraction_of_principal_by_instalments": _by_count,
        "multiple": _rate,
        "yuan": _money,
        "yuan_per_hour": _money,
        "yuan_per_month": _money,
        "yuan_per_year": _money,
        "yuan_per_person_month": _money,
        "yuan_per_person_year": _money,
        "yuan_per_person_year_by_area": _by_id(_money),
        "yuan_by_id": _by_id(_money),
        "yuan_per_person_nine_months_by_category": _by_id(_money),
        "yuan_per_person_year_by_category": _by_id(_money),
        "yuan_per_household_season_by_area": _by_id(_money),
        "minutes": _count,
        "hours": _count,
        "days": _count,
        "months": _count,
        "years": _count,
        "count": _count,
        "count_per_day": _count,
        "count_per_year": _count,
        "days_range": _count_range,
        "day_bands": _bands,
        "day_of_month_pairs": _day_pairs,
        "hour_range": _hours,
        "months_of_year": _months,
        "date": _day,
        "order": _ids,
        "list": _items,
        "phone": _phone,
        "text": both,
    }
)
