"""One line of a bill as the product keeps it, and the exact bytes that are stored and hashed.

Money is never signed here: ``amount`` is what the row states (zero or more) and
``direction`` says which way it went as the person sees it. ``moved`` says whether the
money went at all: a failed repayment, an unpaid or cancelled order keep the amount
that was tried and count nothing. Sums use :attr:`Line.counted` only.

>>> from qinghuan.money import yuan
>>> line = Line("alipay", 25, datetime(2026, 6, 3, 12, 31, 5), amount=yuan("38.60"),
...             direction="out", kind="expense", moved=True, debt="huabei")
>>> from_canonical(canonical(line)) == line
True
>>> line.counted
Decimal('38.60')
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from qinghuan.errors import RuleError
from qinghuan.money import ZERO, Yuan
from qinghuan.words import Text

Source = Literal["alipay", "alipay_cashbook", "wechat"]
Direction = Literal["in", "out", "neutral"]
Kind = Literal[
    "income",
    "expense",
    "refund",
    "transfer",
    "debt_draw",
    "debt_repay",
    "fee",
    "interest",
    "investment",
    "void",
    "unknown",
]
StatusClass = Literal["done", "pending", "closed", "failed", "refunded", "unknown"]

CANONICAL_VERSION: Final = 1


class Line(NamedTuple):
    """One movement of money (or an attempt at one) that a bill shows.

    A row usually gives one line; a row that hides a fee gives two, the second with
    ``part="fee"``. Text fields are trimmed; ``""`` means the bill says nothing.
    """

    source: Source
    source_row: int
    """The row in the file, from 1: the physical line of a text file, the row of a sheet."""
    occurred_at: datetime
    """China's civil time as the bill prints it, without a zone."""
    has_time: bool = True
    """False when the bill gives the day only; the time is then midnight."""
    sheet: str = ""
    part: str = ""
    amount: Yuan | None = None
    """Yuan, zero or more, or None where the bill leaves it empty."""
    direction: Direction = "neutral"
    kind: Kind = "unknown"
    moved: bool = False
    """Whether the money really went, so that the line counts in sums."""
    status_class: StatusClass = "unknown"
    direction_raw: str = ""
    status_raw: str = ""
    category_raw: str = ""
    method_raw: str = ""
    methods: tuple[str, ...] = ()
    counterparty: str = ""
    counterparty_account: str = ""
    item: str = ""
    order_id: str = ""
    merchant_order_id: str = ""
    note: str = ""
    debt: str = ""
    """The credit this line touches: ``huabei``, ``jiebei``, ``credit_card:NAME``, … or ``""``.

    On an expense: paid with that credit, which grew by it. On a refund: it shrank.
    """
    debt_month: str = ""
    """The bill a repayment names, ``2026-07``, or ``""``."""
    refunded: Yuan | None = None
    """What the row itself says was returned and no other line of the file shows."""
    related: str = ""
    """``refund_of:ORDER`` or ``fee_of:ORDER``; ORDER is empty when it has no id."""
    review: str = ""
    """Why a person should look (``imports.review.…``), or ``""``."""
    raw: tuple[str, ...] = ()
    """The cells as they stood in the file."""

    @property
    def counted(self) -> Yuan:
        """Yuan this line adds to the sum of its kind; zero when no money moved."""
        return self.amount if self.moved and self.amount is not None else ZERO

    @property
    def place(self) -> str:
        """Where the person finds the row: ``25`` or ``Sheet1!25``."""
        return f"{self.sheet}!{self.source_row}" if self.sheet else str(self.source_row)


def review_text(line: Line) -> Text | None:
    """Why ``line`` waits for a look, as a sentence; None when it does not."""
    return Text(f"imports.review.{line.review}", amount=line.counted) if line.review else None


def canonical(line: Line) -> str:
    """``line`` as stable JSON: the same line always gives the same text.

    Fields at their default are left out; keys stand in order.
    """
    body: dict[str, Any] = {"version": CANONICAL_VERSION}
    for name, value, default in zip(Line._fields, line, _DEFAULTS, strict=True):
        if value == default:
            continue
        if isinstance(value, datetime):
            body[name] = value.isoformat()
        elif isinstance(value, Decimal):
            body[name] = str(value)
        else:
            body[name] = value
    return _as_json(body)


def from_canonical(text: str) -> Line:
    """The line whose canonical text is ``text``.

    Raises :class:`RuleError` when the text is no line of a version known here.
    """
    try:
        body: dict[str, Any] = json.loads(text)
        if body.pop("version") != CANONICAL_VERSION:
            raise RuleError("this line was written by another version")
        for name in ("amount", "refunded"):
            if name in body:
                body[name] = Decimal(body[name])
        for name in ("methods", "raw"):
            body[name] = tuple(body.get(name, ()))
        body["occurred_at"] = datetime.fromisoformat(body["occurred_at"])
        return Line(**body)
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError) as fault:
        raise RuleError(f"not the canonical text of a line: {fault}") from None


def digest_of_lines(texts: Iterable[str]) -> str:
    """SHA-256 (hex) over canonical ``texts`` in file order, each ended by a newline."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\n")
    return digest.hexdigest()


_as_json: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_DEFAULTS: Final = tuple(Line._field_defaults.get(name, ...) for name in Line._fields)
