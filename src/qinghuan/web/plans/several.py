"""All debts together: the ways side by side, the months as a picture, the days ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import policy
from qinghuan.case.assess import Assessment
from qinghuan.case.together import AHEAD, Played, days_ahead, played
from qinghuan.dates import add_months
from qinghuan.errors import Problem
from qinghuan.plans.cash import CashMonth
from qinghuan.plans.compare import Compared
from qinghuan.plans.several import Way
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed
from qinghuan.web.charts import Chart, Series
from qinghuan.web.memory import head_of, remembered
from qinghuan.web.page import case_of, choices, page
from qinghuan.web.plans.seen import MonthRow, Picture, assumed, month_name, names, short_month
from qinghuan.words import Language, Text, say

SEARCH: Final = 3.0
"""Seconds for the search of the cheapest; the page has been read meanwhile."""
DRAWN: Final = 60
"""Months in the picture; what comes after them is told by the table of ways."""


@dataclass(frozen=True, slots=True)
class Line:
    """One way with what the page says of it."""

    row: Compared
    ends: tuple[tuple[Text | str, Text], ...]
    """Each debt, and when it is gone."""


def ways(request: HttpRequest, case: str) -> HttpResponse:
    """The ways side by side, first without a search; ``?search=1`` looks for the cheapest."""
    summary = case_of(case)
    assessment = assessed(summary)
    search = request.GET.get("search") == "1"
    found = None if assessment.next_step.stops else _played(summary, assessment, search=search)
    context: dict[str, Any] = {"searched": search, "stops": assessment.next_step.stops}
    if isinstance(found, Problem):
        context["problem"] = found
    elif found is not None:
        context |= _told(found, assessment, request.GET.get("way", ""))
    part = request.headers.get("HX-Request") == "true"
    template = "plans/ways.html" if part else "plans/together.html"
    return page(request, template, context, case=summary, at="plans")


def _played(case: CaseSummary, assessment: Assessment, *, search: bool) -> Played | Problem | None:
    today = assessment.today
    key = ("plans.ways", case.id, head_of(case.id), today, policy.digest(), search)
    return remembered(key, lambda: played(assessment, time_limit=SEARCH if search else 0))


def _told(found: Played, assessment: Assessment, wanted: str) -> dict[str, Any]:
    rows = found.together.rows
    shown = next((row.way for row in rows if row.way == wanted), found.best)
    called = names(assessment)
    debts = [called[debt] for debt in found.together.debts]
    return {
        "together": found.together,
        "lines": [Line(row, tuple(_ends(row, debts))) for row in rows],
        "shown": Text(f"plans.creditors.way.{shown}"),
        "way": shown,
        "picture": months_picture(found, shown, debts, choices().language),
        "drawn": DRAWN if len(found.plans[shown].rows) > DRAWN else 0,
        "assumptions": list(assumed([name for row in rows for name in row.risk.assumptions])),
    }


def _ends(row: Compared, debts: Sequence[Text | str]) -> Any:
    for debt, months in zip(debts, row.unpaid, strict=True):
        gone = (
            Text("view.together.never") if months is None else Text("web_plans.in", months=months)
        )
        yield debt, gone


def months_picture(
    found: Played, way: Way, debts: Sequence[Text | str], language: Language
) -> Picture:
    """What each debt gets month by month, one on top of the other."""
    rows = found.plans[way].rows[:DRAWN]
    months = [add_months(found.begins, place) for place in range(len(rows))]
    called = [_as_text(debt, language) for debt in debts]
    chart = Chart(
        id="months",
        kind="bars",
        title=Text("web_plans.months"),
        labels=[short_month(month) for month in months],
        series=[
            Series(name, [row[place].paid for row in rows], stack="paid")
            for place, name in enumerate(called)
        ],
        language=language,
    )
    table = (
        MonthRow(month_name(month), tuple(one.paid for one in row))
        for month, row in zip(months, rows, strict=True)
    )
    return Picture(chart, tuple(called), tuple(table))


def _as_text(debt: Text | str, language: Language) -> Text:
    """A name of the person's own as a series can carry it."""
    written = say(debt, language) if isinstance(debt, Text) else debt
    return Text("web_plans.as_it_is", words=written)


def days(request: HttpRequest, case: str) -> HttpResponse:
    """What falls due in the months ahead beside pay day, and what can be asked for."""
    summary = case_of(case)
    assessment = assessed(summary)
    if assessment.next_step.stops:
        return HttpResponseRedirect(reverse("plans", args=[case]))
    found = days_ahead(assessment)
    sheet = assessment.household.sheet
    context: dict[str, Any] = {
        "days": found,
        "months": AHEAD,
        "names": names(assessment),
        "pay_day": sheet.pay_day if sheet else None,
    }
    if found is not None:
        short = [clash for clash in found.clashes if clash.kind == "short_month"]
        context["short"] = short
        context["asks"] = [clash for clash in found.clashes if clash not in short]
        context["picture"] = cash_picture(found.months, choices().language)
    return page(request, "plans/days.html", context, case=summary, at="plans")


def cash_picture(months: Sequence[CashMonth], language: Language) -> Picture:
    """What comes in, what is kept, what is taken, and the lowest money in hand."""
    values: Mapping[str, list[Any]] = {
        "income": [one.income for one in months],
        "kept": [one.kept for one in months],
        "taken": [one.taken for one in months],
        "lowest": [one.lowest for one in months],
    }
    heads = tuple(Text(f"web_plans.cash.{name}") for name in values)
    chart = Chart(
        id="cash",
        kind="bars",
        title=Text("web_plans.cash"),
        labels=[short_month(one.month) for one in months],
        series=[
            Series(head, values[name], line=name == "lowest")
            for head, name in zip(heads, values, strict=True)
        ],
        language=language,
    )
    rows = zip(*values.values(), strict=True)
    table = (
        MonthRow(month_name(one.month), tuple(row)) for one, row in zip(months, rows, strict=True)
    )
    return Picture(chart, heads, tuple(table))
