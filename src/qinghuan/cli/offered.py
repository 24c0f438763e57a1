"""The offers as lines of text: each with its reasons, its chance, and what comes after it."""

from __future__ import annotations

from collections.abc import Sequence

from qinghuan.case.assess import Assessment
from qinghuan.cli.answer import Sheet, name_of
from qinghuan.cli.screen import Screen
from qinghuan.plans.offers import Offer, Offers
from qinghuan.plans.schedule import Instalment
from qinghuan.policy import assumption
from qinghuan.words import Text


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
    _assumptions(made, sheet)
    return sheet.lines


def _instead(assessment: Assessment, sheet: Sheet) -> None:
    if assessment.next_step.stops:
        sheet.say(Text("view.plan.stops"))
        return
    sheet.say(Text(f"view.plan.{assessment.affordable.path}"))
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
        _burden(option.instalments),
        seen.chance.formula,
        Text("view.plan.error", error=seen.error, on_time=seen.on_time),
        offer.worth.plan.formula,
        offer.worth.without.formula,
        option.price_of_time,
    ):
        sheet.say(told, mark="    · ", rest="      ")
    if seen.weakest is not None:
        sheet.say(Text("view.plan.weakest", month=seen.weakest), mark="    · ", rest="      ")


def _burden(rows: Sequence[Instalment]) -> Text:
    first, last = rows[0], rows[-1]
    return Text(
        "view.plan.burden",
        first=first.due,
        last=last.due,
        amount=first.amount,
        rest=last.amount,
        months=len(rows),
    )


def _path(one: Offers, sheet: Sheet) -> None:
    if not one.path:
        return
    sheet.lines.append("")
    sheet.say(Text("view.plan.path"))
    for number, step in enumerate(one.path, start=1):
        sheet.say(step, mark=f"    {number}. ")


def _price(one: Offers, sheet: Sheet) -> None:
    if len(one.price) <= 1:
        return
    sheet.lines.append("")
    sheet.say(Text("view.plan.price"))
    for length in one.price:
        told = Text("view.plan.length", months=length.months, row=length.row, chance=length.chance)
        sheet.say(told, mark="    · ")


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
