"""The DOCX: the same content, editable, opening in LibreOffice, with neutral properties."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from documents.samples import HOSTILE, sample
from documents.unpacked import docx_parts, docx_text, pdf_pages, pdf_text, squeezed
from qinghuan.documents.docx import to_docx
from qinghuan.documents.tree import texts, tree


def test_typed_words_are_never_read_as_markup() -> None:
    assert squeezed(HOSTILE) in docx_text(to_docx(sample(HOSTILE)))


def test_every_word_of_the_paper_stands_in_the_file() -> None:
    data, text = tree(sample()), docx_text(to_docx(sample()))
    shown = [*texts(data["blocks"]), *data["sources"], data["title"], data["number"]]

    marks = {"facts", "heading", "paragraph", "items", "table", "note", "signature"}
    marks |= {"left", "center", "right", "warning"}
    assert [one for one in shown if one not in marks and squeezed(one) not in text] == []


def test_the_header_row_is_repeated_and_rows_are_not_split() -> None:
    document = to_docx(sample(rows=5))

    body = docx_parts(document)["word/document.xml"]
    assert body.count("<w:tblHeader") == 1
    assert body.count("<w:cantSplit") == 6


def test_chinese_words_name_a_chinese_font() -> None:
    styles = docx_parts(to_docx(sample()))["word/styles.xml"]

    assert 'w:eastAsia="SimSun"' in styles
    assert 'w:eastAsia="SimHei"' in styles


def test_properties_are_neutral() -> None:
    content = to_docx(sample())
    properties = docx.Document(io.BytesIO(content)).core_properties

    assert properties.title == "协商还款申请书"
    assert not properties.author
    assert not properties.last_modified_by
    assert not properties.comments
    assert not any("python-docx" in part for part in docx_parts(content).values())


def test_the_package_holds_no_comments_pictures_or_foreign_parts() -> None:
    parts = set(docx_parts(to_docx(sample())))

    assert {name for name in parts if name.startswith("docProps")} == {"docProps/core.xml"}
    assert not [name for name in parts if "comment" in name or "custom" in name]


def test_every_relation_points_to_a_part_that_is_there() -> None:
    parts = docx_parts(to_docx(sample()))

    for name in ("_rels/.rels", "word/_rels/document.xml.rels"):
        folder = name.split("_rels")[0]
        targets = [piece.split('"')[0] for piece in parts[name].split('Target="')[1:]]
        assert [t for t in targets if folder + t not in parts] == []


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert to_docx(sample()) == to_docx(sample())


@pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is missing: apt-get install libreoffice-writer-nogui fonts-noto-cjk",
)
def test_libreoffice_opens_it_and_shows_everything(tmp_path: Path) -> None:
    paper = sample(rows=60)
    (tmp_path / "paper.docx").write_bytes(to_docx(paper))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)),
            str(tmp_path / "paper.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    content = (tmp_path / "paper.pdf").read_bytes()

    text = pdf_text(content)
    assert "壹万贰仟叁佰肆拾伍元陆角柒分" in text
    assert "31,200.00" in text
    assert pdf_pages(content) > 1
    assert text.count("期次应还日本金（元）") > 1
