"""Certificates: made here under a passphrase, and every way in which one cannot sign."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from evidence.making import NAME, WORDS, now, own, p12
from qinghuan.errors import Problem, RuleError
from qinghuan.evidence.certificates import make, read


def test_a_certificate_made_here_opens_with_its_passphrase_and_vouches_for_itself():
    found = own()

    assert (found.name, found.self_made) == (NAME, True)
    assert found.valid_from <= now() < found.valid_until
    assert len(found.digest) == 64


def test_neither_the_name_nor_the_passphrase_can_be_read_from_the_file():
    content = make("Zhang San", "one long secret", now=now(), years=1)

    for words in ("Zhang San", "one long secret"):
        for written in (words.encode(), words.encode("utf-16-be")):
            assert written not in content


def test_key_and_certificate_do_not_stand_in_what_is_printed():
    assert "b'" not in repr(own())


@pytest.mark.parametrize(
    ("content", "words", "code"),
    [
        (None, "another sentence", "signatures.wrong_passphrase"),
        (b"", WORDS, "signatures.not_p12"),
        (b"%PDF-1.7 no certificate", WORDS, "signatures.not_p12"),
        (b"\x30\x80" * 40, WORDS, "signatures.not_p12"),
        (b"\x30" * 1_000_001, WORDS, "signatures.not_p12"),
    ],
)
def test_what_cannot_be_opened_says_why(content, words, code):
    found = read(p12() if content is None else content, words, now=now())

    assert isinstance(found, Problem)
    assert found.code == code


def test_a_file_cut_in_the_middle_is_broken_and_not_a_wrong_passphrase():
    found = read(p12()[:-400], WORDS, now=now())

    assert isinstance(found, Problem)
    assert found.code == "signatures.not_p12"


@pytest.mark.parametrize(
    ("later", "code"),
    [
        (timedelta(days=731), "signatures.expired"),
        (-timedelta(days=1), "signatures.not_yet"),
    ],
)
def test_a_certificate_out_of_its_time_does_not_sign(later, code):
    found = read(p12(), WORDS, now=now() + later)

    assert isinstance(found, Problem)
    assert found.code == code


def test_a_file_without_a_key_does_not_sign():
    from cryptography.x509 import load_der_x509_certificate

    certificate = load_der_x509_certificate(own().certificate)
    locked = BestAvailableEncryption(WORDS.encode())
    content = pkcs12.serialize_key_and_certificates(None, None, certificate, None, locked)
    found = read(content, WORDS, now=now())

    assert isinstance(found, Problem)
    assert found.code == "signatures.no_key"


def test_a_file_with_a_key_alone_does_not_sign():
    key = rsa.generate_private_key(65537, 2048)
    locked = BestAvailableEncryption(WORDS.encode())
    content = pkcs12.serialize_key_and_certificates(None, key, None, None, locked)
    found = read(content, WORDS, now=now())

    assert isinstance(found, Problem)
    assert found.code == "signatures.no_key"


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("  ", WORDS, "signatures.name"),
        ("字" * 65, WORDS, "signatures.name"),
        ("张\u202e三", WORDS, "signatures.name"),
        ("张三", "short", "signatures.short_passphrase"),
    ],
)
def test_a_certificate_needs_a_name_and_a_passphrase_worth_it(name, words, code):
    found = make(name, words, now=now(), years=1)

    assert isinstance(found, Problem)
    assert found.code == code


@pytest.mark.parametrize("years", [0, 11])
def test_nobody_makes_a_certificate_for_no_time_or_for_ever(years):
    with pytest.raises(RuleError, match="years"):
        make("张三", WORDS, now=now(), years=years)
