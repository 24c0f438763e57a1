"""A first set of plans that can be offered: less debt before more time (docs/rules/options.md).

A ladder of requests, each asking the lender for more than the one before, crossed with
the fewest equal months that fit what the household can pay. None is due, none is
promised: whether one is accepted the lender decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from qinghuan import policy
from qinghuan.debts.entries import Part
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import PARTS, Owed
from qinghuan.debts.penalty import contract_rate
from qinghuan.debts.reconcile import Comparison
from qinghuan.explained import Explained
from qinghuan.household.affordable import Affordable
from qinghuan.money import ZERO, Yuan, fen, from_fen, total
from qinghuan.plans.running import running
from qinghuan.plans.schedule import Instalment, due_days, equal_instalments, rows_needed
from qinghuan.policy.products import product
from qinghuan.words import Text

__all__ = [
    "Instalment",
    "Kind",
    "Option",
    "Position",
    "Waived",
    "allot",
    "instead",
    "lengths",
    "options",
]

Kind = Literal["as_it_is", "penalty_stopped", "penalty_waived", "principal_only"]
"""The ladder: everything, running on · everything, the penalty stopped today · without
what the delay added · the principal alone."""

LADDER: Final[Mapping[Kind, tuple[Part, ...]]] = {
    "as_it_is": (),
    "penalty_stopped": (),
    "penalty_waived": ("penalty_interest", "compound_interest", "late_fee"),
    "principal_only": tuple(part for part in PARTS if part != "principal"),
}
"""The parts each request asks the lender to waive."""
LEAST_ROW: Final = 100
"""Fen: rows of less than a yuan are no plan."""


@dataclass(frozen=True, slots=True)
class Position:
    """One debt as the plans see it."""

    facts: DebtFacts
    owed: Owed
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Waived:
    """What a plan asks the lender to give up of one part."""

    part: Part
    amount: Explained[Yuan]


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
    first_date: date
    instalments: tuple[Instalment, ...]
    total: Explained[Yuan]
    """What the rows sum to; where the penalty runs on, ``running`` comes on top."""
    running: Explained[Yuan] | None
    """The most the penalty adds until all is paid; 0.00 where the lender is asked to stop it;
    None where the rate is not known, or these rows would never pay it off."""
    monthly: Explained[Yuan]
    """Every row but the last."""
    saved: Explained[Yuan]
    """Less than the claim (or than our figure where there is no claim), this much."""
    share: Explained[Yuan]
    """This debt's part of what the household can pay in a month."""
    burden: Literal["fits", "above"]
    """Whether every row stays within that share."""
    price_of_time: Text
    """What the length costs."""
    reasons: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class _Horizon:
    """The longest plan worth offering, and who says so."""

    months: int
    says: Text


def instead(affordable: Affordable) -> tuple[Text, ...]:
    """What to do where nothing is left for a plan; what is not known yet the household asks."""
    return affordable.steps


def allot(positions: Sequence[Position], affordable: Affordable) -> Mapping[str, Explained[Yuan]]:
    """Each debt's part of the monthly affordable amount, pro rata by principal, to the fen.

    Later instalments count. Each part is cut to the fen; the fen left over go one each to
    the debts whose cut was largest, of equal ones to the one named first.
    """
    weights = {one.owed.debt: fen(_principal(one.owed)) for one in positions}
    whole, amount = sum(weights.values()), fen(affordable.monthly.value)
    if not whole:
        return {}
    exact = {debt: Fraction(amount * weight, whole) for debt, weight in weights.items()}
    parts = {debt: int(share) for debt, share in exact.items()}
    by_cut = sorted(exact, key=lambda debt: parts[debt] - exact[debt])
    for debt in by_cut[: amount - sum(parts.values())]:
        parts[debt] += 1
    return {debt: _allotted(from_fen(part), affordable) for debt, part in parts.items()}


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
        if share is not None and share.value and position.owed.overdue:
            found += _ladder(position, share, affordable, today=today, pay_day=pay_day)
    return tuple(found)


def lengths(
    position: Position,
    affordable: Affordable,
    share: Explained[Yuan],
    *,
    today: date,
    pay_day: int | None = None,
) -> Iterator[Option]:
    """Every rung at every length from the fewest months that fit to the longest worth offering.

    The rungs in the order of the ladder, the shortest first; none whose rows would be fen.
    """
    for first in _ladder(position, share, affordable, today=today, pay_day=pay_day):
        horizon = _horizon(position.facts, today)
        yield first
        for rows in range(first.months + 1, horizon.months + 1):
            if fen(first.total.value) // rows < LEAST_ROW:
                break
            days = due_days(today, rows, pay_day, affordable.begins)
            frame = _Frame(days, horizon, affordable, today)
            yield _option(position, first.kind, first.waived, share, frame)


def _ladder(
    position: Position,
    share: Explained[Yuan],
    affordable: Affordable,
    *,
    today: date,
    pay_day: int | None,
) -> Iterator[Option]:
    """One option a rung; a rung that waives no more than the one before is left out."""
    asked_before: Yuan | None = None
    runs_on = True
    for kind in LADDER:
        waived = _waived(position.owed, kind)
        asked = total(one.amount.value for one in waived)
        if kind == "penalty_stopped" and not runs_on:
            continue
        if asked == asked_before and kind != "penalty_stopped":
            continue
        asked_before = asked
        rest = _basis(position.owed).value - asked
        if not rest:
            continue
        horizon = _horizon(position.facts, today)
        rows = min(rows_needed(rest, share.value), horizon.months)
        days = due_days(today, rows, pay_day, affordable.begins)
        option = _option(position, kind, waived, share, _Frame(days, horizon, affordable, today))
        runs_on = option.running is None or bool(option.running.value)
        yield option


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a plan is fitted into."""

    days: list[date]
    horizon: _Horizon
    affordable: Affordable
    today: date


def _option(
    position: Position,
    kind: Kind,
    waived: tuple[Waived, ...],
    share: Explained[Yuan],
    frame: _Frame,
) -> Option:
    basis = _basis(position.owed)
    asked = total(one.amount.value for one in waived)
    principal = _principal(position.owed)
    rows = equal_instalments(principal, basis.value - asked - principal, frame.days)
    whole = total(row.amount for row in rows)
    fits = all(row.amount <= share.value for row in rows)
    more, price = _price_of_time(position, kind, rows, frame.today)
    return Option(
        kind=kind,
        debt=position.owed.debt,
        label=Text(f"plans.option.{kind}"),
        basis=basis,
        waived=waived,
        months=len(rows),
        first_date=rows[0].due,
        instalments=rows,
        total=_sum_of(whole, basis, waived),
        running=more,
        monthly=_monthly(rows, whole),
        saved=_saved(position, basis, whole),
        share=share,
        burden="fits" if fits else "above",
        price_of_time=price,
        reasons=tuple(_reasons(position, rows, fits=fits, frame=frame)),
    )


def _principal(owed: Owed) -> Yuan:
    """The unpaid principal, later instalments included."""
    return owed.amount("principal") + (owed.not_yet_due.value if owed.not_yet_due else ZERO)


def _basis(owed: Owed) -> Explained[Yuan]:
    later = owed.not_yet_due.value if owed.not_yet_due else ZERO
    amount = owed.total + later
    return Explained(
        amount,
        Text("plans.formula.basis", due=owed.total, later=later, amount=amount),
        inputs=dict(owed.parts) | ({"not_yet_due": owed.not_yet_due} if owed.not_yet_due else {}),
    )


def _waived(owed: Owed, kind: Kind) -> tuple[Waived, ...]:
    return tuple(
        Waived(part, owed.parts.get(part) or _least(owed.amount(part)))
        for part in LADDER[kind]
        if owed.amount(part)
    )


def _least(amount: Yuan) -> Explained[Yuan]:
    return Explained(amount, Text("plans.formula.least", amount=amount))


def _sum_of(whole: Yuan, basis: Explained[Yuan], waived: tuple[Waived, ...]) -> Explained[Yuan]:
    asked = total(one.amount.value for one in waived)
    return Explained(
        whole,
        Text("plans.formula.total", basis=basis.value, waived=asked, amount=whole),
        inputs={"basis": basis} | {f"waived {one.part}": one.amount for one in waived},
    )


def _monthly(rows: tuple[Instalment, ...], whole: Yuan) -> Explained[Yuan]:
    first, last = rows[0].amount, rows[-1].amount
    return Explained(
        first,
        Text("plans.formula.monthly", total=whole, months=len(rows), amount=first, last=last),
    )


def _saved(position: Position, basis: Explained[Yuan], whole: Yuan) -> Explained[Yuan]:
    claim = position.comparison.claim
    if claim is None:
        amount = basis.value - whole
        return Explained(amount, Text("plans.formula.saved", amount=amount))
    later = position.owed.not_yet_due.value if position.owed.not_yet_due else ZERO
    beside = ZERO if _holds_later(position, later) else later
    amount = claim.total + beside - whole
    formula = Text(
        "plans.formula.saved_against_claim",
        claimed=claim.total,
        later=beside,
        total=whole,
        amount=amount,
        day=claim.on,
    )
    return Explained(amount, formula, entries=(claim.id,))


def _holds_later(position: Position, later: Yuan) -> bool:
    """Whether the claim's total holds later instalments already."""
    comparison = position.comparison
    if comparison.ours is None or not later:
        return False
    return comparison.ours == comparison.owed.total + later


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
    return Explained(found.added, formula, parameters=parameters, entries=entries), said


def _reasons(
    position: Position, rows: tuple[Instalment, ...], *, fits: bool, frame: _Frame
) -> Iterator[Text]:
    yield Text("plans.reason.lender_decides")
    values = {"months": len(rows), "longest": frame.horizon.months}
    yield Text("plans.reason.fewest_months" if fits else "plans.reason.above", **values)
    if not fits:
        yield frame.horizon.says
    if frame.affordable.waits(frame.today):
        yield Text("plans.reason.deferred", day=rows[0].due)
    elif frame.affordable.low_months:
        yield Text("plans.reason.low_months", reserve=frame.affordable.reserve)
    if position.owed.not_yet_due:
        yield Text("plans.reason.later_included", amount=position.owed.not_yet_due.value)
    if position.owed.open:
        yield Text("plans.reason.open_parts")
    if position.comparison.disputed:
        yield Text("plans.reason.disputed_left_out")


def _horizon(facts: DebtFacts, today: date) -> _Horizon:
    """Of a credit card the rule's longest plan; else an assumption."""
    if product(facts.disclosed.product).card:
        months = policy.value("credit_card.longest_plan_months", today).whole
        return _Horizon(months, Text("plans.horizon.card", months=months))
    months = int(policy.assumption("plans.longest_months").central)
    return _Horizon(months, Text("plans.horizon.assumed", months=months))


def _allotted(amount: Yuan, affordable: Affordable) -> Explained[Yuan]:
    whole = affordable.monthly
    formula = Text("plans.formula.share", amount=amount, whole=whole.value)
    return Explained(amount, formula, inputs={"affordable": whole})
