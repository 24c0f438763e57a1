"""Refusals: what the store cannot do now, said as a problem with a mend.

Whatever was refused left nothing behind: every write is one transaction.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from qinghuan.errors import Problem, QinghuanError
from qinghuan.words import Parameter, Text


class StoreRefused(QinghuanError):
    """The store did not do it; ``problem`` says why, where, and what to do next."""

    def __init__(self, problem: Problem, *more: Problem) -> None:
        self.problem = problem
        self.problems = (problem, *more)
        super().__init__(f"{problem.code} {problem.where}".strip())


def problem(code: str, where: str = "", **values: Parameter) -> Problem:
    """The problem ``store.CODE``, with its sentence and its mend."""
    return Problem(
        code=f"store.{code}",
        what=Text(f"store.{code}", **values),
        where=where,
        mend=Text(f"store.{code}_mend", **values),
    )


def refusal(code: str, where: str = "", **values: Parameter) -> StoreRefused:
    """The exception to raise for the problem ``store.CODE``."""
    return StoreRefused(problem(code, where, **values))


# Result codes of SQLite (sqlite.org/rescode.html), primary or extended.
_SQLITE: Final = {
    5: "busy",
    6: "busy",
    8: "not_writable",
    10: "disk_fault",
    11: "damaged",
    13: "disk_full",
    14: "not_writable",
    26: "damaged",
    sqlite3.SQLITE_IOERR_SHMSIZE: "disk_full",  # the log's own index cannot grow
}
# SQLSTATE of PostgreSQL, whole or by class (appendix A of its manual).
_POSTGRESQL: Final = {
    "53100": "disk_full",
    "55P03": "busy",
    "40P01": "busy",
    "25006": "not_writable",
    "42501": "not_writable",
    "XX001": "damaged",
    "XX002": "damaged",
    "08": "no_server",
    "57": "no_server",
    "53": "no_server",
    "28": "no_server",
    "3D": "no_server",
}
_OS: Final = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "not_writable",
    errno.EPERM: "not_writable",
    errno.EROFS: "not_writable",
    errno.ENOTDIR: "not_writable",
    errno.EIO: "disk_fault",
}


@contextmanager
def refusals(where: str = "") -> Iterator[None]:
    """Turn faults of disk and database within into :class:`StoreRefused`.

    Anything else (a broken rule of the tables: misuse of code) passes through.
    """
    from django.db.utils import DatabaseError, InterfaceError  # noqa: PLC0415 (slow to load)

    try:
        yield
    except (DatabaseError, InterfaceError, sqlite3.Error) as fault:
        code = _database_code(fault if isinstance(fault, sqlite3.Error) else fault.__cause__)
        if code is None:
            raise
        if code == "no_server":
            _let_go()
        raise refusal(code, where) from fault
    except OSError as fault:
        if fault.errno not in _OS:
            raise
        raise refusal(_OS[fault.errno], where or str(fault.filename or "")) from fault


def _let_go() -> None:
    """Close a connection that is dead, so that the next call makes a new one."""
    from django.db import connection  # noqa: PLC0415

    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _database_code(cause: BaseException | None) -> str | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code) or _SQLITE.get(code & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state:
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    return "no_server" if type(cause).__module__.startswith("psycopg") else None
