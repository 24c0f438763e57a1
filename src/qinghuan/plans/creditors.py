"""Several creditors: shares of one amount, and the order in which debts are paid off.

A month: every debt bears a twelfth of its yearly rate, then each gets its minimum, then
what is left of the budget goes to one debt after another, in the order asked for. The
budget stays the same, so that the minimum of a debt that is gone goes to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final, Literal, NamedTuple

from qinghuan.errors import RuleError
from qinghuan.explained import Explained, Input
from qinghuan.money import ZERO, Yuan, fen, from_fen, rounded
from qinghuan.words import Text

Residue = Literal["none", "largest"]
PayOrder = Literal["avalanche", "snowball", "minimums", "given"]

LONGEST: Final = 1200
"""Months: a hundred years."""
_EXACT: Final = Context(prec=40)
_MONTHS: Final = 12
_NOTHING: Final = Decimal(0)


class NeverPaidOff(RuleError):
    """The budget does not even keep up with the interest."""


def pro_rata(available: Yuan, debts: Sequence[Yuan], residue: Residue = "largest") -> list[Yuan]:
    """``available`` divided among ``debts`` in proportion, each share rounded half up.

    ``residue``: what rounding left over or took too much stays open (``none``), or goes fen
    by fen to the debts whose exact share was cut most (``largest``), so that the offers sum
    to ``available``. Never more than a debt. Raises :class:`RuleError` for amounts below
    zero or no debt above it.
    """
    whole = sum(debts, ZERO)
    if available < 0 or any(debt < 0 for debt in debts) or not whole:
        raise RuleError("shares need amounts, and at least one debt above zero")
    if available >= whole:
        return list(debts)
    exact = [_EXACT.divide(available * debt, whole) for debt in debts]
    offers = [rounded(share) for share in exact]
    if residue == "largest":
        _give_residue(offers, exact, available, debts)
    return offers


def why_share(available: Yuan, debts: Sequence[Yuan], place: int, offer: Yuan) -> Explained[Yuan]:
    """How the ``offer`` to the debt at ``place`` came about."""
    whole = sum(debts, ZERO)
    if available >= whole:
        return Explained(offer, Text("plans.why.share_whole", amount=offer))
    words = Text(
        "plans.why.share", available=available, debt=debts[place], whole=whole, amount=offer
    )
    exact = _EXACT.divide(available * debts[place], whole)
    return Explained(offer, words, {"before_rounding": exact})


def _give_residue(
    offers: list[Yuan], exact: Sequence[Decimal], available: Yuan, debts: Sequence[Yuan]
) -> None:
    """Move single fen until the sum is right: where rounding had moved most the other way."""
    left = fen(available - sum(offers, ZERO))
    step = 1 if left > 0 else -1
    by_gap = sorted(range(len(offers)), key=lambda place: step * (offers[place] - exact[place]))
    while left:
        for place in by_gap:
            changed = offers[place] + from_fen(step)
            if left and ZERO <= changed <= debts[place]:
                offers[place] = changed
                left -= step


class Owed(NamedTuple):
    """One debt to be paid off. Yuan; the yearly rate as a fraction."""

    balance: Decimal
    apr: Decimal
    minimum: Decimal = ZERO
    minimum_rate: Decimal = Decimal(0)
    """The minimum as a share of the balance at the beginning of the month, if above ``minimum``."""


class DebtMonth(NamedTuple):
    """One debt in one month."""

    opening: Decimal
    interest: Decimal
    paid: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class PaidOff:
    """How long it takes and what it costs."""

    months: int | None
    """None: not paid off within the months looked at."""
    rows: tuple[tuple[DebtMonth, ...], ...]
    """A month each, the debts in the order given."""
    ended: tuple[int | None, ...]
    """The month in which each debt was paid off."""

    @property
    def total_interest(self) -> Decimal:
        """All interest, as exact as the months were."""
        return sum((debt.interest for row in self.rows for debt in row), _NOTHING)

    @property
    def total_paid(self) -> Decimal:
        """All payments."""
        return sum((debt.paid for row in self.rows for debt in row), _NOTHING)


def pay_off(  # noqa: PLR0913 (debts, order, and what may be asked besides)
    debts: Sequence[Owed],
    order: PayOrder,
    *,
    extra: Decimal = ZERO,
    budget: Decimal | None = None,
    months: int | None = None,
    step: Decimal | None = None,
) -> PaidOff:
    """Pay ``debts`` month by month with the minimums and ``extra``, or with ``budget`` in all.

    ``months``: look no further. ``step``: round interest and minimums of a month to it.
    Raises :class:`NeverPaidOff` when it would never end, and :class:`RuleError` for a
    budget below the minimums.
    """
    whole = _budget(debts, extra, budget)
    if budget is not None and budget < sum((debt.minimum for debt in debts), ZERO):
        raise RuleError("the budget is below the minimums")
    round_off = _rounding(step)
    balances, rows = [debt.balance for debt in debts], list[tuple[DebtMonth, ...]]()
    ended: list[int | None] = [0 if not balance else None for balance in balances]
    for month in range(1, (months or LONGEST) + 1):
        if not any(balances):
            break
        before = list(balances)
        rows.append(_month(debts, balances, order, whole, round_off))
        for place, balance in enumerate(balances):
            if not balance and ended[place] is None:
                ended[place] = month
        if months is None and any(balances) and _hopeless(before, balances, order):
            raise NeverPaidOff("the debts grow or stand still")
    done = not any(balances)
    if not done and months is None:
        raise NeverPaidOff("not paid off in a hundred years")
    return PaidOff(len(rows) if done else None, tuple(rows), tuple(ended))


def why_interest(found: PaidOff) -> Explained[Yuan]:
    """What the interest adds up to, debt by debt."""
    of_debts: dict[str, Input] = {
        f"debt {place}": rounded(sum((row[place].interest for row in found.rows), _NOTHING))
        for place in range(len(found.ended))
    }
    amount = rounded(found.total_interest)
    words = Text("plans.why.total_interest", months=len(found.rows), amount=amount)
    return Explained(amount, words, of_debts)


def _hopeless(before: Sequence[Decimal], after: Sequence[Decimal], order: PayOrder) -> bool:
    """Whether nothing shrinks: with minimums alone each debt for itself, else all together."""
    if order == "minimums":
        pairs = zip(before, after, strict=True)
        return any(new >= old for old, new in pairs if old) and sum(after) >= sum(before)
    return sum(after) >= sum(before) and all(
        new >= old for old, new in zip(before, after, strict=True) if old
    )


def _budget(debts: Sequence[Owed], extra: Decimal, budget: Decimal | None) -> Decimal:
    if budget is not None:
        return budget
    return sum((debt.minimum for debt in debts), ZERO) + extra


def _rounding(step: Decimal | None) -> Callable[[Decimal], Decimal]:
    if step is None:
        return lambda amount: amount
    return lambda amount: rounded(amount, step=step)


def _month(
    debts: Sequence[Owed],
    balances: list[Decimal],
    order: PayOrder,
    budget: Decimal,
    round_off: Callable[[Decimal], Decimal],
) -> tuple[DebtMonth, ...]:
    opening = list(balances)
    interest = [
        round_off(_EXACT.divide(balance * debt.apr, Decimal(_MONTHS)))
        for debt, balance in zip(debts, balances, strict=True)
    ]
    owed = [balance + added for balance, added in zip(balances, interest, strict=True)]
    wanted = [
        max(debt.minimum, round_off(debt.minimum_rate * balance))
        for debt, balance in zip(debts, opening, strict=True)
    ]
    paid = [min(least, left) for least, left in zip(wanted, owed, strict=True)]
    if order != "minimums":
        rest = budget - sum(paid, _NOTHING)
        for place in _targets(debts, opening, order):
            more = min(max(rest, _NOTHING), owed[place] - paid[place])
            paid[place] += more
            rest -= more
    balances[:] = [left - given for left, given in zip(owed, paid, strict=True)]
    return tuple(
        DebtMonth(*one) for one in zip(opening, interest, paid, list(balances), strict=True)
    )


def _targets(debts: Sequence[Owed], balances: Sequence[Decimal], order: PayOrder) -> list[int]:
    places = [place for place, balance in enumerate(balances) if balance]
    if order == "avalanche":
        return sorted(places, key=lambda place: (-debts[place].apr, balances[place]))
    if order == "snowball":
        return sorted(places, key=lambda place: (balances[place], -debts[place].apr))
    return places
