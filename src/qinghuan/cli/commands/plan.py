"""``qinghuan plan CASE``: what to offer, how likely it is kept, and where to stop."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from qinghuan.case.assess import assess
from qinghuan.case.plan import plan
from qinghuan.case.together import days_ahead, together
from qinghuan.cli.as_data import as_data
from qinghuan.cli.beside import beside
from qinghuan.cli.cases import folded, found, today
from qinghuan.cli.codes import DONE
from qinghuan.cli.offered import offered
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen

LONGEST: Final = 60
"""Seconds: a longer search brings little."""


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take_today()
    parser.take("--seconds", metavar="N", type=parser.reads(_seconds), default=0.0)
    parser.take_json()


def _seconds(typed: str) -> float:
    wanted = float(typed)
    if not 0 <= wanted <= LONGEST:
        raise ValueError(typed)
    return wanted


def run(asked: Namespace, screen: Screen) -> int:
    """The offers of the case as of a day."""
    case = found(asked.case)
    day = asked.today or today()
    result = assess(folded(case.id, day), day)
    made, days = plan(result), days_ahead(result)
    ways = together(result, time_limit=asked.seconds)
    if screen.as_json:
        screen.data(
            {
                "today": day.isoformat(),
                "debts": as_data(made, screen),
                "together": as_data(ways, screen),
                "days": as_data(days, screen),
            }
        )
        return DONE
    for line in (*offered(result, made, screen), *beside(result, ways, days, screen)):
        screen.line(line)
    return DONE
