"""The questions of the household sheet, one a screen, in the order in which they are asked."""

from __future__ import annotations

from typing import Final

from qinghuan.household.categories import CATEGORIES, Category

SPEND: Final = "spend-"
INCOME: Final = "income-"
SCREENS: Final = (
    "home",
    "members",
    "incomes",
    *(f"{SPEND}{category}" for category in CATEGORIES),
    "cash",
    "assets",
    "hardship",
    "since",
    "measures",
    "pay_day",
    "share",
)
_LONGEST: Final = 4
"""Digits of the key of an income."""


def category_of(screen: str) -> Category | None:
    """The category a screen asks about."""
    return next((one for one in CATEGORIES if screen == f"{SPEND}{one}"), None)


def key_of(screen: str) -> str:
    """The key of the income a screen asks about; empty for another screen."""
    key = screen.removeprefix(INCOME)
    return (
        key
        if screen.startswith(INCOME) and key.isascii() and key.isdecimal() and len(key) <= _LONGEST
        else ""
    )


def is_screen(screen: str) -> bool:
    """Whether there is such a question."""
    return screen in SCREENS or bool(key_of(screen))


def number_of(screen: str) -> int:
    """Which question it is, from 1; an income belongs to its list."""
    return SCREENS.index("incomes" if key_of(screen) else screen) + 1


def after(screen: str) -> str:
    """The screen after ``screen``; an income leads back to its list; ``review`` at the end."""
    if key_of(screen):
        return "incomes"
    return (*SCREENS, "review")[number_of(screen)]


def before(screen: str) -> str:
    """The screen before ``screen``; empty at the beginning."""
    if key_of(screen):
        return "incomes"
    place = number_of(screen) - 2
    return SCREENS[place] if place >= 0 else ""
