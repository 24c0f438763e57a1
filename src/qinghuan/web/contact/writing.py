"""From a form of contact to the journal: read, checked whole, recorded or corrected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.cli.facts import Standing, read_facts
from qinghuan.debts.entries import DebtDisclosed
from qinghuan.errors import Problem
from qinghuan.journal.fact import Fact
from qinghuan.store.reading import CaseSummary
from qinghuan.web.page import day_of
from qinghuan.web.recording import Recorded, record


def standing_of(case: CaseSummary, *, sure: bool = False) -> Standing:
    """What a new fact of ``case`` is checked against, on the day of the case."""
    facts = [recorded.fact for recorded in store.facts(case.id)]
    return Standing(
        today=day_of(case),
        debts=frozenset(fact.id for fact in facts if isinstance(fact, DebtDisclosed)),
        ids=frozenset(entry.id for entry in store.entries(case.id)),
        sure=sure,
    )


def read(
    case: CaseSummary, body: Mapping[str, Any], *, replaces: Fact | None = None, sure: bool = False
) -> tuple[Fact | None, list[Problem]]:
    """The fact in ``body``, or everything wrong with it."""
    standing = standing_of(case, sure=sure)
    given = dict(body)
    if replaces is not None:
        given["id"] = replaces.id
        standing = Standing(
            standing.today, standing.debts, standing.ids - {replaces.id}, standing.sure
        )
    written = json.dumps(given, ensure_ascii=False, default=str)
    facts, problems = read_facts(written, standing, store.mint)
    return (facts[0] if facts and not problems else None), problems


def record_or_correct(
    request: HttpRequest, case: CaseSummary, fact: Fact, wrong: Fact | None, reason: str
) -> Recorded:
    """Record ``fact``, or put it in the place of ``wrong``."""
    if wrong is None:
        return record(request, case.id, [fact])
    correction = KINDS.correction(wrong, fact, id=store.mint(), on=day_of(case), reason=reason)
    return record(request, case.id, [correction])
