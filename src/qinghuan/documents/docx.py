"""A paper as DOCX: the same content as the PDF, editable, opening in LibreOffice and WPS.

Built from the tree by python-docx, so a person's words are text nodes and never markup. The
file's properties are neutral and its bytes depend on the paper alone.
"""

# ruff: noqa: SLF001 -- python-docx has no other way to shades, fields and repeated headers

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import cache
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from qinghuan.documents.paper import Paper
from qinghuan.documents.tree import Tree, tree

LATIN: Final = "Times New Roman"
SONG, HEI = "SimSun", "SimHei"
"""Body and heading faces of Chinese papers, which Windows and WPS carry."""

_GREY: Final = RGBColor(0x5A, 0x5A, 0x5A)
_SHADES: Final = {"note": "F5F5F5", "warning": "FDF3DF", "say": "EDF4F9", "header": "ECECEC"}
_SIDES: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_LINE_WIDTH: Final = 160
"""Millimetres between the margins of an A4 page."""

_DROPPED: Final = ("thumbnail", "extended-properties", "customXml", "stylesWithEffects")
"""Kinds of parts of python-docx's own template that say nothing about this paper."""

_STYLES: Final = ("Normal", "Title", "Heading 1", "Heading 2", "Table Grid", "Header", "Footer")
_BASES: Final = "./w:style/w:basedOn | ./w:style/w:link | ./w:style/w:next"

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)


def to_docx(paper: Paper) -> bytes:
    """``paper`` as a DOCX file."""
    data = tree(paper)
    document = docx.Document(io.BytesIO(_blank()))
    _set_styles(document, compact=data["compact"])
    _set_page(document, data)
    _write_head(document, data)
    for block in data["blocks"]:
        _WRITERS[block["block"]](document, block | {"compact": data["compact"]})
    _write_sources(document, data)
    _set_properties(document, paper, data)
    out = io.BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


@cache
def _blank() -> bytes:
    """python-docx's own template without the parts and styles that no paper uses."""
    document = docx.Document()
    _drop_parts(document)
    styles = document.styles.element
    used = {document.styles[name].style_id for name in _STYLES}
    while True:
        here = [one for one in styles.xpath(_BASES) if one.getparent().styleId in used]
        more = {one.get(qn("w:val")) for one in here} - used
        if not more:
            break
        used |= more
    for style in list(styles.style_lst):
        if style.styleId not in used and not style.default:
            styles.remove(style)
    for latent in styles.xpath("./w:latentStyles"):
        styles.remove(latent)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# Look -------------------------------------------------------------------------------------


def _set_styles(document: Document, *, compact: bool) -> None:
    body = 9 if compact else 10.5
    sizes = {
        "Normal": body,
        "Title": body + (5 if compact else 7),
        "Heading 1": body + 1.5,
        "Heading 2": body,
    }
    for name, size in sizes.items():
        style = document.styles[name]
        if not isinstance(style, ParagraphStyle):
            continue
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.bold = name != "Normal"
        _set_faces(style.element.get_or_add_rPr(), SONG if name == "Normal" else HEI)
        style.paragraph_format.space_before = Pt(0 if name == "Normal" else 4 if compact else 8)
        style.paragraph_format.space_after = Pt(1 if compact else 5)
        style.paragraph_format.line_spacing = 1.0 if compact else 1.35
    for border in document.styles["Title"].element.xpath(".//w:pBdr"):
        border.getparent().remove(border)
    for border in document.styles["Table Grid"].element.xpath(".//w:tblBorders/*"):
        border.set(qn("w:color"), "999999")


def _set_faces(properties: Any, east_asian: str) -> None:
    faces = properties.get_or_add_rFonts()
    for name in list(faces.attrib):
        del faces.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        faces.set(qn(name), LATIN)
    faces.set(qn("w:eastAsia"), east_asian)
    language = _element("w:lang", {"w:val": "en-GB", "w:eastAsia": "zh-CN"})
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)


def _set_page(document: Document, data: Tree) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - _LINE_WIDTH) // 2)
    section.top_margin = section.bottom_margin = Mm(16 if data["compact"] else 22)
    section.header_distance = section.footer_distance = Mm(9)
    head = section.header.paragraphs[0]
    head.style = document.styles["Normal"]
    head.paragraph_format.tab_stops.add_tab_stop(Mm(_LINE_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _small(head.add_run(f"{data['labels']['number']}{data['number']}\t{data['marking']}"))
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE")
    _small(foot.add_run(" / "))
    _field(foot, "NUMPAGES")
    if data["foot"]:
        made_from = section.footer.add_paragraph()
        made_from.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _small(made_from.add_run(data["foot"]))


def _small(run: Run) -> None:
    run.font.size, run.font.color.rgb = Pt(8), _GREY


def _field(paragraph: Paragraph, instruction: str) -> None:
    text = OxmlElement("w:instrText")
    text.text = instruction
    begin, end = (_element("w:fldChar", {"w:fldCharType": kind}) for kind in ("begin", "end"))
    for part in (begin, text, end):
        run = paragraph.add_run()
        _small(run)
        run._r.append(part)


def _element(tag: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element


def _shade(properties: Any, colour: str) -> None:
    properties.append(_element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": colour}))


# Content ----------------------------------------------------------------------------------


def _write_head(document: Document, data: Tree) -> None:
    title = document.add_paragraph(data["title"], style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line = f"{data['labels']['issued']}{data['issued']}"
    if data["until"]:
        line += f"    {data['labels']['until']}{data['until']}"
    dates = document.add_paragraph()
    dates.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(dates.add_run(line))


def _write_runs(paragraph: Paragraph, runs: list[Tree], *, bold: bool = False) -> None:
    for one in runs:
        paragraph.add_run(one["text"]).bold = one["bold"] or bold or None
        if one["mark"]:
            mark = paragraph.add_run(f"[{one['mark']}]")
            mark.font.superscript, mark.font.color.rgb = True, _GREY


def _write_heading(document: Document, block: Tree) -> None:
    document.add_paragraph(block["words"], style=f"Heading {block['level']}")


def _write_paragraph(document: Document, block: Tree) -> None:
    paragraph = document.add_paragraph()
    if not block["plain"]:
        indent = _element("w:ind", {"w:firstLineChars": "200", "w:firstLine": "420"})
        paragraph._p.get_or_add_pPr().append(indent)
    _write_runs(paragraph, block["runs"])


def _write_items(document: Document, block: Tree) -> None:
    for number, runs in enumerate(block["items"], start=1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(7)
        paragraph.paragraph_format.first_line_indent = Mm(-6)
        paragraph.add_run(f"{number}. " if block["ordered"] else "• ")
        _write_runs(paragraph, runs)


def _write_facts(document: Document, block: Tree) -> None:
    abreast = 2 if block["compact"] else 1
    pairs = block["pairs"]
    table = document.add_table(rows=0, cols=2 * abreast)
    for start in range(0, len(pairs), abreast):
        cells = table.add_row().cells
        for place, (label, runs) in enumerate(pairs[start : start + abreast]):
            name, words = (cell.paragraphs[0] for cell in cells[2 * place : 2 * place + 2])
            name.add_run(label).font.color.rgb = _GREY
            name.paragraph_format.space_after = words.paragraph_format.space_after = Pt(1)
            _write_runs(words, runs)
    _set_widths(table, [2, 6] * abreast if block["compact"] else [1, 6])
    _close(document)


def _write_table(document: Document, block: Tree) -> None:
    if block["caption"]:
        caption = document.add_paragraph()
        caption.paragraph_format.keep_with_next = True
        caption.add_run(block["caption"]).font.color.rgb = _GREY
    table = document.add_table(rows=0, cols=len(block["header"]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    header = table.add_row()
    header._tr.get_or_add_trPr().append(_element("w:tblHeader", {"w:val": "true"}))
    for cell, run in zip(header.cells, block["header"], strict=True):
        _write_cell(cell, [run], "center", bold=True)
        _shade(cell._tc.get_or_add_tcPr(), _SHADES["header"])
    for row in block["rows"]:
        added = table.add_row()
        added.height = Mm(12) if block["tall"] else None
        _write_row(added, row, block["align"])
    if block["total"]:
        _write_row(table.add_row(), block["total"], block["align"], bold=True)
    _set_widths(table, block["widths"])
    _close(document)


def _write_row(row: _Row, cells: list[list[Tree]], sides: list[str], *, bold: bool = False) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", {"w:val": "true"}))
    for cell, runs, side in zip(row.cells, cells, sides, strict=True):
        _write_cell(cell, runs, side, bold=bold)


def _write_cell(cell: _Cell, runs: list[Tree], side: str, *, bold: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _SIDES[side]
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.line_spacing = 1.1
    _write_runs(paragraph, runs, bold=bold)


def _set_widths(table: Table, shares: list[int]) -> None:
    table.autofit = False
    widths = [Mm(_LINE_WIDTH * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width


def _close(document: Document) -> None:
    """A thin paragraph, so that two tables or two notes do not grow together."""
    thin = document.add_paragraph().paragraph_format
    thin.line_spacing, thin.space_after = Pt(5), Pt(0)


def _write_note(document: Document, block: Tree) -> None:
    paragraph = document.add_paragraph()
    properties = paragraph._p.get_or_add_pPr()
    border = OxmlElement("w:pBdr")
    colour = {"note": "AAAAAA", "warning": "B45309", "say": "1D5F8A"}[block["tone"]]
    side = {"w:val": "single", "w:sz": "18", "w:space": "6", "w:color": colour}
    border.append(_element("w:left", side))
    properties.append(border)
    _shade(properties, _SHADES[block["tone"]])
    paragraph.paragraph_format.left_indent = Mm(4)
    _write_runs(paragraph, block["runs"])
    _close(document)


def _write_signature(document: Document, block: Tree) -> None:
    before = document.paragraphs
    if before:
        before[-1].paragraph_format.keep_with_next = True
    lines = [f"{label}____________________" for label in block["labels"]]
    for line in ["    ".join(lines)] if block["compact"] else lines:
        paragraph = document.add_paragraph(line)
        paragraph.paragraph_format.left_indent = Mm(45 if block["compact"] else 75)
        paragraph.paragraph_format.space_before = Pt(12)
        paragraph.paragraph_format.keep_with_next = line != lines[-1]


def _write_sources(document: Document, data: Tree) -> None:
    if not data["sources"]:
        return
    _small(document.add_paragraph().add_run(data["labels"]["sources"]))
    for number, source in enumerate(data["sources"], start=1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        _small(paragraph.add_run(f"[{number}] {source}"))


_WRITERS: Final = {
    "heading": _write_heading,
    "paragraph": _write_paragraph,
    "items": _write_items,
    "facts": _write_facts,
    "table": _write_table,
    "note": _write_note,
    "signature": _write_signature,
}


# File -------------------------------------------------------------------------------------


def _set_properties(document: Document, paper: Paper, data: Tree) -> None:
    day = datetime(paper.issued_on.year, paper.issued_on.month, paper.issued_on.day)  # noqa: DTZ001
    properties = document.core_properties
    properties.title = data["title"]
    for name in ("author", "comments", "keywords", "last_modified_by", "subject", "category"):
        setattr(properties, name, "")
    properties.created = properties.modified = day
    properties.revision = 1


def _drop_parts(document: Document) -> None:
    for owner in (document.part, document.part.package):
        for name, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _DROPPED:
                del owner.rels[name]


def _repacked(content: bytes) -> bytes:
    """The same package with a fixed time on every part."""
    source = zipfile.ZipFile(io.BytesIO(content))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()


# Reading ----------------------------------------------------------------------------------


def lines_of(content: bytes) -> tuple[str, ...]:
    """The lines of a DOCX file of ours, in reading order; a row of a table is one line."""
    document = docx.Document(io.BytesIO(content))
    found: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            found.append(block.text.strip())
        else:
            found += [" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows]
    return tuple(line for line in found if line)
