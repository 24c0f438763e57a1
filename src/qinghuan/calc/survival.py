"""Whether a plan will be kept: its months played through many times, under given assumptions.

Every chance and spread is given by the request; nothing is assumed here.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc.fields import Amount, Number, fault
from qinghuan.journal.fact import Value
from qinghuan.money import ZERO
from qinghuan.plans.survival import PATHS, Estimate, Source, World, survival

_YEAR = 12
_PLACES = 6

Chance = Annotated[Number, Field(ge=0, le=1)]
ByMonth = Annotated[
    tuple[Annotated[Amount, Field(ge=0)], ...],
    Field(min_length=_YEAR, max_length=_YEAR, description="twelve, from January, yuan"),
]


class SourceGiven(Value):
    """One source of income."""

    by_month: ByMonth
    variability: Annotated[Number, Field(ge=0, le=5)] = Field(
        ..., description="standard deviation over mean"
    )
    by_season: bool = Field(False, description="whether a poor season makes all its months poor")
    loss_chance: Chance = Field(ZERO, description="of losing it within a month")
    loss_months: Annotated[Number, Field(ge=1, le=120)] = Field(
        ZERO + 1, description="mean months until it is found again"
    )


class Request(Value):
    """A household, a plan, and how often it is played."""

    sources: Annotated[tuple[SourceGiven, ...], Field(max_length=50)] = ()
    kept: ByMonth = Field(description="what must be kept, twelve, from January, yuan")
    shock_chance: Chance = Field(description="of an unplanned expense within a month")
    shock_size: Annotated[Number, Field(ge=0, le=100)] = Field(
        description="its mean, in average months of what is kept"
    )
    buffer: Annotated[Amount, Field(ge=0)] = ZERO
    first_month: Annotated[int, Field(ge=1, le=_YEAR)] = Field(description="of the first row")
    rows: Annotated[
        tuple[Annotated[Amount, Field(ge=0)], ...],
        Field(min_length=1, max_length=600, description="one a month, yuan"),
    ]
    cure: Annotated[int, Field(ge=0, le=_YEAR)] = Field(
        0, description="months in which a missed row can be made good"
    )
    seed: Annotated[int, Field(ge=0)]
    paths: Annotated[int, Field(ge=1, le=1_000_000)] = PATHS


def run(request: Request) -> dict[str, Any]:
    """``finished`` and ``on_time`` with error and range; where plans break; the weakest row."""
    if len(request.rows) * request.paths > _MOST:
        raise fault("most", "/paths", limit=str(_MOST // len(request.rows)))
    found = survival(
        _world(request),
        [float(row) for row in request.rows],
        seed=request.seed,
        cure=request.cure,
        count=request.paths,
    )
    return {
        "finished": _told(found.finished),
        "on_time": _told(found.on_time),
        "breaks": [str(round(share, _PLACES)) for share in found.breaks],
        "weakest": found.weakest,
    }


_MOST = 20_000_000
"""Rows times paths: what a small machine holds in its memory."""


def _world(request: Request) -> World:
    return World(
        sources=tuple(
            Source(
                by_month=tuple(map(float, one.by_month)),
                variability=float(one.variability),
                by_season=one.by_season,
                loss_chance=float(one.loss_chance),
                loss_months=float(one.loss_months),
            )
            for one in request.sources
        ),
        kept=tuple(map(float, request.kept)),
        shock_chance=float(request.shock_chance),
        shock_size=float(request.shock_size),
        buffer=float(request.buffer),
        first_month=request.first_month,
    )


def _told(found: Estimate) -> dict[str, str]:
    named = {"value": found.value, "error": found.error, "low": found.low, "high": found.high}
    return {name: str(round(value, _PLACES)) for name, value in named.items()}
