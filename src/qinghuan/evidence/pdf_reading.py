"""Reading the signatures of a PDF with pyHanko; only :mod:`pdf_signatures` asks for it.

Nothing is fetched, and no certificate store of the machine is asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from qinghuan.errors import Problem
from qinghuan.evidence.cms_shape import plain
from qinghuan.evidence.pdf_signatures import (
    MOST,
    TOLERANCE,
    Added,
    Certificate,
    Covers,
    Issuer,
    PdfCheck,
    SignatureSeen,
    Stamped,
    fault,
)
from qinghuan.evidence.roots import anchors

for _library in ("pyhanko", "pyhanko_certvalidator"):
    # What a file holds is told as a problem; the libraries' own log would print names.
    logging.getLogger(_library).propagate = False
    logging.getLogger(_library).addHandler(logging.NullHandler())

_COVERS: Final[dict[Any, Covers]] = {
    SignatureCoverageLevel.ENTIRE_FILE: "whole",
    SignatureCoverageLevel.ENTIRE_REVISION: "earlier",
}
_ADDED: Final[dict[Any, Added]] = {
    ModificationLevel.NONE: "nothing",
    ModificationLevel.LTA_UPDATES: "signatures",
}
LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class _Look:
    content: bytes
    now: datetime
    roots: Sequence[x509.Certificate]


def read(content: bytes, now: datetime, roots: Sequence[bytes]) -> PdfCheck:
    """What :func:`~qinghuan.evidence.pdf_signatures.check` gives for a file that may be a PDF."""
    look = _Look(content, now, anchors(roots))
    try:
        reader = PdfFileReader(BytesIO(content))
        if reader.encrypted:
            return PdfCheck((), (fault("encrypted"),))
        embedded = list(reader.embedded_signatures)
    except Exception:  # noqa: BLE001 - a hostile file may break any part of the reader
        return PdfCheck((), (fault("broken"),))
    if not embedded:
        return PdfCheck((), tuple(_unsigned(content)))
    if len(embedded) > MOST:
        return PdfCheck((), (fault("too_many", count=len(embedded), most=MOST),))
    seen: list[SignatureSeen] = []
    problems: list[Problem] = []
    for one in embedded:
        try:
            seen.append(_seen(one, look))
        except Exception:  # noqa: BLE001 - the same, of one signature
            problems.append(fault("unreadable", _plain(one.field_name)))
    return PdfCheck(tuple(seen), tuple(problems))


def _unsigned(content: bytes) -> Iterator[Problem]:
    """No signature that can be read: none at all, or traces of one."""
    if b"/ByteRange" in content:
        yield fault("lost")
    else:
        yield fault("unsigned", "", "notice")


def _seen(one: EmbeddedPdfSignature, look: _Look) -> SignatureSeen:
    stamp = one.sig_object_type == "/DocTimeStamp"
    token = one.signed_data if stamp else _token(one.signer_info)
    given = _given(token)
    stated = None if stamp else one.self_reported_timestamp
    moment = given or stated or look.now
    status = _status(one, stamp, moment, look)
    sound = bool(status.intact and status.valid)
    stamped: Stamped = _stamped(status if stamp else status.timestamp_validity, look, given)
    believed = given if stamped in {"known", "unknown"} else None
    certificate = one.signer_cert
    return SignatureSeen(
        field=_plain(one.field_name),
        sort="stamp" if stamp else "signature",
        name=certificate_name(certificate),
        intact=sound,
        plain=plain(one, look.content),
        covers=_COVERS.get(one.coverage, "part"),
        added=_added(one),
        issuer=_issuer(certificate, trusted=bool(status.trusted), intact=sound),
        certificate=_in_time(certificate, believed or stated or look.now),
        stamped=stamped,
        stated=stated,
        moment=believed,
        authority=certificate_name(signer_of(token)) if token is not None else "",
        digest=certificate.sha256.hex(),
    )


def _status(one: EmbeddedPdfSignature, stamp: bool, moment: datetime, look: _Look) -> Any:  # noqa: FBT001
    if stamp:
        return validate_pdf_timestamp(one, _context(moment, look))
    return validate_pdf_signature(
        one,
        signer_validation_context=_context(moment, look),
        ts_validation_context=_context(moment, look),
    )


def _context(moment: datetime, look: _Look) -> ValidationContext:
    """Nothing but the roots named, at the moment of signing, without a network."""
    return ValidationContext(
        trust_roots=list(look.roots),
        moment=moment.astimezone(UTC),
        best_signature_time=moment.astimezone(UTC),
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def _token(signer: cms.SignerInfo) -> cms.SignedData | None:
    """The timestamp token inside a signature."""
    unsigned = signer["unsigned_attrs"]
    for attribute in unsigned or ():
        if attribute["type"].native == "signature_time_stamp_token":
            return attribute["values"][0]["content"]
    return None


def _given(token: cms.SignedData | None) -> datetime | None:
    """The moment in a token."""
    if token is None:
        return None
    moment: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def signer_of(token: cms.SignedData) -> x509.Certificate | None:
    """The certificate of the authority among those in its token."""
    sid = token["signer_infos"][0]["sid"]
    for choice in token["certificates"] or ():
        found: x509.Certificate = choice.chosen
        if sid.name == "issuer_and_serial_number" and (
            found.serial_number == sid.chosen["serial_number"].native
        ):
            return found
    return None


def _stamped(status: Any, look: _Look, given: datetime | None) -> Stamped:
    if status is None or given is None:
        return "none"
    if not (status.intact and status.valid) or given > look.now + TOLERANCE:
        return "broken"
    return "known" if status.trusted else "unknown"


def _added(one: EmbeddedPdfSignature) -> Added:
    level = getattr(one.diff_result, "modification_level", ModificationLevel.OTHER)
    if level == ModificationLevel.FORM_FILLING:
        return "signatures" if _only_signatures(one) else "forms"
    return _ADDED.get(level, "other")


def _only_signatures(one: EmbeddedPdfSignature) -> bool:
    """Whether the form fields filled in later are signatures alone."""
    fields = getattr(one.diff_result, "changed_form_fields", ())
    later = {other.field_name for other in one.reader.embedded_signatures}
    return set(fields) <= later


def _issuer(certificate: x509.Certificate, *, trusted: bool, intact: bool) -> Issuer:
    if trusted and intact:
        return "known"
    return "self_made" if certificate.self_issued else "unknown"


def _in_time(certificate: x509.Certificate, moment: datetime) -> Certificate:
    if moment < certificate.not_valid_before:
        return "not_yet"
    return "expired" if moment > certificate.not_valid_after else "valid"


def certificate_name(certificate: x509.Certificate | None) -> str:
    """The name in ``certificate``, short and plain; empty where there is none."""
    if certificate is None:
        return ""
    native = certificate.subject.native
    named = native.get("common_name") or certificate.subject.human_friendly
    return _plain(named if isinstance(named, str) else " ".join(named))


_printable: Callable[[str], bool] = str.isprintable


def _plain(written: str) -> str:
    """Somebody else's words, short and without what could change how a line reads."""
    return "".join(filter(_printable, written))[:LONGEST_NAME].strip()
