"""``qinghuan script CASE [--debt DEBT]``: the call as cards, with this person's figures."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from qinghuan.case.assess import Assessment, assess
from qinghuan.case.deadlines import after_refusal
from qinghuan.case.debt import DebtAssessment
from qinghuan.case.plan import asked_for, plan
from qinghuan.cli.answer import Sheet
from qinghuan.cli.as_data import as_data
from qinghuan.cli.cases import folded, found, today
from qinghuan.cli.codes import DONE, REFUSED
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.cli.script_cards import script_data, script_lines
from qinghuan.cli.which_debt import debt_named
from qinghuan.contact.channels import channel
from qinghuan.contact.triage import ASK
from qinghuan.documents.gate import gate, may_only_ask
from qinghuan.documents.papers.call_script import build, content_for
from qinghuan.documents.subject import Subject, offered
from qinghuan.policy.products import called
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("--debt", metavar="DEBT", default="")
    parser.take_today()
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """The script for the debt named, else for the one that is late longest."""
    case = found(asked.case)
    day = asked.today or today()
    result = assess(folded(case.id, day), day)
    debt = _debt(asked.debt, result)
    option = offered(result, debt, asked_for(plan(result)))
    door = gate("call_script", result, Subject(debt, option))
    if not door.opens:
        if may_only_ask(result, debt, door):
            return _only_ask(debt, day, screen)
        raise Stopped(*door.problems, code=REFUSED)
    paper = build(content_for(result, debt, option), number="", language=screen.language)
    refused = after_refusal(debt, result.conduct, day)
    screen.data(
        {
            "debt": debt.facts.id,
            **script_data(paper, screen),
            "gate": [screen.described(problem) for problem in door.problems],
            "after_refusal": as_data(refused, screen),
        }
    )
    sheet = Sheet(screen)
    for problem in door.problems:
        sheet.say(problem.what, mark="! ")
        sheet.say(problem.mend, mark="  ")
    sheet.lines += script_lines(paper, screen)
    sheet.heading(Text("case.view.refused"))
    for number, step in enumerate(refused, start=1):
        sheet.say(step, mark=f"  {number}. ")
    sheet.lines.append("")
    sheet.say(Text("contact.log.hint", case=case.index.label or case.id), mark="")
    sheet.say(Text("view.care"), mark="")
    for told in sheet.lines:
        screen.line(told)
    return DONE


def _only_ask(debt: DebtAssessment, day: date, screen: Screen) -> int:
    """The call that asks for the statement, and nothing that promises."""
    way = channel(debt.facts.disclosed.product, day)
    screen.data(
        {
            "debt": debt.facts.id,
            "kind": "ask_for_statement",
            "channel": as_data((way.says, *way.ways), screen),
            "say": as_data(ASK, screen),
        }
    )
    sheet = Sheet(screen)
    sheet.heading(Text("contact.view.only_ask", debt=called(debt.facts.disclosed)))
    sheet.say(Text("contact.view.only_ask.why"))
    for words in (way.says, *way.ways):
        sheet.say(words, mark="  · ", rest="    ")
    for words in ASK:
        sheet.say(words, mark="  ▶ ", rest="    ")
    sheet.say(Text("view.care"), mark="")
    for told in sheet.lines:
        screen.line(told)
    return DONE


def _debt(named: str, assessment: Assessment) -> DebtAssessment:
    if not assessment.debts:
        raise Stopped(fault("no_debt_to_call"))
    if not named:
        return max(assessment.debts, key=lambda debt: debt.days_late)
    meant = debt_named(named, assessment.case.debts).id
    return next(debt for debt in assessment.debts if debt.facts.id == meant)
