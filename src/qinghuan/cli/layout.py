"""Text on a terminal: columns that line up when characters are two cells wide."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal
from unicodedata import combining, east_asian_width

Side = Literal["left", "right"]

WIDEST: Final = 100
_NARROWEST: Final = 40
_NOT_AT_START: Final = frozenset("，。；：、？！）》”’%,.;:?!)")
_NOT_AT_END: Final = frozenset("（《“‘(")


def cells(written: str) -> int:
    """How many cells of the terminal ``written`` takes."""
    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
        for character in written
    )


def padded(written: str, width: int, side: Side = "left") -> str:
    """``written`` filled with blanks to ``width`` cells, itself standing at ``side``."""
    blanks = " " * max(0, width - cells(written))
    return written + blanks if side == "left" else blanks + written


def screen_width() -> int:
    """How many cells a line may take here."""
    return max(_NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def wrapped(written: str, width: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """``written`` in lines of at most ``width`` cells; ``first`` and ``rest`` begin them.

    Chinese breaks between any two characters, except before a closing mark or after an
    opening one; other words and numbers stay whole.
    """
    indent = " " * cells(first) if rest is None else rest
    lines, line, begin = [], first, len(first)
    for piece in _pieces(written):
        if cells(line.rstrip() + piece.rstrip()) > width and len(line) > begin:
            lines.append(line.rstrip())
            line, begin = indent, len(indent)
            piece = piece.lstrip()  # noqa: PLW2901 - a line does not begin with a blank
        line += piece
    return [*lines, line.rstrip()]


def _pieces(written: str) -> Iterator[str]:
    """The parts between which a line may break, each with the blanks before it."""
    piece = ""
    for character in written:
        if piece and _may_break(piece, character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, character: str) -> bool:
    last = before[-1]
    if character in _NOT_AT_START or last in _NOT_AT_END or last == " ":
        return False
    if character == " ":
        return True
    return cells(last) == 2 or cells(character) == 2  # noqa: PLR2004 - two cells: Chinese


def table(rows: Iterable[Sequence[str]], sides: Sequence[Side], gap: str = "  ") -> list[str]:
    """``rows`` in columns as wide as their widest cell; ``sides`` says where each stands."""
    kept = [list(row) for row in rows]
    widths = [max((cells(row[place]) for row in kept), default=0) for place in range(len(sides))]
    return [
        gap.join(
            padded(cell, width, side) for cell, width, side in zip(row, widths, sides, strict=True)
        ).rstrip()
        for row in kept
    ]
