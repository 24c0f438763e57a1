"""What can happen to a debt in the ledger. Yuan; every event takes effect on its day.

Within a day the fixed rank of the kinds decides, then the content: the order in which
events are given never matters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from qinghuan.debts.allocation import Order, agreed
from qinghuan.debts.changes import EVERYTHING_THAT_ACCRUES, Accruing
from qinghuan.debts.entries import Compounding, DayCount, Part, PenaltyBase
from qinghuan.debts.periods import MONTH, Unit
from qinghuan.money import FEN, ZERO, Yuan

BASES: Final[dict[PenaltyBase, frozenset[Part]]] = {
    "overdue_principal": frozenset({"principal"}),
    "overdue_principal_and_interest": frozenset({"principal", "interest"}),
    "whole_balance": frozenset({"principal", "interest", "instalment_fee"}),
}
"""The parts each base holds; the whole balance also takes what is not late."""
Ordering: TypeAlias = Callable[[date, int], Order]
"""The order of a payment on a day on which the debt is so many days past due."""


@dataclass(frozen=True, slots=True)
class Drawdown:
    """Money was paid out; it is principal that is not due yet."""

    on: date
    amount: Yuan


@dataclass(frozen=True, slots=True)
class Due:
    """An amount falls due. Without ``interest`` what accrued since the last one falls due."""

    on: date
    principal: Yuan = ZERO
    interest: Yuan | None = None
    instalment_fee: Yuan = ZERO
    minimum: Yuan | None = None
    """What must be paid in time to avoid the late fee."""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """The creditor adds a charge; it is due at once."""

    on: date
    part: Part
    amount: Yuan
    entry: str = ""


@dataclass(frozen=True, slots=True)
class StatedRest:
    """The creditor states principal not due yet: part of a whole-balance base, of no sum."""

    on: date
    amount: Yuan


@dataclass(frozen=True, slots=True)
class RateChange:
    """Another rate from the next day on; None leaves a rate as it is."""

    on: date
    rate: Fraction | None = None
    """Ordinary rate a day."""
    penalty: Fraction | None = None
    """Penalty rate a day."""
    count: DayCount = "actual/365"
    """How the days of ``rate`` are counted."""
    penalty_count: DayCount = "actual/365"


@dataclass(frozen=True, slots=True)
class Freeze:
    """These parts stop accruing after ``on``, through ``until`` or for good."""

    on: date
    until: date | None = None
    what: frozenset[Accruing] = frozenset(EVERYTHING_THAT_ACCRUES)


@dataclass(frozen=True, slots=True)
class Holiday:
    """Nothing falls due and nothing is late after ``on`` through ``until``."""

    on: date
    until: date
    interest: Literal["runs", "stops"] = "runs"


@dataclass(frozen=True, slots=True)
class Postponement:
    """The bill due on ``first`` moves to ``to``, and every later one by as much (顺延).

    By whole months where the day of the month stays the same, else by days.
    """

    on: date
    first: date
    to: date


@dataclass(frozen=True, slots=True)
class Acceleration:
    """Everything falls due."""

    on: date


@dataclass(frozen=True, slots=True)
class Assignment:
    """Another creditor; the debt stays as it is."""

    on: date
    creditor: str


@dataclass(frozen=True, slots=True)
class Reage:
    """All that is owed is divided equally over new rows; what was to fall due is void."""

    on: date
    n: int
    first_due: date
    every: Unit = MONTH


@dataclass(frozen=True, slots=True)
class Reamortise:
    """What is overdue moves to the rows to come: to the first, to all, or is waived."""

    on: date
    arrears: Literal["first", "spread", "waived"] = "spread"
    unit: Yuan = FEN
    """To what each share is rounded; the last row takes the residue."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """The creditor gives up ``amount`` (None: all that is due) of a part (None: of all charges)."""

    on: date
    part: Part | None = None
    amount: Yuan | None = None


@dataclass(frozen=True, slots=True)
class WriteDown:
    """The creditor gives up principal: of the oldest first, then of what is not due yet."""

    on: date
    amount: Yuan


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment. With ``prepay`` what is left of it goes to principal not due yet."""

    on: date
    amount: Yuan
    id: str = ""
    order: tuple[Part, ...] = ()
    """An order agreed for this payment; empty: the contract's."""
    prepay: bool = False


@dataclass(frozen=True, slots=True)
class Refund:
    """A purchase was returned: principal not due yet shrinks, then what is due."""

    on: date
    amount: Yuan


@dataclass(frozen=True, slots=True)
class Reversal:
    """A payment was taken back: what it settled is owed again."""

    on: date
    payment: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """The last payment: all that is left after it is waived, and nothing accrues any more."""

    on: date
    amount: Yuan


Event: TypeAlias = (
    Drawdown
    | Due
    | Charge
    | StatedRest
    | RateChange
    | Freeze
    | Holiday
    | Postponement
    | Acceleration
    | Assignment
    | Reage
    | Reamortise
    | Waiver
    | WriteDown
    | Paid
    | Refund
    | Reversal
    | Settlement
)

WITHIN_A_DAY: Final[tuple[type, ...]] = (
    Drawdown,
    Due,
    Charge,
    StatedRest,
    RateChange,
    Freeze,
    Holiday,
    Postponement,
    Acceleration,
    Assignment,
    Reage,
    Reamortise,
    Waiver,
    WriteDown,
    Paid,
    Refund,
    Reversal,
    Settlement,
)
"""The order of events of one day, whatever order they are given in."""


@dataclass(frozen=True, slots=True)
class LateFee:
    """Once a bill: a share of the minimum not paid in time (违约金)."""

    rate: Decimal
    minimum: Yuan = ZERO
    maximum: Yuan | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """The terms the ledger needs, all known. Rates a day, exact."""

    rate: Fraction | None = None
    """Ordinary interest on drawn principal that is not due yet."""
    count: DayCount = "actual/365"
    """How the days of ``rate`` are counted; a rate a day takes each day once."""
    penalty: Fraction | None = None
    penalty_count: DayCount = "actual/365"
    bearing: frozenset[Part] = BASES["overdue_principal"]
    """The overdue parts that bear the penalty."""
    whole: bool = False
    """Whether all of these bear it as soon as one is late, with principal not due yet."""
    penalty_part: Literal["penalty_interest", "interest"] = "penalty_interest"
    """Credit cards: what overdue days cost is interest."""
    compounding: Compounding = "none"
    compound_part: Part = "compound_interest"
    """The part under which compound interest is posted."""
    late_fee: LateFee | None = None
    minimum_share: Decimal | None = None
    """The minimum of a bill that does not state its own, as a share of the bill."""
    grace_days: int = 0
    order: Ordering = field(default_factory=agreed)
    """Of payments."""
    interest_free: bool = False
    """Whether the interest of a bill is charged only when it is not paid in full in time."""
    rounded_daily: bool = False
    """Whether every day's amount is rounded; else the sum, when it is posted."""
    creditor: str = ""
