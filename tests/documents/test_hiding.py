"""What is left out of a paper for its recipient: gone from both files, and kept in the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.cases import HUABEI, eventful, evidence
from documents.unpacked import docx_text, pdf_files, pdf_text
from qinghuan.case.assess import Assessment
from qinghuan.documents.docx import to_docx
from qinghuan.documents.drafts import LEAVING, Draft, drafts
from qinghuan.documents.hiding import HIDES, NOTHING, Hide, hideable, masked
from qinghuan.documents.paper import KINDS, Kind
from qinghuan.documents.typst_pdf import to_pdf

SOMEBODY = "扎西示例"
HELD: dict[Hide, str] = {
    "identity": "000X",
    "phone": "13800000000",
    "address": "青海省西宁市示例村1号",
    "third_persons": SOMEBODY,
}


def named() -> Assessment:
    """The eventful case in which somebody else is named."""
    given = eventful()
    contacts = tuple(one.model_copy(update={"person": SOMEBODY}) for one in given.case.contacts)
    return replace(
        given, case=replace(given.case, contacts=contacts, evidence=(evidence(by=SOMEBODY),))
    )


def draft(kind: Kind, *hidden: Hide) -> Draft:
    """The draft of ``kind`` with ``hidden`` left out."""
    (found,) = drafts(named(), kinds=[kind], debt=HUABEI, hidden=frozenset(hidden))
    assert found.paper is not None, found.gate.problems
    return found


def everything(kind: Kind, *hidden: Hide) -> str:
    """All that is read in its files."""
    paper = draft(kind, *hidden).paper
    assert paper is not None
    content = to_pdf(paper)
    inside = b"".join(pdf_files(content).values()).decode("utf-8")
    return pdf_text(content) + inside + docx_text(to_docx(paper))


@pytest.mark.parametrize("kind", sorted(LEAVING))
def test_what_is_left_out_is_in_neither_file(kind: Kind) -> None:
    found = everything(kind, *hideable(kind))

    assert [held for held in HELD.values() if held in found] == []


@pytest.mark.parametrize("hide", HIDES)
def test_only_what_was_chosen_is_left_out(hide: Hide) -> None:
    found = everything("confirmation", hide)

    assert [name for name, held in HELD.items() if held not in found] == [hide]


def test_of_the_telephone_the_last_four_figures_stay() -> None:
    assert masked("13800000000") == "*******0000"
    assert "*******0000" in everything("contact_request", "phone")


def test_the_record_keeps_what_was_left_out_and_nothing_where_nothing_was() -> None:
    assert draft("confirmation", "phone", "address").figures["hidden"] == "address, phone"
    assert "hidden" not in draft("confirmation").figures
    assert drafts(named(), kinds=["family_card"], hidden=frozenset(HIDES))[0].figures == {}


def test_hiding_never_opens_or_closes_a_gate() -> None:
    for kind in KINDS:
        (plain,) = drafts(named(), kinds=[kind], debt=HUABEI, hidden=NOTHING)
        (hidden,) = drafts(named(), kinds=[kind], debt=HUABEI, hidden=frozenset(HIDES))
        assert plain.gate == hidden.gate


def test_papers_the_person_keeps_have_nothing_to_leave_out() -> None:
    assert {kind for kind in KINDS if not hideable(kind)} == set(KINDS) - LEAVING
