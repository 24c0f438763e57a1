"""The ledger of one debt: every event, every part, every day (docs/rules/ledger.md).

What came in = what is owed + what was paid + what was waived, for each part and to the fen,
on every day. A day bears interest on what stood at the end of the day before. Between two
postings everything is exact; what is posted is the sum since the beginning, rounded, less
what was posted before, so that nothing is rounded twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, get_args

from qinghuan.dates import add_months, days_past_due
from qinghuan.debts.allocation import Order, agreed
from qinghuan.debts.changes import Accruing
from qinghuan.debts.day_counts import weight
from qinghuan.debts.entries import DayCount, Part
from qinghuan.debts.events import (
    WITHIN_A_DAY,
    Acceleration,
    Assignment,
    Charge,
    Contract,
    Drawdown,
    Due,
    Event,
    Freeze,
    Holiday,
    Paid,
    Postponement,
    RateChange,
    Reage,
    Reamortise,
    Refund,
    Reversal,
    Settlement,
    StatedRest,
    Waiver,
    WriteDown,
)
from qinghuan.errors import CannotBe, RuleError
from qinghuan.money import FEN, ZERO, Yuan, as_decimal, rounded, total

PARTS: Final[tuple[Part, ...]] = get_args(Part)
ACCRUING: Final[tuple[Accruing, ...]] = get_args(Accruing)
WAIVED_FIRST: Final[tuple[Part, ...]] = (
    "compound_interest",
    "penalty_interest",
    "late_fee",
    "unnamed",
    "instalment_fee",
    "enforcement_cost",
    "interest",
)
"""The order in which a waiver of "all charges" takes them."""
_DAY: Final = timedelta(days=1)
_MONTHS: Final = 12
_NOTHING: Final = Fraction(0)


class BeforeBeginning(RuleError):
    """An event that needs a debt came before there was one; ``place`` is its place."""

    def __init__(self, place: int) -> None:
        super().__init__("an event comes before the first money or bill")
        self.place = place


@dataclass(slots=True)
class Item:
    """One amount that fell due, and what of each part of it is unpaid."""

    due: date
    parts: dict[Part, Yuan]
    minimum: Yuan | None = None
    entry: str = ""
    """Id of the entry that states it; empty when an agreement made it."""
    held: Yuan = ZERO
    """Interest that is charged only if the bill is not paid in full in time."""

    def of(self, part: Part) -> Yuan:
        """What is unpaid of ``part``."""
        return self.parts.get(part, ZERO)

    @property
    def left(self) -> Yuan:
        """All of it that is unpaid."""
        return total(self.parts.values())


_CARRIED: Final = Item(date.max, {})
"""Stands for what is carried to the next bill, where a payment is traced."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the same base bore the same rate; both ends counted."""

    part: Accruing
    """What accrued; the days of a card's overdue interest stand under penalty interest."""
    first: date
    last: date
    base: Yuan
    rate: Fraction
    """A day."""
    principal: Yuan = ZERO
    """Overdue principal on these days, whether or not it bore anything."""
    count: DayCount = "actual/365"
    """How the days of this rate are counted."""

    @property
    def weight(self) -> Fraction:
        """The days by which the rate is multiplied; the same as ``days`` but for some counts."""
        return weight(self.first - _DAY, self.last, self.count)

    @property
    def exact(self) -> Fraction:
        """What it bore, before any rounding."""
        return self.rate * Fraction(self.base) * self.weight

    @property
    def days(self) -> int:
        """How many days were counted."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Settled:
    """What a payment settled on a day (清偿抵充)."""

    payment: str
    on: date
    parts: dict[Part, Yuan]
    order: Order


@dataclass(frozen=True, slots=True)
class Standing:
    """One part of a debt on a day. Yuan: came_in = owed + paid + waived."""

    came_in: Yuan
    paid: Yuan
    waived: Yuan
    not_yet_due: Yuan
    due: Yuan
    """Fell due and is not late: this very day, or in its grace."""
    overdue: Yuan

    @property
    def owed(self) -> Yuan:
        """All of it that is open."""
        return self.not_yet_due + self.due + self.overdue


@dataclass(frozen=True, slots=True)
class Account:
    """A debt at the end of a day."""

    on: date
    parts: dict[Part, Standing]
    settled: tuple[Settled, ...]
    waiting: tuple[Paid, ...]
    """What is left of payments beyond everything due so far."""
    items: tuple[Item, ...]
    """Unpaid amounts, oldest first."""
    stretches: tuple[Stretch, ...]
    """The days behind every part that accrued."""
    accrued: dict[Accruing, Yuan]
    """All that accrued since the beginning, posted."""
    principal_days: Fraction
    """Principal owed, due or not, times days, since the beginning."""
    creditor: str
    carried: Yuan = ZERO
    """Principal left of bills whose minimum was paid in time; it falls due with the next bill."""

    @property
    def surplus(self) -> Yuan:
        """Paid beyond everything due so far."""
        return total(one.amount for one in self.waiting)

    @property
    def oldest_unpaid_due(self) -> date | None:
        """The due day of the oldest amount that is not wholly paid."""
        return min((item.due for item in self.items), default=None)

    @property
    def total(self) -> Yuan:
        """Everything owed, due or not."""
        return total(standing.owed for standing in self.parts.values())

    @property
    def overdue(self) -> Yuan:
        """What is late."""
        return total(standing.overdue for standing in self.parts.values())

    @property
    def days_past_due(self) -> int:
        """Days since the oldest unpaid due day."""
        return days_past_due(self.oldest_unpaid_due, self.on) if self.oldest_unpaid_due else 0


def run(contract: Contract, events: Sequence[Event], on: date, *, extra_days: int = 0) -> Account:
    """The debt under ``contract`` at the end of the day ``on``, after ``events`` up to it.

    ``extra_days`` charges the last penalty base for so many days more (or fewer), which is
    what a wrong count of days does; the terms never give it.

    Raises :class:`BeforeBeginning` for an event before the first drawdown, bill or charge,
    and :class:`RuleError` for an event the debt cannot have (a payment taken back that was
    not made, rows to come that are not there).
    """
    events = _postponed(events, on)
    ordered = sorted((event for event in events if event.on <= on), key=_in_order)
    _refuse_early(events, ordered)
    book = _Book(contract, on, ordered[0].on if ordered else on)
    book.coming = sorted({event.on for event in events if isinstance(event, Due)})
    for event in ordered:
        book.reach(event.on)
        book.apply(event)
    book.reach(on)
    book.charge_extra(extra_days)
    return book.account()


def _in_order(event: Event) -> tuple[date, int, str]:
    return event.on, WITHIN_A_DAY.index(type(event)), repr(event)


def _postponed(events: Sequence[Event], on: date) -> Sequence[Event]:
    """``events`` with the bills moved by every postponement agreed up to ``on``."""
    moves = sorted(
        (one for one in events if isinstance(one, Postponement) and one.on <= on),
        key=lambda one: one.on,
    )
    for move in moves:
        if not any(isinstance(one, Due) and one.on == move.first for one in events):
            raise CannotBe("no_bill")
        events = [_moved_by(move, one) if isinstance(one, Due) else one for one in events]
    return events


def _moved_by(move: Postponement, bill: Due) -> Due:
    if bill.on < move.first or bill.on <= move.on:
        return bill
    if move.to.day == move.first.day:
        months = (move.to.year - move.first.year) * _MONTHS + move.to.month - move.first.month
        return replace(bill, on=add_months(bill.on, months))
    return replace(bill, on=bill.on + (move.to - move.first))


def _refuse_early(events: Sequence[Event], ordered: Sequence[Event]) -> None:
    starts = [event.on for event in ordered if isinstance(event, Drawdown | Due | Charge)]
    first = min(starts, default=date.max)
    for place, event in enumerate(events):
        if event in ordered and event.on < first:
            raise BeforeBeginning(place)


@dataclass(slots=True)
class _Book:
    """The state between two days."""

    contract: Contract
    until: date
    day: date
    """Through which everything is counted."""
    items: list[Item] = field(default_factory=list)
    later: dict[Part, Yuan] = field(default_factory=dict)
    """Owed and not due yet."""
    rows: list[tuple[date, dict[Part, Yuan]]] = field(default_factory=list)
    """Rows to come that an agreement made."""
    extra: dict[date, dict[Part, Yuan]] = field(default_factory=dict)
    carried: dict[Part, Yuan] = field(default_factory=dict)
    """Of ``later``: left of bills whose minimum was paid in time; falls due with the next bill."""
    coming: list[date] = field(default_factory=list)
    void_after: date | None = None
    """Bills after this day are replaced by ``rows``."""
    came: dict[Part, Yuan] = field(default_factory=dict)
    paid: dict[Part, Yuan] = field(default_factory=dict)
    waived: dict[Part, Yuan] = field(default_factory=dict)
    exact: dict[Accruing, Fraction] = field(default_factory=dict)
    posted: dict[Accruing, Yuan] = field(default_factory=dict)
    pool: dict[Part, Yuan] = field(default_factory=dict)
    """Posted penalty and compound interest that is unpaid: due as soon as it is posted."""
    frozen: list[Freeze] = field(default_factory=list)
    holidays: list[Holiday] = field(default_factory=list)
    waiting: list[Paid] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    traces: dict[str, list[tuple[Item | None, Part, Yuan]]] = field(default_factory=dict)
    in_time: list[Paid] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    rate: Fraction = _NOTHING
    count: DayCount = "actual/365"
    penalty: Fraction = _NOTHING
    penalty_count: DayCount = "actual/365"
    principal_days: Fraction = _NOTHING
    stated_rest: Yuan = ZERO
    held: Yuan = ZERO
    creditor: str = ""
    closed: bool = False

    def __post_init__(self) -> None:
        self.rate, self.count = self.contract.rate or _NOTHING, self.contract.count
        self.penalty = self.contract.penalty or _NOTHING
        self.penalty_count = self.contract.penalty_count
        self.creditor = self.contract.creditor

    # -- days ---------------------------------------------------------------------------

    def reach(self, day: date) -> None:
        """Count the days up to ``day``, with the rows and late fees that come on the way."""
        while True:
            stop = min([day, *self._stops(day)])
            self._accrue(self.day, stop)
            self.day = stop
            self._rows_of(stop)
            self._held_interest(stop)
            self._late_fees(stop)
            if stop == day:
                return

    def _stops(self, day: date) -> Iterable[date]:
        """Days between at which what accrues changes."""
        since = self.day
        for when, _ in self.rows:
            if since < when < day:
                yield when
        for item in self.items:
            for when in self._turns(item):
                if since < when < day:
                    yield when
        for freeze in self.frozen:
            if freeze.until and since < freeze.until < day:
                yield freeze.until
        for holiday in self.holidays:
            if since < holiday.until < day:
                yield holiday.until

    def _turns(self, item: Item) -> tuple[date, ...]:
        late = item.due + _DAY * self.contract.grace_days
        return late, late + _DAY, add_months(item.due, 1)

    def _accrue(self, after: date, through: date) -> None:
        days = (through - after).days
        if days <= 0 or self.closed:
            return
        self._carry(after)
        due = total(item.of("principal") for item in self.items)
        self.principal_days += Fraction(due + self.later.get("principal", ZERO)) * days
        rests = self._rests(after)
        late = [one for one in self.items if self._late(one, after) and not rests]
        whole = bool(late) and self.contract.whole
        resting = ZERO if whole else self.later.get("principal", ZERO)
        first, last = after + _DAY, through
        self._bear(Stretch("interest", first, last, resting, self.rate, count=self.count))
        overdue = total(item.of("principal") for item in self.items if item.due <= after)
        shown = ZERO if rests else overdue
        base = self._penalised(late)
        penalty, count = self.penalty, self.penalty_count
        self._bear(Stretch("penalty_interest", first, last, base, penalty, shown, count))
        if self.contract.compounding != "none":
            base = total(one.of("interest") for one in late if self._compounds(one, after))
            self._bear(Stretch("compound_interest", first, last, base, penalty, count=count))

    def _carry(self, day: date) -> None:
        """Carry what is left of bills whose minimum was paid in time: it is not late."""
        for item in [one for one in self.items if one.minimum is not None]:
            if not self._late(item, day) or self._unpaid_minimum(item):
                continue
            if item.held:
                _more(self.came, "interest", item.held)
                _more(item.parts, "interest", item.held)
            for part, amount in item.parts.items():
                _more(self.later, part, amount)
                _more(self.carried, part, amount)
            self.items.remove(item)

    def _unpaid_minimum(self, item: Item) -> Yuan:
        """What was not paid in time of the minimum of ``item``."""
        limit = item.due + _DAY * self.contract.grace_days
        made = total(one.amount for one in self.in_time if item.due <= one.on <= limit)
        return min(item.left, max(ZERO, (item.minimum or ZERO) - made))

    def charge_extra(self, days: int) -> None:
        """Charge ``days`` more on the penalty base that stands at the end of the last day."""
        if not days or self.closed:
            return
        if self._stopped("penalty_interest", self.day):
            return
        late = [one for one in self.items if self._late(one, self.day)]
        accrued = self.exact.get("penalty_interest", _NOTHING)
        more = self._of_a_day(self.penalty, self._penalised(late)) * days
        self.exact["penalty_interest"] = max(_NOTHING, accrued + more)

    def _late(self, item: Item, after: date) -> bool:
        """Whether ``item`` is late on the day after; what was paid in full is not late any more."""
        passed = item.due + _DAY * self.contract.grace_days <= after
        return passed and any(item.parts.values())

    def _compounds(self, item: Item, after: date) -> bool:
        return self.contract.compounding == "at_posting" or add_months(item.due, 1) <= after

    def _penalised(self, late: Sequence[Item]) -> Yuan:
        whole = bool(late) and self.contract.whole
        bearing = self.items if whole else late
        base = total(item.of(part) for item in bearing for part in self.contract.bearing)
        return base + self.later.get("principal", ZERO) + self.stated_rest if whole else base

    def _bear(self, borne: Stretch) -> None:
        """Let what ``borne`` says accrue, and keep it for whoever asks why."""
        if self._stopped(borne.part, borne.first - _DAY):
            borne = replace(borne, base=ZERO)
        if not borne.base and not borne.principal:
            return
        if borne.rate or borne.part == "penalty_interest":
            self._count(borne)
        of_a_day = self._of_a_day(borne.rate, borne.base)
        self.exact[borne.part] = self.exact.get(borne.part, _NOTHING) + of_a_day * borne.weight

    def _of_a_day(self, rate: Fraction, base: Yuan) -> Fraction:
        exact = rate * Fraction(base)
        return Fraction(rounded(as_decimal(exact))) if self.contract.rounded_daily else exact

    def _count(self, new: Stretch) -> None:
        """Keep ``new``, as one with the stretch before it where nothing changed."""
        for place in range(len(self.stretches) - 1, max(-1, len(self.stretches) - 4), -1):
            old = self.stretches[place]
            if old.part == new.part:
                same = replace(old, first=new.first, last=new.last) == new
                if same and old.last + _DAY == new.first:
                    self.stretches[place] = replace(old, last=new.last)
                    return
                break
        self.stretches.append(new)

    def _stopped(self, part: Accruing, after: date) -> bool:
        posted = self.contract.penalty_part if part == "penalty_interest" else part
        for freeze in self.frozen:
            running = freeze.until is None or after < freeze.until
            if running and (part in freeze.what or posted in freeze.what):
                return True
        return part == "interest" and any(
            holiday.interest == "stops" and holiday.on <= after < holiday.until
            for holiday in self.holidays
        )

    def _rests(self, after: date) -> bool:
        return any(holiday.on <= after < holiday.until for holiday in self.holidays)

    def _post(self, what: Accruing, part: Part | None = None, *, came_in: bool = True) -> Yuan:
        """What accrued since the last posting, rounded as part of the whole sum."""
        whole = rounded(as_decimal(self.exact.get(what, _NOTHING)))
        new = whole - self.posted.get(what, ZERO)
        self.posted[what] = whole
        if came_in:
            _more(self.came, part or what, new)
        return new

    def _post_pool(self) -> None:
        penal, compound = self.contract.penalty_part, self.contract.compound_part
        _more(self.pool, penal, self._post("penalty_interest", penal))
        _more(self.pool, compound, self._post("compound_interest", compound))

    # -- what falls due -----------------------------------------------------------------

    def _rows_of(self, day: date) -> None:
        for when, parts in [row for row in self.rows if row[0] == day]:
            self.rows.remove((when, parts))
            for part, amount in parts.items():
                self.later[part] -= amount
            self._fall_due(Item(self._moved(when), dict(parts)))

    def _moved(self, due: date) -> date:
        """The due day, or the end of the holiday it falls into."""
        for holiday in self.holidays:
            if holiday.on < due <= holiday.until:
                return holiday.until
        return due

    def _fall_due(self, item: Item) -> None:
        item.parts = {part: amount for part, amount in item.parts.items() if amount}
        self.items.append(item)
        self.items.sort(key=lambda one: one.due)
        before = item.left
        self._use_waiting(self.day)
        if item.minimum is not None:
            item.minimum = max(ZERO, item.minimum - (before - item.left))

    def _held_interest(self, day: date) -> None:
        """Charge the interest of bills that were not paid in full in time (全额计息)."""
        for item in self.items:
            if item.held and day > item.due + _DAY * self.contract.grace_days:
                held, item.held = item.held, ZERO
                if item.left:
                    _more(self.came, "interest", held)
                    _more(item.parts, "interest", held)

    def _late_fees(self, day: date) -> None:
        terms = self.contract.late_fee
        if terms is None or self.closed:
            return
        for item in self.items:
            if item.minimum is None or day < item.due + _DAY * (self.contract.grace_days + 1):
                continue
            unpaid, item.minimum = self._unpaid_minimum(item), None
            if unpaid:
                fee = max(rounded(unpaid * terms.rate), terms.minimum)
                fee = fee if terms.maximum is None else min(fee, terms.maximum)
                _more(self.came, "late_fee", fee)
                _more(item.parts, "late_fee", fee)
        self._use_waiting(day)

    # -- events -------------------------------------------------------------------------

    def apply(self, event: Event) -> None:
        """Let ``event`` happen on its day, which has been reached."""
        handler: Callable[[Event], None] = getattr(self, f"_on_{type(event).__name__.lower()}")
        handler(event)

    def _on_drawdown(self, event: Drawdown) -> None:
        _more(self.came, "principal", event.amount)
        _more(self.later, "principal", event.amount)

    def _on_due(self, event: Due) -> None:
        if self.void_after is not None and event.on > self.void_after:
            return
        carried, self.carried = self.carried, {}
        for part, amount in carried.items():
            self.later[part] -= amount
        rest = self.later.get("principal", ZERO)
        drawn = min(event.principal, rest)
        self.later["principal"] = rest - drawn
        _more(self.came, "principal", event.principal - drawn)
        interest = self._interest_due(event)
        _more(self.came, "instalment_fee", event.instalment_fee)
        parts: dict[Part, Yuan] = {
            "principal": event.principal,
            "interest": interest,
            "instalment_fee": event.instalment_fee,
        }
        for part, amount in self.extra.pop(event.on, {}).items():
            self.later[part] -= amount
            _more(parts, part, amount)
        for part, amount in carried.items():
            _more(parts, part, amount)
        held, self.held = self.held, ZERO
        minimum = self._minimum(event, total(parts.values()))
        self._fall_due(Item(self._moved(event.on), parts, minimum, event.entry, held))

    def _minimum(self, event: Due, bill: Yuan) -> Yuan | None:
        share = self.contract.minimum_share
        if event.minimum is None and share is not None:
            return rounded(bill * share) or None
        return event.minimum or None

    def _interest_due(self, event: Due) -> Yuan:
        if event.interest is None and self.contract.interest_free:
            self.held = self._post("interest", came_in=False)
            return ZERO
        if event.interest is None:
            return self._post("interest")
        self.exact["interest"] = Fraction(self.posted.get("interest", ZERO))
        _more(self.came, "interest", event.interest)
        return event.interest

    def _on_charge(self, event: Charge) -> None:
        _more(self.came, event.part, event.amount)
        self._fall_due(Item(event.on, {event.part: event.amount}, entry=event.entry))

    def _on_statedrest(self, event: StatedRest) -> None:
        self.stated_rest = event.amount

    def _on_ratechange(self, event: RateChange) -> None:
        if event.rate is not None:
            self.rate, self.count = event.rate, event.count
        if event.penalty is not None:
            self.penalty, self.penalty_count = event.penalty, event.penalty_count

    def _on_freeze(self, event: Freeze) -> None:
        self.frozen.append(event)

    def _on_holiday(self, event: Holiday) -> None:
        self.holidays.append(event)

    def _on_postponement(self, event: Postponement) -> None:
        """The bills were moved before the first day."""

    def _on_acceleration(self, event: Acceleration) -> None:
        self._everything_due(event.on)

    def _everything_due(self, on: date) -> None:
        parts = {part: amount for part, amount in self.later.items() if amount}
        _more(parts, "interest", self._post("interest"))
        self.later, self.rows, self.extra, self.carried = {}, [], {}, {}
        self.void_after = on
        if any(parts.values()):
            self._fall_due(Item(on, parts))

    def _on_assignment(self, event: Assignment) -> None:
        self.creditor = event.creditor

    def _on_reage(self, event: Reage) -> None:
        if event.first_due <= event.on:
            raise CannotBe("first_row")
        owed = self._taken_up()
        days = [event.every.after(event.first_due, step) for step in range(event.n)]
        self.rows = _spread(owed, days)
        self.later, self.void_after = dict(owed), event.on

    def _taken_up(self) -> dict[Part, Yuan]:
        """All that is owed, taken out of where it stood."""
        self._post_pool()
        owed = dict(self.later)
        _more(owed, "interest", self._post("interest"))
        for item in self.items:
            for part, amount in item.parts.items():
                _more(owed, part, amount)
        for part, amount in self.pool.items():
            _more(owed, part, amount)
        self.items, self.pool, self.extra, self.rows, self.carried = [], {}, {}, [], {}
        return {part: amount for part, amount in owed.items() if amount}

    def _on_reamortise(self, event: Reamortise) -> None:
        ahead = sorted(
            {when for when, _ in self.rows}
            | {when for when in self.coming if when > event.on and self.void_after is None}
        )
        late = [item for item in self.items if item.due < event.on]
        arrears: dict[Part, Yuan] = {}
        for item in late:
            for part, amount in item.parts.items():
                _more(arrears, part, amount)
        if event.arrears == "waived":
            for part, amount in arrears.items():
                _more(self.waived, part, amount)
        elif not ahead:
            raise CannotBe("no_rows")
        else:
            days = ahead[:1] if event.arrears == "first" else ahead
            self._move_ahead(arrears, days, event.unit)
        self.items = [item for item in self.items if item not in late]

    def _move_ahead(self, arrears: dict[Part, Yuan], days: Sequence[date], unit: Yuan) -> None:
        for part, amount in arrears.items():
            _more(self.later, part, amount)
        made = {when for when, _ in self.rows}
        for when, parts in _spread(arrears, days, unit):
            if when in made:
                row = next(parts_of for day, parts_of in self.rows if day == when)
            else:
                row = self.extra.setdefault(when, {})
            for part, amount in parts.items():
                _more(row, part, amount)

    def _on_waiver(self, event: Waiver) -> None:
        self._post_pool()
        left = event.amount
        for part in (event.part,) if event.part else WAIVED_FIRST:
            given = self._give_up(part, left)
            left = None if left is None else left - given

    def _give_up(self, part: Part, most: Yuan | None) -> Yuan:
        owed = total(item.of(part) for item in self.items) + self.pool.get(part, ZERO)
        amount = owed if most is None else min(most, owed)
        self._take(part, amount)
        _more(self.waived, part, amount)
        return amount

    def _on_writedown(self, event: WriteDown) -> None:
        owed = total(item.of("principal") for item in self.items)
        of_due = min(event.amount, owed)
        self._take("principal", of_due)
        of_later = min(event.amount - of_due, self.later.get("principal", ZERO))
        self._shrink_later(of_later)
        _more(self.waived, "principal", of_due + of_later)

    def _shrink_later(self, amount: Yuan) -> None:
        """Take ``amount`` of principal not due yet, from the last rows first."""
        _more(self.later, "principal", -amount)
        moved = [parts for _, parts in sorted(self.extra.items(), reverse=True)]
        for parts in (*(parts for _, parts in reversed(self.rows)), *moved):
            taken = min(amount, parts.get("principal", ZERO))
            _more(parts, "principal", -taken)
            amount -= taken
        if "principal" in self.carried:
            self.carried["principal"] = min(self.carried["principal"], self.later["principal"])

    # -- money --------------------------------------------------------------------------

    def _on_paid(self, event: Paid) -> None:
        self.in_time.append(event)
        rest = self._settle(event, event.amount, event.on)
        if rest and self.carried:
            rest = self._settle_carried(event, rest)
        if rest and event.prepay:
            rest = self._prepay(event, rest)
        if rest:
            self.waiting.append(_left(event, rest))

    def _settle(self, event: Paid, amount: Yuan, on: date) -> Yuan:
        """Settle what is due with ``amount``; what is left of it."""
        self._post_pool()
        order = self._order(event, on)
        parts: dict[Part, Yuan] = {}
        for part in order.parts:
            owed = total(item.of(part) for item in self.items) + self.pool.get(part, ZERO)
            taken = min(amount, owed)
            if taken:
                self._take(part, taken, event.id)
                _more(self.paid, part, taken)
                parts[part] = taken
                amount -= taken
        if parts:
            self.settled.append(Settled(event.id, on, parts, order))
        return amount

    def _order(self, event: Paid, on: date) -> Order:
        if event.order:
            return agreed(event.order)(on, 0)
        return self.contract.order(on, self._days_late(on))

    def _days_late(self, on: date) -> int:
        unpaid = [item for item in self.items if any(item.parts.values())]
        return max((days_past_due(item.due, on) for item in unpaid), default=0)

    def _take(self, part: Part, amount: Yuan, payment: str = "") -> None:
        """Take ``amount`` of ``part``: of the oldest first, then of what accrued."""
        for item in self.items:
            taken = min(amount, item.of(part))
            if taken:
                item.parts[part] -= taken
                amount -= taken
                self._trace(payment, item, part, taken)
        if amount:
            self.pool[part] = self.pool.get(part, ZERO) - amount
            self._trace(payment, None, part, amount)

    def _trace(self, payment: str, item: Item | None, part: Part, amount: Yuan) -> None:
        if payment:
            self.traces.setdefault(payment, []).append((item, part, amount))

    def _settle_carried(self, event: Paid, amount: Yuan) -> Yuan:
        """Settle what is carried from a bill at once, so that it bears nothing more."""
        order, parts = self._order(event, event.on), dict[Part, Yuan]()
        for part in order.parts:
            taken = min(amount, self.carried.get(part, ZERO))
            if taken:
                self.carried[part] -= taken
                self.later[part] -= taken
                _more(self.paid, part, taken)
                self._trace(event.id, _CARRIED, part, taken)
                parts[part] = taken
                amount -= taken
        if parts:
            self.settled.append(Settled(event.id, event.on, parts, order))
        return amount

    def _prepay(self, event: Paid, amount: Yuan) -> Yuan:
        """Interest until today, then principal that is not due yet."""
        interest = self._post("interest")
        if interest:
            self._fall_due(Item(event.on, {"interest": interest}))
            amount = self._settle(event, amount, event.on)
        early = min(amount, self.later.get("principal", ZERO))
        if early:
            self._shrink_later(early)
            _more(self.paid, "principal", early)
            order = agreed(("principal",))(event.on, 0)
            self.settled.append(Settled(event.id, event.on, {"principal": early}, order))
            self._trace(event.id, Item(date.max, {}), "principal", early)
        return amount - early

    def _use_waiting(self, on: date) -> None:
        waiting, self.waiting = self.waiting, []
        for event in waiting:
            rest = self._settle(event, event.amount, on)
            if rest:
                self.waiting.append(_left(event, rest))

    def _on_refund(self, event: Refund) -> None:
        early = min(event.amount, self.later.get("principal", ZERO))
        self._shrink_later(early)
        due = total(item.of("principal") for item in self.items)
        taken = min(event.amount - early, due)
        self._take("principal", taken)
        _more(self.paid, "principal", early + taken)
        rest = event.amount - early - taken
        rest = self._settle(Paid(event.on, rest), rest, event.on) if rest else rest
        if rest:
            self.waiting.append(Paid(event.on, rest))

    def _on_reversal(self, event: Reversal) -> None:
        known = any(one.id == event.payment for one in self.in_time)
        if not known:
            raise CannotBe("no_payment")
        for item, part, amount in self.traces.pop(event.payment, []):
            _more(self.paid, part, -amount)
            if item is None:
                _more(self.pool, part, amount)
            elif item.due == date.max:
                _more(self.later, part, amount)
                if item is _CARRIED:
                    _more(self.carried, part, amount)
            elif item in self.items:
                _more(item.parts, part, amount)
            else:
                self.items.append(Item(item.due, {part: amount}))
        self.items.sort(key=lambda one: one.due)
        self.settled = [one for one in self.settled if one.payment != event.payment]
        self.waiting = [one for one in self.waiting if one.id != event.payment]
        self.in_time = [one for one in self.in_time if one.id != event.payment]

    def _on_settlement(self, event: Settlement) -> None:
        self._everything_due(event.on)
        rest = self._settle(Paid(event.on, event.amount), event.amount, event.on)
        for part in PARTS:
            self._give_up(part, None)
        if rest:
            self.waiting.append(Paid(event.on, rest))
        self.closed = True

    # -- the result ---------------------------------------------------------------------

    def account(self) -> Account:
        """Everything, at the end of the last day."""
        self._post_pool()
        accrued = self._post("interest")
        _more(self.later, "interest", accrued)
        standings = {part: self._standing(part) for part in PARTS}
        return Account(
            on=self.until,
            parts={part: one for part, one in standings.items() if one.came_in},
            settled=tuple(self.settled),
            waiting=tuple(self.waiting),
            items=tuple(item for item in self.items if any(item.parts.values())),
            stretches=tuple(self.stretches),
            accrued=dict(self.posted),
            principal_days=self.principal_days,
            creditor=self.creditor,
            carried=self.carried.get("principal", ZERO),
        )

    def _standing(self, part: Part) -> Standing:
        overdue = total(item.of(part) for item in self.items if item.due < self.until)
        due = total(item.of(part) for item in self.items if item.due >= self.until)
        return Standing(
            came_in=self.came.get(part, ZERO),
            paid=self.paid.get(part, ZERO),
            waived=self.waived.get(part, ZERO),
            not_yet_due=self.later.get(part, ZERO),
            due=due,
            overdue=overdue + self.pool.get(part, ZERO),
        )


def _more(amounts: dict[Part, Yuan], part: Part, amount: Yuan) -> None:
    if amount:
        amounts[part] = amounts.get(part, ZERO) + amount


def _left(event: Paid, rest: Yuan) -> Paid:
    return Paid(event.on, rest, event.id, event.order, event.prepay)


def _spread(
    parts: dict[Part, Yuan], days: Sequence[date], unit: Yuan = FEN
) -> list[tuple[date, dict[Part, Yuan]]]:
    """Each part divided equally over ``days``, to ``unit``; the last one takes the residue."""
    rows: list[tuple[date, dict[Part, Yuan]]] = [(day, {}) for day in days]
    for part, amount in parts.items():
        each = rounded(amount / len(days), "down" if unit == FEN else "half_even", unit)
        if each * (len(days) - 1) > amount:
            each = rounded(amount / len(days), "down", unit)
        for place, (_, row) in enumerate(rows):
            last = place == len(rows) - 1
            _more(row, part, amount - each * (len(rows) - 1) if last else each)
    return rows
