"""What became of a file, ready to be shown: the same whether it came now or long ago."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qinghuan import store
from qinghuan.cli.bill_account import brought_nothing, by_reason, locked, row_words, sums
from qinghuan.errors import Problem
from qinghuan.imports.entries import RowsAccount, StatementImported
from qinghuan.imports.report import Accounted
from qinghuan.store.importing import Imported
from qinghuan.web.form_tokens import form_token
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why some lines wait for a look."""

    why: Text
    count: int
    rows: Sequence[str]


@dataclass(frozen=True, slots=True)
class Told:
    """One file: what it brought, and an account of every line of it."""

    name: str
    headline: Text
    taken: bool = False
    """Whether it is a bill that could be read."""
    entry: str = ""
    lines: int = 0
    fresh: int = 0
    known: int = 0
    skipped: int = 0
    unreadable: int = 0
    updates: int = 0
    review: int = 0
    reasons: Sequence[tuple[Text, int]] = ()
    """Why rows were left out, with how many."""
    bad_rows: Sequence[Text] = ()
    sums: Sequence[Text] = ()
    doubts: Sequence[Doubt] = ()
    problems: Sequence[Problem] = ()
    key: str = ""
    """Of a locked file: under which it is kept until its password comes."""
    token: str = ""


def told(case: str, imported: Imported, key: str = "") -> Told:
    """The account of a file that just came."""
    report = imported.report
    known = report.duplicates or 0
    if report.refused:
        headline = "locked" if key else "refused"
        return Told(
            report.name,
            Text(f"web_bills.file.{headline}"),
            problems=report.problems,
            key=key,
            token=form_token(),
        )
    return Told(
        name=report.name,
        headline=Text(f"web_bills.file.{_headline(imported)}"),
        taken=not brought_nothing(report),
        entry=imported.entry,
        lines=report.lines,
        fresh=report.recorded - known,
        known=known,
        skipped=report.skipped,
        unreadable=report.unreadable,
        updates=report.updates or 0,
        review=report.review if imported.entry else 0,
        reasons=_reasons(report.account),
        bad_rows=_bad_rows(report.account),
        sums=sums(report.totals),
        doubts=_doubts(case, imported.entry),
        problems=report.problems,
    )


def _headline(imported: Imported) -> str:
    if imported.entry:
        return "recorded"
    return "nothing_new" if imported.report.recorded else "nothing_recorded"


def told_again(case: str, fact: StatementImported) -> Told:
    """The account of a file that came earlier, from what was recorded then."""
    counts = Counter[str]()
    for part in fact.accounts:
        counts[part.outcome] += part.last - part.first + 1
    return Told(
        name=fact.name,
        headline=Text("web_bills.file.recorded_on", day=fact.on),
        taken=True,
        entry=fact.id,
        lines=fact.rows,
        fresh=counts["recorded"] - fact.duplicates,
        known=fact.duplicates,
        skipped=counts["skipped"],
        unreadable=counts["unreadable"],
        updates=fact.updates,
        review=fact.review,
        reasons=_reasons(fact.accounts),
        bad_rows=_bad_rows(fact.accounts),
        sums=sums(fact.totals),
        doubts=_doubts(case, fact.id),
    )


def refused(name: str, problems: Sequence[Problem], key: str = "") -> Told:
    """A file that the store could not take now; nothing of it was written."""
    headline = Text(f"web_bills.file.{'locked' if key else 'refused'}")
    return Told(name, headline, problems=problems, key=key, token=form_token())


def _reasons(account: Iterable[Accounted | RowsAccount]) -> list[tuple[Text, int]]:
    counts = Counter[str]()
    for part in account:
        if part.outcome == "skipped":
            counts[part.reason] += part.last - part.first + 1
    return [(Text(f"imports.account.{reason}"), count) for reason, count in counts.most_common()]


def _bad_rows(account: Iterable[Accounted | RowsAccount]) -> list[Text]:
    bad = (row_words(part) for part in account if part.outcome == "unreadable")
    return [words for words in bad if words is not None]


def _doubts(case: str, entry: str) -> list[Doubt]:
    if not entry:
        return []
    kept = store.lines(case, imported_by=entry, review=True)
    return [Doubt(why, len(rows), rows) for why, rows in by_reason(one.line for one in kept)]


def is_locked(imported: Imported) -> bool:
    """Whether a password may open it."""
    return locked(imported.report)
