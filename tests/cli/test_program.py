"""What holds for every command: help, language, misuse, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qinghuan.calc import OPERATIONS
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.program import COMMANDS, command_of, language_of
from qinghuan.web import serve


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh_CN"),
        ({"LANG": "C.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
    ],
)
def test_the_language_follows_the_locale(environment, language):
    assert language_of(environment) == language


def test_the_help_names_every_command(run):
    ran = run("--help")

    assert ran.code == 0
    assert all(f"  {name} " in ran.out for name in COMMANDS)
    assert "12356" in ran.out


def test_the_help_is_english_where_asked(run):
    assert "usage: qinghuan COMMAND" in run("--language", "en", "--help").out
    assert "usage: qinghuan COMMAND" in run("--help", "--language=en").out


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_explains_itself(run, name, language, capsys):
    with pytest.raises(SystemExit) as left:
        run(*name.split(), "--help", "--language", language)

    assert left.value.code == 0
    begins = "用法：qinghuan" if language == "zh" else "usage: qinghuan"
    assert capsys.readouterr().out.startswith(begins)


def test_misuse_shows_how_the_command_is_typed_without_a_second_heading(run):
    assert "写法：qinghuan case add " in run("case", "add").err


def test_a_family_of_commands_lists_its_members(run):
    ran = run("case", "--help")

    assert ran.code == 0
    assert "case verify" in ran.out
    assert "policy" not in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pay"], "没有“pay”这条命令"),
        (["case", "burn"], "没有“case burn”这条命令"),
        (["assess"], "缺少：CASE"),
        (["assess", "x", "--today", "2026-02-30"], "看不懂“2026-02-30”"),
        (["assess", "x", "--no-such"], "不认识：--no-such"),
        (["--language", "fr", "--help"], "zh 或 en"),
    ],
)
def test_misuse_says_what_is_wrong_and_how_it_is_typed(run, words, said):
    ran = run(*words)

    assert ran.code == 2
    assert said in ran.out + ran.err


def test_without_a_word_the_app_opens_in_the_browser():
    parser = CommandParser("serve", "zh_CN")
    serve.arguments(parser)

    assert command_of([]) == "serve"
    assert vars(parser.parse_args([])) == {
        "port": serve.PORT,
        "sample": False,
        "no_browser": False,
    }


def test_misuse_is_json_for_a_program(run):
    ran = run("assess", "--json")

    assert ran.code == 2
    assert ran.json["ok"] is False
    assert ran.json["problems"][0]["code"] == "cli.words"


def test_a_reader_that_leaves_early_is_no_fault(tmp_path):
    command = f"{sys.executable} -m qinghuan policy list | head -1"
    environment = {**os.environ, "QINGHUAN_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, env=environment, check=False
    )

    assert ran.stderr == ""
    assert ran.returncode == 0


def test_the_help_loads_no_heavy_library():
    watched = "argparse dataclasses django json pydantic yaml qinghuan.store"
    program = (
        "import sys; from qinghuan.cli import main; main(['--help']);"
        f"print(*[name for name in '{watched}'.split() if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert ran.stderr.strip() == ""


def test_every_command_and_operation_has_its_line_in_the_documentation():
    docs = Path(__file__).parents[2] / "docs"
    page = (docs / "commands.md").read_text(encoding="utf-8")
    calculations = (docs / "calc.md").read_text(encoding="utf-8")

    assert not [name for name in COMMANDS if f"`{name}" not in page]
    assert not [name for name in OPERATIONS if f"## `{name}`" not in calculations]


def test_the_example_of_the_documentation_is_taken_as_it_stands(run, case, tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    example = page.partition("## Facts by hand")[2].partition("```json\n")[2].partition("```")[0]
    (tmp_path / "facts.json").write_text(example, encoding="utf-8")
    added = run("case", "add", case, "facts.json")
    told = run("assess", case, "--today", "2026-11-20", "--json").json["debts"][0]

    assert added.code == 0, added.err
    assert (told["days_late"], told["total"]) == (92, "1046.00")
