"""``qinghuan case new [LABEL]``: open a case and print its id."""

from __future__ import annotations

from argparse import Namespace

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.cli.cases import now
from qinghuan.cli.codes import DONE
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.dates import china_today
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("label", nargs="?", metavar="LABEL")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Open the case."""
    store.open_home()
    moment = now()
    label = asked.label or screen.words(Text("cli.case_new.unnamed"))
    fact = CaseOpened(
        id=store.mint(), on=china_today(moment), label=label, language=screen.language
    )
    case = store.new_case([fact], who=store.OWNER, now=moment)
    screen.data({"id": case, "label": label})
    screen.say(Text("cli.case_new.done", label=label, id=case))
    screen.say(Text("cli.case_new.then", id=case))
    return DONE
