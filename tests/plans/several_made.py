"""Several debts drawn from a seed, and a check of a plan that shares no code with the rules."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from qinghuan.plans.several import Capacity, Debt, MustPay, Risk, Rules

FEN = Decimal("0.01")
RISK = Risk(Decimal("0.02"), 90, Decimal("500.00"))


def drawn(seed):
    """Up to six debts, a budget by the month that is nearly always enough, and rules."""
    draw = random.Random(seed)
    debts = [_debt(draw) for _ in range(draw.randint(1, 6))]
    least = sum(debt.minimum for debt in debts)
    budget = least + sum(debt.balance for debt in debts) * draw.randint(2, 8) / 100
    if draw.random() < 0.5:
        capacity = Capacity.even(budget.quantize(FEN))
    else:
        by_month = {m: (budget * draw.randint(8, 16) / 10).quantize(FEN) for m in range(1, 13)}
        capacity = Capacity(by_month, draw.randint(1, 12))
    return debts, capacity, Rules(one_at_a_time=draw.random() < 0.3, risk=RISK)


def _debt(draw):
    balance = Decimal(draw.randint(10_000, 2_000_000)).scaleb(-2)
    apr = Decimal(draw.choice([0, draw.randint(300, 3600)])).scaleb(-4)
    minimum = Decimal(draw.choice([0, draw.randint(1_000, 20_000)])).scaleb(-2)
    must = None
    if draw.random() < 0.2:
        share = (balance * draw.randint(1, 9) / 10).quantize(FEN)
        must = MustPay(share, draw.randint(3, 24))
    return Debt(balance, apr, minimum, must, days_late=draw.choice([0, 0, 30, 100]))


def faults(plan, debts, capacity, rules):
    """What is wrong with ``plan``, kept again by hand in Decimal."""
    wrong = []
    left, got = [debt.balance for debt in debts], [Decimal(0)] * len(debts)
    interest = suit = Decimal(0)
    for month, row in enumerate(plan.rows, start=1):
        above = 0
        for place, (debt, one) in enumerate(zip(debts, row, strict=True)):
            added = (left[place] * debt.apr / 12).quantize(FEN, ROUND_HALF_UP)
            owed = left[place] + added
            if (one.opening, one.interest) != (
                left[place],
                added,
            ) or one.balance != owed - one.paid:
                wrong.append(f"month {month}, debt {place}: a fen appeared or disappeared")
            if not min(debt.minimum, owed) <= one.paid <= owed:
                wrong.append(f"month {month}, debt {place}: less than the minimum or too much")
            above += one.paid > debt.minimum
            left[place], got[place] = one.balance, got[place] + one.paid
            interest += added
            late = debt.days_late > 0 and debt.days_late + 30 * month > rules.risk.after_days
            suit += rules.risk.chance * rules.risk.cost if late and left[place] else 0
            must = debt.must_pay
            if must and must.by_month == month and left[place] and got[place] < must.amount:
                wrong.append(f"debt {place} was not met in time")
        if sum(one.paid for one in row) > capacity.at(month):
            wrong.append(f"month {month}: above what it can carry")
        if rules.one_at_a_time and above > 1:
            wrong.append(f"month {month}: several debts above their minimum")
    if any(left) or (plan.interest, plan.suit) != (interest, suit):
        wrong.append("something is left, or the sums are wrong")
    return wrong


def small(seed):
    """Three debts without interest, and the least they can cost, by trying everything."""
    draw = random.Random(seed)
    balances = [draw.randint(1, 12) * 10 for _ in range(3)]
    late = [draw.random() < 0.7 for _ in balances]
    budget = draw.randint(4, 9) * 10
    debts = [
        Debt(Decimal(f"{size}.00"), Decimal(0), days_late=100 if is_late else 0)
        for size, is_late in zip(balances, late, strict=True)
    ]
    least = cheapest_on_a_grid(balances, late, budget, 10, int(RISK.monthly))
    return debts, Capacity.even(Decimal(f"{budget}.00")), Rules(risk=RISK), least


def cheapest_on_a_grid(balances, late, budget, step, monthly):
    """The least expected cost of suits without interest, by trying everything; ``step`` yuan.

    ``late``: for each debt whether a month in which something is left of it costs ``monthly``.
    """
    memory = {}

    def best(left):
        if not any(left):
            return 0
        if left not in memory:
            memory[left] = min(
                sum(monthly for one, is_late in zip(after, late, strict=True) if one and is_late)
                + best(after)
                for after in _after(left, budget, step)
            )
        return memory[left]

    return best(tuple(balances))


def _after(left, budget, step):
    spent = min(budget, sum(left))
    for paid in product(*(range(0, min(one, spent) + 1, step) for one in left)):
        if sum(paid) == spent:
            yield tuple(one - given for one, given in zip(left, paid, strict=True))
