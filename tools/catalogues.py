"""Compile the catalogues of words: ``python tools/catalogues.py [--check]``.

Each ``src/qinghuan/words/LANGUAGE/LC_MESSAGES/ROOM.po`` becomes a ``.mo`` beside it.
With ``--check`` nothing is written and the exit code is 1 when one is stale.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)
"""The date every catalogue bears, so that compiling twice gives the same bytes."""
WORDS = Path(__file__).parents[1] / "src" / "qinghuan" / "words"


def compiled(source: Path) -> bytes:
    """The bytes of the compiled catalogue of ``source`` (a ``.po`` file)."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
    catalogue.creation_date = catalogue.revision_date = ALWAYS
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> int:
    check = "--check" in sys.argv
    stale = []
    for source in sorted(WORDS.glob("*/LC_MESSAGES/*.po")):
        target, fresh = source.with_suffix(".mo"), compiled(source)
        if not target.exists() or target.read_bytes() != fresh:
            stale.append(target)
            if not check:
                target.write_bytes(fresh)
    for target in stale:
        print(f"{'stale' if check else 'compiled'}: {target.relative_to(WORDS)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
