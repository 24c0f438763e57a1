"""A paper as PDF: tagged, PDF/A-2b, with the kept fonts embedded and nothing but a neutral title.

One that carries a copy of its content for programs is PDF/A-3b, which allows a file inside.

The words travel to the template as JSON and are set as text, so no character of a person's
words is ever read as markup. The same paper gives the same bytes.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qinghuan.documents.glyphs import FONTS, check_glyphs
from qinghuan.documents.paper import Paper
from qinghuan.documents.tree import tree
from qinghuan.errors import RuleError
from qinghuan.words import Text, say

if TYPE_CHECKING:
    import typst

SIZE: Final = 10.5
COMPACT: Final = (9.0, 8.5, 8.0, 7.5)
"""Points; the sizes tried for a paper that should be one page."""
SNUG: Final = (SIZE, 10.0, 9.5)
"""Points; the sizes tried so that a letter does not end with a signature on a page of its own."""

TEMPLATE: Final = Path(__file__).parent / "templates" / "paper.typ"


@cache
def fonts() -> typst.Fonts:
    """The kept fonts and no others, read once."""
    import typst  # noqa: PLC0415 -- heavy; only papers pay for it

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def to_pdf(paper: Paper) -> bytes:
    """``paper`` as a PDF file.

    Raises :class:`RuleError` when a character cannot be drawn: ask
    :func:`~qinghuan.documents.glyphs.check_glyphs` first and show its problem.
    """
    if check_glyphs(paper):
        raise RuleError("a character of the paper cannot be drawn; check_glyphs says which")
    standard = "a-3b" if paper.data else "a-2b"
    content: bytes = _compiled(paper, format="pdf", pdf_standards=standard)
    return content


def to_png(paper: Paper, *, dots_per_inch: int = 96) -> list[bytes]:
    """``paper`` as one PNG picture a page, for a look on the screen."""
    pages: Any = _compiled(paper, format="png", ppi=dots_per_inch)
    return pages if isinstance(pages, list) else [pages]


def _compiled(paper: Paper, **options: Any) -> Any:
    data = json.dumps(tree(paper), ensure_ascii=False)
    day = paper.issued_on
    noon = datetime(day.year, day.month, day.day, tzinfo=UTC)
    inputs = {"paper": data, "attached": _attached(paper)} if paper.data else {"paper": data}
    largest: Any = None
    for size in _sizes(paper):
        made = _compiler(inputs, size).compile(timestamp=noon, **options)
        if _pages(made) == 1:
            return made
        largest = made if largest is None else largest
    return largest


def _attached(paper: Paper) -> str:
    """What the template needs to put the copy for programs into the file."""
    data = paper.data
    if data is None:
        return ""
    about = say(data.about, paper.language) if isinstance(data.about, Text) else data.about
    return json.dumps({"name": data.name, "text": data.text, "about": about}, ensure_ascii=False)


def _compiler(inputs: dict[str, str], size: float) -> typst.Compiler:
    """A compiler made from bytes serves one document only, so each gets its own."""
    import typst  # noqa: PLC0415

    return typst.Compiler(
        TEMPLATE.read_bytes(),
        root=str(TEMPLATE.parent),
        font_paths=fonts(),
        sys_inputs={**inputs, "size": str(size)},
    )


def _sizes(paper: Paper) -> tuple[float, ...]:
    """The sizes to try, largest first; the first at which the paper is one page is taken.

    Where none makes it one page, it is set in the largest.
    """
    return COMPACT if paper.compact else SNUG if paper.snug else (SIZE,)


def _pages(made: Any) -> int:
    """How many pages a PDF has, or how many pictures there are."""
    import pypdfium2  # noqa: PLC0415 - heavy

    if isinstance(made, list):
        return len(made)
    if not made.startswith(b"%PDF"):
        return 1
    with pypdfium2.PdfDocument(made) as document:
        return len(document)
