"""What the penalty would still add until the last fen is paid (docs/rules/options.md).

An upper bound: all principal counts as overdue from today, later instalments included, and
every payment settles charges before principal. Penalty upon penalty is not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

from qinghuan.dates import add_months
from qinghuan.money import ZERO, Yuan, as_decimal, rounded, total
from qinghuan.plans.schedule import Instalment

FURTHER_ROWS: Final = 600
"""After as many months more (fifty years) nobody goes on paying: the rows do not reach it."""


@dataclass(frozen=True, slots=True)
class Run:
    """The days from one payment to the next, on the same principal."""

    after: date
    through: date
    principal: Yuan
    added: Yuan

    @property
    def days(self) -> int:
        """How many there are."""
        return (self.through - self.after).days


@dataclass(frozen=True, slots=True)
class Running:
    """What runs on while rows of the same amount are paid until nothing is left."""

    added: Yuan
    """Penalty from today to the last payment."""
    months: int
    """All payments, those of the plan included."""
    runs: tuple[Run, ...] = field(default=(), compare=False)
    """What ``added`` is made of."""


def running(
    rows: Sequence[Instalment], rate: Fraction, today: date, *, on_everything: bool = False
) -> Running | None:
    """The most that ``rate`` a day adds to ``rows``; None where they never pay it off.

    The amount of the first row is paid on monthly after the last one. Each stretch is
    rounded up to the fen. ``on_everything``: interest and fees bear the penalty too.
    """
    bearing = [row.amount if on_everything else row.principal for row in rows]
    principal = total(bearing)
    charges = total(row.amount for row in rows) - principal
    added, before, count, runs = ZERO, today, 0, list[Run]()
    for count in range(1, len(rows) + FURTHER_ROWS + 1):
        due = _due(rows, count)
        grown = rounded(as_decimal(Fraction(principal) * rate * (due - before).days), "up")
        runs += [Run(before, due, principal, grown)] if grown else []
        added, charges, before = added + grown, charges + grown, due
        pays = rows[count - 1].amount if count < len(rows) else rows[0].amount
        settled = min(charges, pays)
        charges, principal = charges - settled, max(ZERO, principal - (pays - settled))
        if not principal and not charges:
            break
    else:
        return None
    return Running(added, count, tuple(runs))


def _due(rows: Sequence[Instalment], count: int) -> date:
    if count <= len(rows):
        return rows[count - 1].due
    last = rows[-1].due
    return add_months(last, count - len(rows))
