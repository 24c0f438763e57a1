"""Signs of fraud in a message or a call (docs/rules/scams.md): a reason to stop, never a verdict.

The text is looked at and forgotten: nothing is stored and nothing logged. Without a sign it
is said that none is known, which does not mean safe.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from qinghuan import policy
from qinghuan.policy import Item, Sourced
from qinghuan.words import Text

WORDS: Final = Path(__file__).with_name("scam_words.yaml")
LISTS: Final = ("scams.signs", "scams.debt_restructuring_warning")


@dataclass(frozen=True, slots=True)
class Found:
    """One sign: what it looks like, and who warns of it."""

    sign: Item
    source: Sourced


@dataclass(frozen=True, slots=True)
class ScamCheck:
    """What a text shows, and what to do."""

    found: tuple[Found, ...]
    says: Text
    steps: tuple[Text, ...]
    price: Text
    """What others take, beside what this program takes."""


def scam_check(text: str, today: date) -> ScamCheck:
    """The known signs in ``text``, in the order of the lists."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(plain.split())
    known = [found for name in LISTS for found in _listed(name, today)]
    found = tuple(one for one in known if _shows(plain, _words().get(one.sign.id, ())))
    share = policy.look_up("scams.advance_fee_share", today)
    low, high = share.range if isinstance(share, Sourced) else (Decimal(0), Decimal(0))
    return ScamCheck(
        found=found,
        says=Text("contact.scam.found", count=len(found))
        if found
        else Text("contact.scam.none_known"),
        steps=_steps(today),
        price=Text("contact.scam.price", low=low, high=high),
    )


def _steps(today: date) -> tuple[Text, ...]:
    """Stop, check, report; the number to report to as it stands on the day."""
    steps = (Text("contact.scam.step.stop"), Text("contact.scam.step.check"))
    desk = policy.look_up("hotlines.anti_fraud", today)
    if not isinstance(desk, Sourced):
        return steps
    return (*steps, Text("contact.scam.step.report", number=desk.string))


def _listed(name: str, today: date) -> list[Found]:
    source = policy.look_up(name, today)
    items = source.items if isinstance(source, Sourced) else ()
    return [Found(item, source) for item in items if isinstance(source, Sourced)]


def _shows(plain: str, lines: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Whether of some line every group has a word in the text."""
    return any(all(any(word in plain for word in group) for group in line) for line in lines)


@cache
def _words() -> Mapping[str, Sequence[Sequence[Sequence[str]]]]:
    found: Mapping[str, Sequence[Sequence[Sequence[str]]]] = yaml.safe_load(
        WORDS.read_text(encoding="utf-8")
    )
    return {
        sign: [[[str(word).casefold() for word in group] for group in line] for line in lines]
        for sign, lines in found.items()
    }
