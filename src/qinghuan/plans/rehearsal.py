"""A made-up creditor to rehearse against (docs/rules/rehearsal.md): policies as data, seeded.

It values rows as a lender would, comes down round by round from what it asks to its floor,
and answers: yes, another number, or no. It is practice and no forecast of anybody's answer.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from qinghuan.dates import add_months
from qinghuan.errors import RuleError
from qinghuan.money import Yuan, rounded
from qinghuan.plans.schedule import Instalment, equal_instalments
from qinghuan.words import Text

DESKS: Final = Path(__file__).with_name("practice_creditors.yaml")
_DAYS_A_YEAR: Final = 365
_ONE: Final = Decimal("1.00")

Answer = Literal["accepts", "counters", "refuses"]


@dataclass(frozen=True, slots=True)
class Desk:
    """How a made-up creditor decides. Shares of the claim in money of today."""

    name: str
    asks: Decimal
    floor: Decimal
    patience: int
    shape: Decimal
    longest: int
    belief: Decimal
    """The chance it gives a plan of being kept for a year."""
    noise: Decimal
    funding: Decimal

    def wants(self, round_: int, seed: int) -> Decimal:
        """The share wanted in a round, from 1: never below the floor."""
        left = max(Decimal(0), 1 - Decimal(round_ - 1) / self.patience)
        share = self.floor + (self.asks - self.floor) * left**self.shape
        # A string as seed gives the same number on every machine.
        drawn = random.Random(f"{self.name} {seed} {round_}").uniform(-1, 1)  # noqa: S311
        return max(self.floor, share + self.noise * Decimal(repr(drawn)))

    def worth(self, rows: Sequence[Instalment], today: date) -> Decimal:
        """What ``rows`` are worth to it today, at the chance it believes in. Yuan."""
        return sum((row.amount * self._factor(row.due, today) for row in rows), Decimal(0))

    def _factor(self, due: date, today: date) -> Decimal:
        years = Decimal(max(0, (due - today).days)) / _DAYS_A_YEAR
        return (self.belief / (1 + self.funding)) ** years


@dataclass(frozen=True, slots=True)
class Reply:
    """What the made-up creditor says in a round."""

    answer: Answer
    says: Text
    rows: tuple[Instalment, ...] = ()
    """Its own numbers, where it has some."""


@cache
def desks() -> Mapping[str, Desk]:
    """Every made-up creditor by its name."""
    written: dict[str, Any] = yaml.safe_load(DESKS.read_text(encoding="utf-8"))
    return {name: _desk(name, given) for name, given in written["desks"].items()}


def _desk(name: str, given: Mapping[str, Any]) -> Desk:
    numbers = {key: Decimal(value) for key, value in given.items() if isinstance(value, str)}
    return Desk(name, patience=given["patience"], longest=given["longest"], **numbers)


@dataclass(frozen=True, slots=True)
class Talk:
    """One call with a made-up creditor about one claim."""

    desk: Desk
    claim: Yuan
    today: date
    seed: int

    def reply(self, rows: Sequence[Instalment], round_: int) -> Reply:
        """Its answer to ``rows`` in round ``round_``, from 1.

        Raises :class:`RuleError` for no rows or a round before the first.
        """
        if not rows or round_ <= 0:
            raise RuleError("an offer has rows and a round from 1")
        desk, wanted = self.desk, self.desk.wants(round_, self.seed)
        months = len(rows)
        if months <= desk.longest and desk.worth(rows, self.today) >= wanted * self.claim:
            return Reply("accepts", Text("plans.rehearsal.accepts", months=months))
        if round_ > desk.patience:
            return Reply("refuses", Text("plans.rehearsal.refuses"))
        own = self._own(rows, wanted)
        return Reply(
            "counters",
            Text("plans.rehearsal.counters", amount=own[0].amount, months=len(own)),
            own,
        )

    def _own(self, rows: Sequence[Instalment], wanted: Decimal) -> tuple[Instalment, ...]:
        """As many months as it takes, for what it wants: worth that at its own belief."""
        months = min(len(rows), self.desk.longest)
        days = [add_months(rows[0].due, step) for step in range(months)]
        one = equal_instalments(_ONE * months, Decimal("0.00"), days)
        each = wanted * self.claim / self.desk.worth(one, self.today)
        return equal_instalments(rounded(each * months), Decimal("0.00"), days)
