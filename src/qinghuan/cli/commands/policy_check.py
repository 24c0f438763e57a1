"""``qinghuan policy check``: every parameter has its source, and none is past its review."""

from __future__ import annotations

from argparse import Namespace

from qinghuan import policy
from qinghuan.cli.cases import today
from qinghuan.cli.codes import DONE, PROBLEMS
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:  # noqa: ARG001 - every command is called so
    """Check the files; exit code 1 when one breaks the rules. What is merely late is a warning."""
    problems = policy.check()
    if problems:
        screen.problems(problems)
        return PROBLEMS
    late = policy.warnings(today())
    count, assumed = len(policy.parameters()), len(policy.assumptions())
    screen.data(
        {
            "ok": True,
            "parameters": count,
            "assumptions": assumed,
            "digest": policy.digest(),
            "problems": [screen.described(warning) for warning in late],
        }
    )
    screen.say(Text("policy.check.sound", count=count, assumed=assumed))
    for warning in late:
        for line in screen.told(warning):
            screen.line(line)
    return DONE
