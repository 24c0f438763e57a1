"""A bundle is sound, or what is wrong with it is named: changed, missing, added, reordered."""

from __future__ import annotations

import io
import json
import struct
import zlib
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.bundles import (
    ORIGINALS,
    bundle,
    files,
    item,
    kept,
    parts,
    place_of,
    repacked,
)
from qinghuan.evidence.checking import check_bundle
from qinghuan.evidence.listing import ALWAYS, SEAL, Seal, listed

WHOLE = bundle()
NAMES = list(files(WHOLE))


def check(whole):
    return check_bundle(io.BytesIO(whole))


def codes(whole):
    return [problem.code.removeprefix("evidence.bundle.") for problem in check(whole).problems]


def packed(contents):
    """``contents`` in our own zip, without a word to the seal."""
    from qinghuan.evidence.plain_zip import Writer

    out = io.BytesIO()
    writer = Writer(out)
    for name, content in contents.items():
        writer.put(name, len(content), zlib.crc32(content), [content])
    writer.end()
    return out.getvalue()


def test_a_bundle_as_it_was_made_is_sound():
    found = check(WHOLE)

    assert found.sound
    assert found.sha256 == sha256(WHOLE).hexdigest()
    assert found.manifest is not None
    assert [item.title for item in found.manifest.items] == ["第0件", "第1件", "第2件"]
    assert len(found.recorded) == len(ORIGINALS)


def test_the_same_originals_give_the_same_bytes():
    assert bundle() == WHOLE


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_one_changed_byte_anywhere_is_found(at, by):
    assert not check(WHOLE[:at] + bytes([WHOLE[at] ^ by]) + WHOLE[at + 1 :]).sound


def test_one_changed_byte_in_any_heading_in_the_seal_and_in_the_directory_is_found():
    headings = [at for name in NAMES for at in range(*place_of(WHOLE, name))]
    for at in [*headings, *range(place_of(WHOLE, SEAL)[0], len(WHOLE))]:
        assert not check(WHOLE[:at] + bytes([WHOLE[at] ^ 0x21]) + WHOLE[at + 1 :]).sound, at


@given(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=40))
def test_bytes_put_in_anywhere_are_found(at, more):
    assert not check(WHOLE[:at] + more + WHOLE[at:]).sound


@given(st.integers(0, len(WHOLE) - 1))
def test_a_bundle_cut_off_anywhere_is_found(size):
    assert not check(WHOLE[:size]).sound


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_file_is_named(name):
    at = place_of(WHOLE, name)[1]
    found = check(WHOLE[:at] + bytes([WHOLE[at] ^ 1]) + WHOLE[at + 1 :])

    assert name in {problem.where for problem in found.problems} or name == SEAL
    assert not found.sound


@pytest.mark.parametrize("name", [name for name in NAMES if name != SEAL])
def test_a_missing_file_is_named(name):
    left = {one: content for one, content in files(WHOLE).items() if one != name}

    assert [(p.code, p.where) for p in check(packed(left)).problems] == [
        ("evidence.bundle.missing", name)
    ]


def test_an_added_file_is_named():
    more = {"originals/99-new.m4a": b"x", **files(WHOLE)}

    assert codes(packed(more)) == ["added"]


def test_a_check_of_the_seal_that_was_changed_wherever_the_zip_holds_it_is_found():
    crc = struct.pack("<I", zlib.crc32(files(WHOLE)[SEAL]))
    assert WHOLE.count(crc) == 2

    assert codes(WHOLE.replace(crc, b"\0\0\0\0")) == ["zip.heading"]


@pytest.mark.parametrize("name", ["manifest.json", "chain.json", SEAL])
def test_a_list_that_says_the_same_and_is_written_otherwise_is_found(name):
    inside = files(WHOLE)
    inside[name] = json.dumps(json.loads(inside[name]), ensure_ascii=False).encode()

    assert codes(packed(inside if name == SEAL else _sealed(inside)))


def test_files_in_another_order_are_found():
    inside = files(WHOLE)
    turned = {name: inside[name] for name in [NAMES[1], NAMES[0], *NAMES[2:]]}

    assert codes(packed(turned)) == ["order"]


def test_a_bundle_without_its_seal_is_none():
    left = {name: content for name, content in files(WHOLE).items() if name != SEAL}

    assert codes(packed(left)) == ["no_seal"]


def test_a_bundle_packed_anew_is_told_so():
    import zipfile

    assert codes(repacked(files(WHOLE), zipfile.ZIP_DEFLATED)) == ["zip.packed_anew"]
    assert codes(repacked(files(WHOLE)))[0].startswith("zip.")


def test_a_list_that_was_rewritten_with_its_seal_and_not_with_the_sums_is_found():
    inside = files(WHOLE)
    changed = inside["manifest.json"].replace("法院".encode(), "别处".encode())
    inside["manifest.json"] = changed

    assert codes(packed(_sealed(inside))) == ["other_list"]


def test_a_chain_whose_words_were_changed_with_everything_around_it_is_found():
    made = parts()
    links = list(made.chain.links)
    at = next(n for n, link in enumerate(links) if link.body)
    body = links[at].body.replace("第0件", "别的名")
    links[at] = links[at].model_copy(update={"body": body})
    chain = made.chain.model_copy(update={"links": tuple(links)})
    found = check(bundle(replace(made, chain=chain)))

    assert [problem.code for problem in found.problems] == ["evidence.chain.words"]


def test_a_list_that_says_something_else_of_an_original_than_the_journal_is_found():
    made = parts()
    first, *rest = made.manifest.items
    items = (first.model_copy(update={"shows": "别的意思"}), *rest)
    found = check(bundle(replace(made, manifest=made.manifest.model_copy(update={"items": items}))))

    assert [problem.code for problem in found.problems] == ["evidence.chain.words"]


def test_a_chain_with_a_link_taken_out_is_found():
    made = parts()
    links = (made.chain.links[0], *made.chain.links[2:])
    chain = made.chain.model_copy(update={"links": links})
    found = check(bundle(replace(made, chain=chain)))

    assert {problem.code for problem in found.problems} == {"evidence.chain.link"}


def test_an_original_that_the_journal_does_not_name_is_found():
    made = parts()
    other = kept(0, ORIGINALS[1])
    items = (made.manifest.items[0].model_copy(update={"sha256": other.files[0]}),)
    manifest = made.manifest.model_copy(update={"items": items})
    found = check(bundle(replace(made, manifest=manifest)))

    assert "evidence.chain.words" in {problem.code for problem in found.problems}


@pytest.mark.parametrize("name", ["manifest.json", "chain.json", SEAL])
@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"[" * 100_000, b'{"format": 2}', b"\xff"])
def test_lists_that_make_no_sense_are_a_problem_and_never_an_exception(name, content):
    inside = {**files(WHOLE), name: content}

    assert codes(packed(inside if name == SEAL else _sealed(inside)))


def test_originals_are_counted_through_in_the_order_of_the_list():
    contents = {"other": b"1", "recording": b"2", "contract": b"3", "receipt": b"4"}
    facts = [kept(n, one, sort=sort) for n, (sort, one) in enumerate(contents.items())]
    given = [item(fact, b"x") for fact in facts]

    assert [(one.number, one.sort) for one in listed(given)] == [
        (1, "contract"),
        (2, "receipt"),
        (3, "recording"),
        (4, "other"),
    ]


def test_a_bundle_holds_no_words_of_other_entries():
    assert "私下的话".encode() not in WHOLE


def test_the_first_words_of_a_corrected_entry_stay_at_home():
    from evidence.bundles import journal
    from qinghuan.evidence.chain import chain_of

    fact = kept(0, b"x", title="旧的名")
    chain = chain_of(journal([fact]), {fact.id}, {fact.id})

    assert [link.body for link in chain.links] == [None]
    assert chain_of(journal([fact]), {fact.id}).links[0].body is not None


def test_a_note_for_oneself_keeps_the_words_of_its_entry_at_home():
    from evidence.bundles import journal
    from qinghuan.evidence.chain import chain_of

    fact = kept(0, b"x", note="只给自己看")

    assert chain_of(journal([fact]), {fact.id}).links[0].body is None


def test_every_file_of_a_bundle_stands_under_the_seal_but_itself():
    inside = files(WHOLE)
    sealed = [one.path for one in Seal.model_validate_json(inside[SEAL]).files]

    assert sealed == NAMES[:-1]
    assert set(ALWAYS) <= set(NAMES)
    assert json.loads(inside["manifest.json"])["recipient"] == "法院"


def _sealed(inside):
    """``inside`` with a seal that says what is there."""
    from qinghuan.evidence.listing import Sealed, written

    rest = {name: content for name, content in inside.items() if name != SEAL}
    made = tuple(
        Sealed(
            path=name,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            crc32=zlib.crc32(content),
        )
        for name, content in rest.items()
    )
    return {**rest, SEAL: written(Seal(files=made))}
