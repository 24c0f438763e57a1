"""``qinghuan case redact CASE ENTRY``: erase the words of one entry; that it was there stays."""

from __future__ import annotations

from argparse import Namespace

from qinghuan import store
from qinghuan.cli.cases import found, now
from qinghuan.cli.codes import DONE
from qinghuan.cli.erased import tell_where_copies_are
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("entry", metavar="ENTRY")
    parser.take("--reason", required=True, metavar="WORDS")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Erase the words."""
    case = found(asked.case)
    recorded, done = store.redact(
        case.id, asked.entry, who=store.OWNER, now=now(), reason=asked.reason
    )
    screen.data(
        {
            "ok": True,
            "case": case.id,
            "erased": len(recorded.entries),
            "head": recorded.head,
            "overwritten": done.overwritten,
            "backups": [str(path) for path in done.backups],
        }
    )
    screen.say(Text("cli.case_redact.done", count=len(recorded.entries)))
    tell_where_copies_are(screen, done)
    return DONE
