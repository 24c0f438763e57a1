"""``qinghuan fears [ID]``: what is true of frightening words, what it rests on, what to do now."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import Any

from qinghuan.cli.answer import Sheet
from qinghuan.cli.as_data import as_data
from qinghuan.cli.cases import today
from qinghuan.cli.codes import DONE
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.contact.fears import Basis, Fear, fear, fears
from qinghuan.policy.render import nature_words, source_words
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("card", metavar="ID", nargs="?")
    parser.take_today()
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """One card, or all of them by what is heard."""
    day = asked.today or today()
    cards = _chosen(asked.card, day) if asked.card else fears(day)
    screen.data([_data(card, screen) for card in cards])
    sheet = Sheet(screen)
    if asked.card:
        for card in cards:
            _tell(card, sheet)
    else:
        _list(cards, sheet)
    sheet.say(Text("view.care"), mark="")
    for told in sheet.lines:
        screen.line(told)
    return DONE


def _chosen(name: str, day: date) -> tuple[Fear, ...]:
    found = fear(name, day)
    if found is None:
        known = ", ".join(card.id for card in fears(day))
        raise Stopped(fault("no_card", named=name, known=known))
    return (found,)


def _list(cards: tuple[Fear, ...], sheet: Sheet) -> None:
    sheet.heading(Text("contact.view.fears.title"))
    sheet.table([[card.id, card.heard] for card in cards], ["left", "left"])
    sheet.say(Text("contact.view.fears.how"))


def _tell(card: Fear, sheet: Sheet) -> None:
    sheet.heading(card.heard)
    parts = [("true", card.true), ("now", card.now)]
    if card.card is not None:
        parts.append(("card", card.card))
    sheet.pairs((Text(f"contact.view.fear.{name}"), words) for name, words in parts)
    sheet.say(Text("contact.view.fear.sources"))
    told = dict.fromkeys(
        sheet.words(_told(basis)) for basis in (*card.rests_on, *card.card_rests_on)
    )
    for words in told:
        sheet.say(words, mark="    · ", rest="      ")


def _told(basis: Basis) -> Text:
    if basis.found is None:
        return Text("contact.view.fear.ask", question=basis.asks or "")
    source = source_words(basis.found.source)
    return Text("contact.view.fear.source", grade=nature_words(basis.nature), source=source)


def _data(card: Fear, screen: Screen) -> dict[str, Any]:
    return {
        "id": card.id,
        "heard": screen.words(card.heard),
        "true": screen.words(card.true),
        "now": screen.words(card.now),
        "card": screen.words(card.card) if card.card else None,
        "rests_on": list(_bases(card, screen)),
    }


def _bases(card: Fear, screen: Screen) -> Iterator[dict[str, Any]]:
    for basis in (*card.rests_on, *card.card_rests_on):
        yield {
            "parameter": basis.parameter,
            "grade": basis.nature,
            "source": screen.words(_told(basis)) if basis.found else None,
            "ask": as_data(basis.asks, screen),
        }
