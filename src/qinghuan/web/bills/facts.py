"""What the pages of this room ask of the journal, kept while nothing changes."""

from __future__ import annotations

from collections.abc import Iterator

from qinghuan import store
from qinghuan.imports.entries import StatementImported
from qinghuan.policy.products import called
from qinghuan.store.reading import CaseSummary
from qinghuan.store.waiting import ToSort
from qinghuan.web.answers import case_folded
from qinghuan.web.memory import head_of, remembered
from qinghuan.words import Text


def imports_of(case: str) -> list[StatementImported]:
    """The imports that hold, in the order they came."""
    key = ("bills imports", case, head_of(case))
    return remembered(key, lambda: list(_imports(case)))


def _imports(case: str) -> Iterator[StatementImported]:
    found = (item.fact for item in store.facts(case))
    return (fact for fact in found if isinstance(fact, StatementImported))


def waiting_of(case: CaseSummary) -> list[ToSort]:
    """Lines that wait to be sorted."""
    key = ("bills waiting", case.id, head_of(case.id))
    return remembered(key, lambda: store.to_sort(case.id, case_folded(case).categories))


def count_waiting(case: CaseSummary) -> int:
    """How many lines wait to be sorted."""
    key = ("bills count waiting", case.id, head_of(case.id))
    return remembered(key, lambda: store.count_to_sort(case.id, case_folded(case).categories))


def debts_of(case: CaseSummary) -> list[tuple[str, Text | str]]:
    """The debts a line can belong to: id and what people call it."""
    return [(debt.id, called(debt.disclosed)) for debt in case_folded(case).debts]
