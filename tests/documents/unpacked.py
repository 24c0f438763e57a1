"""Everything that stands in a PDF or DOCX, seen and unseen, for tests that look for leaks."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import pypdfium2
import pypdfium2.raw as pdfium

METADATA = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")


def squeezed(text: str) -> str:
    """``text`` without blanks (a page has some wherever two scripts meet) and signs unseen."""
    return re.sub(r"[\s\u2060\u200b]", "", text)


def pdf_text(content: bytes) -> str:
    """The text of every page, without blanks."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    finally:
        document.close()
    return squeezed("".join(pages))


def pdf_pages(content: bytes) -> int:
    """How many pages there are."""
    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def pdf_metadata(content: bytes) -> dict[str, str]:
    """The entries of the information dictionary."""
    document = pypdfium2.PdfDocument(content)
    try:
        return {name: document.get_metadata_value(name) for name in METADATA}
    finally:
        document.close()


def pdf_attachments(content: bytes) -> int:
    """How many files are embedded."""
    document = pypdfium2.PdfDocument(content)
    try:
        return document.count_attachments()
    finally:
        document.close()


def pdf_annotations(content: bytes) -> int:
    """How many annotations the pages carry."""
    document = pypdfium2.PdfDocument(content)
    try:
        return sum(pdfium.FPDFPage_GetAnnotCount(page.raw) for page in document)
    finally:
        document.close()


def pdf_streams(content: bytes) -> str:
    """Every stream of the file, unpacked, as far as it is text: metadata packets and the like."""
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            found.append(raw)
    return squeezed((content + b"".join(found)).decode("utf-8", "replace"))


def docx_parts(content: bytes) -> dict[str, str]:
    """Every part of the package as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def docx_text(content: bytes) -> str:
    """The words of every part, without marks and blanks."""
    parts = docx_parts(content)
    words = [re.sub(r"<[^>]*>", "", part) for name, part in parts.items() if "styles" not in name]
    return squeezed("".join(words)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def pdf_files(content: bytes) -> dict[str, bytes]:
    """The files inside, by name."""
    document = pypdfium2.PdfDocument(content)
    try:
        count = document.count_attachments()
        found = [document.get_attachment(index) for index in range(count)]
        return {one.get_name(): bytes(one.get_data()) for one in found}
    finally:
        document.close()
