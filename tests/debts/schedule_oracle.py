"""A second way to make a schedule, from the text of the rule: slow, with fractions.

It shares nothing with the room it checks but the values of a request, as plain JSON.
"""

from __future__ import annotations

import calendar
import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

HALF = Fraction(1, 2)


def cents(amount):
    """A fraction of yuan as whole fen, half up."""
    return (amount * 100 + HALF) // 1


def month_later(day, months):
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def step(day, every, times):
    name, count = next(iter(every.items()))
    if name == "months":
        return month_later(day, count * times)
    return day + timedelta(days=count * times * (7 if name == "weeks" else 1))


def share_of_year(start, end, day_count, every, *, regular):
    name, count = next(iter(every.items()))
    if day_count == "30/360" and regular:
        length = {"months": Fraction(1, 12), "weeks": Fraction(1, 52), "days": Fraction(1, 360)}
        return count * length[name]
    if day_count == "30/360":
        first = min(start.day, 30)
        last = 30 if end.day == 31 and first == 30 else end.day
        months = (end.year - start.year) * 12 + end.month - start.month
        return Fraction(months * 30 + last - first, 360)
    return Fraction((end - start).days, 360 if day_count == "actual/360" else 365)


def due_days(request):
    start, every = date.fromisoformat(request["start"]), request["every"]
    first = request.get("first_due")
    anchor, ahead = (date.fromisoformat(first), 0) if first else (start, 1)
    return [start, *(step(anchor, every, ahead + row) for row in range(request["n"]))]


def rates(request):
    """The rate of each period, on what is left."""
    days, [(kind, value)] = due_days(request), request["rate"].items()
    found = []
    for start, end in pairwise(days):
        first = start == days[0] and request.get("first_due") is not None
        regular = not first or end == step(start, request["every"], 1)
        year = share_of_year(start, end, request["day_count"], request["every"], regular=regular)
        if kind == "annual":
            found.append(Fraction(value) * year)
        elif kind == "monthly":
            found.append(Fraction(value) * year * 12)
        elif kind == "daily":
            found.append(Fraction(value) * (end - start).days)
        else:
            found.append(Fraction(value))
    return found


def rows(request):
    """``(due, payment, principal, interest, balance)`` in fen; the regular payment or None."""
    shape, n = request["shape"], request["n"]
    left = cents(Fraction(request["principal"]))
    every_rate = [Fraction(0)] * n if shape == "interest_free" else rates(request)
    weights = weights_of(request)
    payment = None
    principal_of = {"equal_principal": cents(Fraction(left, 100 * n)), "interest_first": 0}.get(
        shape
    )
    if principal_of is None and shape != "custom":
        payment = level(left, every_rate, weights, Fraction(request.get("balloon", "0")))
    made = []
    for row, (due, rate) in enumerate(zip(due_days(request)[1:], every_rate, strict=True)):
        interest = cents(Fraction(left, 100) * rate)
        if row == n - 1:
            principal = left
        elif shape == "custom":
            principal = cents(Fraction(request["payments"][row])) - interest
        elif principal_of is not None:
            principal = principal_of
        else:
            principal = cents(payment * weights[row]) - interest
        if shape == "custom" and principal >= left + (row == n - 2) and row < n - 1:
            return None, None
        principal = min(principal, left)
        left -= principal
        made.append((due.isoformat(), principal + interest, principal, interest, left))
        if not left:
            break
    return made, None if payment is None else cents(payment)


def level(left, every_rate, weights, balloon):
    """The payment of weight one, to the fen."""
    growth, worth = Fraction(1), Fraction(0)
    for rate, weight in zip(reversed(every_rate), reversed(weights), strict=True):
        worth += weight * growth
        growth *= 1 + rate
    return Fraction(cents((Fraction(left, 100) * growth - balloon) / worth), 100)


def weights_of(request):
    n, given = request["n"], request.get("weights")
    if given is None:
        return [Fraction(1)] * n
    if isinstance(given, dict):
        return [Fraction(given.get(str(due.month), "0")) for due in due_days(request)[1:]]
    return [Fraction(one) for one in given]


def plan(seed):
    """One request of ``calc schedule``, the same for the same seed."""
    chance = random.Random(seed)
    n = chance.randrange(2, 40)
    principal = chance.randint(100_000, 9_000_000)
    start = date(2026, 1, 1) + timedelta(days=chance.randrange(1500))
    request = {
        "op": "schedule",
        "principal": f"{principal / 100:.2f}",
        "n": n,
        "start": start.isoformat(),
        "every": chance.choice([{"months": 1}] * 4 + [{"weeks": 2}, {"months": 3}, {"days": 30}]),
        "day_count": chance.choice(["30/360", "actual/365", "actual/360"]),
        "rate": chance.choice(
            [
                {"annual": f"{chance.randint(0, 360) / 1000}"},
                {"monthly": f"{chance.randint(1, 30) / 1000}"},
                {"daily": f"{chance.randint(1, 9) / 10000:.4f}"},
                {"period": f"{chance.randint(1, 40) / 1000}"},
            ]
        ),
        "shape": chance.choice(
            ["equal_payment"] * 3
            + ["equal_principal", "interest_free", "interest_first", "balloon"]
            + ["stepped", "seasonal", "custom"]
        ),
    }
    if chance.random() < 0.3:
        later = start + timedelta(days=chance.randrange(3, 80))
        request["first_due"] = later.isoformat()
    if request["shape"] == "balloon":
        request["balloon"] = f"{principal * chance.randint(5, 60) / 10_000:.2f}"
    if request["shape"] == "stepped":
        request["weights"] = [str(chance.randint(1, 5)) for _ in range(n)]
    if request["shape"] == "seasonal":
        request["weights"] = {str(month): str(chance.randint(1, 4)) for month in range(1, 13)}
    if request["shape"] == "custom":
        each = Fraction(principal, 100 * n) * Fraction(chance.randint(60, 95), 100)
        request["payments"] = [f"{float(each) + 0.37 * row:.2f}" for row in range(n - 1)]
    return request
