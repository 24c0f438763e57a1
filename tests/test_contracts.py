"""The import order is kept by a machine: a room that reaches for a later one fails the tests."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the same check as ``make test``, on the tree in ``folder``."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "LC_ALL": "C.UTF-8", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", folder)
    return folder


def test_the_rooms_as_they_stand_keep_the_order(tree):
    ran = lint_imports(tree)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("money", "from qinghuan import dates"),
        ("journal/entry", "from qinghuan.debts import cap"),
        ("debts/cap", "from qinghuan.plans import options"),
        ("debts/stage", "from qinghuan import store"),
        ("household/floor", "import django"),
        ("case/fold", "from qinghuan.cli import screen"),
    ],
)
def test_a_room_that_reaches_for_a_later_one_is_caught(tree, room, line):
    module = tree / "src" / "qinghuan" / f"{room}.py"
    before = module.read_text("utf-8")
    module.write_text(f"{before}\n{line}\n", "utf-8")
    try:
        ran = lint_imports(tree)
    finally:
        module.write_text(before, "utf-8")
    assert ran.returncode != 0
    assert "BROKEN" in ran.stdout
