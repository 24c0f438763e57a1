"""Proof: a change of one byte anywhere in an evidence bundle is found by ``qinghuan verify``.

A bundle is made of a case with a recording, a picture and a letter, with its chain. Then one
byte is changed, half of the times anywhere in the file, half of the times around the originals
(headings, lists, pages, the directory of the zip). Besides, one byte is put in, one is taken
out, and the end is cut off, as often. Unchanged, the bundle must be sound each time.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.contact.entries import ContactMade
from qinghuan.evidence.checking import check_bundle
from qinghuan.evidence.entries import EvidenceKept
from qinghuan.evidence.plain_zip import parts

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
SORTS = ("recording", "screenshot", "letter")


def made(folder: Path, chance: random.Random) -> bytes:
    """A bundle of three originals of random bytes."""
    store.open_home(folder / "home")
    try:
        opened = CaseOpened(id=store.mint(), on=DAY, label="bundle")
        case = store.new_case([opened], who=store.OWNER, now=NOW)
        for sort in SORTS:
            talk = ContactMade(id=store.mint(), on=DAY, direction="incoming", channel="phone")
            store.append(case, [talk], who=store.OWNER, now=NOW)
            fact = EvidenceKept(
                id=store.mint(), on=DAY, sort=sort, title=sort, name=f"{sort}.bin",
                how="received", about=talk.id, shows="说过的话", carrier="手机",
            )  # fmt: skip
            content = io.BytesIO(chance.randbytes(chance.randrange(1, 60_000)))
            store.keep_original(case, content, fact, who=store.OWNER, now=NOW)
        target = folder / "bundle.zip"
        wanted = store.Wanted(store.chosen(store.evidence(case)), "法院", DAY, "zh_CN")
        store.make_bundle(case, wanted, target)
        return target.read_bytes()
    finally:
        store.close()


def around(whole: bytes) -> list[int]:
    """The places of every byte that belongs to no original."""
    inside: set[int] = set()
    for part in parts(io.BytesIO(whole)):
        for _ in part.pieces:
            pass
        if part.head.name.startswith("originals/"):
            begin = part.head.at + 30 + len(part.head.name.encode())
            inside |= set(range(begin, begin + part.head.size))
    return [at for at in range(len(whole)) if at not in inside]


def changed(whole: bytes, places: list[int], chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """The bundle with one byte changed, put in, taken out, and cut off."""
    at = chance.choice(places)
    other = bytes([whole[at] ^ chance.randrange(1, 256)])
    yield "changed", whole[:at] + other + whole[at + 1 :]
    at = chance.randrange(len(whole) + 1)
    yield "put_in", whole[:at] + chance.randbytes(1) + whole[at:]
    at = chance.randrange(len(whole))
    yield "taken_out", whole[:at] + whole[at + 1 :]
    yield "cut_off", whole[: chance.randrange(len(whole))]


def run(count: int, seed: int, folder: Path) -> dict[str, object]:
    """Change ``count`` bytes one at a time; the figures of the proof."""
    chance = random.Random(seed)
    whole = made(folder, chance)
    anywhere, outside = list(range(len(whole))), around(whole)
    tried = {"changed": 0, "put_in": 0, "taken_out": 0, "cut_off": 0}
    found, failures = dict.fromkeys(tried, 0), []
    for number in range(count):
        places = (anywhere, outside)[number % 2]
        for how, content in changed(whole, places, chance):
            tried[how] += 1
            if not check_bundle(io.BytesIO(content)).sound:
                found[how] += 1
            else:
                failures.append(f"{seed}/{number}: {how} is not found")
        if not check_bundle(io.BytesIO(whole)).sound:
            failures.append(f"{seed}/{number}: the bundle as it was made is not sound")
    return {
        "bytes": len(whole),
        "around_the_originals": len(outside),
        **{f"{how}_tried": times for how, times in tried.items()},
        **{f"{how}_found": times for how, times in found.items()},
        "failures": failures,
    }
