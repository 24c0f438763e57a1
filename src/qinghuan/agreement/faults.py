"""Why a paper of theirs cannot be read, each with what to do about it."""

from __future__ import annotations

from qinghuan.errors import Problem
from qinghuan.words import Parameter, Text


class Unreadable(Exception):
    """The file cannot be read; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def problem(code: str, **values: Parameter) -> Problem:
    """The problem ``agreement.unreadable.CODE`` with its mend."""
    named = f"agreement.unreadable.{code}"
    return Problem(named, Text(named, **values), "/file", Text(f"{named}.mend", **values))
