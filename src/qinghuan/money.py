"""Money: exact yuan with two places, one constructor, one rounding function.

Rates are exact ``Decimal`` too, with at most twelve places. No float enters.

>>> yuan("1,234.5")
Decimal('1234.50')
>>> rounded(Decimal("2.345"))
Decimal('2.35')
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from qinghuan.errors import RuleError

Yuan: TypeAlias = Decimal
Rounding = Literal["half_up", "half_even", "up", "down"]

FEN: Final = Decimal("0.01")
ZERO: Final = Decimal("0.00")
LARGEST: Final = Decimal("9999999999999.99")
"""The largest amount the product takes; beyond it a value is a slip of the pen."""

_MODES: Final[dict[Rounding, str]] = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
}
_EXACT: Final = decimal.Context(prec=60, traps=[decimal.InvalidOperation])
_RATE_PLACES: Final = 12
_AS_WRITTEN: Final = re.compile(r"[0-9]{1,12}\.[0-9]{2}").fullmatch
"""Money as the journal writes it (``1234.50``), below ``LARGEST``: nearly all that is read.

Such text needs no further check; the full ones would take half of reading a case.
"""


class NotMoney(RuleError):
    """The value is no amount of money: a float, a fraction of a fen, no number, too large."""


class NotNumber(NotMoney):
    """The value is no number that a rate, a share or a time can have."""


def yuan(value: str | int | Decimal) -> Yuan:
    """``value`` in yuan as exact money with two places.

    Text may carry thousands marks. Raises :class:`NotMoney` for a float, a
    fraction of a fen, an infinite or missing number, or an amount above
    ``LARGEST``.
    """
    if type(value) is str and _AS_WRITTEN(value):
        return Decimal(value)
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise NotMoney(f"money comes from text, int or Decimal, got {type(value).__name__}")
    try:
        amount = Decimal(value.replace(",", "").strip() if isinstance(value, str) else value)
    except InvalidOperation:
        raise NotMoney("not a number") from None
    if not amount.is_finite() or abs(amount) > LARGEST:
        raise NotMoney("not an amount of money this product can take")
    exact = amount.quantize(FEN, context=_EXACT)
    if exact != amount:
        raise NotMoney("fractions of a fen are not money")
    return exact or ZERO


def rate(value: str | int | Decimal) -> Decimal:
    """``value`` as an exact rate (a fraction: 0.24, not 24), at most twelve places.

    Raises :class:`NotNumber` for a float, no number, or more places.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise NotNumber(f"a rate comes from text, int or Decimal, got {type(value).__name__}")
    try:
        exact = Decimal(value)
    except InvalidOperation:
        raise NotNumber("not a number") from None
    if not exact.is_finite():
        raise NotNumber("a rate is a finite number")
    exponent = exact.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_RATE_PLACES:
        raise NotNumber(f"a rate carries at most {_RATE_PLACES} places")
    return exact


def rounded(amount: Decimal, mode: Rounding = "half_up", step: Decimal = FEN) -> Yuan:
    """``amount`` on the next multiple of ``step`` by ``mode``: the one place where money rounds."""
    steps = _EXACT.divide(amount, step).quantize(Decimal(1), _MODES[mode], context=_EXACT)
    result = (steps * step).quantize(FEN, context=_EXACT)
    return result or ZERO


def as_decimal(value: Fraction) -> Decimal:
    """``value`` with far more places than money keeps, for rounding and for showing."""
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def total(amounts: Iterable[Yuan]) -> Yuan:
    """The sum of ``amounts``; ``0.00`` of none."""
    return sum(amounts, ZERO)


def fen(amount: Yuan) -> int:
    """``amount`` as a whole number of fen."""
    return int(amount.scaleb(2))


def from_fen(count: int) -> Yuan:
    """``count`` fen as yuan."""
    return Decimal(count).scaleb(-2)
