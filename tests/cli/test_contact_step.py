"""Cards, the script and the log of contacts as a person types them."""

from __future__ import annotations

import io
import json
import re

import pytest

from qinghuan import store
from qinghuan.cli import sample
from qinghuan.cli.cases import now

DAY = ("--today", "2026-11-20")


@pytest.fixture
def told(case):
    """The id of a case that holds the facts of the sample."""
    store.open_home()
    store.append(case, sample.facts(), who=store.OWNER, now=now())
    return case


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_cards_are_listed_and_each_is_shown_with_its_sources(run, language):
    listed = run("fears", "--language", language).out
    for card in run("fears", "--json").json:
        shown = run("fears", card["id"], "--language", language)
        assert card["id"] in listed
        assert shown.code == 0
        assert "12356" in shown.out
        assert all(basis["parameter"] and basis["grade"] for basis in card["rests_on"])
        assert all(bool(basis["source"]) != bool(basis["ask"]) for basis in card["rests_on"])


def test_a_card_that_is_not_there_names_those_that_are(run):
    ran = run("fears", "moon")

    assert ran.code == 2
    assert "court_call" in ran.err


def test_the_script_says_what_they_say_and_what_you_may_say_with_this_persons_figures(run, told):
    ran = run("script", told, *DAY)

    assert ran.code == 0
    assert "95188" in ran.out
    assert "8,590.62元" in ran.out
    assert ran.out.count("对方可能说") == 6
    assert "你可以说" in ran.out
    assert "核对之前，我先不确认总额" in ran.out
    assert "如果对方不同意" in ran.out


def test_the_script_is_the_paper_word_for_word(run, told):
    from qinghuan.case.assess import assess
    from qinghuan.case.plan import asked_for, plan
    from qinghuan.cli.cases import folded
    from qinghuan.documents.drafts import drafts
    from qinghuan.documents.tree import texts, tree

    result = assess(folded(told, sample.TODAY), sample.TODAY)
    asked = asked_for(plan(result))
    paper = next(one.paper for one in drafts(result, plans=asked) if one.kind == "call_script")
    shown = "".join(run("script", told, *DAY, "--language", "zh").out.split())
    said = [
        words for words in texts({"blocks": tree(paper)["blocks"]}) if re.search("[一-鿿]", words)
    ]
    missing = {words for words in said if "".join(words.split()) not in shown}

    assert len(said) > 40
    assert missing == {"记什么"}


def test_the_script_of_the_debt_named_and_for_a_program(run, told):
    ran = run("script", told, "--debt", "jiebei", *DAY, "--json")

    assert ran.json["kind"] == "call_script"
    pairs = [
        part for section in ran.json["sections"] for part in section["parts"] if "they" in part
    ]
    assert len(pairs) == 6
    assert ran.json["after_refusal"]
    assert run("script", told, "--debt", "moon").code == 2


def test_of_a_debt_of_unknown_age_the_script_only_asks_for_the_items(run, case, tmp_path):
    (tmp_path / "answers.json").write_text('{"owed": ["huabei"]}', encoding="utf-8")
    run("triage", "--answers", "answers.json", "--case", case)
    ran, data = run("script", case), run("script", case, "--json").json

    assert ran.code == 0
    assert "95188" in ran.out
    assert data["kind"] == "ask_for_statement"
    assert not re.search("怎样还|按能保持的数还|每月能还", ran.out)


def test_without_a_debt_there_is_nobody_to_call(run, case):
    assert "还没有欠款" in run("script", case).err


def test_a_contact_by_options_is_recorded_and_says_what_it_departs_from(run, told):
    ran = run(
        "contact", told, "--at", "22:05", "--debt", "huabei", "--institution", "某公司",
        "--minutes", "6", "--said", "今天要还", "--promise", "减免罚息|300|2030-01-05",
        "--staff-number", "1024", "--their-number", "9518", "--recording-kept", "--json",
    )  # fmt: skip
    entries = run("case", "show", told, "--json").json["entries"]

    assert ran.code == 0
    assert [sign["kind"] for sign in ran.json["conduct"]] == ["quiet_hours"]
    assert ran.json["next_step"]["step"] == "get_it_in_writing"
    assert ran.json["id"] in json.dumps(entries)


def test_an_open_promise_is_said_to_be_unanswered_and_falls_in_the_clock(run, told):
    run("contact", told, "--debt", "huabei", "--promise", "减免罚息|300|2030-01-05")
    ran = run("assess", told)
    data = run("assess", told, "--json").json

    assert "未回复（不等于同意）" in ran.out
    assert "哪天有什么事" in ran.out
    assert ["promise", "2030-01-05"] in [[one["kind"], one["on"]] for one in data["deadlines"]]
    assert all(debt["after_refusal"] for debt in data["debts"])


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--minutes", "-1"], "contact.minutes"),
        (["--not-answered", "--minutes", "4"], "contact.not_answered"),
        (["--promise", "回电||2020-01-01"], "contact.promise_before"),
        (["--on", "2030-01-01"], "cli.future"),
        (["--debt", "moon"], "cli.unknown_debt"),
        (["--at", "25:00"], "cli.words"),
        (["--promise", "|3"], "cli.words"),
    ],
)
def test_a_contact_that_cannot_be_is_refused_and_nothing_is_recorded(run, told, options, code):
    before = len(run("case", "show", told, "--json").json["entries"])
    ran = run("contact", told, *options, "--json")

    assert ran.code == 2
    assert code in [problem["code"] for problem in ran.json["problems"]]
    assert len(run("case", "show", told, "--json").json["entries"]) == before


def test_a_contact_by_questions_is_the_same_as_by_options(run, told, monkeypatch):
    lines = ["", "22点05", "0", "0", "1", "某公司", "", "1024", "", "6", "今天要还",
             "减免罚息|300|2030-01-05", "", "是", "0", "否", "3", ""]  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    ran = run("contact", told)
    shown = run("case", "export", told, "out.qinghuan")

    assert ran.code == 0, ran.err
    assert "22:05 催收" in ran.out
    assert shown.code == 0
    fact = next(
        recorded.fact
        for recorded in store.facts(told)
        if recorded.fact.KIND == "contact_made" and recorded.fact.staff_number == "1024"
    )
    assert fact.did == ("exaggerating",)
    assert str(fact.promises[0].amount) == "300.00"
    assert fact.recording_kept


def test_words_of_not_wanting_to_live_stop_the_log_until_the_person_goes_on(run, told):
    stopped = run("contact", told, "--said", "他说去死吧")

    assert stopped.code == 3
    assert "12356" in stopped.err
    assert run("contact", told, "--said", "他说去死吧", "--go-on").code == 0


def test_a_contact_by_hand_is_checked_like_any_other(run, told, tmp_path):
    fact = {
        "kind": "contact_made",
        "on": "2026-11-01",
        "direction": "incoming",
        "channel": "phone",
        "minutes": -3,
    }
    (tmp_path / "fact.json").write_text(json.dumps(fact), encoding="utf-8")
    ran = run("case", "add", told, "fact.json", "--json")

    assert [problem["code"] for problem in ran.json["problems"]] == ["contact.minutes"]
