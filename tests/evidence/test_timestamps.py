"""Timestamps: asked for real, and every way in which an authority fails or lies is found."""

from __future__ import annotations

import shutil
import subprocess
import time
from datetime import timedelta
from hashlib import sha256

import pytest
from asn1crypto import pem

from evidence.authority import answering, reply, running
from evidence.making import now
from qinghuan.errors import Problem, RuleError
from qinghuan.evidence.asking import address_fault, post
from qinghuan.evidence.timestamps import Stamp, ask, request_for, verify

OPENSSL = shutil.which("openssl")
DIGEST = sha256(b"one").hexdigest()
OTHER = sha256(b"another").hexdigest()


def stamped(authority, digest=DIGEST, name="stamps", roots=("root",), **how):
    given = [authority.certificate(one) for one in roots]
    how = {"now": now(), "nonce": 5, **how}
    return ask(digest, authority.url(name), roots=given, **how)


def code(found):
    assert isinstance(found, Problem)
    return found.code


def test_an_authority_that_a_root_vouches_for_gives_a_known_stamp(authority):
    found = stamped(authority)

    assert isinstance(found, Stamp)
    assert (found.digest, found.name, found.known) == (DIGEST, "Test stamps", True)
    assert abs(found.moment - now()) < timedelta(minutes=1)


def test_without_roots_the_stamp_is_whole_and_nobody_vouches_for_it(authority):
    found = stamped(authority, roots=())

    assert isinstance(found, Stamp)
    assert not found.known


def test_only_the_digest_leaves():
    request = request_for(DIGEST, 5)

    assert bytes.fromhex(DIGEST) in request
    assert len(request) < 80


def test_a_kept_stamp_is_checked_again_without_asking_anybody(authority):
    kept = stamped(authority).content
    root = [authority.certificate()]

    assert verify(kept, DIGEST, now=now(), roots=root).known
    assert not verify(kept, DIGEST, now=now()).known
    assert verify(kept, DIGEST, now=now() + timedelta(days=5000), roots=root).known
    assert code(verify(kept, OTHER, now=now(), roots=root)) == "signatures.other_digest"


def test_no_byte_of_a_kept_stamp_can_change_what_it_says(authority):
    kept = stamped(authority)
    root = [authority.certificate()]
    for place in range(0, len(kept.content), 7):
        bad = bytearray(kept.content)
        bad[place] ^= 1
        found = verify(bytes(bad), DIGEST, now=now(), roots=root)
        assert isinstance(found, Problem) or (found.moment, found.digest) == (kept.moment, DIGEST)


@pytest.mark.parametrize(
    ("how", "wrong"),
    [
        ({"name": "pages"}, "signatures.not_for_stamping"),
        ({"name": "lax"}, "signatures.not_for_stamping"),
        ({"roots": ("other",)}, "signatures.untrusted"),
    ],
)
def test_an_authority_that_may_not_stamp_or_is_not_trusted_is_refused(authority, how, wrong):
    assert code(stamped(authority, **how)) == wrong


@pytest.mark.parametrize(
    ("off", "wrong"),
    [
        (timedelta(days=1), "signatures.future"),
        (-timedelta(days=1), "signatures.old_moment"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(tmp_path, off, wrong):
    with running(tmp_path, at=now() + off) as lying:
        assert code(stamped(lying)) == wrong


def lying_with(answer_of):
    """A server that hands out an answer of the real authority to something else."""
    return answering(lambda handler, _body: reply(handler, answer_of))


def test_an_answer_about_something_else_is_found(authority):
    other = post(authority.url(), request_for(OTHER, 5))
    with lying_with(other) as url:
        assert code(ask(DIGEST, url, now=now(), nonce=5)) == "signatures.other_digest"


def test_an_answer_to_another_question_is_found(authority):
    earlier = post(authority.url(), request_for(DIGEST, 4))
    with lying_with(earlier) as url:
        assert code(ask(DIGEST, url, now=now(), nonce=5)) == "signatures.wrong_nonce"


def test_an_answer_whose_moment_was_rewritten_is_found(authority):
    good = post(authority.url(), request_for(DIGEST, 5))
    year = str(now().year).encode()
    with lying_with(good.replace(year, str(now().year - 1).encode(), 1)) as url:
        found = ask(DIGEST, url, now=now(), nonce=5)
    assert code(found) in {"signatures.forged", "signatures.old_moment"}


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x30\x03\x02\x01\x00", b"x" * 300_000])
def test_garbage_is_garbage(content):
    with lying_with(content) as url:
        assert code(ask(DIGEST, url, now=now(), nonce=5)) == "signatures.garbage"


def test_an_authority_that_says_no_is_believed():
    no = bytes.fromhex("30053003020102")  # status: rejection, and no token
    with lying_with(no) as url:
        assert code(ask(DIGEST, url, now=now(), nonce=5)) == "signatures.declines"
    with answering(lambda handler, _body: reply(handler, b"", 403)) as url:
        assert code(ask(DIGEST, url, now=now(), nonce=5)) == "signatures.refuses"


def test_an_authority_that_is_down_is_told_from_one_that_is_slow():
    with answering(lambda handler, _body: reply(handler, b"")) as url:
        pass
    assert code(ask(DIGEST, url, now=now(), nonce=5)) == "signatures.down"

    with answering(lambda _handler, _body: time.sleep(1)) as url:
        found = ask(DIGEST, url, now=now(), nonce=5, seconds=0.3)
    assert code(found) == "signatures.slow"


def test_a_drop_at_a_time_does_not_hold_anybody_for_long():
    def drops(handler, _body):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    began = time.monotonic()
    with answering(drops) as url:
        assert code(ask(DIGEST, url, now=now(), nonce=5, seconds=0.4)) == "signatures.slow"
        assert time.monotonic() - began < 1.5


def test_not_even_the_head_of_an_answer_may_come_drop_by_drop():
    def drops(handler, _body):
        for _ in range(60):
            handler.wfile.write(b"H")
            time.sleep(0.05)

    began = time.monotonic()
    with answering(drops) as url:
        assert code(ask(DIGEST, url, now=now(), nonce=5, seconds=0.4)) == "signatures.slow"
        assert time.monotonic() - began < 1.5


def test_a_site_that_nobody_vouches_for_is_sent_nothing(tmp_path):
    import ssl

    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        load_der_private_key,
    )

    from evidence.making import own

    key = load_der_private_key(own().key, None)
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "both.pem").write_bytes(written + pem.armor("CERTIFICATE", own().certificate))
    safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    safe.load_cert_chain(tmp_path / "both.pem")
    heard = []
    with answering(lambda _handler, body: heard.append(body), safe) as url:
        found = ask(DIGEST, url.replace("http:", "https:"), now=now(), nonce=5)

    assert code(found) == "signatures.not_safe"
    assert heard == []


def test_openssl_reads_a_kept_stamp_too(authority, tmp_path):
    if OPENSSL is None:
        pytest.skip("openssl is not here")
    for name, content in (
        ("one", b"one"),
        ("one.tsr", stamped(authority).content),
        ("root.pem", pem.armor("CERTIFICATE", authority.certificate())),
    ):
        (tmp_path / name).write_bytes(content)
    words = [OPENSSL, "ts", "-verify", "-data", "one", "-in", "one.tsr", "-CAfile", "root.pem"]
    said = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert said.stdout == "Verification: OK\n"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://example.org/tsa",
        "ftp://127.0.0.1/",
        "https://user:word@example.org/",
        "https://example.org/ two",
        "https://" + "a" * 200,
        "https://[::1",
        "http://127.0.0.1.example.org/",
    ],
)
def test_an_address_that_is_not_safe_is_never_asked(address):
    def nobody(*_given):
        raise AssertionError("asked")

    assert code(ask(DIGEST, address, now=now(), nonce=5, send=nobody)) == "signatures.address"


@pytest.mark.parametrize(
    "address",
    ["https://example.org/tsa", "http://127.0.0.1:1/", "http://[::1]/", "http://localhost/"],
)
def test_https_and_this_machine_can_be_asked(address):
    assert address_fault(address) is None


@pytest.mark.parametrize(("digest", "nonce"), [("ab", 5), (DIGEST, 1 << 63), (DIGEST, -1)])
def test_a_question_that_cannot_be_asked_is_misuse(digest, nonce):
    with pytest.raises(RuleError, match="SHA-256"):
        request_for(digest, nonce)
