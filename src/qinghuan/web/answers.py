"""Folded and assessed cases, kept in this process while nothing changes; never on disk.

The key is the case, its head, the day, the digest of policy: a new fact or another day is
computed anew.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from qinghuan import policy, store
from qinghuan.case.assess import Assessment, assess
from qinghuan.case.debt import DebtAssessment, assess_debt
from qinghuan.case.fold import Case, fold
from qinghuan.case.plan import plan
from qinghuan.debts.facts import DebtFacts
from qinghuan.plans.offers import Offers
from qinghuan.store.reading import CaseSummary
from qinghuan.web.kept_pages import forget_pages
from qinghuan.web.memory import forget_answers, head_of, remembered
from qinghuan.web.page import day_of


def forget() -> None:
    """Drop everything: after locking, erasing, restoring."""
    forget_answers()
    forget_pages()


def _key(name: str, case: CaseSummary, day: date, *more: Any) -> tuple[Any, ...]:
    return (name, case.id, head_of(case.id), day, policy.digest(), *more)


def case_folded(case: CaseSummary, day: date | None = None) -> Case:
    """The facts of ``case`` as of ``day``."""
    on = day or day_of(case)
    key = _key("case", case, on)
    return remembered(key, lambda: fold(store.facts(case.id), on, store.bill_sums(case.id)))


def assessed(case: CaseSummary, day: date | None = None) -> Assessment:
    """Where ``case`` stands."""
    on = day or day_of(case)
    return remembered(
        _key("assessed", case, on),
        lambda: assess(case_folded(case, on), on, of_debt=_debt_assessed),
    )


def _debt_assessed(debt: DebtFacts, day: date) -> DebtAssessment:
    """A debt of which nothing changed is not computed anew when something else did.

    Known by how its facts are written, since amounts that are equal may be written differently.
    """
    written = hashlib.sha256(repr(debt).encode()).digest()
    return remembered(("debt", written, day, policy.digest()), lambda: assess_debt(debt, day))


def planned(case: CaseSummary, day: date | None = None) -> tuple[Offers, ...]:
    """The offers of ``case``."""
    on = day or day_of(case)
    return remembered(_key("planned", case, on), lambda: plan(assessed(case, on)))
