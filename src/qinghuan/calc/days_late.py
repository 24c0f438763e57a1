"""Days past due on a day: the day after ``due`` is day 1."""

from __future__ import annotations

from datetime import date
from typing import Any

from qinghuan.dates import days_past_due
from qinghuan.journal.fact import Value


class Request(Value):
    """The due day, and the day asked about."""

    due: date
    on: date


def run(request: Request, where: str = "") -> dict[str, Any]:  # noqa: ARG001 - every operation is called so
    """``days``; 0 when not late."""
    return {"days": days_past_due(request.due, request.on)}
