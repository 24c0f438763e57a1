"""Faults: problems in the user's data are values, exceptions are for misuse of code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qinghuan.words import Text

Severity = Literal["error", "warning", "notice"]


class QinghuanError(Exception):
    """Root of every exception this package raises on purpose."""


class RuleError(QinghuanError, ValueError):
    """A function was called with values its rule does not allow: misuse of code."""


class CannotBe(RuleError):
    """Values that somebody can ask for and that no debt can have; ``why`` says it in words.

    ``place`` leads to the value among those asked for (``"payments", 2``), where it is one.
    """

    def __init__(self, code: str, *place: str | int) -> None:
        super().__init__(code)
        self.why = Text(f"debts.cannot.{code}")
        self.place = place


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault found in what the user gave: what is wrong, where, and what to do.

    Collected in lists, never thrown. ``where`` is a place the user can find: a
    JSON pointer (``/principal``), ``file.csv:17``, or the id of an entry.
    ``code`` is stable and meant for programs (``imports.wrong_password``).
    """

    code: str
    what: Text
    where: str
    mend: Text
    severity: Severity = "error"
