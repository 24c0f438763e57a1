"""All debts together and the days ahead, as lines of text beside the offers."""

from __future__ import annotations

from collections.abc import Sequence

from qinghuan.case.assess import Assessment
from qinghuan.case.together import AHEAD, Together
from qinghuan.cli.answer import Sheet
from qinghuan.cli.screen import Screen
from qinghuan.errors import Problem
from qinghuan.plans.clashes import Calendar
from qinghuan.policy.products import called
from qinghuan.words import Text


def beside(
    assessment: Assessment,
    ways: Together | Problem | None,
    days: Calendar | None,
    screen: Screen,
) -> Sequence[str]:
    """What there is to say; nothing where the next step stops."""
    sheet = Sheet(screen)
    if assessment.next_step.stops:
        return sheet.lines
    if ways is not None:
        sheet.heading(Text("view.together.title"))
        _ways(ways, sheet)
    if days is not None:
        _days(days, assessment, sheet)
    return sheet.lines


def _ways(ways: Together | Problem, sheet: Sheet) -> None:
    if isinstance(ways, Problem):
        sheet.say(ways.what)
        sheet.say(ways.mend, mark="    ")
        return
    for row in ways.rows:
        months = row.months.formula if row.months is not None else Text("view.together.never")
        told = Text("view.together.way", way=row.label, months=months, cost=row.cost.formula)
        sheet.say(told, mark="    · ", rest="      ")
        for against in row.against:
            sheet.say(against, mark="      ")
    for note in (ways.best, ways.bound, *ways.notes):
        sheet.say(note)


def _days(days: Calendar, assessment: Assessment, sheet: Sheet) -> None:
    sheet.heading(Text("view.cash.title", months=AHEAD))
    names = {debt.facts.id: called(debt.facts.disclosed) for debt in assessment.debts}
    for event in days.events:
        unknown = Text("view.unknown")
        told = Text(
            "view.cash.event",
            day=event.on,
            debt=names[event.debt],
            amount=event.amount if event.amount is not None else unknown,
            account=event.account or unknown,
        )
        sheet.say(told, mark="    · ", rest="      ")
    for month in days.months:
        told = Text(
            "view.cash.month",
            month=month.month,
            income=month.income,
            kept=month.kept,
            taken=month.taken,
            lowest=month.lowest,
            day=month.lowest_on,
        )
        sheet.say(told, mark="    · ", rest="      ")
    for number, clash in enumerate(days.clashes, start=1):
        sheet.say(clash.says, mark=f"    {number}. ")
