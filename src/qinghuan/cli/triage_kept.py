"""Which facts the answers of the first ten minutes leave, checked like any entered by hand."""

from __future__ import annotations

import json
from collections.abc import Callable

from qinghuan.case.fold import Case
from qinghuan.case.triage_facts import triage_facts
from qinghuan.cli.facts import Standing, read_facts
from qinghuan.contact.triage import TriageAnswers
from qinghuan.errors import Problem
from qinghuan.journal.fact import Fact


def facts_to_keep(
    answers: TriageAnswers, case: Case, standing: Standing, mint: Callable[[], str]
) -> tuple[list[Fact], list[Problem]]:
    """The new facts in ``answers``, and everything wrong with them; use none when any is wrong."""
    found = triage_facts(answers, case, case.as_of, mint)
    if not found:
        return [], []
    bodies = [{"kind": fact.KIND, **json.loads(fact.body())} for fact in found]
    return read_facts(json.dumps(bodies), standing, mint)
