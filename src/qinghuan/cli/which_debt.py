"""The debt a person means: by its id, what they call it, or its product."""

from __future__ import annotations

from collections.abc import Iterable

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.cli.faults import Stopped, fault
from qinghuan.debts.facts import DebtFacts


def debt_named(named: str, debts: Iterable[DebtFacts]) -> DebtFacts:
    """The debt called ``named``. Raises :class:`Stopped` when none is."""
    for debt in debts:
        disclosed = debt.disclosed
        if named in {debt.id, disclosed.product_name, disclosed.product}:
            return debt
    raise Stopped(fault("unknown_debt", debt=named))


def debt_meant(named: str, result: Assessment) -> DebtAssessment:
    """The debt that is meant: the one named, or the only late one. Raises :class:`Stopped`."""
    if named:
        meant = debt_named(named, result.case.debts).id
        return next(debt for debt in result.debts if debt.facts.id == meant)
    fitting = [debt for debt in result.debts if debt.late]
    if len(fitting) != 1:
        names = " / ".join(_written(debt) for debt in fitting or result.debts)
        raise Stopped(fault("which_debt", names=names))
    return fitting[0]


def _written(debt: DebtAssessment) -> str:
    """The debt as it can be named to a command."""
    return debt.facts.disclosed.product_name or debt.facts.disclosed.product
