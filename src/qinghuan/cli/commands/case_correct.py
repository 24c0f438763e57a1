"""``qinghuan case correct CASE ENTRY``: what was wrong stays visible, the right thing holds."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import replace
from typing import Any

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.cli.care import stop_for_care
from qinghuan.cli.cases import found, now, standing_of
from qinghuan.cli.codes import DONE
from qinghuan.cli.facts import BY_PROGRAM, Standing, read_facts
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser, text_of
from qinghuan.cli.screen import Screen
from qinghuan.dates import china_today
from qinghuan.journal.fact import Fact
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("entry", metavar="ENTRY")
    given = parser.add_mutually_exclusive_group(required=True)
    parser.take("--with", group=given, metavar="FACT.json", dest="right")
    parser.take("--withdraw", group=given, action="store_true")
    parser.take("--reason", required=True, metavar="WORDS")
    parser.take("--sure", action="store_true")
    parser.take("--go-on", action="store_true")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Record the correction."""
    written = "" if asked.withdraw else text_of(asked.right)
    if not asked.go_on:
        stop_for_care(written, asked.reason)
    case = found(asked.case)
    wrong = _entry(case.id, asked.entry)
    right = (
        None if asked.withdraw else _right(standing_of(case.id, sure=asked.sure), wrong, written)
    )
    moment = now()
    correction = KINDS.correction(
        wrong, right, id=store.mint(), on=china_today(moment), reason=asked.reason
    )
    done = store.append(case.id, [correction], who=store.OWNER, now=moment)
    screen.data({"ok": True, "case": case.id, "ids": [correction.id], "head": done.head})
    screen.say(Text("cli.case_correct.done"))
    return DONE


def _entry(case: str, named: str) -> Fact:
    """The fact that stands under ``named`` now. Raises :class:`Stopped`."""
    for recorded in store.facts(case):
        if recorded.fact.id == named:
            if recorded.fact.KIND in BY_PROGRAM:
                raise Stopped(fault("not_correctable", kind=recorded.fact.KIND))
            return recorded.fact
    raise Stopped(fault("no_entry", named=named))


def _right(standing: Standing, wrong: Fact, written: str) -> Fact:
    standing = replace(standing, ids=standing.ids - {wrong.id})
    facts, problems = read_facts(_of_kind(written, wrong), standing, lambda: wrong.id)
    if problems:
        raise Stopped(*problems)
    if len(facts) != 1 or facts[0].KIND != wrong.KIND:
        raise Stopped(fault("other_kind", kind=wrong.KIND))
    return facts[0]


def _of_kind(written: str, wrong: Fact) -> str:
    """``written`` with the kind and id of the entry it replaces, where it names none."""
    try:
        given: Any = json.loads(written)
    except ValueError:
        return written
    if not isinstance(given, dict):
        return written
    return json.dumps({"kind": wrong.KIND, **given, "id": wrong.id})
