"""Faults of values given as JSON: each one a problem, named by its place (JSON pointer)."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError

from qinghuan.errors import Problem
from qinghuan.money import NotMoney
from qinghuan.words import Parameter, Text

_LIMITS: Final = {
    "greater_than": ("above", "gt"),
    "greater_than_equal": ("least", "ge"),
    "less_than": ("most", "lt"),
    "less_than_equal": ("most", "le"),
}
_NAMES: Final = {"missing": "missing", "extra_forbidden": "unknown"}


def field_problem(name: str, where: str, **values: Parameter) -> Problem:
    """The problem ``field.NAME`` at ``where``."""
    text = Text(f"field.{name}", **values)
    return Problem(f"field.{name}", text, where or "/", Text("field.mend"))


def field_problems(wrong: ValidationError, where: str = "") -> list[Problem]:
    """Everything pydantic found wrong, below the place ``where``."""
    return [_problem(error, where) for error in wrong.errors()]


def _problem(error: Any, where: str) -> Problem:
    pointer = where + "".join(f"/{part}" for part in error["loc"] if part != "[key]")
    kind, context = error["type"], error.get("ctx", {})
    if kind in _LIMITS:
        name, key = _LIMITS[kind]
        return field_problem(name, pointer, limit=str(context[key]))
    if kind == "literal_error":
        return field_problem("choice", pointer, choices=str(context["expected"]))
    if isinstance(context.get("error"), NotMoney):
        return field_problem("money", pointer)
    return field_problem("day" if kind.startswith("date") else _NAMES.get(kind, "wrong"), pointer)
