"""The faults an import can find, each with what to do about it.

A code ``imports.NAME`` has two sentences: ``imports.NAME`` (what) and ``imports.NAME.mend``.
"""

from __future__ import annotations

from qinghuan.errors import Problem, Severity
from qinghuan.words import Parameter, Text


def fault(
    name: str, where: str, severity: Severity = "error", /, **parameters: Parameter
) -> Problem:
    """The problem ``imports.NAME`` found at ``where``."""
    code = f"imports.{name}"
    return Problem(
        code, Text(code, **parameters), where, Text(f"{code}.mend", **parameters), severity
    )
