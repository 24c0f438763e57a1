"""Their paper on the page: read, told with its clauses, not kept; what was agreed is recorded."""

from __future__ import annotations

import re
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreement.generated import as_docx, as_pdf, as_text, fair, faulty
from qinghuan import store
from web.rooms import HUABEI


@pytest.fixture
def send(sample_app):
    """Send the form of the page, with words or a file."""

    def sent(words="", file=None, debt=""):
        where = f"/case/{sample_app.case}/agreement/"
        fields = {**sample_app.get(where).fields(0), "paper_debt": debt, "paper_words": words}
        if file is not None:
            fields["paper_file"] = SimpleUploadedFile(*file)
        return sample_app.post(where, fields)

    return sent


def paper(*faults):
    return faulty(Random(5), faults)


def test_pasted_words_are_answered_with_each_clause_beside_its_finding(send):
    shown = send(as_text(paper("no_complaint", "deposit")).decode())

    assert "先不要签" in shown.words
    quoted = re.findall(r"<blockquote><bdi>(.*?)</bdi></blockquote>", shown.html)
    assert any("投诉" in clause for clause in quoted)
    assert "请删去关于投诉的内容" in shown.words
    assert "发给对方的话" in shown.words


@pytest.mark.parametrize(("form", "name"), [(as_docx, "a.docx"), (as_pdf, "a.pdf")])
def test_a_file_is_read_by_what_it_is(send, form, name):
    shown = send(file=(name, form(paper("family"))))

    assert "让家人一起还" in shown.words


def test_a_fair_paper_says_that_nothing_known_was_found_and_no_more(send):
    shown = send(as_text(fair(Random(2))).decode())

    assert "没有发现已知的问题，不等于没有问题" in shown.words
    assert "可以签" not in shown.words


def test_with_a_debt_it_is_set_beside_what_can_be_paid(send):
    made = fair(Random(2))
    made.rows = [[n, day, amount * 20] for n, day, amount in made.rows]

    shown = send(as_text(made).decode(), debt=HUABEI)

    assert "一个月最多能还" in shown.words


def test_nothing_put_in_and_a_broken_file_say_what_to_do(send):
    assert "粘贴文字，或者选一个文件" in send().words
    assert "原文件请留着" in send(file=("a.pdf", b"%PDF-1.4 broken")).words


def test_hostile_words_are_shown_as_words(send):
    made = fair(Random(2))
    made.sections["rights"] += "乙方放弃投诉<script>alert(1)</script>。"

    shown = send(as_text(made).decode())

    assert "<script>alert" not in shown.html
    assert "&lt;script&gt;" in shown.html


def test_reading_keeps_nothing(send):
    before = store.generation()

    send(as_text(paper("family")).decode(), debt=HUABEI)

    assert store.generation() == before


def test_the_rows_that_were_read_are_offered_to_be_recorded_and_become_one_entry(sample_app, send):
    made = fair(Random(2))
    shown = send(as_text(made).decode(), debt=HUABEI)
    where = f"/case/{sample_app.case}/agreement/agreed"
    rows = [f"{day.isoformat()} {amount}" for _, day, amount in made.rows]
    assert all(row in shown.html for row in rows)

    begun = sample_app.post(where, {"debt": HUABEI, "rows": "\n".join(rows)})
    assert begun.fields(0)["agreed_rows"][0].splitlines() == rows
    done = sample_app.post(where, {**begun.fields(0), "charges_stop": "yes", "cure_days": "10"})

    assert done.leads_to.endswith("?agreed=yes")
    (fact,) = sample_app.facts(sample_app.case, "agreement_reached")
    assert [(row.due, row.amount) for row in fact.rows] == [(day, one) for _, day, one in made.rows]
    assert (fact.debt, fact.charges_stop, fact.cure_days) == (HUABEI, True, 10)
    assert f"{len(rows)}期" in sample_app.get(f"/case/{sample_app.case}/agreement/").words


def test_a_line_that_is_no_row_is_named_and_nothing_typed_is_lost(sample_app):
    where = f"/case/{sample_app.case}/agreement/agreed"
    fields = sample_app.get(where).fields(0)

    shown = sample_app.post(where, {**fields, "agreed_rows": "2026-12-28 850\n下个月再说"})

    assert "第 2 行" in shown.words or "第2行" in shown.words
    assert "下个月再说" in shown.html
    assert not sample_app.facts(sample_app.case, "agreement_reached")


def test_an_oral_agreement_leads_to_the_letter_of_confirmation(sample_app):
    where = f"/case/{sample_app.case}/agreement/agreed"
    fields = {
        **sample_app.get(where).fields(0),
        "agreed_rows": "2026-12-28 850.00",
        "agreed_form": "oral",
    }

    sample_app.post(where, fields)

    assert "还没有写下来" in sample_app.get(f"/case/{sample_app.case}/agreement/").words
