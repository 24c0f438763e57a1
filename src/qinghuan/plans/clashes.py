"""Due days against pay day and against each other (docs/rules/creditors.md).

What falls before pay day, what comes together on a day or within a few days so that cash is
short, and debits that take money as it comes. Each with what can be asked for; the lender
may refuse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from qinghuan.dates import days_past_due
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed
from qinghuan.money import ZERO, Yuan, total
from qinghuan.plans.cash import DAY, CashDay, CashEvent, CashMonth, Purse, by_month, days, events
from qinghuan.policy.products import called
from qinghuan.words import Text

ClashKind = Literal[
    "before_pay_day", "together", "overdue_debit", "unknown_amount", "no_pay_day", "short_month"
]
CLOSE: Final = timedelta(days=3)
"""Amounts this near to each other meet the same money."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Something about days that can be asked to change."""

    kind: ClashKind
    says: Text
    on: date | None = None
    debts: tuple[str, ...] = ()
    move_to: date | None = None
    """The day after pay day."""
    short: Yuan = ZERO
    """What is missing on that day."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The months ahead."""

    events: tuple[CashEvent, ...]
    months: tuple[CashMonth, ...]
    clashes: tuple[Clash, ...]


def clashes(
    debts: Sequence[tuple[DebtFacts, Owed]], purse: Purse, *, today: date, months: int
) -> Calendar:
    """What falls due within ``months`` after ``today``, the cash beside it, and what clashes."""
    found = events(debts, today, months)
    rows = days(purse, found, today, months)
    cash = by_month(rows)
    names = {facts.id: _name(facts) for facts, _ in debts}
    at = {row.on: row for row in rows}
    every = [
        *_no_pay_day(purse),
        *_overdue(debts, names, today),
        *_before_pay_day(found, purse, at, names),
        *_together(found, at),
        *_unknown(found, names),
        *_short(cash),
    ]
    return Calendar(found, cash, tuple(every))


def _name(facts: DebtFacts) -> str | Text:
    return called(facts.disclosed)


def _no_pay_day(purse: Purse) -> Iterator[Clash]:
    if purse.pay_day is None and any(purse.income.values()):
        yield Clash("no_pay_day", Text("plans.clashes.no_pay_day"))


def _overdue(
    debts: Sequence[tuple[DebtFacts, Owed]], names: Mapping[str, str | Text], today: date
) -> Iterator[Clash]:
    for facts, ours in debts:
        account, oldest = facts.disclosed.automatic_debit, ours.oldest_unpaid_due
        if account and oldest is not None and days_past_due(oldest, today):
            words = Text("plans.clashes.overdue_debit", debt=names[facts.id], account=account)
            yield Clash("overdue_debit", words, debts=(facts.id,))


def _before_pay_day(
    found: Sequence[CashEvent],
    purse: Purse,
    at: Mapping[date, CashDay],
    names: Mapping[str, str | Text],
) -> Iterator[Clash]:
    """The first such day of each debt; one on which money is missing goes before others."""
    if purse.pay_day is None:
        return
    worst: dict[str, Clash] = {}
    for event in found:
        pay_day = purse.paid_on(event.on)
        if event.on > pay_day or not purse.income.get(event.on.month):
            continue
        short = _missing(at[event.on], event.amount or ZERO)
        known = worst.get(event.debt)
        if known is None or (short and not known.short):
            worst[event.debt] = _moved(event, purse.pay_day, pay_day + DAY, short, names)
    yield from worst.values()


def _moved(
    event: CashEvent, pay_day: int, move_to: date, short: Yuan, names: Mapping[str, str | Text]
) -> Clash:
    name = "short_before_pay_day" if short else "before_pay_day"
    words = Text(
        f"plans.clashes.{name}",
        debt=names[event.debt],
        day=event.on,
        pay_day=pay_day,
        move_to=move_to,
        short=short,
    )
    return Clash("before_pay_day", words, event.on, (event.debt,), move_to, short)


def _missing(day: CashDay, amount: Yuan) -> Yuan:
    """What ``amount`` lacks on ``day``: never more than itself."""
    return min(amount, max(ZERO, day.taken - day.before))


def _together(found: Sequence[CashEvent], at: Mapping[date, CashDay]) -> Iterator[Clash]:
    """Runs of several amounts, each within a few days of the first, that the cash cannot meet."""
    rest = [event for event in found if event.amount]
    while rest:
        run = [event for event in rest if event.on - rest[0].on <= CLOSE]
        rest = rest[len(run) :]
        amount = total(event.amount or ZERO for event in run)
        short = min(amount, max(ZERO, -at[run[-1].on].after))
        if len(run) > 1 and short:
            name = "one_day" if run[0].on == run[-1].on else "together"
            words = Text(
                f"plans.clashes.{name}",
                first=run[0].on,
                last=run[-1].on,
                count=len(run),
                amount=amount,
                short=short,
            )
            among = tuple(dict.fromkeys(event.debt for event in run))
            yield Clash("together", words, run[0].on, among, short=short)


def _unknown(found: Sequence[CashEvent], names: Mapping[str, str | Text]) -> Iterator[Clash]:
    for event in found:
        if event.amount is None:
            words = Text("plans.clashes.unknown_amount", debt=names[event.debt])
            yield Clash("unknown_amount", words, event.on, (event.debt,))


def _short(cash: Sequence[CashMonth]) -> Iterator[Clash]:
    for month in cash:
        if month.lowest < ZERO:
            words = Text("plans.clashes.short_month", day=month.lowest_on, short=-month.lowest)
            yield Clash("short_month", words, month.lowest_on, short=-month.lowest)
