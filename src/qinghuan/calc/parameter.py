"""A policy parameter on a day, with its source; a gap is a problem with the question to ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from qinghuan import policy
from qinghuan.calc import Faulty, problem
from qinghuan.journal.fact import ShortText, Value
from qinghuan.policy.render import written
from qinghuan.words import SOURCE_LANGUAGE


class Request(Value):
    """The name of the parameter, and the day."""

    name: ShortText
    on: date


def run(request: Request) -> dict[str, Any]:
    """``value`` as people read it, ``unit``, and the source."""
    try:
        found = policy.look_up(request.name, request.on)
    except policy.UnknownParameter:
        raise Faulty(problem("no_parameter", "/name", named=request.name)) from None
    if isinstance(found, policy.Gap):
        raise Faulty(problem("gap", "/on", title=found.title, question=found.question))
    return {
        "value": written(found.value, found.unit, SOURCE_LANGUAGE),
        "unit": found.unit,
        "nature": found.nature,
        "source": {
            "title": found.source.title,
            "number": found.source.number,
            "article": found.source.article,
            "checked_on": found.source.checked_on.isoformat(),
            "confidence": found.source.confidence,
        },
    }
