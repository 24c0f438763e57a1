"""Where on a page a signature goes: at its line, else where nothing stands.

All lengths are points (1/72 inch) from the lower left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

WIDTH: Final = 172.0
HEIGHT: Final = 36.0
_MARGIN: Final = 40.0
_GAP: Final = 6.0
_LEAST: Final = 90.0
"""Narrower than this no name can be read."""
_ROWS: Final = 8
_COLUMNS: Final = 3
LABELS: Final = ("签名：", "签名:", "签字：", "Signed: ", "Signature: ")
"""What stands before the line a person signs on."""

_one_at_a_time: Final = Lock()  # PDFium may not be entered by two threads


@dataclass(frozen=True, slots=True)
class Place:
    """A box on a page; ``page`` counts from 1."""

    page: int
    left: float
    bottom: float
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, bottom, right, top, in whole points."""
        right, top = self.left + self.width, self.bottom + self.height
        return round(self.left), round(self.bottom), round(right), round(top)

    def overlaps(self, other: Place) -> bool:
        """Whether both share a part of a page."""
        mine, theirs = self.box, other.box
        return self.page == other.page and (
            mine[0] < theirs[2]
            and theirs[0] < mine[2]
            and mine[1] < theirs[3]
            and theirs[1] < mine[3]
        )


def free_place(content: bytes, taken: Sequence[Place] = ()) -> Place:
    """The first good place in the PDF ``content`` that no signature of ``taken`` stands on.

    At the line for a signature, then beside it, then wherever nothing is written at the foot
    of the last page; at the least its lower left corner. Raises PDFium's error for no PDF.
    """
    import pypdfium2  # noqa: PLC0415 - slow to load

    with _one_at_a_time:
        document = pypdfium2.PdfDocument(content)
        try:
            return _chosen(document, taken)
        finally:
            document.close()


def fits(content: bytes, place: Place) -> bool:
    """Whether ``place`` lies on a page of ``content``."""
    import pypdfium2  # noqa: PLC0415

    with _one_at_a_time:
        document = pypdfium2.PdfDocument(content)
        try:
            if not 1 <= place.page <= len(document):
                return False
            width, height = document[place.page - 1].get_size()
        finally:
            document.close()
    left, bottom, right, top = place.box
    return bool(0 <= left < right <= width and 0 <= bottom < top <= height)


def _chosen(document: Any, taken: Sequence[Place]) -> Place:
    line = _line(document)
    if line is not None and not any(line.overlaps(one) for one in taken):
        return line
    last = len(document)
    beside = list(_beside(line)) if line is not None else []
    candidates = [*beside, *_grid(last, document[last - 1].get_size())]
    free = [one for one in candidates if not any(one.overlaps(other) for other in taken)]
    empty = (one for one in free if not _written(document, one))
    return next(empty, free[0] if free else Place(last, _MARGIN, _MARGIN))


def _line(document: Any) -> Place | None:
    """Behind the last label of a line for a signature."""
    for number in range(len(document), 0, -1):
        page = document[number - 1]
        text = page.get_textpage()
        found = [box for label in LABELS for box in _boxes(text, label)]
        if found:
            _, bottom, right, _ = min(found, key=lambda box: box[1])
            room = page.get_size()[0] - right - _GAP
            if room >= _LEAST:
                return Place(number, right + 2, bottom - 2, min(WIDTH, room))
    return None


def _boxes(text: Any, label: str) -> Iterator[tuple[float, float, float, float]]:
    search = text.search(label, match_case=True)
    while (hit := search.get_next()) is not None:
        start, count = hit
        visible = start + len(label.rstrip()) - 1 if count else start
        yield text.get_charbox(visible)


def _beside(line: Place) -> Iterator[Place]:
    """Left of the line and below, where our papers leave room."""
    for row in range(_ROWS):
        bottom = line.bottom - row * (HEIGHT + _GAP)
        if bottom >= _MARGIN / 2:
            yield Place(line.page, 71.0, bottom, min(WIDTH, max(80.0, line.left - 160.0)))
            yield Place(line.page, 71.0, bottom)


def _grid(page: int, size: tuple[float, float]) -> Iterator[Place]:
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            left = _MARGIN + column * (WIDTH + _GAP)
            if left + WIDTH <= size[0]:
                yield Place(page, left, _MARGIN + row * (HEIGHT + _GAP))


def _written(document: Any, place: Place) -> bool:
    left, bottom, right, top = place.box
    text = document[place.page - 1].get_textpage()
    return bool(text.get_text_bounded(left, bottom, right, top).strip())
