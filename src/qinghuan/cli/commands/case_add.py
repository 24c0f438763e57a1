"""``qinghuan case add CASE FACTS.json``: record facts by hand, all of them or none."""

from __future__ import annotations

from argparse import Namespace

from qinghuan import store
from qinghuan.cli.cases import found, now, standing_of
from qinghuan.cli.codes import DONE
from qinghuan.cli.facts import read_facts
from qinghuan.cli.faults import Stopped
from qinghuan.cli.parser import CommandParser, text_of
from qinghuan.cli.screen import Screen
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("file", metavar="FACTS.json")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Record the facts."""
    written = text_of(asked.file)
    case = found(asked.case)
    facts, problems = read_facts(written, standing_of(case.id), store.mint)
    if problems:
        raise Stopped(*problems)
    done = store.append(case.id, facts, who=store.OWNER, now=now())
    screen.data(
        {"ok": True, "case": case.id, "ids": [fact.id for fact in facts], "head": done.head}
    )
    screen.say(Text("cli.case_add.done", count=len(facts)))
    return DONE
