"""``qinghuan import CASE FILE…``: bring bills in and account for every line of them."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from qinghuan import store
from qinghuan.cli.bill_account import (
    LOCKED,
    ROWS_SHOWN,
    brought_nothing,
    by_reason,
    row_words,
    sums,
    unreadable,
)
from qinghuan.cli.cases import found, now
from qinghuan.cli.codes import DONE, MISUSE, PROBLEMS
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser, existing, text_of
from qinghuan.cli.screen import Screen
from qinghuan.imports.container import LARGEST_FILE
from qinghuan.imports.read import read_path
from qinghuan.imports.report import Accounted
from qinghuan.store.importing import Imported, import_file
from qinghuan.words import Text

COUNTS = ("recorded", "skipped", "unreadable", "review", "duplicates")


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("files", nargs="+", metavar="FILE")
    given = parser.add_mutually_exclusive_group()
    parser.take("--password-file", group=given, metavar="FILE")
    parser.take("--password-prompt", group=given, action="store_true")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Import the files one after the other; one that cannot be read does not stop the rest."""
    paths = [existing(path) for path in asked.files]
    password = _password(asked, screen)
    case = found(asked.case)
    with screen.progress(Text("cli.import_files.working"), len(paths)) as bar:
        results = [_imported(case.id, path, password) for path in bar.over(paths)]
    screen.data(
        {
            "case": case.id,
            "files": [described(imported, screen) for imported in results],
        }
    )
    for imported in results:
        _tell(imported, case.id, screen)
    empty_handed = sum(brought_nothing(imported.report) for imported in results)
    if empty_handed == len(results):
        return MISUSE
    screen.say(Text("cli.import_files.then", case=case.id))
    return PROBLEMS if empty_handed else DONE


def _imported(case: str, path: Path, password: str | None) -> Imported:
    if path.stat().st_size > LARGEST_FILE:  # refused without loading it
        return Imported(read_path(path).report)
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)  # of a pipe no more than is needed to refuse it
    return import_file(case, content, path.name, who=store.OWNER, now=now(), password=password)


def _password(asked: Namespace, screen: Screen) -> str | None:
    if asked.password_prompt:
        if not sys.stdin.isatty():
            raise Stopped(fault("no_terminal"))
        return getpass.getpass(screen.words(Text("cli.import_files.ask")))
    if asked.password_file is None:
        return None
    first = text_of(asked.password_file).partition("\n")[0].strip()
    if not first:
        raise Stopped(fault("no_password_file", asked.password_file))
    return first


def described(imported: Imported, screen: Screen) -> dict[str, Any]:
    """One file for a program: counts of its lines, sums in yuan, problems."""
    report = imported.report
    return {
        **report.as_json(),
        "ok": not brought_nothing(report),
        "entry": imported.entry or None,
        "unreadable_rows": [
            {
                "sheet": rows.sheet,
                "first": rows.first,
                "last": rows.last,
                "reason": screen.words(rows.why) if rows.why else "",
            }
            for rows in unreadable(report.account)
        ],
        "problems": [screen.described(problem) for problem in report.problems],
    }


def _tell(imported: Imported, case: str, screen: Screen) -> None:
    report = imported.report
    name = Path(report.name).name
    if report.refused:
        screen.say(Text("cli.import_files.refused", name=name))
    else:
        _tell_counts(imported, name, screen)
        _tell_rows(unreadable(report.account), screen)
        _tell_doubts(imported, case, screen)
    for problem in report.problems:
        for line in screen.told(problem):
            screen.line("  " + line)
    if any(problem.code in LOCKED for problem in report.problems):
        screen.line("  " + screen.words(Text("cli.import_files.with_password")))


def _tell_counts(imported: Imported, name: str, screen: Screen) -> None:
    report = imported.report
    kind = report.format
    screen.say(Text("cli.import_files.read", name=name, format=kind, lines=report.lines))
    counts = {count: getattr(report, count) or 0 for count in COUNTS}
    screen.line("  " + screen.words(Text("cli.import_files.account", **counts)))
    if not imported.entry:
        nothing = "nothing_new" if report.recorded else "nothing_recorded"
        screen.line("  " + screen.words(Text(f"cli.import_files.{nothing}")))
    found = sums(report.totals)
    if found:
        screen.line("  " + screen.words(Text("cli.list")).join(map(screen.words, found)))


def _tell_rows(rows: list[Accounted], screen: Screen) -> None:
    for words in map(row_words, rows[:ROWS_SHOWN]):
        if words is not None:
            screen.line("  " + screen.words(words))
    if len(rows) > ROWS_SHOWN:
        more = Text("cli.import_files.more_rows", count=len(rows) - ROWS_SHOWN)
        screen.line("  " + screen.words(more))


def _tell_doubts(imported: Imported, case: str, screen: Screen) -> None:
    """Why lines wait for a look: each reason once, with the rows it is about."""
    if not imported.entry or not imported.report.review:
        return
    kept = store.lines(case, imported_by=imported.entry, review=True)
    for why, rows in by_reason(line.line for line in kept):
        named = screen.words(Text("cli.list")).join(rows[:ROWS_SHOWN])
        if len(rows) > ROWS_SHOWN:
            named += "…"
        doubt = Text("cli.import_files.look", row=named, count=len(rows), why=why)
        screen.line("  " + screen.words(doubt))
