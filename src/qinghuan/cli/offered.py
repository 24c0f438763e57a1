"""The offers as lines of text: each with its reasons, its chance, and what comes after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from qinghuan import policy
from qinghuan.case.assess import Assessment
from qinghuan.cli.answer import Sheet, name_of
from qinghuan.cli.screen import Screen
from qinghuan.plans.offers import Offer, Offers
from qinghuan.plans.schedule import Instalment
from qinghuan.policy import assumption
from qinghuan.words import Text

A_MONTH: Final = timedelta(days=35)
"""Rows no further apart follow month on month; the day after pay day moves a little."""
LENGTHS: Final = 8
"""Lines of the price of time that a screen shows."""
BOUNDS: Final = (
    "outcomes.us_plans_completed",
    "outcomes.agency_plans_completed",
    "outcomes.time_to_pay_completed",
)


def offered(assessment: Assessment, made: Sequence[Offers], screen: Screen) -> list[str]:
    """Every debt with its offers; without any, what to do instead."""
    sheet = Sheet(screen)
    if not made:
        _instead(assessment, sheet)
        return sheet.lines
    named = {debt.facts.id: name_of(debt) for debt in assessment.debts}
    sheet.say(Text("view.plan.internal"))
    for one in made:
        sheet.heading(Text("view.plan.title", debt=named[one.debt]))
        sheet.say(one.says)
        for offer in one.offers:
            _offer(offer, sheet)
        _path(one, sheet)
        _price(one, sheet)
        _besides(one, sheet)
    _assumptions(made, sheet)
    _bounds(assessment.today, sheet)
    return sheet.lines


def _instead(assessment: Assessment, sheet: Sheet) -> None:
    if assessment.next_step.stops:
        sheet.say(Text("view.plan.stops"))
        return
    unknown = [debt for debt in assessment.debts if debt.due_unknown]
    if assessment.affordable.path != "can_pay" or not unknown:
        sheet.say(Text(f"view.plan.{assessment.affordable.path}"))
    for debt in unknown:
        sheet.say(Text("view.plan.due_unknown", debt=name_of(debt)))
    for number, step in enumerate(assessment.instead, start=1):
        sheet.say(step, mark=f"    {number}. ")


def _offer(offer: Offer, sheet: Sheet) -> None:
    sheet.lines.append("")
    first, *others = offer.reasons
    sheet.say(first, mark="  ▶ ", rest="    ")
    for reason in others:
        sheet.say(reason, mark="    ")
    option, seen = offer.option, offer.outlook
    for told in (
        option.total.formula,
        option.saved.formula,
        *_rows(option.instalments),
        seen.chance.formula,
        Text("view.plan.error", error=seen.error, on_time=seen.on_time),
        offer.worth.plan.formula,
        offer.worth.without.formula,
        option.price_of_time,
    ):
        sheet.say(told, mark="    · ", rest="      ")
    if seen.weakest is not None:
        sheet.say(Text("view.plan.weakest", month=seen.weakest), mark="    · ", rest="      ")


def _rows(rows: Sequence[Instalment]) -> Iterator[Text]:
    """The burden month by month; rows alike that follow month on month are told together."""
    for alike in _alike(rows):
        first = alike[0]
        if len(alike) == 1:
            yield Text("view.plan.rows.one", first=first.due, amount=first.amount)
        else:
            yield Text(
                "view.plan.rows.even", first=first.due, amount=first.amount, count=len(alike)
            )


def _alike(rows: Sequence[Instalment]) -> Iterator[list[Instalment]]:
    group: list[Instalment] = []
    for row in rows:
        if group and (row.amount != group[-1].amount or row.due - group[-1].due > A_MONTH):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _path(one: Offers, sheet: Sheet) -> None:
    if not one.path:
        return
    sheet.lines.append("")
    sheet.say(Text("view.plan.path"))
    for number, step in enumerate(one.path, start=1):
        sheet.say(step, mark=f"    {number}. ")


def _price(one: Offers, sheet: Sheet) -> None:
    """Every length of the target, some in between left out where there are many."""
    if len(one.price) <= 1:
        return
    sheet.lines.append("")
    sheet.say(Text("view.plan.price"))
    step = -(-len(one.price) // LENGTHS)
    for place, length in enumerate(one.price):
        if place % step == 0 or place == len(one.price) - 1:
            told = Text(
                "view.plan.length", months=length.months, row=length.row, chance=length.chance
            )
            sheet.say(told, mark="    · ")


def _besides(one: Offers, sheet: Sheet) -> None:
    """One payment instead, how many plans were left, and what a refusal may bring."""
    if one.single is not None:
        sheet.lines.append("")
        sheet.say(Text("view.plan.single"))
        for told in (*one.single.says, one.single.amount.formula):
            sheet.say(told, mark="    · ", rest="      ")
    if one.offers:
        sheet.lines.append("")
        sheet.say(Text("view.plan.frontier", count=len(one.frontier)))
        sheet.say(Text("view.plan.refused"))
        for told in one.refused:
            sheet.say(told, mark="    · ", rest="      ")


def _bounds(today: date, sheet: Sheet) -> None:
    """How many plans were finished elsewhere: bounds of sense beside the assumptions."""
    found = [policy.look_up(name, today) for name in BOUNDS]
    known = [one for one in found if isinstance(one, policy.Sourced)]
    if not known:
        return
    sheet.lines.append("")
    sheet.say(Text("view.plan.bounds"))
    for one in known:
        percent = Text("view.percent", value=one.decimal)
        told = Text("view.plan.bound", title=one.title, value=percent, source=one.source.title)
        sheet.say(told, mark="    · ", rest="      ")


def _assumptions(made: Sequence[Offers], sheet: Sheet) -> None:
    names = dict.fromkeys(
        name
        for one in made
        for offer in one.offers
        for figure in (offer.outlook.chance, offer.worth.plan, offer.worth.without)
        for name in figure.assumptions
    )
    if not names:
        return
    sheet.lines.append("")
    sheet.say(Text("view.plan.assumed"))
    for name in names:
        found = assumption(name)
        told = Text(
            "view.plan.assumption",
            title=found.title,
            low=str(found.low),
            central=str(found.central),
            high=str(found.high),
        )
        sheet.say(told, mark="    · ")
