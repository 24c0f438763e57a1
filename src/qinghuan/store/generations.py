"""Whether anything was written since: a name of the state of the whole database.

What was computed under one generation holds while the generation is the same, whoever writes:
this thread, another one, or another program.
"""

from __future__ import annotations

import sqlite3
import threading
from itertools import count
from typing import Any, Final

from django.db import connection

from qinghuan.store.home import current
from qinghuan.store.refusal import refusals

_lock: Final = threading.Lock()
_numbers: Final = count(1)


class _Newest:
    number = 0


class _Seen(threading.local):
    """What this thread's connection last saw: its own writes, and those of every other."""

    connection: sqlite3.Connection | None = None
    mark: tuple[int, int] = (-1, -1)


_seen: Final = _Seen()


def generation() -> str:
    """A name that differs after every write to the open home, by anyone.

    It may differ without one (a new connection), and never stays the same after one.
    """
    with refusals():
        connection.ensure_connection()
        if current().vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_current_snapshot()::text")
                return str(cursor.fetchone()[0])
        return f"{current().path}#{_of_sqlite(connection.connection)}"


def _of_sqlite(database: Any) -> int:
    """The number of the newest generation; a new one where this thread sees a change.

    ``data_version`` tells of commits by others, ``total_changes`` of this connection's own.
    """
    version = database.execute("PRAGMA data_version").fetchone()[0]
    mark = (int(version), int(database.total_changes))
    with _lock:
        if _seen.connection is not database or _seen.mark != mark:
            _seen.connection, _seen.mark = database, mark
            _Newest.number = next(_numbers)
        return _Newest.number
