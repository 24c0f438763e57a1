"""Any PDF: a changed byte is found, what was added is named, nothing hostile is believed."""

from __future__ import annotations

import zlib
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.making import asking, issued, now, own, paper, signed
from qinghuan.evidence import pdf_signatures
from qinghuan.evidence.certificates import make, read
from qinghuan.evidence.pades import signed as raw
from qinghuan.evidence.pdf_signatures import LARGEST, check
from qinghuan.words import LANGUAGES, say


def codes(found):
    return [one.code for one in found.problems]


@pytest.fixture(scope="module")
def contents(authority):
    return [
        signed(paper(), level=level, authority=asking(authority) if level != "B" else None).content
        for level in ("B", "B-T", "B-LTA")
    ]


@settings(max_examples=60, deadline=None)
@given(which=st.integers(0, 2), share=st.floats(0, 1, exclude_max=True), new=st.integers(1, 255))
def test_any_single_changed_byte_is_found(contents, which, share, new):
    content = bytearray(contents[which])
    content[int(share * len(content))] ^= new

    assert not check(bytes(content), now=now()).whole


@settings(max_examples=60, deadline=None)
@given(
    which=st.integers(0, 2),
    share=st.floats(0, 1, exclude_max=True),
    new=st.sampled_from(b"0123456789abcdefABCDEF"),
)
def test_a_changed_digit_in_the_signature_itself_is_found(contents, which, share, new):
    content = contents[which]
    begin = content.index(b"/Contents <") + 11
    end = content.index(b">", begin)
    place = begin + int(share * (end - begin))
    if content[place] == new:
        return

    assert not check(content[:place] + bytes([new]) + content[place + 1 :], now=now()).whole


def test_what_is_added_behind_is_seen(contents):
    found = check(contents[0] + b"% a remark\n", now=now())

    assert not found.whole


def test_a_page_drawn_over_later_is_named(contents):
    from qinghuan.documents.signature_stamp import appearance
    from qinghuan.evidence.pades import drawn
    from qinghuan.evidence.places import Place

    place = Place(1, 60, 60)
    picture = appearance(["100元"], now=now())(place)
    found = check(drawn(contents[0], picture, place), now=now())

    assert [one.added for one in found.signatures] == ["other"]
    assert found.signatures[0].intact
    assert not found.sound


@pytest.mark.parametrize(
    ("later", "expected"), [(timedelta(days=800), "expired"), (-timedelta(days=2), "not_yet")]
)
def test_a_certificate_out_of_its_time_is_told(later, expected):
    content = raw(paper(), own(), "borrower_1", "B", now() + later, None, None, None)
    found = check(content, now=now() + later).signatures[0]

    assert found.certificate == expected
    assert found.intact
    assert f"signatures.certificate.{expected}" in [words.id for words in found.says]


def test_a_certificate_that_expired_after_signing_was_in_its_time(contents):
    found = check(contents[1], now=now() + timedelta(days=4000)).signatures[0]

    assert found.certificate == "valid"
    assert found.sound


@pytest.mark.parametrize("level", ["B", "B-LTA"])
def test_an_issued_certificate_is_known_only_where_its_root_is_named(authority, level):
    who, root = issued()
    asked = asking(authority) if level != "B" else None
    content = signed(paper(), who=who, level=level, authority=asked).content
    strange, known = (check(content, now=now(), roots=roots) for roots in ((), (root,)))

    assert not who.self_made
    assert (strange.signatures[0].issuer, known.signatures[0].issuer) == ("unknown", "known")
    assert strange.whole
    assert known.whole


def test_the_same_name_on_another_issuer_is_not_believed():
    who, _ = issued()
    content = signed(paper(), who=who).content
    other = check(content, now=now(), roots=[own().certificate])

    assert other.signatures[0].issuer == "unknown"


def test_a_stamp_that_lies_ahead_proves_no_time(contents):
    found = check(contents[1], now=now() - timedelta(days=3)).signatures[0]

    assert found.stamped == "broken"
    assert found.moment is None


def test_a_name_with_rare_characters_and_one_with_tricks_is_read_plainly():
    moment = now()
    p12 = make("㛃" + "𬭸" * 3, "one long secret", now=moment, years=1)
    who = read(p12, "one long secret", now=moment)

    assert signed(paper(), who=who).check.signatures[0].name == "㛃𬭸𬭸𬭸"


def test_every_sentence_can_be_said_in_both_languages(contents):
    for content in contents:
        for one in check(content, now=now()).signatures:
            for language in LANGUAGES:
                assert all(say(words, language) for words in one.says)


def test_a_paper_without_a_signature_says_so_and_is_no_fault():
    found = check(paper(), now=now())

    assert codes(found) == ["signatures.unsigned"]
    assert found.problems[0].severity == "notice"
    assert not found.sound


def encrypted():
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(BytesIO(paper())))
    writer.encrypt("owner", "user")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb():
    """An object stream that unpacks to 200 megabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(200)) + packer.flush()
    head = b"%PDF-1.7\n"
    stream = (
        b"1 0 obj\n<</Type/XRef/Size 2/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length "
        + str(len(packed)).encode()
        + b">>\nstream\n"
        + packed
        + b"\nendstream\nendobj\n"
    )
    return head + stream + b"startxref\n9\n%%EOF\n"


HOSTILE = {
    "empty": b"",
    "no pdf": b"MZ\x90",
    "head alone": b"%PDF-1.7\n",
    "cut": lambda: signed(paper()).content[:40_000],
    "loop": b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \n"
    b"trailer<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n",
    "nested": b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000 + b"\nendobj\nstartxref\n9\n%%EOF\n",
    "bomb": bomb,
    "too large": lambda: b"%PDF-1.7\n" + bytes(LARGEST),
    "encrypted": encrypted,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_a_problem_and_never_a_traceback(name):
    content = HOSTILE[name]
    found = check(content() if callable(content) else content, now=now())

    assert found.signatures == ()
    assert len(found.problems) == 1
    if name == "encrypted":
        assert codes(found) == ["signatures.encrypted"]


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_answered(noise):
    assert not check(b"%PDF-1.7\n" + noise, now=now()).sound


def test_roots_that_are_none_vouch_for_nobody(contents):
    found = check(contents[1], now=now(), roots=[b"", b"-----BEGIN CERTIFICATE-----\nx", b"\x30"])

    assert found.signatures[0].stamped == "unknown"


def test_the_file_is_not_read_before_it_is_measured():
    assert codes(pdf_signatures.check(b"%PDF-" + bytes(LARGEST), now=now())) == [
        "signatures.too_large"
    ]
