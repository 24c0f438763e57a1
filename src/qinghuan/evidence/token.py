"""Whether the answer of a timestamp authority is what it should be; :mod:`timestamps` asks.

Two programs read it: pyHanko whether the token holds in itself, rfc3161-client whether a
root named by the caller vouches for the authority.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from asn1crypto import tsp
from cryptography.x509 import load_der_x509_certificate
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext
from rfc3161_client import VerifierBuilder, decode_timestamp_response
from rfc3161_client.errors import VerificationError

from qinghuan.errors import Problem
from qinghuan.evidence.asking import LARGEST_ANSWER
from qinghuan.evidence.pdf_reading import certificate_name, signer_of
from qinghuan.evidence.pdf_signatures import TOLERANCE, fault
from qinghuan.evidence.roots import anchors
from qinghuan.evidence.signature_words import clock
from qinghuan.evidence.timestamps import Stamp

_GRANTED = frozenset({0, 1})
"""PKIStatus of RFC 3161 2.4.2: granted, granted with changes."""


def checked(
    answer: bytes, digest: str, nonce: int | None, now: datetime, roots: Sequence[bytes]
) -> Stamp | Problem:
    """The stamp in ``answer``, or what is wrong with it: the first of all faults."""
    try:
        return _checked(answer, digest, nonce, now, roots)
    except Exception:  # noqa: BLE001 - an answer may be anything at all
        return fault("garbage", "")


def _checked(
    answer: bytes, digest: str, nonce: int | None, now: datetime, roots: Sequence[bytes]
) -> Stamp | Problem:
    if len(answer) > LARGEST_ANSWER:
        return fault("garbage", "")
    if decode_timestamp_response(answer).status not in _GRANTED:
        return fault("declines", "")
    response = tsp.TimeStampResp.load(answer, strict=True)
    signed = response["time_stamp_token"]["content"]
    info = signed["encap_content_info"]["content"].parsed
    signer, raw = signer_of(signed), bytes.fromhex(digest)
    wrong = _contents_fault(info, digest, nonce, now) or _signer_fault(signed, signer, raw, info)
    if wrong is not None:
        return wrong
    name, known = certificate_name(signer), _vouched_for(answer, raw, roots)
    if roots and not known:
        return fault("untrusted", "", name=name)
    return Stamp(digest, info["gen_time"].native, name, known, answer)


def _signer_fault(signed: Any, signer: Any, digest: bytes, info: Any) -> Problem | None:
    if signer is None or not _for_stamping(signer):
        return fault("not_for_stamping", "")
    return None if _holds(signed, digest, info["gen_time"].native) else fault("forged", "")


def _contents_fault(info: Any, digest: str, nonce: int | None, now: datetime) -> Problem | None:
    imprint = info["message_imprint"]
    algorithm = imprint["hash_algorithm"]["algorithm"].native
    if algorithm != "sha256" or imprint["hashed_message"].native.hex() != digest:
        return fault("other_digest", "")
    if nonce is not None and info["nonce"].native != nonce:
        return fault("wrong_nonce", "")
    moment = info["gen_time"].native
    return fault("future", "", moment=clock(moment)) if moment > now + TOLERANCE else None


def _for_stamping(signer: Any) -> bool:
    """RFC 3161 2.3: the certificate is for time stamping alone, and says so critically."""
    purposes = signer.extended_key_usage_value
    critical = "extended_key_usage" in signer.critical_extensions
    return critical and purposes is not None and purposes.native == ["time_stamping"]


def _holds(signed: Any, digest: bytes, moment: datetime) -> bool:
    """Whether the authority's own key signed the token, whoever it is."""
    nobody = ValidationContext(trust_roots=[], moment=moment.astimezone(UTC), allow_fetching=False)
    status = asyncio.run(validate_tst_signed_data(signed, nobody, lambda _algorithm: digest))
    return bool(status["intact"] and status["valid"])


def _vouched_for(answer: bytes, digest: bytes, roots: Sequence[bytes]) -> bool:
    given = [load_der_x509_certificate(one.dump()) for one in anchors(roots)]
    if not given:
        return False
    try:
        verifier = VerifierBuilder(roots=given).build()
        return bool(verifier.verify(decode_timestamp_response(answer), digest))
    except VerificationError:
        return False
