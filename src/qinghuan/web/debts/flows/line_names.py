"""What a line of a statement is by its own name, where the person did not say: shown before use."""

from __future__ import annotations

from typing import Final

from qinghuan.debts.entries import Part

_WORDS: Final[tuple[tuple[str, Part], ...]] = (
    ("复利", "compound_interest"),
    ("罚息", "penalty_interest"),
    ("逾期利息", "penalty_interest"),
    ("逾期费", "penalty_interest"),
    ("违约金", "late_fee"),
    ("滞纳金", "late_fee"),
    ("手续费", "instalment_fee"),
    ("分期费", "instalment_fee"),
    ("律师费", "enforcement_cost"),
    ("诉讼费", "enforcement_cost"),
    ("催收费", "enforcement_cost"),
    ("利息", "interest"),
    ("本金", "principal"),
)
"""The narrower word first."""


def part_of(name: str) -> Part:
    """The part that ``name`` speaks of; ``unnamed`` where it speaks of none or of several."""
    rest, found = name, list[Part]()
    for word, part in _WORDS:
        if word in rest:
            found.append(part)
            rest = rest.replace(word, "")
    return found[0] if len(found) == 1 else "unnamed"
