"""A paper as PDF: tagged, PDF/A-2b, with the kept fonts embedded and nothing but a neutral title.

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

if TYPE_CHECKING:
    import typst

TEMPLATE: Final = Path(__file__).parent / "templates" / "paper.typ"


@cache
def _fonts() -> typst.Fonts:
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
    content: bytes = _compiled(paper, format="pdf", pdf_standards="a-2b")
    return content


def to_png(paper: Paper, *, dots_per_inch: int = 96) -> list[bytes]:
    """``paper`` as one PNG picture a page, for a look on the screen."""
    pages: Any = _compiled(paper, format="png", ppi=dots_per_inch)
    return pages if isinstance(pages, list) else [pages]


def _compiled(paper: Paper, **options: Any) -> Any:
    import typst  # noqa: PLC0415

    data = json.dumps(tree(paper), ensure_ascii=False)
    day = paper.issued_on
    # A compiler made from bytes serves one document only, so each paper gets its own.
    compiler = typst.Compiler(
        TEMPLATE.read_bytes(),
        root=str(TEMPLATE.parent),
        font_paths=_fonts(),
        sys_inputs={"paper": data},
    )
    noon = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return compiler.compile(timestamp=noon, **options)
