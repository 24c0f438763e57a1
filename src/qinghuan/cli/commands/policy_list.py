"""``qinghuan policy list``: every parameter as it stands on a day."""

from __future__ import annotations

from argparse import Namespace

from qinghuan.cli.cases import today
from qinghuan.cli.codes import DONE
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.policy import render
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_on()
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """List the parameters: name and what it is, then its value and how strongly it binds."""
    day = asked.on or today()
    rows = render.rows(day, screen.language)
    screen.data(
        [
            {
                "name": row.name,
                "title": screen.words(row.title),
                "state": screen.words(row.state),
                "nature": screen.words(row.nature),
                "stale": row.stale,
            }
            for row in rows
        ]
    )
    for row in rows:
        screen.say(Text("cli.policy_list.row", name=row.name, title=row.title))
        screen.say(Text("cli.policy_list.value", state=row.state, nature=row.nature))
    return DONE
