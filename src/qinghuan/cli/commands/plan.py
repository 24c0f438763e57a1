"""``qinghuan plan CASE``: what to offer, how likely it is kept, and where to stop."""

from __future__ import annotations

from argparse import Namespace

from qinghuan.case.assess import assess
from qinghuan.case.plan import plan
from qinghuan.cli.as_data import as_data
from qinghuan.cli.cases import folded, found, today
from qinghuan.cli.codes import DONE
from qinghuan.cli.offered import offered
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take_today()
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """The offers of the case as of a day."""
    case = found(asked.case)
    day = asked.today or today()
    result = assess(folded(case.id, day), day)
    made = plan(result)
    if screen.as_json:
        screen.data({"today": day.isoformat(), "debts": as_data(made, screen)})
        return DONE
    for line in offered(result, made, screen):
        screen.line(line)
    return DONE
