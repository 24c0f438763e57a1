"""The account of an imported file in words: the command and the pages say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from qinghuan.imports.entries import RowsAccount
from qinghuan.imports.lines import Line, review_text
from qinghuan.imports.report import SUMMED_KINDS, Accounted, ImportReport
from qinghuan.money import Yuan
from qinghuan.words import Text

LOCKED: Final = {
    "imports.password_needed",
    "imports.wrong_password",
    "imports.wrong_password_or_damaged",
}
"""Problems that a password can mend."""
ROWS_SHOWN: Final = 5
"""So many rows are named one by one; the rest is counted."""
Rows = TypeVar("Rows", Accounted, RowsAccount)


def locked(report: ImportReport) -> bool:
    """Whether a password may open the file."""
    return report.refused and any(problem.code in LOCKED for problem in report.problems)


def brought_nothing(report: ImportReport) -> bool:
    """Whether the file was refused, or no row of it could be read; an empty bill is fine."""
    return report.refused or (report.unreadable > 0 and not report.recorded)


def unreadable(account: Iterable[Rows]) -> list[Rows]:
    """The rows that could not be read."""
    return [rows for rows in account if rows.outcome == "unreadable"]


def row_words(rows: Accounted | RowsAccount) -> Text | None:
    """Which rows, and why nothing was recorded of them; None where they were recorded."""
    if not rows.reason:
        return None
    place = f"{rows.sheet}!{rows.first}" if rows.sheet else str(rows.first)
    last = "" if rows.first == rows.last else f"–{rows.last}"
    why = Text(f"imports.account.{rows.reason}")
    return Text("cli.import_files.row", row=f"{place}{last}", why=why)


def by_reason(lines: Iterable[Line]) -> list[tuple[Text, list[str]]]:
    """Why lines wait for a look: each reason once, with the rows it is about."""
    found: dict[str, tuple[Text, list[str]]] = {}
    for line in lines:
        why = review_text(line)
        if why is not None:
            found.setdefault(line.review, (why, []))[1].append(line.place)
    return list(found.values())


def sums(totals: Mapping[str, Yuan]) -> list[Text]:
    """What the lines of each kind come to."""
    return [
        Text(
            "cli.import_files.total",
            kind=Text(f"cli.import_files.kind.{kind}"),
            amount=totals[kind],
        )
        for kind in SUMMED_KINDS
        if totals.get(kind)
    ]
