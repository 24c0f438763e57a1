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

import calendar
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from functools import partial
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeGuard

import pyxirr

from qinghuan.dates import DayCount, add_months, year_fraction
from qinghuan.debts.periods import MONTH, Unit
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
_WIDTH: Final = 1e-7
_POLISHING: Final = 3
_BOND_MONTH: Final = 30
_HALF_MONTH: Final = 15
_WEEK: Final = 7
_YEAR: Final = 365
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
    roots = list(_roots(terms))
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
    if method == "irr" and times == _COUNTED[: len(times)]:
        if not _once(amounts) or (rate := pyxirr.irr(amounts, silent=True)) is None:
            return None
        worth_at = partial(_npv, amounts)
        per_year = float((unit or MONTH).per_year)
    elif method in {"xirr", "aprc"} and day_count == "actual/365" and _ordered_days(times):
        if not _once(amounts) or (rate := pyxirr.xirr(times, amounts, silent=True)) is None:
            return None
        worth_at = partial(_xnpv, times, amounts)
        per_year = 1.0
    else:
        return None
    if rate <= -1:
        return None
    rate, sure = _polished(rate, worth_at, max(map(abs, amounts)))
    if not sure:
        return None
    given = _given(rate)
    nominal = given if per_year == 1 else _given(rate * per_year)
    effective = given if per_year == 1 else _within_a_year(rate, per_year)
    return AnnualRate(given, nominal, effective, (given,))


_COUNTED: Final = tuple(Decimal(place) for place in range(1300))


def _npv(amounts: list[float], rate: float) -> float:
    worth = pyxirr.npv(rate, amounts)
    return math.nan if worth is None else worth


def _xnpv(times: Sequence[date], amounts: list[float], rate: float) -> float:
    worth = pyxirr.xnpv(rate, times, amounts)
    return math.nan if worth is None else worth


def _polished(
    rate: float, worth_at: Callable[[float], float], largest: float
) -> tuple[float, bool]:
    """``rate`` after secant steps where it was not exact yet, and whether it is one."""
    worth = worth_at(rate)
    for _ in range(_POLISHING):
        if abs(worth) <= _EXACT * largest:
            break
        width = _WIDTH * max(1.0, abs(rate))
        slope = (worth_at(rate + width) - worth) / width
        if not slope:
            break
        rate -= worth / slope
        worth = worth_at(rate)
    return rate, abs(worth) <= _HAIR * largest


def _once(amounts: Sequence[float]) -> bool:
    """Whether the sign changes at most once."""
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
        chosen = unit or _common_unit(flows)
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


def _first_day(flows: Sequence[Flow]) -> date:
    """The earliest day; any day where none has one. Raises where only some have one."""
    days = [flow.time for flow in flows if isinstance(flow.time, date)]
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


def unit_periods(start: date, end: date, unit: Unit) -> tuple[int, Decimal]:
    """Whole periods from ``start`` to ``end``, and the odd days as a fraction of one.

    Counted back from ``end``; a month of the fraction has 30 days (US Regulation Z,
    appendix J (b)(5)).
    """
    if unit.name in {"days", "weeks"}:
        length = unit.count * (_WEEK if unit.name == "weeks" else 1)
        whole, rest = divmod((end - start).days, length)
        return whole, Decimal(rest) / length
    if unit.name == "half_months":
        months, days = _months_back(start, end)
        halves, rest = divmod(days, _HALF_MONTH)
        whole, odd = divmod(2 * months + min(halves, 1), unit.count)
        rest = days - _HALF_MONTH * min(halves, 1)
        return whole, Decimal(odd * _HALF_MONTH + rest) / (_HALF_MONTH * unit.count)
    size = unit.count * (_MONTHS if unit.name == "years" else 1)
    months, days = _months_back(start, end)
    whole, odd = divmod(months, size)
    if unit.name == "years":
        last = add_months(end, -whole * size)
        return whole, Decimal((last - start).days) / _YEAR
    return whole, Decimal(odd * _BOND_MONTH + days) / (_BOND_MONTH * size)


def _months_back(start: date, end: date) -> tuple[int, int]:
    """Whole months from ``end`` back to ``start``, and the days that remain."""
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    while months > 0 and _back(end, months, start) < start:
        months -= 1
    return months, (_back(end, months, start) - start).days


def _back(end: date, months: int, start: date) -> date:
    """``months`` before ``end``; the end of a short month stands for the day of ``start``."""
    day = add_months(end, -months)
    if (end + timedelta(days=1)).day == 1 and start.day > end.day:
        day = day.replace(day=min(start.day, calendar.monthrange(day.year, day.month)[1]))
    return day


def _common_unit(flows: Sequence[Flow]) -> Unit:
    """The interval that occurs most often between the days, as a unit; else a month."""
    days = sorted({flow.time for flow in flows if isinstance(flow.time, date)})
    counted: dict[Unit, int] = {}
    for before, after in pairwise(days):
        unit = _interval(before, after)
        counted[unit] = counted.get(unit, 0) + 1
    if not counted:
        return MONTH
    return max(counted, key=lambda unit: (counted[unit], unit.per_year))


def _interval(before: date, after: date) -> Unit:
    for months in (1, 2, 3, 6):
        if after in {add_months(before, months), _month_end(before, months)}:
            return Unit("months", months)
    if after == add_months(before, _MONTHS):
        return Unit("years")
    days = (after - before).days
    return Unit("weeks", days // _WEEK) if days % _WEEK == 0 else Unit("days", days)


def _month_end(before: date, months: int) -> date | None:
    ends = (before + timedelta(days=1)).day == 1
    return add_months(before + timedelta(days=1), months) - timedelta(days=1) if ends else None


def _quick(flows: Sequence[Flow], method: Method, day_count: DayCount) -> float | None:
    """What pyxirr finds, where it counts as ``method`` does: of several, the one that is meant."""
    days = [flow.time for flow in flows if isinstance(flow.time, date)]
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


def _value(terms: Sequence[_Term], log: float) -> float:
    """The sum at ln(1 + rate) = ``log``; below nothing at the last time, so that it stays small."""
    rate = math.expm1(log)
    middle = terms[-1].whole if log < 0 else 0.0
    return math.fsum(
        amount * math.exp(-log * (whole - middle)) / (1.0 + odd * rate)
        for amount, whole, odd in terms
    )


def _roots(terms: Sequence[_Term]) -> Iterator[float]:
    """Every rate at which the sum crosses nothing, ascending."""
    function: Callable[[float], float] = lambda log: _value(terms, log)  # noqa: E731
    before, left = function(_LOOKED_AT[0]), _LOOKED_AT[0]
    for right in _LOOKED_AT[1:]:
        after = function(right)
        if after == 0:
            yield math.expm1(right)
        elif before and (before > 0) != (after > 0):
            yield math.expm1(_bisected(function, left, right))
        before, left = after, right


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
