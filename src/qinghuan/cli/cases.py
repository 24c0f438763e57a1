"""The open data folder, the clock, and the case a person means."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from qinghuan import store
from qinghuan.cli.faults import Stopped, fault
from qinghuan.dates import china_today

if TYPE_CHECKING:
    from qinghuan.case.fold import Case
    from qinghuan.cli.facts import Standing
    from qinghuan.store.reading import CaseSummary


def now() -> datetime:
    """The present moment: the one place below the commands where the clock is read."""
    return datetime.now(UTC)


def today() -> date:
    """Today in China."""
    return china_today(now())


def found(named: str) -> CaseSummary:
    """The case called ``named``: its id, a unique beginning of it, or its label.

    Opens the data folder. Raises :class:`Stopped` when none or several fit.
    """
    store.open_home()
    known = store.cases(store.OWNER)
    exact = [case for case in known if case.id == named]
    fitting = exact or [
        case for case in known if named and (case.id.startswith(named) or case.index.label == named)
    ]
    if not fitting:
        raise Stopped(fault("no_case", named=named))
    if len(fitting) > 1:
        ids = ", ".join(case.id for case in fitting)
        raise Stopped(fault("several_cases", named=named, count=len(fitting), ids=ids))
    return fitting[0]


def folded(case: str, day: date) -> Case:
    """The case ``case`` as of ``day``, with what its bills say."""
    from qinghuan.case.fold import fold  # noqa: PLC0415 - loads every room

    return fold(store.facts(case), day, store.bill_sums(case))


def standing_of(case: str, *, sure: bool = False) -> Standing:
    """What new facts of ``case`` are checked against; ``sure``: large amounts are meant."""
    from qinghuan.cli.facts import Standing  # noqa: PLC0415 - loads every room
    from qinghuan.debts.entries import DebtDisclosed  # noqa: PLC0415

    facts = [recorded.fact for recorded in store.facts(case)]
    return Standing(
        today=today(),
        debts=frozenset(fact.id for fact in facts if isinstance(fact, DebtDisclosed)),
        ids=frozenset(entry.id for entry in store.entries(case)),
        sure=sure,
    )
