"""The token of a form: sent twice, it is recorded once.

``form_token`` is the one way a page gets one, so that a page answered from memory can be given
new ones in their places.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from qinghuan import store

_watched: Final[ContextVar[list[str] | None]] = ContextVar("watched", default=None)


def form_token() -> str:
    """A token that no form had before."""
    token = store.mint()
    minted = _watched.get()
    if minted is not None:
        minted.append(token)
    return token


@contextmanager
def minted() -> Iterator[list[str]]:
    """The tokens that are made meanwhile."""
    tokens: list[str] = []
    before = _watched.set(tokens)
    try:
        yield tokens
    finally:
        _watched.reset(before)
