"""Amounts in capital characters (大写金额), as on a cheque.

Rule: 支付结算办法, annex 1 on filling in bills: an amount that ends at 元 closes with 整, 壹 is
written before 拾, and 零 stands for zeros inside.

>>> capitals(yuan("107000.53"))
'壹拾万柒仟元伍角叁分'
"""

from __future__ import annotations

from typing import Final

from qinghuan.errors import RuleError
from qinghuan.money import ZERO, Yuan, fen, yuan

_WIDEST: Final = 16
_FEN_IN_YUAN: Final = 100


def capitals(amount: Yuan) -> str:
    """``amount`` in capital characters, exact to the fen.

    Raises :class:`RuleError` for an amount below zero or of more than sixteen figures.
    """
    # 50 ms that only papers should pay.
    from cn2an import an2cn  # type: ignore[import-untyped]  # noqa: PLC0415

    if amount < ZERO:
        raise RuleError("a paper writes no amount below zero in capitals")
    whole, rest = divmod(fen(yuan(amount)), _FEN_IN_YUAN)
    if len(str(whole)) + 2 > _WIDEST:
        raise RuleError("an amount of more than sixteen figures has no capitals here")
    return str(an2cn(f"{whole}.{rest:02d}", "rmb"))
