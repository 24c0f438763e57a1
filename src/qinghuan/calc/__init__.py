"""Calculations for programs: JSON in, JSON out, one file an operation, nothing stored.

``answer(text)`` takes one request ``{"operation": "accrue", …}`` or a list of them and gives
one :class:`Answer` each. A fault of one request leaves the others answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from pydantic import ValidationError

from qinghuan.errors import Problem
from qinghuan.journal.faults import field_problems
from qinghuan.words import Parameter, Text

OPERATIONS: Final = ("accrue", "days_late", "line_of_law", "parameter", "schedule")
"""Each a module of this folder with ``Request`` and ``run(request) -> result``."""


class Faulty(ValueError):
    """The request cannot be answered; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Answer:
    """One request's result, or what is wrong with it."""

    result: Mapping[str, Any] | None = None
    problems: tuple[Problem, ...] = ()


def problem(code: str, where: str = "/", **values: Parameter) -> Problem:
    """The problem ``calc.CODE``."""
    what, mend = Text(f"calc.{code}", **values), Text(f"calc.{code}.mend", **values)
    return Problem(f"calc.{code}", what, where, mend)


def answer(text: str) -> tuple[list[Answer], bool]:
    """The answers to ``text``, and whether it was a list."""
    try:
        given = json.loads(text)
    except ValueError as wrong:
        return [Answer(problems=(problem("not_json", why=str(wrong)),))], False
    if isinstance(given, list):
        return [_answer(item, f"/{place}") for place, item in enumerate(given)], True
    return [_answer(given, "")], False


def _answer(item: Any, where: str) -> Answer:
    names = ", ".join(OPERATIONS)
    if not isinstance(item, dict) or "operation" not in item:
        return Answer(problems=(problem("not_request", where or "/", names=names),))
    body = dict(item)
    operation = body.pop("operation")
    if operation not in OPERATIONS:
        named = str(operation)
        wrong = problem("operation", f"{where}/operation", named=named, names=names)
        return Answer(problems=(wrong,))
    module = import_module(f"qinghuan.calc.{operation}")
    try:
        request = module.Request.model_validate_json(json.dumps(body))
        return Answer(module.run(request, where))
    except ValidationError as wrong:
        return Answer(problems=tuple(field_problems(wrong, where)))
    except Faulty as wrong:
        return Answer(problems=(wrong.problem,))
