"""``qinghuan policy show NAME``: one parameter with its source, quotation and history."""

from __future__ import annotations

from argparse import Namespace
from difflib import get_close_matches

from qinghuan import policy
from qinghuan.cli.cases import today
from qinghuan.cli.codes import DONE
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.layout import padded, screen_width, wrapped
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.policy import render
from qinghuan.words import Text

_LABEL = 12


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("name", metavar="NAME")
    parser.take_on()
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Show the parameter."""
    known = [parameter.name for parameter in policy.parameters()]
    if asked.name not in known:
        near = ", ".join(get_close_matches(asked.name, known, n=3)) or "-"
        raise Stopped(fault("no_parameter", named=asked.name, near=near))
    day = asked.on or today()
    details = [
        (screen.words(label), words)
        for label, words in render.details(asked.name, day, screen.language)
    ]
    history = _history(policy.parameter(asked.name), screen)
    screen.data(
        {
            "name": asked.name,
            "on": day.isoformat(),
            "details": [{"label": label, "words": words} for label, words in details],
            "history": [{"period": period, "value": value} for period, value in history],
        }
    )
    for label, words in details:
        for line in wrapped(words, screen_width(), first=padded(label, _LABEL)):
            screen.line(line)
    if len(history) > 1:
        screen.line()
        screen.say(Text("cli.policy_show.history"))
        for period, value in history:
            screen.line(f"  {period}  {value}")
    return DONE


def _history(parameter: policy.Parameter, screen: Screen) -> list[tuple[str, str]]:
    return [
        (
            screen.words(render.dated_period(dated)),
            render.written(dated.value, parameter.unit, screen.language),
        )
        for dated in parameter.values
    ]
