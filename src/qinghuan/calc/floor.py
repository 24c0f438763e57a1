"""What a household of this size and place must keep, and the guide for each category.

Every figure names the published one it is made from, and says where another stands in.
"""

from __future__ import annotations

from datetime import date as day
from typing import Annotated, Any

from pydantic import Field

from qinghuan.calc.fields import figure
from qinghuan.household.entries import Place, Residence
from qinghuan.household.floor import Band, floor
from qinghuan.journal.fact import Value


class Request(Value):
    """Size, place, and the day."""

    place: Place
    residence: Residence
    members: Annotated[int, Field(ge=1, le=40)]
    on: day
    heating_months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = Field(
        (), description="calendar months; without them the published season"
    )


def run(request: Request) -> dict[str, Any]:
    """``bound`` a month, ``heating`` by month, ``bands`` by category, and what is not known."""
    found = floor(
        request.place,
        request.residence,
        request.members,
        today=request.on,
        heating_months=request.heating_months,
    )
    return {
        "bound": figure(found.bound),
        "heating": {str(month): str(amount) for month, amount in found.heating.items()},
        "bands": {category: _band(band) for category, band in found.bands.items()},
        "notes": list(found.notes),
        "questions": list(found.questions),
        "warnings": [one.what for one in found.problems],
    }


def _band(band: Band) -> dict[str, Any]:
    return {
        "guide": figure(band.guide),
        "thin": str(band.thin),
        "low": str(band.low),
        "high": str(band.high),
    }
