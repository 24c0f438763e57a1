"""A child process that is killed at its n-th step: a write of the database, or of a file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from itertools import count

_STOP = """
import os, signal, sys
from pathlib import Path
from django.db import connections
from qinghuan import store
from store.making import NOW

left, place = int(sys.argv[1]), sys.argv[2]

def step():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def watch(event, arguments):
    if event in {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "sqlite3.connect"}:
        if str(arguments[0]).startswith(place):
            step()

def statement(execute, sql, *more):
    if sql.split()[0] in {"DELETE", "UPDATE", "INSERT", "VACUUM", "PRAGMA"}:
        step()
    return execute(sql, *more)
"""


def killed_at_each_step(work, place, *, home=None):
    """Run the program ``work`` killed at its first step, its second, …, until it ends by itself.

    Yields after each kill. ``home`` is opened before ``work`` begins, and its statements count.
    """
    opened = f"store.open_home(Path({str(home)!r}))\n" if home else ""
    counted = "connections['default'].execute_wrappers.append(statement)\n" if home else ""
    program = f"{_STOP}\n{opened}{counted}sys.addaudithook(watch)\n{textwrap.dedent(work)}"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for number in count(1):
        ended = subprocess.run(
            [sys.executable, "-c", program, str(number), str(place)],
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        if ended.returncode == 0:
            return
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        yield number
