"""A long list in pages: newest first, with a way on and back that works without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

SIZE: Final = 50
"""Entries on one page: about a minute of reading on a phone."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list."""

    items: Sequence[Any]
    number: int
    """From 1."""
    last: int
    count: int
    """Of the whole list."""
    query: str
    """The rest of the address, to be kept on the way to another page."""

    @property
    def before(self) -> int:
        """The page before; 0 where there is none."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The page after; 0 where there is none."""
        return self.number + 1 if self.number < self.last else 0


def part_of(items: Sequence[Any], request: HttpRequest, size: int = SIZE) -> Part:
    """The page of ``items`` that ``request`` asks for; a page that is not there is the nearest."""
    last = max(1, -(-len(items) // size))
    asked = request.GET.get("page", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < len(str(last)) + 1 else 1
    number = min(max(wanted, 1), last)
    kept = request.GET.copy()
    kept.pop("page", None)
    begin = (number - 1) * size
    return Part(items[begin : begin + size], number, last, len(items), kept.urlencode())
