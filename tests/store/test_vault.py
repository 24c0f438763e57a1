"""The vault: originals are kept as they came, and only what was chosen goes into a bundle."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date
from hashlib import sha256

import pytest

from qinghuan import store
from qinghuan.evidence.entries import EvidenceKept, TimestampGiven
from qinghuan.store.files import NewFile, folder, keep_stream
from store.making import DAY, NOW, add, case, debt, note

pytestmark = pytest.mark.usefixtures("sqlite")


def evidence(**more):
    given = {"sort": "recording", "title": "通话", "name": "录音.m4a", "how": "recorded"}
    return EvidenceKept(id=store.mint(), on=DAY, **{**given, **more})


def keep(where, content=b"sound", **more):
    fact = evidence(**more)
    store.keep_original(where, io.BytesIO(content), fact, who=store.OWNER, now=NOW)
    return fact.id


def make(where, tmp_path, ids=(), name="a.zip", **more):
    items = store.chosen(store.evidence(where), ids)
    wanted = store.Wanted(items, "法院", date(2026, 11, 20), "zh_CN", **more)
    made = store.make_bundle(where, wanted, tmp_path / name)
    return made, tmp_path / name


def inside(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refused(call):
    with pytest.raises(store.StoreRefused) as caught:
        call()
    return caught.value.problem.code


def test_an_original_is_kept_byte_for_byte_and_the_case_verifies():
    where, content = case(), os.urandom(3_000_000)
    keep(where, content)

    (kept,) = store.evidence(where)
    assert store.file(kept.item.digest) == content
    assert kept.there
    assert store.verify(where) == []


def test_a_stream_past_the_limit_leaves_nothing():
    before = set(folder().iterdir())

    assert refused(lambda: keep_stream(io.BytesIO(b"x" * 2_000_001), 2_000_000)) == (
        "store.original_too_large"
    )
    assert set(folder().iterdir()) == before


def test_a_stream_of_exactly_the_limit_is_kept():
    content = b"x" * 2_000_000

    assert keep_stream(io.BytesIO(content), len(content)) == sha256(content).hexdigest()


def test_a_file_that_is_dropped_leaves_nothing():
    before = set(folder().iterdir())
    new = NewFile()
    new.write(b"half of it")
    new.drop()

    assert set(folder().iterdir()) == before


def test_the_same_file_twice_is_kept_once():
    assert keep_stream(io.BytesIO(b"same")) == keep_stream(io.BytesIO(b"same"))
    assert len(list(folder().iterdir())) == 1


def test_an_empty_file_is_refused():
    where = case()

    assert refused(lambda: keep(where, b"")) == "store.original_empty"
    assert store.evidence(where) == []


def test_what_somebody_else_got_and_talks_with_third_persons_go_in_only_by_name():
    third = note(reached="third_person")
    mine = note()
    where = case(third, mine)
    own = keep(where, b"1", about=mine.id)
    other = keep(where, b"2", by="姐姐")
    about = keep(where, b"3", about=third.id)

    chosen = [item.entry for item in store.chosen(store.evidence(where))]
    assert chosen == [own]
    named = [item.entry for item in store.chosen(store.evidence(where), [other, about])]
    assert set(named) == {other, about}


def test_a_bundle_of_one_debt_holds_nothing_of_another():
    one, two = debt("甲"), debt("乙")
    where = case(one, two)
    mine = keep(where, b"1", debt=one.id)
    keep(where, b"2", debt=two.id, title="乙的录音")
    keep(where, b"3", title="没有说是哪笔")

    items = store.chosen(store.evidence(where), debt=one.id)

    assert [item.entry for item in items] == [mine]


def test_nothing_but_the_allow_list_of_an_original_reaches_its_recipient(tmp_path):
    one = debt("秘密的债权人")
    where = case(one, note("只给自己看的话"), label="秘密的名字")
    keep(where, b"1", debt=one.id, note="秘密的备注", title="通话")
    _, path = make(where, tmp_path)

    whole = b"".join(inside(path).values())
    for secret in ("秘密的债权人", "只给自己看的话", "秘密的名字", "秘密的备注"):
        assert secret.encode() not in whole


def test_a_bundle_is_sound_is_that_of_its_case_and_is_made_again_byte_for_byte(tmp_path):
    where = case(note())
    keep(where)
    made, path = make(where, tmp_path)
    again, _ = make(where, tmp_path, name="b.zip")

    found = store.held_to_case(store.check_file(path, now=NOW), where, path)
    assert found.sound
    assert "evidence.check.chain_in_case" in {text.id for text in found.proved}
    assert made == again
    assert sha256(path.read_bytes()).hexdigest() == made.sha256
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_bundle_of_another_case_is_told_from_ours(tmp_path):
    where, other = case(), case()
    keep(where)
    _, path = make(where, tmp_path)

    found = store.held_to_case(store.check_file(path, now=NOW), other, path)
    assert [problem.code for problem in found.problems] == ["evidence.other_chain"]


def test_without_its_chain_a_bundle_says_nothing_of_the_journal(tmp_path):
    where = case(note())
    keep(where)
    _, path = make(where, tmp_path, with_chain=False)

    assert b"contact_made" not in path.read_bytes()
    assert where.encode() not in path.read_bytes()
    assert store.check_file(path, now=NOW).sound


def test_a_timestamp_of_an_original_goes_along(tmp_path):
    where = case()
    keep(where, b"sound")
    token = store.keep_file(b"\x30\x03\x02\x01\x00")
    digest = sha256(b"sound").hexdigest()
    stamp = TimestampGiven(
        id=store.mint(), on=DAY, files=(token,), of=digest, authority="TSA", moment="2026"
    )
    add(where, stamp)
    _, path = make(where, tmp_path)

    assert inside(path)["timestamps/01.tsr"] == b"\x30\x03\x02\x01\x00"


def test_a_lost_or_changed_original_is_refused(tmp_path):
    where = case()
    keep(where, b"sound")
    path = folder() / sha256(b"sound").hexdigest()
    path.chmod(0o600)
    path.write_bytes(b"other")

    assert refused(lambda: make(where, tmp_path)) == "store.file_changed"
    assert list(tmp_path.glob("*.zip")) == []
    path.unlink()
    assert refused(lambda: make(where, tmp_path)) == "store.file_missing"


def test_an_empty_or_unknown_choice_is_refused(tmp_path):
    where = case()

    assert refused(lambda: make(where, tmp_path)) == "evidence.empty"
    assert refused(lambda: make(where, tmp_path, ["nobody000000"])) == "evidence.unknown"


def test_evidence_travels_with_its_case(tmp_path):
    where = case()
    keep(where, b"sound")
    store.export_case(where, tmp_path / "c.qinghuan")
    copy = store.import_case(tmp_path / "c.qinghuan", who=store.OWNER, now=NOW, as_copy=True)

    assert [one.item.title for one in store.evidence(copy.case)] == ["通话"]
