"""The PDF: whole, tagged, fonts embedded, words as data, nothing beside them."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date

from documents.samples import HOSTILE, sample
from documents.unpacked import (
    pdf_annotations,
    pdf_attachments,
    pdf_metadata,
    pdf_pages,
    pdf_streams,
    pdf_text,
    squeezed,
)
from qinghuan.documents.typst_pdf import fonts, to_pdf, to_png


def test_typed_words_are_never_read_as_markup() -> None:
    assert squeezed(HOSTILE) in pdf_text(to_pdf(sample(HOSTILE)))


def test_an_amount_stands_in_figures_and_capitals_with_the_number_of_its_source() -> None:
    text = pdf_text(to_pdf(sample()))

    assert "12,345.67元（人民币壹万贰仟叁佰肆拾伍元陆角柒分）[1]" in text
    assert "[1]支付宝账单，2025年12月至2026年11月" in text


def test_a_long_table_runs_over_pages_under_a_repeated_header() -> None:
    content = to_pdf(sample(rows=90))

    assert pdf_pages(content) == 3
    assert pdf_text(content).count("期次应还日本金（元）") == 3
    assert "46,800.00" in pdf_text(content)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert to_pdf(sample()) == to_pdf(sample())


def test_the_day_of_issue_is_the_only_date_in_the_file() -> None:
    content = to_pdf(replace(sample(), issued_on=date(2026, 3, 1)))

    assert set(re.findall(rb"D:(\d{8})", content)) == {b"20260301"}


def test_metadata_carry_the_title_and_no_person() -> None:
    metadata = pdf_metadata(to_pdf(sample()))

    assert metadata["Title"] == "协商还款申请书"
    assert not any(metadata[name] for name in ("Author", "Subject", "Keywords"))


def test_nothing_is_embedded_or_annotated() -> None:
    content = to_pdf(sample())

    assert (pdf_attachments(content), pdf_annotations(content)) == (0, 0)


def test_the_file_says_that_it_is_pdf_a_2b_and_is_tagged() -> None:
    content = to_pdf(sample())
    streams = pdf_streams(content)

    assert "<pdfaid:part>2</pdfaid:part>" in streams
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in streams
    assert b"/StructTreeRoot" in content


def test_only_the_kept_fonts_are_used_and_all_are_embedded() -> None:
    content = to_pdf(sample())
    names = set(re.findall(rb"/FontName\s*/[A-Z]{6}\+([\w-]+)", content))

    assert {name.split(b"-")[0] for name in names} == {b"NotoSansCJKsc"}
    assert content.count(b"/FontFile3") == len(names)


def test_fonts_of_the_machine_are_not_looked_at() -> None:
    assert fonts().families() == ["Noto Sans CJK SC"]


def test_a_paper_takes_less_than_a_second() -> None:
    start = time.perf_counter()
    to_pdf(sample())

    assert time.perf_counter() - start < 1


def test_the_pages_can_be_had_as_pictures() -> None:
    paper = sample(rows=60)

    pages = to_png(paper)

    assert len(pages) == pdf_pages(to_pdf(paper))
    assert {page[:4] for page in pages} == {b"\x89PNG"}
