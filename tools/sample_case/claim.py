"""What the platform claims on 花呗, what the contract gives, and the three faults between.

    right      the contract: payment credited, each fee once, penalty on principal alone
    claimed    the same with three faults put in

All in whole fen, by the terms of the sample's contract: 0.0005 a day on overdue principal
from the day after the due date through the day of the claim, simple; a payment goes to
penalty interest, then to the instalment fee, then to principal, the oldest bill first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sample_case.credit import (
    INSTALMENT,
    INSTALMENT_FEE,
    PENALTY_PER_DAY,
    REPAID,
    REPAID_ON,
    Due,
    exact,
    instalments_in,
)
from sample_case.rows import TODAY

FIRST_UNPAID = date(2026, 8, 20)


@dataclass(frozen=True)
class Sums:
    """Fen by part."""

    principal: int
    fee: int
    penalty: int

    @property
    def total(self) -> int:
        """All parts."""
        return self.principal + self.fee + self.penalty


@dataclass(frozen=True)
class Faults:
    """The faults in the claim, each as fen it adds, in the order in which they are taken out."""

    penalty_on_fee: int
    fee_twice: int
    payment: int
    """The payment itself and the penalty interest on the principal it settled."""

    @property
    def total(self) -> int:
        """All three."""
        return self.penalty_on_fee + self.fee_twice + self.payment


def unpaid(dues: Sequence[Due]) -> list[Due]:
    """The bills that were not paid."""
    return [due for due in dues if due.on >= FIRST_UNPAID]


def not_yet_due() -> int:
    """Principal of the instalments after today."""
    return (12 - instalments_in(date(TODAY.year, TODAY.month, 10))) * INSTALMENT


def uncredited(dues: Sequence[Due]) -> Sums:
    """What the terms give if the payment is left out."""
    late = unpaid(dues)
    penalty = sum(exact(due.principal, PENALTY_PER_DAY) * (TODAY - due.on).days for due in late)
    return Sums(sum(due.principal for due in late), sum(due.fee for due in late), penalty)


def right(dues: Sequence[Due]) -> Sums:
    """What the terms give, the payment credited on its day."""
    first = unpaid(dues)[0]
    until = exact(first.principal, PENALTY_PER_DAY) * (REPAID_ON - first.on).days
    principal_paid = REPAID - until - first.fee
    left = first.principal - principal_paid
    since = exact(left, PENALTY_PER_DAY) * (TODAY - REPAID_ON).days
    rest = uncredited(unpaid(dues)[1:])
    return Sums(left + rest.principal, rest.fee, since + rest.penalty)


def claimed(dues: Sequence[Due]) -> Sums:
    """What the platform claims."""
    plain, late = uncredited(dues), unpaid(dues)
    on_fee = sum(exact(due.fee, PENALTY_PER_DAY) * (TODAY - due.on).days for due in late)
    return Sums(plain.principal, plain.fee + INSTALMENT_FEE, plain.penalty + on_fee)


def faults(dues: Sequence[Due]) -> Faults:
    """What each fault adds to the claim."""
    plain = uncredited(dues)
    return Faults(
        penalty_on_fee=claimed(dues).penalty - plain.penalty,
        fee_twice=INSTALMENT_FEE,
        payment=plain.total - right(dues).total,
    )
