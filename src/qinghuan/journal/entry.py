"""Entries: facts sealed into a chain, and the check that nothing was changed.

``body_digest`` = SHA-256(salt, body) with 32 random bytes of salt kept beside
the body, so that a blanked body cannot be guessed from its digest. ``digest`` =
SHA-256(previous digest, header, body digest), so that a change anywhere breaks
every digest after it. A cut tail is found by comparing with a head kept
elsewhere (the index, an issued paper).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Final

from qinghuan.errors import Problem, RuleError
from qinghuan.journal.fact import Fact
from qinghuan.words import Text

GENESIS: Final = "0" * 64
"""The digest that stands before the first entry of every case."""
SALT_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the journal, exactly as stored. ``body`` and ``salt`` are None once redacted."""

    case: str
    sequence: int
    id: str
    kind: str
    version: int
    on: date
    recorded_at: str
    """UTC, ISO 8601 with microseconds and ``Z``; never earlier than the entry before."""
    actor: str
    token: str
    """Names the form or command that asked for it; empty when none did."""
    body: str | None
    salt: bytes | None
    body_digest: str
    digest: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who recorded an entry, when, and for which form; one stamp per entry."""

    case: str
    sequence: int
    recorded_at: str
    actor: str
    token: str = ""


def seal(previous: str, fact: Fact, stamp: Stamp, salt: bytes) -> Entry:
    """``fact`` as the entry that follows the entry with digest ``previous``.

    Raises :class:`RuleError` for a salt of another length than 32 bytes.
    """
    if len(salt) != SALT_BYTES:
        raise RuleError(f"a salt has {SALT_BYTES} bytes")
    body = fact.body()
    entry = Entry(
        case=stamp.case,
        sequence=stamp.sequence,
        id=fact.id,
        kind=fact.KIND,
        version=fact.VERSION,
        on=fact.on,
        recorded_at=stamp.recorded_at,
        actor=stamp.actor,
        token=stamp.token,
        body=body,
        salt=salt,
        body_digest=digest_of_body(salt, body),
        digest="",
    )
    return replace(entry, digest=digest_of(previous, entry))


def digest_of_body(salt: bytes, body: str) -> str:
    """SHA-256 of salt and body."""
    return sha256(salt + body.encode()).hexdigest()


def digest_of(previous: str, entry: Entry) -> str:
    """The digest ``entry`` must carry after the entry with digest ``previous``."""
    header = json.dumps(
        [
            entry.case,
            entry.sequence,
            entry.id,
            entry.kind,
            entry.version,
            entry.on.isoformat(),
            entry.recorded_at,
            entry.actor,
            entry.token,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return sha256(f"{previous}\n{header}\n{entry.body_digest}".encode()).hexdigest()


def blanked(entry: Entry) -> Entry:
    """``entry`` with its words erased; every digest of the chain still holds."""
    return replace(entry, body=None, salt=None)


def verify(entries: Sequence[Entry], heads: Mapping[int, str] | None = None) -> list[Problem]:
    """Everything wrong with the chain ``entries`` (all entries of one case, in sequence).

    ``heads`` are digests known from elsewhere, by sequence: the index's head, the
    head printed in each issued paper. Empty list: nothing was changed.
    """
    problems: list[Problem] = []
    redacted = {_named(entry.body) for entry in entries if entry.kind == "redacted" and entry.body}
    previous, last_time = GENESIS, ""
    for place, entry in enumerate(entries, start=1):
        if entry.sequence != place:
            problems.append(_broken("journal.gap", entry.sequence, expected=place))
            break
        if digest_of(previous, entry) != entry.digest:
            problems.append(_broken("journal.changed_entry", entry.sequence))
        problems += _body_problems(entry, redacted)
        if entry.recorded_at < last_time:
            problems.append(_broken("journal.time_ran_back", entry.sequence))
        previous, last_time = entry.digest, entry.recorded_at
    return problems + _head_problems(entries, heads or {})


def _named(body: str) -> str:
    return str(json.loads(body).get("which", ""))


def _body_problems(entry: Entry, redacted: Iterable[str]) -> list[Problem]:
    if entry.body is None or entry.salt is None:
        missing = entry.id not in redacted
        return [_broken("journal.missing_words", entry.sequence)] if missing else []
    if digest_of_body(entry.salt, entry.body) != entry.body_digest:
        return [_broken("journal.changed_words", entry.sequence)]
    return []


def _head_problems(entries: Sequence[Entry], heads: Mapping[int, str]) -> list[Problem]:
    problems = []
    for sequence, digest in sorted(heads.items()):
        if sequence > len(entries):
            problems.append(_broken("journal.cut_tail", sequence, last=len(entries)))
        elif sequence and entries[sequence - 1].digest != digest:
            problems.append(_broken("journal.other_head", sequence))
    return problems


def _broken(code: str, sequence: int, **values: int) -> Problem:
    return Problem(
        code=code,
        what=Text(code, sequence=sequence, **values),
        where=f"/journal/{sequence}",
        mend=Text("journal.mend_from_backup"),
    )
