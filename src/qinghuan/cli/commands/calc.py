"""``qinghuan calc FILE``: calculations for programs; exit code 2 when one could not be done."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from qinghuan.calc import OPERATIONS, Answer, answer
from qinghuan.cli.codes import DONE, MISUSE
from qinghuan.cli.parser import CommandParser, text_of
from qinghuan.cli.screen import Screen
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("file", metavar="FILE")
    parser.take_json()
    parser.epilog = parser.words(Text("cli.calc.operations", names=", ".join(OPERATIONS)))


def run(asked: Namespace, screen: Screen) -> int:
    """Answer every request; always JSON."""
    answers, is_list = answer(text_of(asked.file))
    told = [_told(each, screen) for each in answers]
    print(json.dumps(told if is_list else told[0], ensure_ascii=False, indent=2))
    return MISUSE if any(each.problems for each in answers) else DONE


def _told(each: Answer, screen: Screen) -> dict[str, Any]:
    if each.problems:
        return {"ok": False, "problems": [screen.described(problem) for problem in each.problems]}
    return {"ok": True, "result": dict(each.result or {})}
