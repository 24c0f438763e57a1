"""Calculations for programs: JSON in, JSON out, one file an operation, nothing stored.

``answers(text)`` takes one request ``{"op": "accrue", …}``, an array of them, or one on each
line (JSON Lines), and gives one :class:`Answer` each, in order. A fault of one request
leaves the others answered. ``schema(op)`` describes what a request may hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
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
_MOST_DIGITS: Final = 100
"""Of a whole number; more is no number that a request can mean."""


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
    for one in lines if _one_a_line(text, lines) else [text]:
        yield from _answers_to(one, explain=explain)


def _one_a_line(text: str, lines: Sequence[str]) -> bool:
    """Whether each line is a request of its own, even where the first of them is broken."""
    if len(lines) <= 1:
        return False
    if lines[0].lstrip()[0] in "{[" and _read(lines[0]) is not None:
        return True
    if text.lstrip().startswith("["):
        return False
    if len(text) <= LARGEST_REQUEST and _read(text) is not None:
        return False
    return any(isinstance(one := _read(line), dict) and "op" in one for line in lines)


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
        return Answer(problems=_problems_of(wrong_values, body))
    except ValueError as wrong_day:
        if "is out of range" not in str(wrong_day):
            raise
        # A day counted on from one at the edge of the calendar.
        beyond = field_problem("range", "/on" if "on" in body else "/")
        return Answer(problems=(replace(beyond, mend=_MEND),))


def _problems_of(wrong: Exception, body: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What the values of ``body`` did wrong."""
    if isinstance(wrong, ValidationError):
        return tuple(replace(one, mend=_MEND) for one in field_problems(wrong, given=body))
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


class _NoNumber:
    """What stands where a number should and is none: NaN, Infinity, thousands of digits."""


class _Reader:
    """Reads JSON; what is no number stays in its place, so that the rest can be answered."""

    def __init__(self) -> None:
        self.doubtful = False
        """Whether some number was none."""

    def read(self, text: str) -> Any:
        """The value of ``text``. Raises :class:`ValueError` or :class:`RecursionError`."""
        try:
            return json.loads(text, parse_constant=self._none)
        except json.JSONDecodeError:
            raise
        except ValueError:  # more digits than Python turns into a number
            return json.loads(text, parse_constant=self._none, parse_int=self._whole)

    def _whole(self, digits: str) -> int | _NoNumber:
        return int(digits) if len(digits) <= _MOST_DIGITS else self._none(digits)

    def _none(self, _: str) -> _NoNumber:
        self.doubtful = True
        return _NoNumber()


def _read(text: str) -> Any:
    """The value of ``text``; None where it is no JSON."""
    try:
        return _Reader().read(text)
    except (ValueError, RecursionError):
        return None


def _answers_to(text: str, *, explain: bool) -> Iterator[Answer]:
    if len(text) > LARGEST_REQUEST and not text.lstrip().startswith("["):
        yield Answer(problems=(problem("too_long", limit=LARGEST_REQUEST),))
        return
    reader = _Reader()
    try:
        given = reader.read(text)
    except (ValueError, RecursionError) as wrong:
        yield Answer(problems=(problem("not_json", why=str(wrong)[:200]),))
        return
    for one in given if isinstance(given, list) else [given]:
        places = _no_numbers(one) if reader.doubtful else []
        wrong_places = [replace(field_problem("number", place), mend=_MEND) for place in places]
        yield Answer(problems=tuple(wrong_places)) if places else answer(one, explain=explain)


def _no_numbers(value: Any) -> list[str]:
    """The places of ``value`` where a number is none."""
    found, waiting = list[str](), [("", value)]
    while waiting:
        place, one = waiting.pop()
        if isinstance(one, _NoNumber):
            found.append(place)
        elif isinstance(one, dict | list):
            parts = one.items() if isinstance(one, dict) else enumerate(one)
            waiting += [(f"{place}/{name}", part) for name, part in parts]
    return found[::-1]
