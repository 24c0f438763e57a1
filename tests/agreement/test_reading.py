"""Papers in every form are read; what is broken, locked, hostile or empty says what to do."""

from __future__ import annotations

import io
import zipfile
from random import Random

import pytest

from agreement.generated import as_docx, as_pdf, as_text, as_xlsx, fair
from qinghuan.agreement import docx_text, reading
from qinghuan.agreement.reading import read_paper
from qinghuan.agreement.their_text import Passage
from qinghuan.words import LANGUAGES, say

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refused(content, name="paper"):
    found = read_paper(content, name)
    assert found.text is None
    (problem,) = found.problems
    for language in LANGUAGES:
        assert name in say(problem.what, language)
        assert say(problem.mend, language)
    return problem.code.removeprefix("agreement.unreadable.")


def docx_of(body, **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def document(inside):
    return f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def paragraph(words, properties=""):
    return f"<w:p><w:r>{properties}<w:t>{words}</w:t></w:r></w:p>"


@pytest.mark.parametrize("form", [as_text, as_docx, as_xlsx, as_pdf])
def test_every_form_gives_the_same_sentences(form):
    made = fair(Random(1))

    text = read_paper(form(made)).text

    read = text.plain
    for words in made.sentences:
        for sentence in words.replace("；", "。").split("。"):
            assert Passage(1, sentence).plain[:20] in read


def test_text_in_the_old_chinese_encoding_is_read():
    assert (
        "乙方分十二期还款"
        in read_paper("乙方分十二期还款，每期八百元。".encode("gb18030")).text.plain
    )


def test_headers_footers_notes_and_text_boxes_of_a_docx_are_read():
    inside = f"<w:txbxContent>{paragraph('框里的一句话要读到。')}</w:txbxContent>"
    box = f"<w:p><w:r><w:pict>{inside}</w:pict></w:r></w:p>"
    content = docx_of(
        document(paragraph("正文的一句话。") + box),
        footer1=f'<w:ftr xmlns:w="{W}">{paragraph("页脚的一句话。")}</w:ftr>',
        footnotes=f'<w:footnotes xmlns:w="{W}">{paragraph("脚注的一句话。")}</w:footnotes>',
    )

    read = read_paper(content).text.plain

    for words in ("正文的一句话", "框里的一句话", "页脚的一句话", "脚注的一句话"):
        assert read.count(words) == 1


def test_hidden_words_of_a_docx_are_read_and_named():
    hidden = paragraph("乙方放弃抗辩。", "<w:rPr><w:vanish/></w:rPr>")

    text = read_paper(docx_of(document(paragraph("看得见的一句话。") + hidden))).text

    assert text.hidden == ("乙方放弃抗辩。",)
    assert "放弃抗辩" in text.plain


def test_entities_of_a_docx_are_not_resolved():
    evil = (
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">'
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    )
    content = docx_of(evil + document(paragraph("协议内容在这里写着。&secret;&b;")))

    found = read_paper(content)

    read = found.text.plain if found.text else ""
    assert "root:" not in read
    assert "aaaa" not in read


def test_a_docx_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(docx_text, "LARGEST_PART", 10_000)

    assert refused(docx_of(document(paragraph("字" * 20_000)))) == "too_long"


def test_a_docx_of_endless_depth_is_refused():
    deep = "<w:sdt>" * 400 + paragraph("深处的一句话。") + "</w:sdt>" * 400

    assert refused(docx_of(document(deep))) == "broken"


def test_macros_are_left_alone():
    out = io.BytesIO(docx_of(document(paragraph("带宏的文件也只读文字。"))))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\x00macro")

    assert "只读文字" in read_paper(out.getvalue(), "paper.docm").text.plain


def test_a_locked_pdf_asks_for_a_copy_without_password():
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(as_pdf(fair(Random(1))))))
    writer.encrypt("owner", "user")
    out = io.BytesIO()
    writer.write(out)

    assert refused(out.getvalue(), "locked.pdf") == "locked"


def test_a_pdf_of_pictures_asks_to_type_it_in():
    import typst

    blank = typst.Compiler(b"#rect(width: 5cm, height: 5cm)").compile(format="pdf")

    assert refused(blank, "scan.pdf") == "picture"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 and nothing more", "broken"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"PK\x03\x04" + bytes(80), "packed"),
        (bytes(range(256)) * 20, "no_text"),
        (b"{\\rtf1 hello}", "other_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
        ("短".encode(), "empty"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content, code):
    assert refused(content, "paper.bin") == code


def test_a_cut_docx_is_broken_or_packed_and_never_a_failure():
    content = as_docx(fair(Random(1)))
    for end in range(100, len(content), 3_000):
        assert refused(content[:end], "cut.docx") in {"broken", "packed"}


def test_a_text_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_TEXT", 1_000)

    assert refused("一句话。".encode() * 1_000, "long.txt") == "too_long"
