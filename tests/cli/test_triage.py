"""The first ten minutes as a person types them: Enter everywhere, nothing kept unless asked."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

TODAY = "2026-11-23"


@pytest.fixture
def typed(run, monkeypatch):
    def answered(*lines, more=(), language="zh"):
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
        return run("triage", "--today", TODAY, "--language", language, *more)

    return answered


WHOLE = [
    "是",
    "1",
    "2026-11-20",
    "",
    "是",
    "是",
    "1,6",
    "92",
    "工资卡 2026-12-01 300",
    "先交保证金注销征信",
]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_enter_at_every_question_gives_a_card_and_asks_at_most_ten(typed, language):
    ran = typed(*[""] * 12, language=language)

    asked = [line for line in ran.out.splitlines() if "/10 " in line[:6]]
    assert ran.code == 0
    assert 0 < len(asked) <= 10
    assert ran.err == ""


def test_with_a_court_paper_all_ten_are_asked_and_the_paper_comes_first(typed):
    ran = typed(*WHOLE)
    card = ran.out.partition("今后24小时")[2]

    assert ran.out.count("/10 ") == 10
    assert (
        card.index("法院的文书")
        < card.index("先停：不转账")
        < card.index("自动扣款")
        < card.index("95188")
    )
    assert "最晚2026年12月5日" in card
    assert "300.00元" in card


def test_nothing_is_stored_unless_a_case_is_named(typed, tmp_path):
    typed(*WHOLE)

    assert not (tmp_path / "home").exists()


def test_with_a_case_what_is_clear_is_recorded_once(typed, run, case):
    first = typed(*WHOLE, more=("--case", case))
    again = typed(*WHOLE, more=("--case", case))
    shown = run("case", "show", case, "--json").out

    assert "已记进档案 4 件事" in first.out
    assert "已记进档案 0 件事" in again.out
    assert "保证金" not in shown
    assert shown.count('"court_paper_received"') == 1


@pytest.mark.parametrize("where", [0, 9])
def test_words_of_not_wanting_to_live_end_the_questions_and_nothing_is_kept(
    typed, run, case, tmp_path, where
):
    lines = [*WHOLE[:where], "我真的不想活了", *WHOLE[where + 1 :]]
    before = len(run("case", "show", case, "--json").json["entries"])
    ran = typed(*lines, more=("--case", case))

    assert ran.code == 3
    assert "12356" in ran.out
    assert "不想活" not in ran.out + ran.err
    assert "95188" not in ran.out
    assert len(run("case", "show", case, "--json").json["entries"]) == before
    kept = b"".join(path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file())
    assert "不想活".encode() not in kept


@pytest.mark.parametrize("place", [2, 3])
def test_under_18_or_not_the_holder_ends_the_questions_with_legal_advice(typed, place):
    lines = ["是", "0", *WHOLE[4:]]
    lines[place] = "否"
    ran = typed(*lines)

    assert "12348" in ran.out
    assert "7/10" not in ran.out
    assert "95188" not in ran.out


def test_what_is_not_understood_is_asked_again(typed):
    ran = typed("是", "支付令吧", "9", "0", *[""] * 9)

    assert ran.out.count("没看懂") == 2
    assert ran.code == 0


def test_a_day_in_the_future_is_no_day_of_receipt(typed):
    ran = typed("是", "1", "2026-12-24", "2026年11月20日", *[""] * 9)

    assert "没看懂“2026-12-24”" in ran.out
    assert "最晚2026年12月5日" in ran.out


def test_questions_go_to_the_person_and_the_card_to_the_program(typed):
    ran = typed(*WHOLE, more=("--json",))

    assert "1/10" in ran.err
    assert [step["kind"] for step in ran.json["steps"]][:3] == ["court_paper", "scam", "debit"]
    assert ran.json["steps"][0]["by"] == "2026-12-05"


def answers(tmp_path: Path, **given) -> Path:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    return file


def test_answers_come_from_a_file_for_a_program(run, tmp_path):
    file = answers(tmp_path, owed=["huabei"], days_late=92)
    ran = run("triage", "--answers", file, "--today", TODAY, "--json")

    assert ran.code == 0
    assert [step["call"] for step in ran.json["steps"]] == ["95188", None]
    assert ran.json["recorded"] == 0


@pytest.mark.parametrize(
    ("given", "at"), [({"owed": ["mortgage"]}, "/owed/0"), ({"colour": 1}, "/colour")]
)
def test_answers_that_cannot_be_are_refused_by_their_place(run, tmp_path, given, at):
    ran = run("triage", "--answers", answers(tmp_path, **given), "--json")

    assert ran.code == 2
    assert [problem["at"] for problem in ran.json["problems"]] == [at]


def test_a_file_that_is_no_json_is_a_fault_and_no_traceback(run, tmp_path):
    (tmp_path / "answers.json").write_text("{", encoding="utf-8")

    assert run("triage", "--answers", "answers.json").code == 2


def test_despair_in_a_file_that_cannot_be_read_is_still_heard(run, tmp_path):
    ran = run("triage", "--answers", answers(tmp_path, wrong="不想活了"), "--json")

    assert ran.code == 3
    assert ran.json["stops"] == "danger"


def test_the_example_of_the_documentation_is_taken_as_it_stands(run, tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    example = (
        page.partition("## `triage --answers`")[2].partition("```json\n")[2].partition("```")[0]
    )
    (tmp_path / "answers.json").write_text(example, encoding="utf-8")
    ran = run("triage", "--answers", "answers.json", "--today", TODAY, "--json")

    assert ran.code == 0
    assert [step["kind"] for step in ran.json["steps"]] == [
        "court_paper",
        "debit",
        "call",
        "call",
        "write_down",
    ]
