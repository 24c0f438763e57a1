"""``qinghuan evidence add CASE FILE``: keep an original as it came, with what it is."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import ValidationError

from qinghuan import store
from qinghuan.cli.care import stop_for_care
from qinghuan.cli.cases import folded, found, now, today
from qinghuan.cli.codes import DONE
from qinghuan.cli.contact_questions import clock
from qinghuan.cli.facts import EARLIEST
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser, existing, text_of
from qinghuan.cli.screen import Screen
from qinghuan.cli.which_debt import debt_named
from qinghuan.evidence.entries import EvidenceKept, Got, Sort
from qinghuan.journal.faults import field_problems
from qinghuan.words import Text

_PLAIN: Final = ("title", "by", "about", "carrier", "shows")


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("file", metavar="FILE")
    parser.take("--sort", choices=get_args(Sort), default="other")
    parser.take("--how", choices=get_args(Got), default="other")
    for name in _PLAIN:
        parser.take(f"--{name}", metavar=name.upper(), default="")
    parser.take("--on", metavar="YYYY-MM-DD", type=parser.reads(date.fromisoformat))
    parser.take("--at", metavar="HH:MM", type=parser.reads(clock))
    parser.take("--debt", metavar="DEBT", default="")
    parser.take("--transcript", metavar="FILE")
    parser.take("--go-on", action="store_true")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Keep the original and record it."""
    path = existing(asked.file)
    transcript = text_of(asked.transcript) if asked.transcript else ""
    if not asked.go_on:
        stop_for_care(asked.title, asked.shows, transcript)
    case = found(asked.case)
    fact = _fact(asked, path, transcript, case.id)
    with path.open("rb") as source:
        done = store.keep_original(case.id, source, fact, who=store.OWNER, now=now())
    digest = next(one.item.digest for one in store.evidence(case.id) if one.item.entry == fact.id)
    screen.data({"ok": True, "case": case.id, "id": fact.id, "sha256": digest, "head": done.head})
    screen.say(Text("cli.evidence_add.done", title=fact.title, digest=digest))
    screen.say(Text("cli.evidence_add.keep"))
    return DONE


def _fact(asked: Namespace, path: Path, transcript: str, case: str) -> EvidenceKept:
    """What is said of the original; raises :class:`Stopped` with everything wrong about it."""
    on = asked.on or today()
    if not EARLIEST <= on <= today():
        late = on > today()
        raise Stopped(fault("future" if late else "old", "/on", day=on if late else EARLIEST))
    _known(asked.about, case)
    debts = folded(case, today()).debts if asked.debt else ()
    given: dict[str, Any] = {
        "id": store.mint(),
        "on": on,
        "at": asked.at,
        "sort": asked.sort,
        "how": asked.how,
        "title": asked.title.strip() or path.name[-200:],
        "name": path.name[-200:],
        "by": asked.by,
        "about": asked.about or None,
        "carrier": asked.carrier,
        "shows": asked.shows,
        "transcript": transcript,
        "debt": debt_named(asked.debt, debts).id if asked.debt else None,
    }
    try:
        return EvidenceKept.model_validate(given)
    except ValidationError as wrong:
        raise Stopped(*field_problems(wrong)) from None


def _known(about: str, case: str) -> None:
    if about and about not in {entry.id for entry in store.entries(case)}:
        raise Stopped(fault("no_entry", "/about", named=about))
