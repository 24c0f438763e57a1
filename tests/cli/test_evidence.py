"""``evidence add``, ``list``, ``bundle`` and ``verify`` as a person types them."""

from __future__ import annotations

import os
import tracemalloc
from hashlib import sha256

import pytest

from qinghuan.evidence.checking import check_bundle


@pytest.fixture
def recording(tmp_path):
    path = tmp_path / "录音 1.m4a"
    path.write_bytes(b"sound" * 1000)
    return path


@pytest.fixture
def kept(run, case, recording):
    more = ("--sort", "recording", "--how", "recorded", "--title", "10月2日的通话")
    return run("evidence", "add", case, recording, *more, "--carrier", "我的手机", "--json").json


def test_an_original_is_kept_and_listed(run, case, kept, recording):
    assert kept["sha256"] == sha256(recording.read_bytes()).hexdigest()
    listed = run("evidence", "list", case)

    assert listed.code == 0
    assert "10月2日的通话" in listed.out
    assert "我的手机" in listed.out
    assert run("evidence", "list", case, "--json").json["evidence"][0]["id"] == kept["id"]


@pytest.mark.usefixtures("kept")
def test_a_bundle_is_made_shown_with_its_digest_and_verifies(run, case, tmp_path):
    made = run("evidence", "bundle", case, "--all", "--for", "西宁市某法院", "--out", "b.zip")
    digest = sha256((tmp_path / "b.zip").read_bytes()).hexdigest()
    checked = run("verify", "b.zip", "--case", case)

    assert made.code == 0
    assert digest in made.out
    assert checked.code == 0
    assert digest in checked.out
    assert "没有证明" in checked.out


@pytest.mark.usefixtures("kept")
def test_making_a_bundle_records_nothing(run, case):
    before = run("case", "show", case, "--json").json
    run("evidence", "bundle", case, "--all", "--out", "b.zip")

    assert run("case", "show", case, "--json").json == before


def test_a_changed_bundle_ends_with_code_1_and_names_the_file(run, case, kept, tmp_path):
    run("evidence", "bundle", case, "--item", kept["id"], "--out", "b.zip")
    whole = (tmp_path / "b.zip").read_bytes()
    at = whole.index(b"soundsound")
    (tmp_path / "b.zip").write_bytes(whole[:at] + b"S" + whole[at + 1 :])
    ran = run("verify", "b.zip")

    assert ran.code == 1
    assert "originals/01-" in ran.err
    assert run("verify", "b.zip", "--json").json["problems"][0]["code"] == "evidence.bundle.changed"


def test_a_file_without_anything_to_check_is_unusable_input(run, recording):
    assert run("verify", recording).code == 2


def test_a_kept_original_is_known_to_its_case(run, case, kept, recording):
    assert run("verify", recording, "--case", case).code == 0
    assert run("verify", kept["sha256"], "--case", case).code == 0
    assert run("verify", "0" * 64, "--case", case).code == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("evidence", "add", "{case}", "missing.m4a"), 2),
        (("evidence", "add", "{case}", "{file}", "--about", "nothing00000"), 2),
        (("evidence", "add", "{case}", "{file}", "--debt", "unknown"), 2),
        (("evidence", "add", "{case}", "{file}", "--on", "2999-01-01"), 2),
        (("evidence", "add", "{case}", "{file}", "--title", "x" * 201), 2),
        (("evidence", "add", "{case}", "/dev/null"), 3),
        (("evidence", "add", "{case}", "{file}", "--shows", "不想活了"), 3),
        (("evidence", "bundle", "{case}"), 2),
        (("evidence", "bundle", "{case}", "--all", "--item", "x"), 2),
        (("evidence", "bundle", "{case}", "--item", "nothing"), 3),
        (("verify", "missing.zip"), 2),
    ],
)
def test_what_cannot_be_done_is_said_with_its_code_and_changes_nothing(
    run, case, recording, words, code
):
    before = run("case", "show", case, "--json").json
    typed = [word.format(case=case, file=recording) for word in words]
    ran = run(*typed)

    assert ran.code == code
    assert "怎么办" in ran.err
    assert run("case", "show", case, "--json").json == before


@pytest.mark.usefixtures("kept")
def test_a_bundle_that_is_there_is_not_replaced_unasked(run, case, tmp_path):
    (tmp_path / "b.zip").write_bytes(b"mine")
    ran = run("evidence", "bundle", case, "--all", "--out", "b.zip")

    assert ran.code == 3
    assert (tmp_path / "b.zip").read_bytes() == b"mine"
    assert run("evidence", "bundle", case, "--all", "--out", "b.zip", "--overwrite").code == 0


def test_verifying_takes_no_memory_for_the_originals(run, case, tmp_path):
    (tmp_path / "big.m4a").write_bytes(os.urandom(1 << 20) * 100)
    run("evidence", "add", case, tmp_path / "big.m4a", "--title", "long")
    run("evidence", "bundle", case, "--all", "--out", "b.zip")
    with (tmp_path / "b.zip").open("rb") as source:
        tracemalloc.start()
        found = check_bundle(source)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert found.sound
    assert peak < 16 << 20
