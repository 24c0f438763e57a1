"""Plans that can be offered for one debt (docs/rules/options.md).

The ladder of requests (:mod:`qinghuan.plans.ladder`) crossed with length, first date and
shape. :func:`options` gives the first answer: each rung in the fewest even months that fit
what the household can pay; :func:`candidates` gives everything worth trying.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from qinghuan import policy
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.penalty import contract_rate
from qinghuan.explained import Explained, Input
from qinghuan.household.affordable import Affordable
from qinghuan.money import ZERO, Yuan, fen, total
from qinghuan.plans.ladder import (
    LADDER,
    Kind,
    Position,
    Waived,
    asked_in_all,
    asked_of,
    basis,
    beside_claim,
    waived,
)
from qinghuan.plans.running import running
from qinghuan.plans.schedule import Instalment
from qinghuan.plans.shapes import (
    LEAST_ROW,
    Calendar,
    Debt,
    Shape,
    equal,
    fewest,
    seasonal,
    seasonal_lengths,
)
from qinghuan.plans.shares import Share, allot
from qinghuan.policy.products import product
from qinghuan.words import Text

LATER: Final = "plans.later_months"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One plan as it is tried: what is asked, and its rows."""

    kind: Kind
    shape: Shape
    waits: int
    """Months its first row comes later than the household could begin."""
    rows: tuple[Instalment, ...]

    @property
    def total(self) -> Yuan:
        """What the rows sum to."""
        return total(row.amount for row in self.rows)


@dataclass(frozen=True, slots=True)
class Option:
    """One plan for one debt that can be offered; whether it is accepted the lender decides."""

    kind: Kind
    debt: str
    label: Text
    basis: Explained[Yuan]
    """What is owed before anything is waived, later instalments included."""
    waived: tuple[Waived, ...]
    months: int
    """Rows; of seasonal ones weak months have none."""
    first_date: date
    instalments: tuple[Instalment, ...]
    total: Explained[Yuan]
    """What the rows sum to; where the penalty runs on, ``running`` comes on top."""
    running: Explained[Yuan] | None
    """The most the penalty adds until all is paid; 0.00 where the lender is asked to stop it;
    None where the rate is not known, or these rows would never pay it off."""
    monthly: Explained[Yuan]
    """Every even row but the last; the largest of seasonal ones."""
    saved: Explained[Yuan]
    """Less than the claim (or than our figure where there is no claim), this much."""
    share: Explained[Yuan]
    """This debt's part of what the household can pay in a month."""
    burden: Literal["fits", "above"]
    """Whether every row stays within what the debt may take."""
    price_of_time: Text
    """What the length costs."""
    reasons: tuple[Text, ...] = ()
    shape: Shape = "equal"
    waits: int = 0
    """Months its first row comes later than the household could begin."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a plan is fitted into."""

    share: Share
    affordable: Affordable
    calendar: Calendar
    horizon: Horizon

    @classmethod
    def of(
        cls,
        position: Position,
        share: Share,
        affordable: Affordable,
        *,
        today: date,
        pay_day: int | None,
    ) -> Frame:
        """The frame for one debt on a day."""
        calendar = Calendar(today, pay_day, affordable.begins)
        return cls(share, affordable, calendar, _horizon(position.facts, today))


@dataclass(frozen=True, slots=True)
class Horizon:
    """The longest plan worth offering, and who says so."""

    months: int
    says: Text


def instead(affordable: Affordable) -> tuple[Text, ...]:
    """What to do where nothing is left for a plan; what is not known yet the household asks."""
    return affordable.steps


def options(
    positions: Sequence[Position],
    affordable: Affordable,
    *,
    today: date,
    pay_day: int | None = None,
) -> tuple[Option, ...]:
    """The plans for every overdue debt, in the order of the debts and of the ladder.

    Empty when the household has no surplus or it is not known: see :func:`instead`.
    """
    if affordable.path != "can_pay":
        return ()
    shares = allot(positions, affordable)
    found: list[Option] = []
    for position in positions:
        share = shares.get(position.owed.debt)
        if share is not None and share.monthly.value and position.owed.overdue:
            frame = Frame.of(position, share, affordable, today=today, pay_day=pay_day)
            found += _ladder(position, frame)
    return tuple(found)


def candidates(position: Position, frame: Frame) -> Iterator[Candidate]:
    """Every rung that stops the penalty, at every length, first date and shape that fits.

    The rungs in the order of the ladder; within one the shortest first, even rows before
    seasonal ones, early ones before late ones. None whose rows would be fen. A rung under
    which the penalty runs on has no end of its own and is not among them.
    """
    for kind, debt in rungs(position):
        if kind == "as_it_is" and runs_on(position):
            continue
        plans = [*_even(kind, debt, frame), *_seasonal(kind, debt, frame)]
        yield from sorted(plans, key=_simplest)


def _simplest(plan: Candidate) -> tuple[date, int, bool]:
    return plan.rows[-1].due, plan.waits, plan.shape == "seasonal"


def option(position: Position, plan: Candidate, frame: Frame) -> Option:
    """``plan`` with everything that is said about it."""
    gives_up = waived(position.owed, plan.kind)
    owed, rows = basis(position), plan.rows
    fits = fits_share(plan, frame.share)
    more, price = _price_of_time(position, plan.kind, rows, frame.calendar.today)
    return Option(
        kind=plan.kind,
        debt=position.owed.debt,
        label=Text(f"plans.option.{plan.kind}"),
        basis=owed,
        waived=gives_up,
        months=len(rows),
        first_date=rows[0].due,
        instalments=rows,
        total=_sum_of(plan.total, owed, gives_up),
        running=more,
        monthly=_monthly(plan),
        saved=_saved(position, owed, plan.total),
        share=frame.share.monthly,
        burden="fits" if fits else "above",
        price_of_time=price,
        reasons=tuple(_reasons(position, plan, frame, fits=fits)),
        shape=plan.shape,
        waits=plan.waits,
    )


def rungs(position: Position) -> Iterator[tuple[Kind, Debt]]:
    """Each rung with what is left to pay; one that waives no more than the one before is left out.

    Stopping a penalty that does not run asks for nothing.
    """
    asked_before: Yuan | None = None
    for kind in LADDER:
        asked = asked_of(waived(position.owed, kind))
        if kind == "penalty_stopped" and not runs_on(position):
            continue
        if asked == asked_before and kind != "penalty_stopped":
            continue
        asked_before = asked
        rest = basis(position).value - asked
        if rest:
            yield kind, Debt(position.principal, rest - position.principal)


def runs_on(position: Position) -> bool:
    """Whether a penalty grows until all is paid, or may."""
    rate = contract_rate(position.facts)
    return rate is None or bool(rate.value)


def _ladder(position: Position, frame: Frame) -> Iterator[Option]:
    """One option a rung, in the fewest even months."""
    for kind, debt in rungs(position):
        months = fewest(debt, frame.share.monthly.value, frame.horizon.months)
        rows = equal(debt, months, frame.calendar)
        yield option(position, Candidate(kind, "equal", 0, rows), frame)


def _even(kind: Kind, debt: Debt, frame: Frame) -> Iterator[Candidate]:
    """Even rows of every length that fits, beginning as soon as can be and later."""
    if not frame.share.monthly.value:
        return
    first = fewest(debt, frame.share.monthly.value, frame.horizon.months)
    for waits in _waits():
        calendar = frame.calendar.later(waits) if waits else frame.calendar
        for months in range(first, frame.horizon.months + 1):
            if fen(debt.total) // months < LEAST_ROW and months > first:
                break
            plan = Candidate(kind, "equal", waits, equal(debt, months, calendar))
            if fits_share(plan, frame.share):
                yield plan


def _seasonal(kind: Kind, debt: Debt, frame: Frame) -> Iterator[Candidate]:
    """Rows that follow the seasons, where the months differ."""
    by_month = frame.share.by_month
    if len(set(by_month.values())) <= 1:
        return
    # A seasonal row stands on its own month: it needs no month to begin with.
    calendar = Calendar(frame.calendar.today, frame.calendar.pay_day, None)
    for months in seasonal_lengths(debt, by_month, frame.horizon.months, calendar):
        rows = seasonal(debt, by_month, months, calendar)
        if rows is not None:
            yield Candidate(kind, "seasonal", 0, rows)


def _waits() -> tuple[int, ...]:
    found = policy.assumption(LATER)
    return tuple(dict.fromkeys(int(one) for one in (found.low, found.central, found.high)))


def fits_share(plan: Candidate, share: Share) -> bool:
    """Whether every even row stays within ``share``; seasonal ones are made within it."""
    if plan.shape == "equal":
        return all(row.amount <= share.monthly.value for row in plan.rows)
    return True


def _sum_of(whole: Yuan, owed: Explained[Yuan], parts: tuple[Waived, ...]) -> Explained[Yuan]:
    return Explained(
        whole,
        Text("plans.formula.total", basis=owed.value, waived=asked_of(parts), amount=whole),
        inputs={"basis": owed} | {f"waived {one.part}": one.amount for one in parts},
    )


def _monthly(plan: Candidate) -> Explained[Yuan]:
    amounts = [row.amount for row in plan.rows]
    if plan.shape == "seasonal":
        most, least = max(amounts), min(amounts)
        words = Text(
            "plans.formula.seasonal", total=plan.total, rows=len(amounts), most=most, least=least
        )
        return Explained(most, words)
    first, last = amounts[0], amounts[-1]
    return Explained(
        first,
        Text(
            "plans.formula.monthly", total=plan.total, months=len(amounts), amount=first, last=last
        ),
    )


def _saved(position: Position, owed: Explained[Yuan], whole: Yuan) -> Explained[Yuan]:
    claim = position.comparison.claim
    if claim is None:
        amount = owed.value - whole
        return Explained(amount, Text("plans.formula.saved", amount=amount))
    amount = asked_in_all(position) - whole
    formula = Text(
        "plans.formula.saved_against_claim",
        claimed=claim.total,
        later=beside_claim(position),
        total=whole,
        amount=amount,
        day=claim.on,
    )
    return Explained(amount, formula, entries=(claim.id,))


def _price_of_time(
    position: Position, kind: Kind, rows: tuple[Instalment, ...], today: date
) -> tuple[Explained[Yuan] | None, Text]:
    """What the length costs: the penalty that runs on unless the lender stops it, in words too."""
    if kind != "as_it_is":
        stopped = Text("plans.time.stopped", months=len(rows))
        return Explained(ZERO, stopped), stopped
    rate = contract_rate(position.facts)
    if rate is None:
        return None, Text("plans.time.unknown", months=len(rows))
    if not rate.value:
        none = Text("plans.time.none")
        return Explained(ZERO, none), none
    wider = position.facts.terms.penalty_base != "overdue_principal"
    found = running(rows, rate.value, today, on_everything=wider)
    if found is None:
        return None, Text("plans.time.never", amount=rows[0].amount)
    whole = total(row.amount for row in rows) + found.added
    said = Text("plans.time.running", amount=found.added, months=found.months, total=whole)
    formula = Text("plans.formula.running", rate=rate.words, amount=found.added)
    parameters = (rate.source,) if rate.source else ()
    entries = (rate.entry,) if rate.entry else ()
    runs: dict[str, Input] = {
        run.through.isoformat(): Text(
            "plans.formula.run",
            after=run.after,
            through=run.through,
            days=run.days,
            base=run.principal,
            rate=rate.words,
            amount=run.added,
        )
        for run in found.runs
    }
    return Explained(found.added, formula, runs, parameters=parameters, entries=entries), said


def _reasons(position: Position, plan: Candidate, frame: Frame, *, fits: bool) -> Iterator[Text]:
    yield Text("plans.reason.lender_decides")
    if plan.shape == "seasonal":
        yield Text("plans.reason.seasonal")
    else:
        values = {"months": len(plan.rows), "longest": frame.horizon.months}
        yield Text("plans.reason.fewest_months" if fits else "plans.reason.above", **values)
        if not fits:
            yield frame.horizon.says
        if frame.affordable.waits(frame.calendar.today) or plan.waits:
            yield Text("plans.reason.deferred", day=plan.rows[0].due)
        elif frame.affordable.low_months:
            yield Text("plans.reason.low_months", reserve=frame.affordable.reserve)
    if position.later:
        yield Text("plans.reason.later_included", amount=position.later)
    if position.owed.open:
        yield Text("plans.reason.open_parts")
    if position.comparison.disputed:
        yield Text("plans.reason.disputed_left_out")


def _horizon(facts: DebtFacts, today: date) -> Horizon:
    """Of a credit card the rule's longest plan; else an assumption."""
    if product(facts.disclosed.product).card:
        months = policy.value_or_first("credit_card.longest_plan_months", today).whole
        return Horizon(months, Text("plans.horizon.card", months=months))
    months = int(policy.assumption("plans.longest_months").central)
    return Horizon(months, Text("plans.horizon.assumed", months=months))
