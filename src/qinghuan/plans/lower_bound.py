"""What no plan for several debts can avoid, known without a solver (docs/rules/creditors.md).

Without minimums, and with nothing but the budget in the way, paying the highest rate first
costs the least interest. And in the first months only so many late debts can be gone: the
smallest ones, as many as the money so far would pay even without interest.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from typing import Final

from qinghuan.money import ZERO, Yuan, rounded
from qinghuan.plans.several import YEAR, Capacity, Debt, Rules

_EXACT: Final = Context(prec=40)
_HALF_FEN: Final = Decimal("0.005")


def unavoidable(debts: Sequence[Debt], capacity: Capacity, rules: Rules, months: int) -> Yuan:
    """The least that any plan of at most ``months`` costs in interest and expected suits."""
    interest = _interest(debts, capacity, months) - _rounding(debts, months)
    return rounded(max(ZERO, interest), "down") + _suits(debts, capacity, rules, months)


def _interest(debts: Sequence[Debt], capacity: Capacity, months: int) -> Decimal:
    """Of the highest rate first, no month rounded, no minimum kept."""
    ranked = sorted(debts, key=lambda debt: -debt.apr)
    rates = [_EXACT.divide(debt.apr, Decimal(YEAR)) for debt in ranked]
    left, borne = [debt.balance for debt in ranked], Decimal(0)
    for month in range(1, months + 1):
        rest = capacity.at(month)
        for place, rate in enumerate(rates):
            grown = _EXACT.multiply(left[place], rate)
            borne = _EXACT.add(borne, grown)
            owed = _EXACT.add(left[place], grown)
            paid = min(rest, owed)
            left[place], rest = _EXACT.subtract(owed, paid), rest - paid
    return borne


def _rounding(debts: Sequence[Debt], months: int) -> Decimal:
    """The most that rounding down half a fen each month can save, interest on it included."""
    saved = Decimal(0)
    for debt in debts:
        if debt.apr and debt.balance:
            rate = _EXACT.divide(debt.apr, Decimal(YEAR))
            growth = _EXACT.power(1 + rate, months)
            saved += _HALF_FEN * _EXACT.divide(growth - 1, rate)
    return saved


def _suits(debts: Sequence[Debt], capacity: Capacity, rules: Rules, months: int) -> Yuan:
    """Month by month, the late debts that the money so far cannot have paid."""
    late = [(debt.balance, rules.risk.begins(debt)) for debt in debts if debt.balance]
    so_far, count = ZERO, 0
    for month in range(1, months + 1):
        so_far += capacity.at(month)
        threatened = sorted(size for size, begins in late if begins and begins <= month)
        gone, spent = 0, ZERO
        for size in threatened:
            spent += size
            gone += spent <= so_far
        count += len(threatened) - gone
    return count * rules.risk.monthly
