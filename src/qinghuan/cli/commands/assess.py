"""``qinghuan assess CASE``: where the person stands, and the one next step."""

from __future__ import annotations

from argparse import Namespace

from qinghuan.case.assess import assess
from qinghuan.cli.answer import answer
from qinghuan.cli.as_data import assessment_data
from qinghuan.cli.cases import folded, found, today
from qinghuan.cli.codes import DONE
from qinghuan.cli.explaining import explanation
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take_today()
    parser.take("--explain", action="store_true")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Assess the case as of a day."""
    case = found(asked.case)
    day = asked.today or today()
    result = assess(folded(case.id, day), day)
    if screen.as_json:
        screen.data(assessment_data(result, screen))
        return DONE
    for line in answer(result, screen):
        screen.line(line)
    for line in explanation(result, screen) if asked.explain and not result.next_step.stops else ():
        screen.line(line)
    return DONE
