"""``qinghuan case verify CASE``: whether journal, lines, index and files are what they were."""

from __future__ import annotations

from argparse import Namespace

from qinghuan import store
from qinghuan.cli.cases import found
from qinghuan.cli.codes import DONE, PROBLEMS
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("--rebuild", action="store_true")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Verify the case; exit code 1 when anything was changed.

    With ``--rebuild`` its index is computed anew first, which the store refuses when
    the journal lost its end: that would hide it.
    """
    case = found(asked.case)
    if asked.rebuild:
        store.rebuild_index(case.id)
    problems = store.verify(case.id)
    if problems:
        screen.problems(problems)
        return PROBLEMS
    count, lines = case.index.sequence, len(store.lines(case.id, superseded=True))
    screen.data({"ok": True, "id": case.id, "entries": count, "lines": lines, "problems": []})
    screen.say(Text("cli.case_verify.sound", count=count, lines=lines))
    return DONE
