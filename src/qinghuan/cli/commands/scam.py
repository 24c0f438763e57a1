"""``qinghuan scam TEXT``: known signs of fraud in a message or a call; nothing is stored."""

from __future__ import annotations

import sys
from argparse import Namespace

from qinghuan.cli.as_data import as_data
from qinghuan.cli.cases import today
from qinghuan.cli.codes import DONE, PROBLEMS
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.contact.scams import scam_check
from qinghuan.policy.render import source_words
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("text", metavar="TEXT", nargs="?")
    parser.take_today()
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """The signs in the text given, or in what stands on standard input for ``-``."""
    text = sys.stdin.read() if asked.text == "-" else asked.text
    if not text or not text.strip():
        raise Stopped(fault("no_text"))
    found = scam_check(text, asked.today or today())
    if screen.as_json:
        screen.data(as_data(found, screen))
        return PROBLEMS if found.found else DONE
    screen.line(screen.words(found.says))
    for number, one in enumerate(found.found, start=1):
        screen.line(f"  {number}. {screen.words(one.sign.words)}")
        source = Text("view.scam.source", source=source_words(one.source.source))
        screen.line("     " + screen.words(source))
    for step in found.steps:
        screen.line("  · " + screen.words(step))
    screen.line(screen.words(found.price))
    screen.say(Text("view.care"))
    return PROBLEMS if found.found else DONE
