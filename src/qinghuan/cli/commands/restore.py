"""``qinghuan restore FILE``: the data folder as a backup holds it; the present one is put aside."""

from __future__ import annotations

from argparse import Namespace

from qinghuan import store
from qinghuan.cli.codes import DONE
from qinghuan.cli.parser import CommandParser, existing
from qinghuan.cli.screen import Screen
from qinghuan.store.home import default_path
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("file", metavar="FILE")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Verify the backup, then put its folder in place."""
    file = existing(asked.file)
    store.close()  # nobody may have the folder open, not even this process
    done = store.restore(file, default_path())
    store.open_home()
    store.note_backup(file)
    aside = str(done.aside) if done.aside else None
    counts = {"cases": done.cases, "entries": done.entries}
    screen.data({"ok": True, "folder": str(done.path), "aside": aside, **counts})
    screen.say(Text("cli.restore.done", folder=str(done.path), **counts))
    if aside:
        screen.say(Text("cli.restore.aside", folder=aside))
    return DONE
