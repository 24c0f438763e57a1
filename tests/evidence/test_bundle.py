"""A bundle is checked by tools that are not ours: ``sha256sum``, ``openssl``, any unpacker."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest
from asn1crypto import pem

from evidence.bundles import ORIGINALS, bundle, files, parts
from qinghuan.errors import RuleError
from qinghuan.evidence.bundle import OriginalChanged, write_bundle
from qinghuan.evidence.checking import check_bundle
from qinghuan.evidence.listing import Stamp
from qinghuan.evidence.plain_zip import LARGEST
from qinghuan.evidence.responses import response_of, said_by

OPENSSL = shutil.which("openssl")
SUMS = shutil.which("sha256sum")
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="no openssl on this machine")


def unpacked(whole, folder):
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        archive.extractall(folder)
    return folder


def stamped(authority, *, token=False):
    """A bundle whose first original bears a timestamp."""
    made = parts()
    first = made.manifest.items[0]
    said = [authority.response(ORIGINALS[0])]
    if token:
        said[0] = response_of(authority.token(ORIGINALS[0]))
    stamp = Stamp(
        path="timestamps/01.tsr",
        of=first.sha256,
        covers=first.path,
        authority=authority.url(),
        moment="2026-11-20T04:00:00+00:00",
    )
    manifest = made.manifest.model_copy(update={"timestamps": (stamp,)})
    return replace(made, manifest=manifest, tokens=tuple(said))


@pytest.mark.skipif(SUMS is None, reason="no sha256sum on this machine")
def test_sha256sum_finds_every_file_as_it_was_and_a_changed_one(tmp_path):
    folder = unpacked(bundle(), tmp_path)
    command = [SUMS, "-c", "--strict", "SHA256SUMS"]

    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.count(": OK") == len(files(bundle())) - 2

    (folder / "index.pdf").write_bytes(b"other")
    again = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert again.returncode
    assert "index.pdf: FAILED" in again.stdout


@needs_openssl
@pytest.mark.parametrize("token", [False, True], ids=["response", "token alone"])
def test_openssl_finds_a_timestamp_over_its_original_and_over_no_other(authority, tmp_path, token):
    whole = bundle(stamped(authority, token=token))
    assert check_bundle(io.BytesIO(whole)).sound
    folder = unpacked(whole, tmp_path)
    (tmp_path / "ca.pem").write_bytes(pem.armor("CERTIFICATE", authority.certificate()))
    originals = sorted((folder / "originals").iterdir())

    def verified(original):
        command = [
            *(OPENSSL, "ts", "-verify", "-in", "timestamps/01.tsr"),
            *("-data", str(original), "-CAfile", "ca.pem"),
        ]
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode

    assert verified(originals[0]) == 0
    assert verified(originals[1]) != 0


@needs_openssl
def test_openssl_finds_a_timestamp_over_the_head_of_the_journal_by_its_digest(authority, tmp_path):
    made = parts()
    before, head = made.chain.links[-2:]
    names = ("sequence", "id", "kind", "version", "on", "recorded_at", "actor", "token")
    values = head.model_dump(mode="json")
    header = json.dumps(
        [made.chain.case, *(values[name] for name in names)],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    sealed = f"{before.digest}\n{header}\n{head.body_digest}".encode()
    stamp = Stamp(
        path="timestamps/01.tsr",
        of=head.digest,
        covers=f"chain.json#{head.sequence}",
        authority=authority.url(),
        moment="2026-11-20T04:00:00+00:00",
    )
    manifest = made.manifest.model_copy(update={"timestamps": (stamp,)})
    tokens = (authority.response(sealed),)
    whole = bundle(replace(made, manifest=manifest, tokens=tokens))
    assert check_bundle(io.BytesIO(whole)).sound
    (tmp_path / "ca.pem").write_bytes(pem.armor("CERTIFICATE", authority.certificate()))
    command = [
        *(OPENSSL, "ts", "-verify", "-in", "timestamps/01.tsr"),
        *("-digest", head.digest, "-CAfile", "ca.pem"),
    ]
    done = subprocess.run(command, cwd=unpacked(whole, tmp_path), capture_output=True, check=False)

    assert done.returncode == 0
    moved = stamp.model_copy(update={"covers": f"chain.json#{before.sequence}"})
    manifest = made.manifest.model_copy(update={"timestamps": (moved,)})
    other = bundle(replace(made, manifest=manifest, tokens=tokens))
    assert not check_bundle(io.BytesIO(other)).sound


def test_a_timestamp_over_something_else_is_a_problem(authority):
    made = replace(stamped(authority), tokens=(authority.response(b"something else"),))
    found = check_bundle(io.BytesIO(bundle(made)))

    assert [problem.code for problem in found.problems] == ["evidence.bundle.stamp"]


@pytest.mark.parametrize("junk", [b"", b"0", b"\x30\x80", b"\x30\x03\x02\x01\x00", b"x" * 500])
def test_a_timestamp_that_cannot_be_read_is_a_problem_and_no_exception(authority, junk):
    made = replace(stamped(authority), tokens=(junk,))

    assert said_by(junk) is None
    assert not check_bundle(io.BytesIO(bundle(made))).sound


def test_a_timestamp_says_its_digest(authority):
    said = said_by(authority.response(b"abc"))

    assert said is not None
    assert said.digest == sha256(b"abc").hexdigest()


def test_an_original_that_changed_on_the_disk_is_never_put_in():
    with pytest.raises(OriginalChanged):
        write_bundle(io.BytesIO(), parts(), lambda _digest: io.BytesIO(b"changed"))


def test_more_than_a_zip_holds_is_refused_before_anything_is_written():
    made = parts()
    items = (made.manifest.items[0].model_copy(update={"size": LARGEST}),)
    manifest = made.manifest.model_copy(update={"items": items})
    out = io.BytesIO()
    with pytest.raises(RuleError):
        write_bundle(out, replace(made, manifest=manifest), lambda _digest: io.BytesIO())

    assert out.getvalue() == b""


def test_a_bundle_without_originals_and_chain_is_sound():
    from qinghuan.evidence.chain import Chain

    made = replace(parts(()), chain=Chain())

    assert check_bundle(io.BytesIO(bundle(made, ()))).sound
