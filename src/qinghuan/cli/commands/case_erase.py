"""``qinghuan case erase CASE``: erase a case for good, after its name was typed again."""

from __future__ import annotations

from argparse import Namespace

from qinghuan import store
from qinghuan.cli.cases import found
from qinghuan.cli.codes import DONE
from qinghuan.cli.erased import tell_where_copies_are
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("--yes", action="store_true")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Ask, then erase."""
    case = found(asked.case)
    label = case.index.label or case.id
    if not asked.yes:
        if screen.as_json:
            raise Stopped(fault("erase_unasked"))
        screen.say(Text("cli.case_erase.warning", label=label, entries=case.index.sequence))
        if _typed(screen) not in {label, case.id}:
            raise Stopped(fault("erase_not_confirmed"))
    done = store.erase(case.id, who=store.OWNER)
    screen.data(
        {
            "ok": True,
            "case": case.id,
            "overwritten": done.overwritten,
            "backups": [str(path) for path in done.backups],
            "copies": list(done.copies),
        }
    )
    screen.say(Text("cli.case_erase.done", label=label))
    tell_where_copies_are(screen, done)
    return DONE


def _typed(screen: Screen) -> str:
    try:
        return input(screen.words(Text("cli.case_erase.ask"))).strip()
    except EOFError:
        return ""
