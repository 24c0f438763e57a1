"""Any file is checked by its bytes, and the answer says what is proved and what is not."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256

import pytest

from evidence.bundles import bundle, files, repacked
from qinghuan import store
from qinghuan.evidence.entries import EvidenceKept
from store.making import DAY, NOW, add, case, import_bill, line, note

pytestmark = pytest.mark.usefixtures("sqlite")


@pytest.fixture
def given(tmp_path):
    def put(content, name="file"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return put


def said(found):
    return {text.id.removeprefix("evidence.check.") for text in (*found.checked, *found.proved)}


def test_a_bundle_by_any_name_is_checked_as_one(given):
    found = store.check_file(given(bundle(), "x.dat"), now=NOW)

    assert (found.kind, found.sound) == ("bundle", True)
    assert {"bundle_proved", "chain", "compare"} <= said(found)
    assert "evidence.check.rewritten" in {text.id for text in found.not_proved}


@pytest.mark.parametrize("at", [0, 40, -1, -30])
def test_a_changed_bundle_is_not_sound_and_proves_nothing(given, at):
    whole = bytearray(bundle())
    whole[at] ^= 1
    found = store.check_file(given(bytes(whole), "a.zip"), now=NOW)

    assert not found.sound
    assert found.headline.id == "evidence.check.headline.unsound"


def test_a_case_file_is_checked_and_nothing_is_taken_in(tmp_path):
    where = case(note())
    import_bill(where, line(1))
    store.export_case(where, tmp_path / "c.qinghuan")
    store.erase(where, who=store.OWNER)

    found = store.check_file(tmp_path / "c.qinghuan", now=NOW)
    assert (found.kind, found.sound) == ("case", True)
    assert store.cases(store.OWNER) == []


def test_a_case_file_is_that_of_its_case_and_of_no_other(tmp_path):
    where, path = case(note()), tmp_path / "c.qinghuan"
    store.export_case(where, path)
    add(where, note())
    found = store.check_file(path, now=NOW)

    assert "chain_in_case" in said(store.held_to_case(found, where, path))
    assert not store.held_to_case(found, case(), path).sound


@pytest.mark.parametrize("name", ["c.qinghuan", "other.name"])
def test_a_changed_case_file_is_found(tmp_path, name):
    store.export_case(case(note()), tmp_path / name)
    whole = bytearray((tmp_path / name).read_bytes())
    whole[len(whole) // 2] ^= 1
    (tmp_path / name).write_bytes(whole)

    assert not store.check_file(tmp_path / name, now=NOW).sound


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7 nothing signed", b"PK\3\4"])
def test_a_file_of_any_kind_never_proves_by_itself(given, content):
    found = store.check_file(given(content), now=NOW)

    assert found.proved == ()
    assert found.sha256 == sha256(content).hexdigest()


def test_a_huge_file_packed_small_is_refused_at_once(given):
    bomb = repacked({"x": b"\0" * 100_000_000}, zipfile.ZIP_DEFLATED)
    found = store.check_file(given(bomb, "bomb.zip"), now=NOW)

    assert [problem.code for problem in found.problems] == ["evidence.bundle.zip.packed_anew"]


def test_a_digest_is_found_in_the_case_as_file_and_as_head():
    where = case(note())
    digest = store.head(where)[1]

    assert "head_in_case" in said(store.held_to_case(store.check_digest(digest), where))
    assert "head_in_case" in said(store.held_to_case(store.check_digest(digest[:16]), where))
    other = store.held_to_case(store.check_digest("0" * 64), where)
    assert [problem.code for problem in other.problems] == ["evidence.not_in_case"]


def test_a_file_named_in_the_journal_is_found_there(given):
    where = case()
    fact = import_bill(where, line(1))
    path = given(store.file(fact.file))

    assert "in_case" in said(store.held_to_case(store.check_file(path, now=NOW), where, path))


@pytest.mark.parametrize("name", ["bill.zip", "letter.docx"])
def test_a_zip_that_is_no_bundle_is_known_to_the_case_that_keeps_it(given, name):
    content = repacked({"word/document.xml": b"x"})
    path = given(content, name)
    where = case()
    keep_in(where, content)
    found = store.check_file(path, now=NOW)

    assert found.proved == ()
    assert store.held_to_case(found, where, path).sound


def keep_in(where, content):
    fact = EvidenceKept(id=store.mint(), on=DAY, sort="bill", title="x", how="received")
    store.keep_original(where, io.BytesIO(content), fact, who=store.OWNER, now=NOW)


def test_a_bundle_holds_the_files_it_lists():
    assert "originals/01-第0件.m4a" in files(bundle())
