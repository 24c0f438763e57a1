"""What holds of every kind of paper, whatever it says: figures, days, blanks, the unseen."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from documents.cases import HARDSHIP, HUABEI, SECRET, eventful
from documents.unpacked import (
    docx_parts,
    docx_text,
    pdf_annotations,
    pdf_attachments,
    pdf_metadata,
    pdf_pages,
    pdf_streams,
    pdf_text,
    squeezed,
)
from qinghuan.documents.capitals import capitals
from qinghuan.documents.docx import to_docx
from qinghuan.documents.drafts import KEPT, drafts
from qinghuan.documents.paper import KINDS, Journal, Kind, Paper
from qinghuan.documents.tree import Tree, texts, tree
from qinghuan.documents.typst_pdf import to_pdf
from qinghuan.money import ZERO, yuan
from qinghuan.words import LANGUAGES, Language

NEVER = (
    SECRET, "时效", "底线", "保持概率", "履约概率", "目标方案", "赌", "limitation",
    "bottom line", "chance of", "另一家贷款人", "借呗",
)  # fmt: skip
HIDDEN_PARTS = re.compile(r"comment|embed|custom|people|footnote|endnote|thumbnail|media|vba")
HIDDEN_MARKS = ("<w:ins ", "<w:del ", "<w:moveFrom", "<w:vanish", "<w:comment")
FOOTER = "word/footer1.xml"
AMOUNT = r"[\d,]+\.\d\d"


@cache
def paper(kind: Kind, language: Language = "zh_CN") -> Paper:
    """The paper of ``kind`` in the eventful case."""
    (found,) = drafts(eventful(), kinds=[kind], debt=HUABEI, language=language)
    assert found.paper is not None, found.gate.problems
    return found.paper


@cache
def files(kind: Kind, language: Language = "zh_CN") -> tuple[bytes, bytes]:
    """It as PDF and as a document."""
    written = paper(kind, language)
    return to_pdf(written), to_docx(written)


@cache
def words(kind: Kind, language: Language = "zh_CN") -> str:
    """All its words, without blanks."""
    return squeezed("".join(texts(tree(paper(kind, language)))))


def tables(kind: Kind) -> list[Tree]:
    """Its tables with a last row that sums."""
    blocks = tree(paper(kind))["blocks"]
    return [one for one in blocks if one["block"] == "table" and one["total"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_in_either_file_that_the_reader_may_not_see(
    kind: Kind, language: Language
) -> None:
    written = paper(kind, language)
    content, editable = files(kind, language)
    parts = docx_parts(editable)

    shown = pdf_text(content) + pdf_streams(content) + str(pdf_metadata(content))
    shown += docx_text(editable) + "".join(parts.values())
    kept = kind in KEPT
    names = (SECRET,) if kept else NEVER
    assert [word for word in names if word in shown] == []
    assert [name for name in parts if HIDDEN_PARTS.search(name)] == []
    assert kept or "12356" not in pdf_text(content) + docx_text(editable)
    body = "".join(parts.values())
    assert [mark for mark in HIDDEN_MARKS if mark in body] == []
    assert pdf_annotations(content) == 0
    assert pdf_attachments(content) == (1 if written.data else 0)
    assert [name for name in ("Author", "Subject", "Keywords") if pdf_metadata(content)[name]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_pdf_and_document_say_the_same(kind: Kind) -> None:
    written = paper(kind)
    content, editable = files(kind)
    pdf, docx = pdf_text(content), docx_text(editable)

    for text in texts(tree(written)["blocks"]):
        piece = squeezed(text)
        if len(piece) > 3 and piece not in {"heading", "paragraph", "items", "facts", "table",
                                           "note", "signature", "left", "right", "center",
                                           "warning"}:  # fmt: skip
            assert piece in docx, piece
            assert piece[:12] in pdf or piece[-12:] in pdf, piece


@pytest.mark.parametrize("kind", KINDS)
def test_every_amount_in_capitals_says_the_figure_before_it(kind: Kind) -> None:
    for figure, said in re.findall(rf"({AMOUNT})元（人民币([^）]+)）", words(kind)):
        assert capitals(yuan(figure.replace(",", ""))) == said


def test_capitals_stand_wherever_a_plan_or_an_agreement_is_summed() -> None:
    for kind in ("proposal", "repayment_plan", "agreement", "amendment", "mediation_request",
                 "progress_report", "judicial_confirmation"):  # fmt: skip
        assert re.search(rf"{AMOUNT}元（人民币[^）]+）", words(kind)), kind


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_row_of_a_table_is_the_sum_of_the_rows_above(kind: Kind) -> None:
    for table in tables(kind):
        for column, cell in enumerate(table["total"]):
            said = "".join(run["text"] for run in cell)
            if not re.fullmatch(AMOUNT, said):
                continue
            above = ["".join(run["text"] for run in row[column]) for row in table["rows"]]
            sums = sum((yuan(one.replace(",", "")) for one in above), ZERO)
            assert f"{sums:,.2f}" == said, (kind, column)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_paper_has_an_open_placeholder(kind: Kind, language: Language) -> None:
    found = words(kind, language)

    assert not re.search(r"[{}]|_{2,}|None|待填|XXX|TODO|XX元|（略）", found)


@pytest.mark.parametrize("kind", KINDS)
def test_days_are_written_in_words_and_never_as_figures_alone(kind: Kind) -> None:
    found = words(kind)

    assert not re.search(r"20\d\d-\d\d-|20\d\d[/.]\d|月底前|尽快还|近期内", found)


@pytest.mark.parametrize("kind", KINDS)
def test_the_persons_own_words_bear_that_they_are_stated(kind: Kind) -> None:
    if HARDSHIP in words(kind) and kind not in {"call_script", "report_kept"}:
        assert "本人陈述" in tree(paper(kind))["sources"], kind


@pytest.mark.parametrize("kind", sorted(set(KINDS) - KEPT))
def test_what_leaves_shows_the_identity_by_its_last_four_alone(kind: Kind) -> None:
    found = words(kind)

    assert "**************000X" in found
    assert not re.search(r"\d{17}[\dX]", found.replace("ab" * 32, ""))


@pytest.mark.parametrize("kind", KINDS)
def test_the_journal_it_was_made_from_stands_small_at_the_foot_of_every_page(kind: Kind) -> None:
    head = "0123456789abcdef" * 4
    written = replace(paper(kind), journal=Journal(37, head))
    content, editable = to_pdf(written), to_docx(written)

    foot = squeezed(f"{written.number} · 记录第37条 · {head[:16]}")
    assert pdf_text(content).count(foot) == pdf_pages(content)
    assert foot in squeezed("".join(re.findall(r">([^<]*)<", docx_parts(editable)[FOOTER])))
    assert head not in pdf_text(content)


def test_a_paper_made_from_no_journal_names_none() -> None:
    assert "记录第" not in pdf_text(to_pdf(paper("family_card")))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_case_gives_the_same_bytes(kind: Kind) -> None:
    again = paper(kind)

    assert (to_pdf(again), to_docx(again)) == files(kind)
