"""The official channel to a creditor: its own number where one was verified, else where to find it.

A number that came in a message or a call is never one of them (docs/rules/channels.md).

>>> channel("huabei", date(2026, 11, 23)).number, channel("weilidai", date(2026, 11, 23)).number
('95188', '')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan import policy
from qinghuan.policy import Gap, Sourced
from qinghuan.policy.products import Product, product
from qinghuan.words import Text

INDEPENDENT: Final = (
    "hotlines.legal_aid",
    "hotlines.courts",
    "hotlines.financial_regulator",
    "hotlines.central_bank",
    "hotlines.anti_fraud",
)
"""Lines that belong to nobody in the dispute: advice, courts, complaints, credit record, fraud."""


@dataclass(frozen=True, slots=True)
class Channel:
    """How to reach the creditor of one product."""

    product: str
    desk: Sourced | None
    """Its number with where that stands; None where none was verified."""
    says: Text
    ways: tuple[Text, ...]
    """Where else to look or what to ask, in order; the last one says what is no channel."""

    @property
    def number(self) -> str:
        """The verified number; empty when there is none."""
        return self.desk.string if self.desk else ""


def desk_of(name: str) -> str:
    """The parameter with the number of the desk for the product ``name``; empty when none."""
    return product(name).desk


def desk(name: str, today: date) -> Sourced | None:
    """The number of the desk for the product ``name``, where one is verified on the day."""
    return line(desk_of(name), today)


def line(parameter: str, today: date) -> Sourced | None:
    """The number that ``parameter`` holds on the day; None without a parameter or a number."""
    found = policy.look_up(parameter, today) if parameter else None
    return found if isinstance(found, Sourced) else None


def channel(name: str, today: date) -> Channel:
    """The official channel for the product ``name`` on the day."""
    about, number = product(name), desk(name, today)
    if "private" in about.form:
        return Channel(name, None, Text("contact.channel.private"), ())
    says = (
        Text("contact.channel.dial", number=number.string)
        if number
        else Text("contact.channel.unknown")
    )
    return Channel(name, number, says, _ways(about, number, today))


def _ways(about: Product, number: Sourced | None, today: date) -> tuple[Text, ...]:
    seen = policy.look_up(about.desk_in_app, today) if about.desk_in_app else None
    in_app = seen.question if isinstance(seen, Gap) else Text("contact.channel.app")
    ways = [in_app]
    if number is None:
        ways.append(Text("contact.channel.contract"))
    if about.card:
        ways.insert(0, Text("contact.channel.card"))
    return (*ways, Text("contact.channel.never"))
