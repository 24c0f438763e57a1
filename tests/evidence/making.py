"""Papers, certificates and pictures to sign with."""

from __future__ import annotations

import random
import struct
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from documents.samples import sample
from qinghuan.documents.signature_stamp import appearance, signature_lines
from qinghuan.documents.typst_pdf import to_pdf
from qinghuan.evidence.certificates import make, read
from qinghuan.evidence.signing import Authority, sign

NAME = "马𬭸"
WORDS = "一句只有我知道的话"


def now():
    return datetime.now(UTC)


@cache
def paper():
    return to_pdf(sample())


@cache
def p12(name=NAME):
    return make(name, WORDS, now=now(), years=2)


@cache
def own(name=NAME):
    return read(p12(name), WORDS, now=now())


def asking(authority, name="stamps", roots=None):
    """The authority as somebody to ask, with repeatable numbers."""
    numbers = random.Random(7)
    trusted = [authority.certificate()] if roots is None else roots
    return Authority(authority.url(name), lambda: numbers.getrandbits(63), trusted)


def signed(content, role="borrower", level="B", authority=None, who=None, picture=None):
    """``content`` signed visibly; a problem where it cannot be."""
    moment, key = now(), who or own()
    lines = signature_lines(key.name, role, level, moment, self_made=key.self_made)
    return sign(
        content,
        key,
        role=role,
        level=level,
        now=moment,
        authority=authority,
        appearance=appearance(lines, now=moment, picture=picture),
    )


def png(width=300, height=100, *, drawn=True, more=()):
    """A PNG with a line across it; ``more`` chunks stand before the end."""
    rows = []
    for y in range(height):
        row = bytearray(4 * width)
        if drawn:
            at = 4 * (y * width // height)
            row[at : at + 4] = b"\x10\x20\x2c\xff"
        rows.append(b"\0" + bytes(row))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = [(b"IHDR", header), *more, (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


@cache
def issued(name="李某"):
    """A certificate that a made-up issuer gave (an elliptic key), and the issuer's own, as DER."""
    moment = now()
    usage = {
        "digital_signature": True,
        "content_commitment": True,
        "key_encipherment": False,
        "data_encipherment": False,
        "key_agreement": False,
        "encipher_only": False,
        "decipher_only": False,
    }
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, one)]) for one in ("CA", name)]
    made = []
    for place, ca in enumerate((True, False)):
        made.append(
            x509.CertificateBuilder()
            .subject_name(names[place])
            .issuer_name(names[0])
            .public_key(keys[place].public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(moment - timedelta(days=1))
            .not_valid_after(moment + timedelta(days=99))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**usage, key_cert_sign=ca, crl_sign=ca), critical=True)
            .sign(keys[0], hashes.SHA256())
        )
    locked = BestAvailableEncryption(WORDS.encode())
    content = pkcs12.serialize_key_and_certificates(None, keys[1], made[1], [made[0]], locked)
    return read(content, WORDS, now=moment), made[0].public_bytes(Encoding.DER)
