"""A paper of theirs, out of the file it came in: text, CSV, XLSX, DOCX, PDF.

What the file is, its bytes say, never its name. Nothing in it is run, opened or fetched, and
nothing unpacked is larger than the bounds here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from qinghuan.agreement.docx_text import is_docx, read_docx
from qinghuan.agreement.faults import Unreadable, problem
from qinghuan.agreement.pdf_text import read_pdf
from qinghuan.agreement.their_text import TheirText, Writer, of_text
from qinghuan.errors import Problem
from qinghuan.imports.container import LARGEST_FILE, Shape, shape_of
from qinghuan.imports.decoding import decode
from qinghuan.imports.tables import TooWide, sheet_tables, text_table

LARGEST_TEXT: Final = 400_000
"""Characters: some four hundred pages."""
_FEWEST: Final = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says, or why it cannot be read."""

    text: TheirText | None
    problems: tuple[Problem, ...] = ()


def read_paper(content: bytes, name: str = "") -> Reading:
    """The words in ``content``; ``name`` is only said in problems."""
    try:
        text = _read(content, name)
    except Unreadable as why:
        return Reading(None, (problem(why.code, name=name or "-"),))
    if len(text.plain) > LARGEST_TEXT:
        return Reading(None, (problem("too_long", name=name or "-"),))
    if len(text.plain) < _FEWEST:
        return Reading(None, (problem("empty", name=name or "-"),))
    return Reading(text)


def _read(content: bytes, name: str) -> TheirText:
    if len(content) > LARGEST_FILE:
        raise Unreadable("too_large")
    shape = shape_of(content)
    if shape == "zip" and is_docx(content):
        return read_docx(content)
    if shape == "text" and content.startswith(b"{\\rtf"):
        raise Unreadable("other_format")
    reader = _READERS.get(shape)
    if reader is None:
        raise Unreadable(_REFUSED.get(shape, "other_format"))
    return reader(content, name)


def _text(content: bytes, name: str) -> TheirText:
    decoded = decode(content)
    if decoded is None:
        raise Unreadable("no_text")
    return _separated(decoded.text) if name.lower().endswith(".csv") else of_text(decoded.text)


def _separated(text: str) -> TheirText:
    writer = Writer()
    writer.table(cells for _, _, cells in text_table(text).rows())
    return writer.done()


def _workbook(content: bytes, _name: str) -> TheirText:
    writer = Writer()
    try:
        for sheet in sheet_tables(content):
            writer.table(cells for _, _, cells in sheet.rows())
    except TooWide:
        raise Unreadable("too_long") from None
    except ValueError:
        raise Unreadable("broken") from None
    return writer.done()


_READERS: Final[Mapping[Shape, Callable[[bytes, str], TheirText]]] = {
    "text": _text,
    "xlsx": _workbook,
    "pdf": lambda content, _name: read_pdf(content),
}
_REFUSED: Final[Mapping[Shape, str]] = {
    "empty": "empty",
    "image": "picture",
    "old_excel": "old_office",
    "encrypted_office": "locked",
    "archive": "packed",
    "zip": "packed",
}
