"""Cards for what people are told to frighten them: what is true, what it rests on, what to do now.

Each rests on parameters by name (``fears.yaml``). Where nothing verified stands the question is
asked; what differs for credit cards is said apart (docs/rules/fears.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from qinghuan import policy
from qinghuan.policy import Gap, Nature, Sourced
from qinghuan.words import Text

FILE: Final = Path(__file__).with_name("fears.yaml")
_YEARS: Final = "credit_record.years_kept"


@dataclass(frozen=True, slots=True)
class Basis:
    """One rule a card rests on, by the name of its parameter."""

    parameter: str
    nature: Nature
    found: Sourced | None
    """None where nothing verified stands on the day."""
    asks: Text | None
    """What to ask instead."""


@dataclass(frozen=True, slots=True)
class Fear:
    """One card."""

    id: str
    heard: Text
    true: Text
    now: Text
    rests_on: tuple[Basis, ...]
    card: Text | None = None
    """How credit cards differ; None where they do not."""
    card_rests_on: tuple[Basis, ...] = ()


def fears(today: date) -> tuple[Fear, ...]:
    """Every card, in the order of the file."""
    return tuple(_fear(name, given, today) for name, given in _written().items())


def fear(name: str, today: date) -> Fear | None:
    """The card ``name``; None where there is none."""
    given = _written().get(name)
    return None if given is None else _fear(name, given, today)


def _fear(name: str, given: Mapping[str, Sequence[str]], today: date) -> Fear:
    of_cards = given.get("card", ())
    return Fear(
        id=name,
        heard=Text(f"contact.fear.{name}"),
        true=_true(name, today),
        now=Text(f"contact.fear.{name}.now"),
        rests_on=tuple(_basis(each, today) for each in given["rests_on"]),
        card=Text(f"contact.fear.{name}.card") if of_cards else None,
        card_rests_on=tuple(_basis(each, today) for each in of_cards),
    )


def _true(name: str, today: date) -> Text:
    if name != "tonight":
        return Text(f"contact.fear.{name}.true")
    return Text("contact.fear.tonight.true", years=policy.value_or_first(_YEARS, today).whole)


def _basis(name: str, today: date) -> Basis:
    found = policy.look_up(name, today)
    if isinstance(found, Gap):
        return Basis(name, found.nature, None, found.question)
    return Basis(name, found.nature, found, None)


@cache
def _written() -> dict[str, dict[str, Any]]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))
