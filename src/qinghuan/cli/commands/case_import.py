"""``qinghuan case import FILE``: take in a case that travelled here."""

from __future__ import annotations

from argparse import Namespace

from qinghuan import store
from qinghuan.cli.cases import now
from qinghuan.cli.codes import DONE
from qinghuan.cli.parser import CommandParser, existing
from qinghuan.cli.screen import Screen
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("file", metavar="FILE")
    parser.take("--copy", action="store_true")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Take the case in, as far as it is not here yet."""
    path = existing(asked.file)
    store.open_home()
    done = store.import_case(path, who=store.OWNER, now=now(), as_copy=asked.copy)
    screen.data(
        {
            "ok": True,
            "case": done.case,
            "outcome": done.outcome,
            "sequence": done.sequence,
            "entries": done.entries,
            "lines": done.lines,
        }
    )
    screen.say(
        Text(
            f"cli.case_import.done.{done.outcome}",
            id=done.case,
            sequence=done.sequence,
            entries=done.entries,
            lines=done.lines,
        )
    )
    return DONE
