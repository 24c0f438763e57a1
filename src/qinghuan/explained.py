"""A figure that can say where it comes from.

Every figure a rule returns carries its derivation: the formula in words, the
inputs, the policy parameters with their source, the entries it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, TypeAlias, TypeVar

from qinghuan.policy import Sourced
from qinghuan.words import Text

T = TypeVar("T")

Input: TypeAlias = "Explained[Decimal] | Explained[int] | Decimal | int | str | date | Text"


@dataclass(frozen=True, slots=True)
class Explained(Generic[T]):
    """``value`` and the way to it."""

    value: T
    formula: Text
    """In words, with the figures in it."""
    inputs: Mapping[str, Input] = field(default_factory=dict)
    parameters: tuple[Sourced, ...] = ()
    """Law, product and statistics used, each with source and date."""
    assumptions: tuple[str, ...] = ()
    """Names of assumptions used: no source is claimed for them."""
    entries: tuple[str, ...] = ()
    """Ids of the entries and lines it rests on."""

    def steps(self, depth: int = 0) -> Iterator[tuple[int, Explained[Any]]]:
        """Yield the figure itself, then those it was made from, each with its depth."""
        yield depth, self
        for value in self.inputs.values():
            if isinstance(value, Explained):
                yield from value.steps(depth + 1)


def told(figure: Explained[Any]) -> dict[str, Any]:
    """``figure`` as plain values, its sentences still to be said: the one form in JSON.

    ``inputs`` that are figures themselves are told in the same way, to any depth.
    """
    return {
        "value": _plain(figure.value),
        "formula": figure.formula,
        "inputs": {name: _plain(value) for name, value in figure.inputs.items()},
        "parameters": [source_told(parameter) for parameter in figure.parameters],
        "assumptions": list(figure.assumptions),
        "entries": list(figure.entries),
    }


def source_told(found: Sourced) -> dict[str, Any]:
    """Where a parameter stands, and how sure it is."""
    return {
        "name": found.name,
        "title": found.source.title,
        "number": found.source.number,
        "article": found.source.article,
        "checked_on": found.source.checked_on.isoformat(),
        "confidence": found.source.confidence,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Explained):
        return told(value)
    if isinstance(value, Decimal | Fraction):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
