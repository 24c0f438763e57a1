"""Certificates a person signs with: made here, or brought along as PKCS#12 (.p12, .pfx).

A self-made certificate vouches for itself alone: nobody checked the name in it. The file
is encrypted with a passphrase that is never kept. Keys come from the machine's own source
of randomness, as they must. Rule: docs/rules/signatures.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from qinghuan.errors import Problem, RuleError
from qinghuan.evidence.pdf_signatures import fault

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

LARGEST: Final = 1_000_000
"""Bytes of a file with a certificate."""
SHORTEST_PASSPHRASE: Final = 8
LONGEST_NAME: Final = 64
"""Letters of a common name (X.520, ub-common-name)."""
MOST_YEARS: Final = 10
_BITS: Final = 3072
_EXPONENT: Final = 65537
_YEAR: Final = timedelta(days=365)
_EARLY: Final = timedelta(minutes=5)
"""So that a clock a little behind does not find a new certificate not valid yet."""


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A certificate with its key, opened; lives for one signature and is never written."""

    name: str
    digest: str
    """SHA-256 of the certificate, lower-case hexadecimal."""
    self_made: bool
    valid_from: datetime
    valid_until: datetime
    certificate: bytes = field(repr=False)
    """DER."""
    key: bytes = field(repr=False)
    """PKCS#8, DER."""
    chain: tuple[bytes, ...] = field(default=(), repr=False)
    """DER of the certificates that came along."""


def make(name: str, passphrase: str, *, now: datetime, years: int) -> bytes | Problem:
    """A new certificate for ``name`` with its key, as PKCS#12 under ``passphrase``.

    Valid for ``years`` (1 to 10) from ``now``. Raises :class:`RuleError` for other years.
    """
    if not 1 <= years <= MOST_YEARS:
        raise RuleError(f"a certificate is made for 1 to {MOST_YEARS} years, not {years}")
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        return fault("name", "/name", most=LONGEST_NAME)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return fault("short_passphrase", "/passphrase", least=SHORTEST_PASSPHRASE)
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415 - slow to load
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        BestAvailableEncryption,
        pkcs12,
    )

    key = rsa.generate_private_key(_EXPONENT, _BITS)
    certificate = _self_signed(plain, key, now.astimezone(UTC), years)
    # Without a friendly name: that one would stand in the file unencrypted.
    locked = BestAvailableEncryption(passphrase.encode())
    return bytes(pkcs12.serialize_key_and_certificates(None, key, certificate, None, locked))


def _self_signed(name: str, key: Any, now: datetime, years: int) -> Certificate:
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415

    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLY)
        .not_valid_after(now + years * _YEAR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def read(content: bytes, passphrase: str, *, now: datetime) -> OwnCertificate | Problem:
    """The certificate in the PKCS#12 file ``content``, or why it cannot sign ``now``."""
    if len(content) > LARGEST or not _is_pkcs12(content):
        return fault("not_p12", "/p12")
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415

    try:
        key, certificate, more = pkcs12.load_key_and_certificates(content, passphrase.encode())
    except ValueError:
        return fault("wrong_passphrase", "/passphrase")
    except Exception:  # noqa: BLE001 - a kind of file or key the library does not know
        return fault("not_p12", "/p12")
    if key is None or certificate is None:
        return fault("no_key", "/p12")
    if not _can_sign(key):
        return fault("unknown_key", "/p12")
    return _in_time(certificate, now) or _opened(key, certificate, more)


def _is_pkcs12(content: bytes) -> bool:
    from asn1crypto import pkcs12  # noqa: PLC0415

    try:
        read = pkcs12.Pfx.load(content, strict=True)
        return bool(read["version"].native == "v3" and read["auth_safe"]["content"].native)
    except (ValueError, TypeError, KeyError):
        return False


def _can_sign(key: Any) -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa  # noqa: PLC0415

    return isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)


def _in_time(certificate: Certificate, now: datetime) -> Problem | None:
    if now < certificate.not_valid_before_utc:
        return fault("not_yet", "/p12", day=certificate.not_valid_before_utc.date())
    if now > certificate.not_valid_after_utc:
        return fault("expired", "/p12", day=certificate.not_valid_after_utc.date())
    return None


def _opened(key: Any, certificate: Certificate, more: list[Certificate]) -> OwnCertificate:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    return OwnCertificate(
        name=_name(certificate),
        digest=certificate.fingerprint(hashes.SHA256()).hex(),
        self_made=certificate.issuer == certificate.subject,
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        certificate=certificate.public_bytes(Encoding.DER),
        key=key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        chain=tuple(one.public_bytes(Encoding.DER) for one in more),
    )


def _name(certificate: Certificate) -> str:
    from cryptography.x509 import NameOID  # noqa: PLC0415

    named = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    written = named[0].value if named else certificate.subject.rfc4514_string()
    plain = written if isinstance(written, str) else written.decode("utf-8", "replace")
    return "".join(filter(str.isprintable, plain))[:LONGEST_NAME].strip()
