"""The three offers of every late debt, side by side; without them what to do instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse

from qinghuan import policy
from qinghuan.case.assess import Assessment
from qinghuan.cli.offered import A_MONTH, BOUNDS
from qinghuan.plans.offers import Offer, Offers
from qinghuan.plans.schedule import Instalment
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed, planned
from qinghuan.web.page import case_of, choices, page
from qinghuan.web.plans.choosing import Choice, asked_in_letters, choices_of
from qinghuan.web.plans.seen import (
    Chance,
    assumed,
    beside,
    chance,
    due_unknown,
    fan_picture,
    hotline,
    names,
    stage_for,
    stopped,
    to_talk_about,
)
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the three as the page shows it."""

    offer: Offer
    chance: Chance
    rows: tuple[Text, ...]
    can_be_chosen: bool
    chosen: bool

    @property
    def role(self) -> Text:
        """What it is for."""
        return Text(f"web_plans.role.{self.offer.role}")

    @property
    def place(self) -> str:
        """Where the ways to its figures stand."""
        return f"offers/{self.offer.option.debt}/{self.offer.role}"


@dataclass(frozen=True, slots=True)
class OfDebt:
    """A debt with its offers."""

    id: str
    name: Text | str
    made: Offers
    offers: tuple[Shown, ...]
    choice: Choice | None


def home(request: HttpRequest, case: str) -> HttpResponse:
    """What can be offered for each late debt."""
    summary = case_of(case)
    assessment = assessed(summary)
    made = () if assessment.next_step.stops else planned(summary)
    context = {
        "assessment": assessment,
        "stops": assessment.next_step.stops,
        "stopped": [(one, names(assessment)[one.facts.id]) for one in stopped(assessment)],
        "hotline": hotline(assessment),
        "debts": _of_debts(summary, assessment, made),
        "due_unknown": [(one, names(assessment)[one.facts.id]) for one in due_unknown(assessment)],
        "can_try": bool(made) and bool(to_talk_about(assessment)),
        "can_answer": bool(to_talk_about(assessment)),
        "several": assessment.affordable.path == "can_pay" and len(assessment.debts) > 1,
        "assumptions": list(assumed(_assumptions(made))),
        "bounds": list(_bounds(assessment)),
    }
    return page(request, "plans/home.html", context, case=summary, at="plans")


def ahead(request: HttpRequest, case: str, debt: str) -> HttpResponse:
    """Money in hand in the months ahead, with the plan that the letters ask for."""
    summary = case_of(case)
    assessment = assessed(summary)
    option = None if assessment.next_step.stops else asked_in_letters(summary).get(debt)
    if debt not in {one.facts.id for one in to_talk_about(assessment)} or option is None:
        raise Http404
    rows = [*option.instalments, *beside(planned(summary), debt)]
    stage = stage_for(summary, assessment, rows)
    if stage is None:
        raise Http404
    seen = stage.outlook(rows)
    context = {
        "name": names(assessment)[debt],
        "option": option,
        "rows": alike(option.instalments),
        "chance": chance(seen),
        "outlook": seen,
        "fan": fan_picture(stage.in_hand(rows), choices().language, "fan"),
        "assumptions": list(assumed(seen.chance.assumptions)),
    }
    return page(request, "plans/ahead.html", context, case=summary, at="plans")


def _of_debts(case: CaseSummary, assessment: Assessment, made: tuple[Offers, ...]) -> list[OfDebt]:
    called, chosen = names(assessment), choices_of(case)
    return [
        OfDebt(
            one.debt, called[one.debt], one, _shown(one, chosen.get(one.debt)), chosen.get(one.debt)
        )
        for one in made
    ]


def _shown(one: Offers, chosen: Choice | None) -> tuple[Shown, ...]:
    meant = chosen.option if chosen else None
    return tuple(
        Shown(
            offer,
            chance(offer.outlook),
            alike(offer.option.instalments),
            can_be_chosen=offer.role != "bottom_line",
            chosen=meant is not None and meant.instalments == offer.option.instalments,
        )
        for offer in one.offers
    )


def alike(rows: tuple[Instalment, ...]) -> tuple[Text, ...]:
    """The rows in words; those alike that follow month on month are told together."""
    groups: list[list[Instalment]] = [[rows[0]]]
    for before, row in pairwise(rows):
        if row.due - before.due <= A_MONTH and row.amount == before.amount:
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(_told(group[0], len(group)) for group in groups)


def _told(first: Instalment, count: int) -> Text:
    if count == 1:
        return Text("view.plan.rows.one", first=first.due, amount=first.amount)
    return Text("view.plan.rows.even", first=first.due, amount=first.amount, count=count)


def _assumptions(made: tuple[Offers, ...]) -> list[str]:
    return [
        name
        for one in made
        for offer in one.offers
        for figure in (offer.outlook.chance, offer.worth.plan, offer.worth.without)
        for name in figure.assumptions
    ]


def _bounds(assessment: Assessment) -> Iterator[policy.Sourced]:
    """Published samples from elsewhere: bounds of sense."""
    for name in BOUNDS:
        found = policy.look_up(name, assessment.today)
        if isinstance(found, policy.Sourced):
            yield found
