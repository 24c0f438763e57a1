"""Where the signatures of a PDF are seen."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from pyhanko.pdf_utils.reader import PdfFileReader

from qinghuan.evidence.places import Place

MOST_PAGES: Final = 2000
"""A signature seen on a later page is not avoided."""


def taken(content: bytes) -> list[Place]:
    """The boxes on which signatures are seen; a file that was checked."""
    reader = PdfFileReader(BytesIO(content))
    pages = {page: number for number, page in enumerate(_pages(reader), start=1)}
    found = []
    for one in reader.embedded_signatures:
        rect, page = one.sig_field.get("/Rect"), one.sig_field.raw_get("/P", None)
        if rect is None or page is None:
            continue
        left, bottom, right, top = (float(number) for number in rect)
        number = pages.get(page.idnum, 0)
        if number and right > left and top > bottom:
            found.append(Place(number, left, bottom, right - left, top - bottom))
    return found


def _pages(reader: PdfFileReader) -> list[Any]:
    """The object numbers of the pages, in order."""
    count = min(int(reader.root["/Pages"]["/Count"]), MOST_PAGES)
    return [reader.find_page_for_modification(n)[0].idnum for n in range(count)]
