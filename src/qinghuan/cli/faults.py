"""Every fault as problems and an exit code, so that no traceback reaches a person."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Final

from qinghuan.cli.codes import DEFECT, MACHINE, MISUSE, REFUSED
from qinghuan.errors import Problem
from qinghuan.words import Parameter, Text

_OF_THE_MACHINE: Final = frozenset(
    {"store.disk_full", "store.disk_fault", "store.not_writable", "store.no_server"}
)


class Stopped(Exception):
    """The command ends here: ``problems`` say why, ``code`` is the exit code."""

    def __init__(self, *problems: Problem, code: int = MISUSE) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems: Sequence[Problem] = problems
        self.code = code


def fault(code: str, where: str = "", **values: Parameter) -> Problem:
    """The problem ``cli.fault.CODE`` with its sentence and its mend."""
    return Problem(
        code=f"cli.{code}",
        what=Text(f"cli.fault.{code}", **values),
        where=where,
        mend=Text(f"cli.fault.{code}.mend", **values),
    )


def stopped_by(raised: Exception) -> Stopped:
    """``raised`` as what a person is told; a defect of the program is said to be one."""
    if isinstance(raised, Stopped):
        return raised
    refusal = _refusal(raised)
    if refusal is not None:
        return refusal
    if isinstance(raised, OSError):
        return Stopped(_of_file(raised), code=MACHINE)
    if os.environ.get("QINGHUAN_TRACE"):
        traceback.print_exception(raised, file=sys.stderr)
    return Stopped(fault("defect", what=type(raised).__name__), code=DEFECT)


def _refusal(raised: Exception) -> Stopped | None:
    from qinghuan.journal.fact import TooNew  # noqa: PLC0415 - only on the way out
    from qinghuan.store.refusal import StoreRefused  # noqa: PLC0415

    if isinstance(raised, StoreRefused):
        machine = raised.problem.code in _OF_THE_MACHINE
        return Stopped(*raised.problems, code=MACHINE if machine else REFUSED)
    if isinstance(raised, TooNew):
        return Stopped(fault("too_new"), code=REFUSED)
    return None


def _of_file(raised: OSError) -> Problem:
    where = str(raised.filename or "")
    kinds = {
        FileNotFoundError: "no_file",
        PermissionError: "no_permission",
        IsADirectoryError: "is_folder",
    }
    for kind, code in kinds.items():
        if isinstance(raised, kind):
            return fault(code, where)
    return fault("machine", where, why=os.strerror(raised.errno or 0))
