"""The vault: originals kept as they came, and the bundle made of some of them.

What goes into a bundle is chosen by the person. What somebody else got, or what shows a talk
with a third person, never goes in by itself; nor does what belongs to another debt.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Final

from qinghuan import __version__
from qinghuan.case.entries import DocumentIssued
from qinghuan.contact.entries import ContactMade
from qinghuan.documents.papers import evidence_index
from qinghuan.errors import Problem
from qinghuan.evidence.bundle import Made, OriginalChanged, Parts, too_large, write_bundle
from qinghuan.evidence.chain import Chain, chain_of
from qinghuan.evidence.entries import EvidenceKept, TimestampGiven
from qinghuan.evidence.listing import CHAIN, Item, Listed, Manifest, Stamp, listed
from qinghuan.evidence.responses import response_of
from qinghuan.household.entries import PersonDescribed
from qinghuan.journal.fact import Fact
from qinghuan.store import files, parcel
from qinghuan.store.appending import Appended, append
from qinghuan.store.home import current
from qinghuan.store.locking import together
from qinghuan.store.reading import entries, facts
from qinghuan.store.refusal import StoreRefused, refusal
from qinghuan.store.who import Who
from qinghuan.words import Language, Text, say

_STAMPED: Final = "timestamps/"


@dataclass(frozen=True, slots=True)
class Kept:
    """An original of a case, and whether it goes into a bundle without being ticked."""

    item: Item
    debt: str
    """Empty: it belongs to no debt."""
    about: str
    by_itself: bool
    there: bool
    """Whether the file is there."""


def keep_original(  # noqa: PLR0913 (the case, the file, what is said of it, who and when)
    case: str, source: BinaryIO, fact: EvidenceKept, *, who: Who, now: datetime, token: str = ""
) -> Appended:
    """Keep what ``source`` gives as the original of ``fact``, which names no file yet.

    Raises :class:`StoreRefused`: too large, empty, a full disk, or as appending does.
    """
    with together(current().path):
        digest = files.keep_stream(source)
        if not files.path_of(digest).stat().st_size:
            raise refusal("original_empty")
        whole = fact.model_copy(update={"files": (digest,)})
        return append(case, [whole], who=who, now=now, token=token)


def evidence(case: str) -> list[Kept]:
    """The originals of ``case``, and the papers of ours that went to somebody, oldest first."""
    found = [recorded.fact for recorded in facts(case)]
    contacts = {fact.id: fact for fact in found if isinstance(fact, ContactMade)}
    kept = [_original(fact, contacts) for fact in found if isinstance(fact, EvidenceKept)]
    kept += [_paper(fact) for fact in found if isinstance(fact, DocumentIssued) and _sent(fact)]
    return sorted(kept, key=lambda one: (one.item.on, one.item.title, one.item.entry))


def _original(fact: EvidenceKept, contacts: Mapping[str, ContactMade]) -> Kept:
    talk = contacts.get(fact.about or "")
    third = talk is not None and talk.reached != "me"
    digest = fact.files[0] if fact.files else ""
    item = Item(
        entry=fact.id,
        digest=digest,
        size=_size(digest),
        sort=fact.sort,
        title=fact.title,
        on=fact.on,
        at=fact.at,
        how=fact.how,
        by=fact.by,
        name=fact.name,
        carrier=fact.carrier,
        shows=fact.shows,
        transcript=fact.transcript,
    )
    by_itself = not third and not fact.by
    return Kept(item, fact.debt or "", fact.about or "", by_itself, item.size > 0)


def _sent(fact: DocumentIssued) -> bool:
    return bool(fact.recipient) and fact.digests.get("pdf", "") in fact.files


def _paper(fact: DocumentIssued) -> Kept:
    """A paper that went to somebody; it goes in where it is ticked."""
    digest, size = fact.digests["pdf"], _size(fact.digests["pdf"])
    title = f"{say(Text(f'timeline.paper.{fact.paper}'), fact.language)} {fact.number}"
    name = f"{fact.number}.pdf"
    item = Item(fact.id, digest, size, "letter", title, fact.on, how="made", name=name)
    return Kept(item, fact.debt or "", "", by_itself=False, there=size > 0)


def _size(digest: str) -> int:
    """Bytes of the kept file; 0 where it is missing."""
    try:
        return files.path_of(digest).stat().st_size if digest else 0
    except FileNotFoundError:
        return 0


def chosen(kept: Sequence[Kept], ids: Collection[str] = (), debt: str = "") -> list[Item]:
    """Those named by ``ids``; without any, those of ``debt`` that go by themselves, or of all.

    Raises :class:`StoreRefused` for an unknown id, a lost file, none at all, or too many.
    """
    known = {one.item.entry: one for one in kept}
    for named in ids:
        if named not in known:
            raise _not("unknown", named, id=named)
    if ids:
        taken = [one for one in kept if one.item.entry in ids]
    else:
        taken = [one for one in kept if one.by_itself and (not debt or one.debt == debt)]
    for one in taken:
        if not one.there:
            raise refusal("file_missing", one.item.digest)
    if not taken:
        raise _not("empty")
    return [one.item for one in taken]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A bundle as it was asked for."""

    items: Sequence[Item]
    recipient: str
    on: date
    language: Language
    with_chain: bool = True


def make_bundle(case: str, wanted: Wanted, target: Path, *, overwrite: bool = False) -> Made:
    """Write the bundle into the file ``target``, mode 0600; nothing is recorded.

    The same choice of the same case on the same day gives the same bytes. Raises
    :class:`StoreRefused`: too large, an original missing or changed, a file there already.
    """
    parts = _parts(case, wanted)
    if too_large(parts.manifest):
        raise _not("too_large")
    try:
        with parcel.written(target, overwrite=overwrite) as part, part.open("wb") as out:
            return write_bundle(out, parts, lambda digest: files.path_of(digest).open("rb"))
    except OriginalChanged as changed:
        raise refusal("file_changed", changed.digest) from None


def _parts(case: str, wanted: Wanted) -> Parts:
    items, holding, chain = listed(wanted.items), facts(case), Chain()
    held = [recorded.fact for recorded in holding]
    if wanted.with_chain:
        changed = {recorded.fact.id for recorded in holding if recorded.corrected}
        chain = chain_of(entries(case), {item.entry for item in wanted.items}, changed)
    stamps, tokens = _stamps(held, items, chain)
    manifest = Manifest(
        made=wanted.on,
        program=__version__,
        recipient=wanted.recipient,
        items=items,
        timestamps=tuple(stamps),
    )
    return Parts(manifest, chain, _index(held, items, wanted), tuple(tokens))


def _stamps(
    held: Sequence[Fact], items: Sequence[Listed], chain: Chain
) -> tuple[list[Stamp], list[bytes]]:
    """The timestamps over these originals and over heads in the chain, with their responses."""
    covers = {link.digest: f"{CHAIN}#{link.sequence}" for link in chain.links}
    covers |= {item.sha256: item.path for item in reversed(items)}
    stamps: list[Stamp] = []
    tokens: list[bytes] = []
    for fact in held:
        if isinstance(fact, TimestampGiven) and fact.of in covers and fact.files:
            path = f"{_STAMPED}{len(stamps) + 1:02d}.tsr"
            stamps.append(
                Stamp(
                    path=path,
                    of=fact.of,
                    covers=covers[fact.of],
                    authority=fact.authority,
                    moment=fact.moment,
                )
            )
            tokens.append(response_of(files.file(fact.files[0])))
    return stamps, tokens


def _index(held: Sequence[Fact], items: tuple[Listed, ...], wanted: Wanted) -> bytes:
    from qinghuan.documents.typst_pdf import to_pdf  # noqa: PLC0415 - heavy

    person = next((one for one in reversed(held) if isinstance(one, PersonDescribed)), None)
    content = evidence_index.IndexContent(
        items=items,
        submitter=person.name if person else "",
        phone=person.phone if person else "",
        recipient=wanted.recipient,
        made=wanted.on,
    )
    number = f"QH-{wanted.on:%Y%m%d}"
    return to_pdf(evidence_index.build(content, number=number, language=wanted.language))


def _not(code: str, where: str = "", **values: str) -> StoreRefused:

    words = Text(f"evidence.choose.{code}", **values)
    mend = Text(f"evidence.choose.{code}_mend")
    return StoreRefused(Problem(f"evidence.{code}", words, where, mend))
