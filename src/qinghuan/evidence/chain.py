"""The chain of a journal without its words: enough to see that originals stand in it.

From the first entry that belongs to the bundle up to the head, each entry comes with its header
and the digest of its words; the words themselves only where they say that an original in the
bundle was kept. An entry bears no name, no amount and no sentence in its header; its kind and
its days can be read, which the person is told before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from pydantic import PositiveInt

from qinghuan.errors import Problem
from qinghuan.evidence.entries import EvidenceKept
from qinghuan.evidence.listing import Listed
from qinghuan.journal.entry import GENESIS, Entry, digest_of, digest_of_body
from qinghuan.journal.fact import Digest, Identifier, ShortText, Value
from qinghuan.words import Text

_SALT: Final = 32
_SAME: Final = ("sort", "title", "on", "at", "how", "by", "name", "carrier", "shows", "transcript")
"""What the words of an entry and the list both say."""


class Link(Value):
    """One entry of the journal; ``body`` and ``salt`` where its words belong to the bundle."""

    sequence: PositiveInt
    id: Identifier
    kind: ShortText
    version: PositiveInt
    on: date
    recorded_at: ShortText
    actor: ShortText
    token: ShortText
    body_digest: Digest
    digest: Digest
    body: str | None = None
    salt: str | None = None


class Chain(Value):
    """A part of a journal up to its head; ``links`` is empty where it was left out."""

    case: ShortText = ""
    before: Digest = GENESIS
    """The digest that stands before the first link."""
    links: tuple[Link, ...] = ()

    @property
    def head(self) -> tuple[int, str]:
        """Sequence and digest of the last link; 0 and nothing where there is none."""
        return (self.links[-1].sequence, self.links[-1].digest) if self.links else (0, "")


def chain_of(
    entries: Sequence[Entry], shown: Collection[str], changed: Collection[str] = ()
) -> Chain:
    """The part of the journal ``entries`` that the originals kept by ``shown`` (ids) need.

    The first words of ``changed``, entries that were corrected since, stay at home.
    """
    first = next((at for at, entry in enumerate(entries) if entry.id in shown), len(entries) - 1)
    if not entries:
        return Chain()
    before = entries[first - 1].digest if first else GENESIS
    told = set(shown) - set(changed)
    links = tuple(_link(entry, entry.id in told) for entry in entries[first:])
    return Chain(case=entries[0].case, before=before, links=links)


def _link(entry: Entry, shown: bool) -> Link:  # noqa: FBT001 (one of two ways)
    whole = shown and entry.body is not None and entry.salt is not None and _has_no_note(entry)
    return Link(
        sequence=entry.sequence,
        id=entry.id,
        kind=entry.kind,
        version=entry.version,
        on=entry.on,
        recorded_at=entry.recorded_at,
        actor=entry.actor,
        token=entry.token,
        body_digest=entry.body_digest,
        digest=entry.digest,
        body=entry.body if whole else None,
        salt=entry.salt.hex() if whole and entry.salt is not None else None,
    )


def _has_no_note(entry: Entry) -> bool:
    """Whether the words of ``entry`` are those of an original, without a note for oneself."""
    if entry.kind != EvidenceKept.KIND or entry.body is None:
        return False
    return not EvidenceKept.model_validate_json(entry.body).note


def chain_problems(chain: Chain, kept: Mapping[str, Listed]) -> list[Problem]:
    """What is wrong with ``chain``; ``kept``: entry → original in the list."""
    problems, previous = [], chain.before
    for place, link in enumerate(chain.links):
        follows = link.sequence == chain.links[0].sequence + place
        if not follows or digest_of(previous, _entry(chain.case, link)) != link.digest:
            problems.append(_problem("link", link.sequence))
        elif link.body is not None and not _words_fit(link, kept.get(link.id)):
            problems.append(_problem("words", link.sequence))
        previous = link.digest
    return problems


def recorded(chain: Chain, kept: Mapping[str, Listed]) -> frozenset[str]:
    """Those entries of ``kept`` whose words in the chain name the original."""
    shown = (link for link in chain.links if link.body is not None)
    return frozenset(link.id for link in shown if _words_fit(link, kept.get(link.id)))


def _words_fit(link: Link, item: Listed | None) -> bool:
    """Whether the words of ``link`` are those that were sealed, and say what the list says."""
    if item is None:
        return False
    try:
        salt = bytes.fromhex(link.salt or "")
        fact = EvidenceKept.model_validate_json(link.body or "")
    except ValueError:
        return False
    sealed = len(salt) == _SALT and digest_of_body(salt, link.body or "") == link.body_digest
    same = all(getattr(fact, name) == getattr(item, name) for name in _SAME)
    return sealed and same and fact.id == link.id and item.sha256 in fact.files


def _entry(case: str, link: Link) -> Entry:
    values = link.model_dump(exclude={"body", "salt"})
    return Entry(case=case, body=None, salt=None, **values)


def _problem(code: str, sequence: int) -> Problem:
    what = Text(f"evidence.chain.{code}", sequence=sequence)
    return Problem(f"evidence.chain.{code}", what, f"chain.json/{sequence}", Text("evidence.mend"))
