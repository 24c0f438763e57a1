"""What keeping costs: one entry, and the lines of a bill, in a data folder on this disk.

``append`` seals, checks, indexes and syncs; its peer inserts the same bytes into a bare
SQLite table with the same pragmas and commits. Importing a bill is set against reading
it only, so that the ratio shows what storing adds. Reported, without an aim: the disk
decides. Nothing here is measured cold.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from import_speed import YEAR, bill
from table import Comparison, Row, in_turn

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.contact.entries import ContactMade
from qinghuan.imports.read import read
from qinghuan.store.importing import import_file

APPENDS = 40
IMPORTS = 3
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def opened() -> str:
    """A new case; its id."""
    fact = CaseOpened(id=store.mint(), on=TODAY, label="benchmark")
    return store.new_case([fact], who=store.OWNER, now=NOW)


def appending() -> Callable[[], object]:
    """One contact appended to one case, each time a new one."""
    case, numbers = opened(), count()

    def one() -> object:
        fact = ContactMade(
            id=store.mint(), on=TODAY, direction="incoming", channel="phone",
            said="问什么时候还。我说发了工钱先还一部分。",
        )  # fmt: skip
        moment = NOW + timedelta(seconds=next(numbers))
        return store.append(case, [fact], who=store.OWNER, now=moment)

    return one


def inserting(folder: Path) -> Callable[[], object]:
    """One row of as many bytes, committed to a table with the store's pragmas."""
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, body TEXT)")
    body = "x" * 700

    def one() -> object:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO row (body) VALUES (?)", (body,))
        return connection.execute("COMMIT")

    return one


def importing(content: bytes) -> Callable[[], object]:
    """The bill imported into a new case."""

    def one() -> object:
        made = import_file(opened(), content, "alipay.csv", who=store.OWNER, now=NOW)
        if made.report.recorded != YEAR:
            raise RuntimeError(f"{made.report.recorded} lines of {YEAR} recorded")
        return made

    return one


def measure() -> list[Row]:
    folder = Path(tempfile.mkdtemp())
    try:
        store.open_home(folder / "home")
        content = bill(YEAR)
        one = in_turn(appending(), inserting(folder), APPENDS)
        whole = in_turn(importing(content), lambda: read(content, "alipay.csv"), IMPORTS)
    finally:
        store.close()
        shutil.rmtree(folder)
    return [
        Comparison("append one entry", "a bare SQLite insert, as durable").row("warm", one),
        Comparison(f"import and store {YEAR:,} lines", "reading them only").row("warm", whole),
    ]
