"""``qinghuan case export CASE FILE``: write a case into the file in which it travels."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qinghuan import store
from qinghuan.cli.cases import found
from qinghuan.cli.codes import DONE
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("file", metavar="FILE")
    parser.take("--overwrite", action="store_true")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Write the file."""
    case = found(asked.case)
    done = store.export_case(case.id, Path(asked.file), overwrite=asked.overwrite)
    counts = {"entries": done.entries, "lines": done.lines, "files": done.files}
    screen.data(
        {
            "ok": True,
            "case": case.id,
            "file": str(done.path),
            "size": done.size,
            "head": done.head,
            **counts,
        }
    )
    screen.say(Text("cli.case_export.done", file=str(done.path), **counts))
    screen.say(Text("cli.case_export.care"))
    return DONE
