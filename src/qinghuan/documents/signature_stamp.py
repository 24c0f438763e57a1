"""What is seen on the page where somebody signed: a small PDF, drawn by the same Typst.

PDF/A-2b with the kept fonts, so that a signed paper stays as archivable as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from qinghuan.documents.glyphs import missing_glyphs
from qinghuan.documents.typst_pdf import fonts
from qinghuan.evidence.entries import Level, Role
from qinghuan.evidence.places import Place
from qinghuan.evidence.signature_words import clock
from qinghuan.words import Language, Text, say

TEMPLATE: Final = Path(__file__).parent / "templates" / "stamp.typ"


def signature_lines(
    name: str, role: Role, level: Level, now: datetime, *, self_made: bool | None
) -> tuple[Text | str, ...]:
    """The words beside a signature: who, in which part, when, and what it is."""
    if level == "drawn":
        return (name, Text("signatures.seen.drawn"), Text("signatures.seen.drawn.proves"))
    made = "self_made" if self_made else "issued"
    return (
        name,
        Text("signatures.seen.when", role=Text(f"signatures.role.{role}"), moment=clock(now)),
        Text(f"signatures.seen.{made}"),
        Text(f"signatures.seen.{made}.proves"),
    )


def appearance(
    lines: Sequence[Text | str],
    *,
    now: datetime,
    picture: bytes | None = None,
    language: Language = "zh_CN",
) -> Callable[[Place], bytes]:
    """Draws ``lines``, and a clean PNG ``picture``, as a PDF of one page in the size of a place.

    A character the fonts lack is drawn as a square: the name in the certificate is what counts.
    """
    said = [_drawable(one if isinstance(one, str) else say(one, language)) for one in lines]
    title = say(Text("signatures.seen.title"), language)

    def drawn(place: Place) -> bytes:
        import typst  # noqa: PLC0415 - heavy

        seen = {
            "width": place.width,
            "height": place.height,
            "title": title,
            "lines": said,
            "picture": list(picture) if picture else None,
        }
        compiler = typst.Compiler(
            TEMPLATE.read_bytes(),
            root=str(TEMPLATE.parent),
            font_paths=fonts(),
            sys_inputs={"seen": json.dumps(seen, ensure_ascii=False)},
        )
        noon = datetime(now.year, now.month, now.day, tzinfo=UTC)
        content: Any = compiler.compile(format="pdf", pdf_standards="a-2b", timestamp=noon)
        return bytes(content)

    return drawn


def _drawable(words: str) -> str:
    missing = missing_glyphs(words)
    return words.translate({ord(letter): "□" for letter in missing})
