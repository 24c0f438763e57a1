"""Import one file into a case: read, compare with what is kept, keep the original, append.

    bytes → ``imports.read`` → ``imports.match`` against the kept lines
          → the original kept → one ``StatementImported`` with its new lines

A file that brings nothing new changes nothing. A file that is refused leaves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from qinghuan.dates import china_today
from qinghuan.imports.entries import RowsAccount, StatementImported
from qinghuan.imports.match import Matched, account_for, counted
from qinghuan.imports.read import read
from qinghuan.imports.report import ImportReport, Parsed
from qinghuan.store.appending import NewLine, NewLines, append, mint
from qinghuan.store.bill_lines import known
from qinghuan.store.files import keep_file
from qinghuan.store.home import current
from qinghuan.store.locking import together
from qinghuan.store.refusal import StoreRefused
from qinghuan.store.who import Who

_TRIES: Final = 10
"""Each failed one means that somebody else's import of this case went through."""
_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Imported:
    """What importing a file did: the account of the file, and the entry, if anything was new."""

    report: ImportReport
    entry: str = ""

    @property
    def refused(self) -> bool:
        """Whether nothing of the file was kept because it cannot be understood."""
        return self.report.refused


def import_file(  # noqa: PLR0913 (the file, its name and key, the case, who and when)
    case: str,
    content: bytes,
    name: str,
    *,
    who: Who,
    now: datetime,
    password: str | None = None,
) -> Imported:
    """Import the bill ``content`` into ``case``.

    ``name`` is how the person calls the file. Raises :class:`StoreRefused` as
    :func:`~qinghuan.store.append` does; faults of the file stand in the report.
    """
    today = china_today(now)
    parsed = read(content, name, password=password, today=today)
    if parsed.report.refused or not parsed.lines:
        return Imported(parsed.report)
    for tries_left in reversed(range(_TRIES)):
        try:
            return _recorded(case, parsed, content, who=who, now=now)
        except StoreRefused as refused:
            if refused.problem.code != "store.import_meanwhile" or not tries_left:
                raise
    raise AssertionError("unreachable")


def _recorded(case: str, parsed: Parsed, content: bytes, *, who: Who, now: datetime) -> Imported:
    kept = [known(case, source) for source in sorted({line.source for line in parsed.lines})]
    by_key = {key: lines for found in kept for key, lines in found.by_key.items()}
    matched = account_for(parsed.lines, by_key)
    report = counted(parsed.report, matched)
    fresh = [_new(found) for found in matched if found.verdict != "duplicate"]
    if not fresh:
        return Imported(report)
    lines = NewLines(fresh, min(found.sequence for found in kept))
    fact = _fact(parsed, report, lines, today=china_today(now))
    with together(current().path):
        keep_file(content)
        append(case, [fact], who=who, now=now, lines=lines)
    return Imported(report, fact.id)


def _new(found: Matched) -> NewLine:
    return NewLine(found.line, found.known or "")


def _fact(
    parsed: Parsed, report: ImportReport, lines: NewLines, *, today: date
) -> StatementImported:
    start, end = _period(report)
    return StatementImported(
        id=mint(),
        on=today,
        origin="bill",
        files=(parsed.sha256,),
        file=parsed.sha256,
        name=report.name[-_NAME:],
        source=parsed.lines[0].source,
        format=report.format,
        parser=report.parser_version,
        account=report.account_hint,
        period_from=start,
        period_to=end,
        rows=report.lines,
        accounts=tuple(
            RowsAccount(
                first=part.first,
                last=part.last,
                outcome=part.outcome,
                reason=part.reason,
                sheet=part.sheet[-_NAME:],
            )
            for part in report.account
        ),
        review=report.review,
        duplicates=report.duplicates or 0,
        updates=report.updates or 0,
        totals=dict(report.totals),
        line_count=len(lines.lines),
        lines_digest=lines.digest,
    )


def _period(report: ImportReport) -> tuple[date | None, date | None]:
    """The days the file says it holds; without its word nothing is covered completely."""
    if report.period_from is None or report.period_to is None:
        return None, None
    return report.period_from.date(), report.period_to.date()
