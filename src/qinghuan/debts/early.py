"""What it costs to settle an instalment debt early, in each of the three ways contracts know.

Which way holds is for the contract to say; where it is unknown all three stand side by side
and are a question to the creditor (docs/rules/schedule.md). Interest on what is left runs to
the day of settlement and no further, by law unless agreed otherwise; only a contract under
which everything is due says otherwise. What is late besides is no part of this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from qinghuan import policy
from qinghuan.debts.entries import EarlySettlement
from qinghuan.debts.plan import Row, Schedule
from qinghuan.errors import CannotBe
from qinghuan.explained import Explained
from qinghuan.money import ZERO, Yuan, as_decimal, rounded
from qinghuan.policy import Sourced
from qinghuan.words import Text

_SHOWN: Final = Decimal("0.0001")
WAYS: Final[tuple[EarlySettlement, ...]] = ("fee_refunded", "unbilled_waived", "all_due")


@dataclass(frozen=True, slots=True)
class Settling:
    """What is paid to be free of the debt on the day. Yuan."""

    way: EarlySettlement
    principal: Explained[Yuan]
    interest: Explained[Yuan]
    """Of the rows that fell due and of the days since."""
    fee: Explained[Yuan]
    """Of the instalments; below zero where more was paid than was used."""
    total: Explained[Yuan]
    """Never below zero."""
    saved: Yuan
    """Against paying every row that is left, charge for settling included."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the plan stands when it is settled."""

    on: date
    paid: int
    """Rows paid in full, from the first."""
    billed: int
    """Rows whose bill was issued, from the first."""
    charge: Yuan = ZERO
    """Charged for settling early, by the contract."""
    whole_period: bool = False
    """Whether the contract charges the running period in full (不足一期按一期)."""


def settle(plan: Schedule, standing: Standing, way: EarlySettlement) -> Settling:
    """The cost of settling ``plan`` where it is ``standing``, if the contract says ``way``.

    Raises :class:`CannotBe` when no row is left, when the day lies before the money was paid
    out, or when the plan puts the interest of some rows on others.
    """
    rows = _left(plan, standing)
    principal = _principal(rows)
    interest = _interest(plan, standing, way)
    fee = _fee(plan, standing, way)
    due = principal.value + interest.value + fee.value + standing.charge
    total = Explained(
        max(ZERO, due),
        Text(
            "debts.early.total",
            principal=principal.value,
            interest=interest.value,
            fee=fee.value,
            charge=standing.charge,
            amount=max(ZERO, due),
        ),
        inputs={"principal": principal, "interest": interest, "fee": fee},
    )
    kept_to = sum((rounded(row.payment) for row in rows), ZERO)
    return Settling(way, principal, interest, fee, total, kept_to - total.value)


def _left(plan: Schedule, standing: Standing) -> Sequence[Row]:
    if standing.on < plan.plan.start:
        raise CannotBe("before_start")
    if not 0 <= standing.paid < len(plan.rows):
        raise CannotBe("nothing_left")
    graced = plan.plan.grace and plan.plan.interest_of_grace == "spread"
    if graced or plan.plan.first_period == "spread":
        raise CannotBe("interest_elsewhere")
    return plan.rows[standing.paid :]


def _principal(rows: Sequence[Row]) -> Explained[Yuan]:
    amount = sum((rounded(row.principal) for row in rows), ZERO)
    return Explained(amount, Text("debts.early.principal", rows=len(rows), amount=amount))


def _interest(plan: Schedule, standing: Standing, way: EarlySettlement) -> Explained[Yuan]:
    """The interest of what is left, to the day; of every row where everything is due."""
    left = plan.rows[standing.paid :]
    if way == "all_due":
        amount = sum((rounded(row.interest) for row in left), ZERO)
        return Explained(amount, Text("debts.early.interest_all", amount=amount))
    fallen = sum((rounded(row.interest) for row in left if row.due <= standing.on), ZERO)
    running = _running(plan, standing)
    amount = fallen + running
    return Explained(
        amount,
        Text("debts.early.interest_to_day", fallen=fallen, running=running, on=standing.on),
        inputs={"fallen": fallen, "running": running},
        parameters=_rules(standing.on),
    )


def _rules(on: date) -> tuple[Sourced, ...]:
    found = policy.look_up("civil_code.loan_rules", on)
    return (found,) if isinstance(found, Sourced) else ()


def _running(plan: Schedule, standing: Standing) -> Yuan:
    """The interest of the period that runs on the day, by its days; it may be paid ahead."""
    starts = plan.plan.start
    for row in plan.rows:
        if row.due > standing.on:
            if row.n <= standing.paid:
                return ZERO
            if standing.whole_period and standing.on > starts:
                return rounded(row.interest)
            share = Fraction((standing.on - starts).days, (row.due - starts).days)
            return rounded(as_decimal(Fraction(row.interest) * share))
        starts = row.due
    return ZERO


def _fee(plan: Schedule, standing: Standing, way: EarlySettlement) -> Explained[Yuan]:
    fees = [rounded(row.fee) for row in plan.rows]
    paid = sum(fees[: standing.paid], ZERO)
    if way == "all_due":
        amount = sum(fees, ZERO) - paid
        return Explained(amount, Text("debts.early.fee_all", amount=amount))
    if way == "unbilled_waived":
        billed = max(standing.billed, standing.paid)
        amount = sum(fees[standing.paid : billed], ZERO)
        return Explained(amount, Text("debts.early.fee_billed", rows=billed, amount=amount))
    used = _used(plan, standing.on)
    earned = rounded(as_decimal(Fraction(sum(fees, ZERO)) * used))
    return Explained(
        earned - paid,
        Text("debts.early.fee_used", whole=sum(fees, ZERO), share=_shown(used), paid=paid),
        inputs={"whole": sum(fees, ZERO), "earned": earned, "paid": paid},
    )


def _shown(share: Fraction) -> Decimal:
    """``share`` as it is read: to a hundredth of a percent; the figure itself stays exact."""
    return rounded(as_decimal(share), step=_SHOWN)


def _used(plan: Schedule, on: date) -> Fraction:
    """The share of the plan's days that have passed."""
    whole = (plan.rows[-1].due - plan.plan.start).days
    return min(Fraction(1), Fraction((on - plan.plan.start).days, whole))


def compare(plan: Schedule, standing: Standing) -> tuple[Settling, ...]:
    """All three ways, the cheapest first."""
    found = [settle(plan, standing, way) for way in WAYS]
    return tuple(sorted(found, key=lambda one: (one.total.value, WAYS.index(one.way))))
