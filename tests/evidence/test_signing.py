"""Signing for real: three levels, several signers, a picture; read by two programs."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta

import pytest

from documents.unpacked import pdf_text, squeezed
from evidence.authority import answering, reply
from evidence.making import asking, now, own, paper, png, signed
from qinghuan.documents.signature_stamp import appearance, signature_lines
from qinghuan.errors import Problem, RuleError
from qinghuan.evidence import pdf_signatures
from qinghuan.evidence.pictures import clean
from qinghuan.evidence.places import Place, free_place
from qinghuan.evidence.signing import Authority, draw, sign
from qinghuan.words import say

PDFSIG = shutil.which("pdfsig")
LEVELS = ("B", "B-T", "B-LTA")


def at(authority, level):
    return asking(authority) if level != "B" else None


@pytest.fixture(scope="module")
def files(authority):
    """The paper signed at each level."""
    return {level: signed(paper(), level=level, authority=at(authority, level)) for level in LEVELS}


@pytest.mark.parametrize("level", LEVELS)
def test_a_signed_paper_holds_and_every_byte_of_it_is_covered(files, level):
    made = files[level]

    assert made.content.startswith(paper())
    assert made.check.whole
    first = made.check.signatures[0]
    assert (first.name, first.issuer, first.certificate) == ("马𬭸", "self_made", "valid")
    assert first.digest == own().digest


@pytest.mark.parametrize("level", LEVELS)
def test_poppler_finds_the_same(files, level, tmp_path):
    if PDFSIG is None:
        pytest.skip("pdfsig (poppler-utils) is not here")
    path = tmp_path / "signed.pdf"
    path.write_bytes(files[level].content)
    said = subprocess.run(
        [PDFSIG, "-nocert", str(path)], capture_output=True, text=True, check=False
    ).stdout

    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said.replace("Not total", "")
    assert "ETSI.CAdES.detached" in said


def test_the_moment_is_the_one_that_was_given(files):
    for level in LEVELS:
        first = files[level].check.signatures[0]
        assert abs(first.stated - now()) < timedelta(minutes=5)
        assert (first.moment is None) == (level == "B")


def test_with_the_root_of_the_authority_its_stamps_are_known(files, authority):
    for level in LEVELS[1:]:
        found = pdf_signatures.check(
            files[level].content, now=now(), roots=[authority.certificate()]
        )
        assert [one.stamped for one in found.signatures] == ["known"] * len(found.signatures)
        assert found.signatures[0].issuer == "self_made"


def test_what_is_seen_says_who_and_what_it_does_not_prove():
    lines = signature_lines("马𬭸", "borrower", "B", now(), self_made=True)
    seen = squeezed(pdf_text(appearance(lines, now=now())(Place(1, 0, 0))))

    assert "电子签名（自制证书）" in seen
    assert "不等于手写签名" in seen
    assert "马𬭸" in seen


def test_what_is_seen_stands_at_the_line_for_a_signature(files):
    place = files["B"].place

    assert place == free_place(paper())
    assert place.page == 1
    assert place.left > 200


def test_several_sign_in_order_and_every_earlier_signature_holds(authority):
    content = paper()
    for role, level in (("borrower", "B-LTA"), ("co_signer", "B"), ("mediator", "B-T")):
        made = signed(content, role=role, level=level, authority=at(authority, level))
        assert made.content.startswith(content)
        content = made.content
        assert made.check.whole
    people = [one for one in made.check.signatures if one.sort == "signature"]

    assert [one.field for one in people] == ["borrower_1", "co_signer_1", "mediator_1"]
    assert [one.covers for one in people] == ["earlier", "earlier", "whole"]
    assert [one.added for one in people] == ["signatures", "signatures", "nothing"]


def test_their_places_on_the_page_do_not_cover_each_other():
    first = signed(paper())
    second = signed(first.content, role="co_signer")

    assert not first.place.overlaps(second.place)


def test_two_borrowers_can_sign_but_nobody_before_one_who_signed():
    mediated = signed(signed(signed(paper()).content).content, role="mediator")
    late = signed(mediated.content, role="co_signer")

    assert mediated.check.signatures[1].field == "borrower_2"
    assert isinstance(late, Problem)
    assert late.code == "signatures.order"


def test_a_paper_whose_signature_is_broken_is_not_signed_again():
    bad = signed(paper()).content.replace(b"/Title", b"/Tytle", 1)
    late = signed(bad, role="co_signer")

    assert isinstance(late, Problem)
    assert late.code in {"signatures.already_broken", "signatures.broken"}


def test_a_picture_stands_with_the_signature(files):
    made = signed(paper(), picture=clean(png()))

    assert made.check.whole
    picture = re.compile(rb"/Subtype\s*/Image")
    assert picture.search(made.content)
    assert not picture.search(files["B"].content)


def drawn(content):
    moment = now()
    lines = signature_lines("张三", "borrower", "drawn", moment, self_made=None)
    return draw(content, appearance(lines, now=moment, picture=clean(png())), now=moment)


def test_a_picture_alone_is_called_a_picture_and_is_no_signature():
    made = drawn(paper())

    assert made.content.startswith(paper())
    assert made.check.signatures == ()
    assert [one.code for one in made.check.problems] == ["signatures.unsigned"]
    assert "只是图片，不证明是谁画的" in squeezed(pdf_text(made.content))


def test_a_picture_is_not_put_over_a_signature():
    over = drawn(signed(paper()).content)

    assert isinstance(over, Problem)
    assert over.code == "signatures.drawn_over"


def test_a_drawn_paper_can_still_be_signed():
    assert signed(drawn(paper()).content).check.whole


@pytest.mark.parametrize("place", [Place(2, 10, 10), Place(1, 500, 10), Place(1, -1, 5)])
def test_a_place_off_the_page_is_refused(place):
    found = sign(paper(), own(), role="borrower", level="B", now=now(), place=place)

    assert isinstance(found, Problem)
    assert found.code == "signatures.place"


def test_a_place_that_is_named_is_taken():
    place = Place(1, 50, 60)
    found = sign(paper(), own(), role="borrower", level="B", now=now(), place=place)

    assert found.check.whole
    assert b"/Rect [ 50 60 222 96 ]" in found.content or b"/Rect [50 60 222 96]" in found.content


def test_without_an_authority_that_answers_nothing_is_signed(authority):
    with answering(lambda handler, _body: reply(handler, b"no token")) as url:
        found = signed(paper(), level="B-T", authority=Authority(url, lambda: 5))
    away = signed(paper(), level="B-LTA", authority=Authority(url, lambda: 5))
    other = signed(
        paper(), level="B-T", authority=asking(authority, roots=[authority.certificate("other")])
    )

    assert [one.code for one in (found, away, other)] == [
        "signatures.garbage",
        "signatures.down",
        "signatures.untrusted",
    ]


def test_a_level_and_its_authority_go_together(authority):
    for level, asked in (("B", asking(authority)), ("B-T", None), ("drawn", None)):
        with pytest.raises(RuleError, match="authority"):
            signed(paper(), level=level, authority=asked)


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\nbroken", b"%PDF-" + b"\0" * 5000])
def test_what_is_no_pdf_is_not_signed(content):
    assert isinstance(signed(content), Problem)
    assert isinstance(drawn(content), Problem)


def test_a_file_whose_pages_cannot_be_drawn_is_not_signed_and_gives_no_traceback():
    """pyHanko reads it, PDFium finds no page in it."""
    objects = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    second = b"2 0 obj\n<</Type/Pages/Count 900000000/Kids[]>>\nendobj\n"
    head = b"%PDF-1.7\n"
    table = b"xref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \n" % (
        len(head),
        len(head + objects),
    )
    body = head + objects + second
    content = (
        body + table + b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )
    assert pdf_signatures.check(content, now=now()).problems[0].code == "signatures.unsigned"

    assert isinstance(signed(content), Problem)
    assert isinstance(drawn(content), Problem)


def test_a_signed_paper_keeps_what_made_it_archivable(files):
    """PDF/A-2b: its mark stays, every font in what was added is embedded, the box can print."""
    for made in files.values():
        added = made.content[len(paper()) :]
        assert b"pdfaid:part" in made.content
        fonts = re.findall(rb"/FontDescriptor", added)
        assert fonts
        assert re.search(rb"/F 132\b", added)
        assert b"/Encrypt" not in added


def test_no_sentence_says_that_a_self_made_signature_equals_one_by_hand(files):
    for made in files.values():
        said = "".join(say(words) for one in made.check.signatures for words in one.says)
        assert "不等于手写签名" in said
        assert not re.search(r"同等|等同|有效的?签名|法律效力", said)
