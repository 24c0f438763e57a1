"""``qinghuan case show CASE``: the journal in time, corrected entries with what they said."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from qinghuan import store
from qinghuan.case.timeline import Moment, timeline
from qinghuan.cli.cases import found
from qinghuan.cli.codes import DONE
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.journal.entry import Entry
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Show the case."""
    case = found(asked.case)
    entries = store.entries(case.id)
    screen.data(
        {
            "id": case.id,
            "label": case.index.label,
            "head": case.index.head,
            "entries": [_described(entry) for entry in entries],
        }
    )
    count = len(entries)
    screen.say(Text("cli.case_show.head", label=case.index.label, id=case.id, count=count))
    for moment in () if screen.as_json else timeline(entries):
        _tell(moment, screen)
    return DONE


def _tell(moment: Moment, screen: Screen) -> None:
    screen.line(f"{moment.on}  {screen.words(moment.says)}  [{moment.entry}]")
    for was in moment.was:
        screen.line("            " + screen.words(Text("cli.case_show.was", was=was)))
    for reason in moment.reasons:
        screen.line("            " + screen.words(Text("cli.case_show.reason", reason=reason)))


def _described(entry: Entry) -> dict[str, Any]:
    return {
        "sequence": entry.sequence,
        "id": entry.id,
        "kind": entry.kind,
        "version": entry.version,
        "on": entry.on.isoformat(),
        "recorded_at": entry.recorded_at,
        "actor": entry.actor,
        "digest": entry.digest,
        "body": None if entry.body is None else json.loads(entry.body),
    }
