"""What the instalments of a debt really cost a year, from the recorded rows.

Money drawn against the rows as they were agreed, on their days; what was paid late or waived
plays no part. Where the rows do not repay what was drawn there is no rate, and that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qinghuan.debts.annual_rate import Flow, annual_rate
from qinghuan.debts.changes import ChargeMade, MoneyDrawn
from qinghuan.debts.entries import AmountFellDue
from qinghuan.debts.explaining import why_rate
from qinghuan.debts.facts import DebtFacts
from qinghuan.explained import Explained
from qinghuan.money import ZERO, total
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class InstalmentRate:
    """The effective rate of a year, or why there is none."""

    rate: Explained[Decimal] | None
    reason: Text | None = None
    rows: int = 0


def instalment_rate(debt: DebtFacts) -> InstalmentRate:
    """The rate of ``debt``, folded with all its rows, those to come among them."""
    drawn = [fact for fact in debt.changes if isinstance(fact, MoneyDrawn)]
    missing = _missing(drawn, debt.due)
    if missing is not None:
        return InstalmentRate(None, missing, len(debt.due))
    charges = [
        fact
        for fact in debt.changes
        if isinstance(fact, ChargeMade) and fact.part in {"instalment_fee", "interest"}
    ]
    if not charges and not any(row.interest or row.instalment_fee for row in debt.due):
        return InstalmentRate(None, Text("debts.instalment_rate.no_charges"), len(debt.due))
    flows = [
        *(Flow(fact.amount, fact.on) for fact in drawn),
        *(Flow(-fact.amount, fact.on) for fact in charges),
        *(Flow(-_billed(row), row.on) for row in debt.due),
    ]
    found = annual_rate(sorted(flows, key=lambda flow: str(flow.time)), "xirr")
    why = why_rate(found, flows, "xirr")
    if why is None or len(found.roots) > 1:
        return InstalmentRate(None, found.reason, len(debt.due))
    entries = tuple(fact.id for fact in (*drawn, *charges, *debt.due))
    told = Explained(why.value, why.formula, why.inputs, entries=entries)
    return InstalmentRate(told, None, len(debt.due))


def _missing(drawn: Sequence[MoneyDrawn], due: Sequence[AmountFellDue]) -> Text | None:
    if not drawn:
        return Text("debts.instalment_rate.no_drawdown")
    if not due:
        return Text("debts.instalment_rate.no_rows")
    taken, repaid = total(fact.amount for fact in drawn), total(row.principal for row in due)
    if taken != repaid:
        return Text("debts.instalment_rate.not_all_rows", drawn=taken, repaid=repaid)
    if any(getattr(row, "interest", None) is None for row in due):
        return Text("debts.instalment_rate.interest_unknown")
    first = min(fact.on for fact in drawn)
    if any(row.on <= first for row in due):
        return Text("debts.instalment_rate.due_before_drawdown")
    return None


def _billed(row: AmountFellDue) -> Decimal:
    return row.principal + (row.interest or ZERO) + (row.instalment_fee or ZERO)
