"""The card of the next 24 hours in a terminal, and as data for a program."""

from __future__ import annotations

from typing import Any

from qinghuan.cli.answer import Sheet
from qinghuan.cli.as_data import as_data
from qinghuan.cli.screen import Screen
from qinghuan.contact.triage import Card24, Step
from qinghuan.words import Text


def card_lines(card: Card24, screen: Screen) -> list[str]:
    """The steps in order; what to say, what not to sign, and what to keep in mind."""
    sheet = Sheet(screen)
    sheet.heading(Text(f"contact.triage.title.{card.stops or 'go_on'}", day=card.today))
    for number, step in enumerate(card.steps, start=1):
        _tell(step, number, sheet)
    _caller(card, sheet)
    for name, told in (("say", card.say), ("unsigned", card.unsigned)):
        if told:
            sheet.heading(Text(f"contact.triage.title.{name}"))
        for number, words in enumerate(told, start=1):
            sheet.say(words, mark=f"  {number}. ")
    sheet.lines.append("")
    for note in card.notes:
        sheet.say(note, mark="  · ")
    if card.stops != "danger":
        sheet.say(Text("view.care"), mark="")
    return sheet.lines


def _tell(step: Step, number: int, sheet: Sheet) -> None:
    sheet.say(step.says, mark=f"  {number}. ")
    sheet.say(step.why, mark="     ")
    if step.line is not None and step.kind not in {"call", "danger"}:
        sheet.say(Text("view.next.call", number=step.line.string), mark="     ")
    for note in step.notes:
        sheet.say(note, mark="     · ", rest="       ")


def _caller(card: Card24, sheet: Sheet) -> None:
    if card.caller is None:
        return
    sheet.heading(Text("contact.triage.title.caller"))
    sheet.say(card.caller.says)
    for number, one in enumerate(card.caller.found, start=1):
        sheet.say(one.sign.words, mark=f"  {number}. ")
    for step in card.caller.steps:
        sheet.say(step, mark="  · ")


def card_data(card: Card24, screen: Screen) -> dict[str, Any]:
    """The card for a program."""
    return {
        "today": card.today.isoformat(),
        "stops": card.stops or None,
        "steps": [_step_data(step, screen) for step in card.steps],
        "say": as_data(card.say, screen),
        "unsigned": as_data(card.unsigned, screen),
        "caller": as_data(card.caller, screen),
        "notes": as_data(card.notes, screen),
    }


def _step_data(step: Step, screen: Screen) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "says": screen.words(step.says),
        "why": screen.words(step.why),
        "call": step.line.string if step.line else None,
        "source": step.line.name if step.line else None,
        "notes": as_data(step.notes, screen),
        "by": step.by.isoformat() if step.by else None,
        "owed": step.owed or None,
    }
