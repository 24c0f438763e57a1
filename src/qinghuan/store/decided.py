"""What the person decided about lines of bills: the last word about each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from qinghuan.case.kinds import KINDS
from qinghuan.imports.entries import LineDecision, LinesSorted
from qinghuan.journal.fact import Corrected
from qinghuan.journal.history import Recorded, holding
from qinghuan.store.reading import entries_of_kinds
from qinghuan.store.refusal import refusals

_KINDS: Final = (LinesSorted.KIND, Corrected.KIND)


class Decided(NamedTuple):
    """A decision, the entry it stands in, and the sequence at which it was learned."""

    says: LineDecision
    entry: str
    sequence: int


def decisions(case: str) -> dict[str, Decided]:
    """What holds about each line of ``case`` that somebody decided about, by id of the line."""
    with refusals(case):
        return decisions_in(holding(entries_of_kinds(case, _KINDS), KINDS))


def decisions_in(recorded: Iterable[Recorded]) -> dict[str, Decided]:
    """The same from facts that hold."""
    return {
        decision.line: Decided(decision, item.fact.id, item.sequence)
        for item in sorted(recorded, key=lambda item: item.sequence)
        if isinstance(item.fact, LinesSorted)
        for decision in item.fact.decisions
    }
