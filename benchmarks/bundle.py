"""What checking an evidence bundle of 200 MB costs, beside ``sha256sum`` of the same file.

Both read the file once from a warm page cache. ``qinghuan verify`` runs as a program, start
included; the row below it is the check alone, in this process.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from table import Comparison, Row, in_turn

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.evidence.checking import check_bundle
from qinghuan.evidence.entries import EvidenceKept

ORIGINALS = 4
SIZE = 50 << 20
"""Bytes of each."""
REPEATS = 7
AIM = 1.5
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
DAY = date(2026, 11, 20)


def made(folder: Path) -> Path:
    """A bundle of ``ORIGINALS`` originals of ``SIZE`` random bytes."""
    store.open_home(folder / "home")
    try:
        opened = CaseOpened(id=store.mint(), on=DAY, label="benchmark")
        case = store.new_case([opened], who=store.OWNER, now=NOW)
        for number in range(ORIGINALS):
            fact = EvidenceKept(
                id=store.mint(), on=DAY, sort="recording", title=f"通话 {number}", how="recorded"
            )
            content = io.BytesIO(os.urandom(SIZE))
            store.keep_original(case, content, fact, who=store.OWNER, now=NOW)
        target = folder / "bundle.zip"
        wanted = store.Wanted(store.chosen(store.evidence(case)), "", DAY, "zh_CN")
        store.make_bundle(case, wanted, target)
    finally:
        store.close()
    return target


def measure() -> list[Row]:
    folder = Path(tempfile.mkdtemp())
    try:
        bundle = made(folder)

        def program() -> object:
            command = [sys.executable, "-m", "qinghuan", "verify", str(bundle)]
            return subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

        def alone() -> object:
            with bundle.open("rb") as source:
                found = check_bundle(source)
            if not found.sound:
                raise RuntimeError(f"{found.problems}")
            return found

        def sums() -> object:
            return subprocess.run(["sha256sum", str(bundle)], check=True, stdout=subprocess.DEVNULL)

        with_start = in_turn(program, sums, REPEATS)
        without = in_turn(alone, sums, REPEATS)
        size = bundle.stat().st_size >> 20
    finally:
        shutil.rmtree(folder)
    against = "`sha256sum` of the same file"
    return [
        Comparison(f"verify a bundle of {size} MB", against, AIM).row("warm", with_start),
        Comparison(f"check a bundle of {size} MB, no start", against, AIM).row("warm", without),
    ]
