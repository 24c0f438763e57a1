"""Facts about imported files: that one was imported, and what a person decided about its lines."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, NonNegativeInt, PositiveInt

from qinghuan.journal.fact import Digest, Fact, Identifier, Money, ShortText, Value

Outcome = Literal["recorded", "skipped", "unreadable"]


class RowsAccount(Value):
    """What became of the input rows ``first`` to ``last`` (both counted, from 1)."""

    first: PositiveInt
    last: PositiveInt
    outcome: Outcome
    reason: ShortText = ""
    """Code of the reason (``imports.account.…``); empty when recorded."""
    sheet: ShortText = ""


class StatementImported(Fact):
    """A bill file was imported; its lines stand in their table, sealed by ``lines_digest``."""

    KIND: ClassVar[str] = "statement_imported"

    file: Digest
    """Of the original, kept byte for byte."""
    name: ShortText
    source: ShortText
    """``alipay``, ``alipay_cashbook`` or ``wechat``."""
    format: ShortText
    parser: ShortText
    account: ShortText = ""
    """Masked; empty when the file does not say."""
    period_from: date | None = None
    period_to: date | None = None
    rows: NonNegativeInt
    accounts: tuple[RowsAccount, ...] = ()
    review: NonNegativeInt = 0
    duplicates: NonNegativeInt = 0
    """Lines that were kept already."""
    updates: NonNegativeInt = 0
    """Lines that brought a kept one up to date."""
    totals: dict[ShortText, Money] = Field(default_factory=dict)
    line_count: NonNegativeInt
    """New rows in the table of lines: recorded and updates."""
    lines_digest: Digest

    def touches(self) -> frozenset[str]:
        """Imports never collide with what a person edits."""
        return frozenset()


class LineDecision(Value):
    """What a person decided about one line."""

    line: ShortText
    """Id of the line."""
    kind: ShortText = ""
    category: ShortText = ""
    debt: Identifier | None = None
    left_out: bool = False


class LinesSorted(Fact):
    """A person sorted a batch of lines the vocabulary did not know."""

    KIND: ClassVar[str] = "lines_sorted"

    decisions: tuple[LineDecision, ...]
