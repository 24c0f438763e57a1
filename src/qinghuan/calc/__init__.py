"""Calculations for programs: JSON in, JSON out, one file an operation, nothing stored.

``answers(text)`` takes one request ``{"op": "accrue", …}``, an array of them, or one on each
line (JSON Lines), and gives one :class:`Answer` each, in order. A fault of one request
leaves the others answered. ``schema(op)`` describes what a request may hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import InvalidOperation
from functools import cache
from importlib import import_module
from typing import Any, Final

from pydantic import ValidationError

from qinghuan.errors import Problem
from qinghuan.journal.faults import field_problem, field_problems
from qinghuan.policy import NotUsable
from qinghuan.words import Language, Parameter, Text, say

OPERATIONS: Final = (
    "accrue",
    "affordable",
    "allocate",
    "annual_rate",
    "cap",
    "creditors",
    "early_settlement",
    "floor",
    "ledger",
    "limitation",
    "offers",
    "options",
    "owed",
    "parameter",
    "payoff",
    "pro_rata",
    "reconcile",
    "review_offer",
    "schedule",
    "stage",
    "survival",
)
"""Each a module of this folder with ``Request`` and ``run(request) -> result``."""

_MEND: Final = Text("calc.mend")
LARGEST_REQUEST: Final = 1_000_000
"""Characters of one request; the longest real one (a journal of ten years) has about half."""


class Faulty(ValueError):
    """The request cannot be answered; ``problems`` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Answer:
    """One request's result, or what is wrong with it."""

    result: Mapping[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    explained: Mapping[str, Any] | None = None
    """By the place of a figure in the result, the way to it; only where it was asked for."""


def problem(code: str, where: str = "/", **values: Parameter) -> Problem:
    """The problem ``calc.CODE``."""
    what, mend = Text(f"calc.{code}", **values), Text(f"calc.{code}.mend", **values)
    return Problem(f"calc.{code}", what, where, mend)


def answers(text: str, *, explain: bool = False) -> Iterator[Answer]:
    """The answers to the requests in ``text``, in order."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and lines[0].lstrip().startswith("{") and _is_json(lines[0]):
        for line in lines:
            yield from _answers_to(line, explain=explain)
        return
    yield from _answers_to(text, explain=explain)


def answer(request: Any, *, explain: bool = False) -> Answer:
    """The answer to one request, given as the value its JSON stands for.

    With ``explain`` the figures of operations that answer in bare amounts come with the way
    to them; where a result explains itself it does so always.
    """
    if not isinstance(request, dict) or "op" not in request:
        return Answer(problems=(problem("not_request", names=", ".join(OPERATIONS)),))
    body = {name: value for name, value in request.items() if name != "op"}
    operation = request["op"]
    if operation not in OPERATIONS:
        wrong = problem("operation", "/op", named=str(operation)[:80], names=", ".join(OPERATIONS))
        return Answer(problems=(wrong,))
    try:
        module = _module(operation)
        asked = module.Request.model_validate(body)
        ways = module.explain(asked) if explain and hasattr(module, "explain") else None
        return Answer(module.run(asked), explained=ways)
    except (ValidationError, Faulty, NotUsable, OverflowError, InvalidOperation) as wrong_values:
        return Answer(problems=_problems_of(wrong_values))


def _problems_of(wrong: Exception) -> tuple[Problem, ...]:
    """What a request's values did wrong."""
    if isinstance(wrong, ValidationError):
        return tuple(replace(one, mend=_MEND) for one in field_problems(wrong))
    if isinstance(wrong, Faulty):
        return tuple(
            replace(one, mend=_MEND) if one.code.startswith("field.") else one
            for one in wrong.problems
        )
    if isinstance(wrong, NotUsable):
        return (problem("gap", title=wrong.gap.title, question=wrong.gap.question),)
    return (replace(field_problem("range", "/"), mend=_MEND),)


def spoken(value: Any, language: Language) -> Any:
    """``value`` of a result with its sentences in ``language``, ready to be written as JSON."""
    if isinstance(value, Text):
        return say(value, language)
    if isinstance(value, Mapping):
        return {name: spoken(one, language) for name, one in value.items()}
    return [spoken(one, language) for one in value] if isinstance(value, list) else value


def schema(operation: str) -> dict[str, Any]:
    """The JSON Schema of a request of ``operation``, with descriptions.

    Raises :class:`KeyError` for an operation that is not there.
    """
    if operation not in OPERATIONS:
        raise KeyError(operation)
    module = _module(operation)
    described: dict[str, Any] = module.Request.model_json_schema()
    described["title"] = operation
    described["description"] = (module.__doc__ or "").strip()
    described["properties"] = {"op": {"const": operation}, **described.get("properties", {})}
    described["required"] = ["op", *described.get("required", ())]
    return described


@cache
def _module(operation: str) -> Any:
    return import_module(f"qinghuan.calc.{operation}")


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _answers_to(text: str, *, explain: bool) -> Iterator[Answer]:
    if len(text) > LARGEST_REQUEST and not text.lstrip().startswith("["):
        yield Answer(problems=(problem("too_long", limit=LARGEST_REQUEST),))
        return
    try:
        given = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as wrong:
        yield Answer(problems=(problem("not_json", why=str(wrong)[:200]),))
        return
    for one in given if isinstance(given, list) else [given]:
        yield answer(one, explain=explain)


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number")
