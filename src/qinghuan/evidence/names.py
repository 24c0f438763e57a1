"""Names of files inside a bundle: told apart by number, readable, safe on every system."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

LONGEST: Final = 40
"""Signs of a title in a name; the whole title stands in the list."""
_NOT_PLAIN: Final = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff_-]+")
_ENDING: Final = re.compile(r"\.([0-9A-Za-z]{1,8})$")


def original_path(number: int, title: str, name: str) -> str:
    """``originals/03-title.m4a``: the title in plain signs, the ending of the name it came under.

    >>> original_path(3, "../10月2日 通话", "录音 1.M4A")
    'originals/03-10月2日-通话.m4a'
    """
    composed = unicodedata.normalize("NFC", title)
    plain = _NOT_PLAIN.sub("-", composed).strip("-")[:LONGEST].strip("-")
    ending = _ENDING.search(PurePosixPath(name.replace("\\", "/")).name)
    kind = ending[1].lower() if ending else "bin"
    return f"originals/{number:02d}-{plain or 'file'}.{kind}"
