"""``qinghuan backup FILE``: the whole data folder in one file, read back and verified."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qinghuan import store
from qinghuan.cli.cases import now
from qinghuan.cli.codes import DONE
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("file", metavar="FILE")
    parser.take("--overwrite", action="store_true")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Write the backup."""
    store.open_home()
    done = store.backup(Path(asked.file), now=now(), overwrite=asked.overwrite)
    counts = {"cases": done.cases, "entries": done.entries, "files": done.files}
    screen.data({"ok": True, "file": str(done.path), "size": done.size, **counts})
    screen.say(Text("cli.backup.done", file=str(done.path), **counts))
    screen.say(Text("cli.backup.care"))
    return DONE
