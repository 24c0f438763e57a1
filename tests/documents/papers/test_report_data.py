"""The copy of the external statement for programs: in the PDF, and of its allow-list alone."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest

from documents.cases import HARDSHIP, HUABEI, SECRET, eventful
from documents.unpacked import pdf_files, pdf_streams, pdf_text, squeezed
from qinghuan.documents.drafts import drafts
from qinghuan.documents.paper import KINDS, Paper
from qinghuan.documents.papers.report_data import CALLED, NAME, SCHEMA, VERSION
from qinghuan.documents.papers.report_external import ExternalContent
from qinghuan.documents.shared import Account, Applicant, ExpenseSeen, IncomeSeen, Season
from qinghuan.documents.typst_pdf import to_pdf

ALLOWED = {"schema", "version", "currency", "unit"} | {
    CALLED.get(one.name, one.name) for one in fields(ExternalContent)
}


def statement(language: str = "zh_CN") -> Paper:
    """The external statement of the eventful case."""
    (found,) = drafts(
        eventful(),
        kinds=["report_external"],
        debt=HUABEI,
        language=language,  # type: ignore[arg-type]
    )
    assert found.paper is not None
    return found.paper


@pytest.fixture(scope="module")
def content() -> bytes:
    """The PDF."""
    return to_pdf(statement())


@pytest.fixture(scope="module")
def data(content: bytes) -> Any:
    """What is inside it."""
    return json.loads(pdf_files(content)[NAME].decode("utf-8"))


def test_the_statement_is_pdf_a_3b_with_one_file_inside(content: bytes) -> None:
    streams = pdf_streams(content)

    assert list(pdf_files(content)) == [NAME]
    assert "<pdfaid:part>3</pdfaid:part>" in streams
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in streams
    assert "/AFRelationship/Data" in streams


def test_no_other_paper_carries_a_file() -> None:
    carrying = [
        one.kind
        for one in drafts(eventful(), kinds=KINDS, debt=HUABEI)
        if one.paper and one.paper.data
    ]

    assert carrying == ["report_external"]


def test_it_names_its_schema_and_holds_exactly_the_allowed_fields(data: Any) -> None:
    assert (data["schema"], data["version"]) == (SCHEMA, VERSION)
    assert set(data) == ALLOWED
    inner = {
        "applicant": Applicant, "account": Account, "incomes": IncomeSeen,
        "expenses": ExpenseSeen, "seasons": Season,
    }  # fmt: skip
    for name, kind in inner.items():
        held = data[name] if isinstance(data[name], list) else [data[name]]
        for one in held:
            assert set(one) == {each.name for each in fields(kind)}, name


def test_it_holds_nothing_that_no_paper_may_show(data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False)

    for word in (SECRET, "另一家贷款人", "电动三轮车", "母亲", "1350.40", "limitation", "huabei00"):
        assert word not in text
    assert HARDSHIP in text


def test_its_figures_are_those_of_the_page(content: bytes, data: Any) -> None:
    shown = pdf_text(content)

    for name in ("monthly_for_all_debts", "monthly_for_this_debt", "asked_by_all_creditors"):
        figure = data[name]
        assert f"{float(figure):,.2f}" in shown
    for one in data["incomes"]:
        assert f"{float(one['monthly']):,.2f}" in shown
    assert squeezed(data["applicant"]["name"]) in shown


def test_the_same_case_gives_the_same_copy_and_another_language_other_words() -> None:
    assert statement().data == statement().data
    english = statement("en").data
    assert english is not None
    assert "Alipay" in english.text
