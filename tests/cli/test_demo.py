"""The sample from its bills to its papers, and the same commands on it afterwards."""

from __future__ import annotations

import pytest

from qinghuan.cli import sample
from qinghuan.cli.layout import cells

CASE = "示例：花呗逾期九十二天"
DAY = ("--today", sample.TODAY.isoformat())


@pytest.fixture
def shown(run, tmp_path):
    """The sample is loaded and told."""
    ran = run("demo", "--out", tmp_path / "papers")
    assert ran.code == 0, ran.err
    return ran


def test_the_demo_finds_the_three_faults_writes_papers_and_says_how_to_go_on(shown, tmp_path):
    assert "有 3 处对不上" in shown.out
    assert "8,590.62" in shown.out
    assert "8,217.50" in shown.out
    assert "qinghuan case new" in shown.out
    endings = sorted(path.suffix for path in (tmp_path / "papers").iterdir())
    assert endings.count(".pdf") == endings.count(".docx") >= 4
    assert not [ending for ending in endings if ending == ".part"]


@pytest.mark.usefixtures("shown")
def test_what_was_written_is_recorded_and_verifies(run, tmp_path):
    entries = run("case", "show", CASE, "--json").json["entries"]
    issued = [entry for entry in entries if entry["kind"] == "document_issued"]

    assert len(issued) == len(list((tmp_path / "papers").glob("*.pdf")))
    assert run("case", "verify", CASE).code == 0


@pytest.mark.usefixtures("shown")
def test_the_answer_is_the_same_as_json(run):
    told = run("assess", CASE, *DAY, "--json").json
    first = told["debts"][0]

    assert told["next_step"]["step"] == "call_to_correct"
    assert first["days_late"] == 92
    assert (first["comparison"]["claimed"], first["comparison"]["ours"]) == ("8590.62", "8217.50")
    assert len(first["comparison"]["findings"]) == 3


@pytest.mark.usefixtures("shown")
def test_every_sentence_of_the_answer_stands_in_english_too(run):
    ran = run("assess", CASE, *DAY, "--explain", "--language", "en")

    assert ran.code == 0
    assert "The one next step" in ran.out
    assert "3 differences" in ran.out


@pytest.mark.usefixtures("shown")
def test_lines_fit_the_terminal(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("assess", CASE, *DAY).out.splitlines()

    assert max(map(cells, lines)) <= 80


@pytest.mark.usefixtures("shown")
def test_papers_are_written_for_a_case_of_ones_own(run, tmp_path):
    ran = run("write", CASE, "--out", tmp_path / "own", "--json")

    assert ran.code in {0, 1}
    assert ran.json["papers"][0]["paper"] == "report_kept"
    assert (tmp_path / "own").is_dir()


def test_a_case_without_a_debt_has_nothing_to_write(run, case):
    ran = run("write", case)

    assert ran.code == 3
    assert "还没有欠款" in ran.err
