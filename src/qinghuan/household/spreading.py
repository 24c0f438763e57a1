"""A yearly amount over calendar months, and months gathered into an average, to the fen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from qinghuan.money import ZERO, Yuan, fen, from_fen, rounded, total

YEAR: Final = 12
MONTHS: Final = tuple(range(1, YEAR + 1))

ByMonth = dict[int, Yuan]
"""Calendar month → yuan."""


def spread(yearly: Yuan, months: Sequence[int] = ()) -> ByMonth:
    """``yearly`` in equal parts over ``months`` (all twelve when none is named).

    Every calendar month is named. The last of the months takes the residue, so that the
    parts sum to ``yearly``.
    """
    named = sorted(set(months)) or list(MONTHS)
    part = from_fen(fen(yearly) // len(named))
    result = dict.fromkeys(MONTHS, ZERO)
    for month in named:
        result[month] = part
    result[named[-1]] += yearly - part * len(named)
    return result


def each(amount: Yuan, months: Sequence[int] = ()) -> ByMonth:
    """``amount`` in each of ``months`` (all twelve when none is named)."""
    named = set(months) or set(MONTHS)
    return {month: amount if month in named else ZERO for month in MONTHS}


def filled(by_month: Mapping[int, Yuan]) -> ByMonth:
    """``by_month`` with every calendar month named."""
    return {month: by_month.get(month, ZERO) for month in MONTHS}


def together(parts: Iterable[Mapping[int, Yuan]]) -> ByMonth:
    """The sum of ``parts``, month by month."""
    listed = list(parts)
    return {month: total(part.get(month, ZERO) for part in listed) for month in MONTHS}


def average(by_month: Mapping[int, Yuan]) -> Yuan:
    """The average month of a year, half a fen up."""
    return rounded(total(by_month.values()) / YEAR)
