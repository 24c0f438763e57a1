"""The corpus of creditors' papers is whole: every file opens and shows what its key says.

It is written before any checker and says nothing of one. The papers in ``blind`` are by a second
author and held out: no checker is tuned on them. Texts and their making:
``tools/agreement_corpus``.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
import python_calamine
from docx.table import Table

CORPUS = Path(__file__).parent / "corpus"
KEYS = {
    folder: json.loads((CORPUS / folder / "key.json").read_text("utf-8"))
    for folder in ("hand", "blind")
}
PAPERS = [(folder, name) for folder, key in KEYS.items() for name in sorted(key)]
SIZES = {
    "hand": {"faulty": 22, "clean": 12},
    "blind": {"blind-faulty": 14, "blind-clean": 10},
}
PRESENT = {
    "rows_total",
    "parts_total",
    "capitals",
    "row_parts",
    "row_count",
    "dates",
    "vague_date",
    "blank",
    "differs_from_agreed",
    "above_household",
    "before_pay_day",
    "waiver_unnamed",
    "waiver_conditional",
    "waiver_revives",
    "accrues",
    "new_fee",
    "new_penalty",
    "deposit",
    "accelerates",
    "allocation_costs",
    "family",
    "notarised",
    "judicial_confirmation",
    "no_defence",
    "no_limitation",
    "no_complaint",
    "far_court",
    "blanket_debit",
    "third_persons",
    "service_deemed",
    "criminal",
    "confesses_total",
    "silence",
    "one_sided_change",
    "new_loan",
    "private_payee",
    "payee_by_notice",
    "no_mandate",
}
"""What a paper may say that it should not: shown by a fragment of its text."""
MISSING = {
    f"missing_{item}"
    for item in [
        "creditor",
        "breakdown",
        "contract",
        "accrual",
        "default",
        "allocation",
        "collection",
        "reporting",
        "payee",
        "certificate",
        "early",
        "effect",
    ]
}
"""What a paper may leave out: nothing to show."""


def text_of(path):
    """All a reader can see in ``path``, without white space."""
    return "".join(READERS[path.suffix](path.read_bytes()).split())


def docx_text(content):
    paper = docx.Document(BytesIO(content))
    section = paper.sections[0]
    said = [line.text for part in (section.header, section.footer) for line in part.paragraphs]
    for block in paper.iter_inner_content():
        if isinstance(block, Table):
            said += [cell.text for row in block.rows for cell in row.cells]
        else:
            said.append(block.text)
    return "\n".join(said)


def pdf_text(content):
    with pypdfium2.PdfDocument(content) as paper:
        return "\n".join(page.get_textpage().get_text_range() for page in paper)


def xlsx_text(content):
    book = python_calamine.load_workbook(BytesIO(content))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return "\n".join(shown(cell) for row in rows for cell in row)


def shown(cell):
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


READERS = {".docx": docx_text, ".pdf": pdf_text, ".xlsx": xlsx_text, ".txt": bytes.decode}


@pytest.mark.parametrize("folder", SIZES)
def test_the_key_names_every_paper_and_no_other(folder):
    key = KEYS[folder]
    assert set(key) == {path.name for path in (CORPUS / folder).iterdir()} - {"key.json"}
    assert Counter(name.rpartition("-")[0] for name in key) == SIZES[folder]


@pytest.mark.parametrize(("folder", "name"), PAPERS)
def test_a_paper_opens_and_shows_each_fault_of_its_key(folder, name):
    text = text_of(CORPUS / folder / name)
    faults = KEYS[folder][name]["faults"]
    assert len(text) > 300
    assert len({fault["code"] for fault in faults}) in (range(2, 7) if "faulty" in name else [0])
    for fault in faults:
        where = "".join(fault["where"].split())
        assert fault["code"] in (PRESENT if where else MISSING)
        assert where in text


@pytest.mark.parametrize(("folder", "name"), PAPERS)
def test_what_was_agreed_and_what_the_household_can_are_stated_where_a_fault_needs_them(
    folder, name
):
    told = KEYS[folder][name]
    codes = {fault["code"] for fault in told["faults"]}
    assert told["agreed"] or "differs_from_agreed" not in codes
    assert told["household"] or not codes & {"above_household", "before_pay_day"}


def papers_per_code(folder):
    return Counter(
        code for told in KEYS[folder].values() for code in {f["code"] for f in told["faults"]}
    )


def test_every_fault_stands_in_two_papers_and_everything_left_out_in_one():
    papers = papers_per_code("hand")
    assert {code for code in PRESENT if papers[code] < 2} == set()
    assert {code for code in MISSING if papers[code] < 1} == set()


def test_the_held_out_papers_show_every_fault_once_at_least():
    assert set(papers_per_code("blind")) == PRESENT | MISSING


def test_no_held_out_paper_shows_a_fault_in_the_words_of_the_first_set():
    said = {"".join(f["where"].split()) for told in KEYS["hand"].values() for f in told["faults"]}
    shown_again = {
        f["where"]
        for told in KEYS["blind"].values()
        for f in told["faults"]
        if "".join(f["where"].split()) in said - {""}
    }
    assert shown_again == set()
