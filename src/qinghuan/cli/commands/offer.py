"""``qinghuan offer CASE``: an offer that came from the creditor, beside ours; nothing is stored."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Final

from qinghuan.agreement.offer import Review, Row, Theirs, review
from qinghuan.case.assess import assess
from qinghuan.case.debt import DebtAssessment
from qinghuan.case.plan import SEED, our_side, plan, position_of
from qinghuan.cli.answer import Sheet, name_of
from qinghuan.cli.as_data import as_data
from qinghuan.cli.cases import folded, found, today
from qinghuan.cli.codes import DONE
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.cli.which_debt import debt_meant
from qinghuan.dates import add_months
from qinghuan.money import ZERO, Yuan, yuan
from qinghuan.plans.ladder import asked_in_all
from qinghuan.words import Text

LONGEST: Final = 600
"""Rows: a longer offer is a slip of the pen."""


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("--debt", metavar="DEBT", default="")
    parser.take("--months", metavar="N", type=parser.reads(int))
    parser.take("--amount", metavar="YUAN", type=parser.reads(yuan))
    parser.take("--first", metavar="YYYY-MM-DD", type=parser.reads(date.fromisoformat))
    parser.take("--last", metavar="YUAN", type=parser.reads(yuan))
    row = parser.reads(_row)
    parser.take("--row", metavar="YYYY-MM-DD=YUAN", type=row, action="append", default=[])
    parser.take("--total", metavar="YUAN", type=parser.reads(yuan))
    parser.take("--penalty", choices=("stops", "runs"))
    parser.take("--rest", choices=("waived", "owed"))
    parser.take_today()
    parser.take_json()


def _row(typed: str) -> Row:
    day, _, amount = typed.partition("=")
    return Row(date.fromisoformat(day), yuan(amount))


def run(asked: Namespace, screen: Screen) -> int:
    """What their offer comes to, and what to answer."""
    case = found(asked.case)
    day = asked.today or today()
    result = assess(folded(case.id, day), day)
    debt = debt_meant(asked.debt, result)
    theirs = Theirs(
        rows=_rows(asked),
        asked=asked_in_all(position_of(debt)),
        penalty_stops=None if asked.penalty is None else asked.penalty == "stops",
        stated_total=asked.total,
        rest_waived=None if asked.rest is None else asked.rest == "waived",
    )
    answer = review(theirs, our_side(result, debt, plan(result)), seed=SEED)
    if screen.as_json:
        screen.data({"today": day.isoformat(), "debt": debt.facts.id, **as_data(answer, screen)})
        return DONE
    for line in _told(answer, debt, screen):
        screen.line(line)
    return DONE


def _rows(asked: Namespace) -> tuple[Row, ...]:
    """The rows they ask for, one by one or even. Raises :class:`Stopped`."""
    even = (asked.months, asked.amount, asked.first)
    if bool(asked.row) == any(one is not None for one in even) or (not asked.row and None in even):
        raise Stopped(fault("offer_rows"))
    rows = tuple(asked.row) or tuple(_even(asked.months, asked.amount, asked.first, asked.last))
    if not rows or any(row.amount <= ZERO for row in rows):
        raise Stopped(fault("offer_amounts"))
    return rows


def _even(months: int, amount: Yuan, first: date, last: Yuan | None) -> list[Row]:
    if not 0 < months <= LONGEST:
        raise Stopped(fault("offer_months", most=LONGEST))
    rows = [Row(add_months(first, place), amount) for place in range(months)]
    if last is not None:
        rows[-1] = Row(rows[-1].due, last)
    return rows


def _told(answer: Review, debt: DebtAssessment, screen: Screen) -> list[str]:
    sheet = Sheet(screen)
    sheet.say(Text("view.plan.internal"))
    verdict = Text(f"view.offer.{answer.verdict}")
    sheet.heading(Text("view.offer.title", debt=name_of(debt), verdict=verdict))
    sheet.say(answer.says)
    for told in (answer.total.formula, answer.saved.formula, *answer.reasons):
        sheet.say(told, mark="    · ", rest="      ")
    if answer.questions:
        sheet.lines.append("")
        sheet.say(Text("view.offer.ask"))
        for number, told in enumerate(answer.questions, start=1):
            sheet.say(told, mark=f"    {number}. ")
    return sheet.lines
