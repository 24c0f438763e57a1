"""A paper signed as somebody asks: the level, what is seen on the page, and a stamp that waits.

Where an authority cannot be reached the paper is still signed, without its time, and the
result says so: the stamp of the signed file can be got later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from qinghuan.documents.signature_stamp import appearance, signature_lines
from qinghuan.errors import Problem
from qinghuan.evidence.certificates import OwnCertificate
from qinghuan.evidence.entries import Level, Role
from qinghuan.evidence.places import Place
from qinghuan.evidence.signing import STAMPED, Authority, Signed, draw, sign
from qinghuan.evidence.timestamps import OUT_OF_REACH
from qinghuan.words import Language


@dataclass(frozen=True, slots=True)
class Wish:
    """How a paper is to be signed; ``own`` is None for a picture alone (``drawn``)."""

    role: Role
    level: Level
    name: str
    own: OwnCertificate | None = None
    picture: bytes | None = None
    """A PNG that was cleaned; None: words alone."""
    place: Place | None = None
    authority: Authority | None = None
    language: Language = "zh_CN"


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """The signed file, the level it really has, and why its stamp waits, where it does."""

    signed: Signed
    level: Level
    waits: Problem | None = None


def sign_paper(content: bytes, wish: Wish, *, now: datetime) -> SignedPaper | Problem:
    """``content`` signed as ``wish`` says, or why it was not."""
    done = _signed(content, wish, now)
    if not isinstance(done, Problem):
        return SignedPaper(done, wish.level)
    if wish.level not in STAMPED or done.code not in OUT_OF_REACH:
        return done
    plain = _signed(content, replace(wish, level="B", authority=None), now)
    return plain if isinstance(plain, Problem) else SignedPaper(plain, "B", done)


def _signed(content: bytes, wish: Wish, now: datetime) -> Signed | Problem:
    own = wish.own
    self_made = own.self_made if own else None
    lines = signature_lines(wish.name, wish.role, wish.level, now, self_made=self_made)
    seen = appearance(lines, now=now, picture=wish.picture, language=wish.language)
    if own is None or wish.level == "drawn":
        return draw(content, seen, now=now, place=wish.place)
    return sign(
        content,
        own,
        role=wish.role,
        level=wish.level,
        now=now,
        authority=wish.authority if wish.level in STAMPED else None,
        place=wish.place,
        appearance=seen,
    )
