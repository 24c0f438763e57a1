"""Faults of values given as JSON: each one a problem, named by its place (JSON pointer)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from pydantic import ValidationError

from qinghuan.errors import Problem
from qinghuan.money import NotMoney, NotNumber
from qinghuan.words import Parameter, Text

_LIMITS: Final = {
    "greater_than": ("above", "gt"),
    "greater_than_equal": ("least", "ge"),
    "less_than": ("most", "lt"),
    "less_than_equal": ("most", "le"),
    "too_long": ("at_most", "max_length"),
    "too_short": ("at_least", "min_length"),
}
_NAMES: Final = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "union_tag_not_found": "missing",
    "model_type": "object",
    "dict_type": "object",
    "model_attributes_type": "object",
    "tuple_type": "list",
    "list_type": "list",
    "int_type": "whole",
    "int_parsing": "whole",
    "int_from_float": "whole",
    "int_parsing_size": "whole",
    "finite_number": "whole",
    "bool_type": "true_false",
    "bool_parsing": "true_false",
    "string_type": "text",
}
_NO_PLACE: Final = object()


class Unfit(ValueError):
    """Raised by a validator: the value has the fault ``field.NAME``, ``below`` its place."""

    def __init__(self, name: str, *, below: str = "", **values: Parameter) -> None:
        super().__init__(name)
        self.name, self.below, self.values = name, below, values


def field_problem(name: str, where: str, **values: Parameter) -> Problem:
    """The problem ``field.NAME`` at ``where``."""
    text = Text(f"field.{name}", **values)
    return Problem(f"field.{name}", text, where or "/", Text("field.mend"))


def field_problems(
    wrong: ValidationError, where: str = "", given: Any = _NO_PLACE
) -> list[Problem]:
    """Everything pydantic found wrong, below the place ``where``; each fault once.

    Of ``given``, the value that was read, only places that are in it are named: what pydantic
    adds to tell the kinds of a value apart is left out.
    """
    found = {_problem(error, where, given): None for error in wrong.errors()}
    return list(found)


def _problem(error: Any, where: str, given: Any) -> Problem:
    pointer = where + "".join(f"/{part}" for part in _place(error, given))
    kind, context = error["type"], error.get("ctx", {})
    if kind in _LIMITS:
        name, key = _LIMITS[kind]
        return field_problem(name, pointer, limit=str(context[key]))
    if kind == "literal_error":
        return field_problem("choice", pointer, choices=str(context["expected"]))
    if kind == "union_tag_invalid":
        return field_problem("choice", pointer, choices=str(context["expected_tags"]))
    cause = context.get("error")
    if isinstance(cause, Unfit):
        return field_problem(cause.name, pointer + cause.below, **cause.values)
    if isinstance(cause, NotMoney):
        return field_problem("number" if isinstance(cause, NotNumber) else "money", pointer)
    return field_problem("day" if kind.startswith("date") else _NAMES.get(kind, "wrong"), pointer)


def _place(error: Any, given: Any) -> Iterator[str | int]:
    """The parts of the place of ``error`` that are places of ``given``."""
    parts = [part for part in error["loc"] if part != "[key]"]
    missing = error["type"] == "missing"
    for number, part in enumerate(parts, start=1):
        rest = parts[number:]
        if given is _NO_PLACE:
            yield part
        elif _is_in(given, part, rest, missing=missing):
            yield part
            given = given[part]
        elif missing and not rest:
            yield part
    if error["type"].startswith("union_tag"):
        yield str(error["ctx"]["discriminator"]).strip("'")


def _is_in(given: Any, part: str | int, rest: Sequence[str | int], *, missing: bool) -> bool:
    """Whether ``part`` is a place of ``given``, and no name of a kind that is spelt the same."""
    if isinstance(given, list | tuple):
        return isinstance(part, int) and part < len(given)
    if not isinstance(given, dict) or part not in given:
        return False
    holds_more = isinstance(given[part], dict | list | tuple)
    return holds_more or not rest or not (missing or rest[0] in given)
