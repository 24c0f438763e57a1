"""The sample from its bills to its papers, and the same commands on it afterwards."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys

import pytest

from documents.unpacked import docx_text, pdf_text
from qinghuan.cli import sample
from qinghuan.cli.layout import cells

CASE = "示例：花呗逾期九十二天"
DAY = ("--today", sample.TODAY.isoformat())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The demo as a person starts it, once: its data folder, its papers, what it said."""
    place = tmp_path_factory.mktemp("demo")
    environment = {**os.environ, "QINGHUAN_HOME": str(place / "home"), "LC_ALL": "zh_CN.UTF-8"}
    ran = subprocess.run(
        [sys.executable, "-m", "qinghuan", "demo", "--out", str(place / "papers")],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return place, ran.stdout


@pytest.fixture
def shown(made, run, tmp_path):  # noqa: ARG001 - the folder is copied to where run looks
    """A data folder of one's own in which the sample was told; what was said then."""
    shutil.copytree(made[0], tmp_path, dirs_exist_ok=True)
    return made[1]


def test_the_demo_finds_the_three_faults_writes_papers_and_says_how_to_go_on(shown, tmp_path):
    assert "有 3 处对不上" in shown
    assert "8,590.62" in shown
    assert "8,217.50" in shown
    assert "qinghuan case new" in shown
    endings = sorted(path.suffix for path in (tmp_path / "papers").iterdir())
    assert endings.count(".pdf") == endings.count(".docx") >= 4
    assert not [ending for ending in endings if ending == ".part"]


def test_each_paper_names_the_debt_it_is_about(shown):
    assert "花呗 · 通话稿：只给自己看" in shown
    assert "借呗 · 协商还款申请书：核对后可以交给对方" in shown


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_id_and_no_word_of_the_program_stands_in_the_answer(run, language):
    said = run("assess", CASE, *DAY, "--explain", "--language", language).out

    assert not re.search(r"[a-z]+_[a-z_]+|\b[a-z0-9]{16}\b|None|Decimal", said)


@pytest.mark.usefixtures("shown")
def test_a_plan_that_lets_the_penalty_run_says_what_it_adds_and_claims_no_saving(run):
    lines = [line.strip() for line in run("assess", CASE, *DAY).out.splitlines()]
    first = lines.index("1. 按合同算出的数分期（可提出，是否同意由贷款人决定）")
    second = lines.index("2. 从今天起停计罚息，再分期（可提出，是否同意由贷款人决定）")

    assert any("最多再加" in line for line in lines[first:second])
    assert not any("少" in line for line in lines[first:second])
    assert not any("少 0.00 元" in line for line in lines)


@pytest.mark.usefixtures("shown")
def test_plans_begin_when_the_season_does_and_the_answer_says_why(run):
    said = run("assess", CASE, *DAY).out

    assert "第一期最早定在 2027年4月" in said
    assert said.count("第一期 2027年4月29日") == 8


@pytest.mark.usefixtures("shown")
def test_nothing_is_said_twice_among_what_is_missing(run):
    said = run("assess", CASE, *DAY).out.partition("还缺什么")[2].splitlines()
    asked = [line for line in said if line.startswith("  · ")]

    assert len(asked) == len(set(asked))
    assert sum("进账" in line or "红包收入" in line for line in asked) == 1


@pytest.mark.usefixtures("shown")
def test_the_next_step_gives_the_number_to_call(run):
    assert "打这个号码：95188" in run("assess", CASE, *DAY).out


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
    assert "differences: 3" in ran.out


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


@pytest.mark.usefixtures("shown")
def test_only_the_papers_asked_for_are_written(run, tmp_path):
    asked = ("--paper", "contact_request", "--paper", "family_card")
    ran = run("write", CASE, "--out", tmp_path / "own", *asked, "--json")

    assert ran.code == 0
    papers = [(paper["paper"], bool(paper["recipient"])) for paper in ran.json["papers"]]
    assert papers == [("contact_request", True)] * 3 + [("family_card", False)]
    assert len(list((tmp_path / "own").iterdir())) == 8


@pytest.mark.usefixtures("shown")
def test_what_is_hidden_is_in_no_file_and_the_last_entry_stands_at_the_foot(run, tmp_path):
    asked = ("--paper", "data_request", "--hide", "phone", "--hide", "address")
    ran = run("write", CASE, "--out", tmp_path / "own", *asked, "--json")

    assert ran.code == 0
    for path in (tmp_path / "own").iterdir():
        content = path.read_bytes()
        read = pdf_text(content) if path.suffix == ".pdf" else docx_text(content)
        assert "*******0000" in read
        assert "13800000000" not in read
        assert "示例镇" not in read
        if path.suffix == ".pdf":
            assert re.search(r"记录第\d+条·[0-9a-f]{16}", read)


@pytest.mark.usefixtures("shown")
def test_a_paper_nothing_calls_for_is_refused_and_the_reason_said(run, tmp_path):
    ran = run("write", CASE, "--out", tmp_path / "own", "--paper", "court_answer")

    assert ran.code == 3
    assert "没有登记收到起诉材料" in ran.out
    assert not list((tmp_path / "own").iterdir())


@pytest.mark.usefixtures("shown")
def test_an_unknown_paper_is_misuse_and_the_known_ones_are_named(run):
    ran = run("write", CASE, "--paper", "threat")

    assert ran.code == 2
    assert "data_request" in ran.err


def test_a_case_without_a_debt_has_nothing_to_write(run, case):
    ran = run("write", case)

    assert ran.code == 3
    assert "还没有欠款" in ran.err


@pytest.mark.usefixtures("shown")
def test_papers_that_cannot_be_recorded_are_not_left_behind(run, tmp_path, monkeypatch):
    def refuse(*_given, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("qinghuan.store.issuing.append", refuse)
    ran = run("write", CASE, "--out", tmp_path / "own")

    assert ran.code == 4
    assert list((tmp_path / "own").iterdir()) == []


@pytest.mark.usefixtures("shown")
def test_the_way_to_each_fen_shows_the_stretches_and_what_each_difference_is_made_of(run):
    said = run("assess", CASE, *DAY, "--explain", "--language", "zh").out

    assert "16天：5,000.00元 × 每天0.05% × 16天 = 40.00元" in said
    assert "罚息（逾期利息）：对方的数里多 5.52 元" in said
    joined = said.replace("\n", "").replace(" ", "")
    assert "8,590.62元−按合同算的8,217.50元=373.12元；3处相加373.12元，没能说明的0.00元" in joined


@pytest.mark.usefixtures("shown")
def test_the_plan_has_its_offers_with_chance_error_burden_worth_and_the_way_to_give_way(run):
    said = run("plan", CASE, *DAY).out

    for word in ("开口：", "目标：", "底线：", "误差约±", "还得上的约", "怎么让步", "没有协议"):
        assert word in said
    assert "不发给对方" in said
    assert "没有公开来源" in said
    assert said == run("plan", CASE, *DAY).out


@pytest.mark.usefixtures("shown")
def test_the_plan_is_complete_in_english_and_as_data(run):
    english = run("plan", CASE, *DAY, "--language", "en").out
    first = run("plan", CASE, *DAY, "--json").json["debts"][0]

    assert "Opening" in english
    for own in ("花呗", "借呗", "青唐示例银行信用卡", "青唐示例银行储蓄卡", "余额宝"):
        english = english.replace(own, "")
    assert not re.search(r"[a-z]+_[a-z_]+|None|Decimal|[一-鿿]", english)
    assert first["offers"][0]["role"] == "opening"
    for offer in first["offers"]:
        assert 0 < float(offer["outlook"]["chance"]["value"]) <= 1
        assert float(offer["outlook"]["error"]) > 0
    assert first["path"]


@pytest.mark.usefixtures("shown")
def test_a_call_can_be_rehearsed_and_nothing_is_stored(run, monkeypatch):
    before = run("case", "show", CASE).out
    monkeypatch.setattr(sys, "stdin", io.StringIO("7\n1\n2\n3\n3\n3\n3\n3\n"))
    said = run("rehearse", CASE, *DAY, "--desk", "soft").out

    assert "这是练习" in said
    assert "请输入1到" in said
    assert any(end in said for end in ("对方同意了", "对方不再让了", "到这里"))
    assert run("case", "show", CASE).out == before
