"""The way to a figure of a schedule, a rate or a ledger, made only when somebody asks.

Schedules and ledgers carry bare amounts, which keeps them fast; each function here says for
one of them how it came about, as an :class:`~qinghuan.explained.Explained`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from qinghuan.debts.annual_rate import AnnualRate, Flow, Method
from qinghuan.debts.engine import Account
from qinghuan.debts.entries import Part
from qinghuan.debts.schedule import Schedule
from qinghuan.explained import Explained, Input
from qinghuan.money import Yuan, as_decimal, rounded
from qinghuan.words import Text

_SHOWN: Final = Decimal("0.000001")
"""To what a rate is read; the figure itself has twelve places."""


def why_payment(found: Schedule) -> Explained[Yuan] | None:
    """How the regular payment came about; None where every row differs."""
    plan = found.plan
    if found.payment is None:
        return None
    inputs: dict[str, Input] = {
        "principal": plan.principal,
        "rows": len(found.rows),
        f"rate {plan.rate.kind}": plan.rate.value,
        "day_count": plan.day_count,
    }
    given = "given" if plan.payment is not None else plan.shape
    words = Text(
        f"debts.why.payment.{given}",
        principal=plan.principal,
        rows=len(found.rows),
        amount=found.payment,
    )
    return Explained(found.payment, words, inputs)


def why_row(found: Schedule, n: int) -> Explained[Yuan]:
    """What is paid with row ``n``, and of which parts. Raises :class:`IndexError`."""
    if not 1 <= n <= len(found.rows):
        raise IndexError(n)
    row = found.rows[n - 1]
    before = found.rows[n - 2].balance if n > 1 else found.plan.principal
    words = Text(
        "debts.why.row.last" if n == len(found.rows) else "debts.why.row",
        n=n,
        principal=row.principal,
        interest=row.interest,
        fee=row.fee,
        amount=row.payment,
    )
    return Explained(row.payment, words, {"balance_before": before, "balance_after": row.balance})


def why_rate(found: AnnualRate, flows: Sequence[Flow], method: Method) -> Explained[Decimal] | None:
    """Which equation the effective rate solves; None where there is no rate."""
    if found.effective is None:
        return None
    amounts: dict[str, Input] = {
        f"{place} {flow.time}": flow.amount for place, flow in enumerate(flows, start=1)
    }
    shown = rounded(found.effective, step=_SHOWN)
    words = Text(f"debts.why.rate.{method}", count=len(flows), rate=shown)
    return Explained(found.effective, words, amounts)


def why_part(found: Account, part: Part) -> Explained[Yuan]:
    """What is owed of ``part``: what came in, less what was paid and waived, with its days.

    Raises :class:`KeyError` for a part that never came in.
    """
    one = found.parts[part]
    words = Text(
        "debts.formula.part_waived",
        charged=one.came_in,
        paid=one.paid,
        waived=one.waived,
        left=one.owed,
    )
    inputs: dict[str, Input] = {}
    for stretch in found.stretches:
        if stretch.part == part and stretch.base:
            inputs[f"{stretch.first}/{stretch.last} {stretch.base}"] = Text(
                "debts.formula.stretch_at_rate",
                first=stretch.first,
                last=stretch.last,
                days=stretch.days,
                base=stretch.base,
                rate=as_decimal(stretch.rate),
            )
    for settled in found.settled:
        if part in settled.parts:
            inputs[f"paid {settled.on} {settled.payment}".rstrip()] = settled.parts[part]
    sources = {
        settled.order.source.name: settled.order.source
        for settled in found.settled
        if part in settled.parts and settled.order.source
    }
    entries = tuple(item.entry for item in found.items if item.entry and item.of(part))
    return Explained(one.owed, words, inputs, tuple(sources.values()), entries=entries)
