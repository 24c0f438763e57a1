"""The lock of a data folder, between processes; it goes with the process that holds it.

Together: whoever has a copy of people's words in the making (a backup, an original not
recorded yet). Alone: whoever remakes the tables, or erases words for good, because no copy
may be in the making then, and what lies about was left by a process that was stopped.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from qinghuan.store.refusal import refusal

_PRIVATE_FILE: Final = 0o600
_TRY_AGAIN_SECONDS: Final = 0.05


@contextmanager
def alone(folder: Path, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of ``folder`` while nobody else does.

    ``patience``: seconds to wait, or None for as long as it takes. Raises
    :class:`StoreRefused` when they are over.
    """
    with _held(folder, fcntl.LOCK_EX, patience):
        yield


@contextmanager
def together(folder: Path, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of ``folder`` with all others who hold it so. Raises like :func:`alone`."""
    with _held(folder, fcntl.LOCK_SH, patience):
        yield


@contextmanager
def _held(folder: Path, how: int, patience: float | None) -> Iterator[None]:
    number = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, _PRIVATE_FILE)
    try:
        if patience is None:
            fcntl.flock(number, how)
        else:
            _wait(number, how, patience)
        yield
    finally:
        os.close(number)


def _wait(number: int, how: int, patience: float) -> None:
    last = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(number, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= last:
                raise refusal("folder_in_use") from None
            time.sleep(_TRY_AGAIN_SECONDS)
        else:
            return
