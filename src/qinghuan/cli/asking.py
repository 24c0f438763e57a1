"""Questions in a terminal, one at a time; an empty line passes a question over."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from qinghuan.cli.screen import Screen
from qinghuan.money import NotMoney, Yuan, yuan
from qinghuan.words import Text

_YES: Final = frozenset({"y", "yes", "是", "有", "对", "在", "安全", "1"})
_NO: Final = frozenset({"n", "no", "否", "不", "没有", "无", "不是", "没", "0"})


def ask(screen: Screen, question: Text, reads: Callable[[str], Any]) -> Any:
    """What ``reads`` makes of the answer; ``None`` for an empty line or the end of input.

    What cannot be read (:class:`ValueError`) is asked again.
    """
    while True:
        screen.say(question)
        typed = typed_line()
        if not typed:
            return None
        try:
            return reads(typed)
        except ValueError:
            screen.say(Text("cli.asking.again", typed=typed))


def typed_line() -> str:
    """One line of standard input without the blanks around it."""
    return sys.stdin.readline().strip()


def yes_or_no(typed: str) -> bool:
    """``typed`` as yes or no. Raises :class:`ValueError`."""
    plain = typed.casefold().rstrip("。.!！")
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise ValueError(typed)


def one_of(*names: str) -> Callable[[str], str]:
    """A reader of the number of one of ``names``, counted from 0, or of the name itself."""

    def read(typed: str) -> str:
        if typed in names:
            return typed
        return names[_place(typed, len(names))]

    return read


def some_of(*names: str) -> Callable[[str], tuple[str, ...]]:
    """A reader of numbers of ``names``, counted from 1, with commas or blanks between them."""

    def read(typed: str) -> tuple[str, ...]:
        parts = typed.replace("，", " ").replace(",", " ").replace("、", " ").split()
        return tuple(names[_place(part, len(names) + 1, 1) - 1] for part in parts)

    return read


def _place(typed: str, end: int, begin: int = 0) -> int:
    place = int(typed)
    if not begin <= place < end:
        raise ValueError(typed)
    return place


def day(typed: str) -> date:
    """A day as people type it: 2026-11-05, 2026/11/5, 2026年11月5日. Raises ``ValueError``."""
    plain = typed.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    year, month, number = (int(part) for part in plain.split("-"))
    return date(year, month, number)


def amount(typed: str) -> Yuan:
    """An amount of money. Raises :class:`ValueError`."""
    try:
        found = yuan(typed.replace(",", "").removesuffix("元").removesuffix("块"))
    except NotMoney:
        raise ValueError(typed) from None
    if found < 0:
        raise ValueError(typed)
    return found
