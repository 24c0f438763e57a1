"""Signed papers and timestamps as facts; and the stamps that wait for a network.

The signed file is kept by its digest before the fact that names it. A stamp that could not be
got is no fact: it waits in a draft of the case and is asked for again.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from qinghuan.case.kinds import KINDS
from qinghuan.dates import china_today
from qinghuan.errors import Problem, RuleError
from qinghuan.evidence.entries import Level, PaperSigned, Role, TimestampGiven
from qinghuan.evidence.signing import Authority
from qinghuan.evidence.timestamps import OUT_OF_REACH, Stamp, ask
from qinghuan.journal.fact import Digest
from qinghuan.store.appending import append, mint
from qinghuan.store.drafts import draft, drop_draft, keep_draft
from qinghuan.store.files import keep_file
from qinghuan.store.models import Setting
from qinghuan.store.reading import entries, entry_rows, facts
from qinghuan.store.refusal import refusals
from qinghuan.store.who import Who

WAITING = "signing.waiting"
"""The draft with the stamps that wait: digest → address of the authority."""
_CERTIFICATE = "kept.certificate"


@dataclass(frozen=True, slots=True)
class NewSignature:
    """A signature made just now, not recorded yet."""

    before: bytes
    signed: bytes
    role: Role
    name: str
    level: Level
    certificate: Digest | None = None
    self_made: bool | None = None
    authority: str = ""
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Stamped:
    """What became of the stamps that waited."""

    given: tuple[TimestampGiven, ...]
    problems: tuple[Problem, ...]
    """Why others still wait; ``where`` is the digest."""


def record_signature(  # noqa: PLR0913 (what, for whom, when, and since when)
    case: str,
    made: NewSignature,
    *,
    who: Who,
    now: datetime,
    expected: int | None = None,
    token: str = "",
) -> PaperSigned:
    """Keep the signed file and record the signature; what stands recorded now.

    A repeated ``token`` records nothing and gives what the first call recorded. Raises
    :class:`~qinghuan.store.refusal.StoreRefused`; then nothing is recorded.
    """
    keep_file(made.signed)
    digest = sha256(made.signed).hexdigest()
    fact = PaperSigned(
        id=mint(),
        on=china_today(now),
        origin="program",
        files=(digest,),
        paper=made.paper,
        before=sha256(made.before).hexdigest(),
        role=made.role,
        name=made.name,
        level=made.level,
        certificate=made.certificate,
        self_made=made.self_made,
        authority=made.authority,
    )
    done = append(case, [fact], who=who, now=now, expected=expected, token=token)
    before = signed_by(case, token) if done.repeated else None
    return before or fact


def signed_by(case: str, token: str) -> PaperSigned | None:
    """What the form named ``token`` recorded before; None where it did not."""
    with refusals(case):
        if not token or not (first := entry_rows(case).filter(token=token).first()):
            return None
    same = [one for one in entries(case) if one.recorded_at == first.recorded_at]
    read = (KINDS.read(one.kind, one.version, one.body) for one in same if one.body is not None)
    return next((fact for fact in read if isinstance(fact, PaperSigned)), None)


def signatures(case: str, paper: str | None = None) -> list[PaperSigned]:
    """The signatures recorded in ``case``, in the order of recording; of ``paper`` alone."""
    found = [one.fact for one in facts(case)]
    return [
        fact
        for fact in found
        if isinstance(fact, PaperSigned) and (paper is None or fact.paper == paper)
    ]


def stamps(case: str, of: str = "") -> list[TimestampGiven]:
    """The timestamps recorded in ``case``; those of the digest ``of`` alone."""
    found = [one.fact for one in facts(case)]
    return [fact for fact in found if isinstance(fact, TimestampGiven) and of in {"", fact.of}]


def record_stamp(  # noqa: PLR0913 (the same)
    case: str, stamp: Stamp, authority: str, *, who: Who, now: datetime, token: str = ""
) -> TimestampGiven:
    """Keep the token and record that it was given. Raises like :func:`record_signature`."""
    fact = TimestampGiven(
        id=mint(),
        on=china_today(now),
        origin="program",
        files=(keep_file(stamp.content),),
        of=stamp.digest,
        authority=authority,
        moment=stamp.moment.isoformat(),
    )
    append(case, [fact], who=who, now=now, token=token)
    return fact


def wait_for_stamp(case: str, digest: str, authority: str) -> None:
    """Note that ``digest`` is to be stamped by ``authority`` once it can be reached."""
    if len(digest) != 64 or not authority:  # noqa: PLR2004 (SHA-256 in hexadecimal)
        raise RuleError("a stamp waits for a SHA-256 and an authority")
    keep_draft(case, WAITING, {**draft(case, WAITING), digest: authority})


def waiting_stamps(case: str) -> dict[str, str]:
    """Digest → authority of the stamps that wait."""
    return dict(draft(case, WAITING))


def stamp_waiting(
    case: str, *, authority: Callable[[str], Authority], who: Who, now: datetime
) -> Stamped:
    """Ask again for every stamp that waits; what was given, and why the rest still waits.

    ``authority`` makes an address into somebody who can be asked. A stamp is recorded before
    it stops waiting, so that a program killed in between asks once more and loses nothing.
    """
    given: list[TimestampGiven] = []
    problems: list[Problem] = []
    waiting = waiting_stamps(case)
    for digest, address in sorted(waiting.items()):
        stamp = _ask(digest, authority(address), now)
        if isinstance(stamp, Problem):
            problems.append(Problem(stamp.code, stamp.what, digest, stamp.mend, "warning"))
            continue
        given.append(record_stamp(case, stamp, address, who=who, now=now))
        waiting.pop(digest)
        keep_draft(case, WAITING, waiting)
    if not waiting:
        drop_draft(case, WAITING)
    return Stamped(tuple(given), tuple(problems))


def stamp_digest(
    case: str, digest: str, authority: Authority, *, who: Who, now: datetime
) -> TimestampGiven | Problem:
    """Ask for a stamp of ``digest`` now, or why there is none.

    Where the authority is out of reach the stamp waits; one that answers wrongly is not asked
    again.
    """
    stamp = _ask(digest, authority, now)
    if isinstance(stamp, Problem):
        if stamp.code in OUT_OF_REACH:
            wait_for_stamp(case, digest, authority.address)
        return stamp
    return record_stamp(case, stamp, authority.address, who=who, now=now)


def _ask(digest: str, authority: Authority, now: datetime) -> Stamp | Problem:
    return ask(
        digest,
        authority.address,
        now=now,
        nonce=authority.nonces(),
        roots=authority.roots,
        send=authority.send,
        seconds=authority.seconds,
    )


def keep_certificate(p12: bytes) -> None:
    """Keep a certificate of this folder, encrypted as it is; its passphrase is kept nowhere."""
    written = base64.b64encode(p12).decode()
    with refusals(), transaction.atomic(durable=True):
        Setting.objects.update_or_create(name=_CERTIFICATE, defaults={"value": written})


def kept_certificate() -> bytes | None:
    """The certificate of this folder, still encrypted; None where there is none."""
    with refusals():
        row = Setting.objects.filter(name=_CERTIFICATE).first()
    try:
        return base64.b64decode(row.value, validate=True) if row else None
    except binascii.Error:
        return None


def forget_certificate() -> None:
    """Take the certificate out of this folder."""
    with refusals(), transaction.atomic(durable=True):
        Setting.objects.filter(name=_CERTIFICATE).delete()
