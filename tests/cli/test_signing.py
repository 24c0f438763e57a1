"""``qinghuan sign`` and ``qinghuan timestamp``, typed as a person types them."""

from __future__ import annotations

import json
import stat

import pytest

from evidence.authority import running
from evidence.making import NAME, WORDS, now, p12, paper, png
from qinghuan import store
from qinghuan.evidence import pdf_signatures


@pytest.fixture(autouse=True)
def there(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(paper())
    (tmp_path / "words.txt").write_text(WORDS + "\n", encoding="utf-8")
    (tmp_path / "mine.p12").write_bytes(p12())
    (tmp_path / "name.png").write_bytes(png())
    return tmp_path


@pytest.fixture
def authority(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as one:
        yield one


def sign(run, *words):
    return run("sign", "paper.pdf", "--passphrase-file", "words.txt", *words)


def test_a_file_is_signed_beside_itself_with_a_certificate_that_is_there(run, there):
    done = sign(run, "--p12", "mine.p12")
    signed = (there / "paper-signed.pdf").read_bytes()

    assert done.code == 0, done.err
    assert "不等于手写签名" in done.out
    assert pdf_signatures.check(signed, now=now()).whole
    assert (there / "paper.pdf").read_bytes() == paper()


def test_a_file_that_is_there_is_never_written_over(run, there):
    (there / "paper-signed.pdf").write_bytes(b"mine")

    assert sign(run, "--p12", "mine.p12").code == 2
    assert (there / "paper-signed.pdf").read_bytes() == b"mine"


def test_a_new_certificate_is_made_encrypted_and_private(run, there):
    done = sign(run, "--new-certificate", NAME, "--p12", "new.p12", "--json")

    assert done.code == 0, done.err
    assert done.json["signatures"][0]["name"] == NAME
    assert stat.S_IMODE((there / "new.p12").stat().st_mode) == 0o600
    assert sign(run, "--new-certificate", NAME, "--p12", "new.p12", "--out", "b.pdf").code == 2
    assert sign(run, "--p12", "new.p12", "--out", "c.pdf").code == 0


def test_the_certificate_of_the_folder_is_used_where_none_is_named(run):
    assert sign(run).code == 2
    assert sign(run, "--new-certificate", NAME).code == 0
    assert sign(run, "--out", "again.pdf").code == 0
    assert sign(run, "--new-certificate", NAME, "--out", "no.pdf").code == 2


def test_a_wrong_passphrase_is_said_and_nothing_is_written(run, there):
    (there / "words.txt").write_text("another sentence", encoding="utf-8")
    done = sign(run, "--p12", "mine.p12")

    assert done.code == 3
    assert "口令不对" in done.err
    assert "another sentence" not in done.err + done.out
    assert not (there / "paper-signed.pdf").exists()


def test_without_a_terminal_and_a_file_the_passphrase_is_asked_for_plainly(run):
    done = run("sign", "paper.pdf", "--p12", "mine.p12")

    assert done.code == 2
    assert "--passphrase-file" in done.err


def test_a_picture_alone_is_called_one(run):
    done = run("sign", "paper.pdf", "--level", "drawn", "--picture", "name.png", "--name", "张三")

    assert done.code == 0, done.err
    assert "只是图片" in done.out


def test_signing_into_a_case_becomes_a_fact_and_goes_on_from_there(run, there, case):
    sign(run, "--p12", "mine.p12", "--case", case)
    fact = store.signatures(case)[0]

    assert (fact.level, fact.role, fact.name) == ("B", "borrower", NAME)
    assert store.file(fact.files[0]) == (there / "paper-signed.pdf").read_bytes()


def test_an_authority_gives_the_moment(run, there, authority):
    done = sign(run, "--p12", "mine.p12", "--authority", authority.url(), "--json")
    found = pdf_signatures.check((there / "paper-signed.pdf").read_bytes(), now=now())

    assert done.json["level"] == "B-T"
    assert found.signatures[0].stamped == "unknown"


def test_without_a_network_it_is_signed_and_the_stamp_waits(run, case, tmp_path_factory):
    with running(tmp_path_factory.mktemp("gone")) as gone:
        url = gone.url()
    done = sign(run, "--p12", "mine.p12", "--case", case, "--authority", url)

    assert done.code == 1
    assert "时间戳在等" in done.out
    assert len(store.waiting_stamps(case)) == 1
    assert run("timestamp", "--waiting", "--case", case).code == 1


def test_a_stamp_is_kept_beside_its_file_and_checked_without_a_network(run, there, authority):
    root = there / "root.der"
    root.write_bytes(authority.certificate())
    done = run("timestamp", "paper.pdf", "--authority", authority.url(), "--root", root)
    checked = run("timestamp", "paper.pdf", "--check", "paper.pdf.tsr", "--root", root, "--json")
    other = run("timestamp", "mine.p12", "--check", "paper.pdf.tsr", "--root", root)

    assert done.code == 0, done.err
    assert checked.json["known"] is True
    assert other.code == 1
    assert "另一份内容" in other.err


def test_a_case_as_it_stands_is_stamped(run, case, authority):
    done = run("timestamp", "--case", case, "--authority", authority.url())
    fact = store.stamps(case)[0]

    assert done.code == 0, done.err
    assert fact.of == next(iter(store.entries(case))).digest
    assert run("case", "verify", case).code == 0


def test_an_address_on_the_open_network_without_encryption_is_refused(run):
    done = run("timestamp", "paper.pdf", "--authority", "http://example.org/", "--json")

    assert done.code == 2
    assert json.loads(done.out)["problems"][0]["code"] == "signatures.address"
