"""The whole pack of the sample case beside as many one-line Typst papers; a long agreement read.

The pack is every paper the sample case can have, each as PDF and as DOCX.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import typst
from table import Comparison, Row, in_turn

from qinghuan.agreement.reading import read_paper
from qinghuan.agreement.review import review_paper
from qinghuan.case.assess import assess
from qinghuan.case.fold import fold
from qinghuan.case.plan import asked_for, plan
from qinghuan.cli import sample
from qinghuan.documents.docx import to_docx
from qinghuan.documents.drafts import drafts
from qinghuan.documents.paper import KINDS, Paper
from qinghuan.documents.typst_pdf import fonts, to_pdf
from qinghuan.journal.history import Recorded

AIM: Final = 3.0
REPEATS: Final = 5
PAGES: Final = 10


def measure() -> list[Row]:
    """Each with as many bare papers."""
    papers = pack()
    whole = in_turn(lambda: [_files(one) for one in papers], lines(len(papers)), REPEATS)
    note = f"{len(papers)} papers, PDF and DOCX"
    bare = f"{len(papers)} one-line Typst papers"
    agreement = long_agreement()
    read = in_turn(
        lambda: (
            review_paper(found, sample.TODAY) if (found := read_paper(agreement).text) else None
        ),
        lines(PAGES),
        REPEATS,
    )
    return [
        Comparison("the whole pack", bare, AIM, note=note).row("warm", whole),
        Comparison(
            f"review of an agreement of {PAGES} pages", f"{PAGES} one-line Typst papers"
        ).row("warm", read),
    ]


def _files(paper: Paper) -> tuple[bytes, bytes]:
    return to_pdf(paper), to_docx(paper)


def pack() -> list[Paper]:
    """Every paper the sample case can have."""
    recorded = [Recorded(fact, place) for place, fact in enumerate(sample.facts(), start=1)]
    found = assess(fold(recorded, sample.TODAY), sample.TODAY)
    made = drafts(found, kinds=KINDS, plans=asked_for(plan(found), "opening"))
    return [one.paper for one in made if one.paper is not None]


def lines(count: int) -> Callable[[], object]:
    """So many papers of one line in the same fonts."""
    source = '#set text(font: "Noto Sans CJK SC")\n还款协议'.encode()

    def made() -> object:
        return [
            typst.Compiler(source, font_paths=fonts()).compile(format="pdf") for _ in range(count)
        ]

    return made


def long_agreement() -> bytes:
    """An agreement of ``PAGES`` pages with a text layer."""
    clause = "乙方应按还款表所列日期和金额还款，按约还款期间不再计收利息、罚息和违约金。"
    body = "\n\n".join(f"第{number}条 {clause * 3}" for number in range(1, 20 * PAGES))
    source = f'#set text(font: "Noto Sans CJK SC")\n{body}'.encode()
    whole: bytes = typst.Compiler(source, font_paths=fonts()).compile(format="pdf")
    return whole
