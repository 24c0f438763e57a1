"""The words of a PDF, line by line as they stand on the page; a line of figures is a row.

A picture of a page has no words: then it is said so, and the paper is to be typed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from qinghuan.agreement.faults import Unreadable
from qinghuan.agreement.their_text import TheirText, Writer
from qinghuan.agreement.vocabulary import (
    CLAUSE_HEAD,
    DAY,
    LINE_ENDS,
)

MOST_PAGES: Final = 200
MOST_PIECES: Final = 20_000
"""Pieces of text on one page."""
_FULL: Final = 0.72
"""A line that reaches so far to the right goes on in the next one."""
_WIDE_GAP: Final = 0.8
"""Heights of a letter between two pieces that are cells of a row."""
_NARROW_GAP: Final = 0.1
"""Heights of a letter between two words."""


@dataclass(frozen=True, slots=True)
class _Piece:
    left: float
    bottom: float
    right: float
    top: float
    words: str

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class _Line:
    cells: tuple[str, ...]
    right: float


def read_pdf(content: bytes) -> TheirText:
    """The words of ``content``. Raises :class:`Unreadable`."""
    import pypdfium2  # noqa: PLC0415 - heavy

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as why:
        raise Unreadable("locked" if "password" in str(why).lower() else "broken") from None
    with document:
        if len(document) > MOST_PAGES:
            raise Unreadable("too_long")
        lines = [line for number in range(len(document)) for line in _page(document, number)]
        if not lines:
            raise Unreadable("picture")
    return _written(lines)


def _page(document: Any, number: int) -> list[_Line]:
    import pypdfium2  # noqa: PLC0415

    try:
        page = document[number]
        text = page.get_textpage()
        count = text.count_rects()
        if count > MOST_PIECES:
            raise Unreadable("too_long")
        boxes = [text.get_rect(place) for place in range(count)]
        pieces = [
            _Piece(left, bottom, right, top, text.get_text_bounded(left, bottom, right, top))
            for left, bottom, right, top in boxes
        ]
    except pypdfium2.PdfiumError:
        raise Unreadable("broken") from None
    return list(_lines([piece for piece in pieces if piece.words.strip()]))


def _lines(pieces: list[_Piece]) -> Iterator[_Line]:
    """Pieces of one height are a line; wide gaps in it part its cells."""
    rows: list[list[_Piece]] = []
    for piece in pieces:
        row = next((one for one in reversed(rows[-40:]) if _level(one[0], piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    rows.sort(key=lambda row: -row[0].top)
    for row in rows:
        row.sort(key=lambda piece: piece.left)
        yield _Line(tuple(_cells(row)), max(piece.right for piece in row))


def _level(one: _Piece, other: _Piece) -> bool:
    low, high = max(one.bottom, other.bottom), min(one.top, other.top)
    return high - low > 0.5 * min(one.height, other.height)


def _cells(row: list[_Piece]) -> Iterator[str]:
    words, before = "", row[0]
    for piece in row:
        shown = " ".join(piece.words.split())
        if words and piece.left - before.right > _WIDE_GAP * before.height:
            yield words
            words = shown
        else:
            apart = words and piece.left - before.right > _NARROW_GAP * before.height
            words += f" {shown}" if apart else shown
        before = piece
    yield words


_ROW: Final = 3
"""Cells from which a line is a row of a table."""


def _written(lines: list[_Line]) -> TheirText:
    """Lines of a paragraph joined again; lines of cells as tables."""
    writer, edge = Writer(), max(line.right for line in lines)
    paragraph, table = "", list[tuple[str, ...]]()
    for line in lines:
        if len(line.cells) >= _ROW or (len(line.cells) > 1 and DAY.search("".join(line.cells))):
            writer.prose(paragraph)
            paragraph = ""
            table.append(line.cells)
            continue
        if table:
            writer.table(table)
            table = []
        words = "".join(line.cells)
        if paragraph and CLAUSE_HEAD.match(words):
            writer.prose(paragraph)
            paragraph = ""
        paragraph += words
        if words.endswith(LINE_ENDS) or line.right < _FULL * edge:
            writer.prose(paragraph)
            paragraph = ""
    writer.prose(paragraph)
    writer.table(table)
    return writer.done()
