"""``qinghuan contact CASE``: record one contact, by questions or by options."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any, Final

from qinghuan import store
from qinghuan.cli.as_data import as_data
from qinghuan.cli.asking import day
from qinghuan.cli.care import stop_for_care
from qinghuan.cli.cases import folded, found, now, standing_of, today
from qinghuan.cli.codes import DONE
from qinghuan.cli.contact_questions import (
    ACTS,
    BANNED,
    CHANNELS,
    DIRECTIONS,
    REACHED,
    clock,
    contact_of,
    promise,
)
from qinghuan.cli.facts import read_facts
from qinghuan.cli.faults import Stopped
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.cli.which_debt import debt_named
from qinghuan.contact.entries import ContactMade
from qinghuan.policy.products import called
from qinghuan.words import Text

_PLAIN: Final = ("debt", "institution", "person", "staff_number", "their_number", "said", "note")
_CHOSEN: Final = ("direction", "channel", "reached", "at", "minutes", "answered", "time_agreed")


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("--on", metavar="YYYY-MM-DD", type=parser.reads(day))
    parser.take("--at", metavar="HH:MM", type=parser.reads(clock))
    parser.take("--direction", choices=DIRECTIONS)
    parser.take("--channel", choices=CHANNELS)
    for name in _PLAIN:
        parser.take("--" + name.replace("_", "-"), metavar=name.upper())
    parser.take("--minutes", metavar="N", type=int)
    parser.take("--promise", metavar="WHAT|AMOUNT|BY", action="append", type=parser.reads(promise))
    parser.take("--recording-kept", action="store_true")
    parser.take("--not-answered", dest="answered", action="store_const", const=False)
    parser.take("--reached", choices=REACHED)
    parser.take("--time-agreed", action="store_const", const=True)
    parser.take("--did", choices=BANNED, action="append")
    parser.take("--act", choices=ACTS, action="append")
    parser.take("--go-on", action="store_true")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Record the contact and say what it calls for."""
    case = found(asked.case)
    body = _given(asked)
    debts = folded(case.id, today()).debts
    if not body:
        body = contact_of(screen, [(debt.id, called(debt.disclosed)) for debt in debts], today())
    elif "debt" in body:
        body["debt"] = debt_named(body["debt"], debts).id
    written = json.dumps(_whole(body), ensure_ascii=False)
    if not asked.go_on:
        stop_for_care(written)
    contact = _checked(written, case.id)
    done = store.append(case.id, [contact], who=store.OWNER, now=now())
    _tell(contact, case.id, done.head, screen)
    return DONE


def _given(asked: Namespace) -> dict[str, Any]:
    """What was given as options; empty where none was, so that it is asked."""
    names = (*_PLAIN, *_CHOSEN)
    body = {name: value for name in names if (value := getattr(asked, name)) is not None}
    lists = {"promises": asked.promise, "did": asked.did, "acts": asked.act}
    body |= {name: given for name, given in lists.items() if given}
    if asked.on is not None:
        body["on"] = asked.on.isoformat()
    return body | ({"recording_kept": True} if asked.recording_kept else {})


def _whole(body: dict[str, Any]) -> dict[str, Any]:
    """With the day of today and an incoming call where nothing else was said."""
    begun = {"kind": ContactMade.KIND, "on": today().isoformat()}
    return {**begun, "direction": "incoming", "channel": "phone", **body}


def _checked(written: str, case: str) -> ContactMade:
    """The contact; raises :class:`Stopped` with everything that is wrong with it."""
    facts, problems = read_facts(written, standing_of(case), store.mint)
    contacts = [fact for fact in facts if isinstance(fact, ContactMade)]
    if problems or not contacts:
        raise Stopped(*problems)
    return contacts[0]


def _tell(contact: ContactMade, case: str, head: str, screen: Screen) -> None:
    from qinghuan.case.assess import assess  # noqa: PLC0415 - after the write

    result = assess(folded(case, today()), today())
    signs = [sign for sign in result.conduct if contact.id in sign.entries]
    screen.data(
        {
            "ok": True,
            "case": case,
            "id": contact.id,
            "head": head,
            "conduct": as_data(signs, screen),
            "next_step": as_data(result.next_step, screen),
        }
    )
    screen.say(Text("contact.log.done"))
    for sign in signs:
        screen.line("  · " + screen.words(sign.says))
    screen.say(Text("contact.log.next", says=result.next_step.says))
    for note in result.next_step.notes:
        screen.line("    " + screen.words(note))
    screen.say(Text("view.care"))
