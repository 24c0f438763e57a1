"""Papers at the edges: nothing cut, no page empty, no signature alone, heads repeated."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from documents.cases import HUABEI
from documents.extremes import LONG, RARE, extreme
from documents.samples import sample
from documents.unpacked import pdf_text, squeezed
from qinghuan.documents.docx import to_docx
from qinghuan.documents.drafts import LEAVING, drafts
from qinghuan.documents.paper import KINDS, Journal, Kind, Paper, Paragraph, Signature, run
from qinghuan.documents.typst_pdf import to_pdf

MARGIN = 55.0
"""Points; every paper keeps at least 2.1 cm at both sides, less a hair for what overhangs."""
HEADER_AND_FOOTER = 80
"""Signs that stand on a page of which nothing else is written."""
RESAVE = Path(__file__).resolve().parents[2] / "tools" / "resave.py"
JOURNAL = Journal(123456, "0123456789abcdef" * 4)


def paper(kind: Kind, name: str = RARE) -> Paper:
    """The paper of ``kind`` in the case at the edges."""
    (found,) = drafts(extreme(name), kinds=[kind], debt=HUABEI, journal=JOURNAL)
    assert found.paper is not None, found.gate.problems
    return found.paper


@cache
def pdf(kind: Kind, name: str = RARE) -> bytes:
    """It as PDF."""
    return to_pdf(paper(kind, name))


def pages(content: bytes) -> list[tuple[str, list[tuple[float, float, float, float]], float]]:
    """Of each page its text, the boxes of its signs, and its width."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [_page(one) for one in document]
    finally:
        document.close()


def _page(page: Any) -> tuple[str, list[tuple[float, float, float, float]], float]:
    text = page.get_textpage()
    said = text.get_text_range()
    boxes = [
        text.get_charbox(index)
        for index in range(text.count_chars())
        if text.get_text_range(index, 1).strip(" \r\n\u200b\u2060")
    ]
    return said, boxes, page.get_width()


def overlapping(boxes: list[tuple[float, float, float, float]]) -> int:
    """How many signs of a line stand on the sign before them."""
    lines: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for left, bottom, right, top in boxes:
        if right > left:
            lines[round((bottom + top) / 2)].append((left, right))
    found = 0
    for line in lines.values():
        line.sort()
        for (_, before), (left, right) in pairwise(line):
            found += before - left > 0.6 * (right - left)
    return found


@pytest.mark.parametrize("name", [RARE, LONG], ids=["rare", "long"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_or_written_over_and_no_page_is_empty(kind: Kind, name: str) -> None:
    for said, boxes, width in pages(pdf(kind, name)):
        assert len(squeezed(said)) > HEADER_AND_FOOTER, said
        assert min(left for left, *_ in boxes) > MARGIN
        assert max(right for _, _, right, _ in boxes) < width - MARGIN
        assert overlapping(boxes) == 0


def test_no_signature_stands_alone_on_a_page() -> None:
    turned = 0
    for count in range(20, 40):
        told = tuple(Paragraph(run(f"第{n}段")) for n in range(count))
        signed = (*told, Signature(("申请人签名：", "日期：")))
        *_, (last, *_) = pages(to_pdf(replace(sample(), blocks=signed)))
        assert "签名：" in last
        assert "段" in last, count
        turned += "第0段" not in last
    assert turned


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_signed_stands_beside_words_in_every_paper(kind: Kind) -> None:
    for said, *_ in pages(pdf(kind)):
        first = re.search("签名：|盖章）：", said)
        assert first is None or "。" in said[: first.start()], said


@pytest.mark.parametrize("kind", ["agreement", "amendment", "repayment_plan", "mediation_request"])
def test_the_head_of_a_long_table_is_repeated_on_every_page(kind: Kind) -> None:
    rows = re.compile(r"20\d\d年\d+月\d+日999,999,999\.99")
    for said, *_ in pages(pdf(kind)):
        if len(rows.findall(squeezed(said))) > 1:
            assert "应还日" in said


@pytest.mark.parametrize("kind", sorted(LEAVING))
def test_rare_characters_and_long_names_are_whole(kind: Kind) -> None:
    assert LONG in pdf_text(pdf(kind, LONG))


def test_the_documents_lose_no_line_when_libreoffice_saves_them_again(tmp_path: Path) -> None:
    files = []
    for kind in KINDS:
        files.append(tmp_path / f"{kind}.docx")
        files[-1].write_bytes(to_docx(paper(kind)))

    ran = subprocess.run(
        [sys.executable, str(RESAVE), *map(str, files)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if ran.returncode == 2:
        pytest.skip(ran.stdout.strip() or "LibreOffice is not installed")
    assert (ran.returncode, ran.stdout) == (0, f"{len(KINDS)} files, 0 lines lost\n")
