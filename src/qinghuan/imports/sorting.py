"""What a row means for the person's money: its kind, its direction, the credit it touches."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from qinghuan.imports.lines import Direction, Kind, StatusClass
from qinghuan.imports.vocabulary import (
    BANK,
    CREDIT_CARD,
    CREDIT_CARD_REPAYMENT,
    CREDIT_PRODUCTS,
    NOT_CREDIT,
    NULLS,
)
from qinghuan.imports.vocabulary_alipay import BANK_CREDIT, GIFTS

DIRECTION_OF_KIND: Final[dict[Kind, Direction]] = {
    "income": "in",
    "refund": "in",
    "debt_draw": "in",
    "expense": "out",
    "fee": "out",
    "interest": "out",
    "debt_repay": "out",
    "transfer": "neutral",
    "investment": "neutral",
    "void": "neutral",
    "unknown": "neutral",
}


class Sorted(NamedTuple):
    """The meaning of a row; fields as in ``lines.Line``."""

    kind: Kind
    status_class: StatusClass
    moved: bool
    debt: str = ""
    debt_month: str = ""
    review: str = ""


class Method(NamedTuple):
    """A payment method taken apart: its parts, the credit among them, doubt about shares."""

    parts: tuple[str, ...]
    debt: str
    review: str


@lru_cache(4096)
def method_of(text: str) -> Method:
    """``text`` as printed (``A&B`` when combined); the bill never says the share of each."""
    parts = tuple(part for part in map(str.strip, text.split("&")) if part not in NULLS)
    credit = [hint for hint in map(credit_of_method, parts) if hint]
    if not credit:
        return Method(parts, "", "")
    money = [part for part in parts if part not in GIFTS and not part.endswith(tuple(GIFTS))]
    return Method(parts, credit[0], "shares_unknown" if len(money) > 1 else "")


def credit_of_method(part: str) -> str:
    """The credit that pays when ``part`` is the method; ``""`` for the person's own money."""
    if CREDIT_CARD in part:
        return f"credit_card:{part.replace(CREDIT_CARD, '')}"
    if part.endswith(BANK_CREDIT) and BANK in part:
        return f"xinyonggou:{part.removesuffix(BANK_CREDIT)}"
    return product_in(part)


def product_in(text: str) -> str:
    """The credit product that ``text`` names, or ``""``."""
    for word in NOT_CREDIT:
        text = text.replace(word, "")
    for name, hint in CREDIT_PRODUCTS:
        if name in text:
            return hint
    return ""


def credit_repaid(counterparty: str, item: str) -> str:
    """Which credit a repayment row pays: a card, a product, or ``other``."""
    for text in (counterparty, item):
        if CREDIT_CARD in text:
            name = counterparty.replace(CREDIT_CARD_REPAYMENT, "").replace(CREDIT_CARD, "")
            return f"credit_card:{name.strip()}" if BANK in name else "credit_card"
    return product_in(counterparty) or product_in(item) or "other"
