"""The bytes of a signature that no signature covers: they must be as plain as they can be.

A signature covers all of a file but itself, and of itself not all. What stands there could be
changed without breaking it (other padding, other letters for the same digits, an attribute
renamed so that nobody reads it), so each is looked at. Rules: RFC 5652 5.1, 5.3; RFC 5754.
"""

from __future__ import annotations

import re
from typing import Any, Final

from asn1crypto import cms
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_HEX: Final = re.compile(rb"<(?:[0-9a-f]*|[0-9A-F]*)>")
_GAP: Final = 4
_NULL: Final = b"\x05\x00"
_SEQUENCE: Final = 0x30
_OWN_PARAMETERS: Final = frozenset({"rsassa_pss"})


def plain(one: EmbeddedPdfSignature, content: bytes) -> bool:
    """Whether the gap in ``content`` holds this signature, written plainly, and nothing else."""
    if len(one.byte_range) != _GAP:
        return False
    _, end, begin, _ = (int(number) for number in one.byte_range)
    gap = content[end:begin]
    if not _HEX.fullmatch(gap):
        return False
    held = bytes.fromhex(gap[1:-1].decode("ascii"))
    info = cms.ContentInfo.load(held)
    der: bytes = info.dump()
    return held.startswith(der) and not any(held[len(der) :]) and _signed_data(info["content"])


def _signed_data(data: Any) -> bool:
    """Whether the parts around the signed attributes say what the rules have them say."""
    signers = data["signer_infos"]
    digests = [one.dump() for one in data["digest_algorithms"]]
    algorithms = [*data["digest_algorithms"], *(one["digest_algorithm"] for one in signers)]
    return (
        data["version"].native == _version(data)
        and sorted(digests) == sorted({one["digest_algorithm"].dump() for one in signers})
        and all(map(_algorithm, algorithms))
        and all(map(_signer, signers))
    )


def _version(data: Any) -> str:
    """RFC 5652 5.1, without the kinds of certificate nobody signs a paper with."""
    kinds = {one.name for one in data["certificates"] or ()}
    if "other" in kinds:
        return "v5"
    if "v2_attr_cert" in kinds:
        return "v4"
    by_key = any(one["version"].native == "v3" for one in data["signer_infos"])
    other = data["encap_content_info"]["content_type"].native != "data"
    return "v3" if by_key or other else "v1"


def _signer(signer: Any) -> bool:
    expected = "v1" if signer["sid"].name == "issuer_and_serial_number" else "v3"
    attributes = signer["unsigned_attrs"] or ()
    return (
        signer["version"].native == expected
        and _algorithm(signer["signature_algorithm"])
        and all(map(_attribute, attributes))
    )


def _attribute(attribute: Any) -> bool:
    """Known by name; a timestamp is looked at as the signature it is."""
    kind = attribute["type"].native
    if kind == "signature_time_stamp_token":
        return all(_signed_data(token["content"]) for token in attribute["values"])
    return not kind[:1].isdigit()


def _algorithm(algorithm: Any) -> bool:
    """A name without parameters, or with the empty ones, except where they mean something."""
    if algorithm["algorithm"].native in _OWN_PARAMETERS:
        return True
    name: bytes = algorithm["algorithm"].dump()
    whole: bytes = algorithm.dump()
    return whole in {_sequence(name), _sequence(name + _NULL)}


def _sequence(body: bytes) -> bytes:
    return bytes((_SEQUENCE, len(body))) + body
