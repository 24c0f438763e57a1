"""From a form to the journal: ``record`` is the one way the pages write facts.

A form carries a token, so that sending it twice records once, and the sequence it was made at,
so that a change in another tab is not overwritten: it is shown, and the form can be sent again
with everything that was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.http import HttpRequest

from qinghuan import store
from qinghuan.errors import Problem
from qinghuan.journal.fact import Fact
from qinghuan.web.memory import head_of
from qinghuan.web.page import now

TOKEN = "_token"  # noqa: S105 (the name of a field)
SEQUENCE = "_sequence"
_TICK: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a form: recorded, or why not."""

    problems: tuple[Problem, ...] = ()
    changed: bool = False
    """Whether something it touches was changed meanwhile: look, and send it again."""

    @property
    def done(self) -> bool:
        """Whether it stands in the journal."""
        return not self.problems


def record(
    request: HttpRequest, case: str, facts: Sequence[Fact], *, looked_at: int | None = None
) -> Recorded:
    """Append ``facts`` to ``case`` as the form of ``request`` asks.

    ``looked_at`` is the sequence the person knows of, where it is later than that of the form.
    """
    expected = looked_at if looked_at is not None else made_at(request)
    try:
        store.append(
            case,
            facts,
            who=store.OWNER,
            now=now(),
            expected=expected,
            token=request.POST.get(TOKEN, ""),
        )
    except store.StoreRefused as refused:
        return Recorded(tuple(refused.problems), refused.problem.code == "store.changed_meanwhile")
    return Recorded()


def made_at(request: HttpRequest) -> int | None:
    """The sequence the form of ``request`` was made at; None where it does not say."""
    said = request.POST.get(SEQUENCE, "")
    return int(said) if said.isdecimal() else None


def sequence_of(case: str) -> int:
    """The sequence a form is made at."""
    return head_of(case)[0]


def later_than(before: Fact | None, on: date, clock: datetime) -> time | None:
    """The time of day that puts a fact of the day ``on`` after ``before``.

    Facts of one day stand in the order of their stated times, whatever the order of typing.
    """
    at = clock.time().replace(tzinfo=None)
    if before is None or before.on != on or before.at is None or before.at < at:
        return at
    return (datetime.combine(on, before.at) + _TICK).time()
