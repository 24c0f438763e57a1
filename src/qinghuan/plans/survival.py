"""Whether a plan will be kept: the months played through many times (docs/rules/survival.md).

Month by month: each source of income varies, may be lost for a while; the household keeps
what it must; an unplanned expense may come; what is left and the buffer pay the row. A row
that cannot be paid whole waits and must be made good within the months the agreement allows;
else the plan is broken. Everything about the future is an assumption, named beside the
figure and run at both ends; nothing here is a fact of the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

from qinghuan.errors import RuleError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

PATHS: Final = 10_000
MONTHS_A_YEAR: Final = 12
SURE: Final = 1.96
"""Standard errors on either side that hold the true chance 95 times in a hundred."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source of income. Yuan; chances and shares as fractions."""

    by_month: tuple[float, ...]
    """Twelve, from January: what an average year brings."""
    variability: float
    """Standard deviation over mean: of a month, or of a whole season."""
    by_season: bool = False
    """Whether a poor season makes all its months poor (harvest, livestock)."""
    loss_chance: float = 0.0
    """Of losing it within a month."""
    loss_months: float = 1.0
    """Mean months until it is found again."""


@dataclass(frozen=True, slots=True)
class World:
    """What the months ahead can bring. Yuan."""

    sources: tuple[Source, ...]
    kept: tuple[float, ...]
    """Twelve, from January: what must be kept, before any plan."""
    shock_chance: float
    """Of an unplanned expense within a month."""
    shock_size: float
    """Its mean, as a multiple of an average month of ``kept``."""
    buffer: float
    """Money at hand on the first day."""
    first_month: int
    """Calendar month of the first row, 1 to 12."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share of the paths, and how far chance alone may have moved it."""

    value: float
    count: int

    @property
    def error(self) -> float:
        """Standard error of the share."""
        return sqrt(max(self.value * (1 - self.value), 1 / self.count) / self.count)

    @property
    def low(self) -> float:
        """Lower end of the range that holds the true chance 95 times in a hundred."""
        return max(0.0, self.value - SURE * self.error)

    @property
    def high(self) -> float:
        """Upper end of that range."""
        return min(1.0, self.value + SURE * self.error)


@dataclass(frozen=True, slots=True)
class Survival:
    """How a plan fared on all paths."""

    finished: Estimate
    """Every row paid, late ones made good in time."""
    on_time: Estimate
    """Not one row late."""
    breaks: tuple[float, ...]
    """For each row the share of paths whose plan broke with it."""

    @property
    def weakest(self) -> int | None:
        """The row (from 1) at which plans break most often; None when none did."""
        most = max(self.breaks, default=0.0)
        return self.breaks.index(most) + 1 if most else None


def paths(world: World, months: int, *, seed: int, count: int = PATHS) -> Matrix:
    """What is left each month before any plan: months × paths, yuan.

    The same seed gives the same first months however many follow. Raises
    :class:`RuleError` for less than one month or path.
    """
    if months <= 0 or count <= 0:
        raise RuleError("there is nothing to play through")
    import numpy as np  # noqa: PLC0415 (heavy; only where it is used)

    streams = iter(np.random.SeedSequence(seed).spawn(2 + 3 * len(world.sources)))
    kept = np.array([_at(world.kept, world.first_month, month) for month in range(months)])
    left = np.repeat(-kept[:, None], count, axis=1)
    for source in world.sources:
        left += _income(source, world.first_month, (months, count), [next(streams) for _ in "abc"])
    chance = np.random.default_rng(next(streams))
    size = np.random.default_rng(next(streams))
    comes = chance.random((months, count)) < world.shock_chance
    mean = world.shock_size * sum(world.kept) / MONTHS_A_YEAR
    left -= comes * size.standard_exponential((months, count)) * mean
    return left


def _at(by_month: Sequence[float], first: int, month: int) -> float:
    return by_month[(first - 1 + month) % MONTHS_A_YEAR]


def _income(
    source: Source, first: int, shape: tuple[int, int], streams: Sequence[np.random.SeedSequence]
) -> Matrix:
    """What ``source`` brings: months × paths."""
    import numpy as np  # noqa: PLC0415

    months, count = shape
    brings = np.array([_at(source.by_month, first, month) for month in range(months)])
    vary, lose, find = (np.random.default_rng(stream) for stream in streams)
    if source.by_season:
        years = (first - 1 + months - 1) // MONTHS_A_YEAR + 1
        seasons = 1 + source.variability * vary.standard_normal((years, count))
        year_of = (first - 1 + np.arange(months)) // MONTHS_A_YEAR
        factor = np.maximum(seasons, 0.0)[year_of]
    else:
        factor = np.maximum(1 + source.variability * vary.standard_normal(shape), 0.0)
    there = _there(source, shape, lose, find)
    product: Matrix = brings[:, None] * factor * there
    return product


def _there(
    source: Source, shape: tuple[int, int], lose: np.random.Generator, find: np.random.Generator
) -> Mask:
    """Whether the source is there: lost with its chance, found again after its months."""
    import numpy as np  # noqa: PLC0415

    lost_now = lose.random(shape) < source.loss_chance
    found_now = find.random(shape) < 1 / max(source.loss_months, 1.0)
    there = np.empty(shape, dtype=bool)
    gone = np.zeros(shape[1], dtype=bool)
    for month in range(shape[0]):
        gone = np.where(gone, ~found_now[month], lost_now[month])
        there[month] = ~gone
    return there


def play(left: Matrix, rows: Sequence[float], *, buffer: float, cure: int) -> Survival:
    """How a plan of ``rows`` fares on the paths ``left`` (months × paths).

    A row that cannot be paid whole waits; it must be paid with all later ones within
    ``cure`` months. What a month lacks is taken from the buffer and never from the next
    month; below nothing the household goes short, and the plan is the worse for it. Raises
    :class:`RuleError` when the paths are shorter than the rows and the months to make good.
    """
    import numpy as np  # noqa: PLC0415

    whole = len(rows) + cure
    if left.shape[0] < whole:
        raise RuleError("the paths are shorter than the plan")
    count = left.shape[1]
    at_hand = np.full(count, float(buffer))
    arrears, streak = np.zeros(count), np.zeros(count, dtype=int)
    broken, late = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    breaks = np.zeros(len(rows))
    for month in range(whole):
        due = float(rows[month]) if month < len(rows) else 0.0
        cash = np.maximum(at_hand + left[month], 0.0)
        owed = arrears + due
        pays = (cash >= owed) & ~broken
        at_hand = np.where(pays, cash - owed, cash)
        arrears = np.where(pays, 0.0, owed)
        streak = np.where(arrears > 0, streak + 1, 0)
        late |= arrears > 0
        breaking = (streak > cure) & ~broken
        broken |= breaking
        breaks[max(0, month - cure)] += int(breaking.sum())
    return Survival(
        finished=Estimate(float((~broken).mean()), count),
        on_time=Estimate(float((~late).mean()), count),
        breaks=tuple(float(one) for one in breaks / count),
    )


def survival(
    world: World, rows: Sequence[float], *, seed: int, cure: int = 0, count: int = PATHS
) -> Survival:
    """How a plan of ``rows``, one a month from ``world.first_month``, fares on ``count`` paths."""
    left = paths(world, len(rows) + cure, seed=seed, count=count)
    return play(left, rows, buffer=world.buffer, cure=cure)
