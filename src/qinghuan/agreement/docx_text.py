"""The words of a DOCX: body, tables, headers, footers, notes and text boxes; never its macros.

The XML is read without entities and without the network, and only so much of it is unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from qinghuan.agreement.faults import Unreadable
from qinghuan.agreement.their_text import TheirText, Writer

DOCUMENT: Final = "word/document.xml"
LARGEST_PART: Final = 30_000_000
"""Bytes of one unpacked part."""
DEEPEST: Final = 200
"""Elements within each other; an honest paper has about thirty."""
_PARTS: Final = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def is_docx(content: bytes) -> bool:
    """Whether the zip ``content`` is a word-processor's paper."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return DOCUMENT in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read_docx(content: bytes) -> TheirText:
    """The words of ``content``. Raises :class:`Unreadable`."""
    writer = Writer()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [DOCUMENT, *sorted(filter(_PARTS.fullmatch, archive.namelist()))]
            for name in names:
                _write(writer, _root(_unpacked(archive, name)))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError):
        raise Unreadable("broken") from None
    return writer.done()


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Unreadable("too_long")
    return content


def _root(content: bytes) -> Any:
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy

    reader = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, reader)
    except etree.XMLSyntaxError:
        raise Unreadable("broken") from None


def _write(writer: Writer, node: Any, depth: int = 0) -> None:
    """Every paragraph and table below ``node``, in order."""
    if depth > DEEPEST:
        raise Unreadable("broken")
    for child in node:
        if child.tag == f"{_W}p":
            _paragraph(writer, child, depth)
        elif child.tag == f"{_W}tbl":
            writer.table(_rows(child))
        elif isinstance(child.tag, str):
            _write(writer, child, depth + 1)


def _paragraph(writer: Writer, paragraph: Any, depth: int) -> None:
    writer.prose("".join(_words(writer, paragraph)))
    for box in paragraph.iter(f"{_W}txbxContent"):
        _write(writer, box, depth + 1)


def _rows(table: Any) -> Iterator[list[str]]:
    for row in table.iter(f"{_W}tr"):
        yield ["\n".join(_cell(cell)) for cell in row.iter(f"{_W}tc")]


def _cell(cell: Any) -> Iterator[str]:
    for paragraph in cell.iter(f"{_W}p"):
        yield "".join(_words(None, paragraph))


def _words(writer: Writer | None, paragraph: Any) -> Iterator[str]:
    for run in paragraph.iter(f"{_W}r"):
        if _of_a_box(run, paragraph):
            continue
        said = "".join(
            _SIGNS.get(part.tag, (part.text or "") if part.tag == f"{_W}t" else "") for part in run
        )
        if writer is not None and said.strip() and run.find(f"{_W}rPr/{_W}vanish") is not None:
            writer.hidden.append(said.strip())
        yield said


def _of_a_box(run: Any, paragraph: Any) -> bool:
    """Whether ``run`` stands in a text box within ``paragraph``, which is read by itself."""
    above = run.getparent()
    while above is not None and above is not paragraph:
        if above.tag == f"{_W}txbxContent":
            return True
        above = above.getparent()
    return False
