"""What this process remembers, and never writes to disk.

``remembered`` keeps what was computed under a key that names everything it came from;
``as_written`` keeps what was read, until anything at all is written.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, Final, TypeVar

from qinghuan import store

MOST: Final = 96
_kept: Final[OrderedDict[tuple[Any, ...], Any]] = OrderedDict()
_read: Final[dict[tuple[Any, ...], Any]] = {}
_lock: Final = Lock()
T = TypeVar("T")


class _Read:
    under = ""
    """The generation of everything in ``_read``."""


def remembered(key: tuple[Any, ...], make: Callable[[], T]) -> T:
    """What ``make`` gave for ``key`` before, else what it gives now."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    made = make()
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def as_written(key: tuple[Any, ...], read: Callable[[], T]) -> T:
    """What ``read`` gave for ``key`` where nothing was written since, else what it gives now."""
    generation = store.generation()
    with _lock:
        if _Read.under != generation:
            _Read.under = generation
            _read.clear()
        if key in _read:
            known: T = _read[key]
            return known
    found = read()
    with _lock:
        if _Read.under == generation:
            _read[key] = found
    return found


def head_of(case: str) -> tuple[int, str]:
    """Sequence and digest of the last entry of ``case``."""
    return as_written(("head", case), lambda: store.head(case))


def draft_of(case: str, name: str) -> Mapping[str, str]:
    """The fields of the draft ``name`` of ``case``."""
    return as_written(("draft", case, name), lambda: store.draft(case, name))


def forget_answers() -> None:
    """Drop everything."""
    with _lock:
        _kept.clear()
        _read.clear()
