"""``qinghuan review FILE``: a paper of theirs, read before it is signed; nothing is stored."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from typing import get_args

from qinghuan.agreement.finding import Finding
from qinghuan.agreement.reading import Reading, read_paper
from qinghuan.agreement.review import Agreed, PaperReview, review_paper
from qinghuan.agreement.their_text import of_text
from qinghuan.case.assess import assess
from qinghuan.case.plan import plan
from qinghuan.case.their_paper import agreed_for
from qinghuan.cli.answer import Sheet
from qinghuan.cli.as_data import as_data
from qinghuan.cli.cases import folded, found, today
from qinghuan.cli.codes import DONE, MISUSE, PROBLEMS
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser, existing
from qinghuan.cli.screen import Screen
from qinghuan.cli.which_debt import debt_meant
from qinghuan.plans.offers import Role
from qinghuan.policy.render import source_words
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("file", metavar="FILE")
    parser.take("--case", metavar="CASE", default="")
    parser.take("--debt", metavar="DEBT", default="")
    parser.take("--agreed", choices=get_args(Role))
    parser.take_today()
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """What to have changed or added, in the paper given or on standard input for ``-``."""
    day = asked.today or today()
    reading = _read(asked.file)
    if reading.text is None:
        screen.problems(reading.problems)
        return MISUSE
    answer = review_paper(reading.text, day, _agreed(asked, day) if asked.case else None)
    if screen.as_json:
        screen.data({"today": day.isoformat(), **as_data(_told(answer), screen)})
    else:
        for line in _lines(answer, screen):
            screen.line(line)
    return PROBLEMS if answer.findings else DONE


def _read(file: str) -> Reading:
    if file != "-":
        path = existing(file)
        return read_paper(path.read_bytes(), path.name)
    text = sys.stdin.read()
    if not text.strip():
        raise Stopped(fault("no_text"))
    return Reading(of_text(text))


def _agreed(asked: Namespace, day: date) -> Agreed:
    result = assess(folded(found(asked.case).id, day), day)
    debt = debt_meant(asked.debt, result)
    made = plan(result)
    offers = next((one for one in made if one.debt == debt.facts.id), None)
    option = next(
        (one.option for one in (offers.offers if offers else ()) if one.role == asked.agreed), None
    )
    return agreed_for(result, debt, made, option)


def _told(answer: PaperReview) -> dict[str, object]:
    return {
        "answer": answer.answer,
        "says": answer.says,
        "rows": [(row.due, row.amount) for row in answer.schedule.rows] if answer.schedule else [],
        "findings": [
            {
                "code": one.code,
                "clause": one.passage.text if one.passage else "",
                "what": one.what,
                "why": one.why,
                "ask": one.ask,
            }
            for one in answer.findings
        ],
    }


def _lines(answer: PaperReview, screen: Screen) -> list[str]:
    sheet = Sheet(screen)
    sheet.say(answer.says, mark="")
    for number, one in enumerate(answer.findings, start=1):
        _finding(number, one, sheet)
    sheet.lines.append("")
    sheet.say(Text("view.review.not_all"), mark="")
    return sheet.lines


def _finding(number: int, one: Finding, sheet: Sheet) -> None:
    sheet.lines.append("")
    sheet.say(one.what, mark=f"{number}. ", rest="   ")
    if one.passage is not None:
        sheet.say(Text("view.review.clause", words=one.passage.text), mark="   ")
    sheet.say(one.why, mark="   ")
    sheet.say(Text("view.review.ask", words=one.ask), mark="   ")
    if one.source is not None:
        sheet.say(Text("view.review.source", source=source_words(one.source.source)), mark="   ")
