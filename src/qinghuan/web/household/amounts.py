"""An amount as people write it: ``1,850``, ``１８５０元``, ``1.2万``, ``3千``."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError

from qinghuan.web.forms import Money

_TIMES: Final = {"万": 10_000, "千": 1_000, "百": 100}
_WRITTEN: Final = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.?\d*|\.\d+)(?P<times>[万千百]?)(?:元|块钱|块)?"
)
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 32, 0xFFE5: 0xA5}


class Amount(Money):
    """Money that understands 万, 千 and 百; a comma in an odd place is asked about."""

    def to_python(self, value: Any) -> Any:
        """The amount; None for nothing typed."""
        return super().to_python(plain(value))


def plain(value: Any) -> str:
    """``value`` as digits that :func:`qinghuan.money.yuan` reads.

    >>> plain("１.２万元")
    '12000.0'
    """
    typed = re.sub(r"\s", "", str(value or "").translate(_WIDE)).replace("¥", "")
    minus, typed = typed.startswith("-"), typed.removeprefix("-")
    if not typed:
        return ""
    found = _WRITTEN.fullmatch(typed)
    if found is None:
        raise ValidationError("money")
    digits = found["digits"].replace(",", "")
    written = str(Decimal(digits) * _TIMES[found["times"]]) if found["times"] else digits
    return f"-{written}" if minus else written
