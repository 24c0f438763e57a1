"""Which characters the papers' font can draw; asked before rendering, so no box is ever printed."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from qinghuan.documents.paper import Paper
from qinghuan.documents.tree import texts, tree
from qinghuan.errors import Problem
from qinghuan.words import Text

FONTS: Final = Path(__file__).parent / "fonts"
REGULAR: Final = FONTS / "NotoSansCJKsc-Regular.otf"

_SEGMENTED = 12
"""The number of the character map that covers all planes, in the OpenType specification."""


@cache
def covered() -> frozenset[int]:
    """The code points that the regular face draws, read from its character map."""
    content = REGULAR.read_bytes()
    (count,) = struct.unpack_from(">H", content, 4)
    for index in range(count):
        tag, _, start, _ = struct.unpack_from(">4sIII", content, 12 + 16 * index)
        if tag == b"cmap":
            return frozenset(_mapped(content, start))
    raise FileNotFoundError(f"{REGULAR.name} has no character map")


def _mapped(content: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", content, start + 2)
    for index in range(count):
        (offset,) = struct.unpack_from(">I", content, start + 8 + 8 * index)
        at = start + offset
        (form,) = struct.unpack_from(">H", content, at)
        if form == _SEGMENTED:
            (groups,) = struct.unpack_from(">I", content, at + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", content, at + 16 + 12 * group)
                yield from range(first, last + 1)


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters of ``text`` that the font cannot draw, each once, in order."""
    return tuple(dict.fromkeys(c for c in text if ord(c) not in covered()))


def check_glyphs(paper: Paper) -> tuple[Problem, ...]:
    """One problem for ``paper`` when a character in it cannot be drawn, none else."""
    missing = missing_glyphs("".join(texts(tree(paper))))
    if not missing:
        return ()
    named = " ".join(f"{c} (U+{ord(c):04X})" for c in missing)
    return (
        Problem(
            "documents.missing_glyph",
            Text("documents.problem.glyph", characters=named),
            f"/documents/{paper.kind}",
            Text("documents.problem.glyph.mend"),
        ),
    )
