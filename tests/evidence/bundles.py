"""Bundles for the tests, made without a data folder."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from hashlib import sha256

from qinghuan.contact.entries import ContactMade
from qinghuan.evidence.bundle import Parts, write_bundle
from qinghuan.evidence.chain import chain_of
from qinghuan.evidence.entries import EvidenceKept
from qinghuan.evidence.listing import Item, Manifest, listed
from qinghuan.journal.entry import GENESIS, Stamp, seal

DAY = date(2026, 11, 20)
ORIGINALS = (b"sound" * 2000, "截图".encode() * 500, b"%PDF-1.7 letter")


def kept(number, content, **more):
    values = {"sort": "recording", "title": f"第{number}件", "how": "recorded", "name": "a.m4a"}
    digest = sha256(content).hexdigest()
    return EvidenceKept(id=f"kept{number:08d}", on=DAY, files=(digest,), **{**values, **more})


def journal(facts):
    """``facts`` sealed into a chain, with talk of other things before, between and after."""
    found, previous = [], GENESIS
    for number, fact in enumerate(facts, start=1):
        stamp = Stamp("case00000001", number, f"2026-11-20T04:00:00.{number:06d}Z", "owner")
        entry = seal(previous, fact, stamp, bytes([number]) * 32)
        found.append(entry)
        previous = entry.digest
    return found


def talk(number, said="私下的话"):
    return ContactMade(
        id=f"talk{number:08d}", on=DAY, direction="incoming", channel="phone", said=said
    )


def item(fact, content):
    return Item(
        entry=fact.id,
        digest=fact.files[0],
        size=len(content),
        sort=fact.sort,
        title=fact.title,
        on=fact.on,
        how=fact.how,
        name=fact.name,
    )


def parts(contents=ORIGINALS, **more):
    facts = [kept(number, content) for number, content in enumerate(contents)]
    mixed = [talk(0), *(one for n, fact in enumerate(facts) for one in (fact, talk(n + 1)))]
    items = listed(item(fact, content) for fact, content in zip(facts, contents, strict=True))
    chain = chain_of(journal(mixed), {fact.id for fact in facts})
    manifest = Manifest(made=DAY, program="1", recipient="法院", items=items)
    return Parts(**{"manifest": manifest, "chain": chain, "index": b"%PDF-index", **more})


def bundle(made=None, contents=ORIGINALS):
    """The bytes of a bundle."""
    by_digest = {sha256(content).hexdigest(): content for content in contents}
    out = io.BytesIO()
    write_bundle(out, made or parts(contents), lambda digest: io.BytesIO(by_digest[digest]))
    return out.getvalue()


def files(whole):
    """Name → content, as any unpacker reads it."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(contents, method=zipfile.ZIP_STORED):
    """The same files packed by another program."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return out.getvalue()


def place_of(whole, name):
    """Where the heading of the file ``name`` begins, and where its content does."""
    at = whole.index(struct.pack("<H", len(name.encode())) + b"\0\0" + name.encode()) - 26
    return at, at + 30 + len(name.encode())
