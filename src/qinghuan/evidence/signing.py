"""Signing a PDF: PAdES B, B-T, B-LTA, or a picture of a signature that proves nothing by itself.

A signature is added behind the file and leaves every earlier byte as it is, so that earlier
signatures hold. Whatever comes out is checked before it is given back. Rule:
docs/rules/signatures.md; PAdES: ETSI EN 319 142-1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from qinghuan.errors import Problem, RuleError
from qinghuan.evidence import pdf_signatures
from qinghuan.evidence.asking import SECONDS, address_fault, post
from qinghuan.evidence.certificates import OwnCertificate
from qinghuan.evidence.entries import Level, Role
from qinghuan.evidence.pdf_signatures import PdfCheck, fault
from qinghuan.evidence.places import Place, fits, free_place
from qinghuan.evidence.timestamps import Send

ROLES: Final[tuple[Role, ...]] = ("borrower", "co_signer", "mediator")
"""In the order in which they sign."""
STAMPED: Final[frozenset[Level]] = frozenset({"B-T", "B-LTA"})
"""Levels that need an authority."""

Appearance = Callable[[Place], bytes]
"""A PDF of one page, as large as the place, that is seen where somebody signed."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who is asked for timestamps, and where the random numbers for it come from."""

    address: str
    nonces: Callable[[], int]
    """Gives a fresh random number of at most 63 bits, each time it is called."""
    roots: Sequence[bytes] = ()
    send: Send = post
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed file and what its check says."""

    content: bytes = field(repr=False)
    check: PdfCheck
    place: Place | None


def sign(  # noqa: PLR0913 (what, by whom, as whom, how well, when; the rest is seen on the page)
    content: bytes,
    own: OwnCertificate,
    *,
    role: Role,
    level: Level,
    now: datetime,
    authority: Authority | None = None,
    place: Place | None = None,
    appearance: Appearance | None = None,
) -> Signed | Problem:
    """``content`` signed as ``level`` by ``own`` in the part of ``role``, or why it was not.

    ``place`` None: at the line for a signature. Without ``appearance`` nothing is seen on the
    page. Raises :class:`RuleError` for ``drawn`` (see :func:`draw`) and for a level with a
    timestamp but no authority.
    """
    if level == "drawn" or (level in STAMPED) != (authority is not None):
        raise RuleError(f"level {level} asks for {'an' if level in STAMPED else 'no'} authority")
    if authority is not None and (wrong := address_fault(authority.address)) is not None:
        return wrong
    before = pdf_signatures.check(content, now=now)
    if (wrong := _stands(before) or _order(before, role)) is not None:
        return wrong
    from qinghuan.evidence.pades import signed  # noqa: PLC0415 - pyHanko takes 0.4 s

    where = _place(content, place) if place or appearance else None
    if isinstance(where, Problem):
        return where
    seen = appearance(where) if appearance and where else None
    made = signed(content, own, _field(before, role), level, now, authority, where, seen)
    if isinstance(made, Problem):
        return made
    after = pdf_signatures.check(made, now=now)
    if not after.whole or len(after.signatures) <= len(before.signatures):
        return fault("did_not_hold")
    return Signed(made, after, where)


def draw(
    content: bytes, picture: Appearance, *, now: datetime, place: Place | None = None
) -> Signed | Problem:
    """``content`` with a picture of a signature on its page: a picture, and no proof of anything.

    A file somebody signed already is refused: a picture would change what they signed.
    """
    before = pdf_signatures.check(content, now=now)
    if (wrong := _stands(before)) is not None:
        return wrong
    if before.signatures:
        return fault("drawn_over")
    from qinghuan.evidence.pades import drawn  # noqa: PLC0415

    where = _place(content, place)
    if isinstance(where, Problem):
        return where
    made = drawn(content, picture(where), where)
    if isinstance(made, Problem):
        return made
    return Signed(made, pdf_signatures.check(made, now=now), where)


def _place(content: bytes, named: Place | None) -> Place | Problem:
    """The place ``named``, else a free one; a page that two libraries read differently has none."""
    from qinghuan.evidence.pdf_fields import taken  # noqa: PLC0415

    try:
        if named is None:
            return free_place(content, taken(content))
        return named if fits(content, named) else fault("place", "/page")
    except Exception:  # noqa: BLE001 - a file may break any part of either
        return fault("not_signed")


def _stands(before: PdfCheck) -> Problem | None:
    """Why a file cannot be signed at all: unreadable, or an earlier signature is broken."""
    errors = [one for one in before.problems if one.severity == "error"]
    if errors:
        return errors[0]
    if any(not one.sound for one in before.signatures):
        return fault("already_broken")
    return None


def _order(before: PdfCheck, role: Role) -> Problem | None:
    """Whoever signs later in the order signed already: an earlier part comes too late."""
    later = ROLES[ROLES.index(role) + 1 :]
    if any(one.field.startswith(later) for one in before.signatures):
        return fault("order", "/role")
    return None


def _field(before: PdfCheck, role: Role) -> str:
    """``borrower_1``: the name of the part and a number nobody has."""
    used = {one.field for one in before.signatures}
    return next(name for n in range(1, 1000) if (name := f"{role}_{n}") not in used)
