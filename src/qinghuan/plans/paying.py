"""Several debts paid month by month, to the fen (docs/rules/creditors.md).

A month: every debt bears a twelfth of its yearly rate, rounded half up to the fen; each gets
its minimum; then what is left of the month's budget goes first to a debt that must get an
amount by a month, then to the others in the way asked for. The minimum of a debt that is
gone goes to the next. Money that a month leaves over is not carried into the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from qinghuan.errors import RuleError
from qinghuan.money import ZERO, Yuan, fen, from_fen, total
from qinghuan.plans.creditors import LONGEST, DebtMonth, pro_rata
from qinghuan.plans.several import HEURISTICS, YEAR, Capacity, Debt, Plan, Rules, Way

Wanted: TypeAlias = Sequence[Sequence[Yuan]]
"""What each debt should get, month by month."""
_LAST: Final = LONGEST + 1
_SPARE: Final = 2
"""Fen a month: half a fen of interest on either side, and the fen a wish was cut by."""


def heuristics(debts: Sequence[Debt], capacity: Capacity, rules: Rules) -> dict[Way, Plan]:
    """The plans that need no search, the simplest way first."""
    return {way: pay(debts, capacity, way, rules) for way in HEURISTICS}


def pay(
    debts: Sequence[Debt], capacity: Capacity, way: Way, rules: Rules, wanted: Wanted = ()
) -> Plan:
    """Pay ``debts`` until nothing is left, or until it is plain that it never will be.

    ``wanted`` guides ``least_cost``; what a month leaves over goes to the debt that it ends
    first. Raises :class:`RuleError` without a debt and for amounts below zero.
    """
    if not debts or any(min(one.balance, one.minimum, one.apr) < 0 for one in debts):
        raise RuleError("a plan needs debts, and no amount below zero")
    run = _Run(debts, capacity, way, rules, wanted)
    while any(run.balances) and not run.hopeless:
        run.month()
    return run.plan()


class _Run:
    """Balances in fen while they are being paid."""

    def __init__(
        self, debts: Sequence[Debt], capacity: Capacity, way: Way, rules: Rules, wanted: Wanted
    ) -> None:
        self.debts, self.way, self.rules, self.wanted = debts, way, rules, wanted
        self.year = [fen(capacity.at(month)) for month in range(1, YEAR + 1)]
        self.rates = [Fraction(debt.apr) / YEAR for debt in debts]
        self.minimums = [fen(debt.minimum) for debt in debts]
        self.balances = [fen(debt.balance) for debt in debts]
        self.must = [fen(one.must_pay.amount) if one.must_pay else 0 for one in debts]
        self.rows: list[list[tuple[int, int, int, int]]] = []
        self.over: list[int] = []
        self.missed: set[int] = set()
        self.spread = False
        self.late = [_last(wanted, place) for place in range(len(debts))]

    @property
    def hopeless(self) -> bool:
        """Nothing shrank within a year, or one debt bears more than any month can pay."""
        if len(self.rows) >= LONGEST:
            return True
        most = max(*self.year, sum(self.minimums))
        if any(rate * left > most for rate, left in zip(self.rates, self.balances, strict=True)):
            return True
        if len(self.rows) < YEAR:
            return False
        before = [one[0] for one in self.rows[-YEAR]]
        return all(new >= old for old, new in zip(before, self.balances, strict=True))

    def month(self) -> None:
        """Play one month."""
        number, opening = len(self.rows) + 1, self.balances
        interest = [_half_up(left * rate) for left, rate in zip(opening, self.rates, strict=True)]
        owed = [left + added for left, added in zip(opening, interest, strict=True)]
        least = [min(one, left) for one, left in zip(self.minimums, owed, strict=True)]
        paid, rest = list(least), self.year[(number - 1) % YEAR] - sum(least)
        if rest < 0:
            self.over.append(number)
        else:
            self._extra(owed, paid, rest)
        self.spread |= sum(more > one for more, one in zip(paid, least, strict=True)) > 1
        self.balances = [left - given for left, given in zip(owed, paid, strict=True)]
        self.rows.append(list(zip(opening, interest, paid, self.balances, strict=True)))
        self._note_must(number, paid)

    def _extra(self, owed: list[int], paid: list[int], rest: int) -> None:
        """Hand out what the minimums left of the month."""
        steps = [(place, up_to) for place, up_to in self._steps(owed, paid) if up_to > paid[place]]
        if self.rules.one_at_a_time and self.way != "pro_rata":
            steps = [(place, owed[place]) for place, _ in steps[:1]]
        for place, up_to in steps:
            more = max(0, min(rest, up_to - paid[place]))
            paid[place] += more
            rest -= more
        if self.way == "pro_rata":
            _share(owed, paid, rest)

    def _steps(self, owed: list[int], paid: list[int]) -> Iterator[tuple[int, int]]:
        """Which debt gets money next, and up to what it has got this month."""
        if self.way == "least_cost":
            yield from self._as_wanted(owed, paid)
        else:
            yield from ((place, min(owed[place], self.must[place])) for place in self._urgent())
        if self.way != "pro_rata":
            yield from ((place, owed[place]) for place in self._order())

    def _as_wanted(self, owed: list[int], paid: list[int]) -> list[tuple[int, int]]:
        """What was wanted; first of all a debt that should be gone, or be met, by now.

        A wish is cut to the fen and reckons with exact interest, so each gets a little more,
        at the cost of the debt that ends last; else a few fen would keep it open a month
        longer. With one debt at a time the largest payment beyond a minimum says which.
        """
        number = len(self.rows) + 1
        now = self.wanted[number - 1] if number <= len(self.wanted) else ()
        wishes = [
            (place, min(fen(wish) + _SPARE, owed[place])) for place, wish in enumerate(now) if wish
        ]
        if self.rules.one_at_a_time:
            return sorted(wishes, key=lambda one: paid[one[0]] - one[1])
        gone = [(place, owed[place]) for place in self._order() if self.late[place] <= number]
        met = [
            (place, min(owed[place], self.must[place]))
            for place, debt in enumerate(self.debts)
            if debt.must_pay and debt.must_pay.by_month == number
        ]
        return [*met, *gone, *sorted(wishes, key=lambda one: self._deadline(one[0]))]

    def _deadline(self, place: int) -> int:
        """The month in which the debt should end, or be met where that is only just wanted."""
        must = self.debts[place].must_pay
        if must is None or must.by_month <= len(self.rows):
            return self.late[place]
        planned = total(row[place] for row in self.wanted[: must.by_month])
        narrow = fen(planned - must.amount) <= _SPARE * must.by_month
        return min(must.by_month, self.late[place]) if narrow else self.late[place]

    def _urgent(self) -> list[int]:
        """Debts that must still get something, the nearest month first."""
        found = [
            (one.must_pay.by_month, place)
            for place, one in enumerate(self.debts)
            if one.must_pay and self.must[place] > 0
        ]
        return [place for _, place in sorted(found)]

    def _order(self) -> list[int]:
        """The debts in the order of the way; those that are gone take nothing."""
        left, places = self.balances, range(len(self.debts))
        if self.way == "avalanche":
            return sorted(places, key=lambda place: (-self.rates[place], left[place]))
        if self.way == "snowball":
            return sorted(places, key=lambda place: (left[place], -self.rates[place]))
        if self.way == "least_cost":
            return sorted(places, key=lambda place: (self.late[place], -self.rates[place]))
        return list(places)

    def _note_must(self, number: int, paid: list[int]) -> None:
        for place, debt in enumerate(self.debts):
            self.must[place] -= paid[place]
            due = debt.must_pay is not None and debt.must_pay.by_month == number
            if due and self.must[place] > 0 and self.balances[place]:
                self.missed.add(place)

    def plan(self) -> Plan:
        """What was played."""
        return Plan(
            way=self.way,
            rows=tuple(tuple(DebtMonth(*map(from_fen, one)) for one in row) for row in self.rows),
            ended=tuple(self._ended(place) for place in range(len(self.debts))),
            suits=tuple(self._suit(place) for place in range(len(self.debts))),
            over=tuple(self.over),
            missed=tuple(sorted(self.missed)),
            spread=self.spread and self.rules.one_at_a_time,
        )

    def _ended(self, place: int) -> int | None:
        unpaid = sum(1 for row in self.rows if row[place][3])
        if self.balances[place]:
            return None
        return unpaid + 1 if self.debts[place].balance else 0

    def _suit(self, place: int) -> Yuan:
        begins = self.rules.risk.begins(self.debts[place])
        if begins is None:
            return ZERO
        months = sum(1 for row in self.rows[begins - 1 :] if row[place][3])
        return months * self.rules.risk.monthly


def _share(owed: list[int], paid: list[int], rest: int) -> None:
    """``rest`` among all debts by what each still owes this month."""
    open_now = [left - given for left, given in zip(owed, paid, strict=True)]
    if rest <= 0 or not any(open_now):
        return
    shares = pro_rata(from_fen(rest), [from_fen(one) for one in open_now])
    for place, share in enumerate(shares):
        paid[place] += fen(share)


def _last(wanted: Wanted, place: int) -> int:
    """The last month in which the debt gets anything; behind all others when it gets nothing."""
    given = [month for month, row in enumerate(wanted, start=1) if row[place]]
    return max(given, default=_LAST)


def _half_up(amount: Fraction) -> int:
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)
