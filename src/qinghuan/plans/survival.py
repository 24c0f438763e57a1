"""Whether a plan will be kept: the months played through many times (docs/rules/survival.md).

Month by month: each source of income varies, may be lost for a while; the household keeps
what it must; an unplanned expense may come; what is left and the buffer pay the row. A row
that cannot be paid whole waits and must be made good within the months the agreement allows;
else the plan is broken. Everything about the future is an assumption, named beside the
figure and run at both ends; nothing here is a fact of the person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

from qinghuan.errors import RuleError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Vector = NDArray[np.float64]
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
    left = np.empty((months, count))
    left[:] = -kept[:, None]
    for source in world.sources:
        generators = [np.random.default_rng(next(streams)) for _ in "abc"]
        _add_income(left, source, world.first_month, generators)
    _take_shocks(left, world, [np.random.default_rng(next(streams)) for _ in "ab"])
    return left


def _at(by_month: Sequence[float], first: int, month: int) -> float:
    return by_month[(first - 1 + month) % MONTHS_A_YEAR]


def _take_shocks(left: Matrix, world: World, generators: Sequence[np.random.Generator]) -> None:
    """Unplanned expenses, month by month: one row at a time stays near the processor."""
    import numpy as np  # noqa: PLC0415

    chance, size = generators
    mean = world.shock_size * sum(world.kept) / MONTHS_A_YEAR
    drawn, costs = np.empty(left.shape[1]), np.empty(left.shape[1])
    for month in range(left.shape[0]):
        chance.random(out=drawn)
        size.standard_exponential(out=costs)
        costs *= drawn < world.shock_chance
        costs *= mean
        left[month] -= costs


def _add_income(
    left: Matrix, source: Source, first: int, generators: Sequence[np.random.Generator]
) -> None:
    """Add what ``source`` brings to each month of ``left``."""
    vary, lose, find = generators
    there = _there(source, left.shape, lose, find)
    factors = _factors(source, first, left.shape, vary)
    for month in range(left.shape[0]):
        brings = next(factors)
        brings *= _at(source.by_month, first, month)
        if source.loss_chance > 0:
            brings *= next(there)
        left[month] += brings


def _factors(
    source: Source, first: int, shape: tuple[int, int], vary: np.random.Generator
) -> Iterator[Vector]:
    """How far the months or the season of ``source`` lie from the average, month by month."""
    import numpy as np  # noqa: PLC0415

    months, count = shape
    if source.by_season:
        years = (first - 1 + months - 1) // MONTHS_A_YEAR + 1
        seasons = 1 + source.variability * vary.standard_normal((years, count))
        for month in range(months):
            yield np.maximum(seasons[(first - 1 + month) // MONTHS_A_YEAR], 0.0)
        return
    factor = np.empty(count)
    for _ in range(months):
        vary.standard_normal(out=factor)
        factor *= source.variability
        factor += 1
        np.maximum(factor, 0.0, out=factor)
        yield factor


def _there(
    source: Source, shape: tuple[int, int], lose: np.random.Generator, find: np.random.Generator
) -> Iterator[Mask]:
    """Whether the source is there: lost with its chance, found again after its months."""
    import numpy as np  # noqa: PLC0415

    months, count = shape
    gone, drawn = np.zeros(count, dtype=bool), np.empty(count)
    for _ in range(months):
        lost_now = lose.random(out=drawn) < source.loss_chance
        found_now = find.random(out=drawn) < 1 / max(source.loss_months, 1.0)
        gone = (gone & ~found_now) | (lost_now & ~gone)
        yield ~gone


class _Run:
    """A plan being played, path by path. Yuan."""

    def __init__(self, left: Matrix, rows: Sequence[float], buffer: float, cure: int) -> None:
        import numpy as np  # noqa: PLC0415

        if left.shape[0] < len(rows) + cure:
            raise RuleError("the paths are shorter than the plan")
        count = left.shape[1]
        self.left, self.rows, self.cure = left, rows, cure
        self.at_hand, self.owed = np.full(count, float(buffer)), np.zeros(count)
        self.paid = np.empty(count)
        self.streak = np.zeros(count, dtype=np.int16)
        self.broken, self.late = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)

    def month(self, month: int) -> int:
        """Play the month at place ``month``; how many plans broke in it."""
        import numpy as np  # noqa: PLC0415

        if month < len(self.rows):
            self.owed += float(self.rows[month])
        self.at_hand += self.left[month]
        np.maximum(self.at_hand, 0.0, out=self.at_hand)
        waits = (self.at_hand < self.owed) | self.broken
        np.multiply(self.owed, ~waits, out=self.paid)
        self.at_hand -= self.paid
        self.owed -= self.paid
        self.late |= waits
        self.streak += 1
        self.streak *= waits
        breaking = (self.streak > self.cure) & ~self.broken
        self.broken |= breaking
        return int(np.count_nonzero(breaking))


def play(left: Matrix, rows: Sequence[float], *, buffer: float, cure: int) -> Survival:
    """How a plan of ``rows`` fares on the paths ``left`` (months × paths).

    A row that cannot be paid whole waits; it must be paid with all later ones within
    ``cure`` months. What a month lacks is taken from the buffer and never from the next
    month; below nothing the household goes short, and the plan is the worse for it. Raises
    :class:`RuleError` when the paths are shorter than the rows and the months to make good.
    """
    run, breaks = _Run(left, rows, buffer, cure), [0] * len(rows)
    for month in range(len(rows) + cure):
        breaks[max(0, month - cure)] += run.month(month)
    count = left.shape[1]
    return Survival(
        finished=Estimate(float((~run.broken).mean()), count),
        on_time=Estimate(float((~run.late).mean()), count),
        breaks=tuple(one / count for one in breaks),
    )


def at_hand(
    left: Matrix, rows: Sequence[float], shares: Sequence[float], *, buffer: float, cure: int
) -> list[tuple[float, ...]]:
    """Money in hand at the end of each month of the plan: below it lie ``shares`` of the paths.

    Paths on which the plan is broken count too: they keep what they no longer pay. Raises
    :class:`RuleError` as :func:`play` does.
    """
    import numpy as np  # noqa: PLC0415

    run, found = _Run(left, rows, buffer, cure), list[tuple[float, ...]]()
    for month in range(len(rows)):
        run.month(month)
        found.append(tuple(float(one) for one in np.quantile(run.at_hand, shares)))
    return found


def survival(
    world: World, rows: Sequence[float], *, seed: int, cure: int = 0, count: int = PATHS
) -> Survival:
    """How a plan of ``rows``, one a month from ``world.first_month``, fares on ``count`` paths."""
    left = paths(world, len(rows) + cure, seed=seed, count=count)
    return play(left, rows, buffer=world.buffer, cure=cure)
