"""Cases: opened, found, filled by hand, shown, verified."""

from __future__ import annotations

import json
import sqlite3

import pytest

DEBT = {
    "kind": "debt_disclosed",
    "id": "huabei0001",
    "on": "2026-08-01",
    "creditor": "示例消费金融",
    "product": "huabei",
    "product_name": "花呗",
    "lender": "consumer_finance",
}
DUE = {"kind": "amount_fell_due", "on": "2026-08-20", "debt": "huabei0001", "principal": "1000.00"}


@pytest.fixture
def write(tmp_path):
    def written(value, name="facts.json"):
        path = tmp_path / name
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
        return path

    return written


def test_a_new_case_gives_the_id_that_the_other_commands_take(run):
    made = run("case", "new", "我家", "--json").json

    assert run("case", "show", made["id"], "--json").json["label"] == "我家"
    assert run("case", "show", made["id"][:6], "--json").json["id"] == made["id"]
    assert run("case", "show", "我家", "--json").json["id"] == made["id"]


def test_a_case_nobody_has_is_named(run):
    ran = run("case", "show", "nowhere")

    assert ran.code == 2
    assert "没有这份档案：nowhere" in ran.err


def test_a_label_of_two_cases_asks_for_the_id(run):
    run("case", "new", "同名")
    run("case", "new", "同名")
    ran = run("assess", "同名")

    assert ran.code == 2
    assert "有 2 份档案" in ran.err


def test_without_a_case_the_list_says_how_to_open_one(run):
    assert "qinghuan case new" in run("case", "list").out
    assert run("case", "list", "--json").json == []


def test_facts_by_hand_are_assessed_without_any_bill(run, case, write):
    added = run("case", "add", case, write([DEBT, DUE]), "--json")
    ran = run("assess", case, "--today", "2026-11-20")

    assert added.code == 0
    assert len(added.json["ids"]) == 2
    assert "92 天" in ran.out
    assert "1,000.00" in ran.out


def test_the_list_shows_what_fell_due_and_is_unpaid(run, case, write):
    run("case", "add", case, write([DEBT, DUE]))
    [listed] = run("case", "list", "--json").json

    assert (listed["oldest_unpaid"], listed["unpaid"]) == ("2026-08-20", "1000.00")


@pytest.mark.parametrize(
    ("fact", "at", "said"),
    [
        ({**DUE, "principal": "-5.00"}, "/1/principal", "不能小于 0"),
        ({**DUE, "principal": 5.5}, "/1/principal", "金额"),
        ({**DUE, "principal": "99999999999999.00"}, "/1/principal", "金额"),
        ({**DUE, "principal": "一千"}, "/1/principal", "金额"),
        ({k: v for k, v in DUE.items() if k != "principal"}, "/1/principal", "缺少"),
        ({**DUE, "principle": "1.00"}, "/1/principle", "没有这一项"),
        ({**DUE, "on": "2026-02-30"}, "/1/on", "日期"),
        ({**DUE, "on": "2999-01-01"}, "/1/on", "今天之后"),
        ({**DUE, "on": "1026-08-20"}, "/1/on", "早于"),
        ({**DUE, "debt": "nosuchdebt"}, "/1/debt", "没有编号为"),
        ({**DUE, "id": "huabei0001"}, "/1/id", "已经用过"),
        ({**DUE, "kind": "wished"}, "/1/kind", "没有“wished”这种事实"),
        ({**DUE, "kind": "statement_imported"}, "/1/kind", "qinghuan import"),
        ("just words", "/1", "一条事实"),
    ],
)
def test_every_fault_of_a_fact_is_named_by_its_place_and_nothing_is_recorded(
    run, case, write, fact, at, said
):
    ran = run("case", "add", case, write([DEBT, fact]), "--json")

    assert ran.code == 2
    assert [problem["at"] for problem in ran.json["problems"]] == [at]
    assert said in ran.json["problems"][0]["message"] + ran.json["problems"][0]["mend"]
    assert len(run("case", "show", case, "--json").json["entries"]) == 1


HOUSEHOLD = {
    "kind": "household_stated",
    "on": "2026-08-20",
    "place": "xining",
    "residence": "rural",
    "members": [{"relation": "本人", "age": "18_to_59", "earns": True}],
}


RICH = [
    {
        **HOUSEHOLD,
        "incomes": [{"source": "wages", "by_month": {str(n): "6000.00" for n in range(1, 13)}}],
        "expenses": [{"category": "food_tobacco_liquor", "amount": "900.00"}],
    }
]


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        (
            {**HOUSEHOLD, "incomes": [{"source": "wages", "by_month": {"1": "300000000.00"}}]},
            "/1/incomes/0/by_month/1",
        ),
        (
            {**HOUSEHOLD, "expenses": [{"category": "housing", "amount": "9999999.00"}]},
            "/1/expenses/0/amount",
        ),
        ({**DUE, "principal": "90000000.00"}, "/1/principal"),
    ],
)
def test_amounts_too_large_to_be_meant_are_recorded_only_for_one_who_is_sure(
    run, case, write, fact, at
):
    path = write([DEBT, fact])
    asked = run("case", "add", case, path, "--json")
    before = len(run("case", "show", case, "--json").json["entries"])
    taken = run("case", "add", case, path, "--sure")

    assert asked.code == 2
    assert [problem["at"] for problem in asked.json["problems"]] == [at]
    assert "可能多写了零" in asked.json["problems"][0]["message"]
    assert "--sure" in asked.json["problems"][0]["mend"]
    assert (before, taken.code) == (1, 0)


def test_a_household_with_an_amount_below_zero_is_refused_even_for_one_who_is_sure(
    run, case, write
):
    fact = {**HOUSEHOLD, "incomes": [{"source": "wages", "by_month": {"1": "-3000.00"}}]}
    ran = run("case", "add", case, write(fact), "--sure")

    assert ran.code == 2
    assert "不能小于 0" in ran.err
    assert "/incomes/0/by_month/1" in ran.err


def test_the_example_can_be_recorded_as_it_stands_and_gives_a_whole_answer(
    run, case, write, capsys
):
    with pytest.raises(SystemExit) as stopped:
        run("case", "add", "--example")
    example = capsys.readouterr()
    added = run("case", "add", case, write(example.out))
    answer = run("assess", case, "--today", "2026-11-24").out

    assert (stopped.value.code, added.code) == (0, 0)
    assert "cordyceps 采挖虫草" in example.err
    for said in ("95188", "96 天", "可以去谈的办法", "2027年4月29日"):
        assert said in answer


def test_for_one_under_eighteen_the_answer_stops_after_the_number_to_call(run, case, write):
    person = {"kind": "person_described", "on": "2026-08-20", "adult": False}
    run("case", "add", case, write([DEBT, DUE, person]))
    ran = run("assess", case, "--today", "2026-11-20", "--explain")

    assert "12348" in ran.out
    assert "先不往下算" in ran.out
    assert "1,000.00" not in ran.out
    assert "12356" in ran.out


def test_a_debt_whose_time_may_have_run_out_is_listed_without_a_way_to_pay(run, case, write):
    old = {**DUE, "on": "2020-08-20"}
    run("case", "add", case, write([{**DEBT, "on": "2020-08-01"}, old, *RICH]))
    said = run("assess", case, "--today", "2026-11-20").out

    assert "“花呗”先问 12348，这里不列还款办法" in said
    assert "1. 按合同算出的数分期" not in said


@pytest.mark.parametrize("how", [json.dumps, lambda facts: json.dumps(facts, ensure_ascii=False)])
def test_words_of_not_wanting_to_live_stop_everything_and_are_neither_kept_nor_shown(
    run, case, write, tmp_path, how
):
    path = write(how({**HOUSEHOLD, "hardship": "我真的不想活了"}))
    ran = run("case", "add", case, path)
    kept = b"".join(each.read_bytes() for each in (tmp_path / "home").rglob("*") if each.is_file())

    assert ran.code == 3
    assert "12356" in ran.err
    assert "不想活" not in ran.out + ran.err
    assert "不想活".encode() not in kept
    assert run("case", "add", case, path, "--go-on").code == 0


def test_other_words_of_hardship_stop_nothing(run, case, write):
    fact = {**HOUSEHOLD, "hardship": "工地停工，母亲住院，生活很难。"}

    assert run("case", "add", case, write(fact)).code == 0


def test_an_empty_case_asks_each_thing_once(run, case):
    lines = [line.strip(" ·") for line in run("assess", case).out.splitlines()]
    sentences = [line for line in lines if line.endswith(("？", "。"))]

    assert len(sentences) == len(set(sentences))
    assert sum("几口人" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{not json", "JSON"),
        ("[]", "一条事实"),
        ("", "JSON"),
        ('{"kind": "payment_made", "amount": NaN}', "JSON"),
    ],
)
def test_a_file_that_holds_no_facts_is_refused(run, case, write, written, said):
    ran = run("case", "add", case, write(written))

    assert ran.code == 2
    assert said in ran.err


def test_a_file_that_is_not_there_and_a_folder_are_told_apart(run, case, tmp_path):
    assert "找不到这个文件" in run("case", "add", case, tmp_path / "none.json").err
    assert "文件夹" in run("case", "add", case, tmp_path).err


def test_a_file_in_another_encoding_says_so(run, case, tmp_path):
    path = tmp_path / "facts.json"
    path.write_bytes("花呗".encode("gb18030"))

    assert "UTF-8" in run("case", "add", case, path).err


def test_a_sound_case_verifies(run, case):
    ran = run("case", "verify", case, "--json")

    assert (ran.code, ran.json["ok"], ran.json["entries"]) == (0, True, 1)


def test_an_edited_row_is_found(run, case, tmp_path):
    with sqlite3.connect(tmp_path / "home" / "qinghuan.sqlite3") as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='trigger'"):
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE store_journalentry SET body = replace(body, '测试', '别的')")
    database.close()
    ran = run("case", "verify", case)

    assert ran.code == 1
    assert "第 1 条记录的内容被改动过" in ran.err


def test_a_debt_of_which_nothing_is_known_is_called_by_its_kind(run, case, write):
    run("case", "add", case, write({**DEBT, "creditor": "", "product_name": ""}))
    ran = run("assess", case, "--today", "2026-11-20")

    assert ran.code == 0
    assert "花呗" in ran.out
    assert "不知道" in ran.out


def test_a_correction_holds_and_what_was_said_stays_visible(run, case, write):
    run("case", "add", case, write([DEBT, {**DUE, "id": "due00001"}]))
    right = write({"on": "2026-08-20", "debt": DEBT["id"], "principal": "900.00"}, "right.json")
    ran = run("case", "correct", case, "due00001", "--with", right, "--reason", "看错了")
    shown = run("case", "show", case).out

    assert ran.code == 0
    assert "900.00 元到期" in shown
    assert "原来记的：花呗：1,000.00 元到期" in shown
    assert "更正原因：看错了" in shown
    assert "900.00" in run("assess", case, "--today", "2026-11-20").out


def test_a_withdrawn_entry_counts_no_more(run, case, write):
    run("case", "add", case, write([DEBT, {**DUE, "id": "due00001"}]))
    run("case", "correct", case, "due00001", "--withdraw", "--reason", "没有这回事")

    assert "已撤回" in run("case", "show", case).out
    assert run("case", "list", "--json").json[0]["unpaid"] == "0.00"


@pytest.mark.parametrize(
    ("entry", "right", "said"),
    [
        ("nosuchid", {}, "没有编号为"),
        ("due00001", {"principal": "-1.00", "on": "2026-08-20", "debt": "huabei0001"}, "不能小于"),
        ("due00001", {"kind": "payment_made", "amount": "1.00"}, "缺少"),
        (
            "due00001",
            {"kind": "payment_made", "on": "2026-08-20", "debt": "huabei0001", "amount": "1.00"},
            "同一种事实",
        ),
    ],
)
def test_a_wrong_correction_changes_nothing(run, case, write, entry, right, said):
    run("case", "add", case, write([DEBT, {**DUE, "id": "due00001"}]))
    file = write(right, "right.json")
    ran = run("case", "correct", case, entry, "--with", file, "--reason", "x")

    assert ran.code == 2
    assert said in ran.err
    assert len(run("case", "show", case, "--json").json["entries"]) == 3
