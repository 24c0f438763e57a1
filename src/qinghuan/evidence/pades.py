"""pyHanko at work: one signature, or one picture, added behind a PDF; :mod:`signing` asks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from asn1crypto import cms, keys, x509
from pyhanko.pdf_utils import content as pdf_content
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from qinghuan.errors import Problem
from qinghuan.evidence.certificates import OwnCertificate
from qinghuan.evidence.entries import Level
from qinghuan.evidence.pdf_signatures import fault
from qinghuan.evidence.places import Place
from qinghuan.evidence.signing import Authority
from qinghuan.evidence.timestamps import Stamp, ask, token_of

DIGEST: Final = "sha256"
_FILLED: Final = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID)
"""What is seen fills its place, without a margin."""
_BEFORE: Final = DSSContentSettings(
    include_vri=False,
    next_ts_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
)
"""The chains go in before the last timestamp, so that it covers every byte of the file."""


class _Refused(Exception):
    """No timestamp: the whole signature is given up."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class _Asks(TimeStamper):
    """pyHanko's questions to an authority, asked and checked as all others are."""

    def __init__(self, authority: Authority, now: datetime) -> None:
        super().__init__()
        self.authority, self.now = authority, now

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The token of ``message_digest``. Raises :class:`_Refused`."""
        if md_algorithm != DIGEST:
            raise _Refused(fault("not_signed"))
        # Checking an answer runs a loop of its own, which another thread must hold.
        stamp = await asyncio.to_thread(stamped, message_digest, self.authority, self.now)
        return token_of(stamp)


def stamped(digest: bytes, authority: Authority, now: datetime) -> Stamp:
    """A timestamp of ``digest``. Raises :class:`_Refused`."""
    stamp = ask(
        digest.hex(),
        authority.address,
        now=now,
        nonce=authority.nonces(),
        roots=authority.roots,
        send=authority.send,
        seconds=authority.seconds,
    )
    if isinstance(stamp, Problem):
        raise _Refused(stamp)
    return stamp


class _Signer(signers.PdfSigner):
    """Signs at the moment it is told, not at what the clock says."""

    moment: datetime

    def init_signing_session(self, *given: Any, **how: Any) -> Any:
        """A session at ``moment``."""
        session = super().init_signing_session(*given, **how)
        session.system_time = self.moment
        return session


@dataclass
class _Page(pdf_content.PdfContent):
    """The only page of a small PDF, as something to be drawn."""

    def __init__(self, small: bytes) -> None:
        super().__init__()
        self.small = small

    def render(self) -> bytes:
        """The command that draws it."""
        reader = PdfFileReader(BytesIO(self.small))
        writer = self.writer
        if writer is None:
            raise _Refused(fault("not_signed"))
        drawn = writer.import_page_as_xobject(reader)
        self.resources.xobject["/Seen"] = drawn
        left, bottom, right, top = (float(number) for number in drawn.get_object()["/BBox"])
        self.box = BoxConstraints(width=round(right - left), height=round(top - bottom))
        return b"/Seen Do"


def signed(  # noqa: PLR0913, PLR0917 (one signature, told by one caller)
    content: bytes,
    own: OwnCertificate,
    name: str,
    level: Level,
    now: datetime,
    authority: Authority | None,
    place: Place | None,
    seen: bytes | None,
) -> bytes | Problem:
    """``content`` with the signature ``name``."""
    asks = _Asks(authority, now) if authority else None
    try:
        trusted = _trusted(content, own, authority, now) if level == "B-LTA" else None
        signer = _Signer(
            _metadata(name, own, trusted),
            signer=_key(own),
            timestamper=asks,
            stamp_style=_style(seen),
            new_field_spec=_spec(name, place),
        )
        signer.moment = now
        writer = IncrementalPdfFileWriter(BytesIO(content))
        made: bytes = signer.sign_pdf(writer).getvalue()
    except _Refused as refused:
        return refused.problem
    except Exception:  # noqa: BLE001 - a file may forbid or break any part of it
        return fault("not_signed")
    return made


def drawn(content: bytes, picture: bytes, place: Place) -> bytes | Problem:
    """``content`` with the page ``picture`` drawn at ``place``."""
    try:
        writer = IncrementalPdfFileWriter(BytesIO(content))
        box = BoxConstraints(width=round(place.width), height=round(place.height))
        stamp = _style(picture).create_stamp(writer, box, {})
        stamp.apply(place.page - 1, round(place.left), round(place.bottom))
        out = BytesIO()
        writer.write(out)
    except Exception:  # noqa: BLE001 - a file may break any part of it
        return fault("not_signed")
    return out.getvalue()


def _key(own: OwnCertificate) -> signers.SimpleSigner:
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(own.certificate),
        signing_key=keys.PrivateKeyInfo.load(own.key),
        cert_registry=SimpleCertificateStore.from_certs(
            [x509.Certificate.load(one) for one in own.chain]
        ),
    )


def _metadata(
    name: str, own: OwnCertificate, trusted: ValidationContext | None
) -> signers.PdfSignatureMetadata:
    return signers.PdfSignatureMetadata(
        field_name=name,
        md_algorithm=DIGEST,
        name=own.name,
        subfilter=SigSeedSubFilter.PADES,
        signer_key_usage=set(),
        embed_validation_info=trusted is not None,
        use_pades_lta=trusted is not None,
        validation_context=trusted,
        dss_settings=_BEFORE,
    )


def _style(seen: bytes | None) -> StaticStampStyle:
    return StaticStampStyle(
        border_width=0, background=_Page(seen) if seen else None, background_layout=_FILLED
    )


def _spec(name: str, place: Place | None) -> SigFieldSpec:
    if place is None:
        return SigFieldSpec(sig_field_name=name)
    return SigFieldSpec(sig_field_name=name, on_page=place.page - 1, box=place.box)


def _trusted(
    content: bytes, own: OwnCertificate, authority: Authority | None, now: datetime
) -> ValidationContext:
    """What goes into the file for a later check: the chains as they are, believed only for that.

    Nothing is fetched, so no answer about revocation is among it.
    """
    from hashlib import sha256  # noqa: PLC0415

    roots = _tops([own.certificate, *own.chain])
    if authority is not None:
        stamp = stamped(sha256(content).digest(), authority, now)
        held = [one.chosen.dump() for one in token_of(stamp)["content"]["certificates"]]
        roots += _tops([*held, *authority.roots])
    return ValidationContext(
        trust_roots=roots, moment=now, allow_fetching=False, revocation_mode="soft-fail"
    )


def _tops(ders: list[bytes]) -> list[x509.Certificate]:
    """Those certificates that none of the others issued."""
    from qinghuan.evidence.roots import anchors  # noqa: PLC0415

    found = anchors(ders)
    names = {one.subject.dump() for one in found}
    return [one for one in found if one.self_issued or one.issuer.dump() not in names]
