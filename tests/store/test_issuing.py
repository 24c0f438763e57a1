"""Papers are issued once a form, kept byte for byte, and refused where another came between."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from qinghuan import store
from qinghuan.case.assess import assess
from qinghuan.case.entries import DocumentIssued
from qinghuan.case.fold import fold
from qinghuan.cli import sample
from qinghuan.documents.drafts import drafts
from qinghuan.store import issuing

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)


@pytest.fixture
def case(tmp_path):
    store.open_home(tmp_path / "home")
    yield store.new_case(sample.facts(), who=store.OWNER, now=NOW)
    store.close()


def made(case, kind="family_card", content=b"paper"):
    assessment = assess(fold(store.facts(case), DAY), DAY)
    (draft,) = drafts(assessment, kinds=(kind,))
    return [store.MadePaper(draft, {"pdf": content} if draft.paper else {})]


def issued(case):
    return [one.fact for one in store.facts(case) if isinstance(one.fact, DocumentIssued)]


def test_the_bytes_are_kept_under_the_digest_the_fact_names(case):
    (fact,) = store.issue(case, made(case), who=store.OWNER, now=NOW)

    assert store.file(fact.digests["pdf"]) == b"paper"
    assert fact.files == (fact.digests["pdf"],)
    assert issued(case) == [fact]


def test_a_repeated_token_gives_what_the_first_call_recorded(case):
    first = store.issue(case, made(case), who=store.OWNER, now=NOW, token="form1")
    again = store.issue(case, made(case, content=b"other"), who=store.OWNER, now=NOW, token="form1")

    assert again == first == store.issued_by(case, "form1")
    assert len(issued(case)) == 1
    assert store.issued_by(case, "") == store.issued_by(case, "other") == []


def test_a_closed_gate_records_nothing(case):
    assert store.issue(case, made(case, "court_answer"), who=store.OWNER, now=NOW) == []
    assert issued(case) == []


def test_two_papers_written_at_once_do_not_get_the_same_number(case, monkeypatch):
    papers, keep = made(case), issuing.keep_file

    def meanwhile(content):
        monkeypatch.setattr(issuing, "keep_file", keep)
        store.issue(case, papers, who=store.OWNER, now=NOW)
        return keep(content)

    monkeypatch.setattr(issuing, "keep_file", meanwhile)
    with pytest.raises(store.StoreRefused) as refused:
        store.issue(case, papers, who=store.OWNER, now=NOW)

    assert refused.value.problem.code == "store.changed_meanwhile"
    assert len(issued(case)) == 1


def test_the_files_of_papers_travel_with_the_case(case, tmp_path):
    (fact,) = store.issue(case, made(case), who=store.OWNER, now=NOW)
    store.export_case(case, tmp_path / "case.qinghuan")
    store.close()
    store.open_home(tmp_path / "other")
    store.import_case(tmp_path / "case.qinghuan", who=store.OWNER, now=NOW)

    assert store.file(fact.digests["pdf"]) == b"paper"


def test_erasing_the_case_erases_the_files_of_its_papers(case, tmp_path):
    (fact,) = store.issue(case, made(case), who=store.OWNER, now=NOW)
    store.erase(case, who=store.OWNER)

    assert not (tmp_path / "home" / "files" / fact.digests["pdf"]).exists()
