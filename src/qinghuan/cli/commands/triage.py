"""``qinghuan triage``: the first ten minutes, without any bill; nothing is kept unless asked."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from datetime import date

from pydantic import ValidationError

from qinghuan import store
from qinghuan.cli.cases import folded, found, now, standing_of, today
from qinghuan.cli.codes import DONE, REFUSED
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser, text_of
from qinghuan.cli.screen import Screen
from qinghuan.cli.triage_card import card_data, card_lines
from qinghuan.cli.triage_kept import facts_to_keep
from qinghuan.cli.triage_questions import answers_of
from qinghuan.contact.distress import speaks_of_not_living
from qinghuan.contact.triage import TriageAnswers, triage
from qinghuan.journal.faults import field_problems
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("--answers", metavar="FILE.json")
    parser.take("--case", metavar="CASE", dest="case")
    parser.take_today()
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Ask or read the answers, show the card, and keep the facts where ``--case`` says so."""
    day = asked.today or today()
    named = found(asked.case).id if asked.case else ""
    answers = _read(asked.answers) if asked.answers else _ask(screen, day, kept=bool(named))
    card = triage(answers, day)
    kept = _keep(answers, named, day) if named and card.may_be_kept else 0
    screen.data(card_data(card, screen) | {"recorded": kept})
    for line in card_lines(card, screen):
        screen.line(line)
    if named and card.may_be_kept:
        screen.say(Text("contact.triage.kept", count=kept))
    return DONE if card.may_be_kept else REFUSED


def _ask(screen: Screen, day: date, *, kept: bool) -> TriageAnswers:
    return answers_of(_Aside(screen.language) if screen.as_json else screen, day, kept=kept)


class _Aside(Screen):
    """Where a program reads the card, the questions go to standard error."""

    def line(self, written: str = "") -> None:
        """Print ``written`` for the person who answers."""
        print(written, file=sys.stderr)


def _read(file: str) -> TriageAnswers:
    written = text_of(file)
    try:
        json.loads(written)
    except ValueError as wrong:
        raise Stopped(fault("not_json", why=str(wrong))) from None
    try:
        return TriageAnswers.model_validate_json(written)
    except ValidationError as wrong:
        if speaks_of_not_living(written):
            return TriageAnswers(safe=False)
        raise Stopped(*field_problems(wrong)) from None


def _keep(answers: TriageAnswers, case: str, day: date) -> int:
    """How many facts were recorded."""
    facts, problems = facts_to_keep(answers, folded(case, day), standing_of(case), store.mint)
    if problems:
        raise Stopped(*problems)
    if facts:
        store.append(case, facts, who=store.OWNER, now=now())
    return len(facts)
