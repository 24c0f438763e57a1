"""The account of a file: what became of each of its lines, and what the file says of itself.

Law: ``recorded + skipped + unreadable == lines``, for every input; ``lines`` is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from qinghuan.errors import Problem
from qinghuan.imports.lines import Line, digest_of_lines
from qinghuan.imports.lines import canonical as canonical_text
from qinghuan.money import ZERO, Yuan
from qinghuan.words import Text

PARSER_VERSION: Final = "1"
"""Raised when the same bytes would give other lines."""

Outcome = Literal["recorded", "skipped", "unreadable"]
SUMMED_KINDS: Final = ("income", "expense", "refund", "transfer", "debt_draw", "debt_repay")


@dataclass(frozen=True, slots=True)
class Accounted:
    """What became of the rows ``first`` to ``last`` (both included) of one sheet or file."""

    first: int
    last: int
    outcome: Outcome
    reason: str = ""
    """Code of the reason (``imports.account.…``); empty when recorded."""
    sheet: str = ""

    @property
    def count(self) -> int:
        """How many rows."""
        return self.last - self.first + 1

    @property
    def why(self) -> Text | None:
        """The reason as a sentence; None when recorded."""
        return Text(f"imports.account.{self.reason}") if self.reason else None


class LineAccount:
    """Collects, in file order, what became of each row; neighbours alike share one record."""

    __slots__ = ("counts", "records")

    def __init__(self) -> None:
        self.records: list[Accounted] = []
        self.counts: dict[Outcome, int] = {"recorded": 0, "skipped": 0, "unreadable": 0}

    def add(
        self, first: int, last: int, outcome: Outcome, reason: str = "", *, sheet: str = ""
    ) -> None:
        """Account for the rows ``first`` to ``last``; nothing when there are none."""
        if last < first:
            return
        self.counts[outcome] += last - first + 1
        if self.records:
            before = self.records[-1]
            alike = (before.outcome, before.reason, before.sheet) == (outcome, reason, sheet)
            if alike and before.last + 1 == first:
                first = before.first
                self.records.pop()
        self.records.append(Accounted(first, last, outcome, reason, sheet))

    def extend(self, other: LineAccount) -> None:
        """Take over the records of ``other``."""
        for record in other.records:
            self.add(record.first, record.last, record.outcome, record.reason, sheet=record.sheet)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One file as it was understood. Counts are rows of the file; money is yuan.

    ``duplicates`` and ``updates`` are None until ``match.account_for`` has compared the
    lines with those already kept.
    """

    name: str
    format: str
    """``alipay_web``, ``alipay_app``, ``alipay_cashbook``, ``wechat_csv``, ``wechat_xlsx``,
    ``unknown``."""
    generation: str = ""
    """``W``, ``A1``, ``A2`` or ``B`` for Alipay; ``csv``, ``xlsx`` for WeChat."""
    parser_version: str = PARSER_VERSION
    encoding: str = ""
    member: str = ""
    """The file inside the zip that was read."""
    account_hint: str = ""
    """The account, masked: ``te***@example.invalid``."""
    period_from: datetime | None = None
    period_to: datetime | None = None
    exported_kind: str = ""
    expected_lines: int | None = None
    """How many records the file says it has."""
    found_records: int = 0
    """How many records were found: recorded or unreadable rows below the header."""
    lines: int = 0
    recorded: int = 0
    skipped: int = 0
    unreadable: int = 0
    review: int = 0
    duplicates: int | None = None
    updates: int | None = None
    totals: Mapping[str, Yuan] = field(default_factory=dict)
    account: tuple[Accounted, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether no bill was found in the file; an error among the problems says why."""
        return self.format == "unknown"

    def as_json(self) -> dict[str, Any]:
        """The report for programs: text, counts, and amounts as decimal text."""
        return {
            "file": self.name,
            "format": self.format,
            "generation": self.generation,
            "parser_version": self.parser_version,
            "encoding": self.encoding,
            "member": self.member,
            "period_from": self.period_from.isoformat() if self.period_from else None,
            "period_to": self.period_to.isoformat() if self.period_to else None,
            "expected_lines": self.expected_lines,
            "found_records": self.found_records,
            "lines": self.lines,
            "recorded": self.recorded,
            "skipped": self.skipped,
            "unreadable": self.unreadable,
            "review": self.review,
            "duplicates": self.duplicates or 0,
            "updates": self.updates or 0,
            "totals": {kind: str(amount) for kind, amount in self.totals.items()},
            "problems": [problem.code for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file read: its report, its lines in file order, and the SHA-256 of its bytes."""

    report: ImportReport
    lines: tuple[Line, ...]
    sha256: str

    def canonical(self) -> tuple[str, ...]:
        """The canonical text of each line, in file order: what is stored."""
        return tuple(map(canonical_text, self.lines))

    def digest(self) -> str:
        """The digest of the canonical lines in file order."""
        return digest_of_lines(self.canonical())


def totals(lines: Iterable[Line]) -> dict[str, Yuan]:
    """Yuan by kind over the money that moved; every kind of ``SUMMED_KINDS`` is there.

    What a row itself says was returned (``refunded``) counts as a refund.
    """
    sums: dict[str, Yuan] = dict.fromkeys(SUMMED_KINDS, ZERO)
    for line in lines:
        if not line.moved:
            continue
        if line.amount is not None:
            sums[line.kind] = sums.get(line.kind, ZERO) + line.amount
        if line.refunded is not None:
            sums["refund"] += line.refunded
    return sums
