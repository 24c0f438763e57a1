"""``qinghuan calc FILE``: calculations for programs; exit code 2 when one could not be done."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from qinghuan import calc
from qinghuan.cli.codes import DONE, MISUSE
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser, text_of
from qinghuan.cli.screen import Screen
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("file", metavar="FILE", nargs="?")
    parser.take("--schema", nargs="?", const="", metavar="OP")
    parser.take("--explain", action="store_true")
    parser.take_json()
    parser.epilog = parser.words(Text("cli.calc.operations", names=", ".join(calc.OPERATIONS)))


def run(asked: Namespace, screen: Screen) -> int:
    """Answer every request, one JSON object a line; or describe what a request may hold."""
    if asked.schema is not None:
        print(json.dumps(_schema(asked.schema), ensure_ascii=False, indent=2))
        return DONE
    if asked.file is None:
        raise Stopped(fault("no_requests"))
    code = DONE
    for answer in calc.answers(text_of(asked.file), explain=asked.explain):
        if answer.problems:
            code = MISUSE
        print(json.dumps(_told(answer, screen), ensure_ascii=False, separators=(",", ":")))
    return code


def _schema(operation: str) -> dict[str, Any]:
    if not operation:
        return {name: calc.schema(name) for name in calc.OPERATIONS}
    if operation not in calc.OPERATIONS:
        raise Stopped(*calc.answer({"op": operation}).problems)
    return calc.schema(operation)


def _told(answer: calc.Answer, screen: Screen) -> dict[str, Any]:
    if answer.problems:
        return {"ok": False, "problems": [screen.described(problem) for problem in answer.problems]}
    told = {"ok": True, "result": calc.spoken(answer.result or {}, screen.language)}
    if answer.explained is not None:
        told["explained"] = calc.spoken(answer.explained, screen.language)
    return told
