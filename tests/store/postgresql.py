"""A PostgreSQL server for the tests: Debian's, in a folder of its own, never as root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql")


def missing() -> str:
    """Why no server can be started here; empty when one can."""
    if programs() is None:
        return "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and user() is None:
        return "no user postgres or nobody to run the server as"
    return ""


def programs() -> Path | None:
    """The folder of the newest server's programs."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


def user() -> str | None:
    """Whom the server runs as when the tests run as root."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


@contextmanager
def server():
    """A running server; gives the URL of its database ``name`` by a function of the name."""
    folder = Path(tempfile.mkdtemp(prefix="qhpg", dir="/tmp"))
    other = user() if os.geteuid() == 0 else None
    options = {"user": other, "group": pwd.getpwnam(other).pw_gid, "extra_groups": []}
    as_other = options if other else {}
    if other:
        shutil.chown(folder, other)

    def run(name, *arguments):
        command = [str(programs() / name), *arguments]
        subprocess.run(
            command, check=True, capture_output=True, cwd=folder, timeout=120, **as_other
        )

    try:
        run(
            "initdb", "-D", "data", "-U", "qinghuan", "-A", "trust", "-E", "UTF8",
            "--locale=C", "--no-sync",
        )  # fmt: skip
        settings = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=60"
        run("pg_ctl", "-D", "data", "-o", settings, "-l", "log", "-w", "start")
        try:
            yield lambda name: f"postgresql:///{name}?host={folder}&user=qinghuan"
        finally:
            run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
