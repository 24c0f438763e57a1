"""What a policy parameter is: dated values, each with its own source and confidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, TypeVar

from qinghuan.errors import QinghuanError, RuleError
from qinghuan.words import Text

Nature = Literal["law", "soft_law", "contract", "practice", "statistic"]
"""Who stands behind a value: a binding rule, a recommendation, the lender's own
contract, what is usually done, or a published figure."""

Confidence = Literal["H", "M", "L", "MEM"]
"""H: the text was read, or several dated sources agree. M: one decent source.
L: weak or conflicting sources. MEM: remembered, nothing found. L and MEM are
never a default."""

Reason = Literal["unverified", "unknown", "not_in_force"]

USABLE: Final[frozenset[Confidence]] = frozenset({"H", "M"})


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: a stable id for programs, words for people."""

    id: str
    words: Text


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of days, both ends counted; ``last`` is None when it has no end."""

    id: str
    first: int
    last: int | None
    words: Text

    def holds(self, days: int) -> bool:
        """Whether ``days`` lies in this stretch."""
        return days >= self.first and (self.last is None or days <= self.last)


Table: TypeAlias = "MappingProxyType[str, Decimal] | MappingProxyType[int, Decimal]"
Value: TypeAlias = (
    "Decimal | int | str | date | Text | tuple[Decimal, Decimal] | tuple[time, time]"
    " | tuple[int, ...] | tuple[tuple[int, int], ...] | tuple[str, ...]"
    " | tuple[Item, ...] | tuple[Band, ...] | Table"
)
_Shape = TypeVar("_Shape")


@dataclass(frozen=True, slots=True)
class Source:
    """Where one value stands: the instrument, where it was read, its very words."""

    title: str
    number: str | None
    article: str | None
    found_at: str
    quote: str | None
    no_quote: str | None
    """Why there is no quotation, when there is none: an id of ``policy.no_quote``."""
    checked_on: date
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Dated:
    """One value of a parameter and the days on which it holds, both ends counted."""

    value: Value
    since: date | None
    """First day; None when the first day is not known."""
    until: date | None
    """Last day; None when it has none or it is not known."""
    until_known: bool
    """False when the value was in force once and its end could not be checked."""
    source: Source
    note: Text | None

    def covers(self, day: date) -> bool:
        """Whether this value holds on ``day``."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter with its history; ``values`` rise in time and never overlap."""

    name: str
    title: Text
    unit: str
    nature: Nature
    review_after: date
    values: tuple[Dated, ...]
    wording: Text | None
    """How it must be said, where saying it wrongly would harm."""
    question: Text | None
    """What the person must be asked when no usable value stands here."""
    note: Text | None

    def on(self, day: date) -> Dated | None:
        """The value that holds on ``day``, whatever its confidence."""
        return next((dated for dated in self.values if dated.covers(day)), None)


@dataclass(frozen=True, slots=True)
class Sourced:
    """A value on a day, with everything needed to say where it comes from."""

    name: str
    value: Value
    unit: str
    nature: Nature
    title: Text
    since: date | None
    until: date | None
    until_known: bool
    source: Source
    note: Text | None
    wording: Text | None
    review_after: date

    def stale_on(self, today: date) -> bool:
        """Whether the value should have been looked at again before ``today``."""
        return today > self.review_after

    @property
    def to_confirm(self) -> bool:
        """Whether the person's own contract decides, so that they must confirm it."""
        return self.nature == "contract"

    @property
    def decimal(self) -> Decimal:
        """The value as an exact number (rates, money, multiples)."""
        return self._as(Decimal)

    @property
    def whole(self) -> int:
        """The value as a whole number (days, months, years, counts)."""
        return self._as(int)

    @property
    def string(self) -> str:
        """The value as plain text (a telephone number)."""
        return self._as(str)

    @property
    def day(self) -> date:
        """The value as a day."""
        return self._as(date)

    @property
    def words(self) -> Text:
        """The value as words to be said."""
        return self._as(Text)

    @property
    def hours(self) -> tuple[time, time]:
        """The value as a stretch of the clock; it may run over midnight."""
        first, last = self._as(tuple)
        if not isinstance(first, time) or not isinstance(last, time):
            raise RuleError(f"{self.name} is no stretch of hours")
        return first, last

    @property
    def order(self) -> tuple[str, ...]:
        """The value as ids in order."""
        return tuple(part for part in self._as(tuple) if isinstance(part, str))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The value as whole numbers (months of the year)."""
        return tuple(part for part in self._as(tuple) if isinstance(part, int))

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The value as pairs of whole numbers (bill day, due day)."""
        return tuple((part[0], part[1]) for part in self._as(tuple) if isinstance(part, tuple))

    @property
    def range(self) -> tuple[Decimal, Decimal]:
        """The value as lowest and highest number."""
        low, high = self._as(tuple)
        if not isinstance(low, Decimal) or not isinstance(high, Decimal):
            raise RuleError(f"{self.name} is no range of numbers")
        return low, high

    @property
    def items(self) -> tuple[Item, ...]:
        """The value as a list of named entries."""
        return tuple(part for part in self._as(tuple) if isinstance(part, Item))

    @property
    def bands(self) -> tuple[Band, ...]:
        """The value as stretches of days."""
        return tuple(part for part in self._as(tuple) if isinstance(part, Band))

    @property
    def table(self) -> Mapping[str, Decimal]:
        """The value as numbers by id."""
        return self._as(MappingProxyType)

    @property
    def by_count(self) -> Mapping[int, Decimal]:
        """The value as numbers by a count (instalments)."""
        return self._as(MappingProxyType)

    def _as(self, shape: type[_Shape]) -> _Shape:
        if not isinstance(self.value, shape):
            raise RuleError(f"{self.name} is of unit {self.unit}, not a {shape.__name__}")
        return self.value


@dataclass(frozen=True, slots=True)
class Gap:
    """No usable value on a day: why, and what to ask the person instead."""

    name: str
    title: Text
    unit: str
    nature: Nature
    on: date
    reason: Reason
    question: Text
    seen: Dated | None
    """The unverified value, to be shown as such; never to be used."""
    note: Text | None
    wording: Text | None


class UnknownParameter(QinghuanError, KeyError):
    """No parameter or assumption of that name stands in the files: a misspelt name."""


class NotUsable(QinghuanError):
    """The parameter gives no default on that day; ``gap`` says why and what to ask."""

    def __init__(self, gap: Gap) -> None:
        super().__init__(f"{gap.name} is {gap.reason} on {gap.on}")
        self.gap = gap

    @property
    def question(self) -> Text:
        """What to ask the person instead."""
        return self.gap.question


class Unverified(NotUsable):
    """The value rests on a weak source or on memory alone (L, MEM)."""


class Unknown(NotUsable):
    """Nothing was found for that day, or no rule was in force."""


class FaultyFile(QinghuanError):
    """A file of parameters breaks the rules of the loader; ``check()`` says how."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A figure for which the world gives no source: a range with its reasoning.

    Never quoted in a letter; shown and changeable beside every figure it touches.
    """

    name: str
    title: Text
    unit: str
    low: Decimal
    central: Decimal
    high: Decimal
    reasoning: Text
    made_on: date
