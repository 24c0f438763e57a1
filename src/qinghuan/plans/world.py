"""What the months ahead can bring this household: its own figures under labelled assumptions.

The household's own figures are facts; how far a source varies, how likely it is lost, what
an unplanned expense costs are assumptions with a low and a high end. Each outlook is played
at the central values and at both ends, so that nobody takes one figure for knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from qinghuan import policy
from qinghuan.dates import add_months
from qinghuan.explained import Explained
from qinghuan.household.affordable import Affordable
from qinghuan.household.entries import IncomeSource
from qinghuan.household.incomes import IncomeLine
from qinghuan.household.statement import HouseholdStatement
from qinghuan.money import ZERO, Yuan, rounded, total
from qinghuan.plans.schedule import Instalment
from qinghuan.plans.survival import PATHS, Source, Survival, World, at_hand, paths, play
from qinghuan.policy import Assumption
from qinghuan.words import Text

if TYPE_CHECKING:
    from qinghuan.plans.survival import Matrix

End = Literal["cautious", "central", "hopeful"]
ENDS: Final[tuple[End, ...]] = ("cautious", "central", "hopeful")

_VARIES: Final[Mapping[IncomeSource, str]] = {
    "wages": "household.wage_variability",
    "building": "household.casual_work_variability",
    "driving": "household.casual_work_variability",
    "tourism": "household.casual_work_variability",
    "other": "household.casual_work_variability",
    "trade": "household.trade_variability",
    "cordyceps": "household.seasonal_harvest_variability",
    "herding": "household.seasonal_harvest_variability",
    "farming": "household.seasonal_harvest_variability",
}
"""Which assumption says how far a source varies; a benefit does not."""
_HARVEST: Final = "household.seasonal_harvest_variability"
_STEADY: Final[frozenset[IncomeSource]] = frozenset({"benefits"})
_LOSS: Final = ("household.income_loss_chance", "household.income_loss_months")
_SHOCK: Final = ("household.expense_shock_chance", "household.expense_shock_size")
CURE: Final = "plans.cure_months"
_PLACES: Final = Decimal("0.0001")
FAN: Final = (0.1, 0.5, 0.9)
"""Shares of the paths below the lower edge, the middle and the upper edge of the fan."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The chance that a plan is kept. Internal: it never leaves the house."""

    chance: Explained[Decimal]
    """At the central values, a fraction to four places."""
    error: Decimal
    """Its standard error from the number of paths."""
    on_time: Decimal
    """The chance that not one row is late."""
    cautious: Decimal
    """With every assumption at its bad end."""
    hopeful: Decimal
    """With every assumption at its good end."""
    weakest: date | None
    """First day of the month in which plans break most often."""


@dataclass(frozen=True, slots=True)
class InHand:
    """Money in hand at the end of a month, over the paths. Yuan; an outlook, no promise."""

    month: date
    """Its first day."""
    low: Yuan
    """One path in ten has less."""
    middle: Yuan
    high: Yuan
    """One path in ten has more."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The months ahead, drawn once at each end of the assumptions and played for every plan."""

    begins: date
    """First day of the first month."""
    left: Mapping[End, Matrix]
    """What is left each month before any plan: months × paths. Yuan."""
    buffer: float
    """Money in hand at the beginning. Yuan."""
    cures: Mapping[End, int]
    """Months in which a missed row can be made good."""
    affordable: Explained[Yuan]
    """What can be paid a month: the figure a chance rests on."""
    assumptions: tuple[str, ...]
    count: int
    """Paths."""

    @classmethod
    def of(
        cls,
        statement: HouseholdStatement,
        affordable: Affordable,
        months: int,
        draw: Draw,
    ) -> Stage | None:
        """For plans of up to ``months``; None where income or expenses are not known.

        Months run from the one after the day of the statement.
        """
        if not affordable.kept_by_month or not months:
            return None
        begins = cls.begins_for(statement)
        worlds = {end: world(statement, affordable, begins, end) for end in draw.ends}
        cures = {end: int(_at(CURE, end, good="high")) for end in draw.ends}
        return cls(
            begins=begins,
            left={
                end: paths(one, months + cures[end], seed=draw.seed, count=draw.count)
                for end, one in worlds.items()
            },
            buffer=float(_at_hand(statement)),
            cures=cures,
            affordable=affordable.monthly,
            assumptions=assumed(statement),
            count=draw.count,
        )

    @staticmethod
    def begins_for(statement: HouseholdStatement) -> date:
        """First day of the month after the statement."""
        return add_months(statement.today.replace(day=1), 1)

    def play(self, rows: Sequence[Instalment], end: End = "central") -> Survival:
        """How ``rows`` fare at one end."""
        due = [float(row) for row in monthly(rows, self.begins)]
        return play(self.left[end], due, buffer=self.buffer, cure=self.cures[end])

    def chance(self, rows: Sequence[Instalment]) -> Decimal:
        """The share of the central paths on which ``rows`` are kept."""
        return _share(self.play(rows).finished.value)

    def in_hand(self, rows: Sequence[Instalment], end: End = "central") -> tuple[InHand, ...]:
        """Money in hand month by month while ``rows`` are paid, at one end."""
        due = [float(row) for row in monthly(rows, self.begins)]
        found = at_hand(self.left[end], due, FAN, buffer=self.buffer, cure=self.cures[end])
        return tuple(
            InHand(add_months(self.begins, place), *(rounded(Decimal(repr(one))) for one in three))
            for place, three in enumerate(found)
        )

    def outlook(self, rows: Sequence[Instalment]) -> Outlook:
        """How likely ``rows`` are kept, at the central values and at both ends."""
        found = {end: self.play(rows, end) for end in ENDS}
        central = found["central"]
        low, high = (_share(found[end].finished.value) for end in ("cautious", "hopeful"))
        return Outlook(
            chance=Explained(
                _share(central.finished.value),
                Text(
                    "plans.survival.chance",
                    months=months_of(rows, self.begins),
                    chance=_share(central.finished.value),
                    low=low,
                    high=high,
                    count=self.count,
                ),
                inputs={"affordable": self.affordable},
                assumptions=self.assumptions,
            ),
            error=_share(central.finished.error),
            on_time=_share(central.on_time.value),
            cautious=low,
            hopeful=high,
            weakest=add_months(self.begins, central.weakest - 1) if central.weakest else None,
        )


@dataclass(frozen=True, slots=True)
class Draw:
    """Which paths are drawn: the same draw always gives the same ones."""

    seed: int
    count: int = PATHS
    ends: tuple[End, ...] = ENDS


def outlook(
    statement: HouseholdStatement,
    affordable: Affordable,
    rows: Sequence[Instalment],
    *,
    seed: int,
    count: int = PATHS,
) -> Outlook | None:
    """How likely ``rows`` are kept; None where income or expenses are not known."""
    if not rows:
        return None
    begins = Stage.begins_for(statement)
    stage = Stage.of(statement, affordable, months_of(rows, begins), Draw(seed, count))
    return stage.outlook(rows) if stage is not None else None


def months_of(rows: Sequence[Instalment], begins: date) -> int:
    """Months from ``begins`` to the last row, both counted."""
    last = max(row.due for row in rows)
    return max((last.year - begins.year) * 12 + last.month - begins.month + 1, 1)


def monthly(rows: Sequence[Instalment], begins: date) -> list[Yuan]:
    """What falls due in each month from ``begins`` to the last row; months without a row too."""
    found = [ZERO] * months_of(rows, begins)
    for row in rows:
        place = (row.due.year - begins.year) * 12 + row.due.month - begins.month
        found[max(place, 0)] += row.amount
    return found


def assumed(statement: HouseholdStatement) -> tuple[str, ...]:
    """The names of the assumptions that an outlook rests on."""
    named = [_VARIES[line.source] for line in _counted(statement) if line.source in _VARIES]
    return tuple(dict.fromkeys((*named, *_LOSS, *_SHOCK, CURE)))


def world(
    statement: HouseholdStatement, affordable: Affordable, begins: date, end: End = "central"
) -> World:
    """The months from ``begins`` at one end of the assumptions."""
    kept = [affordable.kept_by_month[month] for month in range(1, 13)]
    shock_chance, shock_size = (_at(name, end) for name in _SHOCK)
    return World(
        sources=tuple(_source(line, end) for line in _counted(statement)),
        kept=tuple(float(one) for one in kept),
        shock_chance=shock_chance,
        shock_size=shock_size,
        buffer=float(_at_hand(statement)),
        first_month=begins.month,
    )


def _counted(statement: HouseholdStatement) -> list[IncomeLine]:
    return [line for line in statement.incomes if line.used and any(line.by_month.values())]


def _source(line: IncomeLine, end: End) -> Source:
    varies = _VARIES.get(line.source)
    lost, months = (_at(name, end) for name in _LOSS)
    steady = line.source in _STEADY
    return Source(
        by_month=tuple(float(line.by_month[month]) for month in range(1, 13)),
        variability=_at(varies, end) if varies else 0.0,
        by_season=varies == _HARVEST,
        loss_chance=0.0 if steady or varies == _HARVEST else lost,
        loss_months=months,
    )


def _at(name: str, end: End, good: Literal["low", "high"] = "low") -> float:
    """The assumption at an end: the good end is low, unless ``good`` says otherwise."""
    found: Assumption = policy.assumption(name)
    if end == "central":
        return float(found.central)
    wanted_low = (end == "hopeful") is (good == "low")
    return float(found.low if wanted_low else found.high)


def _at_hand(statement: HouseholdStatement) -> Yuan:
    stated = statement.sheet.cash if statement.sheet else None
    return max(total([stated or ZERO]), ZERO)


def _share(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(_PLACES)
