"""The debt a person means: by its id, what they call it, or its product."""

from __future__ import annotations

from collections.abc import Iterable

from qinghuan.cli.faults import Stopped, fault
from qinghuan.debts.facts import DebtFacts


def debt_named(named: str, debts: Iterable[DebtFacts]) -> DebtFacts:
    """The debt called ``named``. Raises :class:`Stopped` when none is."""
    for debt in debts:
        disclosed = debt.disclosed
        if named in {debt.id, disclosed.product_name, disclosed.product}:
            return debt
    raise Stopped(fault("unknown_debt", debt=named))
