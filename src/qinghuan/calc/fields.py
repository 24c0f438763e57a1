"""What the fields of requests have in common: exact numbers, periods, rates, rounding."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from qinghuan.calc import Faulty
from qinghuan.debts.periods import Unit, UnitName
from qinghuan.errors import Problem
from qinghuan.explained import Explained, told
from qinghuan.journal.fact import Money, Value
from qinghuan.journal.faults import Unfit, field_problem
from qinghuan.money import NotNumber
from qinghuan.words import Parameter

_PLACES: Final = 12
_SMALLEST: Final = Decimal(1).scaleb(-_PLACES)
_WIDE: Final = Context(prec=60)
_LONGEST: Final = 30
"""Digits: more than any amount, rate or time has."""


def number(value: Any) -> Decimal:
    """``value`` as an exact number of at most 30 digits. Raises :class:`NotNumber`."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise NotNumber("a number comes as text")
    try:
        exact = Decimal(repr(value) if isinstance(value, float) else str(value).strip())
    except InvalidOperation:
        raise NotNumber("not a number") from None
    _, digits, exponent = exact.as_tuple()
    if not exact.is_finite() or not isinstance(exponent, int):
        raise NotNumber("not a finite number")
    if len(digits) > _LONGEST or abs(exponent) > _LONGEST:
        raise NotNumber("too many digits")
    return exact


def _as_text(value: Any) -> Decimal:
    if isinstance(value, float):
        raise NotNumber("an amount comes as text, so that nothing of it is lost")
    return number(value)


_NUMBER_SCHEMA: Final = WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"})
Exact = Annotated[Decimal, BeforeValidator(_as_text), _NUMBER_SCHEMA]
"""An exact amount with any number of places, as text."""
Number = Annotated[
    Decimal,
    BeforeValidator(number),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]}),
]
"""An exact number, as text or as a JSON number."""
Amount = Annotated[Money, WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d{1,2})?$"})]
"""Yuan, as text with at most two places."""


class Period(Value):
    """A length of time: exactly one of its fields."""

    days: Annotated[int, Field(ge=1, le=3660)] | None = None
    weeks: Annotated[int, Field(ge=1, le=520)] | None = None
    half_months: Annotated[int, Field(ge=1, le=240)] | None = None
    months: Annotated[int, Field(ge=1, le=120)] | None = None
    years: Annotated[int, Field(ge=1, le=10)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Period:
        if len(self._given()) != 1:
            raise Unfit("exactly_one")
        return self

    def _given(self) -> list[tuple[UnitName, int]]:
        named: tuple[UnitName, ...] = ("days", "weeks", "half_months", "months", "years")
        return [(name, getattr(self, name)) for name in named if getattr(self, name) is not None]

    @property
    def unit(self) -> Unit:
        """The same as a period of the rules."""
        return Unit(*self._given()[0])


_NAMED_PERIODS: Final[dict[str, dict[str, int]]] = {
    "day": {"days": 1},
    "week": {"weeks": 1},
    "two_weeks": {"weeks": 2},
    "half_month": {"half_months": 1},
    "month": {"months": 1},
    "two_months": {"months": 2},
    "quarter": {"months": 3},
    "half_year": {"months": 6},
    "year": {"years": 1},
}
_OTHER_NAMES: Final = {
    "daily": "day",
    "weekly": "week",
    "biweekly": "two_weeks",
    "bi_weekly": "two_weeks",
    "fortnightly": "two_weeks",
    "semi_monthly": "half_month",
    "monthly": "month",
    "quarterly": "quarter",
    "half_yearly": "half_year",
    "semi_annual": "half_year",
    "yearly": "year",
    "annual": "year",
}


def _period(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    plain = value.strip().lower().replace(" ", "_").replace("-", "_")
    named = _NAMED_PERIODS.get(_OTHER_NAMES.get(plain, plain))
    if named is None:
        raise Unfit("choice", choices=", ".join(_NAMED_PERIODS))
    return named


def without_nulls(value: Any, keep: frozenset[str] = frozenset()) -> Any:
    """``value`` without its fields that are null, which stand for what is left out."""
    if not isinstance(value, dict):
        return value
    return {name: one for name, one in value.items() if one is not None or name in keep}


Every = Annotated[Period, BeforeValidator(_period)]
"""A period as ``{"months": 1}``, or by name: ``month``, ``monthly``, ``quarter``, …"""

_HIGHEST_RATE: Final = 1000
"""A fraction: 100,000 %. Above it a rate is a slip of the pen."""
RateNumber = Annotated[Number, Field(ge=0, le=_HIGHEST_RATE)]
"""A rate as a fraction."""

RateKind = Literal["annual", "monthly", "daily", "period", "flat_total", "flat_period"]


class RateQuoted(Value):
    """A rate as a fraction (0.06 is 6 %): exactly one of its fields."""

    annual: RateNumber | None = Field(None, description="a year, divided by the day count")
    monthly: RateNumber | None = Field(None, description="a month; a year has twelve")
    daily: RateNumber | None = Field(None, description="a day, times the days")
    period: RateNumber | None = Field(None, description="one period of the schedule")
    flat_total: RateNumber | None = Field(
        None, description="of the original principal, for the whole term"
    )
    flat_period: RateNumber | None = Field(
        None, description="of the original principal, each period"
    )

    @model_validator(mode="after")
    def _one(self) -> RateQuoted:
        if len(self._given()) != 1:
            raise Unfit("exactly_one")
        return self

    def _given(self) -> list[tuple[RateKind, Decimal]]:
        kinds: tuple[RateKind, ...] = (
            "annual",
            "monthly",
            "daily",
            "period",
            "flat_total",
            "flat_period",
        )
        return [(name, getattr(self, name)) for name in kinds if getattr(self, name) is not None]

    @property
    def kind(self) -> RateKind:
        """Which field was given."""
        return self._given()[0][0]

    @property
    def value(self) -> Decimal:
        """The fraction."""
        return self._given()[0][1]


def fault(name: str, where: str, **values: Parameter) -> Faulty:
    """The fault ``field.NAME`` at ``where``, to be raised."""
    return Faulty(field_problem(name, where, **values))


def faults(*problems: Problem) -> Faulty:
    """Several problems, to be raised together."""
    return Faulty(*problems)


def plain(value: Decimal) -> str:
    """``value`` as text with at least two and at most twelve places, without an exponent."""
    _, _, exponent = value.as_tuple()
    if isinstance(exponent, int) and exponent < -_PLACES:
        value = value.quantize(_SMALLEST, context=_WIDE)
    whole, _, places = format(value, "f").partition(".")
    return f"{whole}.{places.rstrip('0').ljust(2, '0')}"


def rate_text(value: Decimal | None) -> str | None:
    """A rate as text with up to twelve places; None stays None."""
    return None if value is None else format(value.normalize() + 0, "f")


def exact_text(value: Fraction) -> str:
    """An exact number as text, to twelve places."""
    return plain(_WIDE.divide(Decimal(value.numerator), Decimal(value.denominator)))


def day_text(day: date | None) -> str | None:
    """A day as text; None stays None."""
    return None if day is None else day.isoformat()


def figure(found: Explained[Any] | None) -> dict[str, Any] | None:
    """A figure with the way to it."""
    return None if found is None else told(found)
