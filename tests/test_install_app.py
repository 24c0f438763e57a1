"""The launcher on the desktop: two files for this user, gone again without touching data."""

from __future__ import annotations

import configparser
import importlib.util
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "tools" / "install_app.py"


@pytest.fixture
def tool():
    spec = importlib.util.spec_from_file_location("install_app", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entry_of(path):
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_launcher_starts_the_program_and_names_its_icon(tool, tmp_path):
    launcher, icon = tool.install(tmp_path, Path("/opt/my programs/qinghuan"))

    entry = entry_of(launcher)
    assert entry["Type"] == "Application"
    assert shlex.split(entry["Exec"]) == ["/opt/my programs/qinghuan"]
    assert icon.name == f"{entry['Icon']}.svg"
    assert icon.read_bytes() == tool.ICON.read_bytes()
    assert entry["Name"] == "清还"


@pytest.mark.parametrize("odd", ["/a $HOME/q", "/a`b/q", '/a"b/q', "/100% mine/q"])
def test_signs_of_a_path_that_a_launcher_reads_otherwise_are_written_as_they_are(tool, odd):
    """Undone in the order of the specification: of the value, of the quotes, of the fields."""
    written = tool.quoted(Path(odd))
    value = written[1:-1].replace("\\\\", "\\")
    inner = ""
    place = 0
    while place < len(value):
        place += value[place] == "\\"
        inner += value[place]
        place += 1
    assert inner.replace("%%", "%") == odd


def test_installing_twice_changes_nothing_and_removing_takes_both_away(tool, tmp_path):
    before = [path.read_bytes() for path in tool.install(tmp_path, Path("/opt/q"))]
    after = [path.read_bytes() for path in tool.install(tmp_path, Path("/opt/q"))]

    assert before == after
    assert len(tool.remove(tmp_path)) == 2
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert tool.remove(tmp_path) == []


def test_without_a_desktop_it_is_said_what_to_do(tool, tmp_path, monkeypatch, capsys):
    program = tmp_path / "qinghuan"
    program.write_text("")
    monkeypatch.setattr(tool, "PROGRAM", program)
    monkeypatch.setattr(sys, "argv", ["install_app.py"])
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    assert tool.main() == 0
    said = capsys.readouterr().out
    assert "这里没有桌面" in said
    assert str(program) in said


def test_without_the_program_it_is_said_what_to_do_first(tmp_path, monkeypatch, tool, capsys):
    monkeypatch.setattr(tool, "PROGRAM", tmp_path / "nothing")
    monkeypatch.setattr(sys, "argv", ["install_app.py"])
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))

    assert tool.main() == 1
    assert "make install" in capsys.readouterr().out
    assert not (tmp_path / "share").exists()


def test_it_runs_by_itself_and_leaves_the_data_alone(tmp_path):
    share = tmp_path / "share"
    data = share / "qinghuan" / "qinghuan.sqlite3"
    data.parent.mkdir(parents=True)
    data.write_text("mine")
    environment = {"XDG_DATA_HOME": str(share), "PATH": "/usr/bin:/bin"}

    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--remove"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert data.read_text() == "mine"
