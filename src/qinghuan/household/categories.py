"""The eight categories by which the National Bureau of Statistics counts consumption (八大类)."""

from __future__ import annotations

from typing import Final, Literal, get_args

Category = Literal[
    "food_tobacco_liquor",
    "clothing",
    "housing",
    "household_goods",
    "transport_communication",
    "education_culture_recreation",
    "health_care",
    "other",
]
CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
