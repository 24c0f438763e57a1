"""Folded and assessed cases, kept in this process while nothing changes; never on disk.

The key is the case, its head, the day, the digest of policy: a new fact or another day is
computed anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any, Final, TypeVar

from qinghuan import policy, store
from qinghuan.case.assess import Assessment, assess
from qinghuan.case.fold import Case, fold
from qinghuan.case.plan import plan
from qinghuan.plans.offers import Offers
from qinghuan.store.reading import CaseSummary
from qinghuan.web.page import day_of

MOST: Final = 48
_kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_lock = Lock()
T = TypeVar("T")


def remembered(key: tuple[Any, ...], make: Callable[[], T]) -> T:
    """What ``make`` gave for ``key`` before, else what it gives now."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    made = make()
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Drop everything: after locking, erasing, restoring."""
    with _lock:
        _kept.clear()


def _key(name: str, case: CaseSummary, day: date, *more: Any) -> tuple[Any, ...]:
    return (name, case.id, store.head(case.id), day, policy.digest(), *more)


def case_folded(case: CaseSummary, day: date | None = None) -> Case:
    """The facts of ``case`` as of ``day``."""
    on = day or day_of(case)
    key = _key("case", case, on)
    return remembered(key, lambda: fold(store.facts(case.id), on, store.bill_sums(case.id)))


def assessed(case: CaseSummary, day: date | None = None) -> Assessment:
    """Where ``case`` stands."""
    on = day or day_of(case)
    return remembered(_key("assessed", case, on), lambda: assess(case_folded(case, on), on))


def planned(case: CaseSummary, day: date | None = None) -> tuple[Offers, ...]:
    """The offers of ``case``."""
    on = day or day_of(case)
    return remembered(_key("planned", case, on), lambda: plan(assessed(case, on)))
