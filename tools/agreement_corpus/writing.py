"""A source written as .docx, .pdf, .xlsx or .txt: the same bytes every time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import openpyxl
import typst
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from openpyxl.worksheet.worksheet import Worksheet
from source import Source, cells

MADE = datetime(2026, 11, 27, 9, 0, 0, tzinfo=UTC)
FONTS = Path(__file__).resolve().parents[2] / "src" / "qinghuan" / "documents" / "fonts"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
AMOUNT = re.compile(r"\d+(\.\d{2})?")


def written(source: Source) -> bytes:
    """Bytes of the file made of ``source``."""
    return WRITERS[source.head["format"]](source)


def _txt(source: Source) -> bytes:
    return source.body.encode()


def _docx(source: Source) -> bytes:
    paper = docx.Document()
    paper.core_properties.created = paper.core_properties.modified = MADE
    paper.core_properties.author = paper.core_properties.last_modified_by = ""
    paper.sections[0].header.paragraphs[0].text = source.head.get("header", "")
    paper.sections[0].footer.paragraphs[0].text = source.head.get("footer", "")
    for is_table, lines in groupby(source.lines, key=lambda line: line.startswith("|")):
        if is_table:
            _docx_table(paper, [cells(line) for line in lines])
        else:
            for line in lines:
                _docx_line(paper, line)
    out = BytesIO()
    paper.save(out)
    return _same_zip(out.getvalue())


def _docx_table(paper: Document, rows: list[list[str]]) -> None:
    table = paper.add_table(rows=0, cols=max(map(len, rows)))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text


def _docx_line(paper: Document, line: str) -> None:
    mark, _, rest = line.partition(" ")
    if mark == "#":
        title = paper.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run(rest).bold = True
    elif mark == "##":
        paper.add_heading(rest, level=2)
    elif mark == "~":
        paper.add_paragraph().add_run(rest).font.size = Pt(7)
    else:
        paper.add_paragraph(line)


def _pdf(source: Source) -> bytes:
    header, footer = (_quoted(source.head.get(part, "")) for part in ("header", "footer"))
    said = [
        "#set document(date: none)",
        f"#set page(margin: 2.2cm, header: [{header}], footer: [{footer}])",
        '#set text(font: "Noto Sans CJK SC", size: 10.5pt, lang: "zh")',
    ]
    for is_table, lines in groupby(source.lines, key=lambda line: line.startswith("|")):
        if is_table:
            said.append(_typst_table([cells(line) for line in lines]))
        else:
            said += [_typst_line(line) for line in lines]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    made = typst.compile("\n\n".join(said).encode(), format="pdf", font_paths=fonts)
    if not isinstance(made, bytes):
        raise TypeError("one PDF is one file")
    return made


def _quoted(text: str) -> str:
    return "#" + json.dumps(text, ensure_ascii=False)


def _typst_table(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    full = [row + [""] * (width - len(row)) for row in rows]
    return f"#table(columns: {width}, {', '.join(f'[{_quoted(c)}]' for row in full for c in row)})"


def _typst_line(line: str) -> str:
    mark, _, rest = line.partition(" ")
    if mark == "#":
        return f"#align(center)[#text(size: 15pt, weight: 700)[{_quoted(rest)}]]"
    if mark == "##":
        return f"#text(weight: 700)[{_quoted(rest)}]"
    if mark == "~":
        return f"#text(size: 7pt)[{_quoted(rest)}]"
    return _quoted(line)


def _xlsx(source: Source) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = MADE.replace(tzinfo=None)
    book.properties.creator = ""
    sheet: Worksheet | None = None
    for line in source.lines:
        if line.startswith("=== "):
            sheet = book.create_sheet(line[4:])
        elif sheet is not None:
            sheet.append([_value(cell) for cell in cells(line)])
    out = BytesIO()
    book.save(out)
    return _same_zip(out.getvalue())


def _value(cell: str) -> str | float | int | date:
    if DAY.fullmatch(cell):
        return date.fromisoformat(cell)
    if AMOUNT.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    return cell


def _same_zip(made: bytes) -> bytes:
    """``made`` without the moment of its making."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = MODIFIED.sub(rb"\g<1>2026-11-27T09:00:00Z", old.read(name))
            new.writestr(ZipInfo(name, (2026, 11, 27, 9, 0, 0)), content, ZIP_DEFLATED)
    return out.getvalue()


WRITERS: dict[str, Callable[[Source], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "txt": _txt,
}
