"""Make the two fonts that every paper is set in: ``python tools/make_fonts.py [--check]``.

Sources (Debian): ``apt-get install fonts-noto-cjk unicode-data``.
``fonts-noto-cjk`` carries Noto Sans CJK (SIL Open Font License 1.1, no reserved name, so a subset
may keep it). ``unicode-data`` carries Unihan, whose field ``kTGH`` marks the 8,105 characters of
the General Standard Chinese Characters (通用规范汉字表), the table that names are registered by.

Regular covers GBK and that table, Bold covers GB 2312 and that table. The same sources give the
same bytes; ``--check`` writes nothing and exits with 1 when a file differs.
"""

from __future__ import annotations

import bz2
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

NOTO = Path("/usr/share/fonts/opentype/noto")
LICENCE = Path("/usr/share/doc/fonts-noto-cjk/copyright")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
TARGET = Path(__file__).parents[1] / "src" / "qinghuan" / "documents" / "fonts"

SIMPLIFIED = 2
"""The face of the collection that draws characters the way mainland China writes them."""

ALWAYS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # letters of Western and Central European names
    *range(0x2010, 0x2028),  # dashes, quotes, bullets
    *range(0x2460, 0x2474),  # circled numbers
    0x20AC,
    0x2212,
    0x2611,
    0x2713,
)
TABLE_SIZE = 8105


def name_characters() -> set[int]:
    """The 8,105 characters of the General Standard table, as Unihan records them."""
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as file:
        found = {
            int(match[1], 16)
            for line in file
            if (match := re.match(r"U\+([0-9A-F]+)\tkTGH\t2013:\d", line))
        }
    if len(found) != TABLE_SIZE:
        sys.exit(f"{UNIHAN} holds {len(found)} characters of the table, not {TABLE_SIZE}")
    return found


def encoded(encoding: str) -> Iterator[int]:
    """The code points that ``encoding`` (``gbk``, ``gb2312``) can write."""
    for point in range(0x80, 0xFFFE):
        try:
            chr(point).encode(encoding)
        except UnicodeEncodeError:
            continue
        yield point


def subset(weight: str, points: set[int]) -> tuple[bytes, int]:
    """The face of ``weight`` with ``points`` only, and how many of them it has."""
    font = TTFont(NOTO / f"NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED, recalcTimestamp=False)
    options = Options(
        hinting=False,
        notdef_outline=True,
        recalc_timestamp=False,
        layout_features=["ccmp", "kern", "liga", "halt", "palt"],
        drop_tables=["VORG", "vhea", "vmtx"],
        name_IDs=["*"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue(), len(font.getBestCmap())


def licence() -> bytes:
    """The text of the Open Font License as the Debian package carries it."""
    lines = LICENCE.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if "SIL OPEN FONT LICENSE" in line) - 1
    end = next(i for i in range(start, len(lines)) if lines[i].startswith("License: GPL"))
    text = [line.removeprefix(" ").removeprefix(".") for line in lines[start:end]]
    head = "Copyright 2014-2021 Adobe (http://www.adobe.com/). Noto is a trademark of Google Inc."
    return "\n".join([head, "", *text]).rstrip().encode() + b"\n"


def written(target: Path, content: bytes, *, check: bool) -> bool:
    """Whether ``target`` already held ``content``; writes it unless only checking."""
    same = target.exists() and target.read_bytes() == content
    print(f"{target.name}: {len(content)} bytes, {'same' if same else 'new'}")
    if not check:
        target.write_bytes(content)
    return same


def main() -> int:
    if not NOTO.exists() or not UNIHAN.exists():
        sys.exit("missing sources; as root: apt-get install fonts-noto-cjk unicode-data")
    check = "--check" in sys.argv
    names = name_characters().union(ALWAYS)
    same = [written(TARGET / "OFL.txt", licence(), check=check)]
    for weight, encoding in (("Regular", "gbk"), ("Bold", "gb2312")):
        content, count = subset(weight, names.union(encoded(encoding)))
        print(f"{weight}: {count} characters")
        same.append(written(TARGET / f"NotoSansCJKsc-{weight}.otf", content, check=check))
    return 1 if check and not all(same) else 0


if __name__ == "__main__":
    sys.exit(main())
