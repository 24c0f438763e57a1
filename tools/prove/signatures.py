"""Proof: whichever single byte of a signed paper is changed, the check finds it.

The paper is signed at every level by a certificate made for the round, with stamps of a real
authority on loopback; the last file holds three signatures. Half of the changes aim at the gap
that holds a signature, which no signature covers.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from evidence.authority import running
from evidence.making import asking, now, paper, signed
from qinghuan.evidence.pdf_signatures import check

DIGITS = b"0123456789ABCDEFabcdef"
ORDER = (("borrower", "B"), ("co_signer", "B-LTA"), ("mediator", "B-T"))
_GAP = re.compile(rb"/Contents <[0-9A-Fa-f]{1000,}>")


def run(count: int, seed: int, folder: Path) -> dict[str, Any]:
    """``count`` changed bytes from ``seed`` on: how many were found, and where none was."""
    with running(folder) as authority:
        files = _files(authority)
    told = {"changed": 0, "in_the_gap": 0, "found": 0}
    failures = [f"{level}: not sound unchanged" for level, one in files.items() if not _holds(one)]
    for number in range(seed, seed + count):
        chance = random.Random(number)
        level = chance.choice(sorted(files))
        content, place, new = files[level], *_change(chance, files[level])
        told["changed"] += 1
        told["in_the_gap"] += any(m.start() < place < m.end() for m in _GAP.finditer(content))
        if _holds(content[:place] + bytes([new]) + content[place + 1 :]):
            failures.append(f"{number}: byte {place} of {level} became {new}, not found")
        else:
            told["found"] += 1
    return {**told, "failures": failures}


def _files(authority: Any) -> dict[str, bytes]:
    asked = {"B": None, "B-T": asking(authority), "B-LTA": asking(authority)}
    files = {
        level: signed(paper(), level=level, authority=one).content for level, one in asked.items()
    }
    content = paper()
    for role, level in ORDER:
        content = signed(content, role=role, level=level, authority=asked[level]).content
    return {**files, "three": content}


def _holds(content: bytes) -> bool:
    return check(content, now=now()).whole


def _change(chance: random.Random, content: bytes) -> tuple[int, int]:
    """Where, and to what: anywhere any other byte, or in a gap another digit."""
    gap = chance.choice(list(_GAP.finditer(content)))
    place = chance.randrange(len(content))
    values = range(256)
    if chance.random() < 0.5:  # noqa: PLR2004 - one of two
        place, values = chance.randrange(gap.start() + 11, gap.end() - 1), DIGITS
    return place, chance.choice([one for one in values if one != content[place]])
