"""Every sentence the product says, by id, in Chinese first and English complete.

A room returns ``Text("debts.stage.days", days=92)`` and never a sentence; the
edge (command, page, paper) renders it with ``say(text, language)``.

The part of an id before its first dot names the catalogue, so the words of a
room stand in one file: ``words/zh_CN/LC_MESSAGES/debts.po``. Catalogues are
read by the standard library's gettext; ``tools/catalogues.py`` compiles them
and a test fails when a compiled one is stale or a sentence lacks a language.

>>> from decimal import Decimal
>>> say(Text("words.example", amount=Decimal("1234.50")), "en")
'You still owe 1,234.50 yuan.'
"""

from __future__ import annotations

import gettext
import os
import string
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final, Literal, TypeAlias

Language = Literal["zh_CN", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh_CN", "en")
SOURCE_LANGUAGE: Final[Language] = "zh_CN"

FOLDER: Final = os.path.dirname(__file__)  # noqa: PTH120 - pathlib costs each start 7 ms

Parameter: TypeAlias = "str | int | Decimal | date | Text"


_FEN_EXPONENT: Final = -2
_ENGLISH_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Text:
    """One sentence to be said: an id of a catalogue and the values for its blanks.

    Equal when id and values are equal; hashable; never changes.
    """

    __slots__ = ("id", "parameters")

    id: str
    parameters: Mapping[str, Parameter]

    def __init__(self, id: str, /, **parameters: Parameter) -> None:
        object.__setattr__(self, "id", id)
        object.__setattr__(self, "parameters", parameters)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Text never changes")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Text):
            return NotImplemented
        return self.id == other.id and self.parameters == other.parameters

    def __hash__(self) -> int:
        return hash((self.id, tuple(sorted((k, str(v)) for k, v in self.parameters.items()))))

    def __repr__(self) -> str:
        values = "".join(f", {name}={value!r}" for name, value in self.parameters.items())
        return f"Text({self.id!r}{values})"


class MissingWords(KeyError):
    """A sentence that no catalogue holds: misuse of code, never the user's fault."""


@cache
def catalogue(name: str, language: Language) -> gettext.GNUTranslations:
    """The compiled catalogue ``name`` (``debts``, ``household``, …) in ``language``."""
    path = f"{FOLDER}/{language}/LC_MESSAGES/{name}.mo"
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return gettext.GNUTranslations(file)
    except FileNotFoundError:
        raise MissingWords(f"no catalogue {name} in {language}") from None


def pattern(id: str, language: Language) -> str:
    """The sentence ``id`` with its blanks still open. Raises :class:`MissingWords`."""
    found = catalogue(id.partition(".")[0], language).gettext(id)
    if found == id:
        raise MissingWords(f"no sentence {id} in {language}")
    return found


def say(text: Text, language: Language = SOURCE_LANGUAGE) -> str:
    """``text`` as a sentence in ``language``.

    A blank may name a form: ``{amount:money}`` (two places, thousands marked),
    ``{share:percent}`` (0.24 → 24%), ``{rate:percent}``, ``{day:date}``, ``{day:month}``.
    A ``Decimal`` without a form is written as money when it has two places.
    """
    words = pattern(text.id, language)
    if "{" not in words and "}" not in words:
        return words
    return _Filler(language).vformat(words, (), text.parameters)


class _Filler(string.Formatter):
    def __init__(self, language: Language) -> None:
        self.language = language

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, Text):
            return say(value, self.language)
        if isinstance(value, Decimal):
            return _number(value, format_spec)
        if isinstance(value, date):
            return written_date(value, self.language, whole=format_spec != "month")
        return str(value)


def _number(value: Decimal, form: str) -> str:
    if form == "percent":
        return f"{(value * 100).normalize():f}%"
    if form == "money" or value.as_tuple().exponent == _FEN_EXPONENT:
        return f"{value:,.2f}"
    return f"{value:f}"


def written_date(day: date, language: Language, *, whole: bool = True) -> str:
    """``day`` as people write it: ``2026年11月23日`` or ``23 November 2026``."""
    if language == "en":
        month = f"{_ENGLISH_MONTHS[day.month - 1]} {day.year}"
        return f"{day.day} {month}" if whole else month
    month = f"{day.year}年{day.month}月"
    return f"{month}{day.day}日" if whole else month
