"""The true annual rate of a set of payments (docs/rules/annual_rate.md).

Four ways of counting, one equation: the amounts, each divided by its growth until its
day, sum to nothing. They differ in how a day becomes a time:

- ``irr``: equal periods, the rate of a period; nominal = × periods a year.
- ``xirr``: actual days over the year of the day count; effective.
- ``aprc``: the effective rate of EU and UK rules: years, or actual days over the year.
- ``apr_actuarial``: whole unit-periods and a fraction, counted back from each payment;
  the fraction bears simple interest; nominal = × unit-periods a year.

Every rate that solves the equation is found where ln(1 + rate) lies between −16 and 16: from
about −100 % to 900,000,000 %. Without a change of sign there is none, and that is said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from functools import partial
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeGuard

import pyxirr

from qinghuan.dates import DayCount, year_fraction
from qinghuan.debts.periods import MONTH, Unit
from qinghuan.debts.unit_periods import common_unit, unit_periods
from qinghuan.errors import CannotBe, RuleError
from qinghuan.words import Text

Method = Literal["irr", "xirr", "apr_actuarial", "aprc"]

PLACES: Final = Decimal("0.000000000001")
"""A rate is given to twelve places."""
_EVENLY: Final = [place / 20 for place in range(-320, 321)]
_CLOSELY: Final = [place / 200 for place in range(-100, 101)]
_LOOKED_AT: Final = sorted({*_EVENLY, *_CLOSELY})
"""Over the whole range, closely around nothing."""
_WIDE: Final = Context(prec=400)
_HALVINGS: Final = 200
_HAIR: Final = 1e-9
_EXACT: Final = 1e-14
_TOUCHING: Final = 1e-14
"""Of all amounts together: nearer to nothing than floats can tell."""
_WIDTH: Final = 1e-7
_POLISHING: Final = 3
_MONTHS: Final = 12


class Flow(NamedTuple):
    """One payment. Either sign may stand for what was received."""

    amount: Decimal
    """Yuan, any number of places."""
    time: date | Decimal
    """Its day, or its time from the beginning: periods (``irr``, ``apr_actuarial``) or years."""


@dataclass(frozen=True, slots=True)
class AnnualRate:
    """What a set of payments costs, as fractions."""

    period: Decimal | None
    """The rate of one period: of the unit, or of a year where time is counted in years."""
    nominal: Decimal | None
    """``period`` × periods a year."""
    effective: Decimal | None
    """With interest on interest within the year."""
    roots: tuple[Decimal, ...]
    """Every rate of a period that solves the equation, ascending."""
    reason: Text | None = None
    """Why there is no rate, or that there are several and which is meant."""


class _Term(NamedTuple):
    amount: float
    whole: float
    odd: float
    """Fraction of a period that bears simple interest; 0 elsewhere."""


def annual_rate(
    flows: Sequence[Flow],
    method: Method,
    *,
    unit: Unit | None = None,
    day_count: DayCount = "actual/365",
) -> AnnualRate:
    """The rate at which ``flows`` sum to nothing, counted by ``method``.

    ``unit`` is the period of ``irr`` (a month unless said otherwise) and of
    ``apr_actuarial`` (the most frequent interval between days). Raises
    :class:`RuleError` for fewer than two flows or times that do not fit the method.
    """
    if len(flows) <= 1:
        raise RuleError("a rate needs at least two payments")
    plain = _plain(flows, method, unit, day_count)
    if plain is not None:
        return plain
    per_year, terms = _terms(flows, method, unit, day_count)
    if not any(term.amount < 0 for term in terms) or not any(term.amount > 0 for term in terms):
        return AnnualRate(None, None, None, (), Text("debts.rate.no_change_of_sign"))
    roots = _roots(terms)
    if not roots:
        return AnnualRate(None, None, None, (), Text("debts.rate.no_root"))
    meant = _meant(roots, _quick(flows, method, day_count))
    reason = Text("debts.rate.several_roots", count=len(roots)) if len(roots) > 1 else None
    return AnnualRate(
        period=_given(meant),
        nominal=_given(meant * per_year),
        effective=_within_a_year(meant, per_year),
        roots=tuple(_given(root) for root in roots),
        reason=reason,
    )


def _plain(
    flows: Sequence[Flow], method: Method, unit: Unit | None, day_count: DayCount
) -> AnnualRate | None:
    """The rate of payments that change sign once, where pyxirr counts as we do; else None.

    It is checked: at that rate the payments are worth next to nothing together. With one
    change of sign there is no other rate.
    """
    exact, times = zip(*flows, strict=True)
    amounts = list(map(float, exact))
    if method == "irr" and times == _counted(len(times)):
        if not _once(amounts) or (rate := pyxirr.irr(amounts, silent=True)) is None:
            return None
        worth_at = partial(_npv, amounts)
        per_year = float(unit.per_year) if unit else float(_MONTHS)
    elif method in {"xirr", "aprc"} and day_count == "actual/365" and _ordered_days(times):
        if not _once(amounts) or (rate := pyxirr.xirr(times, amounts, silent=True)) is None:
            return None
        worth_at = partial(_xnpv, times, amounts)
        per_year = 1.0
    else:
        return None
    if rate <= -1:
        return None
    largest, lowest = max(amounts), min(amounts)
    rate, sure = _polished(rate, worth_at, max(largest, -lowest))
    if not sure:
        return None
    given = _given(rate)
    nominal = given if per_year == 1 else _given(rate * per_year)
    effective = given if per_year == 1 else _within_a_year(rate, per_year)
    return AnnualRate(given, nominal, effective, (given,))


_COUNTED: Final = tuple(Decimal(place) for place in range(400))


def _counted(count: int) -> tuple[Decimal, ...]:
    """The times 0, 1, 2 and on."""
    if count <= len(_COUNTED):
        return _COUNTED[:count]
    return tuple(Decimal(place) for place in range(count))


def _npv(amounts: list[float], rate: float) -> float:
    worth = pyxirr.npv(rate, amounts)
    return math.nan if worth is None else worth


def _xnpv(times: Sequence[date], amounts: list[float], rate: float) -> float:
    worth = pyxirr.xnpv(rate, times, amounts)
    return math.nan if worth is None else worth


def _polished(
    rate: float, worth_at: Callable[[float], float], largest: float
) -> tuple[float, bool]:
    """``rate`` after secant steps where it was not exact yet, and whether it is one.

    From a rate that is one already, a single step leads as near as floats can be.
    """
    worth = worth_at(rate)
    for _ in range(_POLISHING):
        if abs(worth) <= _EXACT * largest:
            break
        width = _WIDTH * max(1.0, abs(rate))
        slope = (worth_at(rate + width) - worth) / width
        if not slope:
            break
        rate -= worth / slope
        if abs(worth) <= _HAIR * largest:
            return rate, True
        worth = worth_at(rate)
    return rate, abs(worth) <= _HAIR * largest


def _once(amounts: Sequence[float]) -> bool:
    """Whether the sign changes at most once."""
    first, rest = amounts[0], amounts[1:]
    if max(rest) <= 0 < first or min(rest) >= 0 > first:
        return True
    signs = [amount > 0 for amount in amounts]
    return signs in (sorted(signs), sorted(signs, reverse=True))


def _ordered_days(times: Sequence[date | Decimal]) -> TypeGuard[Sequence[date]]:
    return set(map(type, times)) == {date} and list(times) == sorted(times)


def _given(rate: float) -> Decimal:
    return Decimal(repr(rate)).quantize(PLACES, context=_WIDE) + 0


def _within_a_year(rate: float, per_year: float) -> Decimal | None:
    """The rate with interest on interest; None beyond what a number can hold."""
    try:
        return _given(math.expm1(per_year * math.log1p(rate)))
    except OverflowError:
        return None


def _terms(
    flows: Sequence[Flow], method: Method, unit: Unit | None, day_count: DayCount
) -> tuple[float, list[_Term]]:
    """Periods a year, and each flow with its time in periods; earliest first."""
    if method == "apr_actuarial":
        chosen = unit or common_unit(_days_of(flows))
        if chosen.per_year < 1:
            raise CannotBe("unit_too_long", "unit")
        return float(chosen.per_year), _sorted(_actuarial(flows, chosen))
    if method == "irr":
        chosen = unit or MONTH
        times = [_number(flow.time) for flow in flows]
        return float(chosen.per_year), _sorted(
            _Term(float(flow.amount), time, 0.0) for flow, time in zip(flows, times, strict=True)
        )
    return 1.0, _sorted(_by_years(flows, day_count))


def _sorted(terms: Iterator[_Term] | Sequence[_Term]) -> list[_Term]:
    return sorted(terms, key=lambda term: (term.whole + term.odd, term.amount))


def _number(time: date | Decimal) -> float:
    if isinstance(time, date):
        raise CannotBe("periods_not_days")
    return float(time)


def _days_of(flows: Sequence[Flow]) -> list[date]:
    return [flow.time for flow in flows if isinstance(flow.time, date)]


def _first_day(flows: Sequence[Flow]) -> date:
    """The earliest day; any day where none has one. Raises where only some have one."""
    days = _days_of(flows)
    if days and len(days) < len(flows):
        raise CannotBe("days_mixed")
    return min(days, default=date.min)


def _by_years(flows: Sequence[Flow], day_count: DayCount) -> Iterator[_Term]:
    first = _first_day(flows)
    for amount, time in flows:
        if isinstance(time, date):
            yield _Term(float(amount), float(year_fraction(first, time, day_count)), 0.0)
        else:
            yield _Term(float(amount), float(time), 0.0)


def _actuarial(flows: Sequence[Flow], unit: Unit) -> Iterator[_Term]:
    first = _first_day(flows)
    for amount, time in flows:
        if isinstance(time, date):
            whole, odd = unit_periods(first, time, unit)
            yield _Term(float(amount), whole, float(odd))
        else:
            whole = int(time)
            yield _Term(float(amount), whole, float(time - whole))


def _quick(flows: Sequence[Flow], method: Method, day_count: DayCount) -> float | None:
    """What pyxirr finds, where it counts as ``method`` does: of several, the one that is meant."""
    days = _days_of(flows)
    amounts = [float(flow.amount) for flow in flows]
    if method in {"xirr", "aprc"} and len(days) == len(flows) and day_count == "actual/365":
        return pyxirr.xirr(days, amounts, silent=True)
    times = [flow.time for flow in flows]
    if method == "irr" and times == list(range(len(flows))):
        return pyxirr.irr(amounts, silent=True)
    return None


def _meant(roots: Sequence[float], quick: float | None) -> float:
    """Of several roots the one a spreadsheet finds from 10 %; else the one nearest to nothing."""
    if quick is not None:
        nearest = min(roots, key=lambda root: abs(root - quick))
        if math.isclose(nearest, quick, rel_tol=1e-6, abs_tol=1e-6):
            return nearest
    return min(roots, key=lambda root: abs(math.log1p(root)))


def _parts(terms: Sequence[_Term], log: float) -> Iterator[tuple[float, float]]:
    """What each term is worth at ln(1 + rate) = ``log``, and how that changes with ``log``.

    Below nothing they are taken at the last time, so that they stay small.
    """
    rate = math.expm1(log)
    middle = terms[-1].whole if log < 0 else 0.0
    for amount, whole, odd in terms:
        bearing = 1.0 + odd * rate
        worth = amount * math.exp(-log * (whole - middle)) / bearing
        yield worth, worth * (middle - whole - odd * (rate + 1.0) / bearing)


def _value(terms: Sequence[_Term], log: float) -> float:
    """The sum at ln(1 + rate) = ``log``."""
    rate = math.expm1(log)
    middle = terms[-1].whole if log < 0 else 0.0
    return math.fsum(
        amount * math.exp(-log * (whole - middle)) / (1.0 + odd * rate)
        for amount, whole, odd in terms
    )


def _roots(terms: Sequence[_Term]) -> list[float]:
    """Every rate at which the sum crosses nothing or touches it, ascending."""
    value: Callable[[float], float] = partial(_value, terms)
    looked = [(log, value(log)) for log in _LOOKED_AT]
    found = [log for log, worth in looked if worth == 0]
    for (left, before), (right, after) in pairwise(looked):
        if before * after < 0:
            found.append(_bisected(value, left, right))
    for (left, before), (_, worth), (right, after) in zip(
        looked, looked[1:], looked[2:], strict=False
    ):
        if before * worth > 0 < worth * after and abs(worth) <= min(abs(before), abs(after)):
            found += _turning(terms, left, right)
    return [math.expm1(log) for log in sorted(found)]


def _turning(terms: Sequence[_Term], left: float, right: float) -> list[float]:
    """The roots beside the place where the sum turns between ``left`` and ``right``; or there."""
    value = partial(_value, terms)
    turn = _bisected(lambda log: math.fsum(change for _, change in _parts(terms, log)), left, right)
    worth = value(turn)
    size = math.fsum(abs(part) for part, _ in _parts(terms, turn))
    if abs(worth) <= _TOUCHING * size:
        return [turn]
    if worth * value(left) > 0:
        return []
    return [_bisected(value, left, turn), _bisected(value, turn, right)]


def _bisected(function: Callable[[float], float], left: float, right: float) -> float:
    positive = function(left) > 0
    for _ in range(_HALVINGS):
        middle = (left + right) / 2
        if middle in {left, right}:
            break
        if (function(middle) > 0) == positive:
            left = middle
        else:
            right = middle
    return (left + right) / 2
